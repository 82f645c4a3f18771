// What slows those down who guess codes or fill an open server; nobody is ever shut out.
#include "host/host_parts.h"

enum { LATE_MIN_MS = 1000, LATE_MAX_MS = 10000, MINUTE_MS = 60000, HOUR_MS = 3600000 };

static void new_minute(struct throttle *t, uint64_t minute)
{
    if (t->minute == minute)
        return;
    t->minute = minute;
    t->all = 0;
    map64_free(&t->by_address);
}

static uint64_t lateness(struct throttle *t, uint64_t address, uint64_t now_ms)
{
    new_minute(t, now_ms / MINUTE_MS);
    uint64_t one = (uintptr_t)map64_get(&t->by_address, address) + 1;
    map64_put(&t->by_address, address, (void *)(uintptr_t)one);
    t->all++;
    uint64_t over = one > FAILURES_ADDRESS ? one - FAILURES_ADDRESS : 0;
    if (t->all > FAILURES_ALL)
        over = MAX(over, (uint64_t)t->all - FAILURES_ALL);
    return over ? MIN((uint64_t)LATE_MAX_MS, LATE_MIN_MS + over * 100) : 0;
}

void refuse_code(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                 uint64_t now_ms)
{
    uint64_t late = lateness(&h->throttle, c->address, now_ms);
    if (!late) {
        reply_no(h, c, in, code);
        return;
    }
    frame_unref(c->late);
    c->late = answer_no(h, in, code, STR(""), 0);
    c->late_ms = now_ms + late;
    h->late_due = h->late_due ? MIN(h->late_due, c->late_ms) : c->late_ms;
}

// Where no key is asked for, nobody fills the server: so many rooms an hour from one address, any
// number from this computer. Counts the one that is about to be made.
bool too_many_rooms(struct host *h, const struct session *c, uint64_t now_ms)
{
    struct throttle *t = &h->throttle;
    if (h->key || c->loopback)
        return false;
    if (t->hour != now_ms / HOUR_MS)
        map64_free(&t->made);
    t->hour = now_ms / HOUR_MS;
    uint64_t made = (uintptr_t)map64_get(&t->made, c->address) + 1;
    return made > ROOMS_AN_HOUR || !map64_put(&t->made, c->address, (void *)(uintptr_t)made);
}
