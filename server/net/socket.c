// What goes out: one write a connection and turn, joining frames made ready here. Bytes that are
// complete frames go out as they are with LWS_WRITE_HTTP, which a test pins (tests/wire).
#include "net/socket.h"

#include <string.h>
#include <sys/socket.h>

#include "base/utf8.h"
#include "net/conn.h"

enum { KEEP_BYTES = 4096 };

// ---- what comes in

static void echo(struct conn *c, bool binary)
{
    struct frame *f = frame_new(buf_view(&c->in));
    conn_send(c, f, binary ? WS_BINARY : WS_TEXT);
    frame_unref(f);
}

static void message(struct conn *c, bool binary)
{
    struct str text = buf_view(&c->in);
    if (c->echo && (binary || utf8_valid(text)))
        echo(c, binary);
    else if (binary)
        conn_close(c, LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE, "text only");
    else
        conn_text(c, text);
}

static void under_way(struct conn *c, bool on)
{
    c->half = on ? c->heard : 0;
}

void socket_receive(struct conn *c, const char *p, size_t n)
{
    size_t rest = lws_remaining_packet_payload(c->wsi);
    c->heard = uv_now(&c->net->loop);
    c->head = 0;
    if (c->close_code)
        return;
    if (lws_is_first_fragment(c->wsi)) {
        buf_reset(&c->in);
        c->fragments = 0;
        under_way(c, true);
    }
    if (rest > c->in.max || n > c->in.max - rest || c->in.n > c->in.max - rest - n) {
        conn_close(c, HOST_CLOSE_TOO_BIG, "too big");
        return;
    }
    buf_put(&c->in, p, n);
    if (rest)
        return;
    if (++c->fragments > NET_FRAGMENTS) {
        conn_close(c, HOST_CLOSE_TOO_BIG, "too many fragments");
    } else if (lws_is_final_fragment(c->wsi)) {
        message(c, lws_frame_is_binary(c->wsi));
        if (c->in.cap > KEEP_BYTES)
            buf_free(&c->in);
        else
            buf_reset(&c->in);
        c->fragments = 0;
        under_way(c, false);
    }
}

// ---- what goes out

static void kill_now(struct conn *c)
{
    if (c->killed)
        return;
    c->killed = true;
    lws_set_timeout(c->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

static void drop(struct conn *c)
{
    shutdown(lws_get_socket_fd(c->wsi), SHUT_RDWR);
    kill_now(c);
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
    kill_now(c);
}

// Of many, what fits one write, always at least one; false when the connection is gone.
static bool write_joined(struct conn *c)
{
    struct buf *b = &c->net->scratch;
    const struct out *first = c->queue.items.p;
    size_t n = 0;
    buf_reset(b);
    while (n < c->queue.items.n && (!n || b->n + out_len(&first[n]) <= NET_WRITE_MAX))
        buf_str(b, out_framed(first[n++].frame));
    CHECK(!b->overflow);
    out_queue_take(&c->queue, n);
    return lws_write(c->wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP) >= 0;
}

// One goes as it is: nobody writes into it, lws neither.
static inline bool write_one(struct conn *c)
{
    struct frame *f = c->queue.items.p[0].frame;
    struct str bytes = out_framed(f);
    unsigned char *p = (unsigned char *)(uintptr_t)bytes.p;
    bool written = lws_write(c->wsi, p, bytes.n, LWS_WRITE_HTTP) >= 0;
    c->queue.items.n = c->queue.bytes = 0;
    frame_unref(f);
    return written;
}

// Something waits for lws to have passed on what it holds, or the connection ends.
static void wait_or_finish(struct conn *c)
{
    if (c->queue.items.n || lws_partial_buffered(c->wsi))
        ask(c);
    else
        finish(c);
}

static void flush(struct conn *c)
{
    if (c->killed)
        return;
    while (c->queue.items.n && !lws_partial_buffered(c->wsi)) {
        if (!(c->queue.items.n == 1 ? write_one(c) : write_joined(c))) {
            drop(c);
            return;
        }
    }
    if (c->queue.items.n || c->close_code)
        wait_or_finish(c);
}

struct conn *socket_new(struct net *n, struct lws *wsi, bool echo)
{
    static const struct conn_way way = {flush, drop, NULL};
    struct conn *c = conn_new(n, &way, echo);
    if (c)
        c->wsi = wsi;
    return c;
}
