#include "store/test_parts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

void append(struct store *s, uint32_t room, uint64_t seq, const char *body)
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

void wakes(struct store *s)
{
    cr_assert_eq(pipe(pipe_ends), 0);
    store_set_waker(s, (struct store_waker){wake, NULL});
}

enum store_status flush_and_wait(struct store *s)
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

bool collect(void *ctx, const struct store_record *r)
{
    char *out = ctx;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "%u.%d:" STR_FMT " ", r->room, (int)r->seq, STR_ARG(r->body));
    return true;
}

bool collect_text(void *ctx, const struct store_text *t)
{
    char *out = ctx;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "p%u." STR_FMT ":" STR_FMT " ", t->person, STR_ARG(t->field),
             STR_ARG(t->text));
    return true;
}

void put_text(struct store *s, uint32_t person, const char *text)
{
    store_put_text(s, &(struct store_text){.room = 1,
                                           .person = person,
                                           .seq = 1,
                                           .field = STR("name"),
                                           .text = str_from_cstr(text)});
}

enum { ROOMS_READ = 9 };

void read_rooms(struct store *s, char *all)
{
    for (uint32_t room = 1; room <= ROOMS_READ; room++)
        cr_assert_eq(store_read(s, room, 1, collect, all), STORE_YES);
}

void read_texts(struct store *s, uint32_t room, char *texts)
{
    size_t first = 0;
    cr_assert_eq(store_texts(s, room, &first, collect_text, texts), STORE_YES);
}

uint64_t number(struct store *s, const char *name)
{
    uint64_t n;
    cr_assert_eq(store_number(s, name, &n), STORE_YES);
    return n;
}

void put_row(struct store *s, struct store_room room)
{
    room.code = 1000000 + room.id;
    store_put_room(s, &room);
}

void make_rooms(struct store *s, uint32_t n)
{
    for (uint32_t room = 1; room <= n; room++) {
        uint32_t id = 0;
        cr_assert_eq(store_reserve(s, 1000000 + room, &id), STORE_YES);
        cr_assert_eq(id, room);
        put_row(s, (struct store_room){.id = id});
    }
}

bool count_record(void *ctx, const struct store_record *r)
{
    UNUSED(r);
    ++*(int *)ctx;
    return true;
}

void put_whole_room(struct store *s, uint32_t id, const char *secret)
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
void check_room(struct store *s, uint32_t id, bool there)
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

void check_deletion(struct store *s)
{
    unsigned char shared[STORE_HASH_BYTES] = {1};
    char gone[256] = "", entries[256] = "", all[256] = "";
    struct str text;
    uint32_t id;
    wakes(s);
    make_rooms(s, 3);
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
}
