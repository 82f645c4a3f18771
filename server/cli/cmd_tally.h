// tablee tally: prints the tallies of a file as JSON.
#ifndef TABLEE_CLI_CMD_TALLY_H
#define TABLEE_CLI_CMD_TALLY_H

// argv[0] is the command's own name. Returns the exit code: 0 when every file was tallied, 2 when a
// file or an option is wrong, which one line on standard error then names, 1 when the output could
// not be written.
int cmd_tally(int argc, char **argv);

#endif
