// The store as the simulation wants it: batches wait for a time, and a crash finds some of them
// written and some not. All answers come late, a commit is doubted for a while, and rooms are taken
// by another server, which gives them back. The host is held to the interface: it reads and writes
// nothing of a room that it has not got. What is written lives in a memory store that outlives the
// server.
#include "sim.h"

#include <string.h>

enum { NUMBERS_MAX = 4096 };

struct fake {
    struct store base;
    VEC(struct batch *) waiting;
    uint64_t written, durable; // batches; the second: as far as anybody was told
    uint64_t doubt_until;      // written, and nobody knows
    uint64_t moved;            // when something was last written, or came to an idle writer
    bool failed;
};

// Of a room, by its number. Another server may hold it; what was put for it here is not written.
static struct {
    uint64_t until;   // the other server holds it until then
    uint64_t refused; // of the last batch in which nothing of it is written; UINT64_MAX: not told
    uint64_t left;    // with this batch the host let go of it
    bool had;         // by the host
    bool handed;      // whoever had it let it go in order
} rooms[NUMBERS_MAX];

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

static bool is_refused(const struct batch *b, const struct put *p)
{
    uint32_t room = put_room_of(p);
    CHECK(room < NUMBERS_MAX);
    return room && b->id <= rooms[room].refused;
}

static void drop_refused(struct batch *b)
{
    size_t kept = 0;
    for (size_t i = 0; b && i < b->puts.n; i++) {
        if (!is_refused(b, &b->puts.p[i])) {
            b->puts.p[kept++] = b->puts.p[i];
        }
    }
    if (b) {
        b->puts.n = kept;
    }
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
    case PUT_KEY:
        store_put_key(inside, p->key.digest, p->key.room);
        break;
    case PUT_SNAPSHOT:
        store_put_snapshot(inside, &p->snapshot);
        break;
    case PUT_DELETE:
        store_delete(inside, &p->delete.gone);
        break;
    case PUT_ENTRY:
        store_put_entry(inside, &p->entry);
        break;
    case PUT_META:
        store_put_number(inside, p->meta.name, (uint64_t)p->meta.value);
        break;
    case PUT_RUN:
    case PUT_RELEASE:
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
    f->written = MAX(f->written, b->id);
    f->moved = sim.now;
    drop_refused(b);
    write_batch(b);
}

static void wake(uint64_t of_life, uint64_t unused)
{
    UNUSED(unused);
    if (of_life != life || !alive) {
        return;
    }
    if (sim.now >= alive->doubt_until) {
        alive->durable = MAX(alive->durable, alive->written);
    }
    store_wake(&alive->base);
}

// Another server takes a room of the next batch.
static void lose_room(const struct fake *f)
{
    const struct batch *b = f->waiting.p[0];
    uint32_t room = put_room_of(&b->puts.p[below((int)b->puts.n)]);
    if (!room || !rooms[room].had || rooms[room].refused == UINT64_MAX) {
        return;
    }
    sim_say("another server takes room %u", room);
    rooms[room].refused = UINT64_MAX;
    rooms[room].until = sim.now + about(3000);
    rooms[room].handed = true;
    sim.refused++;
}

static void take_elsewhere(uint64_t room, uint64_t unused)
{
    UNUSED(unused);
    if (sim.calm || !alive || rooms[room].had || alive->written < rooms[room].left) {
        return;
    }
    sim_say("another server takes room %d, which was let go", (int)room);
    rooms[room].until = sim.now + about(3000);
    sim.moved++;
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
        wake(life, 0);
        return;
    }
    if (!sim.calm && chance(sim.faults.refuses)) {
        lose_room(alive);
    }
    write_first(alive);
    if (!sim.calm && sim.now >= alive->doubt_until && chance(sim.faults.doubts)) {
        sim_say("a commit is in doubt");
        alive->doubt_until = sim.now + about(2000);
        at(alive->doubt_until, wake, life, 0);
    }
    wake(life, 0);
}

static void fake_putting(struct store *s, struct put *p)
{
    uint32_t room = put_room_of(p);
    UNUSED(s);
    CHECK(room < NUMBERS_MAX);
    if (room && !rooms[room].had) {
        sim_fail("something is written of room %u, which is not had", room);
    }
    if (p->kind == PUT_DELETE) {
        rooms[room].had = false;
    }
}

static void fake_flush(struct store *s, struct batch *b)
{
    struct fake *f = (struct fake *)s;
    if (!f->waiting.n) {
        f->moved = sim.now;
    }
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

static void fake_refused(struct store *s, void (*each)(void *ctx, uint32_t room), void *ctx)
{
    for (uint32_t room = 1; room < NUMBERS_MAX; room++) {
        if (rooms[room].refused != UINT64_MAX) {
            continue;
        }
        if (s->pending) {
            s->pending->id = s->flushed + 1;
        }
        drop_refused(s->pending);
        rooms[room].refused = s->flushed;
        rooms[room].had = false;
        each(ctx, room);
    }
}

// An answer that is not there yet comes with a wake.
static bool is_late(void)
{
    bool late = !sim.calm && chance(sim.faults.late);
    if (late) {
        at(sim.now + (uint64_t)below(400), wake, life, 0);
    }
    return late;
}

static enum store_answer fake_find(struct store *s, struct store_sought sought,
                                   struct store_room *out)
{
    UNUSED(s);
    return is_late() ? STORE_LATER : store_find(inside, sought, out);
}

static enum store_answer fake_reserve(struct store *s, uint32_t code, uint32_t *id)
{
    UNUSED(s);
    enum store_answer answer = is_late() ? STORE_LATER : store_reserve(inside, code, id);
    if (answer == STORE_YES) {
        rooms[*id].had = true;
    }
    return answer;
}

static enum store_answer fake_take(struct store *s, uint32_t code, struct store_taken *out)
{
    UNUSED(s);
    if (is_late()) {
        return STORE_LATER;
    }
    enum store_answer answer = store_take(inside, code, out);
    uint32_t room = answer == STORE_YES ? out->room.id : 0;
    if (sim.now < rooms[room].until) {
        return STORE_ELSEWHERE;
    }
    if (room && rooms[room].had) {
        sim_fail("room %u is taken twice", room);
    }
    if (room) {
        out->handed = rooms[room].handed;
        rooms[room].handed = false;
        rooms[room].had = true;
        sim_say("room %u is taken", room);
        oracle_taken(room);
    }
    return answer;
}

static void fake_release(struct store *s, uint32_t room)
{
    if (!rooms[room].had) {
        sim_fail("room %u is let go of, and not had", room);
    }
    rooms[room].had = false;
    rooms[room].handed = true;
    rooms[room].left = s->flushed + (s->pending != NULL);
    sim.released++;
    if (!sim.calm && chance(20 * sim.faults.refuses)) {
        at(sim.now + (uint64_t)below(2000), take_elsewhere, room, 0);
    }
}

uint64_t disk_waits(void)
{
    return alive && alive->waiting.n ? sim.now - alive->moved : 0;
}

static uint64_t fake_waits(struct store *s)
{
    UNUSED(s);
    return disk_waits();
}

// What is read is the host's, and comes when it comes.
static bool is_read_late(uint32_t room)
{
    if (room && !rooms[room].had) {
        sim_fail("room %u is read, and not had", room);
    }
    bool late = is_late();
    sim.late_reads += late;
    return late;
}

static enum store_answer fake_rooms(struct store *s, store_each_room *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_rooms(inside, each, ctx);
}

static enum store_answer fake_below(struct store *s, uint32_t below, store_each_room *each,
                                    void *ctx)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_rooms_below(inside, below, each, ctx);
}

static enum store_answer fake_due(struct store *s, uint64_t now_ms, uint32_t days,
                                  store_each_room *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_rooms_due(inside, now_ms, days, each, ctx);
}

static enum store_answer fake_gone(struct store *s, store_each_gone *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_gone(inside, each, ctx);
}

static enum store_answer fake_entries(struct store *s, store_each_entry *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_entries(inside, each, ctx);
}

static enum store_answer fake_number(struct store *s, const char *name, uint64_t *n)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_number(inside, name, n);
}

static enum store_answer fake_count(struct store *s, uint64_t *n)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_rooms_count(inside, n);
}

static enum store_answer fake_records(struct store *s, uint32_t room, uint64_t from,
                                      store_each_record *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(room) ? STORE_LATER : store_read(inside, room, from, each, ctx);
}

static enum store_answer fake_texts(struct store *s, uint32_t room, size_t *place,
                                    store_each_text *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(room) ? STORE_LATER : store_texts(inside, room, place, each, ctx);
}

static enum store_answer fake_texts_after(struct store *s, uint32_t room, uint64_t seq,
                                          size_t *place)
{
    UNUSED(s);
    return is_read_late(room) ? STORE_LATER : store_texts_after(inside, room, seq, place);
}

static enum store_answer fake_snapshot(struct store *s, uint32_t room, struct store_snapshot *out)
{
    UNUSED(s);
    return is_read_late(room) ? STORE_LATER : store_snapshot(inside, room, out);
}

static enum store_answer fake_keys(struct store *s, uint32_t room, store_each_key *each, void *ctx)
{
    UNUSED(s);
    return is_read_late(room) ? STORE_LATER : store_keys(inside, room, each, ctx);
}

static enum store_answer fake_scenario(struct store *s, const unsigned char *hash, struct str *text)
{
    UNUSED(s);
    return is_read_late(0) ? STORE_LATER : store_scenario(inside, hash, text);
}

// A store that is closed in order writes what it was given; of one that is not, nobody let go.
static void fake_close(struct store *s)
{
    struct fake *f = (struct fake *)s;
    while (f->waiting.n && !f->failed) {
        write_first(f);
    }
    for (uint32_t room = 0; room < NUMBERS_MAX; room++) {
        rooms[room].handed = rooms[room].handed && rooms[room].left <= f->written;
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
        .putting = fake_putting,
        .flush = fake_flush,
        .done = fake_done,
        .refused = fake_refused,
        .find = fake_find,
        .reserve = fake_reserve,
        .take = fake_take,
        .release = fake_release,
        .waits = fake_waits,
        .rooms = fake_rooms,
        .below = fake_below,
        .due = fake_due,
        .gone = fake_gone,
        .entries = fake_entries,
        .number = fake_number,
        .count = fake_count,
        .records = fake_records,
        .texts = fake_texts,
        .texts_after = fake_texts_after,
        .snapshot = fake_snapshot,
        .keys = fake_keys,
        .scenario = fake_scenario,
        .close = fake_close,
    };
    struct fake *f = mem_alloc(sizeof *f);
    f->base.ops = &ops;
    vec_init(&f->waiting, 1 << 16);
    alive = f;
    for (uint32_t room = 0; room < NUMBERS_MAX; room++) { // of a life that is over
        rooms[room].refused = rooms[room].left = 0;
        rooms[room].had = false;
    }
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
    memset(rooms, 0, sizeof rooms);
}
