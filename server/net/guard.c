// Which requests may pass: the names this server answers to, and what may become a WebSocket.
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "net/parts.h"

// A name of digits and dots, or of hexadecimal digits and colons in brackets: an address. Nobody
// can point an address at another server, so it needs no list (names can be rebound).
static bool is_address(struct str name)
{
    if (!name.n)
        return false;
    bool v6 = name.p[0] == '[' && name.p[name.n - 1] == ']';
    for (size_t i = v6; i < name.n - v6; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (v6 ? !isxdigit(c) && c != ':' && c != '.' : !isdigit(c) && c != '.')
            return false;
    }
    return true;
}

static bool same(struct str a, const char *b)
{
    return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}

// Takes ":port" off; false when what follows the name is no port.
static bool split_port(struct str *name)
{
    size_t at = name->n;
    while (at > 0 && isdigit((unsigned char)name->p[at - 1]))
        at--;
    if (at > 0 && at < name->n && name->p[at - 1] == ':')
        name->n = at - 1;
    return name->n > 0;
}

static bool known_host(const struct net *n, struct str host)
{
    if (n->public_host[0] && same(host, n->public_host))
        return true;
    struct str name = host;
    if (!split_port(&name))
        return false;
    struct str local = str_sub(name, name.n > 6 ? name.n - 6 : 0, 6);
    return is_address(name) || same(name, "localhost") || same(name, n->own_host) ||
           (name.n > 6 && same(local, ".local"));
}

static bool plain(const char *host)
{
    for (; *host; host++)
        if (!isalnum((unsigned char)*host) && !strchr(".-:[]", *host))
            return false;
    return true;
}

const char *guard_request(struct net *n, struct lws *wsi, int *status)
{
    char host[NET_HOST_LEN];
    if (!net_header(wsi, WSI_TOKEN_HOST, host, sizeof host) || !plain(host)) {
        *status = 400;
        return "Requête sans nom de serveur valable. / The request names no valid server.";
    }
    if (!known_host(n, str_from_cstr(host))) {
        *status = 403;
        return "Ce serveur ne répond pas à ce nom. / This server does not answer to this name.";
    }
    return NULL;
}

// A page of another site may not speak for its reader. Programs without a page send no Origin.
static bool origin_allowed(const struct net *n, struct lws *wsi)
{
    char origin[NET_HOST_LEN], host[NET_HOST_LEN];
    if (lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) <= 0)
        return true;
    if (!net_header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin) ||
        !net_header(wsi, WSI_TOKEN_HOST, host, sizeof host))
        return false;
    struct str rest = str_from_cstr(origin);
    if (str_starts(rest, STR("https://")))
        rest = str_sub(rest, 8, rest.n);
    else if (str_starts(rest, STR("http://")))
        rest = str_sub(rest, 7, rest.n);
    else
        return false;
    return same(rest, host) || (n->public_host[0] && same(rest, n->public_host));
}

const char *guard_origin(struct net *n, struct lws *wsi, int *status)
{
    *status = 403;
    return origin_allowed(n, wsi)
               ? NULL
               : "Cette page vient d’un autre site. / This page comes from another site.";
}

// What is only read brings nothing along: lws takes any length, a negative one too, and who stands
// between could take the rest for another request.
const char *guard_bodiless(struct lws *wsi, int *status)
{
    char length[4] = "0";
    *status = 400;
    bool none = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) <= 0 &&
                (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) <= 0 ||
                 net_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, length, sizeof length));
    return none && strcmp(length, "0") == 0
               ? NULL
               : "Cette requête n’a pas de contenu. / This request has no content.";
}

static bool offers(struct lws *wsi, struct str wanted)
{
    char list[NET_HOST_LEN];
    if (!net_header(wsi, WSI_TOKEN_PROTOCOL, list, sizeof list))
        return false;
    struct str rest = str_from_cstr(list);
    while (rest.n)
        if (str_eq(str_trim(str_cut(&rest, ',')), wanted))
            return true;
    return false;
}

static bool path_is(struct lws *wsi, const char *path)
{
    char uri[NET_HOST_LEN];
    return net_header(wsi, WSI_TOKEN_GET_URI, uri, sizeof uri) && strcmp(uri, path) == 0;
}

bool guard_is_echo(struct lws *wsi)
{
#ifdef TABLEE_ECHO
    return path_is(wsi, "/echo");
#else
    UNUSED(wsi);
    return false;
#endif
}

const char *guard_upgrade(struct net *n, struct lws *wsi, const char *up, int *status)
{
    char version[8];
    *status = 400;
    if (!up || strcasecmp(up, "websocket") != 0)
        return "Seul WebSocket est offert. / Only WebSocket is offered.";
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) <= 0)
        return "Un WebSocket s’ouvre par GET. / A WebSocket opens with GET.";
    const char *refused = guard_request(n, wsi, status);
    if (refused)
        return refused;
    refused = guard_bodiless(wsi, status);
    if (refused)
        return refused;
    refused = guard_origin(n, wsi, status);
    if (refused)
        return refused;
    *status = 426;
    if (!net_header(wsi, WSI_TOKEN_VERSION, version, sizeof version) || strcmp(version, "13") != 0)
        return "Version 13 de WebSocket seulement. / WebSocket version 13 only.";
    *status = 503;
    if (n->draining)
        return "Le serveur redémarre. / The server is restarting.";
    if (guard_is_echo(wsi))
        return NULL;
    *status = 404;
    if (!path_is(wsi, "/ws"))
        return "Il n’y a pas de WebSocket ici. / There is no WebSocket here.";
    *status = 400;
    if (!offers(wsi, STR("tablee.v1")))
        return "Le sous-protocole est tablee.v1. / The subprotocol is tablee.v1.";
    return NULL;
}
