// Rooms in a PostgreSQL that several servers share: each room is had by one of them, under a term
// that rises with each owner, and by its turn, which rises with each write.
#include "store/store_postgres.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "store/postgres_parts.h"

enum { FOUND_BYTES = 16 << 20, ROOMS_MAX = 1 << 20, NAMES_MAX = 4096 };

// ---- what is put

static void changes(struct postgres *s, const struct put *p, uint64_t batch)
{
    static const struct {
        enum put_kind put;
        enum ask_kind asked;
    } rows[] = {
        {PUT_ROOM, ASK_CODE},         {PUT_ROOM, ASK_ONCE},     {PUT_ROOM, ASK_KEY},
        {PUT_ROOM, ASK_ROOMS},        {PUT_ROOM, ASK_BELOW},    {PUT_ROOM, ASK_DUE},
        {PUT_ROOM, ASK_COUNT},        {PUT_ROOM, ASK_TAKE},     {PUT_KEY, ASK_KEY},
        {PUT_DELETE, ASK_CODE},       {PUT_DELETE, ASK_ONCE},   {PUT_DELETE, ASK_KEY},
        {PUT_DELETE, ASK_ROOMS},      {PUT_DELETE, ASK_BELOW},  {PUT_DELETE, ASK_DUE},
        {PUT_DELETE, ASK_COUNT},      {PUT_DELETE, ASK_TAKE},   {PUT_DELETE, ASK_GONE},
        {PUT_DELETE, ASK_SCENARIO},   {PUT_ENTRY, ASK_ENTRIES}, {PUT_META, ASK_NUMBER},
        {PUT_SCENARIO, ASK_SCENARIO},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].put == p->kind)
            s->changed[rows[i].asked] = batch;
}

static void note_room(struct postgres *s, struct put *p, uint64_t batch)
{
    uint32_t room = put_room_of(p);
    pg_lock(s);
    struct pg_room *r = map64_get(&s->rooms, room);
    if (r) {
        p->term = r->term;
        r->records_in = batch;
        if (p->kind == PUT_TEXT)
            r->texts++;
        if (p->kind == PUT_TEXT || p->kind == PUT_FORGET)
            p->row = (int64_t)r->texts;
        if (p->kind == PUT_FORGET || p->kind == PUT_DELETE)
            r->gone_in = batch;
        if (p->kind == PUT_DELETE || p->kind == PUT_RELEASE)
            r->let_go = batch;
    }
    pg_unlock(s);
    if (r && r->let_go == batch)
        CHECK(vec_push(&s->leaving, room));
}

static void postgres_putting(struct store *base, struct put *p)
{
    struct postgres *s = postgres_of(base);
    uint64_t batch = base->flushed + 1;
    changes(s, p, batch);
    if (put_room_of(p))
        note_room(s, p, batch);
    if (p->kind == PUT_ENTRY)
        p->row = (int64_t)++s->entries;
    if (p->kind == PUT_FORGET || p->kind == PUT_DELETE)
        s->wants_vacuum = batch;
}

static void postgres_flush(struct store *base, struct batch *b)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    if (s->done + 1 == b->id)
        s->moved_ms = store_steady_ms();
    if (s->last)
        s->last->next = b;
    else
        s->first = b;
    s->last = b;
    if (s->wants_vacuum == b->id)
        s->vacuum = b->id;
    pthread_cond_signal(&s->more);
    pg_unlock(s);
}

static void postgres_release(struct store *base, uint32_t room)
{
    struct postgres *s = postgres_of(base);
    if (s->incarnation)
        store_put_release(base, room);
}

// ---- what became of it

// Those that were let go of, as far as that is durable.
static void leave(struct postgres *s)
{
    for (size_t i = s->leaving.n; i-- > 0;) {
        uint32_t room = s->leaving.p[i];
        pg_lock(s);
        struct pg_room *r = map64_get(&s->rooms, room);
        bool left = !r || !r->let_go || r->let_go <= s->done;
        bool gone = r && r->let_go && left;
        if (gone)
            map64_del(&s->rooms, room);
        pg_unlock(s);
        if (gone) {
            mem_free(r);
            postgres_forget_room(s, room);
        }
        if (left)
            vec_remove(&s->leaving, i);
    }
}

static enum store_status postgres_done(struct store *base, uint64_t *batch, const char **why)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    *batch = s->done;
    *why = s->why;
    enum store_status status = s->failed ? STORE_FAILED : STORE_OK;
    uint32_t generation = s->generation;
    s->generation = 0;
    pg_unlock(s);
    leave(s);
    postgres_sweep_questions(s, store_steady_ms(), postgres_unclaimed);
    if (generation) {
        base->generation = generation;
        store_put_number(base, "generation", generation);
    }
    return status;
}

static void postgres_refused(struct store *base, void (*each)(void *ctx, uint32_t room), void *ctx)
{
    struct postgres *s = postgres_of(base);
    for (;;) {
        pg_lock(s);
        bool any = s->refused.n > 0;
        uint32_t room = any ? vec_last(&s->refused) : 0;
        if (any)
            s->refused.n--;
        struct pg_room *r = any ? map64_del(&s->rooms, room) : NULL;
        pg_unlock(s);
        if (!any)
            return;
        mem_free(r);
        postgres_forget_room(s, room);
        each(ctx, room);
    }
}

static uint64_t postgres_waits(struct store *base)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    uint64_t waits = s->done < base->flushed ? store_steady_ms() - s->moved_ms : 0;
    pg_unlock(s);
    return waits;
}

// ---- those who share it

static bool postgres_replaced(struct store *base)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    bool replaced = s->replaced;
    pg_unlock(s);
    return replaced;
}

static void postgres_say(struct store *base, uint32_t rooms, uint32_t connections)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    s->said_rooms = rooms;
    s->said_connections = connections;
    pg_unlock(s);
}

static uint64_t postgres_cut(struct store *base, bool *standby)
{
    struct postgres *s = postgres_of(base);
    uint64_t now = store_steady_ms();
    pg_lock(s);
    uint64_t cut = now > s->beaten_ms ? now - s->beaten_ms : 0;
    *standby = s->standby;
    pg_unlock(s);
    return cut;
}

static bool postgres_about(struct store *base, uint64_t *n)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    bool counted = s->counted;
    *n = s->kept_rooms;
    pg_unlock(s);
    return counted;
}

// ---- opening and closing

static void free_rooms(struct postgres *s)
{
    const struct map64_slot *room;
    const struct map_slot *asked;
    size_t at = 0;
    while ((room = map64_next(&s->rooms, &at)))
        mem_free(room->value);
    at = 0;
    while ((asked = map_next(&s->questions, &at))) {
        PQclear(((struct question *)asked->value)->rows);
        mem_free(asked->value);
    }
    map64_free(&s->rooms);
    map_free(&s->questions);
}

static void free_all(struct postgres *s)
{
    batches_free(s->first);
    free_rooms(s);
    pg_close(&s->writing);
    pg_close(&s->asking);
    pg_close(&s->keeping);
    pg_close(&s->sweeping);
    PQclear(s->nodes);
    vec_free(&s->pages);
    vec_free(&s->leaving);
    vec_free(&s->refused);
    vec_free(&s->known);
    arena_free(&s->found);
    arena_free(&s->names);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->more);
    pthread_cond_destroy(&s->asked);
    pthread_cond_destroy(&s->answered);
    pthread_cond_destroy(&s->kept);
    mem_free(s->address);
    mem_free(s);
}

static void postgres_close(struct store *base)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    s->closing = true;
    pthread_cond_broadcast(&s->more);
    pthread_cond_broadcast(&s->asked);
    pthread_cond_broadcast(&s->kept);
    pg_unlock(s);
    if (s->writes)
        pthread_join(s->write_thread, NULL);
    if (s->asks)
        pthread_join(s->ask_thread, NULL);
    if (s->keeps) {
        pthread_join(s->keep_thread, NULL);
        pthread_join(s->sweep_thread, NULL);
        postgres_die(s);
    }
    free_all(s);
}

static const struct store_ops postgres_ops = {
    .putting = postgres_putting,
    .flush = postgres_flush,
    .done = postgres_done,
    .refused = postgres_refused,
    .waits = postgres_waits,
    .replaced = postgres_replaced,
    .say = postgres_say,
    .nodes = postgres_nodes,
    .cut = postgres_cut,
    .about = postgres_about,
    .find = postgres_find,
    .reserve = postgres_reserve,
    .take = postgres_take,
    .release = postgres_release,
    .rooms = postgres_rooms,
    .below = postgres_below,
    .count = postgres_count,
    .due = postgres_due,
    .gone = postgres_gone,
    .entries = postgres_entries,
    .number = postgres_number,
    .records = postgres_records,
    .texts = postgres_texts,
    .texts_after = postgres_texts_after,
    .snapshot = postgres_snapshot,
    .keys = postgres_keys,
    .scenario = postgres_scenario,
    .close = postgres_close,
};

static char *copy(const char *text)
{
    size_t n = strlen(text) + 1;
    char *out = mem_alloc(n);
    memcpy(out, text, n);
    return out;
}

// By a clock that nobody sets.
static void init_cond(pthread_cond_t *c)
{
    pthread_condattr_t how;
    pthread_condattr_init(&how);
    pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
    pthread_cond_init(c, &how);
    pthread_condattr_destroy(&how);
}

static struct postgres *make(const char *address, const struct store_way *way)
{
    struct postgres *s = mem_alloc(sizeof *s);
    s->base.ops = &postgres_ops;
    s->address = copy(address);
    s->writing.address = s->asking.address = s->keeping.address = s->sweeping.address = s->address;
    s->waits = way->waits;
    s->clock_ms = (int64_t)way->now_ms;
    s->beaten_ms = store_steady_ms();
    s->key = (int64_t)(way->key & INT64_MAX);
    s->answer_ms = way->answer_ms ? way->answer_ms : PG_ANSWER_MS;
    if (way->node) {
        snprintf(s->node, sizeof s->node, "%s", way->node);
        CHECK(getrandom(&s->incarnation, sizeof s->incarnation, 0) == sizeof s->incarnation);
        s->incarnation = (s->incarnation & INT64_MAX) | 1;
        s->base.shared = true;
    }
    map_init(&s->questions, PG_QUESTIONS_MAX, store_steady_ms());
    map64_init(&s->rooms, ROOMS_MAX);
    vec_init(&s->pages, PG_QUESTIONS_MAX);
    vec_init(&s->leaving, ROOMS_MAX);
    vec_init(&s->refused, ROOMS_MAX);
    vec_init(&s->known, NAMES_MAX);
    arena_init(&s->found, FOUND_BYTES);
    arena_init(&s->names, NAMES_MAX * PG_NAME);
    pthread_mutex_init(&s->lock, NULL);
    init_cond(&s->more);
    init_cond(&s->asked);
    init_cond(&s->answered);
    init_cond(&s->kept);
    return s;
}

struct store *store_postgres(const char *address, const struct store_way *way, char *err,
                             size_t errn)
{
    struct postgres *s = make(address, way);
    if (!postgres_enter(s)) {
        snprintf(err, errn, "%s", s->why);
        free_all(s);
        return NULL;
    }
    s->asks = true;
    CHECK(pthread_create(&s->ask_thread, NULL, postgres_ask_loop, s) == 0);
    s->writes = s->keeps = s->incarnation != 0;
    if (s->writes)
        CHECK(pthread_create(&s->write_thread, NULL, postgres_write_loop, s) == 0 &&
              pthread_create(&s->sweep_thread, NULL, postgres_sweep_loop, s) == 0 &&
              pthread_create(&s->keep_thread, NULL, postgres_keep_loop, s) == 0);
    return &s->base;
}
