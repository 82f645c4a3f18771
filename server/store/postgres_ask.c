// What the loop wants to know is asked by a thread: the loop gets «later», a wake, and the answer
// when it asks again. An answer is kept for a moment, for it may be asked for more than once, and
// holds until something of ours that changes it is durable.
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "store/postgres_parts.h"

enum { FRESH_MS = 2000, KEPT_MS = 10000, SWEEP_MS = 1000 };
enum { PAGE_ENOUGH = 512, REST_MS = 100, REST_MS_MAX = 2000 };
enum { ANSWER_MS_MAX = 60000 };

// A list shows no more of itself than a page does.
#define ROOM    "id,code,created,once,look,day,keep,doomed,archived,scenario,title"
#define ROOM_OF "SELECT " ROOM " FROM rooms WHERE made"
#define TAKEN                                                                                      \
    ",last_seq,last_hash,turn,term,(lately OR coalesce(handed=term-1,false))::int::bigint,"        \
    "(SELECT coalesce(max(n),0) FROM texts WHERE texts.room=id)"

// `of`: what stands for $1, $2: the two numbers (a, b) and the text (t) of a question.
static const struct {
    const char *of, *sql;
} asks[ASK_KINDS] = {
    [ASK_CODE] = {"a", ROOM_OF " AND code=$1"},
    [ASK_ONCE] = {"t", ROOM_OF " AND once=$1"},
    [ASK_KEY] = {"t", ROOM_OF " AND id=(SELECT room FROM keys WHERE digest=$1)"},
    [ASK_ROOMS] = {"", ROOM_OF " ORDER BY id"},
    [ASK_BELOW] = {"a", ROOM_OF " AND id<$1 ORDER BY id DESC LIMIT 5000"},
    [ASK_DUE] = {"ab", ROOM_OF " AND (doomed>0 AND doomed<=$1"
                               " OR keep>0 AND day>0 AND day+keep<=$1/86400000-1"
                               " OR $2::bigint>0 AND day>0 AND day<=$1/86400000-1-$2)"
                               " ORDER BY id LIMIT 1000"},
    [ASK_COUNT] = {"", "SELECT count(*) FROM rooms WHERE made"},
    [ASK_GONE] = {"", "SELECT room,code,created,gone,why,records FROM gone"
                      " ORDER BY gone DESC, room DESC LIMIT 5000"},
    [ASK_ENTRIES] = {"", "SELECT id,t,code,kind,who,what FROM register ORDER BY id DESC"},
    [ASK_NUMBER] = {"t", "SELECT value FROM meta WHERE name=convert_from($1,'UTF8')"},
    [ASK_SCENARIO] = {"t", "SELECT text FROM scenarios WHERE hash=$1"},
    [ASK_RECORDS] = {"ab", "SELECT seq,body,hash FROM events WHERE room=$1 AND seq>=$2"
                           " ORDER BY seq LIMIT 1024"},
    [ASK_TEXTS] = {"ab", "SELECT n,person,seq,field,salt,text FROM texts WHERE room=$1 AND n>=$2"
                         " ORDER BY n LIMIT 1024"},
    [ASK_TEXTS_AFTER] = {"ab", "SELECT coalesce("
                               "(SELECT min(n) FROM texts WHERE room=$1 AND seq>$2),"
                               "(SELECT max(n)+1 FROM texts WHERE room=$1),1)"},
    [ASK_SNAPSHOT] = {"a", "SELECT seq,bytes FROM snapshots WHERE room=$1"},
    [ASK_KEYS] = {"a", "SELECT digest FROM keys WHERE room=$1"},
    // The last column says whether it was taken.
    [ASK_TAKE] = {"ab", "WITH t AS (UPDATE rooms SET owner=$2, term=term+1, lately=EXISTS(SELECT 1"
                        "  FROM nodes WHERE incarnation=owner AND incarnation<>$2"
                        "  AND seen>now()-interval '30 seconds') WHERE code=$1 AND made"
                        " AND NOT EXISTS(SELECT 1 FROM nodes"
                        "  WHERE incarnation=owner AND NOT dead AND owner<>$2) RETURNING *)"
                        " SELECT " ROOM TAKEN ",''::text,1::bigint FROM t UNION ALL"
                        " SELECT " ROOM TAKEN ",(SELECT name FROM nodes WHERE incarnation=owner),"
                        "  0::bigint FROM rooms WHERE code=$1 AND made"
                        "  AND NOT EXISTS(SELECT 1 FROM t)"},
    [ASK_LOOK] = {"a",
                  "SELECT " ROOM TAKEN ",''::text,1::bigint FROM rooms WHERE code=$1 AND made"},
    [ASK_RESERVE] = {"ab", "INSERT INTO rooms(code,owner,term) VALUES($1,$2,1)"
                           " ON CONFLICT(code) DO NOTHING RETURNING id"},
};

enum { KEY_HEAD = 1 + 2 * sizeof(int64_t) };

// ---- the thread

static PGresult *ask_once(struct postgres *s, const struct question *q, unsigned limit_ms)
{
    struct pg_params p = {0};
    for (const char *of = asks[q->kind].of; *of; of++)
        if (*of == 't')
            pg_bytes(&p, str_sub(q->key, KEY_HEAD, q->key.n));
        else
            pg_int(&p, *of == 'a' ? q->a : q->b);
    if (!s->asking.conn && !pg_open(&s->asking, limit_ms))
        return NULL;
    return pg_ask(&s->asking, asks[q->kind].sql, &p, limit_ms);
}

// Who only looks is told at once; a server waits for its database.
static bool gives_up(struct postgres *s)
{
    const char *state = s->asking.state;
    pg_lock(s);
    bool ends = s->closing || !s->incarnation || strncmp(state, "22", 2) == 0 ||
                strncmp(state, "42", 2) == 0;
    if (ends)
        snprintf(s->why, sizeof s->why, "the database could not be read: %s", s->asking.why);
    pg_unlock(s);
    return ends;
}

static PGresult *ask_until_answered(struct postgres *s, const struct question *q)
{
    unsigned limit = s->answer_ms, rest = REST_MS;
    PGresult *r;
    while (!(r = ask_once(s, q, limit)) && !gives_up(s)) {
        log_warn("database_unread", log_s("why", s->asking.why));
        pg_rest(s, rest);
        rest = MIN(2 * rest, (unsigned)REST_MS_MAX);
        limit = MIN(2 * limit, (unsigned)ANSWER_MS_MAX);
    }
    return r;
}

static struct question *next_question(struct postgres *s)
{
    pg_lock(s);
    while (!s->ask_first && !s->closing)
        pthread_cond_wait(&s->asked, &s->lock);
    struct question *q = s->closing ? NULL : s->ask_first;
    if (q)
        s->ask_first = q->next;
    if (!s->ask_first)
        s->ask_last = NULL;
    pg_unlock(s);
    return q;
}

// A room is had by the answer.
static bool claims(const struct question *q, const PGresult *r)
{
    return PQntuples(r) &&
           (q->kind == ASK_RESERVE || (q->kind == ASK_TAKE && pg_col_int(r, 0, PQnfields(r) - 1)));
}

void *postgres_ask_loop(void *ctx)
{
    struct postgres *s = ctx;
    for (struct question *q; (q = next_question(s));) {
        PGresult *r = ask_until_answered(s, q);
        pg_lock(s);
        q->rows = r;
        q->answer = r ? STORE_YES : STORE_UNREADABLE;
        q->claims = r && claims(q, r);
        q->ready_ms = q->used_ms = store_steady_ms();
        q->ready = true;
        pthread_cond_broadcast(&s->answered);
        pg_unlock(s);
        store_wake(&s->base);
    }
    return NULL;
}

// ---- the loop's side

static struct question *question_new(struct postgres *s, enum ask_kind kind, int64_t a, int64_t b,
                                     struct str key)
{
    struct question *q = mem_alloc(sizeof *q + key.n);
    char *bytes = (char *)(q + 1);
    memcpy(bytes, key.p, key.n);
    *q = (struct question){.kind = kind, .a = a, .b = b, .key = {bytes, key.n}};
    CHECK(map_put(&s->questions, q->key, q));
    if (kind == ASK_RECORDS || kind == ASK_TEXTS)
        CHECK(vec_push(&s->pages, q));
    pg_lock(s);
    q->done = s->done;
    if (s->ask_last)
        s->ask_last->next = q;
    else
        s->ask_first = q;
    s->ask_last = q;
    pthread_cond_signal(&s->asked);
    pg_unlock(s);
    return q;
}

void postgres_forget_question(struct postgres *s, struct question *q)
{
    map_del(&s->questions, q->key);
    vec_drop(&s->pages, q);
    PQclear(q->rows);
    mem_free(q);
}

static bool is_page(const struct question *q)
{
    return q->kind == ASK_RECORDS || q->kind == ASK_TEXTS;
}

static bool is_tail(const struct question *q)
{
    return PQntuples(q->rows) < PG_PAGE;
}

// What changed it, as far as that is durable; under lock.
static bool is_stale(const struct postgres *s, const struct question *q, uint64_t now_ms)
{
    bool of_room = q->kind >= ASK_RECORDS && q->kind <= ASK_KEYS;
    const struct pg_room *r = of_room ? map64_get(&s->rooms, (uint64_t)q->a) : NULL;
    uint64_t changed = r ? r->gone_in : s->changed[q->kind];
    if (r && (!is_page(q) || is_tail(q)))
        changed = MAX(changed, r->records_in);
    bool aged = now_ms - q->ready_ms > FRESH_MS || (s->waits && !is_page(q));
    if (q->claims)
        return false; // it was done, and once
    return (aged && (!r || s->waits)) || (q->done < changed && changed <= s->done);
}

static bool covers(const struct question *q, int64_t from)
{
    int n = PQntuples(q->rows);
    return q->b <= from && (is_tail(q) || pg_col_int(q->rows, n - PAGE_ENOUGH, 0) >= from);
}

static struct question *wait_for(struct postgres *s, struct question *q)
{
    pg_lock(s);
    while (!q->ready)
        pthread_cond_wait(&s->answered, &s->lock);
    pg_unlock(s);
    return q;
}

static void key_of(struct buf *key, enum ask_kind kind, int64_t a, int64_t b, struct str text)
{
    buf_char(key, (char)kind);
    buf_put(key, &a, sizeof a);
    buf_put(key, &b, sizeof b);
    buf_str(key, text);
}

struct question *postgres_ask(struct postgres *s, enum ask_kind kind, int64_t a, int64_t b,
                              struct str text, bool now)
{
    struct buf key;
    buf_init(&key, KEY_HEAD + 4096);
    key_of(&key, kind, a, b, text);
    uint64_t now_ms = store_steady_ms();
    struct question *q = map_get(&s->questions, buf_view(&key));
    pg_lock(s);
    bool ready = q && q->ready, stale = ready && is_stale(s, q, now_ms);
    pg_unlock(s);
    if (stale) {
        postgres_forget_question(s, q);
        q = NULL;
    }
    if (!q) {
        ready = false;
        q = question_new(s, kind, a, b, buf_view(&key));
    }
    buf_free(&key);
    if (!ready && !s->waits && !now)
        return NULL;
    q->used_ms = now_ms;
    return wait_for(s, q);
}

struct question *postgres_ask_page(struct postgres *s, enum ask_kind kind, uint32_t room,
                                   uint64_t from, bool now)
{
    uint64_t now_ms = store_steady_ms();
    struct question *found = NULL;
    pg_lock(s);
    for (size_t i = s->pages.n; !found && i-- > 0;) {
        struct question *q = s->pages.p[i];
        if (q->kind == kind && q->a == room && q->ready && q->rows && covers(q, (int64_t)from) &&
            !is_stale(s, q, now_ms))
            found = q;
    }
    pg_unlock(s);
    if (!found)
        return postgres_ask(s, kind, room, (int64_t)from, STR(""), now);
    found->used_ms = now_ms;
    return found;
}

void postgres_forget_room(struct postgres *s, uint32_t room)
{
    for (size_t i = s->pages.n; i-- > 0;) {
        struct question *q = s->pages.p[i];
        pg_lock(s);
        bool drop = q->a == room && q->ready;
        pg_unlock(s);
        if (drop)
            postgres_forget_question(s, q);
    }
}

// Whoever asked has gone; a room that was taken for it is let go.
void postgres_sweep_questions(struct postgres *s, uint64_t now_ms,
                              void (*unclaimed)(struct postgres *s, const struct question *q))
{
    const struct map_slot *slot;
    VEC(struct question *) old;
    size_t at = 0;
    if (now_ms - s->swept_ms < SWEEP_MS)
        return;
    s->swept_ms = now_ms;
    vec_init(&old, PG_QUESTIONS_MAX);
    pg_lock(s);
    while ((slot = map_next(&s->questions, &at))) {
        struct question *q = slot->value;
        if (q->ready && now_ms - q->used_ms > KEPT_MS)
            CHECK(vec_push(&old, q));
    }
    pg_unlock(s);
    for (size_t i = 0; i < old.n; i++) {
        if (old.p[i]->claims)
            unclaimed(s, old.p[i]);
        postgres_forget_question(s, old.p[i]);
    }
    vec_free(&old);
}
