#include <string.h>

#include "store/store_parts.h"

enum { MEMORY_ITEMS_MAX = 1 << 24 };

// Batches are kept whole, since they own the bytes that the lists point into.
struct memory {
    struct store base;
    struct batch *batches;
    VEC(struct store_room) rooms;
    VEC(struct store_record) records;
    VEC(struct store_text) texts;
    VEC(struct store_scenario) scenarios;
    bool breaks;
};

static struct memory *of(struct store *s)
{
    return (struct memory *)s;
}

static void put_room(struct memory *m, const struct store_room *room)
{
    for (size_t i = 0; i < m->rooms.n; i++)
        if (m->rooms.p[i].id == room->id) {
            m->rooms.p[i].state = room->state;
            return;
        }
    CHECK(vec_push(&m->rooms, *room));
}

// Of no room any more, so that the places of the others stay.
static void forget(struct memory *m, uint32_t room, uint32_t person)
{
    for (size_t i = 0; i < m->texts.n; i++)
        if (m->texts.p[i].room == room && m->texts.p[i].person == person)
            m->texts.p[i] = (struct store_text){0};
}

static void write_one(struct memory *m, const struct put *p)
{
    switch (p->kind) {
    case PUT_ROOM:
        put_room(m, &p->room);
        break;
    case PUT_RECORD:
        CHECK(vec_push(&m->records, p->record));
        break;
    case PUT_TEXT:
        CHECK(vec_push(&m->texts, p->text));
        break;
    case PUT_FORGET:
        forget(m, p->forget.room, p->forget.person);
        break;
    case PUT_SCENARIO:
        CHECK(vec_push(&m->scenarios, p->scenario));
        break;
    }
}

static void memory_flush(struct store *s, struct batch *b)
{
    struct memory *m = of(s);
    for (size_t i = 0; !m->breaks && i < b->puts.n; i++)
        write_one(m, &b->puts.p[i]);
    b->next = m->batches;
    m->batches = b;
    store_wake(s);
}

static enum store_status memory_done(struct store *s, uint64_t *batch, const char **why)
{
    *batch = s->flushed;
    *why = "the memory store was told to fail";
    return of(s)->breaks ? STORE_FAILED : STORE_OK;
}

static bool memory_rooms(struct store *s, store_each_room *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = 0; i < m->rooms.n && each(ctx, &m->rooms.p[i]); i++)
        ;
    return true;
}

static bool memory_records(struct store *s, uint32_t room, uint64_t from, store_each_record *each,
                           void *ctx)
{
    struct memory *m = of(s);
    struct continuity *c = continuity_new();
    bool good = true;
    for (size_t i = 0; i < m->records.n; i++) {
        const struct store_record *r = &m->records.p[i];
        if (room && r->room != room)
            continue;
        good = continuity_next(c, r->room, r->seq);
        if (!good || (r->seq >= from && !each(ctx, r)))
            break;
    }
    continuity_free(c);
    return good;
}

static bool memory_texts(struct store *s, uint32_t room, size_t *place, store_each_text *each,
                         void *ctx)
{
    struct memory *m = of(s);
    for (; *place < m->texts.n; ++*place) {
        const struct store_text *t = &m->texts.p[*place];
        if (t->room && (!room || t->room == room) && !each(ctx, t))
            break;
    }
    return true;
}

static bool memory_scenarios(struct store *s, store_each_scenario *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = 0; i < m->scenarios.n && each(ctx, &m->scenarios.p[i]); i++)
        ;
    return true;
}

static void memory_close(struct store *s)
{
    struct memory *m = of(s);
    while (m->batches) {
        struct batch *next = m->batches->next;
        batch_free(m->batches);
        m->batches = next;
    }
    vec_free(&m->rooms);
    vec_free(&m->records);
    vec_free(&m->texts);
    vec_free(&m->scenarios);
    mem_free(m);
}

static const struct store_ops memory_ops = {
    .flush = memory_flush,
    .done = memory_done,
    .rooms = memory_rooms,
    .records = memory_records,
    .texts = memory_texts,
    .scenarios = memory_scenarios,
    .close = memory_close,
};

struct store *store_memory(void)
{
    struct memory *m = mem_alloc(sizeof *m);
    m->base.ops = &memory_ops;
    places_init(&m->base.records, 0);
    places_init(&m->base.texts, 0);
    vec_init(&m->rooms, MEMORY_ITEMS_MAX);
    vec_init(&m->records, MEMORY_ITEMS_MAX);
    vec_init(&m->texts, MEMORY_ITEMS_MAX);
    vec_init(&m->scenarios, MEMORY_ITEMS_MAX);
    return &m->base;
}

void store_memory_break(struct store *s)
{
    CHECK(s->ops == &memory_ops);
    of(s)->breaks = true;
}
