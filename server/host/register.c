#include "host/register.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "codec/act_json.h"
#include "host/creds.h"
#include "host/rooms.h"
#include "host/state.h"

enum { SAME_MS = 600000, WAITING_MAX = 1 << 20 };

void register_put(struct host *h, const struct register_entry *e)
{
    struct store_entry entry = {.t_ms = e->t_ms,
                                .code = e->code,
                                .kind = str_from_cstr(e->kind),
                                .who = str_from_cstr(e->who),
                                .what = str_from_cstr(e->what)};
    store_put_entry(h->store, &entry);
}

// What waits for the next turn: who downloads does not wait for it.
struct registering {
    uint64_t t_ms;
    uint32_t code;
    const char *kind; // static
    char who[ACTOR_NAME_MAX], what[32];
};

struct registrar {
    VEC(struct registering *) waiting;
    char last[64]; // that was said, and when
    uint64_t last_ms;
};

struct registrar *registrar_new(void)
{
    struct registrar *g = mem_alloc(sizeof *g);
    vec_init(&g->waiting, WAITING_MAX);
    return g;
}

void registrar_free(struct registrar *g)
{
    vec_free(&g->waiting);
    mem_free(g);
}

void register_tick(struct host *h)
{
    struct registrar *g = h->registrar;
    for (size_t i = 0; i < g->waiting.n; i++) {
        struct registering *e = g->waiting.p[i];
        register_put(h, &(struct register_entry){e->t_ms, e->code, e->kind, e->who, e->what});
        mem_free(e);
    }
    vec_clear(&g->waiting);
}

// An export is thirty files, and one access.
static bool is_same(struct host *h, uint32_t code, const char *kind, const char *who)
{
    struct registrar *g = h->registrar;
    char now[sizeof g->last];
    snprintf(now, sizeof now, "%u %s %s", code, kind, who);
    bool same = strcmp(now, g->last) == 0 && h->now_ms < g->last_ms + SAME_MS;
    memcpy(g->last, now, sizeof now);
    if (!same)
        g->last_ms = h->now_ms;
    return same;
}

void register_download(struct host *h, const struct hroom *r, const struct cred *cred,
                       const char *kind, const char *what)
{
    char who[ACTOR_NAME_MAX];
    bool leads = cred_role(cred) == CRED_FACILITATOR;
    actor_name(leads ? -cred_facilitator(cred) : cred_reader(cred)->person[0], who);
    if (h->limits.still || r->passes_ms || is_same(h, r->code, kind, who))
        return;
    struct registering *e = mem_alloc(sizeof *e);
    *e = (struct registering){.t_ms = h->now_ms, .code = r->code, .kind = kind};
    snprintf(e->who, sizeof e->who, "%s", who);
    snprintf(e->what, sizeof e->what, "%s", what);
    if (!vec_push(&h->registrar->waiting, e))
        mem_free(e);
    if (h->sink.wake)
        h->sink.wake(h->sink.ctx); // what asks over HTTP brings no turn
}
