// tablee export: workshops as tidy tables and networks, for those who study them.
#ifndef TABLEE_CLI_CMD_EXPORT_H
#define TABLEE_CLI_CMD_EXPORT_H

#include "cli/command.h"

// Exit code: 0 when every file was written, 2 when a log, a database or an option is wrong (of many
// logs, the others are exported), 1 when the output could not be written.
extern const struct command export_command;

#endif
