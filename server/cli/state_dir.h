// The directory where a server keeps its workshops, and the socket in it by which a running one is
// asked.
#ifndef TABLEE_CLI_STATE_DIR_H
#define TABLEE_CLI_STATE_DIR_H

#include <stdbool.h>
#include <stddef.h>

enum { STATE_PATH_LEN = 4096 };

struct state_dir {
    char path[STATE_PATH_LEN];
    char control[STATE_PATH_LEN]; // the socket, by a way that is short whatever the path is
    int fd;                       // -1 while it is not open
};

// `given` or NULL; then $XDG_STATE_HOME/tablee or ~/.local/state/tablee. Looks at no file.
void state_dir_name(struct state_dir *s, const char *given);
// Makes it if need be and holds it alone. False when it cannot serve, with one sentence in `err`,
// or when another server holds it, with `err` empty and the directory open to ask that one.
bool state_dir_hold(struct state_dir *s, char *err, size_t errn);
// Opens it to ask the server that runs there. False, and errno, when it is not there.
bool state_dir_open(struct state_dir *s);
// Waits until no server holds it, at most so long.
bool state_dir_wait(struct state_dir *s, int seconds);
void state_dir_close(struct state_dir *s);

#endif
