// What the store asks of the disk, seen from under SQLite: every commit is synced before it is
// told, and a sync that failed once is believed.
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "store/store.h"
#include "store/test_files.h"

static atomic_int syncs;    // of the write-ahead log
static atomic_int writes;   // of the same
static atomic_int locks;    // taken and given back by the writer, who opens its files first
static atomic_bool failing; // as a disk that is dying does
static sqlite3_vfs *real;
static sqlite3_io_methods watched;
static sqlite3_io_methods locking;
static sqlite3_file *writer;
static int (*real_sync)(sqlite3_file *, int);
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);
static int (*real_lock)(sqlite3_file *, int, int, int);

static int sync_log(sqlite3_file *file, int flags)
{
    atomic_fetch_add(&syncs, 1);
    return atomic_load(&failing) ? SQLITE_IOERR_FSYNC : real_sync(file, flags);
}

static int write_log(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    atomic_fetch_add(&writes, 1);
    return real_write(file, bytes, n, at);
}

static int lock_log(sqlite3_file *file, int from, int n, int how)
{
    if (file == writer)
        atomic_fetch_add(&locks, 1);
    return real_lock(file, from, n, how);
}

static void watch_locks(sqlite3_file *file)
{
    if (!writer) {
        writer = file;
        locking = *file->pMethods;
        real_lock = locking.xShmLock;
        locking.xShmLock = lock_log;
    }
    file->pMethods = &locking;
}

static int open_watched(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    UNUSED(vfs);
    int rc = real->xOpen(real, name, file, flags, out);
    if (rc == SQLITE_OK && flags & SQLITE_OPEN_MAIN_DB)
        watch_locks(file);
    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_WAL))
        return rc;
    if (!real_sync) {
        watched = *file->pMethods;
        real_sync = watched.xSync;
        watched.xSync = sync_log;
        real_write = watched.xWrite;
        watched.xWrite = write_log;
    }
    file->pMethods = &watched;
    return rc;
}

static char dir[] = "/tmp/tablee-disk-XXXXXX";
static char path[64];
static int ends[2];

static void wake(void *ctx)
{
    UNUSED(ctx);
    cr_assert_eq(write(ends[1], "x", 1), 1);
}

static struct store *open_store(void)
{
    static sqlite3_vfs vfs;
    char err[256] = "";
    real = sqlite3_vfs_find(NULL);
    vfs = *real;
    vfs.zName = "watched";
    vfs.xOpen = open_watched;
    sqlite3_vfs_register(&vfs, 1);
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    struct store *s = store_sqlite(path, err, sizeof err);
    cr_assert(s, "%s", err);
    cr_assert_eq(pipe(ends), 0);
    store_set_waker(s, (struct store_waker){wake, NULL});
    return s;
}

static void shut(struct store *s)
{
    store_close(s);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        unlink(file);
    }
    rmdir(dir);
}

static enum store_status commit(struct store *s, uint64_t seq)
{
    struct store_record r = {.room = 1, .seq = seq, .body = STR("{}")};
    uint64_t done = 0;
    const char *why;
    enum store_status status;
    char x;
    store_append(s, &r);
    uint64_t batch = store_flush(s);
    do {
        cr_assert_eq(read(ends[0], &x, 1), 1);
        status = store_done(s, &done, &why);
    } while (status == STORE_OK && done < batch);
    return status;
}

Test(disk, every_commit_is_synced_before_it_is_told)
{
    struct store *s = open_store();
    for (uint64_t seq = 1; seq <= 20; seq++) {
        int before = atomic_load(&syncs);
        cr_assert_eq(commit(s, seq), STORE_OK);
        cr_assert_gt(atomic_load(&syncs), before);
    }
    shut(s);
}

// The least of many: on a machine that is slow the writer lets go of the log, and takes it again.
Test(disk, a_commit_is_one_write_and_two_calls_for_locks)
{
    struct store *s = open_store();
    int least_writes = 100, least_locks = 100;
    for (uint64_t seq = 1; seq <= 50; seq++) {
        int wrote = atomic_load(&writes), locked = atomic_load(&locks);
        store_put_text(
            s, &(struct store_text){
                   .room = 1, .person = 1, .seq = seq, .field = STR("name"), .text = STR("Ana")});
        cr_assert_eq(commit(s, seq), STORE_OK);
        least_writes = MIN(least_writes, atomic_load(&writes) - wrote);
        least_locks = MIN(least_locks, atomic_load(&locks) - locked);
    }
    cr_assert_eq(least_writes, 1, "%d writes", least_writes);
    cr_assert_eq(least_locks, 2, "%d calls", least_locks);
    shut(s);
}

Test(disk, a_sync_that_failed_is_not_tried_again)
{
    struct store *s = open_store();
    cr_assert_eq(commit(s, 1), STORE_OK);
    atomic_store(&failing, true);
    cr_assert_eq(commit(s, 2), STORE_FAILED);
    atomic_store(&failing, false);
    cr_assert_eq(commit(s, 3), STORE_FAILED, "the disk works again, but what it lost is unknown");
    shut(s);
}

static bool one_record(void *ctx, const struct store_record *record)
{
    UNUSED(ctx);
    UNUSED(record);
    return false;
}

// A download stops in the middle of a log for as long as its reader likes.
Test(disk, a_page_that_was_read_holds_nothing_up)
{
    struct store *s = open_store();
    sqlite3 *other;
    int in_log = -1, moved = -1;
    for (uint64_t seq = 1; seq <= 5; seq++)
        cr_assert_eq(commit(s, seq), STORE_OK);
    cr_assert_eq(store_read(s, 1, 2, one_record, NULL), STORE_YES);
    cr_assert_eq(sqlite3_open(path, &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 60000); // until the writer lets go
    cr_assert_eq(sqlite3_exec(other, "SELECT count(*) FROM events", 0, 0, 0), SQLITE_OK);
    int rc = sqlite3_wal_checkpoint_v2(other, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_log, &moved);
    cr_assert_eq(rc, SQLITE_OK, "%s", sqlite3_errmsg(other));
    cr_assert_eq(in_log, 0);
    sqlite3_close(other);
    shut(s);
}

static bool disk_has(const char *text)
{
    return file_has(path, "", text) || file_has(path, "-wal", text);
}

Test(disk, what_is_forgotten_leaves_the_files)
{
    struct store *s = open_store();
    store_put_text(s, &(struct store_text){.room = 1,
                                           .person = 1,
                                           .seq = 1,
                                           .field = STR("name"),
                                           .text = STR("Zéphirine de la Mauve")});
    // Longer than a page, and not once: the one before is to be gone as well.
    char kept[20000];
    memset(kept, 'x', sizeof kept);
    memcpy(kept + sizeof kept / 2, "Zephirine", 9);
    for (uint64_t seq = 1; seq <= 3; seq++)
        store_put_snapshot(s, &(struct store_snapshot){1, seq, {kept, sizeof kept}});
    cr_assert_eq(commit(s, 1), STORE_OK);
    cr_assert(disk_has("phirine"));
    store_pii_delete(s, 1, 1);
    cr_assert_eq(commit(s, 2), STORE_OK);
    cr_assert_not(disk_has("phirine"));
    shut(s);
}
