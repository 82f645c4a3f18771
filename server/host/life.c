#include "host/life.h"

#include "base/log.h"
#include "base/vec.h"
#include "host/load.h"
#include "host/outbox.h"
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

static const char *const whys[LIFE_WHYS] = {"asked", "kept", "host", "purge"};

// ---- one room

static void part(struct host *h, uint32_t conn)
{
    if (!map64_get(&h->sessions, conn))
        return;
    h->sink.close(h->sink.ctx, conn, HOST_CLOSE_EPOCH, "room_gone");
    host_closed(h, conn, 0);
}

static void empty(struct host *h, struct hroom *r)
{
    out_refuse(h, r->id, part);
    while (r->sessions.n)
        part(h, r->sessions.p[0]->id);
    hroom_drop(h, r);
}

bool life_delete(struct host *h, const struct store_room *room, enum life_why why, uint64_t now_ms)
{
    struct hroom *r = map64_get(&h->rooms, room->code);
    struct store_gone gone = {.room = room->id,
                              .code = room->code,
                              .created_ms = room->created_ms,
                              .gone_ms = now_ms,
                              .why = str_from_cstr(whys[why])};
    if (room_is_loading(h, room->code))
        return false;
    if (r)
        empty(h, r);
    tapes_forget(h, room->id);
    map64_del(&h->refused, room->code);
    store_delete(h->store, &gone);
    scenarios_unstored(h);
    register_put(h, &(struct register_entry){now_ms, room->code, "delete", "host", whys[why]});
    log_info("room_deleted", log_i("room", room->id), log_s("why", whys[why]));
    h->deleted[why]++;
    return true;
}

// ---- those whose time is over

struct purge {
    struct host *h;
    uint64_t now_ms;
    VEC(struct store_room) found; // without their texts
};

static bool find(void *ctx, const struct store_room *room)
{
    struct purge *p = ctx;
    struct store_room kept = *room;
    kept.once = kept.look = (struct str){0};
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

static bool is_over(const struct store_room *room, unsigned days, uint64_t now_ms)
{
    struct room_life life = {.host = days, .own = room->keep, .lived = room->day};
    uint64_t until = life_until(&life);
    return is_doomed(room, now_ms) || (until && until <= now_ms);
}

unsigned life_purge(struct host *h, uint32_t day, uint64_t now_ms, bool *more)
{
    struct purge p = {.h = h, .now_ms = now_ms};
    uint32_t today = (uint32_t)(now_ms / ROOM_DAY_MS);
    unsigned n = 0, days = day && day < today ? today - day : hroom_host_days(h);
    vec_init(&p.found, ROOMS_A_TURN);
    if (!store_rooms_due(h->store, now_ms, days, find, &p))
        host_die_reading(h);
    for (size_t i = 0; i < p.found.n && !h->dead; i++) {
        struct store_room *room = &p.found.p[i];
        enum life_why why = day ? LIFE_PURGED : LIFE_KEPT;
        as_it_is(h, room);
        if (is_over(room, days, now_ms))
            n += life_delete(h, room, is_doomed(room, now_ms) ? LIFE_ASKED : why, now_ms);
    }
    *more = p.found.n == ROOMS_A_TURN && n > 0;
    vec_free(&p.found);
    return n;
}

uint64_t life_tick(struct host *h, uint64_t now_ms)
{
    bool more;
    if (!h->limits.keep_days)
        return 0;
    if (h->purge_ms > now_ms)
        return h->purge_ms;
    h->purged += life_purge(h, 0, now_ms, &more);
    h->purge_ms = now_ms + (more ? AGAIN_MS : LOOK_MS);
    if (!more && h->purged) {
        log_info("purged", log_i("rooms", (int64_t)h->purged));
        h->purged = 0;
    }
    return h->purge_ms;
}

void life_metrics(const struct host *h, struct buf *out)
{
    buf_puts(out, "# TYPE tablee_rooms_deleted_total counter\n");
    for (int i = 0; i < LIFE_WHYS; i++)
        buf_printf(out, "tablee_rooms_deleted_total{why=\"%s\"} %llu\n", whys[i],
                   (unsigned long long)h->deleted[i]);
}
