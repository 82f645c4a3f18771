// What is read of the database, as the answers of the asking thread have it.
#include <stdio.h>
#include <string.h>

#include "store/postgres_parts.h"

// What a question that is not ready, or failed, comes to; STORE_YES: its rows are there.
static enum store_answer answered(const struct question *q)
{
    return q ? q->answer : STORE_LATER;
}

static bool has_bytes(const PGresult *r, int row, int col, unsigned char *out, size_t n)
{
    struct str bytes = pg_col(r, row, col);
    if (bytes.n != n)
        return false;
    memcpy(out, bytes.p, n);
    return true;
}

// ---- rooms

static struct store_room room_of_row(const PGresult *r, int row)
{
    struct store_room room = {.id = (uint32_t)pg_col_int(r, row, 0),
                              .code = (uint32_t)pg_col_int(r, row, 1),
                              .created_ms = (uint64_t)pg_col_int(r, row, 2),
                              .once = pg_col(r, row, 3),
                              .look = pg_col(r, row, 4),
                              .day = (uint32_t)pg_col_int(r, row, 5),
                              .keep = (uint32_t)pg_col_int(r, row, 6),
                              .doomed_ms = (uint64_t)pg_col_int(r, row, 7),
                              .archived = pg_col_int(r, row, 8) != 0,
                              .title = pg_col(r, row, 10)};
    has_bytes(r, row, 9, room.scenario, sizeof room.scenario);
    return room;
}

enum store_answer postgres_find(struct store *base, struct store_sought sought,
                                struct store_room *out)
{
    enum ask_kind kind = sought.key ? ASK_KEY : sought.once.n ? ASK_ONCE : ASK_CODE;
    struct str key = {(const char *)sought.key, sought.key ? STORE_HASH_BYTES : 0};
    const struct question *q = postgres_ask(postgres_of(base), kind, sought.code, 0,
                                            sought.key ? key : sought.once, false);
    if (answered(q) != STORE_YES)
        return answered(q);
    if (!PQntuples(q->rows))
        return STORE_NO;
    *out = room_of_row(q->rows, 0);
    return STORE_YES;
}

static enum store_answer each_room(const struct question *q, store_each_room *each, void *ctx)
{
    for (int row = 0; answered(q) == STORE_YES && row < PQntuples(q->rows); row++) {
        struct store_room room = room_of_row(q->rows, row);
        if (!each(ctx, &room))
            break;
    }
    return answered(q);
}

enum store_answer postgres_rooms(struct store *base, store_each_room *each, void *ctx)
{
    return each_room(postgres_ask(postgres_of(base), ASK_ROOMS, 0, 0, STR(""), false), each, ctx);
}

enum store_answer postgres_below(struct store *base, uint32_t below, store_each_room *each,
                                 void *ctx)
{
    return each_room(postgres_ask(postgres_of(base), ASK_BELOW, below, 0, STR(""), false), each,
                     ctx);
}

// To the minute: so the question is the same one when it is repeated.
enum store_answer postgres_due(struct store *base, uint64_t now_ms, uint32_t days,
                               store_each_room *each, void *ctx)
{
    struct postgres *s = postgres_of(base);
    int64_t now = (int64_t)(s->waits ? now_ms : now_ms - now_ms % 60000);
    return each_room(postgres_ask(s, ASK_DUE, now, days, STR(""), false), each, ctx);
}

static enum store_answer number(const struct question *q, uint64_t *n)
{
    if (answered(q) == STORE_YES && PQntuples(q->rows))
        *n = (uint64_t)pg_col_int(q->rows, 0, 0);
    return answered(q);
}

enum store_answer postgres_count(struct store *base, uint64_t *n)
{
    return number(postgres_ask(postgres_of(base), ASK_COUNT, 0, 0, STR(""), false), n);
}

enum store_answer postgres_number(struct store *base, const char *name, uint64_t *n)
{
    return number(postgres_ask(postgres_of(base), ASK_NUMBER, 0, 0, str_from_cstr(name), false), n);
}

enum store_answer postgres_gone(struct store *base, store_each_gone *each, void *ctx)
{
    const struct question *q = postgres_ask(postgres_of(base), ASK_GONE, 0, 0, STR(""), false);
    for (int row = 0; answered(q) == STORE_YES && row < PQntuples(q->rows); row++) {
        struct store_gone gone = {.room = (uint32_t)pg_col_int(q->rows, row, 0),
                                  .code = (uint32_t)pg_col_int(q->rows, row, 1),
                                  .created_ms = (uint64_t)pg_col_int(q->rows, row, 2),
                                  .gone_ms = (uint64_t)pg_col_int(q->rows, row, 3),
                                  .why = pg_col(q->rows, row, 4),
                                  .records = (uint64_t)pg_col_int(q->rows, row, 5)};
        if (!each(ctx, &gone))
            break;
    }
    return answered(q);
}

enum store_answer postgres_entries(struct store *base, store_each_entry *each, void *ctx)
{
    const struct question *q = postgres_ask(postgres_of(base), ASK_ENTRIES, 0, 0, STR(""), false);
    for (int row = 0; answered(q) == STORE_YES && row < PQntuples(q->rows); row++) {
        struct store_entry entry = {.id = (uint64_t)pg_col_int(q->rows, row, 0),
                                    .t_ms = (uint64_t)pg_col_int(q->rows, row, 1),
                                    .code = (uint32_t)pg_col_int(q->rows, row, 2),
                                    .kind = pg_col(q->rows, row, 3),
                                    .who = pg_col(q->rows, row, 4),
                                    .what = pg_col(q->rows, row, 5)};
        if (!each(ctx, &entry))
            break;
    }
    return answered(q);
}

// ---- of one room

static enum store_answer not_as_written(struct postgres *s)
{
    pg_lock(s);
    snprintf(s->why, sizeof s->why, "the database could not be read: %s", STORE_MISSING_ROW);
    pg_unlock(s);
    return STORE_UNREADABLE;
}

// Whoever wants more than a page has at once waits for it.
enum store_answer postgres_records(struct store *base, uint32_t room, uint64_t from,
                                   store_each_record *each, void *ctx)
{
    struct postgres *s = postgres_of(base);
    for (uint64_t next = from;;) {
        const struct question *q = postgres_ask_page(s, ASK_RECORDS, room, next, next != from);
        if (answered(q) != STORE_YES)
            return answered(q);
        int n = PQntuples(q->rows), row = (int)(next - (uint64_t)q->b);
        for (; row < n; row++) {
            struct store_record record = {.room = room,
                                          .seq = (uint64_t)pg_col_int(q->rows, row, 0),
                                          .body = pg_col(q->rows, row, 1)};
            if (!has_bytes(q->rows, row, 2, record.hash, sizeof record.hash) ||
                record.seq != next++)
                return not_as_written(s);
            if (!each(ctx, &record))
                return STORE_YES;
        }
        if (n < PG_PAGE)
            return STORE_YES;
    }
}

enum store_answer postgres_texts(struct store *base, uint32_t room, size_t *place,
                                 store_each_text *each, void *ctx)
{
    struct postgres *s = postgres_of(base);
    for (bool more = false;; more = true) {
        const struct question *q = postgres_ask_page(s, ASK_TEXTS, room, *place, more);
        if (answered(q) != STORE_YES)
            return answered(q);
        int n = PQntuples(q->rows);
        for (int row = 0; row < n; row++) {
            size_t at = (size_t)pg_col_int(q->rows, row, 0);
            struct store_text t = {.room = room,
                                   .person = (uint32_t)pg_col_int(q->rows, row, 1),
                                   .seq = (uint64_t)pg_col_int(q->rows, row, 2),
                                   .field = pg_col(q->rows, row, 3),
                                   .text = pg_col(q->rows, row, 5)};
            if (at < *place)
                continue;
            if (!has_bytes(q->rows, row, 4, t.salt, sizeof t.salt))
                return not_as_written(s);
            *place = at;
            if (!each(ctx, &t))
                return STORE_YES;
            *place = at + 1;
        }
        if (n < PG_PAGE)
            return STORE_YES;
    }
}

enum store_answer postgres_texts_after(struct store *base, uint32_t room, uint64_t seq,
                                       size_t *place)
{
    uint64_t n = 0;
    enum store_answer answer = number(
        postgres_ask(postgres_of(base), ASK_TEXTS_AFTER, room, (int64_t)seq, STR(""), false), &n);
    *place = (size_t)n;
    return answer;
}

enum store_answer postgres_snapshot(struct store *base, uint32_t room, struct store_snapshot *out)
{
    const struct question *q =
        postgres_ask(postgres_of(base), ASK_SNAPSHOT, room, 0, STR(""), false);
    *out = (struct store_snapshot){.room = room};
    if (answered(q) != STORE_YES)
        return answered(q);
    if (!PQntuples(q->rows))
        return STORE_NO;
    out->seq = (uint64_t)pg_col_int(q->rows, 0, 0);
    out->bytes = pg_col(q->rows, 0, 1);
    return STORE_YES;
}

enum store_answer postgres_keys(struct store *base, uint32_t room, store_each_key *each, void *ctx)
{
    struct postgres *s = postgres_of(base);
    const struct question *q = postgres_ask(s, ASK_KEYS, room, 0, STR(""), false);
    for (int row = 0; answered(q) == STORE_YES && row < PQntuples(q->rows); row++) {
        unsigned char key[STORE_HASH_BYTES];
        if (!has_bytes(q->rows, row, 0, key, sizeof key))
            return not_as_written(s);
        if (!each(ctx, key))
            break;
    }
    return answered(q);
}

enum store_answer postgres_scenario(struct store *base, const unsigned char *hash, struct str *text)
{
    const struct question *q =
        postgres_ask(postgres_of(base), ASK_SCENARIO, 0, 0,
                     (struct str){(const char *)hash, STORE_HASH_BYTES}, false);
    *text = STR("");
    if (answered(q) != STORE_YES)
        return answered(q);
    if (!PQntuples(q->rows))
        return STORE_NO;
    *text = pg_col(q->rows, 0, 0);
    return STORE_YES;
}

// ---- rooms that are taken

enum { COL_LAST = 11, COL_HASH, COL_TURN, COL_TERM, COL_HANDED, COL_TEXTS, COL_OWNER, COL_MINE };

static void have(struct postgres *s, const struct pg_room *room)
{
    pg_lock(s);
    struct pg_room *r = map64_get(&s->rooms, room->id);
    if (!r) {
        r = mem_alloc(sizeof *r);
        CHECK(map64_put(&s->rooms, room->id, r));
    }
    *r = *room;
    pg_unlock(s);
}

static void have_taken(struct postgres *s, const PGresult *r, const struct store_room *room)
{
    struct pg_room taken = {.id = room->id,
                            .code = room->code,
                            .term = (uint64_t)pg_col_int(r, 0, COL_TERM),
                            .turn = (uint64_t)pg_col_int(r, 0, COL_TURN),
                            .seq = (uint64_t)pg_col_int(r, 0, COL_LAST),
                            .texts = (uint64_t)pg_col_int(r, 0, COL_TEXTS)};
    has_bytes(r, 0, COL_HASH, taken.hash, sizeof taken.hash);
    postgres_forget_room(s, room->id);
    have(s, &taken);
}

// One that was let go of is on its way out until that is durable.
static bool is_here(struct postgres *s, uint32_t code)
{
    const struct map64_slot *slot;
    size_t at = 0;
    bool here = false;
    pg_lock(s);
    while (!here && (slot = map64_next(&s->rooms, &at)))
        here = ((const struct pg_room *)slot->value)->code == code;
    pg_unlock(s);
    return here;
}

// There are as many as there ever were servers.
static const char *kept_name(struct postgres *s, struct str name)
{
    for (size_t i = 0; i < s->known.n; i++)
        if (str_eq_cstr(name, s->known.p[i]))
            return s->known.p[i];
    char *kept = arena_cstr(&s->names, name);
    return kept && vec_push(&s->known, kept) ? kept : "";
}

enum store_answer postgres_take(struct store *base, uint32_t code, struct store_taken *out)
{
    struct postgres *s = postgres_of(base);
    if (is_here(s, code))
        return STORE_LATER;
    struct question *q =
        postgres_ask(s, s->incarnation ? ASK_TAKE : ASK_LOOK, code, s->incarnation, STR(""), false);
    enum store_answer answer = answered(q);
    if (answer != STORE_YES)
        return answer;
    if (!PQntuples(q->rows) || !pg_col_int(q->rows, 0, COL_MINE)) {
        answer = PQntuples(q->rows) ? STORE_ELSEWHERE : STORE_NO;
        if (answer == STORE_ELSEWHERE)
            out->owner = kept_name(s, pg_col(q->rows, 0, COL_OWNER));
        postgres_forget_question(s, q);
        return answer;
    }
    out->room = room_of_row(q->rows, 0);
    out->last = (uint64_t)pg_col_int(q->rows, 0, COL_LAST);
    out->handed = pg_col_int(q->rows, 0, COL_HANDED) != 0;
    if (!s->incarnation)
        return STORE_YES;
    have_taken(s, q->rows, &out->room);
    arena_reset(&s->found);
    out->room.once = arena_str(&s->found, out->room.once);
    out->room.look = arena_str(&s->found, out->room.look);
    out->room.title = arena_str(&s->found, out->room.title);
    postgres_forget_question(s, q); // it is answered once
    return STORE_YES;
}

static void have_reserved(struct postgres *s, uint32_t id, uint32_t code)
{
    have(s, &(struct pg_room){.id = id, .code = code, .term = 1});
}

enum store_answer postgres_reserve(struct store *base, uint32_t code, uint32_t *id)
{
    struct postgres *s = postgres_of(base);
    struct question *q = postgres_ask(s, ASK_RESERVE, code, s->incarnation, STR(""), false);
    if (answered(q) != STORE_YES)
        return answered(q);
    bool good = PQntuples(q->rows) > 0;
    if (good) {
        *id = (uint32_t)pg_col_int(q->rows, 0, 0);
        have_reserved(s, *id, code);
    }
    postgres_forget_question(s, q);
    return good ? STORE_YES : STORE_NO;
}

void postgres_unclaimed(struct postgres *s, const struct question *q)
{
    uint32_t id;
    if (q->kind == ASK_RESERVE) {
        id = (uint32_t)pg_col_int(q->rows, 0, 0);
        have_reserved(s, id, (uint32_t)q->a);
    } else {
        struct store_room room = room_of_row(q->rows, 0);
        id = room.id;
        have_taken(s, q->rows, &room);
    }
    store_release(&s->base, id);
}
