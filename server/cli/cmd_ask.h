// tablee status, links, stop, reload: what one asks of the server that runs, by its control socket.
#ifndef TABLEE_CLI_CMD_ASK_H
#define TABLEE_CLI_CMD_ASK_H

#include "cli/command.h"

// Exit code: 0 when the server answered (and, for stop, has ended), 1 when none runs there or it
// did not end, 2 when an option is wrong.
extern const struct command status_command, links_command, stop_command, reload_command;

#endif
