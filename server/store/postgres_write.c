// What is put is written: all batches that came meanwhile as one transaction, whose first statement
// moves each room from the turn where this process left it to the next. Rooms that are no longer
// there are refused, and nothing else of them is written, now or by bytes that arrive late.
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "store/postgres_parts.h"

enum { GROUP_RECORDS = 1024, GROUP_BYTES = 4 << 20, GROUP_ROOMS = 1 << 20, CLOSE_MS = 10000 };
enum { ANSWER_MS_MAX = 60000, REST_MS = 100, REST_MS_MAX = 2000, FAULTS_MAX = 5 };
enum { NANOS = 1000000, SECOND = 1000 };

// $1 is the room, $2 the term and $3 the turn that this transaction moved it to.
#define HAD                                                                                        \
    "EXISTS(SELECT 1 FROM rooms WHERE id=$1::bigint AND term=$2::bigint AND turn=$3::bigint)"

enum write_sql {
    W_FENCE,
    W_ROOM,
    W_KEY,
    W_SNAPSHOT,
    W_FORGET_SNAPSHOT,
    W_FORGET,
    W_SCENARIO,
    W_ENTRY,
    W_ENTRIES_OLD,
    W_META,
    W_RELEASE,
    W_UNMADE,
    W_GONE, // the first of those that take a room away, in this order
    W_GONE_EVENTS,
    W_GONE_TEXTS,
    W_GONE_SNAPSHOT,
    W_GONE_KEYS,
    W_GONE_SCENARIO,
    W_GONE_ROOM,
    W_COUNT
};

static const char *const statements[W_COUNT] = {
    [W_FENCE] = "WITH w AS MATERIALIZED (SELECT * FROM unnest($1::bigint[],$2::bigint[],"
                "  $3::bigint[],$4::bigint[],$5::bytea[]) AS w(id,term,turn,seq,hash)),"
                " had AS (UPDATE rooms r SET turn=w.turn+1, last_seq=w.seq, last_hash=w.hash FROM w"
                "  WHERE r.id=w.id AND r.term=w.term AND r.turn=w.turn RETURNING r.id),"
                " e AS (INSERT INTO events(room,seq,body,hash) SELECT x.* FROM"
                "  unnest($6::bigint[],$7::bigint[],$8::bytea[],$9::bytea[])"
                "  AS x(room,seq,body,hash) JOIN had ON had.id=x.room),"
                " t AS (INSERT INTO texts(room,n,person,seq,field,salt,text) SELECT x.* FROM"
                "  unnest($10::bigint[],$11::bigint[],$12::bigint[],$13::bigint[],$14::bytea[],"
                "  $15::bytea[],$16::bytea[]) AS x(room,n,person,seq,field,salt,text)"
                "  JOIN had ON had.id=x.room)"
                " SELECT id FROM had",
    // Of two rooms that one request made, on two nodes at once, the first has its mark.
    [W_ROOM] = "UPDATE rooms r SET created=$4::bigint, once=CASE WHEN EXISTS(SELECT 1 FROM rooms o"
               "  WHERE o.once=$5::bytea AND o.id<>$1) THEN NULL ELSE $5::bytea END,"
               " look=$6::bytea, title=$7::bytea, day=$8::bigint, keep=$9::bigint,"
               " doomed=$10::bigint, archived=$11::bigint, scenario=$12::bytea, made=true"
               " WHERE r.id=$1::bigint AND r.term=$2::bigint AND r.turn=$3::bigint",
    [W_KEY] = "INSERT INTO keys(digest,room) SELECT $4::bytea,$1::bigint WHERE " HAD
              " ON CONFLICT(digest) DO UPDATE SET room=excluded.room",
    [W_SNAPSHOT] =
        "INSERT INTO snapshots(room,seq,bytes) SELECT $1::bigint,$4::bigint,$5::bytea"
        " WHERE " HAD " ON CONFLICT(room) DO UPDATE SET seq=excluded.seq, bytes=excluded.bytes",
    [W_FORGET_SNAPSHOT] = "DELETE FROM snapshots WHERE room=$1 AND " HAD, // it holds the words
    [W_FORGET] = "DELETE FROM texts WHERE room=$1 AND person=$4::bigint AND n<=$5::bigint AND " HAD,
    [W_SCENARIO] = "INSERT INTO scenarios(hash,text) VALUES($1::bytea,$2::bytea)"
                   " ON CONFLICT DO NOTHING",
    [W_ENTRY] = "INSERT INTO register(t,code,kind,who,what,node,n) VALUES($1::bigint,$2::bigint,"
                " $3::bytea,$4::bytea,$5::bytea,$6::bigint,$7::bigint) ON CONFLICT DO NOTHING",
    // As in SQLite's: incidents are to be kept five years.
    [W_ENTRIES_OLD] = "DELETE FROM register WHERE id<=(SELECT max(id) FROM register)-$1::bigint"
                      " AND kind<>'incident'",
    [W_META] = "INSERT INTO meta(name,value) VALUES($1::text,$2::bigint)"
               " ON CONFLICT(name) DO UPDATE SET value=greatest(meta.value,excluded.value)",
    [W_RELEASE] = "UPDATE rooms SET owner=NULL, handed=term"
                  " WHERE id=$1::bigint AND term=$2::bigint AND turn=$3::bigint",
    [W_UNMADE] = "DELETE FROM rooms WHERE NOT made AND id=$1::bigint AND term=$2::bigint"
                 " AND turn=$3::bigint",
    [W_GONE] = "INSERT INTO gone(room,code,created,gone,why,records) SELECT $1::bigint,$4::bigint,"
               " $5::bigint,$6::bigint,$7::bytea,"
               " $8::bigint+(SELECT count(*) FROM events WHERE room=$1)"
               " WHERE " HAD " ON CONFLICT DO NOTHING",
    [W_GONE_EVENTS] = "DELETE FROM events WHERE room=$1 AND " HAD,
    [W_GONE_TEXTS] = "DELETE FROM texts WHERE room=$1 AND " HAD,
    [W_GONE_SNAPSHOT] = "DELETE FROM snapshots WHERE room=$1 AND " HAD,
    [W_GONE_KEYS] = "DELETE FROM keys WHERE room=$1 AND " HAD,
    [W_GONE_SCENARIO] = "DELETE FROM scenarios WHERE hash=(SELECT scenario FROM rooms WHERE id=$1)"
                        " AND NOT EXISTS(SELECT 1 FROM rooms o WHERE o.scenario=hash AND o.id<>$1)"
                        " AND NOT EXISTS(SELECT 1 FROM rooms WHERE made AND scenario IS NULL)"
                        // Another server may have put it, and may rely on it.
                        " AND (SELECT count(*) FROM nodes WHERE NOT dead)=1"
                        " AND " HAD,
    [W_GONE_ROOM] = "DELETE FROM rooms WHERE id=$1::bigint AND term=$2::bigint AND turn=$3::bigint",
};

// A room of a group, as it is before and after.
struct touch {
    uint32_t id;
    uint64_t term, turn, seq;
    unsigned char hash[STORE_HASH_BYTES];
    bool in, deleted, refused;
};

struct group {
    struct postgres *s;
    struct batch *first, *rest; // those of this transaction, up to `rest`
    VEC(struct touch) rooms;
    struct map64 at; // places in it, from 1, by id
    struct pg_array ids, terms, turns, seqs, hashes;
    struct pg_array e[4], t[7]; // columns of the records and texts
    unsigned found;             // rooms whose commit was in doubt, and had been done
};

// ---- what a group is made of

static struct touch *touch_of(const struct group *g, uint32_t room)
{
    size_t at = (size_t)(uintptr_t)map64_get(&g->at, room);
    return at ? &g->rooms.p[at - 1] : NULL;
}

// NULL: it is somebody else's by now, or was when this was put.
static struct touch *touch(struct group *g, const struct put *p)
{
    struct postgres *s = g->s;
    uint32_t room = put_room_of(p);
    struct touch *t = touch_of(g, room);
    if (t)
        return t->term == p->term ? t : NULL;
    pg_lock(s);
    const struct pg_room *r = map64_get(&s->rooms, room);
    bool had = r && !r->refused && r->term == p->term;
    struct touch fresh = {.id = room};
    if (had) {
        fresh.term = r->term;
        fresh.turn = r->turn;
        fresh.seq = r->seq;
        memcpy(fresh.hash, r->hash, sizeof fresh.hash);
    }
    pg_unlock(s);
    if (!had)
        return NULL;
    CHECK(vec_push(&g->rooms, fresh) && map64_put(&g->at, room, (void *)(uintptr_t)g->rooms.n));
    return &vec_last(&g->rooms);
}

static struct str hash_str(const unsigned char *hash)
{
    return (struct str){(const char *)hash, STORE_HASH_BYTES};
}

static void add_record(struct group *g, struct touch *t, const struct store_record *r)
{
    pg_array_int(&g->e[0], r->room);
    pg_array_int(&g->e[1], (int64_t)r->seq);
    pg_array_bytes(&g->e[2], r->body);
    pg_array_bytes(&g->e[3], hash_str(r->hash));
    t->seq = r->seq;
    memcpy(t->hash, r->hash, sizeof t->hash);
}

static void add_text(struct group *g, const struct put *p)
{
    const struct store_text *t = &p->text;
    pg_array_int(&g->t[0], t->room);
    pg_array_int(&g->t[1], p->row);
    pg_array_int(&g->t[2], t->person);
    pg_array_int(&g->t[3], (int64_t)t->seq);
    pg_array_bytes(&g->t[4], t->field);
    pg_array_bytes(&g->t[5], (struct str){(const char *)t->salt, sizeof t->salt});
    pg_array_bytes(&g->t[6], t->text);
}

static void add_put(struct group *g, const struct put *p)
{
    struct touch *t = put_room_of(p) ? touch(g, p) : NULL;
    if (p->kind == PUT_RECORD && t)
        add_record(g, t, &p->record);
    else if (p->kind == PUT_TEXT && t)
        add_text(g, p);
    if (p->kind == PUT_DELETE && t)
        t->deleted = true;
}

static void end_rooms(struct group *g)
{
    for (size_t i = 0; i < g->rooms.n; i++) {
        const struct touch *t = &g->rooms.p[i];
        pg_array_int(&g->ids, t->id);
        pg_array_int(&g->terms, (int64_t)t->term);
        pg_array_int(&g->turns, (int64_t)t->turn);
        pg_array_int(&g->seqs, (int64_t)t->seq);
        pg_array_bytes(&g->hashes, hash_str(t->hash));
    }
}

static void group_init(struct group *g)
{
    static const bool texts_bytes[] = {false, false, false, false, true, true, true};
    vec_init(&g->rooms, GROUP_ROOMS);
    map64_init(&g->at, GROUP_ROOMS);
    pg_array_init(&g->ids, false);
    pg_array_init(&g->terms, false);
    pg_array_init(&g->turns, false);
    pg_array_init(&g->seqs, false);
    pg_array_init(&g->hashes, true);
    for (size_t i = 0; i < ARRAY_LEN(g->e); i++)
        pg_array_init(&g->e[i], i >= 2);
    for (size_t i = 0; i < ARRAY_LEN(g->t); i++)
        pg_array_init(&g->t[i], texts_bytes[i]);
}

// As many batches as make a transaction of a size that is answered soon.
static void group_make(struct group *g, struct postgres *s, struct batch *first)
{
    size_t records = 0, bytes = 0;
    *g = (struct group){.s = s, .first = first};
    group_init(g);
    struct batch *b = first;
    do {
        for (size_t i = 0; i < b->puts.n; i++)
            add_put(g, &b->puts.p[i]);
        records += b->puts.n;
        bytes += arena_used(&b->bytes);
        b = b->next;
    } while (b && records < GROUP_RECORDS && bytes < GROUP_BYTES);
    g->rest = b;
    end_rooms(g);
}

static void group_free(struct group *g)
{
    struct pg_array *all[] = {&g->ids, &g->terms, &g->turns, &g->seqs, &g->hashes};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        pg_array_free(all[i]);
    for (size_t i = 0; i < ARRAY_LEN(g->e); i++)
        pg_array_free(&g->e[i]);
    for (size_t i = 0; i < ARRAY_LEN(g->t); i++)
        pg_array_free(&g->t[i]);
    vec_free(&g->rooms);
    map64_free(&g->at);
}

// ---- sending

static bool queue(struct group *g, enum write_sql sql, const struct pg_params *p)
{
    char name[8];
    snprintf(name, sizeof name, "w%d", (int)sql);
    return pg_queue(&g->s->writing, name, p);
}

static bool queue_fence(struct group *g)
{
    struct pg_params p = {0};
    struct pg_array *rooms[] = {&g->ids, &g->terms, &g->turns, &g->seqs, &g->hashes};
    for (size_t i = 0; i < ARRAY_LEN(rooms); i++)
        pg_put_array(&p, rooms[i]);
    for (size_t i = 0; i < ARRAY_LEN(g->e); i++)
        pg_put_array(&p, &g->e[i]);
    for (size_t i = 0; i < ARRAY_LEN(g->t); i++)
        pg_put_array(&p, &g->t[i]);
    return queue(g, W_FENCE, &p);
}

static struct pg_params had(const struct touch *t)
{
    struct pg_params p = {0};
    pg_int(&p, t->id);
    pg_int(&p, (int64_t)t->term);
    pg_int(&p, (int64_t)t->turn + 1);
    return p;
}

static bool queue_room(struct group *g, const struct touch *t, const struct store_room *r)
{
    static const unsigned char none[STORE_HASH_BYTES];
    struct pg_params p = had(t);
    bool known = memcmp(r->scenario, none, sizeof none) != 0;
    pg_int(&p, (int64_t)r->created_ms);
    pg_bytes_or_null(&p, r->once);
    pg_bytes_or_null(&p, r->look);
    pg_bytes_or_null(&p, r->title);
    pg_int(&p, r->day);
    pg_int(&p, r->keep);
    pg_int(&p, (int64_t)r->doomed_ms);
    pg_int(&p, r->archived);
    pg_bytes_or_null(&p, known ? hash_str(r->scenario) : STR(""));
    return queue(g, W_ROOM, &p);
}

static bool queue_delete(struct group *g, const struct touch *t, const struct store_gone *gone)
{
    struct pg_params p = had(t), first = p;
    pg_int(&first, gone->code);
    pg_int(&first, (int64_t)gone->created_ms);
    pg_int(&first, (int64_t)gone->gone_ms);
    pg_bytes(&first, gone->why);
    pg_int(&first, (int64_t)gone->records);
    bool good = queue(g, W_GONE, &first);
    for (int sql = W_GONE + 1; good && sql < W_COUNT; sql++)
        good = queue(g, (enum write_sql)sql, &p);
    return good;
}

static bool queue_forget(struct group *g, const struct touch *t, const struct put *put)
{
    struct pg_params p = had(t), texts = p;
    pg_int(&texts, put->forget.person);
    pg_int(&texts, put->row);
    return queue(g, W_FORGET_SNAPSHOT, &p) && queue(g, W_FORGET, &texts);
}

// What is of a room, but records and texts.
static bool queue_of_room(struct group *g, const struct touch *t, const struct put *put)
{
    struct pg_params p = had(t);
    switch (put->kind) {
    case PUT_ROOM:
        return queue_room(g, t, &put->room);
    case PUT_KEY:
        pg_bytes(&p, hash_str(put->key.digest));
        return queue(g, W_KEY, &p);
    case PUT_SNAPSHOT:
        pg_int(&p, (int64_t)put->snapshot.seq);
        pg_bytes(&p, put->snapshot.bytes);
        return queue(g, W_SNAPSHOT, &p);
    case PUT_FORGET:
        return queue_forget(g, t, put);
    case PUT_DELETE:
        return queue_delete(g, t, &put->delete.gone);
    case PUT_RELEASE:
        return queue(g, W_RELEASE, &p) && queue(g, W_UNMADE, &p);
    default:
        return true;
    }
}

static bool queue_entry(struct group *g, const struct put *put)
{
    struct pg_params p = {0}, most = {0};
    const struct store_entry *e = &put->entry;
    pg_int(&p, (int64_t)e->t_ms);
    pg_int(&p, e->code);
    pg_bytes(&p, e->kind);
    pg_bytes(&p, e->who);
    pg_bytes(&p, e->what);
    pg_int(&p, g->s->incarnation);
    pg_int(&p, put->row);
    pg_int(&most, STORE_REGISTER_ROWS);
    return queue(g, W_ENTRY, &p) && queue(g, W_ENTRIES_OLD, &most);
}

static bool queue_put(struct group *g, const struct put *put)
{
    struct pg_params p = {0};
    const struct touch *t = touch_of(g, put_room_of(put));
    switch (put->kind) {
    case PUT_SCENARIO:
        pg_bytes(&p, hash_str(put->scenario.hash));
        pg_bytes(&p, put->scenario.text);
        return queue(g, W_SCENARIO, &p);
    case PUT_ENTRY:
        return queue_entry(g, put);
    case PUT_META:
        pg_bytes(&p, str_from_cstr(put->meta.name));
        pg_int(&p, put->meta.value);
        return queue(g, W_META, &p);
    default:
        return !t || t->term != put->term || queue_of_room(g, t, put);
    }
}

static void see_answer(void *ctx, unsigned at, const PGresult *r)
{
    struct group *g = ctx;
    for (int row = 0; at == 0 && row < PQntuples(r); row++) {
        struct touch *t = touch_of(g, (uint32_t)pg_col_int(r, row, 0));
        if (t)
            t->in = true;
    }
}

static bool send_group(struct group *g, unsigned limit_ms)
{
    for (size_t i = 0; i < g->rooms.n; i++)
        g->rooms.p[i].in = false;
    bool good = pg_begin(&g->s->writing) && queue_fence(g);
    for (const struct batch *b = g->first; good && b != g->rest; b = b->next)
        for (size_t i = 0; good && i < b->puts.n; i++)
            good = queue_put(g, &b->puts.p[i]);
    return good && pg_end(&g->s->writing, limit_ms, see_answer, g);
}

// ---- rooms that did not move

// Asked under lock: a commit that is still waiting for its standby is waited for here.
static const char rows_as_they_are[] = "SELECT id,term,turn,last_seq,last_hash FROM rooms"
                                       " WHERE id=ANY($1::bigint[]) ORDER BY id FOR UPDATE";

static void went_back(struct group *g, struct touch *t, int64_t turn)
{
    log_error("database_went_back", log_i("room", t->id), log_i("turns", (int64_t)t->turn - turn));
    pg_lock(g->s);
    g->s->generation = (uint32_t)time(NULL); // another history from now on, and a later one
    pg_unlock(g->s);
}

static void see_row(struct group *g, const PGresult *r, int row)
{
    struct touch *t = touch_of(g, (uint32_t)pg_col_int(r, row, 0));
    int64_t turn = pg_col_int(r, row, 2);
    if (!t || t->in)
        return;
    t->refused = true;
    if (pg_col_int(r, row, 1) != (int64_t)t->term)
        return;
    if (turn == (int64_t)t->turn + 1 && pg_col_int(r, row, 3) == (int64_t)t->seq &&
        str_eq(pg_col(r, row, 4), hash_str(t->hash))) {
        t->in = true; // it was in doubt
        g->found++;
        t->refused = false;
    } else {
        went_back(g, t, turn);
    }
}

// False: nobody knows. A warning of the group is one of all its rooms.
static bool ask_again(struct group *g, unsigned limit_ms)
{
    struct pg_link *l = &g->s->writing;
    struct pg_params p = {0};
    bool doubt = l->warned, all = true;
    for (size_t i = 0; i < g->rooms.n; i++) {
        g->rooms.p[i].in &= !doubt;
        g->rooms.p[i].refused = false;
        all &= g->rooms.p[i].in;
    }
    if (all)
        return !doubt;
    pg_put_array(&p, &g->ids);
    PGresult *r = pg_ask(l, rows_as_they_are, &p, limit_ms);
    bool good = r && !l->warned;
    for (int row = 0; good && row < PQntuples(r); row++)
        see_row(g, r, row);
    PQclear(r);
    for (size_t i = 0; good && i < g->rooms.n; i++) {
        struct touch *t = &g->rooms.p[i];
        if (!t->in && !t->refused && t->deleted)
            t->in = true; // that is what was done
        t->refused |= !t->in;
    }
    return good;
}

// ---- one group, until it is known what became of it

static bool prepare(struct pg_link *l, unsigned limit_ms)
{
    bool good = pg_open(l, limit_ms);
    for (int i = 0; good && i < W_COUNT; i++) {
        char name[8];
        snprintf(name, sizeof name, "w%d", i);
        good = pg_prepare(l, name, statements[i], limit_ms);
    }
    return good;
}

// What will not be otherwise however often it is sent: a value, a row or a table that is wrong.
static bool is_final(const struct pg_link *l)
{
    return strncmp(l->state, "22", 2) == 0 || strncmp(l->state, "23", 2) == 0 ||
           strncmp(l->state, "42", 2) == 0;
}

static bool gives_up(struct postgres *s, unsigned faults, uint64_t *since_ms)
{
    uint64_t now = store_steady_ms();
    pg_lock(s);
    if (!*since_ms && s->closing)
        *since_ms = now;
    pg_unlock(s);
    return faults >= FAULTS_MAX || (*since_ms && now - *since_ms >= CLOSE_MS);
}

static bool write_group(struct group *g)
{
    struct pg_link *l = &g->s->writing;
    unsigned limit = g->s->answer_ms, rest = REST_MS, faults = 0, tries = 0;
    uint64_t closing_ms = 0;
    for (;; tries++) {
        if ((l->conn || prepare(l, limit)) && send_group(g, limit) && ask_again(g, limit))
            break;
        if (l->conn)
            pg_close(l); // it warned
        faults = is_final(l) ? faults + 1 : 0;
        if (tries == 0)
            log_warn("database_doubted", log_s("why", l->why));
        if (gives_up(g->s, faults, &closing_ms))
            return false;
        pg_rest(g->s, rest);
        rest = MIN(2 * rest, (unsigned)REST_MS_MAX);
        limit = MIN(2 * limit, (unsigned)ANSWER_MS_MAX); // it may be large, and the disk slow
    }
    if (tries)
        log_info("database_back", log_i("tries", tries + 1), log_i("found", g->found));
    return true;
}

// ---- the thread

static void moved(struct postgres *s, const struct touch *t)
{
    struct pg_room *r = map64_get(&s->rooms, t->id);
    if (!r || r->term != t->term)
        return;
    r->turn = t->turn + 1;
    r->seq = t->seq;
    memcpy(r->hash, t->hash, sizeof r->hash);
    if (!t->refused)
        return;
    r->refused = true;
    CHECK(vec_push(&s->refused, t->id));
}

static void wrote(struct group *g, bool good)
{
    struct postgres *s = g->s;
    uint64_t last = 0;
    for (const struct batch *b = g->first; b != g->rest; b = b->next)
        last = b->id;
    pg_lock(s);
    for (size_t i = 0; good && i < g->rooms.n; i++)
        moved(s, &g->rooms.p[i]);
    if (good) {
        s->done = last;
        s->moved_ms = s->committed_ms = store_steady_ms();
    } else {
        s->failed = true;
        snprintf(s->why, sizeof s->why, "the database could not be written: %s", s->writing.why);
    }
    pg_unlock(s);
    store_wake(&s->base);
}

void pg_rest(struct postgres *s, unsigned ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    pg_lock(s);
    if (s->closing)
        ms = MIN(ms, (unsigned)REST_MS);
    t.tv_nsec += (long)ms % SECOND * NANOS;
    t.tv_sec += (time_t)(ms / SECOND) + t.tv_nsec / ((long)NANOS * SECOND);
    t.tv_nsec %= (long)NANOS * SECOND;
    int got = 0;
    for (bool closing = s->closing; got == 0 && closing == s->closing;)
        got = pthread_cond_timedwait(&s->kept, &s->lock, &t);
    pg_unlock(s);
}

static struct batch *take(struct postgres *s)
{
    pg_lock(s);
    while (!s->first && !s->closing)
        pthread_cond_wait(&s->more, &s->lock);
    struct batch *first = s->first;
    s->first = s->last = NULL;
    pg_unlock(s);
    return first;
}

void *postgres_write_loop(void *ctx)
{
    struct postgres *s = ctx;
    bool good = true;
    for (struct batch *first; (first = take(s));)
        while (first) {
            struct group g;
            group_make(&g, s, first);
            good = good && write_group(&g);
            wrote(&g, good);
            while (first != g.rest) {
                struct batch *next = first->next;
                batch_free(first);
                first = next;
            }
            group_free(&g);
        }
    return NULL;
}
