// tablee backup, restore: a copy of all workshops, asked of the server that runs, and put back.
#ifndef TABLEE_CLI_CMD_BACKUP_H
#define TABLEE_CLI_CMD_BACKUP_H

#include "cli/command.h"

// Exit code: 0 when the copy is whole, 1 when it could not be made or put back (nothing of the
// workshops that were there is lost then), 2 when an option is wrong.
extern const struct command backup_command, restore_command;

#endif
