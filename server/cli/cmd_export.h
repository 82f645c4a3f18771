// tablee export: workshops as tidy tables and networks, for those who study them.
#ifndef TABLEE_CLI_CMD_EXPORT_H
#define TABLEE_CLI_CMD_EXPORT_H

// argv[0] is the command's own name. Returns the exit code: 0 when every file was written, 2 when a
// log, a database or an option is wrong, 1 when the output could not be written.
int cmd_export(int argc, char **argv);

#endif
