// tablee verify: proves that a log file is as it was written.
#ifndef TABLEE_CLI_CMD_VERIFY_H
#define TABLEE_CLI_CMD_VERIFY_H

#include "cli/command.h"

// Exit code: 0 when the chain is whole, 1 when a
// line does not hold, which is named on standard output, 2 when the file or an option is wrong.
extern const struct command verify_command;

#endif
