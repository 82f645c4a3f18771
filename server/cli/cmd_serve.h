// tablee serve: the workshop server, until it is told to stop.
#ifndef TABLEE_CLI_CMD_SERVE_H
#define TABLEE_CLI_CMD_SERVE_H

#include "cli/command.h"

// Exit code: 0 after SIGTERM or SIGINT, 1 when it
// could not start, 2 when an option is wrong, 70 when the log can no longer be written.
extern const struct command serve_command;

#endif
