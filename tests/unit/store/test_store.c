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

// One suite for both stores; what is about files only follows.

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

static void append(struct store *s, uint32_t room, uint64_t seq, const char *body)
{
    struct store_record r = {.room = room, .seq = seq, .body = str_from_cstr(body)};
    memset(r.hash, (int)seq, sizeof r.hash);
    store_append(s, &r);
}

// The writer says through a pipe that it wrote: a wait without a clock.
static int pipe_ends[2];

static void wake(void *ctx)
{
    UNUSED(ctx);
    cr_assert_eq(write(pipe_ends[1], "x", 1), 1);
}

static void wakes(struct store *s)
{
    cr_assert_eq(pipe(pipe_ends), 0);
    store_set_waker(s, (struct store_waker){wake, NULL});
}

static enum store_status flush_and_wait(struct store *s)
{
    uint64_t done = 0, batch = store_flush(s);
    const char *why;
    enum store_status status;
    char x;
    do {
        cr_assert_eq(read(pipe_ends[0], &x, 1), 1);
        status = store_done(s, &done, &why);
    } while (status == STORE_OK && done < batch);
    return status;
}

static bool collect(void *ctx, const struct store_record *r)
{
    char *out = ctx;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "%u.%d:" STR_FMT " ", r->room, (int)r->seq, STR_ARG(r->body));
    return true;
}

static bool collect_text(void *ctx, const struct store_text *t)
{
    char *out = ctx;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "p%u." STR_FMT ":" STR_FMT " ", t->person, STR_ARG(t->field),
             STR_ARG(t->text));
    return true;
}

static void put_text(struct store *s, uint32_t person, const char *text)
{
    store_put_text(s, &(struct store_text){.room = 1,
                                           .person = person,
                                           .seq = 1,
                                           .field = STR("name"),
                                           .text = str_from_cstr(text)});
}

enum { ROOMS_READ = 9 };

static void read_rooms(struct store *s, char *all)
{
    for (uint32_t room = 1; room <= ROOMS_READ; room++)
        cr_assert_eq(store_read(s, room, 1, collect, all), STORE_YES);
}

static void read_texts(struct store *s, uint32_t room, char *texts)
{
    size_t first = 0;
    cr_assert_eq(store_texts(s, room, &first, collect_text, texts), STORE_YES);
}

static uint64_t number(struct store *s, const char *name)
{
    uint64_t n;
    cr_assert_eq(store_number(s, name, &n), STORE_YES);
    return n;
}

static void check_reading(struct store *s)
{
    char all[256] = "", one[256] = "";
    wakes(s);
    cr_assert_eq(store_flush(s), 0, "nothing was put");
    append(s, 1, 1, "a");
    append(s, 2, 1, "b");
    append(s, 1, 2, "c");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    read_rooms(s, all);
    cr_assert_str_eq(all, "1.1:a 1.2:c 2.1:b ");
    cr_assert_eq(store_read(s, 1, 2, collect, one), STORE_YES);
    cr_assert_str_eq(one, "1.2:c ");
}

Test(store, memory_reads_what_was_written)
{
    struct store *s = store_memory();
    check_reading(s);
    store_close(s);
}

Test(store, sqlite_reads_what_was_written)
{
    struct store *s = open_file();
    check_reading(s);
    store_close(s);
}

static void check_gap(struct store *s)
{
    char all[256] = "";
    wakes(s);
    append(s, 1, 1, "a");
    append(s, 1, 3, "c");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_read(s, 1, 1, collect, all), STORE_UNREADABLE);
}

Test(store, memory_sees_a_gap)
{
    struct store *s = store_memory();
    check_gap(s);
    store_close(s);
}

Test(store, sqlite_sees_a_gap)
{
    struct store *s = open_file();
    check_gap(s);
    store_close(s);
}

static void check_forgetting(struct store *s)
{
    char texts[256] = "";
    wakes(s);
    put_text(s, 1, "Alix");
    put_text(s, 2, "Noé");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    store_pii_delete(s, 1, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    read_texts(s, 1, texts);
    cr_assert_str_eq(texts, "p2.name:Noé ");
}

static void check_snapshots(struct store *s)
{
    struct store_snapshot got;
    wakes(s);
    cr_assert_eq(store_snapshot(s, 1, &got), STORE_NO);
    store_put_snapshot(s, &(struct store_snapshot){1, 5, STR("five")});
    store_put_snapshot(s, &(struct store_snapshot){2, 7, STR("seven")});
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    store_put_snapshot(s, &(struct store_snapshot){1, 9, STR("nine")});
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_snapshot(s, 1, &got), STORE_YES);
    cr_assert(got.seq == 9 && got.room == 1 && str_eq_cstr(got.bytes, "nine"));
    store_pii_delete(s, 1, 3);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_snapshot(s, 1, &got), STORE_NO);
    cr_assert_eq(store_snapshot(s, 2, &got), STORE_YES);
}

Test(store, memory_keeps_the_last_snapshot_until_words_are_forgotten)
{
    struct store *s = store_memory();
    check_snapshots(s);
    store_close(s);
}

Test(store, sqlite_keeps_the_last_snapshot_until_words_are_forgotten)
{
    struct store *s = open_file();
    check_snapshots(s);
    store_close(s);
}

static bool first_text(void *ctx, const struct store_text *t)
{
    char *all = ctx;
    if (all[0])
        return false;
    return collect_text(all, t);
}

static void check_texts_after(struct store *s)
{
    static const struct {
        uint64_t seq;
        const char *text;
    } rows[] = {{0, "p1.name:one "}, {4, "p3.name:five "}, {5, ""}};
    wakes(s);
    store_put_text(s, &(struct store_text){1, 1, 2, STR("name"), {0}, STR("one")});
    store_put_text(s, &(struct store_text){1, 2, 4, STR("name"), {0}, STR("gone")});
    store_put_text(s, &(struct store_text){1, 3, 5, STR("name"), {0}, STR("five")});
    store_pii_delete(s, 1, 2);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        size_t place = 99;
        char text[256] = "";
        cr_assert_eq(store_texts_after(s, 1, rows[i].seq, &place), STORE_YES);
        cr_assert_eq(store_texts(s, 1, &place, first_text, text), STORE_YES);
        cr_assert_str_eq(text, rows[i].text);
    }
}

Test(store, memory_finds_the_texts_after_a_record)
{
    struct store *s = store_memory();
    check_texts_after(s);
    store_close(s);
}

Test(store, sqlite_finds_the_texts_after_a_record)
{
    struct store *s = open_file();
    check_texts_after(s);
    store_close(s);
}

// One text at a time, while another is forgotten that was already read.
static void check_pages(struct store *s)
{
    static const char *const wanted[] = {"p1.name:Alix ", "p2.name:Noé ", "p3.name:Zoé ", ""};
    size_t place = 0;
    wakes(s);
    for (size_t i = 0; i < ARRAY_LEN(wanted) - 1; i++) {
        static const char *const names[] = {"Alix", "Noé", "Zoé"};
        put_text(s, (uint32_t)i + 1, names[i]);
    }
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        char text[256] = "";
        cr_assert_eq(store_texts(s, 1, &place, first_text, text), STORE_YES);
        cr_assert_str_eq(text, wanted[i]);
        store_pii_delete(s, 1, 1);
        cr_assert_eq(flush_and_wait(s), STORE_OK);
    }
    cr_assert_eq(store_texts(s, 9, &place, first_text, NULL), STORE_YES);
}

Test(store, memory_reads_texts_in_pages)
{
    struct store *s = store_memory();
    check_pages(s);
    store_close(s);
}

Test(store, sqlite_reads_texts_in_pages)
{
    struct store *s = open_file();
    check_pages(s);
    store_close(s);
}

Test(store, memory_forgets)
{
    struct store *s = store_memory();
    check_forgetting(s);
    store_close(s);
}

Test(store, sqlite_forgets)
{
    struct store *s = open_file();
    check_forgetting(s);
    store_close(s);
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

static void check_scenarios(struct store *s)
{
    unsigned char hash[STORE_HASH_BYTES] = {7}, other[STORE_HASH_BYTES] = {9};
    struct str text;
    wakes(s);
    store_put_scenario(s, &(struct store_scenario){.hash = {7}, .text = STR("seven")});
    store_put_scenario(s, &(struct store_scenario){.hash = {8}, .text = STR("eight")});
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_scenario(s, hash, &text), STORE_YES);
    cr_assert(str_eq_cstr(text, "seven"));
    cr_assert_eq(store_scenario(s, other, &text), STORE_NO);
}

Test(store, scenarios_in_memory)
{
    struct store *s = store_memory();
    check_scenarios(s);
    store_close(s);
}

Test(store, scenarios_in_sqlite)
{
    struct store *s = open_file();
    check_scenarios(s);
    store_close(s);
}

// ---- rooms: found, made, taken and let go

static void put_room(struct store *s, uint32_t id, uint32_t code, const char *once)
{
    store_put_room(s, &(struct store_room){.id = id,
                                           .code = code,
                                           .created_ms = 7,
                                           .once = str_from_cstr(once),
                                           .look = STR("{}"),
                                           .title = STR("Le banc")});
}

static void check_rooms(struct store *s)
{
    unsigned char key[STORE_HASH_BYTES] = {1, 2, 3}, none[STORE_HASH_BYTES] = {1, 2, 4};
    struct store_room room;
    struct store_taken taken;
    uint32_t id = 0, next = 0;
    wakes(s);
    cr_assert_eq(store_reserve(s, 1000001, &id), STORE_YES);
    cr_assert_eq(store_reserve(s, 1000002, &next), STORE_YES);
    cr_assert_eq(next, id + 1, "nobody else gets a number, though none is written yet");
    put_room(s, id, 1000001, "mark");
    put_room(s, next, 1000002, "");
    store_put_key(s, key, next);
    append(s, next, 1, "a");
    append(s, next, 2, "b");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_reserve(s, 1000001, &id), STORE_NO);
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000001}, &room), STORE_YES);
    cr_assert(room.id == next - 1 && room.created_ms == 7 && str_eq_cstr(room.once, "mark"));
    cr_assert(str_eq_cstr(room.look, "{}") && str_eq_cstr(room.title, "Le banc"));
    cr_assert_eq(store_find(s, (struct store_sought){.once = STR("mark")}, &room), STORE_YES);
    cr_assert_eq(room.code, 1000001);
    cr_assert_eq(store_find(s, (struct store_sought){.once = STR("other")}, &room), STORE_NO);
    cr_assert_eq(store_find(s, (struct store_sought){.key = key}, &room), STORE_YES);
    cr_assert_eq(room.code, 1000002);
    cr_assert_eq(store_find(s, (struct store_sought){.key = none}, &room), STORE_NO);
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000003}, &room), STORE_NO);
    cr_assert_eq(store_take(s, 1000003, &taken), STORE_NO);
    cr_assert_eq(store_take(s, 1000002, &taken), STORE_YES);
    cr_assert(taken.room.id == next && taken.last == 2 && !taken.handed);
    store_release(s, next);
    char all[256] = "";
    cr_assert_eq(store_read(s, next, 1, collect, all), STORE_YES);
    cr_assert(strstr(all, ":a ") && strstr(all, ":b "), "%s", all);
}

Test(store, memory_finds_rooms)
{
    struct store *s = store_memory();
    check_rooms(s);
    store_close(s);
}

Test(store, sqlite_finds_rooms)
{
    struct store *s = open_file();
    check_rooms(s);
    store_close(s);
}

static bool count_record(void *ctx, const struct store_record *r)
{
    UNUSED(r);
    ++*(int *)ctx;
    return true;
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

// ---- rooms that go

static void put_row(struct store *s, struct store_room room)
{
    room.code = 1000000 + room.id;
    store_put_room(s, &room);
}

static bool list_code(void *ctx, const struct store_room *room)
{
    char *out = ctx;
    snprintf(out + strlen(out), 256 - strlen(out), "%u ", room->id);
    return true;
}

static void check_due(struct store *s)
{
    enum { TODAY = 1000 };
    static const struct {
        uint32_t days;
        const char *due;
    } rows[] = {{0, "1 3 "}, {30, "1 3 "}, {28, "1 3 4 "}, {7, "1 3 4 5 "}};
    uint64_t now = (uint64_t)TODAY * STORE_DAY_MS;
    wakes(s);
    put_row(s, (struct store_room){.id = 1, .day = TODAY, .doomed_ms = now});
    put_row(s, (struct store_room){.id = 2, .day = TODAY, .doomed_ms = now + 1});
    put_row(s, (struct store_room){.id = 3, .day = TODAY - 6, .keep = 5});
    put_row(s, (struct store_room){.id = 4, .day = TODAY - 29});
    put_row(s, (struct store_room){.id = 5, .day = TODAY - 8, .keep = 20});
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char due[256] = "";
        cr_assert_eq(store_rooms_due(s, now, rows[i].days, list_code, due), STORE_YES);
        cr_assert_str_eq(due, rows[i].due, "kept %u days", rows[i].days);
    }
}

Test(store, memory_finds_rooms_whose_time_is_over)
{
    struct store *s = store_memory();
    check_due(s);
    store_close(s);
}

Test(store, sqlite_finds_rooms_whose_time_is_over)
{
    struct store *s = open_file();
    check_due(s);
    store_close(s);
}

static void put_whole_room(struct store *s, uint32_t id, const char *secret)
{
    unsigned char key[STORE_HASH_BYTES] = {(unsigned char)id, 7};
    char body[64];
    put_row(s, (struct store_room){.id = id,
                                   .created_ms = 5,
                                   .once = str_from_cstr(id == 3 ? "" : secret),
                                   .look = str_from_cstr(secret),
                                   .scenario = {(unsigned char)(id == 3 ? 1 : id)}});
    store_put_scenario(
        s, &(struct store_scenario){{(unsigned char)(id == 3 ? 1 : id)}, str_from_cstr(secret)});
    store_put_key(s, key, id);
    for (uint64_t seq = 1; seq <= 3; seq++) {
        snprintf(body, sizeof body, "%s %d", secret, (int)seq);
        append(s, id, seq, body);
        store_put_text(s, &(struct store_text){.room = id,
                                               .person = 1,
                                               .seq = seq,
                                               .field = STR("f"),
                                               .text = {body, strlen(body)}});
    }
    store_put_snapshot(s, &(struct store_snapshot){id, 3, str_from_cstr(secret)});
}

static bool note_gone(void *ctx, const struct store_gone *gone)
{
    char *out = ctx;
    snprintf(out + strlen(out), 256 - strlen(out), "%u:%u:%d:" STR_FMT ":%d ", gone->room,
             gone->code, (int)gone->created_ms, STR_ARG(gone->why), (int)gone->records);
    return true;
}

static bool note_entry(void *ctx, const struct store_entry *e)
{
    char *out = ctx;
    snprintf(out + strlen(out), 256 - strlen(out), "%d:" STR_FMT ":" STR_FMT ":" STR_FMT " ",
             (int)e->t_ms, STR_ARG(e->kind), STR_ARG(e->who), STR_ARG(e->what));
    return true;
}

// What is asked of a room that is there: all of it, or nothing.
static void check_room(struct store *s, uint32_t id, bool there)
{
    unsigned char key[STORE_HASH_BYTES] = {(unsigned char)id, 7};
    struct store_room room;
    struct store_snapshot snapshot;
    int n = 0;
    char texts[256] = "";
    enum store_answer answer = there ? STORE_YES : STORE_NO;
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000000 + id}, &room), answer);
    cr_assert_eq(store_find(s, (struct store_sought){.key = key}, &room), answer);
    cr_assert_eq(store_snapshot(s, id, &snapshot), answer);
    cr_assert_eq(store_read(s, id, 1, count_record, &n), STORE_YES);
    read_texts(s, id, texts);
    cr_assert_eq(n, there ? 3 : 0);
    cr_assert_eq(texts[0] != 0, there);
}

static void check_gone(struct store *s)
{
    unsigned char mine[STORE_HASH_BYTES] = {2}, shared[STORE_HASH_BYTES] = {1};
    char gone[256] = "", entries[256] = "", all[256] = "";
    struct str text;
    uint32_t id;
    wakes(s);
    for (uint32_t room = 1; room <= 3; room++)
        put_whole_room(s, room, room == 2 ? "Zephirine" : "Aline");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    store_delete(s, &(struct store_gone){2, 1000002, 5, 9, STR("asked"), 0});
    store_delete(s, &(struct store_gone){3, 1000003, 5, 9, STR("kept"), 0});
    store_put_entry(s, &(struct store_entry){0, 4, 0, STR("log"), STR("f1"), STR("all")});
    store_put_entry(s, &(struct store_entry){0, 5, 0, STR("delete"), STR("host"), STR("")});
    store_put_number(s, "backup", 12);
    uint64_t batch;
    const char *why = "";
    enum store_status status = flush_and_wait(s);
    store_done(s, &batch, &why);
    cr_assert_eq(status, STORE_OK, "%s", why);
    check_room(s, 1, true);
    check_room(s, 2, false);
    cr_assert_eq(store_scenario(s, shared, &text), STORE_YES, "another room has it");
    cr_assert_eq(store_gone(s, note_gone, gone), STORE_YES);
    cr_assert(strstr(gone, "2:1000002:5:asked:3 ") && strstr(gone, "3:1000003:5:kept:3 "), "%s",
              gone);
    cr_assert_eq(store_entries(s, note_entry, entries), STORE_YES);
    cr_assert_str_eq(entries, "5:delete:host: 4:log:f1:all ");
    cr_assert_eq(number(s, "backup"), 12);
    cr_assert_eq(number(s, "nothing"), 0);
    cr_assert_eq(store_reserve(s, 1000002, &id), STORE_YES);
    cr_assert_eq(id, 4, "a number is given once");
    read_rooms(s, all);
    cr_assert(!strstr(all, "Zephirine"));
    UNUSED(mine);
}

Test(store, memory_deletes_a_room)
{
    struct store *s = store_memory();
    check_gone(s);
    store_close(s);
}

Test(store, sqlite_deletes_a_room_and_every_byte_of_it)
{
    unsigned char mine[STORE_HASH_BYTES] = {2};
    struct str text;
    struct store *s = open_file();
    check_gone(s);
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
    check_gone(s);
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
