// What is read of the database: by the loop, of what is durable.
#include <stdio.h>
#include <string.h>

#include "store/sqlite_parts.h"

// Keeps why reading failed for store_done; always false.
static bool unreadable(struct sqlite *s, const char *why)
{
    pthread_mutex_lock(&s->lock);
    snprintf(s->why, sizeof s->why, "the database could not be read: %s", why);
    pthread_mutex_unlock(&s->lock);
    return false;
}

enum row { ROW_NEXT, ROW_STOP, ROW_BAD };

typedef enum row each_row(void *ctx, sqlite3_stmt *q);

static enum row step_rows(sqlite3_stmt *q, int *step, each_row *each, void *ctx)
{
    enum row row = ROW_NEXT;
    while (row == ROW_NEXT && (*step = sqlite3_step(q)) == SQLITE_ROW)
        row = each(ctx, q);
    return row;
}

static bool end_rows(struct sqlite *s, sqlite3_stmt *q, enum row row, int step)
{
    bool good = row != ROW_BAD || unreadable(s, STORE_MISSING_ROW);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        good = unreadable(s, sqlite3_errmsg(s->reader));
    sqlite3_finalize(q);
    return good;
}

// Calls `each` for what a query gives: once for each of `rows`, bound as ?1, or once when NULL.
// *done: how many rows it is done with; NULL when nobody asks.
static bool read_rows(struct sqlite *s, const char *sql, const uint32_t *rows, size_t n,
                      size_t *done, each_row *each, void *ctx)
{
    size_t i = 0;
    sqlite3_stmt *q;
    enum row row = ROW_NEXT;
    int step = SQLITE_DONE;
    if (sqlite3_prepare_v2(s->reader, sql, -1, &q, NULL) != SQLITE_OK)
        return unreadable(s, sqlite3_errmsg(s->reader));
    // Rows at places are read at one moment: to take the lock for each costs more than the row.
    bool begun = rows && sqlite3_get_autocommit(s->reader) &&
                 sqlite3_exec(s->reader, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    for (; i < (rows ? n : 1) && row == ROW_NEXT && step == SQLITE_DONE; i++) {
        if (rows)
            sqlite3_bind_int64(q, 1, rows[i]);
        row = step_rows(q, &step, each, ctx);
        sqlite3_reset(q);
    }
    if (done)
        *done = i - (row == ROW_STOP);
    bool good = end_rows(s, q, row, step);
    if (begun)
        sqlite3_exec(s->reader, "COMMIT", NULL, NULL, NULL);
    return good;
}

static enum store_answer read_answer(bool good)
{
    return good ? STORE_YES : STORE_UNREADABLE;
}

// What a query asks about: one of the three, as ?1.
struct given {
    int64_t code;
    struct str text, blob;
};

static bool read_given(struct sqlite *s, const char *sql, const struct given *given, each_row *each,
                       void *ctx)
{
    sqlite3_stmt *q;
    int step = SQLITE_DONE;
    if (sqlite3_prepare_v2(s->reader, sql, -1, &q, NULL) != SQLITE_OK)
        return unreadable(s, sqlite3_errmsg(s->reader));
    if (given->blob.n)
        sqlite3_bind_blob64(q, 1, given->blob.p, given->blob.n, SQLITE_STATIC);
    else if (given->text.n)
        sqlite3_bind_text64(q, 1, given->text.p, given->text.n, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_int64(q, 1, given->code);
    enum row row = step_rows(q, &step, each, ctx);
    return end_rows(s, q, row, step);
}

static struct str column(sqlite3_stmt *q, int at)
{
    const void *p = sqlite3_column_blob(q, at);
    return (struct str){p, (size_t)sqlite3_column_bytes(q, at)};
}

// A blob of a known length.
static bool read_bytes(sqlite3_stmt *q, int at, unsigned char *out, size_t n)
{
    struct str bytes = column(q, at);
    if (bytes.n != n)
        return false;
    memcpy(out, bytes.p, n);
    return true;
}

// ---- where the rows of a room lie

enum { ROWS_MAX = 1 << 28 };

struct run_reader {
    VEC(uint32_t) rows;
};

static enum row run_row(void *ctx, sqlite3_stmt *q)
{
    struct run_reader *r = ctx;
    struct str run = column(q, 0);
    for (size_t i = 0; i + sizeof(uint32_t) <= run.n; i += sizeof(uint32_t)) {
        uint32_t row;
        memcpy(&row, run.p + i, sizeof row);
        CHECK(vec_push(&r->rows, row));
    }
    return run.n % sizeof(uint32_t) ? ROW_BAD : ROW_NEXT;
}

struct room_places *sqlite_places(struct sqlite *s, bool texts, uint32_t room)
{
    struct room_places *places = places_of(texts ? &s->texts : &s->records, room);
    struct run_reader r;
    if (places->whole)
        return places;
    vec_init(&r.rows, ROWS_MAX);
    const char *sql = texts ? "SELECT rows FROM runs WHERE room=?1 AND of=1"
                            : "SELECT rows FROM runs WHERE room=?1 AND of=0";
    bool good = read_rows(s, sql, &room, 1, NULL, run_row, &r);
    if (good)
        places_fill(places, r.rows.p, r.rows.n);
    vec_free(&r.rows);
    return good ? places : NULL;
}

static enum row last_row(void *ctx, sqlite3_stmt *q)
{
    places_add(ctx, (uint32_t)sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
    return ROW_NEXT;
}

static enum row number_row(void *ctx, sqlite3_stmt *q)
{
    *(int64_t *)ctx = sqlite3_column_int64(q, 0);
    return ROW_NEXT;
}

bool sqlite_find_last_rows(struct sqlite *s)
{
    return read_rows(s,
                     "SELECT room,rowid FROM events WHERE rowid>(SELECT value FROM meta"
                     " WHERE name='noted_events') ORDER BY rowid",
                     NULL, 0, NULL, last_row, &s->records) &&
           read_rows(s,
                     "SELECT room,rowid FROM texts WHERE rowid>(SELECT value FROM meta"
                     " WHERE name='noted_texts') ORDER BY rowid",
                     NULL, 0, NULL, last_row, &s->texts) &&
           read_rows(s,
                     "SELECT max((SELECT ifnull(max(rowid),0) FROM events),"
                     "(SELECT value FROM meta WHERE name='noted_events'))",
                     NULL, 0, NULL, number_row, &s->records.last) &&
           read_rows(s,
                     "SELECT max((SELECT ifnull(max(rowid),0) FROM texts),"
                     "(SELECT value FROM meta WHERE name='noted_texts'))",
                     NULL, 0, NULL, number_row, &s->texts.last);
}

// ---- rooms

#define ROOM_ROWS                                                                                  \
    "SELECT id,code,created,once,look,day,keep,doomed,archived,scenario,title FROM rooms"

struct room_seeker {
    struct sqlite *s;
    struct store_room room;
    bool found;
};

static struct store_room room_of_row(sqlite3_stmt *q)
{
    struct store_room room = {.id = (uint32_t)sqlite3_column_int64(q, 0),
                              .code = (uint32_t)sqlite3_column_int64(q, 1),
                              .created_ms = (uint64_t)sqlite3_column_int64(q, 2),
                              .once = column(q, 3),
                              .look = column(q, 4),
                              .day = (uint32_t)sqlite3_column_int64(q, 5),
                              .keep = (uint32_t)sqlite3_column_int64(q, 6),
                              .doomed_ms = (uint64_t)sqlite3_column_int64(q, 7),
                              .archived = sqlite3_column_int64(q, 8) != 0,
                              .title = column(q, 10)};
    read_bytes(q, 9, room.scenario, sizeof room.scenario);
    return room;
}

static enum row sought_row(void *ctx, sqlite3_stmt *q)
{
    struct room_seeker *r = ctx;
    r->room = room_of_row(q);
    r->room.once = arena_str(&r->s->found, r->room.once);
    r->room.look = arena_str(&r->s->found, r->room.look);
    r->room.title = arena_str(&r->s->found, r->room.title);
    r->found = true;
    return r->room.once.p && r->room.look.p && r->room.title.p ? ROW_STOP : ROW_BAD;
}

enum store_answer sqlite_find(struct store *base, struct store_sought sought,
                              struct store_room *out)
{
    struct sqlite *s = sqlite_of(base);
    struct room_seeker r = {.s = s};
    struct given given = {.code = sought.code};
    const char *sql = ROOM_ROWS " WHERE code=?1";
    if (sought.key) {
        given.blob = (struct str){(const char *)sought.key, STORE_HASH_BYTES};
        sql = ROOM_ROWS " WHERE id=(SELECT room FROM keys WHERE digest=?1)";
    } else if (sought.once.n) {
        given.text = sought.once;
        sql = ROOM_ROWS " WHERE once=?1";
    }
    arena_reset(&s->found);
    if (!read_given(s, sql, &given, sought_row, &r))
        return STORE_UNREADABLE;
    *out = r.room;
    return r.found ? STORE_YES : STORE_NO;
}

enum store_answer sqlite_take(struct store *base, uint32_t code, struct store_taken *out)
{
    struct sqlite *s = sqlite_of(base);
    enum store_answer answer = sqlite_find(base, (struct store_sought){.code = code}, &out->room);
    if (answer != STORE_YES)
        return answer;
    struct room_places *records = sqlite_places(s, false, out->room.id);
    struct room_places *texts = sqlite_places(s, true, out->room.id);
    if (!records || !texts)
        return STORE_UNREADABLE;
    records->used = texts->used = true;
    out->last = records->rows.n;
    out->handed = false;
    return STORE_YES;
}

struct rooms_reader {
    store_each_room *each;
    void *ctx;
};

static enum row room_row(void *ctx, sqlite3_stmt *q)
{
    struct rooms_reader *r = ctx;
    struct store_room room = room_of_row(q);
    return r->each(r->ctx, &room) ? ROW_NEXT : ROW_STOP;
}

enum store_answer sqlite_rooms(struct store *base, store_each_room *each, void *ctx)
{
    struct rooms_reader r = {each, ctx};
    return read_answer(
        read_rows(sqlite_of(base), ROOM_ROWS " ORDER BY id", NULL, 0, NULL, room_row, &r));
}

enum store_answer sqlite_below(struct store *base, uint32_t below, store_each_room *each, void *ctx)
{
    struct rooms_reader r = {each, ctx};
    struct given given = {.code = below};
    return read_answer(read_given(sqlite_of(base), ROOM_ROWS " WHERE id<?1 ORDER BY id DESC",
                                  &given, room_row, &r));
}

enum store_answer sqlite_count(struct store *base, uint64_t *n)
{
    return read_answer(
        read_rows(sqlite_of(base), "SELECT count(*) FROM rooms", NULL, 0, NULL, number_row, n));
}

// By each of the three times, one after another: each has an index.
enum store_answer sqlite_due(struct store *base, uint64_t now_ms, uint32_t days,
                             store_each_room *each, void *ctx)
{
    struct rooms_reader r = {each, ctx};
    int64_t today = (int64_t)(now_ms / STORE_DAY_MS);
    struct given now = {.code = (int64_t)now_ms}, kept = {.code = today - 1},
                 lived = {.code = today - 1 - (int64_t)days};
    struct sqlite *s = sqlite_of(base);
    return read_answer(
        read_given(s, ROOM_ROWS " WHERE doomed>0 AND doomed<=?1", &now, room_row, &r) &&
        read_given(s, ROOM_ROWS " WHERE keep>0 AND day>0 AND day+keep<=?1", &kept, room_row, &r) &&
        (!days || read_given(s, ROOM_ROWS " WHERE day>0 AND day<=?1", &lived, room_row, &r)));
}

struct gone_reader {
    store_each_gone *each;
    void *ctx;
};

static enum row gone_row(void *ctx, sqlite3_stmt *q)
{
    const struct gone_reader *r = ctx;
    struct store_gone gone = {.room = (uint32_t)sqlite3_column_int64(q, 0),
                              .code = (uint32_t)sqlite3_column_int64(q, 1),
                              .created_ms = (uint64_t)sqlite3_column_int64(q, 2),
                              .gone_ms = (uint64_t)sqlite3_column_int64(q, 3),
                              .why = column(q, 4),
                              .records = (uint64_t)sqlite3_column_int64(q, 5)};
    return r->each(r->ctx, &gone) ? ROW_NEXT : ROW_STOP;
}

enum store_answer sqlite_gone(struct store *base, store_each_gone *each, void *ctx)
{
    struct gone_reader r = {each, ctx};
    return read_answer(read_rows(sqlite_of(base),
                                 "SELECT room,code,created,gone,why,records FROM gone"
                                 " ORDER BY gone DESC",
                                 NULL, 0, NULL, gone_row, &r));
}

struct entries_reader {
    store_each_entry *each;
    void *ctx;
};

static enum row entry_row(void *ctx, sqlite3_stmt *q)
{
    const struct entries_reader *r = ctx;
    struct store_entry entry = {.id = (uint64_t)sqlite3_column_int64(q, 0),
                                .t_ms = (uint64_t)sqlite3_column_int64(q, 1),
                                .code = (uint32_t)sqlite3_column_int64(q, 2),
                                .kind = column(q, 3),
                                .who = column(q, 4),
                                .what = column(q, 5)};
    return r->each(r->ctx, &entry) ? ROW_NEXT : ROW_STOP;
}

enum store_answer sqlite_entries(struct store *base, store_each_entry *each, void *ctx)
{
    struct entries_reader r = {each, ctx};
    return read_answer(read_rows(sqlite_of(base),
                                 "SELECT id,t,code,kind,who,what FROM register ORDER BY id DESC",
                                 NULL, 0, NULL, entry_row, &r));
}

enum store_answer sqlite_number(struct store *base, const char *name, uint64_t *n)
{
    struct given given = {.text = str_from_cstr(name)};
    return read_answer(
        read_given(sqlite_of(base), "SELECT value FROM meta WHERE name=?1", &given, number_row, n));
}

// ---- records and texts of one room, at their places

struct records_reader {
    store_each_record *each;
    void *ctx;
    uint64_t next;
};

static enum row record_row(void *ctx, sqlite3_stmt *q)
{
    struct records_reader *r = ctx;
    struct store_record record = {.room = (uint32_t)sqlite3_column_int64(q, 0),
                                  .seq = (uint64_t)sqlite3_column_int64(q, 1),
                                  .body = column(q, 2)};
    if (!read_bytes(q, 3, record.hash, sizeof record.hash) || record.seq != r->next++)
        return ROW_BAD;
    return r->each(r->ctx, &record) ? ROW_NEXT : ROW_STOP;
}

// A row that is not durable yet has a place and gives nothing.
enum store_answer sqlite_records(struct store *base, uint32_t room, uint64_t from,
                                 store_each_record *each, void *ctx)
{
    struct sqlite *s = sqlite_of(base);
    struct records_reader r = {.each = each, .ctx = ctx, .next = from};
    const struct room_places *places = sqlite_places(s, false, room);
    if (!places)
        return STORE_UNREADABLE;
    size_t first = MIN((size_t)(from - 1), places->rows.n);
    return read_answer(read_rows(s, "SELECT room,seq,body,hash FROM events WHERE rowid=?1",
                                 places->rows.p + first, places->rows.n - first, NULL, record_row,
                                 &r));
}

struct texts_reader {
    store_each_text *each;
    void *ctx;
};

static enum row text_row(void *ctx, sqlite3_stmt *q)
{
    struct texts_reader *r = ctx;
    struct store_text t = {.room = (uint32_t)sqlite3_column_int64(q, 0),
                           .person = (uint32_t)sqlite3_column_int64(q, 1),
                           .seq = (uint64_t)sqlite3_column_int64(q, 2),
                           .field = column(q, 3),
                           .text = column(q, 5)};
    if (!read_bytes(q, 4, t.salt, sizeof t.salt))
        return ROW_BAD;
    return r->each(r->ctx, &t) ? ROW_NEXT : ROW_STOP;
}

enum store_answer sqlite_texts(struct store *base, uint32_t room, size_t *place,
                               store_each_text *each, void *ctx)
{
    struct sqlite *s = sqlite_of(base);
    struct texts_reader r = {each, ctx};
    size_t done = 0;
    const struct room_places *places = sqlite_places(s, true, room);
    if (!places)
        return STORE_UNREADABLE;
    size_t from = MIN(*place, places->rows.n);
    bool good = from == places->rows.n ||
                read_rows(s, "SELECT room,person,seq,field,salt,text FROM texts WHERE rowid=?1",
                          places->rows.p + from, places->rows.n - from, &done, text_row, &r);
    *place = from + done;
    return read_answer(good);
}

// From the end: what follows a snapshot is little. A row of which nothing is left says nothing.
enum store_answer sqlite_texts_after(struct store *base, uint32_t room, uint64_t seq, size_t *place)
{
    struct sqlite *s = sqlite_of(base);
    const struct room_places *places = sqlite_places(s, true, room);
    for (*place = places ? places->rows.n : 0; *place > 0; --*place) {
        int64_t of = INT64_MAX;
        if (!read_rows(s, "SELECT seq FROM texts WHERE rowid=?1", places->rows.p + *place - 1, 1,
                       NULL, number_row, &of))
            return STORE_UNREADABLE;
        if (of <= (int64_t)seq)
            break;
    }
    return read_answer(places != NULL);
}

// ---- snapshots

struct snapshot_seeker {
    struct arena *arena;
    struct store_snapshot *out;
};

static enum row snapshot_row(void *ctx, sqlite3_stmt *q)
{
    struct snapshot_seeker *r = ctx;
    r->out->seq = (uint64_t)sqlite3_column_int64(q, 0);
    r->out->bytes = arena_str(r->arena, column(q, 1));
    return r->out->bytes.p ? ROW_STOP : ROW_BAD;
}

enum store_answer sqlite_snapshot(struct store *base, uint32_t room, struct store_snapshot *out)
{
    struct sqlite *s = sqlite_of(base);
    struct snapshot_seeker r = {&s->found, out};
    *out = (struct store_snapshot){.room = room};
    arena_reset(&s->found);
    if (!read_rows(s, "SELECT seq,bytes FROM snapshots WHERE room=?1", &room, 1, NULL, snapshot_row,
                   &r))
        return STORE_UNREADABLE;
    return out->bytes.n ? STORE_YES : STORE_NO;
}

// ---- keys

struct keys_reader {
    store_each_key *each;
    void *ctx;
};

static enum row key_row(void *ctx, sqlite3_stmt *q)
{
    const struct keys_reader *r = ctx;
    unsigned char key[STORE_HASH_BYTES];
    if (!read_bytes(q, 0, key, sizeof key))
        return ROW_BAD;
    return r->each(r->ctx, key) ? ROW_NEXT : ROW_STOP;
}

enum store_answer sqlite_keys(struct store *base, uint32_t room, store_each_key *each, void *ctx)
{
    struct keys_reader r = {each, ctx};
    return read_answer(read_rows(sqlite_of(base), "SELECT digest FROM keys WHERE room=?1", &room, 1,
                                 NULL, key_row, &r));
}

// ---- scenarios

struct scenario_seeker {
    struct arena *arena;
    struct str *text;
};

static enum row scenario_row(void *ctx, sqlite3_stmt *q)
{
    struct str *text = ((struct scenario_seeker *)ctx)->text;
    *text = arena_str(((struct scenario_seeker *)ctx)->arena, column(q, 0));
    return text->p ? ROW_STOP : ROW_BAD;
}

enum store_answer sqlite_scenario(struct store *base, const unsigned char *hash, struct str *text)
{
    struct sqlite *s = sqlite_of(base);
    struct given given = {.blob = {(const char *)hash, STORE_HASH_BYTES}};
    struct scenario_seeker r = {&s->found, text};
    *text = STR("");
    arena_reset(&s->found);
    if (!read_given(s, "SELECT text FROM scenarios WHERE hash=?1", &given, scenario_row, &r))
        return STORE_UNREADABLE;
    return text->n ? STORE_YES : STORE_NO;
}
