#include <string.h>

#include "store/store_parts.h"

enum { MEMORY_ITEMS_MAX = 1 << 24 };

struct number {
    const char *name;
    uint64_t n;
};

struct key {
    unsigned char digest[STORE_HASH_BYTES];
    uint32_t room;
};

// Batches are kept whole, since they own the bytes that the lists point into.
struct memory {
    struct store base;
    struct batch *batches;
    VEC(struct store_room) rooms;
    VEC(struct store_record) records;
    VEC(struct store_text) texts;
    VEC(struct store_scenario) scenarios;
    VEC(struct key) keys;
    VEC(struct store_snapshot) snapshots; // at most one a room
    VEC(struct store_gone) gone;
    VEC(struct store_entry) entries;
    VEC(struct number) numbers;
    uint32_t last_room; // that was reserved, or written
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
            m->rooms.p[i] = *room;
            return;
        }
    CHECK(vec_push(&m->rooms, *room));
}

static void put_key(struct memory *m, const unsigned char *digest, uint32_t room)
{
    struct key key = {.room = room};
    memcpy(key.digest, digest, sizeof key.digest);
    CHECK(vec_push(&m->keys, key));
}

static void drop_snapshot(struct memory *m, uint32_t room)
{
    for (size_t i = m->snapshots.n; i-- > 0;)
        if (m->snapshots.p[i].room == room)
            vec_remove(&m->snapshots, i);
}

static void put_snapshot(struct memory *m, const struct store_snapshot *snapshot)
{
    drop_snapshot(m, snapshot->room);
    CHECK(vec_push(&m->snapshots, *snapshot));
}

// Of no room any more, so that the places of the others stay.
static void forget(struct memory *m, uint32_t room, uint32_t person)
{
    for (size_t i = 0; i < m->texts.n; i++)
        if (m->texts.p[i].room == room && m->texts.p[i].person == person)
            m->texts.p[i] = (struct store_text){0};
    drop_snapshot(m, room);
}

static uint64_t drop_records(struct memory *m, uint32_t room)
{
    size_t kept = 0, had = m->records.n;
    for (size_t i = 0; i < m->records.n; i++)
        if (m->records.p[i].room != room)
            m->records.p[kept++] = m->records.p[i];
    m->records.n = kept;
    return had - kept;
}

// What its scenario is stays in memory: nobody reads it there.
static void delete_room(struct memory *m, const struct store_gone *gone)
{
    struct store_gone note = *gone;
    note.records += drop_records(m, gone->room);
    for (size_t i = 0; i < m->texts.n; i++)
        if (m->texts.p[i].room == gone->room)
            m->texts.p[i] = (struct store_text){0};
    for (size_t i = m->keys.n; i-- > 0;)
        if (m->keys.p[i].room == gone->room)
            vec_remove(&m->keys, i);
    for (size_t i = m->rooms.n; i-- > 0;)
        if (m->rooms.p[i].id == gone->room)
            vec_remove(&m->rooms, i);
    drop_snapshot(m, gone->room);
    m->last_room = MAX(m->last_room, gone->room);
    CHECK(vec_push(&m->gone, note));
}

static void put_entry(struct memory *m, const struct store_entry *entry)
{
    CHECK(vec_push(&m->entries, *entry));
    vec_last(&m->entries).id = m->entries.n;
}

static void put_number(struct memory *m, const char *name, uint64_t n)
{
    for (size_t i = 0; i < m->numbers.n; i++)
        if (strcmp(m->numbers.p[i].name, name) == 0) {
            m->numbers.p[i].n = MAX(m->numbers.p[i].n, n);
            return;
        }
    CHECK(vec_push(&m->numbers, (struct number){name, n}));
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
    case PUT_KEY:
        put_key(m, p->key.digest, p->key.room);
        break;
    case PUT_SNAPSHOT:
        put_snapshot(m, &p->snapshot);
        break;
    case PUT_DELETE:
        delete_room(m, &p->delete.gone);
        break;
    case PUT_ENTRY:
        put_entry(m, &p->entry);
        break;
    case PUT_META:
        put_number(m, p->meta.name, (uint64_t)p->meta.value);
        break;
    case PUT_RUN:
    case PUT_RELEASE:
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

static const struct store_room *room_by_id(const struct memory *m, uint32_t id)
{
    for (size_t i = 0; i < m->rooms.n; i++)
        if (m->rooms.p[i].id == id)
            return &m->rooms.p[i];
    return NULL;
}

static const struct store_room *sought_room(const struct memory *m, struct store_sought sought)
{
    for (size_t i = m->keys.n; sought.key && i-- > 0;)
        if (memcmp(m->keys.p[i].digest, sought.key, STORE_HASH_BYTES) == 0)
            return room_by_id(m, m->keys.p[i].room);
    for (size_t i = 0; !sought.key && i < m->rooms.n; i++)
        if (sought.once.n ? str_eq(m->rooms.p[i].once, sought.once)
                          : m->rooms.p[i].code == sought.code)
            return &m->rooms.p[i];
    return NULL;
}

static enum store_answer memory_find(struct store *s, struct store_sought sought,
                                     struct store_room *out)
{
    const struct store_room *room = sought_room(of(s), sought);
    if (room)
        *out = *room;
    return room ? STORE_YES : STORE_NO;
}

static enum store_answer memory_reserve(struct store *s, uint32_t code, uint32_t *id)
{
    struct memory *m = of(s);
    if (sought_room(m, (struct store_sought){.code = code}))
        return STORE_NO;
    for (size_t i = 0; i < m->rooms.n; i++)
        m->last_room = MAX(m->last_room, m->rooms.p[i].id);
    *id = ++m->last_room;
    return STORE_YES;
}

static enum store_answer memory_take(struct store *s, uint32_t code, struct store_taken *out)
{
    struct memory *m = of(s);
    enum store_answer answer = memory_find(s, (struct store_sought){.code = code}, &out->room);
    out->last = 0;
    out->handed = false;
    for (size_t i = 0; answer == STORE_YES && i < m->records.n; i++)
        if (m->records.p[i].room == out->room.id)
            out->last = MAX(out->last, m->records.p[i].seq);
    return answer;
}

static enum store_answer memory_rooms(struct store *s, store_each_room *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = 0; i < m->rooms.n && each(ctx, &m->rooms.p[i]); i++)
        ;
    return STORE_YES;
}

static enum store_answer memory_below(struct store *s, uint32_t below, store_each_room *each,
                                      void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = m->rooms.n; i-- > 0;)
        if (m->rooms.p[i].id < below && !each(ctx, &m->rooms.p[i]))
            break;
    return STORE_YES;
}

static enum store_answer memory_count(struct store *s, uint64_t *n)
{
    *n = of(s)->rooms.n;
    return STORE_YES;
}

static bool is_due(const struct store_room *r, uint64_t now_ms, uint32_t days)
{
    uint32_t keep = r->keep && (!days || r->keep < days) ? r->keep : days;
    return (r->doomed_ms && r->doomed_ms <= now_ms) ||
           (keep && ((uint64_t)r->day + 1 + keep) * STORE_DAY_MS <= now_ms);
}

static enum store_answer memory_due(struct store *s, uint64_t now_ms, uint32_t days,
                                    store_each_room *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = 0; i < m->rooms.n; i++)
        if (is_due(&m->rooms.p[i], now_ms, days) && !each(ctx, &m->rooms.p[i]))
            break;
    return STORE_YES;
}

static enum store_answer memory_gone(struct store *s, store_each_gone *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = m->gone.n; i-- > 0 && each(ctx, &m->gone.p[i]);)
        ;
    return STORE_YES;
}

static enum store_answer memory_entries(struct store *s, store_each_entry *each, void *ctx)
{
    struct memory *m = of(s);
    for (size_t i = m->entries.n; i-- > 0 && each(ctx, &m->entries.p[i]);)
        ;
    return STORE_YES;
}

static enum store_answer memory_number(struct store *s, const char *name, uint64_t *n)
{
    const struct memory *m = of(s);
    for (size_t i = 0; i < m->numbers.n; i++)
        if (strcmp(m->numbers.p[i].name, name) == 0)
            *n = m->numbers.p[i].n;
    return STORE_YES;
}

static enum store_answer memory_records(struct store *s, uint32_t room, uint64_t from,
                                        store_each_record *each, void *ctx)
{
    const struct memory *m = of(s);
    uint64_t next = from;
    for (size_t i = 0; i < m->records.n; i++) {
        const struct store_record *r = &m->records.p[i];
        if (r->room != room || r->seq < from)
            continue;
        if (r->seq != next++)
            return STORE_UNREADABLE;
        if (!each(ctx, r))
            break;
    }
    return STORE_YES;
}

static enum store_answer memory_texts(struct store *s, uint32_t room, size_t *place,
                                      store_each_text *each, void *ctx)
{
    const struct memory *m = of(s);
    for (; *place < m->texts.n; ++*place)
        if (m->texts.p[*place].room == room && !each(ctx, &m->texts.p[*place]))
            break;
    return STORE_YES;
}

static enum store_answer memory_texts_after(struct store *s, uint32_t room, uint64_t seq,
                                            size_t *place)
{
    const struct memory *m = of(s);
    for (*place = m->texts.n; *place > 0; --*place) {
        const struct store_text *t = &m->texts.p[*place - 1];
        if (t->room == room && t->seq <= seq)
            break;
    }
    return STORE_YES;
}

static enum store_answer memory_snapshot(struct store *s, uint32_t room, struct store_snapshot *out)
{
    const struct memory *m = of(s);
    for (size_t i = 0; i < m->snapshots.n; i++)
        if (m->snapshots.p[i].room == room) {
            *out = m->snapshots.p[i];
            return STORE_YES;
        }
    return STORE_NO;
}

static enum store_answer memory_keys(struct store *s, uint32_t room, store_each_key *each,
                                     void *ctx)
{
    const struct memory *m = of(s);
    for (size_t i = 0; i < m->keys.n; i++)
        if (m->keys.p[i].room == room && !each(ctx, m->keys.p[i].digest))
            break;
    return STORE_YES;
}

static enum store_answer memory_scenario(struct store *s, const unsigned char *hash,
                                         struct str *text)
{
    struct memory *m = of(s);
    for (size_t i = 0; i < m->scenarios.n; i++)
        if (memcmp(m->scenarios.p[i].hash, hash, STORE_HASH_BYTES) == 0) {
            *text = m->scenarios.p[i].text;
            return STORE_YES;
        }
    return STORE_NO;
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
    vec_free(&m->keys);
    vec_free(&m->snapshots);
    vec_free(&m->gone);
    vec_free(&m->entries);
    vec_free(&m->numbers);
    mem_free(m);
}

static const struct store_ops memory_ops = {
    .flush = memory_flush,
    .done = memory_done,
    .find = memory_find,
    .reserve = memory_reserve,
    .take = memory_take,
    .rooms = memory_rooms,
    .below = memory_below,
    .count = memory_count,
    .due = memory_due,
    .gone = memory_gone,
    .entries = memory_entries,
    .number = memory_number,
    .records = memory_records,
    .texts = memory_texts,
    .texts_after = memory_texts_after,
    .snapshot = memory_snapshot,
    .keys = memory_keys,
    .scenario = memory_scenario,
    .close = memory_close,
};

struct store *store_memory(void)
{
    struct memory *m = mem_alloc(sizeof *m);
    m->base.ops = &memory_ops;
    vec_init(&m->rooms, MEMORY_ITEMS_MAX);
    vec_init(&m->records, MEMORY_ITEMS_MAX);
    vec_init(&m->texts, MEMORY_ITEMS_MAX);
    vec_init(&m->scenarios, MEMORY_ITEMS_MAX);
    vec_init(&m->keys, MEMORY_ITEMS_MAX);
    vec_init(&m->snapshots, MEMORY_ITEMS_MAX);
    vec_init(&m->gone, MEMORY_ITEMS_MAX);
    vec_init(&m->entries, MEMORY_ITEMS_MAX);
    vec_init(&m->numbers, MEMORY_ITEMS_MAX);
    return &m->base;
}

void store_memory_break(struct store *s)
{
    CHECK(s->ops == &memory_ops);
    of(s)->breaks = true;
}
