// tablee replay: plays a session again, from its log file or a database, without its server.
#ifndef TABLEE_CLI_CMD_REPLAY_H
#define TABLEE_CLI_CMD_REPLAY_H

#include "cli/command.h"

// Exit code: 0 when all was written, or the page was
// stopped; 2 when a file, a viewpoint or an option is wrong, which one line on standard error then
// names; 1 when the output could not be written or nothing can be served.
extern const struct command replay_command;

#endif
