#include "net/link.h"

#include <stdio.h>
#include <string.h>

#include "base/jw.h"
#include "net/addresses.h"
#include "net/answer.h"
#include "net/conn.h"
#include "net/drop.h"
#include "net/guard.h"
#include "net/head.h"
#include "net/request.h"

enum { PADDING = 2048 }; // bytes that some proxies hold back before they pass anything on

struct link {
    char secret[HOST_TOKEN_TEXT];
    char room[8]; // that its address names, or ""
    enum host_way way;
    struct lws *reader; // NULL: nobody takes what is told now
    bool began;         // its head was sent
    bool chunked;
};

static const char unknown[] = "Ce lien n’est plus. / There is no such link.";

static struct conn *find(const struct net *n, const char *query, const char *bearer)
{
    struct str room;
    struct conn *c = map_get(&n->links, str_from_cstr(bearer));
    return c && request_room(str_from_cstr(query), &room) && str_eq_cstr(room, c->link->room)
               ? c
               : NULL;
}

// ---- what is said

const char *link_may_post(struct net *n, const char *query, const char *bearer, int *status)
{
    struct str room;
    *status = 400;
    if (!request_room(str_from_cstr(query), &room))
        return "Un code d’atelier a sept chiffres. / A workshop’s code has seven digits.";
    *status = 503;
    if (n->draining)
        return "Le serveur redémarre. / The server is restarting.";
    *status = 404;
    return !bearer[0] || find(n, query, bearer) ? NULL : unknown;
}

static void forget_reader(struct conn *c)
{
    if (c->link->reader)
        map64_del(&c->net->readers, net_key(c->link->reader));
    c->link->reader = NULL;
}

static void flush(struct conn *c)
{
    if (c->link->reader && (c->queue.items.n || c->close_code))
        lws_callback_on_writable(c->link->reader);
}

static void drop(struct conn *c)
{
    struct lws *reader = c->link->reader;
    c->killed = true;
    forget_reader(c);
    conn_ended(c);
    if (reader)
        wsi_drop(reader);
}

static void release(struct conn *c)
{
    if (!c->link)
        return;
    forget_reader(c);
    map_del(&c->net->links, str_from_cstr(c->link->secret));
    mem_free(c->link);
}

static int open_link(struct net *n, struct lws *wsi, const char *query)
{
    char addr[NET_ADDRESS_LEN + 2], answer[64];
    struct host_peer peer = {.addr = addr, .way = HOST_WAY_EVENTS};
    static const struct conn_way way = {flush, drop, release};
    struct conn *c = conn_new(n, &way, false);
    if (!c)
        return http_refuse(n, wsi, 503, "Le serveur est plein. / The server is full.");
    struct link *l = c->link = mem_alloc(sizeof *l);
    net_peer(n, wsi, addr, sizeof addr, &peer.loopback);
    request_room(str_from_cstr(query), &peer.room);
    if (strstr(query, "by=polls"))
        peer.way = HOST_WAY_POLLS;
    l->way = peer.way;
    snprintf(l->room, sizeof l->room, STR_FMT, STR_ARG(peer.room));
    host_secret(l->secret);
    CHECK(map_put(&n->links, str_from_cstr(l->secret), c));
    n->active = true;
    host_connected(n->host, c->id, &peer);
    snprintf(answer, sizeof answer, "{\"link\":\"%s\"}", l->secret);
    return http_answer(n, wsi, 200, "application/json; charset=utf-8", str_from_cstr(answer));
}

int link_post(struct net *n, struct lws *wsi, const char *query, const char *bearer,
              struct str said)
{
    if (!bearer[0])
        return open_link(n, wsi, query);
    struct conn *c = find(n, query, bearer);
    if (!c) // it went while the body came
        return http_refuse(n, wsi, 404, unknown);
    uint32_t id = c->id;
    c->heard = uv_now(&n->loop);
    while (said.n && (c = conn_get(n, id)) && !c->close_code) {
        struct str line = str_cut(&said, '\n');
        if (line.n > n->config.max_message)
            conn_close(c, HOST_CLOSE_TOO_BIG, "too big");
        else if (line.n)
            conn_text(c, line);
    }
    return http_answer(n, wsi, 200, "application/json; charset=utf-8", STR("{}"));
}

// ---- what is told

int link_read(struct net *n, struct lws *wsi)
{
    char query[NET_HOST_LEN], bearer[NET_HOST_LEN], version[16] = "";
    int status;
    const char *refused = guard_origin(n, wsi, &status);
    http_query(wsi, query, sizeof query);
    http_bearer(wsi, bearer);
    struct conn *c = find(n, query, bearer);
    if (refused || !c)
        return http_sentence(n, wsi, refused ? status : 404, false, refused ? refused : unknown);
    if (c->link->reader)
        return http_sentence(n, wsi, 409, false, "Ce lien est déjà lu. / This link is being read.");
    net_header(wsi, WSI_TOKEN_HTTP, version, sizeof version);
    c->heard = uv_now(&n->loop);
    c->link->reader = wsi;
    c->link->began = false;
    c->link->chunked = strcmp(version, "HTTP/1.1") == 0;
    CHECK(map64_put(&n->readers, net_key(wsi), c));
    lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0); // ours is the silence of the connection
    if (c->link->way == HOST_WAY_EVENTS || c->queue.items.n || c->close_code)
        lws_callback_on_writable(wsi);
    return 0;
}

static void put_event(struct buf *b, const struct out *o)
{
    if (o->opcode == WS_PING) {
        buf_puts(b, ":\n\n");
        return;
    }
    buf_puts(b, "data: ");
    buf_put(b, o->frame->bytes, o->frame->len);
    buf_puts(b, "\n\n");
}

static void put_close(const struct conn *c, struct buf *b)
{
    struct jw w;
    buf_puts(b, "event: close\ndata: ");
    jw_init(&w, b);
    jw_obj(&w);
    jw_kint(&w, "code", c->close_code);
    if (c->close_code == HOST_CLOSE_NODE)
        jw_kcstr(&w, "reason", c->reason);
    jw_end(&w);
    buf_puts(b, "\n\n");
}

// What fits one write, and at the very end how it ended.
static void put_events(struct conn *c, struct buf *b)
{
    size_t taken = 0;
    for (; taken < c->queue.items.n; taken++) {
        const struct out *o = &c->queue.items.p[taken];
        if (taken && b->n + o->frame->len > NET_WRITE_MAX)
            break;
        put_event(b, o);
    }
    out_queue_take(&c->queue, taken);
    if (c->close_code && !c->queue.items.n)
        put_close(c, b);
    CHECK(!b->overflow);
}

static struct reply events_head(bool head)
{
    return (struct reply){.status = 200,
                          .type = "text/event-stream",
                          .cache = "no-store, no-transform",
                          .events = true,
                          .head = head};
}

// One answer, which ends here, so that nobody can hold it back.
static int answer_poll(struct conn *c, struct lws *wsi)
{
    struct net *n = c->net;
    struct reply r = events_head(false);
    bool over;
    buf_reset(&n->body);
    put_events(c, &n->body);
    over = c->close_code && !c->queue.items.n;
    forget_reader(c);
    r.body = buf_view(&n->body);
    if (over)
        conn_ended(c);
    return http_reply(n, wsi, &r);
}

static void put_stream_head(struct conn *c, struct lws *wsi)
{
    struct reply r = events_head(true);
    r.length = c->link->chunked ? LENGTH_CHUNKED : LENGTH_TO_THE_END;
    r.close = !c->link->chunked;
    http_put_head(c->net, wsi, &r, &c->net->scratch);
}

static void put_chunk(struct buf *b, struct str bytes, bool chunked, bool last)
{
    if (chunked && bytes.n)
        buf_printf(b, "%zx\r\n", bytes.n);
    buf_str(b, bytes);
    if (chunked && bytes.n)
        buf_puts(b, "\r\n");
    if (chunked && last)
        buf_puts(b, "0\r\n\r\n");
}

static int go_on(struct conn *c, struct lws *wsi)
{
    struct net *n = c->net;
    struct buf *b = &n->scratch;
    bool began = c->link->began, chunked = c->link->chunked;
    buf_reset(&n->body);
    buf_reset(b);
    if (!began) {
        buf_printf(&n->body, ":%*s\n\nevent: open\ndata: {}\n\n", PADDING, "");
        put_stream_head(c, wsi);
    }
    c->link->began = true;
    put_events(c, &n->body);
    bool over = c->close_code && !c->queue.items.n;
    put_chunk(b, buf_view(&n->body), chunked, over);
    if (over) {
        forget_reader(c);
        conn_ended(c);
    } else if (c->queue.items.n) {
        lws_callback_on_writable(wsi);
    }
    enum lws_write_protocol how = began ? LWS_WRITE_HTTP : LWS_WRITE_HTTP_HEADERS;
    if (b->n && lws_write(wsi, (unsigned char *)b->p, b->n, how) < 0)
        return -1;
    if (!over)
        return 0;
    return !chunked || lws_http_transaction_completed(wsi) ? -1 : 0;
}

int link_more(struct net *n, struct lws *wsi)
{
    struct conn *c = map64_get(&n->readers, net_key(wsi));
    if (!c)
        return LINK_NONE;
    if (lws_partial_buffered(wsi)) {
        lws_callback_on_writable(wsi);
        return 0;
    }
    bool told = c->queue.items.n || c->close_code;
    if (c->link->way == HOST_WAY_POLLS)
        return told ? answer_poll(c, wsi) : 0;
    return told || !c->link->began ? go_on(c, wsi) : 0;
}

// ---- its end

void link_gone(struct net *n, struct lws *wsi)
{
    struct conn *c = map64_get(&n->readers, net_key(wsi));
    if (!c)
        return;
    forget_reader(c);
    conn_ended(c);
}
