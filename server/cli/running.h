// The server that runs on a state directory, for the commands that ask it.
#ifndef TABLEE_CLI_RUNNING_H
#define TABLEE_CLI_RUNNING_H

#include "base/buf.h"
#include "cli/command.h"
#include "cli/state_dir.h"

// Where servers keep their workshops by the options --state, the settings' file and the
// environment, as for `serve`; where none runs, that of the service unit when one runs there.
// Opens it when it is there.
void running_find(struct state_dir *s, const char *given);
// Asks it. COMMAND_GOOD; or says that none runs there, or what it refuses, and COMMAND_FAILED.
int running_ask(const struct command *c, const struct state_dir *s, const char *line,
                struct buf *answer);
// The same of what net_ask got.
int running_answered(const struct command *c, const struct state_dir *s, struct buf *answer);

#endif
