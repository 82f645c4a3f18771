#include "net/upload.h"

#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "host/budget.h"
#include "net/addresses.h"
#include "net/answer.h"
#include "net/clock.h"
#include "net/guard.h"
#include "net/head.h"
#include "net/link.h"
#include "net/stream.h"

enum { PATH_LEN = NET_PATH_LEN };

static const char no_address[] = "Cette adresse n’existe pas. / There is no such address.";

struct upload {
    struct pending pending;
    bool said;    // by a link
    bool trusted; // by the host's key, or from this computer
    uint64_t address;
    char path[PATH_LEN], query[PATH_LEN], bearer[NET_HOST_LEN];
    enum key_tried key;
    struct buf in;
};

void upload_drop(struct net *n, struct lws *wsi)
{
    struct upload *u = map64_del(&n->uploads, net_key(wsi));
    if (!u)
        return;
    n->sent -= !u->said;
    n->sent_trusted -= u->trusted;
    buf_free(&u->in);
    mem_free(u);
}

static const char *refused_body(struct lws *wsi, int64_t max, size_t *length, int *status)
{
    char type[NET_HOST_LEN] = "", said[32] = "";
    int64_t bytes;
    *status = 415;
    if (!net_header(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, type, sizeof type) ||
        strncmp(type, "application/json", 16) != 0)
        return "Envoyez du JSON. / Send JSON.";
    *status = 411;
    if (!net_header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, said, sizeof said) ||
        !str_int(str_from_cstr(said), 0, INT64_MAX / 2, &bytes))
        return "Il manque la longueur. / The length is missing.";
    *status = 413;
    if (bytes > max)
        return "C’est trop long. / It is too long.";
    *length = (size_t)bytes;
    return NULL;
}

// Whoever may not change anything takes no place of those who may.
static const char *refused_sender(const struct net *n, const struct upload *u, int *status)
{
    int no = host_post_refused(n->host, u->path, u->bearer[0] ? u->bearer : NULL);
    if (no)
        *status = no;
    return no == 404 ? no_address
           : no      ? "Il faut la clé de l’hôte. / The host’s key is needed."
                     : NULL;
}

// What is sent may be refused before it comes.
static const char *refused(struct net *n, struct lws *wsi, struct upload *u, size_t *length,
                           int *status)
{
    const char *why = guard_origin(n, wsi, status);
    if (!why && !u->said)
        why = refused_sender(n, u, status);
    if (!why)
        why = refused_body(wsi, u->said ? NET_SAID_MAX : HOST_SENT_MAX, length, status);
    if (!why && u->said)
        why = link_may_post(n, u->query, u->bearer, status);
    return why;
}

static size_t sent_from(const struct net *n, uint64_t address)
{
    size_t count = 0, at = 0;
    for (const struct map64_slot *s; (s = map64_next(&n->uploads, &at));) {
        const struct upload *u = s->value;
        count += !u->said && u->address == address;
    }
    return count;
}

// Who dawdles keeps nobody else from sending: strangers share one half, and the host has the other.
static bool crowded(struct net *n, struct lws *wsi, struct upload *u)
{
    char addr[NET_ADDRESS_LEN + 2];
    bool loopback;
    net_peer(n, wsi, addr, sizeof addr, &loopback);
    u->address = budget_address(str_from_cstr(addr));
    u->trusted = !u->said && (loopback || u->key == HOST_KEY_RIGHT);
    if (u->said)
        return false;
    if (u->trusted)
        return n->sent_trusted >= UPLOADS_MAX;
    return n->sent - n->sent_trusted >= UPLOADS_MAX || sent_from(n, u->address) >= UPLOADS_ADDRESS;
}

int upload_begin(struct net *n, struct lws *wsi, const char *path)
{
    struct upload *u = mem_alloc(sizeof *u);
    size_t length = 0;
    int status;
    u->pending.wsi = wsi;
    u->pending.by = net_by(n);
    u->said = strcmp(path, "/api/link") == 0;
    snprintf(u->path, sizeof u->path, "%s", path);
    http_query(wsi, u->query, sizeof u->query);
    http_bearer(wsi, u->bearer);
    uint64_t wait_s = NET_REQUEST_SECONDS * NET_BODY_TIMES;
    u->key = u->said ? HOST_KEY_NONE : http_key(n, wsi, u->bearer, &wait_s);
    const char *why = u->key == HOST_KEY_LATER ? NULL : refused(n, wsi, u, &length, &status);
    bool full = !why && crowded(n, wsi, u);
    if (why || full || u->key == HOST_KEY_LATER) {
        status = why ? status : u->key == HOST_KEY_LATER ? 429 : 503;
        mem_free(u);
        return why ? http_refuse(n, wsi, status, why) : http_later(n, wsi, status, wait_s);
    }
    buf_init(&u->in, u->said ? NET_SAID_MAX : HOST_SENT_MAX);
    map64_put(&n->uploads, net_key(wsi), u);
    n->sent += !u->said;
    n->sent_trusted += u->trusted;
    return 0; // lws tells the end of an empty body too
}

int upload_more(struct net *n, struct lws *wsi, const void *bytes, size_t count)
{
    struct upload *u = map64_get(&n->uploads, net_key(wsi));
    if (!u)
        return -1;
    buf_put(&u->in, bytes, count);
    return u->in.overflow ? -1 : 0;
}

int upload_end(struct net *n, struct lws *wsi)
{
    struct upload *u = map64_get(&n->uploads, net_key(wsi));
    if (!u)
        return -1;
    if (u->said) {
        int rc = link_post(n, wsi, u->query, u->bearer, buf_view(&u->in));
        upload_drop(n, wsi);
        return rc;
    }
    host_clock(n->host, net_now(n));
    struct host_download *d =
        host_post(n->host, u->path, u->query, u->bearer[0] ? u->bearer : NULL, buf_view(&u->in));
    upload_drop(n, wsi);
    if (!d)
        return http_refuse(n, wsi, 404, no_address);
    return stream_answer(n, wsi, d, false) ? 0 : http_later(n, wsi, 503, NET_REQUEST_SECONDS);
}
