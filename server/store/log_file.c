#include "store/log_file.h"

#include <sqlite3.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "base/util.h"

// Fifteen pages and their headers: a commit of one act has two, a full one is written in pieces.
enum { HELD_BYTES = 15 * (4096 + 24) };

// A write-ahead log; the file below it follows in the same memory.
struct log_file {
    sqlite3_file base;
    sqlite3_file *below;
    int64_t at; // where what is held belongs
    int held;
    unsigned char *bytes;
};

enum {
    ALIGNED = alignof(max_align_t),
    BELOW_AT = (sizeof(struct log_file) + ALIGNED - 1) / ALIGNED * ALIGNED
};

static struct log_file *log_of(sqlite3_file *file)
{
    return (struct log_file *)file;
}

// Its below, once what is held is there.
static sqlite3_file *written(sqlite3_file *file, int *rc)
{
    struct log_file *l = log_of(file);
    *rc = SQLITE_OK;
    if (l->held)
        *rc = l->below->pMethods->xWrite(l->below, l->bytes, l->held, l->at);
    // What could not be written is an error of the transaction, which is told once and is final.
    l->held = 0;
    return l->below;
}

static int log_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    struct log_file *l = log_of(file);
    if (l->held && (at != l->at + l->held || n > HELD_BYTES - l->held)) {
        int rc;
        written(file, &rc);
        if (rc != SQLITE_OK)
            return rc;
    }
    if (n > HELD_BYTES)
        return l->below->pMethods->xWrite(l->below, bytes, n, at);
    if (!l->held)
        l->at = at;
    memcpy(l->bytes + l->held, bytes, (size_t)n);
    l->held += n;
    return SQLITE_OK;
}

static int log_close(sqlite3_file *file)
{
    int rc;
    sqlite3_file *below = written(file, &rc);
    int closed = below->pMethods->xClose(below);
    mem_free(log_of(file)->bytes);
    return rc != SQLITE_OK ? rc : closed;
}

static int log_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
    int rc;
    sqlite3_file *below = written(file, &rc);
    return rc != SQLITE_OK ? rc : below->pMethods->xRead(below, bytes, n, at);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 n)
{
    int rc;
    sqlite3_file *below = written(file, &rc);
    return rc != SQLITE_OK ? rc : below->pMethods->xTruncate(below, n);
}

static int log_sync(sqlite3_file *file, int flags)
{
    int rc;
    sqlite3_file *below = written(file, &rc);
    return rc != SQLITE_OK ? rc : below->pMethods->xSync(below, flags);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *n)
{
    int rc;
    sqlite3_file *below = written(file, &rc);
    return rc != SQLITE_OK ? rc : below->pMethods->xFileSize(below, n);
}

static int log_lock(sqlite3_file *file, int how)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xLock(below, how);
}

static int log_unlock(sqlite3_file *file, int how)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xUnlock(below, how);
}

static int log_reserved(sqlite3_file *file, int *out)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xCheckReservedLock(below, out);
}

static int log_control(sqlite3_file *file, int op, void *arg)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xFileControl(below, op, arg);
}

static int log_sector(sqlite3_file *file)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xSectorSize(below);
}

static int log_traits(sqlite3_file *file)
{
    sqlite3_file *below = log_of(file)->below;
    return below->pMethods->xDeviceCharacteristics(below);
}

static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_traits,
};

static sqlite3_vfs *root;
static sqlite3_vfs vfs;

static int open_any(sqlite3_vfs *ours, const char *name, sqlite3_file *file, int flags, int *out)
{
    UNUSED(ours);
    if (!(flags & SQLITE_OPEN_WAL))
        return root->xOpen(root, name, file, flags, out);
    struct log_file *l = log_of(file);
    *l = (struct log_file){.below = (sqlite3_file *)((char *)file + BELOW_AT)};
    int rc = root->xOpen(root, name, l->below, flags, out);
    if (!l->below->pMethods)
        return rc; // what was not opened has no methods, and is not closed
    l->bytes = mem_alloc(HELD_BYTES);
    l->base.pMethods = &log_methods;
    return rc;
}

const char *log_file_vfs(void)
{
    if (!root) {
        root = sqlite3_vfs_find(NULL);
        CHECK(root);
        vfs = *root;
        vfs.zName = "tablee";
        vfs.szOsFile = (int)BELOW_AT + root->szOsFile;
        vfs.xOpen = open_any;
        CHECK(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
    }
    return vfs.zName;
}
