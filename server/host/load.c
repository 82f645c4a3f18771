// Rooms that are not in memory: found by their code or by who may enter, read from their log a page
// a turn, and given to whoever waits for them. One that cannot be read concerns nobody else.
#include "host/load.h"

#include <string.h>

#include "base/log.h"
#include "host/answers.h"
#include "host/chain.h"
#include "host/frame.h"
#include "host/host.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/scenarios.h"
#include "host/sessions.h"
#include "host/snapshots.h"
#include "host/state.h"
#include "host/texts.h"

enum { TURN_RECORDS = 512, REFUSED_MAX = 4096, FAULT_BYTES = 2048 };
enum { RENEWED_AT_ONCE = 256 }; // rooms a batch
enum {
    CODES_MAX = 1 << 20,
    READY_MAX = 1 << 25, // a turn ends loading 512 rooms at most, for 65,536 each
};

struct loads {
    struct map64 refused;          // why a room could not be loaded, by its code
    VEC(struct loading *) loading; // in the order they were asked for
    struct waiting ready, later;   // sessions whose room is there; that wait for the store
};

struct loading {
    struct host *h;
    uint32_t id, code;
    uint64_t next, last;   // seq of the record to be read next, and of the last one
    bool handed;           // by whoever had it: its clock goes on
    bool untold;           // the store has nothing to tell of it
    uint32_t day;          // that the store says it was last used on
    bool jumps;            // from its first record to what the store kept of it, if anything
    uint64_t held;         // seq of the record that this is of: its hash is to be the log's; or 0
    bool stale;            // it is not
    struct hroom *r;       // NULL until its first record was read
    bool waits;            // for the store, which wakes
    const char *no;        // the refusal, when it cannot be loaded
    struct texts texts;    // private ones, of the page at hand
    size_t text_place;     // where those of the next begin
    uint64_t left;         // records of the page at hand
    VEC(uint32_t) waiting; // sessions
};

static bool fail(struct loading *l, uint64_t seq, const char *why)
{
    log_error("room_unreadable", log_i("room", l->id), log_i("record", (int64_t)seq),
              log_s("why", why));
    l->no = UNREADABLE_ROOM;
    return false;
}

// Who proves a still host's rooms waits on the spot.
static void wait_for_store(struct loading *l)
{
    l->waits = !l->h->limits.still;
}

// ---- one record

// The first record says what the room was made from.
static bool begin(struct loading *l, const struct act_record *record)
{
    char id[80];
    const struct scenario *sc;
    if (record->act.type != ACT_CREATED)
        return fail(l, l->next, "it does not begin with the room's making");
    if (!rules(VAL(&record->act, CREATED, RULES).i))
        return fail(l, l->next, "a newer version of Tablée made the workshop");
    switch (scenario_of(l->h, &record->act, &sc)) {
    case STORE_YES:
        l->r = hroom_make(l->h, l->id, l->code, sc, record->act.t_ms);
        return true;
    case STORE_LATER:
        wait_for_store(l);
        return false;
    case STORE_UNREADABLE:
        return fail(l, l->next, "its scenario cannot be read");
    default:
        break;
    }
    snprintf(id, sizeof id, STR_FMT, STR_ARG(VAL(&record->act, CREATED, SCENARIO).s));
    log_warn("scenario_missing", log_i("room", l->id), log_s("scenario", id));
    l->no = NO_SCENARIO;
    return false;
}

static void remember(struct host *h, struct hroom *r, const struct act_record *record)
{
    int by = act_asked_by(&record->act);
    if (!record->command.n || !by)
        return; // what made a room or a person is known by its own mark
    struct wire_in in = {.type = WIRE_DO, .id = record->command};
    struct frame *f = answer_ok(h, &in, &record->act, record->seq);
    answer_keep(r, by, record->command, record->seq, f);
    frame_unref(f);
}

// The record that a snapshot is of.
static bool meet(struct loading *l, const struct store_record *s)
{
    l->held = 0;
    l->stale = memcmp(l->r->hash, s->hash, sizeof s->hash) != 0;
    l->next++;
    return --l->left > 0 && !l->stale;
}

static bool load_record(struct loading *l, const struct store_record *s,
                        const struct act_record *record)
{
    if (!l->r && !begin(l, record))
        return false;
    struct hroom *r = l->r;
    secret_chain(r->hash, s->body, r->hash);
    if (record->seq != s->seq || memcmp(r->hash, s->hash, sizeof r->hash) != 0)
        return fail(l, s->seq, "the chain is broken");
    if (!room_can_apply(r->room, &record->act))
        return fail(l, s->seq, "it does not follow from what came before");
    r->seq = s->seq;
    room_apply(r->room, &record->act, record->seq);
    hroom_logged(l->h, r, record, false);
    remember(l->h, r, record);
    l->next++;
    return --l->left > 0;
}

static bool load_one(void *ctx, const struct store_record *s)
{
    struct loading *l = ctx;
    if (s->seq == l->held)
        return meet(l, s);
    struct act_opener opener = texts_opener(&l->texts, s->room, s->seq);
    struct act_record record;
    struct buf fault;
    arena_reset(&l->h->scratch);
    buf_init(&fault, FAULT_BYTES);
    bool good = act_record_read(s->body, &l->h->scratch, &opener, &record, &fault);
    if (!good)
        fail(l, s->seq, buf_cstr(&fault));
    buf_free(&fault);
    return good && load_record(l, s, &record);
}

// All of the log, from its first record.
static void start_over(struct loading *l)
{
    hroom_drop(l->h, l->r);
    l->r = NULL;
    l->next = 1;
    l->text_place = 0;
    l->held = 0;
    l->stale = false;
}

// What the store kept of it, for the records up to there; else they are read.
static void jump(struct loading *l)
{
    struct store_snapshot s;
    struct store *store = l->h->store;
    enum store_answer kept = store_snapshot(store, l->id, &s), texts = STORE_YES;
    l->jumps = kept == STORE_LATER;
    if (l->jumps)
        wait_for_store(l);
    if (kept != STORE_YES || s.seq < l->next || s.seq > l->last)
        return;
    bool restored = snapshot_restore(l->h, l->r, &s);
    if (restored)
        texts = store_texts_after(store, l->id, s.seq, &l->text_place);
    if (restored && texts == STORE_YES) {
        l->next = l->held = s.seq;
        return;
    }
    start_over(l);
    l->jumps = restored && texts == STORE_LATER;
    if (l->jumps)
        wait_for_store(l);
}

static void page_end(struct loading *l, enum store_answer read, uint64_t from)
{
    uint64_t batch;
    const char *why;
    if (l->no || l->waits || read == STORE_LATER || l->next > l->last)
        return;
    store_done(l->h->store, &batch, &why);
    if (l->texts.full)
        fail(l, l->next, "its texts do not fit in memory");
    else if (read != STORE_YES)
        fail(l, l->next, why);
    else if (l->next == from)
        fail(l, l->next, "it is missing");
}

// How many records were read.
static uint64_t load_page(struct loading *l, uint64_t most)
{
    uint64_t from = l->next, count = l->jumps ? 1 : most;
    size_t place = l->text_place;
    l->left = count;
    enum store_answer read =
        texts_load_page(&l->texts, l->h->store, l->id, &l->text_place, l->next + count);
    if (read == STORE_YES)
        read = store_read(l->h->store, l->id, l->next, load_one, l);
    if (read == STORE_LATER)
        wait_for_store(l);
    if (l->next == from)
        l->text_place = place; // they are read again with it
    if (l->stale)
        start_over(l);
    else
        page_end(l, read, from);
    return count - l->left;
}

static uint64_t load_some(struct loading *l, uint64_t most)
{
    uint64_t read = 0;
    if (!l->jumps || !l->r)
        read = load_page(l, most);
    if (l->jumps && l->r && !l->no && !l->waits)
        jump(l);
    return read;
}

// ---- the end of loading

// The hour stood still while nobody served it: a facilitator starts the clock again.
static void wake_up(struct loading *l, uint64_t now_ms)
{
    struct host *h = l->h;
    struct hroom *r = l->r;
    r->loaded = r->seq;
    room_settle(r->room);
    for (int p = 1; p <= room_people(r->room); p++)
        r->seats.p[p].gone_ms = r->seats.p[p].on ? now_ms : 0;
    hroom_enter(h, r);
    r->day = l->day;
    hroom_told(r);
    if (h->limits.still)
        return;
    if (l->untold)
        hroom_tell(h, r);
    hroom_kept(h, r, now_ms);
    if (l->handed || !room_clock_runs(r->room))
        return;
    struct act a = act_system(ACT_PAUSE, now_ms);
    VAL(&a, PAUSE, WHY) = val_int(WHY_RESTART);
    arena_reset(&h->scratch);
    hroom_run(h, r, &a, STR(""));
}

static void loading_free(struct loading *l)
{
    texts_free(&l->texts);
    vec_free(&l->waiting);
    mem_free(l);
}

static void give_up(struct loading *l)
{
    struct host *h = l->h;
    if (l->r)
        hroom_drop(h, l->r);
    store_release(h->store, l->id);
    if (h->loads->refused.n == REFUSED_MAX)
        map64_free(&h->loads->refused);
    map64_put(&h->loads->refused, l->code, (void *)(uintptr_t)l->no);
}

static void ask_for_a_turn(struct host *h)
{
    if (h->sink.wake)
        h->sink.wake(h->sink.ctx);
}

static void finish(struct loading *l, uint64_t now_ms)
{
    struct host *h = l->h;
    for (size_t i = h->loads->loading.n; i-- > 0;)
        if (h->loads->loading.p[i] == l)
            vec_remove(&h->loads->loading, i);
    if (l->no)
        give_up(l);
    else
        wake_up(l, now_ms);
    for (size_t i = 0; i < l->waiting.n; i++)
        CHECK(vec_push(&h->loads->ready, l->waiting.p[i]));
    loading_free(l);
    ask_for_a_turn(h); // downloads wait without a session
}

static struct loading *loading_of(const struct host *h, uint32_t code)
{
    for (size_t i = 0; i < h->loads->loading.n; i++)
        if (h->loads->loading.p[i]->code == code)
            return h->loads->loading.p[i];
    return NULL;
}

bool hroom_is_loading(const struct host *h, uint32_t code)
{
    return loading_of(h, code) != NULL;
}

size_t hrooms_loading(const struct host *h)
{
    return h->loads->loading.n;
}

static struct loading *to_load(const struct host *h)
{
    for (size_t i = 0; i < h->loads->loading.n; i++)
        if (!h->loads->loading.p[i]->waits)
            return h->loads->loading.p[i];
    return NULL;
}

bool hrooms_to_load(const struct host *h)
{
    return to_load(h) != NULL;
}

struct waiting *hrooms_woken(struct host *h)
{
    for (size_t i = 0; i < h->loads->loading.n; i++)
        h->loads->loading.p[i]->waits = false;
    return &h->loads->later;
}

// One after another: who asked first is not kept waiting by who asked last.
struct waiting *hrooms_load(struct host *h, uint64_t now_ms)
{
    uint64_t left = TURN_RECORDS;
    for (struct loading *l; left && (l = to_load(h));) {
        uint64_t read = load_some(l, MIN(left, l->last + 1 - l->next));
        left -= MIN(left, MAX(read, (uint64_t)1));
        if (l->no || (l->r && l->next > l->last))
            finish(l, now_ms);
    }
    return &h->loads->ready;
}

void hrooms_try_again(struct host *h)
{
    map64_free(&h->loads->refused);
}

void hroom_try_again(struct host *h, uint32_t code)
{
    map64_del(&h->loads->refused, code);
}

struct loads *loads_new(void)
{
    struct loads *all = mem_alloc(sizeof *all);
    map64_init(&all->refused, CODES_MAX);
    vec_init(&all->loading, CODES_MAX);
    vec_init(&all->later, CODES_MAX);
    vec_init(&all->ready, READY_MAX);
    return all;
}

void loads_free(struct host *h)
{
    struct loads *all = h->loads;
    for (size_t i = 0; i < all->loading.n; i++) {
        if (all->loading.p[i]->r)
            hroom_drop(h, all->loading.p[i]->r);
        loading_free(all->loading.p[i]);
    }
    vec_free(&all->loading);
    vec_free(&all->later);
    vec_free(&all->ready);
    map64_free(&all->refused);
    mem_free(all);
}

// ---- wanting a room

void session_wait(struct host *h, struct session *c)
{
    if (c && vec_push(&h->loads->later, c->id))
        c->waits = true;
    else if (c)
        out_close(h, c, HOST_CLOSE_LATER, BUSY);
}

bool session_knows(struct host *h, struct session *c, enum store_answer answer)
{
    switch (answer) {
    case STORE_YES:
    case STORE_NO:
        return true;
    case STORE_LATER:
        session_wait(h, c);
        break;
    case STORE_ELSEWHERE: // whoever comes is sent away to try again
        if (c)
            out_close(h, c, HOST_CLOSE_LATER, HELD_ELSEWHERE);
        break;
    case STORE_UNREADABLE:
        host_die_reading(h);
        break;
    }
    return false;
}

int hroom_no_status(const char *no)
{
    return strcmp(no, UNKNOWN_ROOM) == 0                              ? 404
           : strcmp(no, FULL) == 0 || strcmp(no, HELD_ELSEWHERE) == 0 ? 503
                                                                      : 409;
}

static struct loading *begin_loading(struct host *h, const struct store_taken *taken)
{
    struct loading *l = mem_alloc(sizeof *l);
    l->h = h;
    l->id = taken->room.id;
    l->code = taken->room.code;
    l->next = 1;
    l->last = MAX(taken->last, (uint64_t)1); // no record at all is found missing
    l->handed = taken->handed;
    l->untold = taken->room.look.n == 0;
    l->day = taken->room.day;
    l->jumps = !h->limits.still;
    texts_init(&l->texts);
    vec_init(&l->waiting, h->limits.max_comers);
    CHECK(vec_push(&h->loads->loading, l));
    ask_for_a_turn(h); // what asks over HTTP brings none
    return l;
}

static struct loading *take(struct host *h, uint32_t code, struct session *c, const char **no)
{
    struct store_taken taken = {0};
    enum store_answer answer = store_take(h->store, code, &taken);
    h->elsewhere = taken.owner;
    if (answer == STORE_ELSEWHERE && !c)
        *no = HELD_ELSEWHERE;
    else if (answer == STORE_ELSEWHERE && taken.owner)
        out_close(h, c, HOST_CLOSE_NODE, taken.owner);
    else if (session_knows(h, c, answer) && answer == STORE_NO)
        *no = UNKNOWN_ROOM;
    if (answer != STORE_YES)
        return NULL;
    if (h->room_list.n + hrooms_loading(h) < h->limits.max_rooms || hroom_make_place(h))
        return begin_loading(h, &taken);
    store_release(h->store, taken.room.id);
    *no = FULL;
    return NULL;
}

struct hroom *hroom_at(struct host *h, uint32_t code, uint64_t seq)
{
    const char *no;
    struct loading *l = take(h, code, NULL, &no);
    if (l)
        l->last = MIN(l->last, seq);
    while (hrooms_loading(h))
        hrooms_load(h, h->limits.now_ms);
    return l ? map64_get(&h->rooms, code) : NULL;
}

struct hroom *hroom_want(struct host *h, struct str text, struct session *c, const char **no)
{
    uint32_t code = code_parse(text);
    struct hroom *r = map64_get(&h->rooms, code);
    *no = NULL;
    if (r)
        return r;
    struct loading *l = loading_of(h, code);
    if (!l) {
        *no = code ? map64_get(&h->loads->refused, code) : UNKNOWN_ROOM;
        l = *no ? NULL : take(h, code, c, no);
    }
    if (l && c && vec_push(&l->waiting, c->id))
        c->waits = true;
    else if (l && c)
        *no = FULL;
    return NULL;
}

struct hroom *hroom_want_key(struct host *h, struct str text, struct str token, const char *wrong,
                             struct session *c, const char **no)
{
    unsigned char digest[DIGEST_BYTES];
    struct store_room found = {0};
    struct hroom *r = hroom_in_memory(h, text);
    uint32_t code = code_parse(text);
    *no = NULL;
    if (r)
        return r;
    secret_digest(token, digest);
    enum store_answer answer = store_find(h->store, (struct store_sought){.key = digest}, &found);
    if (answer == STORE_YES && found.code == code)
        return hroom_want(h, text, c, no);
    if (answer == STORE_YES || answer == STORE_NO)
        answer = store_find(h->store, (struct store_sought){.code = code}, &found);
    if (session_knows(h, c, answer))
        *no = answer == STORE_YES ? wrong : UNKNOWN_ROOM;
    return NULL;
}

// ---- a store of before rooms were found without reading all of them

struct renewal {
    struct host *h;
    VEC(struct store_room) rooms;
    size_t at;
    struct buf fault;
};

static bool list_room(void *ctx, const struct store_room *room)
{
    struct renewal *rn = ctx;
    struct store_room kept = *room;
    kept.once = kept.look = kept.title = STR(""); // views
    return vec_push(&rn->rooms, kept);
}

static bool renew_record(void *ctx, const struct store_record *s)
{
    struct renewal *rn = ctx;
    struct act_record record;
    if (s->seq > 1 && !memmem(s->body.p, s->body.n, "\"cred\"", 6))
        return true;
    arena_reset(&rn->h->scratch);
    buf_reset(&rn->fault);
    if (!act_record_read(s->body, &rn->h->scratch, NULL, &record, &rn->fault))
        return false; // loading will say so
    if (record.act.type == ACT_CREATED) {
        struct store_room room = rn->rooms.p[rn->at];
        room.once = record.command;
        store_put_room(rn->h->store, &room);
    } else if (record.act.type == ACT_CRED) {
        const struct str key = VAL(&record.act, CRED, HASH).s;
        store_put_key(rn->h->store, (const unsigned char *)key.p, s->room);
    }
    return true;
}

void hrooms_renew(struct host *h)
{
    struct renewal rn = {.h = h};
    vec_init(&rn.rooms, 1 << 24);
    buf_init(&rn.fault, FAULT_BYTES);
    store_rooms(h->store, list_room, &rn);
    for (; rn.at < rn.rooms.n; rn.at++) {
        store_read(h->store, rn.rooms.p[rn.at].id, 1, renew_record, &rn);
        if (rn.at % RENEWED_AT_ONCE == 0)
            store_flush(h->store);
    }
    store_renewed(h->store);
    log_info("renewed", log_i("rooms", (int64_t)rn.rooms.n));
    vec_free(&rn.rooms);
    buf_free(&rn.fault);
}
