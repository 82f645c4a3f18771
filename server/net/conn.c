// One WebSocket connection: its place in the table and on the wheel, and what it sends us.
#include <string.h>

#include "base/utf8.h"
#include "net/parts.h"

enum { KEEP_BYTES = 4096 };

static void wheel_add(struct net *n, struct conn *c)
{
    struct conn **bucket = &n->wheel[c->id % NET_BUCKETS];
    c->next = *bucket;
    c->link = bucket;
    if (c->next)
        c->next->link = &c->next;
    *bucket = c;
}

static void wheel_remove(struct conn *c)
{
    *c->link = c->next;
    if (c->next)
        c->next->link = c->link;
}

struct conn *conn_new(struct net *n, struct lws *wsi, bool echo)
{
    struct conn *c = mem_alloc(sizeof *c);
    do
        n->last_id++;
    while (!n->last_id || map64_get(&n->conns, n->last_id));
    c->net = n;
    c->wsi = wsi;
    c->id = n->last_id;
    c->echo = echo;
    c->heard = uv_now(&n->loop);
    allowance_init(&c->allowance, n->config.message_rate, c->heard);
    buf_init(&c->in, echo ? NET_ECHO_MAX : n->config.max_message);
    out_queue_init(&c->queue);
    if (!map64_put(&n->conns, c->id, c)) {
        mem_free(c);
        return NULL;
    }
    wheel_add(n, c);
    return c;
}

void conn_free(struct conn *c)
{
    map64_del(&c->net->conns, c->id);
    wheel_remove(c);
    if (c->close_code)
        c->net->closing--;
    link_free(c);
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
    return map64_get(&n->conns, id);
}

void conn_mark(struct conn *c)
{
    if (!c->dirty)
        c->dirty = vec_push(&c->net->dirty, c->id);
}

void conn_close(struct conn *c, int code, const char *reason)
{
    if (c->close_code)
        return;
    c->close_code = code;
    size_t n = strlen(reason ? reason : "");
    memcpy(c->reason, reason ? reason : "", MIN(n, sizeof c->reason - 1));
    c->close_by = uv_now(&c->net->loop) + NET_CLOSE_WAIT;
    c->net->closing++;
    conn_mark(c);
}

static bool within_rate(struct conn *c)
{
    return allowance_take(&c->allowance, c->net->config.message_rate, uv_now(&c->net->loop));
}

static void echo(struct conn *c, bool binary)
{
    struct frame *f = frame_new(buf_view(&c->in));
    conn_send(c, f, binary ? WS_BINARY : WS_TEXT);
    frame_unref(f);
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

void conn_receive(struct conn *c, const char *p, size_t n)
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
