// Nothing is written to a WebSocket from here: writes and closes
// happen at the end of the turn.
#include "net/callback.h"

#include "base/utf8.h"
#include "net/addresses.h"
#include "net/answer.h"
#include "net/conn.h"
#include "net/guard.h"
#include "net/head.h"
#include "net/http.h"
#include "net/link.h"
#include "net/request.h"
#include "net/socket.h"
#include "net/state.h"
#include "net/stream.h"
#include "net/tls.h"
#include "net/upload.h"

static struct net *net_of(struct lws *wsi)
{
    return lws_context_user(lws_get_context(wsi));
}

static int established(struct net *n, struct lws *wsi)
{
    char addr[NET_ADDRESS_LEN + 2], query[NET_HOST_LEN];
    struct host_peer peer = {.addr = addr};
    struct conn *c = socket_new(n, wsi, guard_is_echo(wsi));
    if (!c)
        return -1;
    lws_set_opaque_user_data(wsi, c);
    net_peer(n, wsi, addr, sizeof addr, &peer.loopback);
    http_query(wsi, query, sizeof query);
    request_room(str_from_cstr(query), &peer.room);
    if (!c->echo) {
        n->active = true;
        host_connected(n->host, c->id, &peer);
    }
    return 0;
}

static void closed(struct lws *wsi)
{
    struct conn *c = lws_get_opaque_user_data(wsi);
    if (!c)
        return;
    lws_set_opaque_user_data(wsi, NULL);
    conn_ended(c);
}

static int ws_event(struct net *n, struct lws *wsi, enum lws_callback_reasons why, void *in,
                    size_t len)
{
    if (why == LWS_CALLBACK_ESTABLISHED)
        return established(n, wsi);
    struct conn *c = lws_get_opaque_user_data(wsi);
    if (!c)
        return 0;
    if (why == LWS_CALLBACK_RECEIVE)
        socket_receive(c, in, len);
    else if (why == LWS_CALLBACK_RECEIVE_PONG) {
        c->heard = uv_now(&n->loop);
        c->head = 0;
    } else if (why == LWS_CALLBACK_SERVER_WRITEABLE) {
        c->asked = false;
        conn_mark(c);
    }
    return 0;
}

// lws sends back what it was given, unless it knows the code to be wrong; RFC 6455, 7.4.
static bool close_is_sound(const unsigned char *body, size_t n)
{
    if (n < 2)
        return n == 0;
    unsigned code = (unsigned)body[0] << 8 | body[1];
    bool ours = code >= 3000 && code <= 4999;
    bool named = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    return (ours || named) && utf8_valid((struct str){(const char *)body + 2, n - 2});
}

static int upgrade(struct net *n, struct lws *wsi, const char *up)
{
    int status;
    const char *refused = guard_upgrade(n, wsi, up, &status);
    if (!refused && tls_is_missing(n, wsi)) {
        status = 403;
        refused = "Par HTTPS seulement. / By HTTPS only.";
    }
    if (!refused)
        return 0;
    // lws keeps the connection after an answered refusal and would read what follows as HTTP.
    http_refuse(n, wsi, status, refused);
    return -1;
}

static int callback(struct lws *wsi, enum lws_callback_reasons why, void *user, void *in,
                    size_t len)
{
    UNUSED(user);
    struct net *n = net_of(wsi);
    switch (why) {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
        return n->sockets >= n->max_sockets;
    case LWS_CALLBACK_WSI_CREATE:
        n->sockets++;
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        n->sockets -= n->sockets > 0;
        upload_drop(n, wsi);
        stream_drop(n, wsi);
        link_gone(n, wsi);
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return upgrade(n, wsi, in);
    case LWS_CALLBACK_HTTP:
        return http_request(n, wsi);
    case LWS_CALLBACK_HTTP_BODY:
        return upload_more(n, wsi, in, len);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return upload_end(n, wsi);
    case LWS_CALLBACK_ESTABLISHED:
    case LWS_CALLBACK_RECEIVE:
    case LWS_CALLBACK_RECEIVE_PONG:
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return ws_event(n, wsi, why, in, len);
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        return close_is_sound(in, len) ? 0 : -1;
    case LWS_CALLBACK_CLOSED:
        closed(wsi);
        return 0;
    case LWS_CALLBACK_HTTP_WRITEABLE: {
        int told = link_more(n, wsi);
        return told == LINK_NONE ? stream_more(n, wsi) : told;
    }
    default:
        return 0;
    }
}

enum { RX_BYTES = 1024, TX_BYTES = 4 << 20 };

const struct lws_protocols net_protocols[] = {
    {"http-only", callback, 0, RX_BYTES, 0, NULL, TX_BYTES},
    {"tablee.v1", callback, 0, RX_BYTES, 0, NULL, TX_BYTES},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};
