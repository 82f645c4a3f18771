// tablee check: looks at scenario folders, or the founding checklist, and tells every fault.
#ifndef TABLEE_CLI_CMD_CHECK_H
#define TABLEE_CLI_CMD_CHECK_H

#include "cli/command.h"

// Exit code: 0 when every scenario is fit to be
// played, 1 when one has faults, 2 when an option is wrong. Faults go to standard output.
extern const struct command check_command;

#endif
