// The store's writer as the simulation wants it: batches wait for a time, and a crash finds some of
// them written and some not. What is written lives in a memory store that outlives the server.
#include "sim.h"

struct fake {
    struct store base;
    VEC(struct batch *) waiting;
    uint64_t durable;
    bool failed;
};

static struct store *inside;
static struct fake *alive; // of this life of the server
static uint64_t life, last_commit;
static struct batch *cached; // of a disk that lies about its cache

struct store *disk_inside(void)
{
    return inside;
}

static struct store_text altered(const struct store_text *t)
{
    struct store_text out = *t;
    if (sim.broken == BROKEN_ALTERED && out.text.n) {
        out.text.n--;
    }
    return out;
}

static void put(const struct put *p)
{
    struct store_text text;
    switch (p->kind) {
    case PUT_ROOM:
        store_put_room(inside, &p->room);
        break;
    case PUT_RECORD:
        store_append(inside, &p->record);
        break;
    case PUT_TEXT:
        text = altered(&p->text);
        store_put_text(inside, &text);
        break;
    case PUT_SCENARIO:
        store_put_scenario(inside, &p->scenario);
        break;
    case PUT_FORGET:
        store_pii_delete(inside, p->forget.room, p->forget.person);
        break;
    }
}

static void put_all(struct batch *b)
{
    for (size_t i = 0; b && i < b->puts.n; i++) {
        put(&b->puts.p[i]);
    }
    store_flush(inside);
    batch_free(b);
}

// The texts of a record stand behind it.
static void tell_oracle(const struct batch *b)
{
    for (size_t i = 0; i < b->puts.n; i++) {
        if (b->puts.p[i].kind == PUT_ROOM) {
            oracle_room(&b->puts.p[i].room);
        } else if (b->puts.p[i].kind == PUT_TEXT) {
            oracle_text(&b->puts.p[i].text);
        }
    }
    for (size_t i = 0; i < b->puts.n; i++) {
        if (b->puts.p[i].kind == PUT_RECORD) {
            oracle_record(&b->puts.p[i].record);
        }
    }
}

static void write_batch(struct batch *b)
{
    tell_oracle(b);
    if (sim.broken == BROKEN_FORGETFUL) {
        put_all(cached);
        cached = b;
    } else {
        put_all(b);
    }
}

static void write_first(struct fake *f)
{
    struct batch *b = f->waiting.p[0];
    vec_remove(&f->waiting, 0);
    f->durable = MAX(f->durable, b->id);
    write_batch(b);
}

static void commit(uint64_t of_life, uint64_t unused)
{
    UNUSED(unused);
    if (of_life != life || !alive || !alive->waiting.n) {
        return;
    }
    if (!sim.calm && chance(sim.faults.commit_fails)) {
        sim_say("the disk fails");
        alive->failed = true;
    } else {
        write_first(alive);
    }
    store_wake(&alive->base);
}

static void fake_flush(struct store *s, struct batch *b)
{
    struct fake *f = (struct fake *)s;
    CHECK(vec_push(&f->waiting, b));
    uint64_t takes = sim.faults.commit_ms ? about(sim.faults.commit_ms) : 0;
    if (!sim.calm && chance(sim.faults.commit_slow)) {
        takes += 3000;
    }
    last_commit = MAX(last_commit, sim.now + takes);
    at(last_commit, commit, life, 0);
    if (sim.broken == BROKEN_EARLY) {
        f->durable = b->id;
    }
}

static enum store_status fake_done(struct store *s, uint64_t *batch, const char **why)
{
    struct fake *f = (struct fake *)s;
    *batch = f->durable;
    *why = "the disk was told to fail";
    return f->failed ? STORE_FAILED : STORE_OK;
}

static bool fake_rooms(struct store *s, store_each_room *each, void *ctx)
{
    UNUSED(s);
    return store_rooms(inside, each, ctx);
}

static bool fake_records(struct store *s, uint32_t room, uint64_t from, store_each_record *each,
                         void *ctx)
{
    UNUSED(s);
    return room ? store_read(inside, room, from, each, ctx) : store_read_all(inside, each, ctx);
}

static bool fake_texts(struct store *s, uint32_t room, size_t *place, store_each_text *each,
                       void *ctx)
{
    UNUSED(s);
    return store_texts_from(inside, room, place, each, ctx);
}

static bool fake_scenarios(struct store *s, store_each_scenario *each, void *ctx)
{
    UNUSED(s);
    return store_scenarios(inside, each, ctx);
}

// A store that is closed in order writes what it was given.
static void fake_close(struct store *s)
{
    struct fake *f = (struct fake *)s;
    while (f->waiting.n && !f->failed) {
        write_first(f);
    }
    for (size_t i = 0; i < f->waiting.n; i++) {
        batch_free(f->waiting.p[i]);
    }
    vec_free(&f->waiting);
    mem_free(f);
    alive = NULL;
    life++;
}

struct store *disk_open(void)
{
    static const struct store_ops ops = {
        .flush = fake_flush,
        .done = fake_done,
        .rooms = fake_rooms,
        .records = fake_records,
        .texts = fake_texts,
        .scenarios = fake_scenarios,
        .close = fake_close,
    };
    struct fake *f = mem_alloc(sizeof *f);
    f->base.ops = &ops;
    places_init(&f->base.records, 0);
    places_init(&f->base.texts, 0);
    vec_init(&f->waiting, 1 << 16);
    alive = f;
    return &f->base;
}

void disk_crash(void)
{
    while (alive && alive->waiting.n && !alive->failed && chance(400)) {
        sim_say("a batch was written, and nobody was told");
        write_first(alive);
    }
    batch_free(cached);
    cached = NULL;
    if (alive) {
        alive->failed = true; // whatever is left is lost when the store is closed
    }
}

bool disk_is_idle(void)
{
    return !alive || !alive->waiting.n;
}

void disk_reset(void)
{
    batch_free(cached);
    cached = NULL;
    store_close(inside);
    inside = store_memory();
    life++;
    last_commit = 0;
}
