// What all commands of the program have in common, so that one learns it once:
// - `tablee help CMD`, `tablee CMD --help` and `-h` print the help of a command, `-V` and
// `--version`
//   the version, on standard output;
// - `-` is standard input where a file is read, and standard output where one is written;
// - what is wrong with a command line is told first, then how it is used, on standard error;
// - all of it in the reader's language; the exit code is one of those below.
// getopt_long of the C library reads the options: argp would also print the help, but in one
// language and with its own sentences, and popt would be one more library for the same.
#ifndef TABLEE_CLI_COMMAND_H
#define TABLEE_CLI_COMMAND_H

#include <getopt.h>

enum command_exit {
    COMMAND_GOOD = 0,
    COMMAND_FAILED = 1, // what was asked about is not good, or the result could not be written
    COMMAND_WRONG = 2,  // the command line or a file it names is not one that can be used
};

struct command {
    const char *name;
    int (*run)(const struct command *c, int argc, char **argv); // argv[0] is the name
    const char *fr, *en;                                        // a line, in the list of commands
    const char *usage_fr, *usage_en;                            // how it is used, a line each way
    const char *help_fr, *help_en;                              // what it does and its options
    void (*options)(void); // prints the rest of the help; or NULL
};

// The last rows of each list of options.
// Versions of clang-format write braces in a macro otherwise.
// clang-format off
#define COMMAND_OPTIONS \
    {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}
// clang-format on

int command_help(const struct command *c);
int command_version(void);
// Tells `reason` and the usage; gives COMMAND_WRONG.
int command_wrong(const struct command *c, const char *reason);
// Tells of a file, say; gives COMMAND_WRONG.
int command_complain(const struct command *c, const char *what, const char *why);

// The next option as getopt_long gives it; -1 at the end, or when the command ends here with *code
// (help was asked, or an option is wrong and has been told). *code must be -1 before the first.
int command_option(const struct command *c, int argc, char **argv, const struct option *list,
                   int *code);
// For a value that does not suit; gives COMMAND_WRONG.
int command_wrong_value(const struct command *c, const char *value, const char *expected);

// The exit code when all has been said: `code`, unless standard output did not take it.
int command_end(int code);

#endif
