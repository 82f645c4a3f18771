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

void socket_receive(struct conn *c, const char *p, size_t n)
{
    size_t rest = lws_remaining_packet_payload(c->wsi);
    c->heard = uv_now(&c->net->loop);
    if (c->close_code)
        return;
    if (lws_is_first_fragment(c->wsi)) {
        buf_reset(&c->in);
        c->fragments = 0;
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
    }
}

// ---- what goes out

static void put_header(struct buf *b, enum ws_opcode opcode, uint64_t len)
{
    unsigned char h[OUT_HEADER_MAX] = {(unsigned char)(0x80 | opcode)};
    size_t extra = len < 126 ? 0 : len <= 0xffff ? 2 : 8;
    h[1] = (unsigned char)(extra == 0 ? len : extra == 2 ? 126 : 127);
    for (size_t i = 0; i < extra; i++)
        h[2 + i] = (unsigned char)(len >> (8 * (extra - 1 - i)));
    buf_put(b, h, 2 + extra);
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

static void flush(struct conn *c)
{
    if (c->killed)
        return;
    struct buf *b = &c->net->scratch;
    while (c->queue.items.n && !lws_partial_buffered(c->wsi)) {
        join(c, b);
        if (lws_write(c->wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP) < 0) {
            drop(c);
            return;
        }
    }
    if (lws_partial_buffered(c->wsi))
        ask(c);
    else if (c->close_code)
        finish(c);
}

struct conn *socket_new(struct net *n, struct lws *wsi, bool echo)
{
    static const struct conn_way way = {flush, drop, NULL};
    struct conn *c = conn_new(n, &way, echo);
    if (c)
        c->wsi = wsi;
    return c;
}
