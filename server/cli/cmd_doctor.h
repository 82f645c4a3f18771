// tablee doctor: looks at what a workshop needs of this computer, and says what to do where it
// lacks.
#ifndef TABLEE_CLI_CMD_DOCTOR_H
#define TABLEE_CLI_CMD_DOCTOR_H

#include "cli/command.h"

// Exit code: 0 when nothing stands in the way, 1 when something does, 2 when an option is wrong.
extern const struct command doctor_command;

#endif
