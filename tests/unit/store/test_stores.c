// What every store does: one suite, three of them. PostgreSQL's is told by TABLEE_POSTGRES, the
// address of a server where a schema may be made; without it these tests pass over it.
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "store/test_open.h"
#include "store/test_parts.h"

// Three tests of one body.
#define EACH(name)                                                                                 \
    static void name(struct store *s);                                                             \
    Test(stores, memory_##name)                                                                    \
    {                                                                                              \
        with_store(MEMORY, name);                                                                  \
    }                                                                                              \
    Test(stores, sqlite_##name)                                                                    \
    {                                                                                              \
        with_store(SQLITE, name);                                                                  \
    }                                                                                              \
    Test(stores, postgres_##name)                                                                  \
    {                                                                                              \
        with_store(POSTGRES, name);                                                                \
    }                                                                                              \
    static void name(struct store *s)

EACH(reads_what_was_written)
{
    char all[256] = "", one[256] = "";
    wakes(s);
    cr_assert_eq(store_flush(s), 0, "nothing was put");
    make_rooms(s, 2);
    append(s, 1, 1, "a");
    append(s, 2, 1, "b");
    append(s, 1, 2, "c");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    read_rooms(s, all);
    cr_assert_str_eq(all, "1.1:a 1.2:c 2.1:b ");
    cr_assert_eq(store_read(s, 1, 2, collect, one), STORE_YES);
    cr_assert_str_eq(one, "1.2:c ");
}

EACH(sees_a_gap)
{
    char all[256] = "";
    wakes(s);
    make_rooms(s, 1);
    append(s, 1, 1, "a");
    append(s, 1, 3, "c");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_read(s, 1, 1, collect, all), STORE_UNREADABLE);
}

EACH(forgets)
{
    char texts[256] = "";
    wakes(s);
    make_rooms(s, 1);
    put_text(s, 1, "Alix");
    put_text(s, 2, "Noé");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    store_pii_delete(s, 1, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    read_texts(s, 1, texts);
    cr_assert_str_eq(texts, "p2.name:Noé ");
}

EACH(keeps_the_last_snapshot_until_words_are_forgotten)
{
    struct store_snapshot got;
    wakes(s);
    make_rooms(s, 2);
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

static bool first_text(void *ctx, const struct store_text *t)
{
    char *all = ctx;
    if (all[0])
        return false;
    return collect_text(all, t);
}

EACH(finds_the_texts_after_a_record)
{
    static const struct {
        uint64_t seq;
        const char *text;
    } rows[] = {{0, "p1.name:one "}, {4, "p3.name:five "}, {5, ""}};
    wakes(s);
    make_rooms(s, 1);
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

// One text at a time, while another is forgotten that was already read.
EACH(reads_texts_in_pages)
{
    static const char *const wanted[] = {"p1.name:Alix ", "p2.name:Noé ", "p3.name:Zoé ", ""};
    size_t place = 0;
    wakes(s);
    make_rooms(s, 1);
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

EACH(keeps_scenarios)
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

static void put_room(struct store *s, uint32_t id, uint32_t code, const char *once)
{
    store_put_room(s, &(struct store_room){.id = id,
                                           .code = code,
                                           .created_ms = 7,
                                           .once = str_from_cstr(once),
                                           .look = STR("{}"),
                                           .title = STR("Le banc")});
}

static bool count_key(void *ctx, const unsigned char *key)
{
    *(int *)ctx += key[0] == 1 && key[2] == 3;
    return true;
}

EACH(finds_rooms)
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
    uint32_t none_given = 0;
    cr_assert_eq(store_reserve(s, 1000001, &none_given), STORE_NO);
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000001}, &room), STORE_YES);
    cr_assert(room.id == next - 1 && room.created_ms == 7 && str_eq_cstr(room.once, "mark"));
    cr_assert(str_eq_cstr(room.look, "{}") && str_eq_cstr(room.title, "Le banc"));
    cr_assert_eq(store_find(s, (struct store_sought){.once = STR("mark")}, &room), STORE_YES);
    cr_assert_eq(room.code, 1000001);
    cr_assert_eq(store_find(s, (struct store_sought){.once = STR("other")}, &room), STORE_NO);
    cr_assert_eq(store_find(s, (struct store_sought){.key = key}, &room), STORE_YES);
    cr_assert_eq(room.code, 1000002);
    cr_assert_eq(store_find(s, (struct store_sought){.key = none}, &room), STORE_NO);
    int keys = 0;
    cr_assert_eq(store_keys(s, next, count_key, &keys), STORE_YES);
    cr_assert_eq(store_keys(s, id, count_key, &keys), STORE_YES);
    cr_assert_eq(keys, 1);
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000003}, &room), STORE_NO);
    cr_assert_eq(store_take(s, 1000003, &taken), STORE_NO);
    store_release(s, next);
    append(s, id, 1, "c"); // a release alone may be nothing to write
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_take(s, 1000002, &taken), STORE_YES);
    cr_assert(taken.room.id == next && taken.last == 2);
    char all[256] = "";
    cr_assert_eq(store_read(s, next, 1, collect, all), STORE_YES);
    cr_assert(strstr(all, ":a ") && strstr(all, ":b "), "%s", all);
}

static bool list_code(void *ctx, const struct store_room *room)
{
    char *out = ctx;
    snprintf(out + strlen(out), 256 - strlen(out), "%u ", room->id);
    return true;
}

EACH(finds_rooms_whose_time_is_over)
{
    enum { TODAY = 1000 };
    static const struct {
        uint32_t days;
        const char *due;
    } rows[] = {{0, "1 3 "}, {30, "1 3 "}, {28, "1 3 4 "}, {7, "1 3 4 5 "}};
    uint64_t now = (uint64_t)TODAY * STORE_DAY_MS;
    wakes(s);
    make_rooms(s, 5);
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

EACH(deletes_a_room)
{
    check_deletion(s);
}

// More than one page of PostgreSQL's, read at once and from the middle.
EACH(reads_a_long_log)
{
    enum { RECORDS = 2500 };
    int n = 0;
    char texts[256] = "";
    size_t place = 0;
    wakes(s);
    make_rooms(s, 1);
    for (uint64_t seq = 1; seq <= RECORDS; seq++) {
        append(s, 1, seq, "x");
        store_put_text(s, &(struct store_text){1, seq == RECORDS, seq, STR("f"), {0}, STR("t")});
    }
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_read(s, 1, 1, count_record, &n), STORE_YES);
    cr_assert_eq(n, RECORDS);
    n = 0;
    cr_assert_eq(store_read(s, 1, RECORDS - 9, count_record, &n), STORE_YES);
    cr_assert_eq(n, 10);
    cr_assert_eq(store_texts_after(s, 1, RECORDS - 1, &place), STORE_YES);
    cr_assert_eq(store_texts(s, 1, &place, collect_text, texts), STORE_YES);
    cr_assert_str_eq(texts, "p1.f:t ");
}
