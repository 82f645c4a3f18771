// What goes out: one write a connection and turn, joining frames made ready here. Bytes that are
// complete frames go out as they are with LWS_WRITE_HTTP, which a test pins (tests/wire).
#include <string.h>
#include <sys/socket.h>

#include "base/log.h"
#include "net/parts.h"

enum { DROPS_MAX = 64 };

static void put_header(struct buf *b, enum ws_opcode opcode, uint64_t len)
{
    unsigned char h[OUT_HEADER_MAX] = {(unsigned char)(0x80 | opcode)};
    size_t extra = len < 126 ? 0 : len <= 0xffff ? 2 : 8;
    h[1] = (unsigned char)(extra == 0 ? len : extra == 2 ? 126 : 127);
    for (size_t i = 0; i < extra; i++)
        h[2 + i] = (unsigned char)(len >> (8 * (extra - 1 - i)));
    buf_put(b, h, 2 + extra);
}

void conn_send(struct conn *c, struct frame *f, enum ws_opcode opcode)
{
    if (c->close_code || c->killed)
        return;
    if (out_queue_put(&c->queue, f, opcode, c->net->config.max_queue)) {
        conn_mark(c);
        return;
    }
    out_queue_clear(&c->queue);
    conn_close(c, HOST_CLOSE_LATER, "resync");
}

// Joins what fits one write, always at least one frame, and takes it off the queue.
static void join(struct conn *c, struct buf *b)
{
    size_t taken = 0;
    buf_reset(b);
    while (taken < c->queue.items.n) {
        const struct out *o = &c->queue.items.p[taken];
        if (taken && b->n + out_len(o) > NET_WRITE_MAX)
            break;
        put_header(b, o->opcode, o->frame->len);
        buf_put(b, o->frame->bytes, o->frame->len);
        taken++;
    }
    out_queue_take(&c->queue, taken);
    CHECK(!b->overflow);
}

static void conn_kill(struct conn *c)
{
    if (c->killed)
        return;
    c->killed = true;
    lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

// For a peer that takes nothing any more: lws would wait to flush, or for a Close in return, on a
// timer that a quiet loop does not arm. Only from outside lws's callbacks.
void wsi_drop(struct lws *wsi)
{
    shutdown(lws_get_socket_fd(wsi), SHUT_RDWR);
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

// A peer that sends or takes drop by drop would keep its place for ever: lws counts from the last
// drop. Those beyond the bound are dropped at the next tick.
void wsi_drop_late(const struct net *n, const struct map64 *requests)
{
    struct lws *late[DROPS_MAX];
    size_t at = 0, count = 0;
    for (const struct map64_slot *slot; count < DROPS_MAX && (slot = map64_next(requests, &at));) {
        const struct pending *p = slot->value;
        if (p->by <= uv_now(&n->loop))
            late[count++] = p->wsi;
    }
    while (count)
        wsi_drop(late[--count]);
}

void conn_drop(struct conn *c)
{
    if (c->http) {
        link_drop(c);
        return;
    }
    shutdown(lws_get_socket_fd(c->wsi), SHUT_RDWR);
    conn_kill(c);
}

static void ask(struct conn *c)
{
    if (!c->asked)
        lws_callback_on_writable(c->wsi);
    c->asked = true;
}

// The Close frame leaves only from outside lws's callbacks, and only when nothing is buffered
// before it. The connection may be gone when this returns.
static void finish(struct conn *c)
{
    lws_close_reason(c->wsi, (enum lws_close_status)c->close_code, (unsigned char *)c->reason,
                     strlen(c->reason));
    conn_kill(c);
}

void conn_flush(struct conn *c)
{
    c->dirty = false;
    if (c->http)
        link_flush(c);
    if (c->http || c->killed)
        return;
    struct buf *b = &c->net->scratch;
    while (c->queue.items.n && !lws_partial_buffered(c->wsi)) {
        join(c, b);
        if (lws_write(c->wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP) < 0) {
            conn_drop(c);
            return;
        }
    }
    if (lws_partial_buffered(c->wsi))
        ask(c);
    else if (c->close_code)
        finish(c);
}
