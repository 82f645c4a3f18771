#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "store/store.h"

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

static void check_reading(struct store *s)
{
    char all[256] = "", one[256] = "";
    wakes(s);
    cr_assert_eq(store_flush(s), 0, "nothing was put");
    append(s, 1, 1, "a");
    append(s, 2, 1, "b");
    append(s, 1, 2, "c");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert(store_read_all(s, collect, all));
    cr_assert_str_eq(all, "1.1:a 2.1:b 1.2:c ");
    cr_assert(store_read(s, 1, 2, collect, one));
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
    cr_assert_not(store_read_all(s, collect, all));
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
    cr_assert(store_texts(s, 0, collect_text, texts));
    cr_assert_str_eq(texts, "p2.name:Noé ");
}

static bool first_text(void *ctx, const struct store_text *t)
{
    char *all = ctx;
    if (all[0])
        return false;
    return collect_text(all, t);
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
        cr_assert(store_texts_from(s, 1, &place, first_text, text));
        cr_assert_str_eq(text, wanted[i]);
        store_pii_delete(s, 1, 1);
        cr_assert_eq(flush_and_wait(s), STORE_OK);
    }
    cr_assert(store_texts_from(s, 9, &place, first_text, NULL));
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
    cr_assert(store_read_all(s, collect, all));
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
            cr_assert(store_read_all(s, collect, all));
        wakes(s);
        append(s, 2, i + 2, "y");
        append(s, 1, i + 3, "c");
        cr_assert_eq(flush_and_wait(s), STORE_OK);
        append(s, 1, i + 4, "not durable");
        cr_assert(store_read(s, 1, 2, collect, one));
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
    cr_assert_eq(run_sql("UPDATE meta SET value=2"), SQLITE_OK);
    cr_assert_null(store_sqlite(path, err, sizeof err));
    cr_assert(strstr(err, "newer") && strstr(err, "log.db"), "%s", err);
}

static bool collect_scenario(void *ctx, const struct store_scenario *sc)
{
    char *out = ctx;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "%d:" STR_FMT " ", sc->hash[0], STR_ARG(sc->text));
    return true;
}

static void check_scenarios(struct store *s)
{
    char all[256] = "";
    wakes(s);
    store_put_scenario(s, &(struct store_scenario){.hash = {7}, .text = STR("seven")});
    store_put_scenario(s, &(struct store_scenario){.hash = {8}, .text = STR("eight")});
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert(store_scenarios(s, collect_scenario, all));
    cr_assert_str_eq(all, "7:seven 8:eight ");
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
