// Says every second that this process lives, sees who no longer does, and cleans up behind what was
// deleted. A beat that stands still is what counts, by the observer's own clock: no two machines'
// hours are compared. Who is declared dead and is not finds its rooms taken, or goes on.
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "store/postgres_parts.h"

enum { BEAT_MS = 1000, GAP_MS = 2500, DEAD_MS = 5000, COUNT_MS = 15000, NODES_MAX = 4096 };
enum { REWRITTEN_BYTES = 64 << 20, VACUUM_MS = 60000 };

// Another process, as it was seen.
struct seen {
    int64_t incarnation, beat;
    uint64_t since_ms; // the beat is that one
    bool there;
};

struct keeping {
    struct postgres *s;
    uint64_t beaten_ms, looked_ms, counted_ms; // when this was last answered
    VEC(struct seen) others;
};

// ---- that this lives

static void replaced(struct postgres *s)
{
    pg_lock(s);
    s->failed = s->replaced = true;
    snprintf(s->why, sizeof s->why,
             lang_pick("un autre tablee du nom de «\u00a0%s\u00a0» a pris la place de celui-ci "
                       "(--node donne un autre nom)",
                       "another tablee of the name '%s' has taken the place of this one "
                       "(--node gives another name)"),
             s->node);
    pg_unlock(s);
    store_wake(&s->base);
}

static size_t rooms_had(struct postgres *s, struct pg_array *ids)
{
    const struct map64_slot *slot;
    size_t at = 0;
    pg_lock(s);
    while ((slot = map64_next(&s->rooms, &at)))
        pg_array_int(ids, ((const struct pg_room *)slot->value)->id);
    pg_unlock(s);
    return ids->n;
}

// One that is not had under this term any more is let go of though nothing is written of it.
static void see_owner(struct postgres *s, uint32_t room, uint64_t term)
{
    pg_lock(s);
    struct pg_room *r = map64_get(&s->rooms, room);
    if (r && !r->refused && r->term < term) {
        r->refused = true;
        CHECK(vec_push(&s->refused, room));
    }
    pg_unlock(s);
}

// After a time in which others may have taken rooms.
static void look_over_rooms(struct postgres *s)
{
    struct pg_array ids;
    struct pg_params p = {0};
    pg_array_init(&ids, false);
    if (rooms_had(s, &ids)) {
        pg_put_array(&p, &ids);
        PGresult *r = pg_ask(&s->keeping, "SELECT id,term FROM rooms WHERE id=ANY($1::bigint[])",
                             &p, s->answer_ms);
        for (int row = 0; r && row < PQntuples(r); row++)
            see_owner(s, (uint32_t)pg_col_int(r, row, 0), (uint64_t)pg_col_int(r, row, 1));
        PQclear(r);
        store_wake(&s->base);
    }
    pg_array_free(&ids);
}

// A database that failed over and is asked by its own address may be the standby by now.
static void see_standby(struct postgres *s, bool beaten)
{
    pg_lock(s);
    s->standby = !beaten && strcmp(s->keeping.state, PG_READ_ONLY) == 0;
    pg_unlock(s);
}

// What this server says of itself.
static struct pg_params said(struct postgres *s, uint64_t now)
{
    struct pg_params p = {0};
    uint64_t waits = s->base.ops->waits(&s->base);
    pg_lock(s);
    pg_int(&p, s->incarnation);
    pg_int(&p, s->said_rooms);
    pg_int(&p, s->said_connections);
    pg_int(&p, (int64_t)waits);
    pg_int(&p, s->committed_ms ? (int64_t)(now - MIN(now, s->committed_ms)) : -1);
    pg_unlock(s);
    return p;
}

static bool beat(struct keeping *k, uint64_t now)
{
    struct postgres *s = k->s;
    struct pg_params p = said(s, now);
    PGresult *r = pg_ask(&s->keeping,
                         "WITH b AS (SELECT dead FROM nodes WHERE incarnation=$1 FOR UPDATE)"
                         " UPDATE nodes SET beat=beat+1, seen=now(), dead=false, rooms=$2,"
                         " connections=$3, waits=$4, committed=$5 FROM b"
                         " WHERE incarnation=$1 RETURNING b.dead::int::bigint",
                         &p, s->answer_ms);
    bool good = r != NULL, there = r && PQntuples(r), dead = there && pg_col_int(r, 0, 0);
    PQclear(r);
    if (good && !there)
        replaced(s);
    if (dead)
        log_warn("declared_dead", log_s("node", s->node));
    if (there && (dead || now - k->beaten_ms > GAP_MS))
        look_over_rooms(s);
    if (there)
        k->beaten_ms = now;
    return there;
}

// ---- who does not

static void declare_dead(struct keeping *k, const struct seen *o)
{
    struct pg_params p = {0};
    pg_int(&p, o->incarnation);
    pg_int(&p, o->beat);
    PGresult *r = pg_ask(&k->s->keeping,
                         "UPDATE nodes SET dead=true WHERE incarnation=$1 AND beat=$2 RETURNING 1",
                         &p, k->s->answer_ms);
    if (r && PQntuples(r))
        log_warn("node_died", log_i("incarnation", o->incarnation));
    PQclear(r);
}

static struct seen *seen_of(struct keeping *k, int64_t incarnation, uint64_t now)
{
    for (size_t i = 0; i < k->others.n; i++)
        if (k->others.p[i].incarnation == incarnation)
            return &k->others.p[i];
    struct seen fresh = {.incarnation = incarnation, .beat = -1, .since_ms = now};
    return vec_push(&k->others, fresh) ? &vec_last(&k->others) : NULL;
}

enum { COL_INCARNATION, COL_BEAT, COL_OTHER, COL_NAME, COL_VERSION, COL_DEAD, COL_ROOMS };
enum { COL_CONNECTIONS = COL_ROOMS + 1, COL_WAITS, COL_COMMITTED, COL_SEEN };

static void see(struct keeping *k, const PGresult *r, int row, uint64_t now)
{
    if (!pg_col_int(r, row, COL_OTHER))
        return; // this one, or one that is dead
    struct seen *o = seen_of(k, pg_col_int(r, row, COL_INCARNATION), now);
    int64_t beats = pg_col_int(r, row, COL_BEAT);
    if (!o)
        return;
    o->there = true;
    if (o->beat != beats) {
        o->beat = beats;
        o->since_ms = now;
    }
}

// For whoever asks which servers there are.
static void keep_seen(struct postgres *s, PGresult *r, uint64_t now)
{
    pg_lock(s);
    PGresult *before = s->nodes;
    s->nodes = r;
    s->beaten_ms = now;
    pg_unlock(s);
    PQclear(before);
}

void postgres_nodes(struct store *base, store_each_node *each, void *ctx)
{
    struct postgres *s = postgres_of(base);
    uint64_t now = store_steady_ms();
    pg_lock(s);
    const PGresult *r = s->nodes;
    uint64_t ago = now - MIN(now, s->beaten_ms);
    for (int row = 0; r && row < PQntuples(r); row++) {
        int64_t seen = pg_col_int(r, row, COL_SEEN), committed = pg_col_int(r, row, COL_COMMITTED);
        struct store_node node = {
            .name = pg_col(r, row, COL_NAME),
            .version = pg_col(r, row, COL_VERSION),
            .dead = pg_col_int(r, row, COL_DEAD) != 0,
            .rooms = (uint32_t)pg_col_int(r, row, COL_ROOMS),
            .connections = (uint32_t)pg_col_int(r, row, COL_CONNECTIONS),
            .waits_ms = (uint64_t)pg_col_int(r, row, COL_WAITS),
            .seen_ms = (uint64_t)MAX(seen, INT64_C(0)) + ago,
            .committed_ms = UINT64_MAX,
        };
        if (committed >= 0)
            node.committed_ms = (uint64_t)committed + node.seen_ms;
        each(ctx, &node);
    }
    pg_unlock(s);
}

// Who did not look for a while cannot say that another stood still.
static void look(struct keeping *k, uint64_t now)
{
    struct pg_params p = {0};
    pg_int(&p, k->s->incarnation);
    // One that is dead is listed for a day, unless it was a command's.
    PGresult *r = pg_ask(&k->s->keeping,
                         "SELECT incarnation,beat,(NOT dead AND incarnation<>$1)::int::bigint,"
                         "name,version,dead::int::bigint,rooms,connections,waits,committed,"
                         "(extract(epoch FROM now()-seen)*1000)::bigint FROM nodes WHERE NOT dead"
                         " OR seen>now()-interval '1 day' AND name NOT LIKE 'tablee %'"
                         " ORDER BY name",
                         &p, k->s->answer_ms);
    if (!r)
        return;
    for (size_t i = 0; i < k->others.n; i++) {
        k->others.p[i].there = false;
        if (now - k->looked_ms > GAP_MS)
            k->others.p[i].since_ms = now;
    }
    for (int row = 0; row < PQntuples(r); row++)
        see(k, r, row, now);
    keep_seen(k->s, r, now);
    k->looked_ms = now;
    for (size_t i = k->others.n; i-- > 0;) {
        if (k->others.p[i].there && now - k->others.p[i].since_ms >= DEAD_MS)
            declare_dead(k, &k->others.p[i]);
        if (!k->others.p[i].there)
            vec_remove(&k->others, i);
    }
}

// ---- what was deleted

static bool set(struct postgres *s, struct pg_link *l, const char *what)
{
    char sql[64];
    snprintf(sql, sizeof sql, "SET %s", what);
    PGresult *r = pg_ask(l, sql, NULL, s->answer_ms);
    PQclear(r);
    return r != NULL;
}

static bool vacuum_table(struct postgres *s, const char *table)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT pg_total_relation_size('%s')", table);
    PGresult *r = pg_ask(&s->sweeping, sql, NULL, s->answer_ms);
    bool small = r && pg_col_int(r, 0, 0) <= REWRITTEN_BYTES;
    snprintf(sql, sizeof sql, "VACUUM %s %s", small ? "FULL" : "", table);
    if (r) {
        PQclear(r);
        r = pg_ask(&s->sweeping, sql, NULL, VACUUM_MS);
    }
    PQclear(r);
    return r != NULL;
}

// Words that were deleted are in the file until then; what is left of them in the free part of a
// page goes when the table is written anew, which others wait for: that is done while it is small.
static bool vacuum(struct postgres *s)
{
    static const char *const tables[] = {"texts", "snapshots", "rooms", "keys"};
    bool good = set(s, &s->sweeping, "lock_timeout=1000");
    for (size_t i = 0; good && i < ARRAY_LEN(tables); i++)
        good = vacuum_table(s, tables[i]);
    return good;
}

// What is to be swept, as far as it is durable; 0: nothing.
static uint64_t to_vacuum(struct postgres *s)
{
    pg_lock(s);
    uint64_t upto = s->vacuum && s->vacuum <= s->done ? s->vacuum : 0;
    pg_unlock(s);
    return upto;
}

static void swept(struct postgres *s, uint64_t upto)
{
    pg_lock(s);
    if (s->vacuum == upto)
        s->vacuum = 0;
    pg_unlock(s);
}

static void sweep(struct postgres *s)
{
    uint64_t upto = to_vacuum(s);
    if (upto && (s->sweeping.conn || pg_open(&s->sweeping, s->answer_ms)) && vacuum(s))
        swept(s, upto);
}

// ---- the threads

static bool is_closing(struct postgres *s)
{
    pg_lock(s);
    bool closing = s->closing;
    pg_unlock(s);
    return closing;
}

// All of them, which takes a while when there are many.
static void count(struct keeping *k, uint64_t now)
{
    struct postgres *s = k->s;
    if (!s->keeping.conn || (k->counted_ms && now - k->counted_ms < COUNT_MS))
        return;
    PGresult *r = pg_ask(&s->keeping, "SELECT count(*) FROM rooms WHERE made", NULL, s->answer_ms);
    if (!r)
        return;
    k->counted_ms = now;
    pg_lock(s);
    s->kept_rooms = (uint64_t)pg_col_int(r, 0, 0);
    s->counted = true;
    pg_unlock(s);
    PQclear(r);
}

static void keep(struct keeping *k)
{
    struct postgres *s = k->s;
    // A beat is lost with the server that it was for: no standby is waited for.
    bool open = s->keeping.conn || (pg_open(&s->keeping, s->answer_ms) &&
                                    set(s, &s->keeping, "synchronous_commit=local"));
    bool beaten = open && beat(k, store_steady_ms());
    see_standby(s, beaten);
    if (!open)
        return;
    if (beaten)
        look(k, store_steady_ms());
    count(k, store_steady_ms());
}

void *postgres_keep_loop(void *ctx)
{
    struct keeping k = {.s = ctx, .beaten_ms = store_steady_ms()};
    vec_init(&k.others, NODES_MAX);
    while (!is_closing(k.s)) {
        keep(&k);
        pg_rest(k.s, BEAT_MS);
    }
    vec_free(&k.others);
    return NULL;
}

// Beside the beats, for it may take long.
void *postgres_sweep_loop(void *ctx)
{
    struct postgres *s = ctx;
    while (!is_closing(s)) {
        sweep(s);
        pg_rest(s, BEAT_MS);
    }
    sweep(s);
    return NULL;
}

void postgres_die(struct postgres *s)
{
    struct pg_params p = {0};
    if (!s->keeping.conn && !pg_open(&s->keeping, s->answer_ms))
        return;
    pg_int(&p, s->incarnation);
    PQclear(
        pg_ask(&s->keeping, "UPDATE nodes SET dead=true WHERE incarnation=$1", &p, s->answer_ms));
}
