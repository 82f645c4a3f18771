// What goes out: one write a connection and turn, joining frames made ready here. Bytes that are
// complete frames go out as they are with LWS_WRITE_HTTP, which a test pins (tests/wire).
#include <string.h>
#include <sys/socket.h>

#include "base/log.h"
#include "net/parts.h"

enum { HEADER_MAX = 10 };

static size_t out_len(const struct out *o)
{
    return HEADER_MAX + o->frame->len;
}

static void put_header(struct buf *b, enum ws_opcode opcode, uint64_t len)
{
    unsigned char h[HEADER_MAX] = {(unsigned char)(0x80 | opcode)};
    size_t extra = len < 126 ? 0 : len <= 0xffff ? 2 : 8;
    h[1] = (unsigned char)(extra == 0 ? len : extra == 2 ? 126 : 127);
    for (size_t i = 0; i < extra; i++)
        h[2 + i] = (unsigned char)(len >> (8 * (extra - 1 - i)));
    buf_put(b, h, 2 + extra);
}

void conn_clear(struct conn *c)
{
    for (size_t i = 0; i < c->queue.n; i++)
        frame_unref(c->queue.p[i].frame);
    vec_clear(&c->queue);
    c->queued = 0;
}

void conn_send(struct conn *c, struct frame *f, enum ws_opcode opcode)
{
    if (c->close_code || c->killed)
        return;
    struct out o = {f, opcode};
    size_t len = out_len(&o);
    // One frame alone passes whatever its length, or a large document could never be had.
    if (c->queue.n && c->queued + len > c->net->config.max_queue) {
        conn_clear(c);
        conn_close(c, HOST_CLOSE_LATER, "resync");
        return;
    }
    if (!vec_push(&c->queue, o)) {
        conn_clear(c);
        conn_close(c, HOST_CLOSE_LATER, "resync");
        return;
    }
    frame_ref(f);
    c->queued += len;
    conn_mark(c);
}

// Joins what fits one write, always at least one frame, and takes it off the queue.
static void join(struct conn *c, struct buf *b)
{
    size_t taken = 0;
    buf_reset(b);
    while (taken < c->queue.n) {
        struct out *o = &c->queue.p[taken];
        if (taken && b->n + out_len(o) > NET_WRITE_MAX)
            break;
        put_header(b, o->opcode, o->frame->len);
        buf_put(b, o->frame->bytes, o->frame->len);
        c->queued -= out_len(o);
        frame_unref(o->frame);
        taken++;
    }
    memmove(c->queue.p, c->queue.p + taken, (c->queue.n - taken) * sizeof *c->queue.p);
    c->queue.n -= taken;
    CHECK(!b->overflow);
}

void conn_kill(struct conn *c)
{
    if (c->killed)
        return;
    c->killed = true;
    lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

// For a peer that takes nothing any more: lws would wait to flush, or for a Close in return, on a
// timer that a quiet loop does not arm.
void conn_drop(struct conn *c)
{
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
    if (c->killed)
        return;
    struct buf *b = &c->net->scratch;
    while (c->queue.n && !lws_partial_buffered(c->wsi)) {
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
