// What is due and when. Rooms are many and a turn concerns few: only those that something happened
// to are asked anew, and all of them when the earliest time comes.
#include "host/frame.h"
#include "host/host.h"
#include "host/life.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/presence.h"
#include "host/register.h"
#include "host/robots.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/sessions.h"
#include "host/snapshots.h"
#include "host/state.h"
#include "host/words.h"

enum { TICKS_A_TURN = 16, TICK_AGAIN_MS = 1000 };

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a && (!b || a < b) ? a : b;
}

static uint64_t tick_at(const struct hroom *r)
{
    uint64_t at = room_next_tick(r->room);
    return at ? MAX(hroom_when(r, at), r->tick_after) : 0;
}

// When it may be let go; 0 while it is needed.
static uint64_t idle_until(const struct host *h, struct hroom *r, uint64_t now_ms)
{
    if (hroom_is_needed(r))
        r->idle_ms = 0;
    else if (!r->idle_ms)
        r->idle_ms = now_ms;
    return r->idle_ms ? r->idle_ms + h->limits.idle_ms : 0;
}

static void weigh(struct host *h, struct hroom *r, uint64_t now_ms)
{
    r->due = earlier(idle_until(h, r, now_ms), earlier(tick_at(r), presence_next(r)));
    r->due = earlier(r->due, earlier(r->passes_ms, robots_next(r)));
    r->due = earlier(r->due, place_next(h, r, now_ms));
    h->due = earlier(r->due, h->due);
}

static void weigh_stirred(struct host *h, uint64_t now_ms)
{
    for (size_t i = 0; i < h->stirred.n; i++) {
        h->stirred.p[i]->stirred = false;
        weigh(h, h->stirred.p[i], now_ms);
        snapshot_when_due(h, h->stirred.p[i]);
    }
    vec_clear(&h->stirred);
}

static void tick_room(struct host *h, struct hroom *r, uint64_t now_ms)
{
    for (int i = 0; i < TICKS_A_TURN && tick_at(r) && tick_at(r) <= now_ms; i++) {
        struct act a = act_system(ACT_TICK, now_ms);
        arena_reset(&h->scratch);
        if (hroom_run(h, r, &a, STR("")).n <= 0)
            r->tick_after = now_ms + TICK_AGAIN_MS;
    }
    arena_reset(&h->scratch);
    place_due(h, r, now_ms);
    presence_due(h, r, now_ms);
    robots_due(h, r, now_ms);
}

// What was decided last is not durable yet: in a moment.
static bool let_go(struct host *h, struct hroom *r, uint64_t now_ms)
{
    uint64_t until = idle_until(h, r, now_ms);
    if (!until || until > now_ms)
        return false;
    if (r->batch > h->durable) {
        r->idle_ms = now_ms + TICK_AGAIN_MS - h->limits.idle_ms;
        return false;
    }
    hroom_let_go(h, r);
    return true;
}

// What robots played is over for long, or made place for another.
static bool passes(struct host *h, struct hroom *r, uint64_t now_ms)
{
    bool over = r->passes_ms && r->passes_ms <= now_ms;
    if (over)
        life_end(h, r);
    return over;
}

static void tick_rooms(struct host *h, uint64_t now_ms)
{
    h->due = 0;
    for (size_t i = h->room_list.n; i-- > 0;) {
        struct hroom *r = h->room_list.p[i];
        if (host_busy(h)) { // the disk takes nothing: what is due waits
            h->due = now_ms + TICK_AGAIN_MS;
            return;
        }
        if (r->due && r->due <= now_ms)
            tick_room(h, r, now_ms);
        if (!passes(h, r, now_ms) && !let_go(h, r, now_ms))
            weigh(h, r, now_ms);
    }
}

static void late_answers(struct host *h, uint64_t now_ms)
{
    size_t at = 0;
    const struct map64_slot *slot;
    h->late_due = 0;
    while ((slot = map64_next(&h->sessions, &at))) {
        struct session *c = slot->value;
        if (c->late && c->late_ms <= now_ms) {
            struct frame *question = c->late;
            c->late = NULL;
            c->passed = true;
            session_take(h, c, (struct str){(const char *)question->bytes, question->len}, now_ms);
            frame_unref(question);
            if (c->unheard) // a client that comes back says again what was not answered
                out_close(h, c, HOST_CLOSE_LATER, "not heard");
        } else if (c->late) {
            h->late_due = earlier(c->late_ms, h->late_due);
        }
    }
}

uint64_t host_tick(struct host *h, uint64_t now_ms)
{
    if (h->dead || h->draining)
        return 0;
    h->writing = 0;
    h->now_ms = now_ms;
    sessions_go_on(h, hrooms_load(h, now_ms), now_ms);
    if (h->limits.still)
        return hrooms_to_load(h) ? now_ms : 0;
    register_tick(h);
    if (h->late_due && h->late_due <= now_ms)
        late_answers(h, now_ms);
    weigh_stirred(h, now_ms);
    if (h->due && h->due <= now_ms)
        tick_rooms(h, now_ms);
    uint64_t due = earlier(life_tick(h, now_ms), earlier(h->late_due, h->due));
    return hrooms_to_load(h) ? now_ms : due;
}
