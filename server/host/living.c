#include "host/living.h"

#include <stdio.h>

#include "base/log.h"
#include "host/budget.h"
#include "host/reasons.h"
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
    LEFT_MS = 120000, // who lost their line is back by then
};

// One, and not whichever is asked for: what is on its cards is everybody's to read from then on.
const struct scenario *living_scenario(const struct host *h, struct str era)
{
    return scenario_find(h, str_from_cstr(h->living), era);
}

const struct wire_in *living_options(struct host *h, const struct wire_in *asked,
                                     struct wire_in *out, char seconds[LIVING_SECONDS])
{
    if (!asked->options.speed)
        return asked;
    const struct scenario *sc = str_eq_cstr(asked->options.scenario, h->living)
                                    ? living_scenario(h, asked->options.era)
                                    : NULL;
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
    if (!sc)
        out->options.scenario = (struct str){0};
    out->options.seconds = str_from_cstr(seconds);
    out->options.tables = LIVING_TABLES;
    out->options.places = LIVING_PLACES;
    out->options.roles = STR("auto");
    out->options.debrief = out->options.starts = 0;
    out->options.zone = (struct str){0};
    return out;
}

// Of those that play: how many, that of the address, and the oldest that was left for good.
struct playing {
    unsigned n;
    struct hroom *own, *left;
};

static uint64_t address_of(const struct session *c)
{
    return c->loopback ? 0 : c->address; // of this computer, as many as there is place
}

static struct playing playing(const struct host *h, uint64_t address, uint64_t now_ms)
{
    struct playing p = {0};
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        if (r->passes_ms <= now_ms)
            continue;
        p.n++;
        if (address && r->address == address)
            p.own = r;
        bool left = r->sessions.n == 0 && MAX(r->left_ms, r->created_ms) + LEFT_MS <= now_ms;
        if (left && (!p.left || r->created_ms < p.left->created_ms))
            p.left = r;
    }
    return p;
}

const char *living_no(struct host *h, const struct session *c, uint64_t now_ms)
{
    uint64_t address = address_of(c);
    struct playing p = playing(h, address, now_ms);
    if (p.own && p.own->sessions.n > 0)
        return "throttled";
    if (address && budget_wait(h->budgets, BUDGET_LIVING, address, now_ms) > 0) {
        budget_count(h->budgets, BUDGET_LIVING, true);
        return "throttled";
    }
    return p.n < h->limits.max_living || p.own || p.left ? NULL : FULL;
}

static void make_place(struct host *h, uint64_t address, uint64_t now_ms)
{
    struct playing p = playing(h, address, now_ms);
    struct hroom *out = p.own ? p.own : p.n >= h->limits.max_living ? p.left : NULL;
    if (!out)
        return;
    out->passes_ms = now_ms;
    hroom_stir(h, out);
}

void living_begin(struct host *h, struct hroom *r, const struct session *c,
                  const struct wire_in *in, uint64_t now_ms)
{
    uint64_t address = address_of(c);
    make_place(h, address, now_ms);
    if (address)
        budget_charge(h->budgets, BUDGET_LIVING, address, now_ms);
    r->speed = (unsigned)in->options.speed;
    r->passes_ms = now_ms + LIVING_MS / r->speed + AFTER_MS;
    r->address = address;
    r->robots = robots_new(h->limits.robots_seed ? h->limits.robots_seed : secret_seed(),
                           LIVING_TABLES * LIVING_PLACES);
    log_info("living", log_i("room", r->id), log_i("speed", (int64_t)r->speed));
}
