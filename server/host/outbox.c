#include "base/log.h"
#include "host/host_parts.h"

static void put(struct host *h, struct out_item item)
{
    CHECK(vec_push(&h->out, item));
}

void wire_begin(struct host *h, struct jw *w, const char *kind)
{
    buf_reset(&h->text);
    jw_init(w, &h->text);
    jw_obj(w);
    jw_kcstr(w, "t", kind);
}

struct frame *wire_end(struct host *h, struct jw *w)
{
    jw_end(w);
    CHECK(jw_done(w));
    return frame_new(buf_view(&h->text));
}

void out_frame(struct host *h, const struct session *c, struct frame *f)
{
    uint32_t room = c->room ? c->room->id : 0;
    put(h, (struct out_item){
               .conn = c->id, .room = h->writing ? h->writing : room, .f = frame_ref(f)});
}

void out_frames(struct host *h, const struct hroom *r, struct audience *to, struct frame *f)
{
    if (!to->n)
        return;
    to->refs++;
    put(h, (struct out_item){.to = to, .room = h->writing ? h->writing : r->id, .f = frame_ref(f)});
}

void audience_unref(struct audience *a)
{
    if (a && --a->refs == 0)
        mem_free(a);
}

static void let_go(struct out_item *item)
{
    frame_unref(item->f);
    audience_unref(item->to);
}

void out_cancel(struct out_item *item)
{
    let_go(item);
    item->f = NULL;
    item->to = NULL;
    item->close = 0;
}

void out_close(struct host *h, const struct session *c, int code, const char *reason)
{
    put(h, (struct out_item){.conn = c->id, .close = code, .reason = reason});
}

// What was queued this turn waits for the batch of this turn, or for the last one under way: an
// answer must not overtake what it was decided upon.
void out_seal(struct host *h)
{
    for (size_t i = h->out.n; i > h->out_head && !h->out.p[i - 1].sealed; i--) {
        h->out.p[i - 1].batch = h->flushed;
        h->out.p[i - 1].sealed = true;
    }
}

static void send_one(struct host *h, struct out_item *item)
{
    if (!item->f && !item->close)
        return; // cancelled
    if (item->to)
        h->sink.send(h->sink.ctx, item->to->conns, item->to->n, item->f);
    else if (map64_get(&h->conns, item->conn) && item->close)
        h->sink.close(h->sink.ctx, item->conn, item->close, item->reason);
    else if (map64_get(&h->conns, item->conn))
        h->sink.send(h->sink.ctx, &item->conn, 1, item->f);
    let_go(item);
}

static bool may_go(const struct host *h)
{
    if (h->out_head == h->out.n || h->dead)
        return false;
    const struct out_item *item = &h->out.p[h->out_head];
    return item->sealed && item->batch <= h->durable;
}

bool host_busy(const struct host *h)
{
    return h->out.n - h->out_head > h->limits.max_waiting;
}

void out_send(struct host *h)
{
    while (may_go(h)) {
        struct out_item item = h->out.p[h->out_head++];
        send_one(h, &item);
    }
    if (h->out_head == h->out.n) {
        vec_clear(&h->out);
        h->out_head = 0;
    }
}

void out_free(struct host *h)
{
    for (size_t i = h->out_head; i < h->out.n; i++)
        let_go(&h->out.p[i]);
    vec_free(&h->out);
}

// ---- the store failed: nothing more leaves

void host_die(struct host *h, const char *why)
{
    if (h->dead)
        return;
    h->dead = true;
    log_error("store_failed", log_s("why", why));
    h->sink.fatal(h->sink.ctx, why);
}

void host_die_reading(struct host *h)
{
    uint64_t batch;
    const char *why;
    store_done(h->store, &batch, &why);
    host_die(h, why);
}
