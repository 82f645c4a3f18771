// Connections: each is heard in order, and kept waiting behind what cannot be answered yet.
#include "host/sessions.h"

#include <string.h>

#include "base/log.h"
#include "host/answers.h"
#include "host/bind.h"
#include "host/budget.h"
#include "host/crowd.h"
#include "host/frame.h"
#include "host/host.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/requests.h"
#include "host/rooms.h"
#include "host/state.h"
#include "host/tape.h"

enum {
    PARKED_MAX = 256, // of one session: more than a phone sends before it is answered
    PARKED_BYTES_MAX = 1 << 20,
};

static void session_free(struct session *c)
{
    frame_unref(c->late);
    for (size_t i = 0; i < c->parked.n; i++)
        mem_free((char *)(uintptr_t)c->parked.p[i].p);
    vec_free(&c->parked);
    mem_free(c);
}

void sessions_free(struct host *h)
{
    size_t at = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&h->sessions, &at)))
        session_free(slot->value);
    map64_free(&h->sessions);
}

void host_connected(struct host *h, uint32_t conn, const struct host_peer *peer)
{
    if (h->limits.still) {
        h->sink.close(h->sink.ctx, conn, HOST_CLOSE_POLICY, "a replay");
        return;
    }
    struct session *out = crowd_displaces(h);
    if (out) {
        h->sink.close(h->sink.ctx, out->id, HOST_CLOSE_LATER, "too many connections");
        host_closed(h, out->id, 0);
    }
    struct session *c = mem_alloc(sizeof *c);
    c->id = conn;
    c->address = budget_address(str_from_cstr(peer->addr));
    c->loopback = peer->loopback;
    c->way = peer->way;
    snprintf(c->at_room, sizeof c->at_room, STR_FMT, STR_ARG(peer->room));
    vec_init(&c->parked, PARKED_MAX);
    if (map64_put(&h->sessions, conn, c)) {
        crowd_count(h, c->address, 1);
        return;
    }
    mem_free(c);
    h->sink.close(h->sink.ctx, conn, HOST_CLOSE_LATER, "too many connections");
}

static void answer_fault(struct host *h, struct session *c, const struct wire_in *in,
                         const struct act_fault *fault)
{
    struct frame *f = answer_no(h, in, refusal_name(fault->code), fault->field, fault->limit);
    out_frame(h, c, f);
    frame_unref(f);
}

static void session_hear(struct host *h, struct session *c, struct str text, uint64_t now_ms)
{
    struct wire_in in;
    struct act_fault fault;
    arena_reset(&h->scratch);
    memset(&in, 0, sizeof in);
    h->heard = text;
    h->writing = 0;
    switch (wire_read(text, &h->scratch, &in, &fault)) {
    case WIRE_BROKEN:
        out_close(h, c, HOST_CLOSE_POLICY, "bad frame");
        break;
    case WIRE_REFUSED:
        answer_fault(h, c, &in, &fault);
        break;
    case WIRE_OK:
        in.act.t_ms = now_ms;
        request(h, c, &in, now_ms);
        break;
    }
    c->passed = c->passed && c->waits; // what is asked again passed once
}

// What comes behind something that waits waits too: answers keep their order.
static void park(struct host *h, struct session *c, struct str text)
{
    char *copy = mem_alloc(text.n + 1);
    memcpy(copy, text.p, text.n);
    c->parked_bytes += text.n;
    if (c->parked_bytes <= PARKED_BYTES_MAX && vec_push(&c->parked, ((struct str){copy, text.n})))
        return;
    mem_free(copy);
    out_close(h, c, HOST_CLOSE_LATER, BUSY);
}

void session_take(struct host *h, struct session *c, struct str text, uint64_t now_ms)
{
    if (!c->waits)
        session_hear(h, c, text, now_ms);
    else
        park(h, c, text);
    if (c->waits && !c->parked.n)
        park(h, c, text);
}

static void session_go_on(struct host *h, uint32_t conn, uint64_t now_ms)
{
    struct session *c = map64_get(&h->sessions, conn);
    if (!c || !c->waits || h->dead || h->draining)
        return;
    c->waits = false;
    while (c->parked.n && !c->waits) {
        struct str text = c->parked.p[0];
        session_hear(h, c, text, now_ms);
        if (c->waits)
            return;
        vec_remove(&c->parked, 0);
        c->parked_bytes -= text.n;
        mem_free((char *)(uintptr_t)text.p);
    }
}

void sessions_go_on(struct host *h, struct waiting *list, uint64_t now_ms)
{
    size_t n = list->n; // those that wait again come behind
    for (size_t i = 0; i < n; i++)
        session_go_on(h, list->p[i], now_ms);
    for (size_t i = 0; i < n; i++)
        vec_remove(list, 0);
}

void host_text(struct host *h, uint32_t conn, const char *p, size_t n, uint64_t now_ms)
{
    struct session *c = map64_get(&h->sessions, conn);
    if (!c || h->dead || h->draining)
        return;
    if (c->late) { // whoever guesses waits for the last answer
        c->unheard = true;
        return;
    }
    if (host_busy(h)) {
        h->sink.close(h->sink.ctx, conn, HOST_CLOSE_LATER, BUSY);
        return;
    }
    session_take(h, c, (struct str){p, n}, now_ms);
}

void host_closed(struct host *h, uint32_t conn, uint64_t gone_ms)
{
    struct session *c = map64_del(&h->sessions, conn);
    if (!c)
        return;
    session_unbind(h, c, gone_ms);
    crowd_count(h, c->address, -1);
    session_free(c);
}

// ---- rooms that somebody else has

static void part(struct host *h, uint32_t conn)
{
    if (!map64_get(&h->sessions, conn))
        return;
    h->sink.close(h->sink.ctx, conn, HOST_CLOSE_RESTART, HELD_ELSEWHERE);
    host_closed(h, conn, 0);
}

// What was decided here did not happen: nobody may be told of it.
static void refuse_room(void *ctx, uint32_t room)
{
    struct host *h = ctx;
    struct hroom *r = NULL;
    for (size_t i = 0; i < h->room_list.n; i++)
        if (h->room_list.p[i]->id == room)
            r = h->room_list.p[i];
    out_refuse(h, room, part);
    while (r && r->sessions.n)
        part(h, r->sessions.p[0]->id);
    tapes_forget(h, room);
    log_warn("room_refused", log_i("room", room));
    if (r)
        hroom_drop(h, r);
}

void hrooms_refused(struct host *h)
{
    store_refused(h->store, refuse_room, h);
}
