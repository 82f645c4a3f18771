// What is due and when. Rooms are many and a turn concerns few: only those that something happened
// to are asked anew, and all of them when the earliest time comes.
#include "host/host_parts.h"

enum { TICKS_A_TURN = 16, TICK_AGAIN_MS = 1000 };

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a && (!b || a < b) ? a : b;
}

void room_stir(struct host *h, struct hroom *r)
{
    if (!r->stirred)
        r->stirred = vec_push(&h->stirred, r);
}

static uint64_t tick_at(const struct hroom *r)
{
    uint64_t at = room_next_tick(r->room);
    return at ? MAX(at, r->tick_after) : 0;
}

static void weigh(struct host *h, struct hroom *r)
{
    r->due = earlier(tick_at(r), presence_next(r));
    h->due = earlier(r->due, h->due);
}

static void weigh_stirred(struct host *h)
{
    for (size_t i = 0; i < h->stirred.n; i++) {
        h->stirred.p[i]->stirred = false;
        weigh(h, h->stirred.p[i]);
    }
    vec_clear(&h->stirred);
}

static void tick_room(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct refusal refusal;
    for (int i = 0; i < TICKS_A_TURN && tick_at(r) && tick_at(r) <= now_ms; i++) {
        struct act a = act_system(ACT_TICK, now_ms);
        arena_reset(&h->scratch);
        if (room_run(h, r, &a, STR(""), &refusal) <= 0)
            r->tick_after = now_ms + TICK_AGAIN_MS;
    }
    presence_due(h, r, now_ms);
}

static void tick_rooms(struct host *h, uint64_t now_ms)
{
    h->due = 0;
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        if (r->due && r->due <= now_ms)
            tick_room(h, r, now_ms);
        weigh(h, r);
    }
}

static void late_answers(struct host *h, uint64_t now_ms)
{
    size_t at = 0;
    const struct map64_slot *slot;
    h->late_due = 0;
    while ((slot = map64_next(&h->conns, &at))) {
        struct session *c = slot->value;
        if (c->late && c->late_ms <= now_ms) {
            out_frame(h, c, c->late);
            frame_unref(c->late);
            c->late = NULL;
            if (c->unheard) // a client that comes back says again what was not answered
                out_close(h, c, HOST_CLOSE_LATER, "not heard");
        } else if (c->late) {
            h->late_due = earlier(c->late_ms, h->late_due);
        }
    }
}

uint64_t host_tick(struct host *h, uint64_t now_ms)
{
    if (h->dead || h->draining || h->limits.still)
        return 0;
    if (h->late_due && h->late_due <= now_ms)
        late_answers(h, now_ms);
    weigh_stirred(h);
    if (h->due && h->due <= now_ms)
        tick_rooms(h, now_ms);
    return earlier(h->late_due, h->due);
}
