// rooms, archive, delete, purge, register: the workshops that a server keeps, and what was done
// with them.
#ifndef TABLEE_CLI_CMD_KEEP_H
#define TABLEE_CLI_CMD_KEEP_H

#include "cli/command.h"

extern const struct command rooms_command, archive_command, delete_command, purge_command,
    register_command;

#endif
