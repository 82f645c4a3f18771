// `tablee export`: workshops as tidy tables and networks, for those who study them.
#ifndef TABLEE_CLI_CMD_EXPORT_H
#define TABLEE_CLI_CMD_EXPORT_H

// argv[0] is the sub-command's name. Gives the exit code.
int cmd_export(int argc, char **argv);

#endif
