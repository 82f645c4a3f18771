#include "net/conn.h"

#include <string.h>

#include "base/utf8.h"
#include "net/clock.h"

enum {
    CLOSE_WAIT = 3000, // ms a connection gets to take its last bytes
    ECHO_MAX = 16 << 20,
};

static void wheel_add(struct net *n, struct conn *c)
{
    struct conn **bucket = &n->wheel[c->id % NET_BUCKETS];
    c->next = *bucket;
    c->place = bucket;
    if (c->next)
        c->next->place = &c->next;
    *bucket = c;
}

static void wheel_remove(struct conn *c)
{
    *c->place = c->next;
    if (c->next)
        c->next->place = c->place;
}

struct conn *conn_new(struct net *n, const struct conn_way *way, bool echo)
{
    struct conn *c = mem_alloc(sizeof *c);
    do
        n->last_id++;
    while (!n->last_id || map64_get(&n->conns, n->last_id));
    c->net = n;
    c->way = way;
    c->id = n->last_id;
    c->echo = echo;
    c->heard = uv_now(&n->loop);
    allowance_init(&c->allowance, n->config.message_rate, c->heard);
    buf_init(&c->in, echo ? ECHO_MAX : n->config.max_message);
    out_queue_init(&c->queue);
    if (!map64_put(&n->conns, c->id, c)) {
        mem_free(c);
        return NULL;
    }
    n->near[c->id % NET_NEAR] = c;
    wheel_add(n, c);
    return c;
}

static void unmark(struct conn *c)
{
    struct net *n = c->net;
    struct conn **at = &n->dirty;
    if (!c->dirty)
        return;
    while (*at != c)
        at = &(*at)->next_dirty;
    *at = c->next_dirty;
    if (n->dirty_end == &c->next_dirty)
        n->dirty_end = at;
}

static void conn_free(struct conn *c)
{
    map64_del(&c->net->conns, c->id);
    if (c->net->near[c->id % NET_NEAR] == c)
        c->net->near[c->id % NET_NEAR] = NULL;
    unmark(c);
    wheel_remove(c);
    if (c->close_code)
        c->net->closing--;
    if (c->way->release)
        c->way->release(c);
    out_queue_free(&c->queue);
    buf_free(&c->in);
    mem_free(c);
}

void conn_ended(struct conn *c)
{
    struct net *n = c->net;
    uint32_t id = c->id;
    bool known = !c->echo, dropped = c->killed && !c->close_code;
    uint64_t silence = dropped ? uv_now(&n->loop) - c->heard : 0;
    conn_free(c);
    if (known && n->host) {
        n->active = true;
        host_closed(n->host, id, net_now(n) - silence);
    }
}

struct conn *conn_get(struct net *n, uint32_t id)
{
    struct conn *c = n->near[id % NET_NEAR];
    return c && c->id == id ? c : map64_get(&n->conns, id);
}

void conn_mark(struct conn *c)
{
    struct net *n = c->net;
    if (c->dirty)
        return;
    c->dirty = true;
    c->fresh = c->queue.items.n <= 1; // what brings it here is queued already
    c->next_dirty = NULL;
    *n->dirty_end = c;
    n->dirty_end = &c->next_dirty;
}

void conn_close(struct conn *c, int code, const char *reason)
{
    if (c->close_code)
        return;
    c->close_code = code;
    size_t n = strlen(reason ? reason : "");
    memcpy(c->reason, reason ? reason : "", MIN(n, sizeof c->reason - 1));
    c->close_by = uv_now(&c->net->loop) + CLOSE_WAIT;
    c->net->closing++;
    conn_mark(c);
}

static void send_away_slow(struct conn *c)
{
    out_queue_clear(&c->queue);
    conn_close(c, HOST_CLOSE_LATER, "resync");
}

// What is told at once to who left nothing lying, as a hall's documents are to a facilitator, is as
// long as it is; slow is who lets the bound grow beside it.
static bool queue_more(struct conn *c, struct frame *f, enum ws_opcode opcode)
{
    bool at_once = c->dirty && c->fresh;
    size_t most = at_once ? (size_t)OUT_ONCE : c->net->config.max_queue + c->burst;
    if (!out_queue_put(&c->queue, f, opcode, most))
        return false;
    if (at_once)
        c->burst = c->queue.bytes;
    return true;
}

static inline void queue_frame(struct conn *c, struct frame *f, enum ws_opcode opcode)
{
    if (c->close_code || c->killed)
        return;
    if (out_queue_put(&c->queue, f, opcode, c->net->config.max_queue) || queue_more(c, f, opcode))
        conn_mark(c);
    else
        send_away_slow(c);
}

void conn_send(struct conn *c, struct frame *f, enum ws_opcode opcode)
{
    if (!f->head_len)
        out_frame_head(f, opcode);
    queue_frame(c, f, opcode);
}

void conn_tell(struct net *n, const uint32_t *conns, size_t count, struct frame *f)
{
    if (!f->head_len)
        out_frame_head(f, WS_TEXT);
    for (size_t i = 0; i < count; i++) {
        struct conn *c = conn_get(n, conns[i]);
        if (c)
            queue_frame(c, f, WS_TEXT);
    }
}

// One may go, or be marked, while another is written.
void conn_flush_marked(struct net *n)
{
    for (struct conn *c; (c = n->dirty);) {
        n->dirty = c->next_dirty;
        if (!n->dirty)
            n->dirty_end = &n->dirty;
        c->dirty = false;
        c->way->flush(c);
    }
}

void conn_drop(struct conn *c)
{
    c->way->drop(c);
}

static bool within_rate(struct conn *c)
{
    return allowance_take(&c->allowance, c->net->config.message_rate, uv_now(&c->net->loop));
}

void conn_text(struct conn *c, struct str text)
{
    if (!utf8_valid(text)) {
        conn_close(c, LWS_CLOSE_STATUS_INVALID_PAYLOAD, "not UTF-8");
    } else if (!within_rate(c)) {
        conn_close(c, HOST_CLOSE_LATER, "too many messages");
    } else {
        c->net->active = true;
        host_text(c->net->host, c->id, text.p ? text.p : "", text.n, net_now(c->net));
    }
}
