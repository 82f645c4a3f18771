#include "net/head.h"

#include <stdio.h>
#include <string.h>

#include "net/addresses.h"
#include "net/clock.h"
#include "net/request.h"

bool net_header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t n)
{
    int len = lws_hdr_total_length(wsi, token);
    return len > 0 && (size_t)len < n && lws_hdr_copy(wsi, out, (int)n, token) > 0;
}

static bool is_proxy(const struct net *n, const char *address)
{
    struct str rest = str_from_cstr(n->config.proxies ? n->config.proxies : "");
    bool found = false;
    while (rest.n && !found)
        found = str_eq_cstr(str_trim(str_cut(&rest, ',')), address);
    return found;
}

void net_peer(struct net *n, struct lws *wsi, char *out, size_t size, bool *loopback)
{
    char forwarded[NET_HOST_LEN];
    lws_get_peer_simple(wsi, out, size);
    bool near = strncmp(out, "127.", 4) == 0;
    bool proxied = lws_hdr_total_length(wsi, WSI_TOKEN_X_FORWARDED_FOR) > 0;
    *loopback = near && !proxied && !n->config.behind_proxy;
    if (!n->config.behind_proxy || !(near || is_proxy(n, out)) ||
        !net_header(wsi, WSI_TOKEN_X_FORWARDED_FOR, forwarded, sizeof forwarded))
        return;
    struct str addr = request_forwarded_for(str_from_cstr(forwarded));
    if (addr.n && addr.n < size) {
        memcpy(out, addr.p, addr.n);
        out[addr.n] = 0;
    }
}

void http_bearer(struct lws *wsi, char out[NET_HOST_LEN])
{
    char auth[NET_HOST_LEN] = "";
    net_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, auth, sizeof auth);
    snprintf(out, NET_HOST_LEN, "%s", strncmp(auth, "Bearer ", 7) == 0 ? auth + 7 : "");
}

bool http_is_plain(const char *text)
{
    for (; *text; text++)
        if (*text <= ' ' || *text >= 0x7f)
            return false;
    return true;
}

// libwebsockets keeps each name=value by itself, and would join them without what parted them.
void http_query(struct lws *wsi, char *out, size_t size)
{
    size_t at = 0;
    out[0] = 0;
    for (int i = 0; at + 1 < size; i++) {
        size_t from = i ? at + 1 : 0;
        int n =
            lws_hdr_copy_fragment(wsi, out + from, (int)(size - from), WSI_TOKEN_HTTP_URI_ARGS, i);
        if (n <= 0)
            break;
        if (i)
            out[at] = '&';
        at = from + (size_t)n;
    }
    out[at] = 0;
}

enum key_tried http_key(struct net *n, struct lws *wsi, const char *bearer, uint64_t *wait_s)
{
    char addr[NET_ADDRESS_LEN + 2];
    bool loopback;
    net_peer(n, wsi, addr, sizeof addr, &loopback);
    return host_key_tried(n->host, addr, bearer, net_now(n), wait_s);
}
