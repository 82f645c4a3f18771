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
    wheel_add(n, c);
    return c;
}

static void conn_free(struct conn *c)
{
    map64_del(&c->net->conns, c->id);
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
    c->close_by = uv_now(&c->net->loop) + CLOSE_WAIT;
    c->net->closing++;
    conn_mark(c);
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

void conn_flush(struct conn *c)
{
    c->dirty = false;
    c->way->flush(c);
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
