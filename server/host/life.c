#include "host/life.h"

#include "base/log.h"
#include "base/vec.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/register.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/scenarios.h"
#include "host/sessions.h"
#include "host/state.h"
#include "host/tape.h"

// A room of an hour has some ten thousand rows, and the loop waits for none of them; the writer
// does, and with it whoever waits for a commit.
enum { ROOMS_A_TURN = 4, LOOK_MS = 3600000, AGAIN_MS = 1000 };

struct life {
    uint64_t next_ms, found;     // when it looks, and what it found since it began to
    uint64_t deleted[LIFE_WHYS]; // ever
};

struct life *life_new(void)
{
    return mem_alloc(sizeof(struct life));
}

void life_free(struct life *l)
{
    mem_free(l);
}

static const char *const whys[LIFE_WHYS] = {"asked", "kept", "host", "purge"};

// ---- one room

static void part(struct host *h, uint32_t conn)
{
    if (!map64_get(&h->sessions, conn))
        return;
    h->sink.close(h->sink.ctx, conn, HOST_CLOSE_EPOCH, ROOM_GONE);
    host_closed(h, conn, 0);
}

static void empty(struct host *h, struct hroom *r)
{
    out_refuse(h, r->id, part);
    while (r->sessions.n)
        part(h, r->sessions.p[0]->id);
    hroom_drop(h, r);
}

// Nothing is written of a room that is somebody else's.
static enum store_answer have(struct host *h, uint32_t code, struct store_taken *taken)
{
    if (hroom_is_loading(h, code))
        return STORE_LATER;
    *taken = (struct store_taken){0};
    enum store_answer answer = store_take(h->store, code, taken);
    h->elsewhere = taken->owner;
    if (answer == STORE_UNREADABLE)
        host_die_reading(h);
    return answer;
}

enum store_answer life_delete(struct host *h, const struct store_room *room, enum life_why why,
                              uint64_t now_ms)
{
    struct hroom *r = map64_get(&h->rooms, room->code);
    struct store_taken taken;
    enum store_answer answer = r ? STORE_YES : have(h, room->code, &taken);
    if (answer != STORE_YES)
        return answer;
    struct store_gone gone = {.room = room->id,
                              .code = room->code,
                              .created_ms = room->created_ms,
                              .gone_ms = now_ms,
                              .why = str_from_cstr(whys[why])};
    if (r)
        empty(h, r);
    tapes_forget(h, room->id);
    hroom_try_again(h, room->code);
    store_delete(h->store, &gone);
    scenarios_unstored(h);
    register_put(h, &(struct register_entry){now_ms, room->code, "delete", "host", whys[why]});
    log_info("room_deleted", log_i("room", room->id), log_s("why", whys[why]));
    h->life->deleted[why]++;
    return STORE_YES;
}

void life_end(struct host *h, struct hroom *r)
{
    struct store_gone gone = {.room = r->id, .code = r->code};
    uint32_t id = r->id;
    empty(h, r);
    tapes_forget(h, id);
    store_delete(h->store, &gone);
}

// ---- those whose time is over

struct purge {
    struct host *h;
    uint64_t now_ms;
    bool by_itself; // nobody asked for it
    unsigned deleted, warned;
    VEC(struct store_room) found; // without their texts
};

static bool find(void *ctx, const struct store_room *room)
{
    struct purge *p = ctx;
    struct store_room kept = *room;
    if (p->by_itself && room->doomed_ms > p->now_ms)
        return true;
    kept.once = kept.look = kept.title = (struct str){0};
    for (size_t i = 0; i < p->found.n; i++)
        if (p->found.p[i].id == room->id)
            return true;
    return vec_push(&p->found, kept);
}

// What somebody did there in this very turn is not in the store yet.
static void as_it_is(const struct host *h, struct store_room *room)
{
    const struct hroom *r = map64_get(&h->rooms, room->code);
    if (r)
        hroom_row(r, room);
}

static bool is_doomed(const struct store_room *room, uint64_t now_ms)
{
    return room->doomed_ms && room->doomed_ms <= now_ms;
}

static bool is_old(const struct store_room *room, unsigned days, uint64_t now_ms)
{
    struct room_life life = {.host = days, .own = room->keep, .lived = room->day};
    uint64_t until = life_until(&life);
    return until && until <= now_ms;
}

// A clock that is years off for an evening makes many rooms old: what nobody asked for waits for
// the days of grace too, and whoever comes meanwhile undoes it.
static bool warn(struct host *h, const struct store_room *room, uint64_t now_ms)
{
    struct store_taken taken;
    if (map64_get(&h->rooms, room->code) || have(h, room->code, &taken) != STORE_YES)
        return false;
    struct store_room row = taken.room;
    arena_reset(&h->scratch);
    row.once = arena_str(&h->scratch, row.once);
    row.look = arena_str(&h->scratch, row.look);
    row.title = arena_str(&h->scratch, row.title);
    row.doomed_ms = now_ms + (uint64_t)DOOM_DAYS * ROOM_DAY_MS;
    store_put_room(h->store, &row);
    store_release(h->store, row.id);
    register_put(h, &(struct register_entry){now_ms, room->code, "doom", "host", whys[LIFE_KEPT]});
    return true;
}

static void end(struct purge *p, struct store_room *room, unsigned days, enum life_why why)
{
    bool doomed = is_doomed(room, p->now_ms), old = is_old(room, days, p->now_ms);
    if (p->by_itself && old && !doomed)
        p->warned += warn(p->h, room, p->now_ms);
    else if (doomed || old)
        p->deleted += life_delete(p->h, room, old ? why : LIFE_ASKED, p->now_ms) == STORE_YES;
}

static unsigned purge(struct purge *p, uint32_t day, enum life_rest *rest)
{
    struct host *h = p->h;
    uint32_t today = (uint32_t)(p->now_ms / ROOM_DAY_MS);
    unsigned days = day && day < today ? today - day : hroom_host_days(h);
    vec_init(&p->found, ROOMS_A_TURN);
    enum store_answer answer = store_rooms_due(h->store, p->now_ms, days, find, p);
    if (answer == STORE_UNREADABLE)
        host_die_reading(h);
    for (size_t i = 0; i < p->found.n && !h->dead; i++) {
        as_it_is(h, &p->found.p[i]);
        end(p, &p->found.p[i], days, day ? LIFE_PURGED : LIFE_KEPT);
    }
    bool more = p->found.n == ROOMS_A_TURN && p->deleted + p->warned > 0;
    *rest = answer == STORE_LATER ? LIFE_LATE : more ? LIFE_MORE : LIFE_DONE;
    vec_free(&p->found);
    return p->deleted;
}

unsigned life_purge(struct host *h, uint32_t day, uint64_t now_ms, enum life_rest *rest)
{
    return purge(&(struct purge){.h = h, .now_ms = now_ms}, day, rest);
}

uint64_t life_tick(struct host *h, uint64_t now_ms)
{
    enum life_rest rest;
    if (!h->limits.keep_days)
        return 0;
    if (h->life->next_ms > now_ms)
        return h->life->next_ms;
    h->life->found += purge(&(struct purge){.h = h, .now_ms = now_ms, .by_itself = true}, 0, &rest);
    h->life->next_ms = now_ms + (rest == LIFE_DONE ? LOOK_MS : AGAIN_MS);
    if (rest == LIFE_DONE && h->life->found) {
        log_info("purged", log_i("rooms", (int64_t)h->life->found));
        h->life->found = 0;
    }
    return h->life->next_ms;
}

void life_metrics(const struct host *h, struct buf *out)
{
    buf_puts(out, "# TYPE tablee_rooms_deleted_total counter\n");
    for (int i = 0; i < LIFE_WHYS; i++)
        buf_printf(out, "tablee_rooms_deleted_total{why=\"%s\"} %llu\n", whys[i],
                   (unsigned long long)h->life->deleted[i]);
}
