#include "cli/state_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/data_dir.h"

enum { NAMES_LEN = 64, LOOK_MS = 20 };

void state_dir_name(struct state_dir *s, const char *given)
{
    const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    s->fd = -1;
    if (given)
        snprintf(s->path, sizeof s->path, "%s", given);
    else if (xdg && *xdg)
        snprintf(s->path, sizeof s->path, "%s/tablee", xdg);
    else
        snprintf(s->path, sizeof s->path, "%s/.local/state/tablee", home ? home : ".");
}

static bool make_directories(const char *path)
{
    char part[STATE_PATH_LEN];
    for (const char *at = path; (at = strchr(at + 1, '/'));) {
        snprintf(part, sizeof part, "%.*s", (int)(at - path), path);
        mkdir(part, 0700);
    }
    return mkdir(path, 0700) == 0 || is_directory(path);
}

bool state_dir_open(struct state_dir *s)
{
    s->fd = open(s->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // The address of a socket has room for some hundred signs.
    if (s->fd >= 0)
        snprintf(s->control, sizeof s->control, "/proc/self/fd/%d/control", s->fd);
    return s->fd >= 0;
}

// Two servers on one log would each go on from what the other does not know. A file system without
// locks still keeps a log.
static bool hold(const struct state_dir *s)
{
    return flock(s->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

bool state_dir_hold(struct state_dir *s, char *err, size_t errn)
{
    if (strlen(s->path) + NAMES_LEN > sizeof s->path || !make_directories(s->path) ||
        access(s->path, W_OK | X_OK) != 0 || !state_dir_open(s)) {
        snprintf(err, errn,
                 lang_pick("Le dossier %.512s ne peut pas servir\u00a0: %s; choisissez-en un autre "
                           "par --state.",
                           "Cannot use the directory %.512s: %s; choose another with --state."),
                 s->path, strerror(errno));
        return false;
    }
    return hold(s);
}

bool state_dir_wait(struct state_dir *s, int seconds)
{
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    for (int left = seconds * 1000 / LOOK_MS; !hold(s); left--) {
        if (left == 0)
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
}

void state_dir_close(struct state_dir *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}
