// tablee tally: prints the tallies of a file as JSON.
#ifndef TABLEE_CLI_CMD_TALLY_H
#define TABLEE_CLI_CMD_TALLY_H

#include "cli/command.h"

// Exit code: 0 when every file was tallied, 2 when a
// file or an option is wrong, which one line on standard error then names, 1 when the output could
// not be written.
extern const struct command tally_command;

#endif
