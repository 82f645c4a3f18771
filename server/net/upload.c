#include "net/upload.h"

#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "net/answer.h"
#include "net/clock.h"
#include "net/guard.h"
#include "net/head.h"
#include "net/link.h"

enum { PATH_LEN = NET_PATH_LEN };

struct upload {
    struct pending pending;
    bool said; // by a link
    char path[PATH_LEN], query[PATH_LEN], bearer[NET_HOST_LEN];
    struct buf in;
};

void upload_drop(struct net *n, struct lws *wsi)
{
    struct upload *u = map64_del(&n->uploads, net_key(wsi));
    if (!u)
        return;
    n->sent -= !u->said;
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

// What is sent may be refused before it comes.
static const char *refused(struct net *n, struct lws *wsi, struct upload *u, size_t *length,
                           int *status)
{
    const char *why = guard_origin(n, wsi, status);
    if (!why)
        why = refused_body(wsi, u->said ? NET_SAID_MAX : HOST_SENT_MAX, length, status);
    if (!why && u->said)
        why = link_may_post(n, u->query, u->bearer, status);
    if (!why && !u->said && n->sent >= UPLOADS_MAX) {
        *status = 503;
        why = "Trop d’envois à la fois. / Too much is being sent at once.";
    }
    return why;
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
    const char *why = refused(n, wsi, u, &length, &status);
    if (why) {
        mem_free(u);
        return http_refuse(n, wsi, status, why);
    }
    buf_init(&u->in, u->said ? NET_SAID_MAX : HOST_SENT_MAX);
    map64_put(&n->uploads, net_key(wsi), u);
    n->sent += !u->said;
    return length ? 0 : upload_end(n, wsi);
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
    const char *type = "";
    int status = 200;
    if (!u)
        return -1;
    if (u->said) {
        int rc = link_post(n, wsi, u->query, u->bearer, buf_view(&u->in));
        upload_drop(n, wsi);
        return rc;
    }
    bool ours = host_post(n->host, u->path, u->query, u->bearer[0] ? u->bearer : NULL,
                          buf_view(&u->in), &n->body, &type, &status);
    upload_drop(n, wsi);
    if (!ours)
        return http_refuse(n, wsi, 404, "Cette adresse n’existe pas. / There is no such address.");
    return http_answer(n, wsi, status, type, buf_view(&n->body));
}
