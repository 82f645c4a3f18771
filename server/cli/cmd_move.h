// tablee move: workshops from a file into PostgreSQL, or back.
#ifndef TABLEE_CLI_CMD_MOVE_H
#define TABLEE_CLI_CMD_MOVE_H

#include "cli/command.h"

// Exit code: 0 when all is there, 1 when a workshop stays where it is, which is told, 2 when a
// place or an option is wrong.
extern const struct command move_command;

#endif
