#include "cli/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/str.h"
#include "base/util.h"
#include "cli/copy_rooms.h"
#include "cli/data_dir.h"
#include "store/store.h"

enum { PATH_LEN = 4096, COPY_BYTES = 65536, DEPTH_MAX = 8, LEFT_LEN = 256 };

#define DATABASE "tablee.db"
#define BEFORE   "before-"

static bool told(char *err, size_t errn, const char *path, const char *why)
{
    snprintf(err, errn, "%s: %s", path, why);
    return false;
}

static bool join(char out[PATH_LEN], const char *dir, const char *name)
{
    int n = snprintf(out, PATH_LEN, "%s/%s", dir, name);
    return n > 0 && n < PATH_LEN;
}

// The database and what SQLite keeps beside it, the socket, what a restore set aside.
static bool is_other(const char *name)
{
    struct str n = str_from_cstr(name);
    return !str_starts(n, STR(DATABASE)) && !str_starts(n, STR(BEFORE)) &&
           strcmp(name, "control") != 0 && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool copy_bytes(int from, int to)
{
    char part[COPY_BYTES];
    ssize_t n;
    while ((n = read(from, part, sizeof part)) > 0)
        for (ssize_t at = 0; at < n;) {
            ssize_t put = write(to, part + at, (size_t)(n - at));
            if (put <= 0)
                return false;
            at += put;
        }
    return n == 0 && fsync(to) == 0;
}

static bool copy_file(const char *from, const char *to, char *err, size_t errn)
{
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = in >= 0 && out >= 0 && copy_bytes(in, out);
    if (!good)
        told(err, errn, in < 0 ? from : to, strerror(errno));
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0 && good)
        good = told(err, errn, to, strerror(errno));
    return good;
}

static bool copy_tree(const char *from, const char *to, int depth, char *err, size_t errn);

// NOLINTNEXTLINE(misc-no-recursion): at most DEPTH_MAX
static bool copy_entry(const char *from, const char *to, int depth, char *err, size_t errn)
{
    struct stat st;
    if (lstat(from, &st) != 0)
        return told(err, errn, from, strerror(errno));
    if (S_ISREG(st.st_mode))
        return copy_file(from, to, err, errn);
    if (!S_ISDIR(st.st_mode))
        return true; // nothing of ours
    if (mkdir(to, 0700) != 0)
        return told(err, errn, to, strerror(errno));
    return copy_tree(from, to, depth + 1, err, errn);
}

// All but what is_other leaves out at the top.
// NOLINTNEXTLINE(misc-no-recursion): at most DEPTH_MAX
static bool copy_tree(const char *from, const char *to, int depth, char *err, size_t errn)
{
    char source[PATH_LEN], copy[PATH_LEN];
    DIR *dir = depth > DEPTH_MAX ? NULL : opendir(from);
    if (!dir)
        return told(err, errn, from, depth > DEPTH_MAX ? "?" : strerror(errno));
    bool good = true;
    for (const struct dirent *e; good && (e = readdir(dir));)
        if (is_other(e->d_name) && join(source, from, e->d_name) && join(copy, to, e->d_name))
            good = copy_entry(source, copy, depth, err, errn);
    closedir(dir);
    return good;
}

static bool is_empty(const char *path)
{
    DIR *dir = opendir(path);
    int n = 0;
    while (dir && readdir(dir))
        n++;
    if (dir)
        closedir(dir);
    return n == 2; // itself and the one above
}

static void not_left(void *ctx, uint32_t code, const char *why)
{
    char *err = ctx;
    snprintf(err, LEFT_LEN, lang_pick("atelier %07u\u00a0: %s", "workshop %07u: %s"), code, why);
}

// As they are while servers use them: each workshop from one moment of its own.
static bool copy_store(const char *store, const char *to, char *err, size_t errn)
{
    char left[LEFT_LEN] = "";
    struct copied done;
    struct store *from = store_look(store, err, errn);
    struct store *copy = from ? store_sqlite(to, err, errn) : NULL;
    struct copy_rooms how = {.from = from, .to = copy, .left = not_left, .ctx = left};
    bool good = copy && copy_rooms(&how, &done, err, errn);
    if (good && left[0])
        good = told(err, errn, to, left);
    store_close(copy);
    store_close(from);
    return good;
}

bool backup_make(const char *state, const char *store, const char *dir, char *err, size_t errn)
{
    char from[PATH_LEN], to[PATH_LEN];
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        return told(err, errn, dir, strerror(errno));
    if (!is_empty(dir))
        return told(err, errn, dir,
                    lang_pick("ce dossier n’est pas vide; une copie va dans un dossier à elle",
                              "this directory is not empty; a copy goes into one of its own"));
    return join(from, state, DATABASE) && join(to, dir, DATABASE) &&
           (store ? copy_store(store, to, err, errn) : store_backup(from, to, err, errn)) &&
           copy_tree(state, dir, 0, err, errn);
}

// ---- and back

static bool set_aside(const char *state, char *err, size_t errn)
{
    char aside[PATH_LEN], name[64], from[PATH_LEN], to[PATH_LEN];
    time_t now = time(NULL);
    struct tm t;
    gmtime_r(&now, &t);
    strftime(name, sizeof name, BEFORE "%Y%m%d-%H%M%S", &t);
    if (!join(aside, state, name) || mkdir(aside, 0700) != 0)
        return told(err, errn, aside, strerror(errno));
    DIR *dir = opendir(state);
    bool good = dir != NULL;
    for (const struct dirent *e; good && (e = readdir(dir));) {
        bool ours = is_other(e->d_name) || str_starts(str_from_cstr(e->d_name), STR(DATABASE));
        if (ours && join(from, state, e->d_name) && join(to, aside, e->d_name))
            good = rename(from, to) == 0 || told(err, errn, from, strerror(errno));
    }
    if (dir)
        closedir(dir);
    rmdir(aside); // of what was empty
    return good;
}

bool backup_restore(const char *dir, const char *state, bool replace, char *err, size_t errn)
{
    char from[PATH_LEN], to[PATH_LEN];
    uint32_t generation;
    if (!join(from, dir, DATABASE) || !join(to, state, DATABASE) || access(from, R_OK) != 0)
        return told(err, errn, from, strerror(errno));
    if (access(to, F_OK) == 0 && !replace)
        return told(err, errn, to,
                    lang_pick("il y a déjà des ateliers ici; --replace les met de côté",
                              "there are workshops here already; --replace sets them aside"));
    if (getrandom(&generation, sizeof generation, 0) != sizeof generation)
        return told(err, errn, "getrandom", strerror(errno));
    // Made beside its place and only then put there: a copy that is not sound replaces nothing.
    char fresh[PATH_LEN];
    if (!join(fresh, state, BEFORE "restoring.db"))
        return told(err, errn, state, "?");
    unlink(fresh);
    if (!store_backup(from, fresh, err, errn) || !store_renew(fresh, generation, err, errn))
        return false;
    return set_aside(state, err, errn) &&
           (rename(fresh, to) == 0 || told(err, errn, to, strerror(errno))) &&
           copy_tree(dir, state, 0, err, errn);
}
