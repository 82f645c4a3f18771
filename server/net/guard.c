#include "net/guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "net/head.h"
#include "net/request.h"

static struct request_names names_of(const struct net *n)
{
    return (struct request_names){n->own_host, n->public_host};
}

// A name that white space parts from its colon is no header to lws, and the length it tells may be
// one to whoever stands between.
#if LWS_LIBRARY_VERSION_NUMBER >= 4003000

static void look_at_name(const char *name, int n, void *odd)
{
    *(bool *)odd |= memchr(name, ' ', (size_t)n) || memchr(name, '\t', (size_t)n);
}

static bool has_odd_name(struct lws *wsi)
{
    bool odd = false;
    lws_hdr_custom_name_foreach(wsi, look_at_name, &odd);
    return odd;
}

#else // names cannot be listed, only asked for

enum { BLANKS_MAX = 16 };

static bool has_odd_name(struct lws *wsi)
{
    static const char *const lengths[] = {"content-length", "transfer-encoding"};
    char name[40];
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++)
        for (int blank = 1; blank <= BLANKS_MAX; blank++) {
            int n = snprintf(name, sizeof name, "%s%*s:", lengths[i], blank, "");
            if (lws_hdr_custom_length(wsi, name, n) >= 0)
                return true;
            name[n - 2] = '\t';
            if (lws_hdr_custom_length(wsi, name, n) >= 0)
                return true;
        }
    return false;
}

#endif

// Where a request ends must be said once, and so that everybody reads it alike.
static bool has_one_end(struct lws *wsi)
{
    char said[24];
    int64_t bytes;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) <= 0)
        return !has_odd_name(wsi);
    for (const char *p = said;
         net_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, said, sizeof said) && *p; p++)
        if (*p < '0' || *p > '9')
            return false;
    return str_int(str_from_cstr(said), 0, INT64_MAX / 2, &bytes) &&
           lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) <= 0 && !has_odd_name(wsi);
}

const char *guard_length(struct lws *wsi, int *status)
{
    *status = 400;
    return has_one_end(wsi) ? NULL
                            : "La longueur de cette requête n’est pas claire. / "
                              "The length of this request is not clear.";
}

const char *guard_request(struct net *n, struct lws *wsi, int *status)
{
    char host[NET_HOST_LEN];
    struct request_names names = names_of(n);
    if (!net_header(wsi, WSI_TOKEN_HOST, host, sizeof host) ||
        !request_host_sound(str_from_cstr(host))) {
        *status = 400;
        return "Requête sans nom de serveur valable. / The request names no valid server.";
    }
    if (!request_host_known(str_from_cstr(host), &names)) {
        *status = 403;
        return "Ce serveur ne répond pas à ce nom; --public-url le lui donne. / "
               "This server does not answer to this name; --public-url gives it.";
    }
    return NULL;
}

// Programs without a page send no Origin.
static bool origin_allowed(const struct net *n, struct lws *wsi)
{
    char origin[NET_HOST_LEN], host[NET_HOST_LEN];
    struct request_names names = names_of(n);
    if (lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) <= 0)
        return true;
    return net_header(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin) &&
           net_header(wsi, WSI_TOKEN_HOST, host, sizeof host) &&
           request_origin_allowed(str_from_cstr(origin), str_from_cstr(host), &names);
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
    return net_header(wsi, WSI_TOKEN_PROTOCOL, list, sizeof list) &&
           request_offers(str_from_cstr(list), wanted);
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
    const char *refused = guard_length(wsi, status);
    if (refused)
        return refused;
    refused = guard_request(n, wsi, status);
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
    char query[NET_HOST_LEN];
    struct str code;
    http_query(wsi, query, sizeof query);
    if (!request_room(str_from_cstr(query), &code))
        return "Un code d’atelier a sept chiffres. / A workshop’s code has seven digits.";
    if (!offers(wsi, STR("tablee.v1")))
        return "Le sous-protocole est tablee.v1. / The subprotocol is tablee.v1.";
    return NULL;
}
