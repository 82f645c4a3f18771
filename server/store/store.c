#include "store/store.h"

#include <string.h>
#include <time.h>

#include "store/store_parts.h"

enum { BATCH_BYTES_MAX = 1 << 28, BATCH_PUTS_MAX = 1 << 22 };

struct put *batch_put(struct store *s, enum put_kind kind)
{
    if (!s->pending) {
        s->pending = mem_alloc(sizeof *s->pending);
        arena_init(&s->pending->bytes, BATCH_BYTES_MAX);
        vec_init(&s->pending->puts, BATCH_PUTS_MAX);
    }
    // The loop flushes every turn: a batch this long means that it does not.
    CHECK(vec_push(&s->pending->puts, (struct put){.kind = kind}));
    return &vec_last(&s->pending->puts);
}

static void put_done(struct store *s, struct put *p)
{
    if (s->ops->putting)
        s->ops->putting(s, p);
}

static struct str keep(struct store *s, struct str text)
{
    struct str kept = arena_str(&s->pending->bytes, text);
    CHECK(kept.p);
    return kept;
}

void batch_free(struct batch *b)
{
    if (!b)
        return;
    arena_free(&b->bytes);
    vec_free(&b->puts);
    mem_free(b);
}

void batches_free(struct batch *first)
{
    while (first) {
        struct batch *next = first->next;
        batch_free(first);
        first = next;
    }
}

uint32_t put_room_of(const struct put *p)
{
    switch (p->kind) {
    case PUT_ROOM:
        return p->room.id;
    case PUT_RECORD:
        return p->record.room;
    case PUT_TEXT:
        return p->text.room;
    case PUT_FORGET:
        return p->forget.room;
    case PUT_KEY:
        return p->key.room;
    case PUT_SNAPSHOT:
        return p->snapshot.room;
    case PUT_DELETE:
        return p->delete.gone.room;
    case PUT_RELEASE:
        return p->release;
    default:
        return 0;
    }
}

uint64_t store_steady_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void store_wake(const struct store *s)
{
    if (s->waker.wake)
        s->waker.wake(s->waker.ctx);
}

void store_set_waker(struct store *s, struct store_waker w)
{
    s->waker = w;
}

enum store_answer store_find(struct store *s, struct store_sought sought, struct store_room *out)
{
    return s->ops->find(s, sought, out);
}

enum store_answer store_reserve(struct store *s, uint32_t code, uint32_t *id)
{
    return s->ops->reserve(s, code, id);
}

// ---- those that are kept in memory alone

static struct store *store_of(struct store *s, uint32_t room)
{
    for (int i = 0; room >= STORE_PASSING && i < STORE_PASSING_MAX; i++)
        if (s->passing[i].room == room)
            return s->passing[i].store;
    return s;
}

static void close_one(struct store *s)
{
    batch_free(s->pending);
    s->ops->close(s);
}

static bool begin_passing(struct store *s, struct store *beside, uint32_t *id)
{
    for (int i = 0; i < STORE_PASSING_MAX; i++) {
        if (s->passing[i].room != 0)
            continue;
        *id = s->passing[i].room = STORE_PASSING + s->passed++ % STORE_PASSING;
        s->passing[i].store = beside;
        return true;
    }
    return false;
}

enum store_answer store_pass(struct store *s, uint32_t code, struct store *beside, uint32_t *id)
{
    struct store_room found;
    enum store_answer answer = s->ops->find(s, (struct store_sought){.code = code}, &found);
    if (answer == STORE_NO && begin_passing(s, beside, id))
        return STORE_YES;
    close_one(beside);
    return answer == STORE_YES ? STORE_NO : answer;
}

static bool end_passing(struct store *s, uint32_t room)
{
    for (int i = 0; room >= STORE_PASSING && i < STORE_PASSING_MAX; i++) {
        if (s->passing[i].room != room)
            continue;
        close_one(s->passing[i].store);
        s->passing[i].room = 0;
        return true;
    }
    return false;
}

enum store_answer store_take(struct store *s, uint32_t code, struct store_taken *out)
{
    return s->ops->take(s, code, out);
}

void store_release(struct store *s, uint32_t room)
{
    if (s->ops->release && store_of(s, room) == s)
        s->ops->release(s, room);
}

void store_put_room(struct store *s, const struct store_room *room)
{
    s = store_of(s, room->id);
    struct put *p = batch_put(s, PUT_ROOM);
    p->room = *room;
    p->room.once = keep(s, room->once);
    p->room.look = keep(s, room->look);
    p->room.title = keep(s, room->title);
    put_done(s, p);
}

void store_put_key(struct store *s, const unsigned char *key, uint32_t room)
{
    s = store_of(s, room);
    struct put *p = batch_put(s, PUT_KEY);
    memcpy(p->key.digest, key, sizeof p->key.digest);
    p->key.room = room;
    put_done(s, p);
}

void store_append(struct store *s, const struct store_record *record)
{
    s = store_of(s, record->room);
    struct put *p = batch_put(s, PUT_RECORD);
    p->record = *record;
    p->record.body = keep(s, record->body);
    s->pending->records++;
    put_done(s, p);
}

void store_put_text(struct store *s, const struct store_text *text)
{
    s = store_of(s, text->room);
    struct put *p = batch_put(s, PUT_TEXT);
    p->text = *text;
    p->text.field = keep(s, text->field);
    p->text.text = keep(s, text->text);
    put_done(s, p);
}

void store_pii_delete(struct store *s, uint32_t room, uint32_t person)
{
    s = store_of(s, room);
    struct put *p = batch_put(s, PUT_FORGET);
    p->forget.room = room;
    p->forget.person = person;
    put_done(s, p);
}

void store_put_scenario(struct store *s, const struct store_scenario *scenario)
{
    struct put *p = batch_put(s, PUT_SCENARIO);
    p->scenario = *scenario;
    p->scenario.text = keep(s, scenario->text);
    put_done(s, p);
}

void store_put_snapshot(struct store *s, const struct store_snapshot *snapshot)
{
    struct put *p = batch_put(s, PUT_SNAPSHOT);
    p->snapshot = *snapshot;
    p->snapshot.bytes = keep(s, snapshot->bytes);
    put_done(s, p);
}

void store_delete(struct store *s, const struct store_gone *gone)
{
    if (end_passing(s, gone->room))
        return;
    struct put *p = batch_put(s, PUT_DELETE);
    p->delete.gone = *gone;
    p->delete.gone.why = keep(s, gone->why);
    put_done(s, p);
}

void store_put_entry(struct store *s, const struct store_entry *entry)
{
    struct put *p = batch_put(s, PUT_ENTRY);
    p->entry = *entry;
    p->entry.kind = keep(s, entry->kind);
    p->entry.who = keep(s, entry->who);
    p->entry.what = keep(s, entry->what);
    put_done(s, p);
}

void store_put_number(struct store *s, const char *name, uint64_t n)
{
    struct put *p = batch_put(s, PUT_META);
    p->meta.name = name;
    p->meta.value = (int64_t)n;
}

void store_put_release(struct store *s, uint32_t room)
{
    struct put *p = batch_put(s, PUT_RELEASE);
    p->release = room;
    put_done(s, p);
}

static uint64_t flush_one(struct store *s)
{
    if (s->pending && s->ops->flushing)
        s->ops->flushing(s);
    struct batch *b = s->pending;
    if (!b)
        return 0;
    s->pending = NULL;
    b->id = ++s->flushed;
    s->ops->flush(s, b);
    return s->flushed;
}

uint64_t store_flush(struct store *s)
{
    for (int i = 0; i < STORE_PASSING_MAX; i++)
        if (s->passing[i].room != 0)
            flush_one(s->passing[i].store);
    return flush_one(s);
}

enum store_status store_done(struct store *s, uint64_t *batch, const char **why)
{
    return s->ops->done(s, batch, why);
}

void store_refused(struct store *s, void (*each)(void *ctx, uint32_t room), void *ctx)
{
    if (s->ops->refused)
        s->ops->refused(s, each, ctx);
}

uint64_t store_waits(struct store *s)
{
    return s->ops->waits ? s->ops->waits(s) : 0;
}

bool store_is_shared(const struct store *s)
{
    return s->shared;
}

bool store_is_replaced(struct store *s)
{
    return s->shared && s->ops->replaced(s);
}

void store_say(struct store *s, uint32_t rooms, uint32_t connections)
{
    if (s->shared)
        s->ops->say(s, rooms, connections);
}

void store_nodes(struct store *s, store_each_node *each, void *ctx)
{
    if (s->shared)
        s->ops->nodes(s, each, ctx);
}

uint64_t store_cut(struct store *s, bool *standby)
{
    *standby = false;
    return s->shared ? s->ops->cut(s, standby) : 0;
}

bool store_rooms_about(struct store *s, uint64_t *n)
{
    return s->shared ? s->ops->about(s, n) : store_rooms_count(s, n) == STORE_YES;
}

enum store_answer store_rooms(struct store *s, store_each_room *each, void *ctx)
{
    return s->ops->rooms(s, each, ctx);
}

enum store_answer store_rooms_below(struct store *s, uint32_t below, store_each_room *each,
                                    void *ctx)
{
    return s->ops->below(s, below ? below : UINT32_MAX, each, ctx);
}

enum store_answer store_rooms_due(struct store *s, uint64_t now_ms, uint32_t days,
                                  store_each_room *each, void *ctx)
{
    return s->ops->due(s, now_ms, days, each, ctx);
}

enum store_answer store_rooms_count(struct store *s, uint64_t *n)
{
    *n = 0;
    return s->ops->count(s, n);
}

enum store_answer store_gone(struct store *s, store_each_gone *each, void *ctx)
{
    return s->ops->gone(s, each, ctx);
}

enum store_answer store_entries(struct store *s, store_each_entry *each, void *ctx)
{
    return s->ops->entries(s, each, ctx);
}

enum store_answer store_number(struct store *s, const char *name, uint64_t *n)
{
    *n = 0;
    return s->ops->number(s, name, n);
}

enum store_answer store_read(struct store *s, uint32_t room, uint64_t from, store_each_record *each,
                             void *ctx)
{
    s = store_of(s, room);
    return s->ops->records(s, room, from, each, ctx);
}

enum store_answer store_texts(struct store *s, uint32_t room, size_t *place, store_each_text *each,
                              void *ctx)
{
    s = store_of(s, room);
    return s->ops->texts(s, room, place, each, ctx);
}

enum store_answer store_texts_after(struct store *s, uint32_t room, uint64_t seq, size_t *place)
{
    s = store_of(s, room);
    return s->ops->texts_after(s, room, seq, place);
}

enum store_answer store_snapshot(struct store *s, uint32_t room, struct store_snapshot *out)
{
    s = store_of(s, room);
    return s->ops->snapshot(s, room, out);
}

enum store_answer store_keys(struct store *s, uint32_t room, store_each_key *each, void *ctx)
{
    s = store_of(s, room);
    return s->ops->keys(s, room, each, ctx);
}

enum store_answer store_scenario(struct store *s, const unsigned char *hash, struct str *text)
{
    return s->ops->scenario(s, hash, text);
}

bool store_is_old(const struct store *s)
{
    return s->old;
}

void store_renewed(struct store *s)
{
    store_put_number(s, "format", STORE_FORMAT);
    s->old = false;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (int i = 0; i < STORE_PASSING_MAX; i++)
        end_passing(s, s->passing[i].room);
    close_one(s);
}

uint32_t store_generation(const struct store *s)
{
    return s->generation;
}
