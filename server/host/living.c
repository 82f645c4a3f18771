#include "host/living.h"

#include <stdio.h>

#include "base/log.h"
#include "host/budget.h"
#include "host/robots.h"
#include "host/rooms.h"
#include "host/scenarios.h"
#include "host/secrets.h"
#include "host/sessions.h"

enum {
    LIVING_MS = 600000, // of its hour: ten minutes, faster
    AFTER_MS = 3600000, // it is gone so long after its end
    LIVING_TABLES = 3,  // unlike each other
    LIVING_PLACES = 6,
};

const struct wire_in *living_options(struct host *h, const struct wire_in *asked,
                                     struct wire_in *out, char seconds[LIVING_SECONDS])
{
    const struct scenario *sc = scenario_find(h, asked->options.scenario, asked->options.era);
    if (!asked->options.speed)
        return asked;
    int64_t all = 0;
    size_t at = 0;
    for (int i = 0; sc && i < sc->n_phases; i++)
        all += sc->phases[i].seconds;
    seconds[0] = 0;
    for (int i = 0; all && i < sc->n_phases && at + 16 < LIVING_SECONDS; i++) {
        int64_t n = sc->phases[i].seconds * (LIVING_MS / 1000) / all;
        at += (size_t)snprintf(seconds + at, LIVING_SECONDS - at, "%s%lld", i ? "," : "",
                               (long long)MAX(n, (int64_t)PHASE_SECONDS_MIN));
    }
    *out = *asked;
    out->options.seconds = str_from_cstr(seconds);
    out->options.tables = LIVING_TABLES;
    out->options.places = LIVING_PLACES;
    out->options.roles = STR("auto");
    out->options.debrief = out->options.starts = 0;
    out->options.zone = (struct str){0};
    return out;
}

// Whoever asks again leaves the one before; of many, the oldest that nobody looks at goes.
static struct hroom *to_leave(struct host *h, uint64_t address, unsigned *n, bool *looked_at)
{
    struct hroom *oldest = NULL;
    *n = 0;
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        if (r->passes_ms <= h->now_ms)
            continue;
        ++*n;
        bool mine = address && r->address == address;
        *looked_at |= mine && r->sessions.n > 0;
        if (r->sessions.n == 0 && (!oldest || mine || r->created_ms < oldest->created_ms))
            oldest = r;
    }
    return oldest;
}

bool living_may(struct host *h, const struct session *c, uint64_t now_ms)
{
    uint64_t address = c->loopback ? 0 : c->address; // of this computer, as many as there is place
    unsigned n;
    bool looked_at = false;
    struct hroom *old = to_leave(h, address, &n, &looked_at);
    if (address && (looked_at || budget_wait(h->budgets, BUDGET_ROOMS, address, now_ms) > 0))
        return false;
    bool same = old && address && old->address == address;
    if (n >= h->limits.max_living && !old)
        return false;
    if (address)
        budget_charge(h->budgets, BUDGET_ROOMS, address, now_ms);
    if (same || n >= h->limits.max_living) {
        old->passes_ms = now_ms;
        hroom_stir(h, old);
    }
    return true;
}

void living_begin(struct host *h, struct hroom *r, const struct session *c,
                  const struct wire_in *in, uint64_t now_ms)
{
    r->speed = (unsigned)in->options.speed;
    r->passes_ms = now_ms + LIVING_MS / r->speed + AFTER_MS;
    r->address = c->loopback ? 0 : c->address;
    r->robots = robots_new(h->limits.robots_seed ? h->limits.robots_seed : secret_seed(),
                           LIVING_TABLES * LIVING_PLACES);
    log_info("living", log_i("room", r->id), log_i("speed", (int64_t)r->speed));
}
