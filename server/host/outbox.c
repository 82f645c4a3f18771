#include "host/outbox.h"

#include "base/log.h"
#include "host/frame.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"

enum { OUT_MAX = 1 << 22 };

struct audience {
    uint32_t refs;
    uint32_t n;
    uint32_t conns[];
};

struct out_item {
    uint64_t batch; // that must be durable before it goes
    bool sealed;    // its turn ended: that is known
    uint32_t conn;
    struct audience *to; // instead of one connection; or NULL
    uint32_t room;       // that it tells of; 0: none
    int close;           // 0, or a close code instead of a frame
    const char *reason;
    struct frame *f;
};

struct outbox {
    VEC(struct out_item) items;
    size_t head; // those before it left
};

struct outbox *outbox_new(void)
{
    struct outbox *o = mem_alloc(sizeof *o);
    vec_init(&o->items, OUT_MAX);
    return o;
}

static void put(struct host *h, struct out_item item)
{
    CHECK(vec_push(&h->outbox->items, item));
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

struct audience *audience_new(struct session *const *them, size_t n)
{
    struct audience *a = mem_alloc(sizeof *a + n * sizeof a->conns[0]);
    a->refs = 1;
    a->n = (uint32_t)n;
    for (size_t i = 0; i < n; i++)
        a->conns[i] = them[i]->id;
    return a;
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

// It keeps its place and is not sent.
static void cancel(struct out_item *item)
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

void out_refuse(struct host *h, uint32_t room, void (*part)(struct host *h, uint32_t conn))
{
    struct outbox *o = h->outbox;
    for (size_t i = o->head; i < o->items.n; i++) {
        struct out_item item = o->items.p[i];
        if (item.room != room)
            continue;
        for (uint32_t k = 0; item.to && k < item.to->n; k++)
            part(h, item.to->conns[k]);
        if (!item.to)
            part(h, item.conn);
        cancel(&o->items.p[i]);
    }
}

// What was queued this turn waits for the batch of this turn, or for the last one under way: an
// answer must not overtake what it was decided upon.
void out_seal(struct host *h)
{
    struct outbox *o = h->outbox;
    for (size_t i = o->items.n; i > o->head && !o->items.p[i - 1].sealed; i--) {
        o->items.p[i - 1].batch = h->flushed;
        o->items.p[i - 1].sealed = true;
    }
}

static void send_one(struct host *h, struct out_item *item)
{
    if (!item->f && !item->close)
        return; // cancelled
    if (item->to)
        h->sink.send(h->sink.ctx, item->to->conns, item->to->n, item->f);
    else if (map64_get(&h->sessions, item->conn) && item->close)
        h->sink.close(h->sink.ctx, item->conn, item->close, item->reason);
    else if (map64_get(&h->sessions, item->conn))
        h->sink.send(h->sink.ctx, &item->conn, 1, item->f);
    let_go(item);
}

static bool may_go(const struct host *h)
{
    const struct outbox *o = h->outbox;
    if (o->head == o->items.n || h->dead)
        return false;
    return o->items.p[o->head].sealed && o->items.p[o->head].batch <= h->durable;
}

size_t out_waiting(const struct host *h)
{
    return h->outbox->items.n - h->outbox->head;
}

bool host_busy(const struct host *h)
{
    return out_waiting(h) > h->limits.max_waiting;
}

void out_send(struct host *h)
{
    struct outbox *o = h->outbox;
    while (may_go(h)) {
        struct out_item item = o->items.p[o->head++];
        send_one(h, &item);
    }
    if (o->head == o->items.n) {
        vec_clear(&o->items);
        o->head = 0;
    }
}

void outbox_free(struct outbox *o)
{
    if (!o)
        return;
    for (size_t i = o->head; i < o->items.n; i++)
        let_go(&o->items.p[i]);
    vec_free(&o->items);
    mem_free(o);
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
