// POST: a body is gathered whole and bounded, then handed to the host. Only JSON, so that a page of
// another site must ask first, and is refused.
#include <stdio.h>
#include <string.h>

#include "net/parts.h"

enum { PATH_LEN = 1024 };

struct upload {
    struct pending pending;
    char path[PATH_LEN], query[PATH_LEN], bearer[NET_HOST_LEN];
    struct buf in;
};

void upload_drop(struct net *n, struct lws *wsi)
{
    struct upload *u = map64_del(&n->uploads, net_key(wsi));
    if (!u)
        return;
    buf_free(&u->in);
    mem_free(u);
}

static const char *refused_body(struct lws *wsi, size_t *length, int *status)
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
    if (bytes > HOST_SENT_MAX)
        return "C’est trop long. / It is too long.";
    *length = (size_t)bytes;
    return NULL;
}

int upload_begin(struct net *n, struct lws *wsi, const char *path)
{
    char auth[NET_HOST_LEN] = "";
    size_t length = 0;
    int status;
    const char *refused = guard_origin(n, wsi, &status);
    if (!refused)
        refused = refused_body(wsi, &length, &status);
    if (!refused && n->uploads.n >= UPLOADS_MAX) {
        status = 503;
        refused = "Trop d’envois à la fois. / Too much is being sent at once.";
    }
    if (refused)
        return http_refuse(n, wsi, status, refused);
    struct upload *u = mem_alloc(sizeof *u);
    u->pending.wsi = wsi;
    u->pending.by = net_by(n);
    snprintf(u->path, sizeof u->path, "%s", path);
    http_query(wsi, u->query, sizeof u->query);
    net_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, auth, sizeof auth);
    if (strncmp(auth, "Bearer ", 7) == 0)
        memcpy(u->bearer, auth + 7, strlen(auth + 7));
    buf_init(&u->in, HOST_SENT_MAX);
    map64_put(&n->uploads, net_key(wsi), u);
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
    bool ours = host_post(n->host, u->path, u->query, u->bearer[0] ? u->bearer : NULL,
                          buf_view(&u->in), &n->body, &type, &status);
    upload_drop(n, wsi);
    if (!ours)
        return http_refuse(n, wsi, 404, "Cette adresse n’existe pas. / There is no such address.");
    return http_answer(n, wsi, status, type, buf_view(&n->body));
}
