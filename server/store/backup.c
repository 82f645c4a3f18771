// A copy of a database while a server may be writing to it, by SQLite's own means.
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/util.h"
#include "store/store.h"

enum { BUSY_MS = 10000 };

static bool told(char *err, size_t errn, const char *path, const char *why)
{
    snprintf(err, errn, "%s: %s", path, why);
    return false;
}

static bool make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); // people's words
    return fd >= 0 && close(fd) == 0;
}

// One step takes all pages from one moment of the log; writers go on meanwhile.
static bool copy_pages(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (!b)
        return false;
    sqlite3_backup_step(b, -1);
    return sqlite3_backup_finish(b) == SQLITE_OK;
}

static int sound_row(void *sound, int n, char **values, char **names)
{
    UNUSED(names);
    *(bool *)sound = n == 1 && values[0] && strcmp(values[0], "ok") == 0;
    return 0;
}

// Whole, and one file: no log beside it that somebody would forget to copy.
static bool finish(sqlite3 *db)
{
    bool sound = false;
    return sqlite3_exec(db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(db, "PRAGMA quick_check(1)", sound_row, &sound, NULL) == SQLITE_OK && sound;
}

bool store_backup(const char *from, const char *to, char *err, size_t errn)
{
    sqlite3 *source = NULL, *copy = NULL;
    bool good = false;
    if (access(from, R_OK) != 0)
        return told(err, errn, from, strerror(errno));
    if (!make_file(to))
        return told(err, errn, to, strerror(errno));
    if (sqlite3_open_v2(from, &source, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        told(err, errn, from, sqlite3_errmsg(source));
    else if (sqlite3_open_v2(to, &copy, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        told(err, errn, to, sqlite3_errmsg(copy));
    else
        good = sqlite3_busy_timeout(source, BUSY_MS) == SQLITE_OK && copy_pages(copy, source) &&
               finish(copy);
    if (!good && source && copy)
        told(err, errn, to,
             sqlite3_errcode(copy) == SQLITE_OK
                 ? lang_pick("la copie n’est pas saine", "the copy is not sound")
                 : sqlite3_errmsg(copy));
    sqlite3_close(copy);
    sqlite3_close(source);
    if (!good)
        unlink(to);
    return good;
}

bool store_renew(const char *path, uint32_t generation, char *err, size_t errn)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    static const char sql[] = "INSERT INTO meta VALUES('generation',?1)"
                              " ON CONFLICT(name) DO UPDATE SET value=?1";
    bool good = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK &&
                sqlite3_bind_int64(q, 1, generation) == SQLITE_OK && sqlite3_step(q) == SQLITE_DONE;
    if (!good)
        told(err, errn, path, sqlite3_errmsg(db));
    sqlite3_finalize(q);
    sqlite3_close(db);
    return good;
}
