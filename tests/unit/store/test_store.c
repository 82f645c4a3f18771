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
#include "store/test_parts.h"

// What is of SQLite and its file alone; test_stores.c has what all stores do.

static char dir[] = "/tmp/tablee-store-XXXXXX";
static char path[64];

static void make_dir(void)
{
    memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
}

static void remove_dir(void)
{
    static const char *const names[] = {"log.db", "log.db-wal", "log.db-shm", "copy.db"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char file[96];
        snprintf(file, sizeof file, "%s/%s", dir, names[i]);
        unlink(file);
    }
    rmdir(dir);
}

TestSuite(store, .init = make_dir, .fini = remove_dir);

static struct store *open_file(void)
{
    char err[256] = "";
    struct store *s = store_sqlite(path, err, sizeof err);
    cr_assert(s, "%s", err);
    return s;
}

Test(store, a_failed_write_is_final)
{
    struct store *s = store_memory();
    wakes(s);
    store_memory_break(s);
    append(s, 1, 1, "a");
    cr_assert_eq(flush_and_wait(s), STORE_FAILED);
    store_close(s);
}

Test(store, a_file_is_read_again_after_closing)
{
    char all[256] = "";
    struct store *s = open_file();
    append(s, 7, 1, "kept");
    store_flush(s);
    store_close(s);
    s = open_file();
    read_rooms(s, all);
    cr_assert_str_eq(all, "7.1:kept ");
    store_close(s);
}

// Before the places of rows are known, after, and with what was added since.
Test(store, one_room_is_read_among_others)
{
    static const char *const read_first[] = {"no", "yes"};
    struct store *s = open_file();
    append(s, 1, 1, "a");
    append(s, 2, 1, "x");
    append(s, 1, 2, "b");
    store_flush(s);
    store_close(s);
    for (size_t i = 0; i < ARRAY_LEN(read_first); i++) {
        char all[256] = "", one[256] = "";
        s = open_file();
        if (i)
            read_rooms(s, all);
        wakes(s);
        append(s, 2, i + 2, "y");
        append(s, 1, i + 3, "c");
        cr_assert_eq(flush_and_wait(s), STORE_OK);
        append(s, 1, i + 4, "not durable");
        cr_assert_eq(store_read(s, 1, 2, collect, one), STORE_YES);
        cr_assert_str_eq(one, i ? "1.2:b 1.3:c 1.4:c " : "1.2:b 1.3:c ", "%s", read_first[i]);
        store_close(s);
    }
}

static int run_sql(const char *sql)
{
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    int rc = sqlite3_exec(db, sql, 0, 0, 0);
    sqlite3_close(db);
    return rc;
}

Test(store, events_can_be_neither_changed_nor_deleted)
{
    struct store *s = open_file();
    append(s, 1, 1, "a");
    store_flush(s);
    store_close(s);
    cr_assert_eq(run_sql("UPDATE events SET seq=9"), SQLITE_CONSTRAINT);
    cr_assert_eq(run_sql("DELETE FROM events"), SQLITE_CONSTRAINT);
}

Test(store, a_newer_file_is_refused_by_name)
{
    char err[256] = "";
    store_close(open_file());
    cr_assert_eq(run_sql("UPDATE meta SET value=5 WHERE name='format'"), SQLITE_OK);
    cr_assert_null(store_sqlite(path, err, sizeof err));
    cr_assert(strstr(err, "newer") && strstr(err, "log.db"), "%s", err);
}

static int64_t ask_sql(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_step(q), SQLITE_ROW);
    int64_t got = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return got;
}

// Rows are noted from time to time; what was written since is found again at the end of the file.
Test(store, rooms_are_read_from_notes_and_from_what_came_after)
{
    enum { ROOMS = 7, EACH = 2500 };
    struct store *s = open_file();
    wakes(s);
    for (int life = 0; life < 2; life++) {
        for (uint64_t seq = 1; seq <= EACH; seq++)
            for (uint32_t room = 1; room <= ROOMS; room++) {
                append(s, room, (uint64_t)life * EACH + seq, "x");
                if (seq % 100 == 0)
                    store_put_text(s, &(struct store_text){.room = room,
                                                           .person = 1,
                                                           .seq = seq,
                                                           .field = STR("name"),
                                                           .text = STR("y")});
                if (seq % 500 == 0)
                    cr_assert_eq(flush_and_wait(s), STORE_OK);
            }
        store_close(s);
        s = open_file();
        wakes(s);
    }
    cr_assert_gt(ask_sql("SELECT count(*) FROM runs"), 0);
    int64_t left = ask_sql("SELECT max(rowid)-(SELECT value FROM meta WHERE name='noted_events')"
                           " FROM events");
    cr_assert_lt(left, 8192 + ROOMS * 500, "%d rows are read again", (int)left);
    for (uint32_t room = 1; room <= ROOMS; room++) {
        int n = 0;
        char texts[256] = "";
        cr_assert_eq(store_read(s, room, 1, count_record, &n), STORE_YES);
        cr_assert_eq(n, 2 * EACH);
        read_texts(s, room, texts);
        n = 0;
        cr_assert_eq(store_read(s, room, 2 * EACH, count_record, &n), STORE_YES);
        cr_assert_eq(n, 1);
    }
    store_close(s);
}

Test(store, a_room_that_lacks_a_row_is_told_and_the_others_are_read)
{
    char all[256] = "";
    struct store *s = open_file();
    append(s, 1, 1, "a");
    append(s, 2, 1, "b");
    append(s, 2, 3, "c");
    store_flush(s);
    store_close(s);
    s = open_file();
    cr_assert_eq(store_read(s, 1, 1, collect, all), STORE_YES);
    cr_assert_str_eq(all, "1.1:a ");
    cr_assert_eq(store_read(s, 2, 1, collect, all), STORE_UNREADABLE);
    store_close(s);
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    cr_assert(in && out, "%s", from);
    size_t n = fread(bytes, 1, sizeof bytes, in);
    cr_assert(n > 0 && n < sizeof bytes && fwrite(bytes, 1, n, out) == n);
    fclose(in);
    cr_assert_eq(fclose(out), 0);
}

// What was written by a server of format 1 (tests/golden/database).
Test(store, a_file_of_format_1_opens_and_says_so)
{
    struct store_taken taken;
    copy_file(TABLEE_SOURCE_DIR "/tests/golden/database/format-1/tablee.db", path);
    for (int time = 0; time < 3; time++) {
        struct store *s = open_file();
        wakes(s);
        cr_assert_eq(store_is_old(s), time < 2, "until it is told that it was renewed");
        cr_assert_eq(store_take(s, 1357624, &taken), STORE_YES);
        cr_assert(taken.last == 137 && taken.room.look.n == 0);
        int n = 0;
        cr_assert_eq(store_read(s, taken.room.id, 1, count_record, &n), STORE_YES);
        cr_assert_eq(n, 137);
        if (time == 1) {
            store_renewed(s);
            cr_assert_eq(flush_and_wait(s), STORE_OK);
        }
        store_close(s);
    }
}

Test(store, nothing_waits_once_all_is_written)
{
    struct store *s = open_file();
    wakes(s);
    cr_assert_eq(store_waits(s), 0);
    append(s, 1, 1, "a");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_waits(s), 0);
    store_close(s);
    s = store_memory();
    append(s, 1, 1, "a");
    store_flush(s);
    cr_assert_eq(store_waits(s), 0);
    store_close(s);
}

Test(store, deletes_a_room_and_every_byte_of_it)
{
    unsigned char mine[STORE_HASH_BYTES] = {2};
    struct str text;
    struct store *s = open_file();
    check_deletion(s);
    cr_assert_eq(store_scenario(s, mine, &text), STORE_NO);
    cr_assert(file_has(path, "", "Aline"), "there is something to be found");
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        cr_assert_not(file_has(path, endings[i], "phirine"), "log.db%s", endings[i]);
    store_close(s);
    cr_assert_not(file_has(path, "", "phirine"));
}

// Rows at the end of the file go; what follows is found all the same, after a restart too.
Test(store, rows_are_found_after_the_last_room_was_deleted)
{
    struct store *s = open_file();
    uint32_t id;
    check_deletion(s);
    cr_assert_eq(store_reserve(s, 1000004, &id), STORE_YES);
    put_whole_room(s, 4, "Berthe");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    for (int time = 0; time < 2; time++) {
        check_room(s, 4, true);
        check_room(s, 1, true);
        check_room(s, 3, false);
        store_close(s);
        s = open_file();
        cr_assert_eq(store_reserve(s, 1000003, &id), STORE_YES);
        cr_assert_eq(id, 5, "not that of a room that is gone");
    }
    store_close(s);
    cr_assert_eq(run_sql("DELETE FROM events WHERE room=4"), SQLITE_CONSTRAINT);
}
