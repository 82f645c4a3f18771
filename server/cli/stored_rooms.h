// The workshops of a server's database, for commands that read them: with all that is kept beside
// their logs. Nothing is written.
#ifndef TABLEE_CLI_STORED_ROOMS_H
#define TABLEE_CLI_STORED_ROOMS_H

#include "cli/command.h"
#include "cli/log_file.h"

enum { STORED_ROOMS_MAX = 10000 };

struct stored_rooms {
    const char *db;
    const int64_t *codes; // of those that are wanted
    size_t n;             // 0: all
    const char *scenarios;
    // Of each: its code, its records, and where its scenario is. Gives 0 to go on.
    int (*each)(void *ctx, const char *name, const struct record_source *source,
                const struct scenario_shelf *shelf);
    void *ctx;
};

// 0, or what the command ends with, after a complaint in its name.
int stored_rooms_read(const struct command *c, const struct stored_rooms *asked);

#endif
