#include "net/http.h"

#include <stdio.h>
#include <string.h>

#include "base/jw.h"
#include "base/util.h"
#include "core/limits.h"
#include "net/addresses.h"
#include "net/answer.h"
#include "net/captive.h"
#include "net/clock.h"
#include "net/files.h"
#include "net/guard.h"
#include "net/head.h"
#include "net/link.h"
#include "net/probes.h"
#include "net/request.h"
#include "net/stream.h"
#include "net/tls.h"
#include "net/upload.h"

enum { PATH_LEN = NET_PATH_LEN, ADDRESSES = 8 };

static const char rooms[] = "/api/rooms/";

static const char no_client[] =
    "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Tablée</title>"
    "<h1>Tablée</h1><p>Le serveur fonctionne, mais l’application Web n’a pas été construite. "
    "Installez Node.js 18 ou plus récent et npm, puis relancez deploy/run.</p>"
    "<p lang=\"en\">The server is running, but the web client was not built. Install Node.js 18 "
    "or newer and npm, then run deploy/run again.</p></html>\n";

static bool unchanged(struct lws *wsi, const char *etag)
{
    char known[NET_HOST_LEN];
    return net_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, known, sizeof known) &&
           strstr(known, etag) != NULL;
}

static int send_file(struct net *n, struct lws *wsi, const struct file *file, int status, bool head)
{
    char accept[NET_HOST_LEN] = "";
    const char *encoding;
    net_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accept, sizeof accept);
    const struct file *v = files_variant(n->files, file, str_from_cstr(accept), &encoding);
    struct reply r = {
        .status = status == 200 && unchanged(wsi, v->etag) ? 304 : status,
        .type = v->type,
        .cache = v->immutable ? "public, max-age=31536000, immutable" : "no-cache",
        .etag = v->etag,
        .encoding = encoding,
        .vary = true,
        .head = head,
        .lasts = true,
        .body = {v->bytes, v->n},
    };
    return http_reply(n, wsi, &r);
}

static bool wants_page(struct lws *wsi)
{
    char accept[NET_HOST_LEN];
    return net_header(wsi, WSI_TOKEN_HTTP_ACCEPT, accept, sizeof accept) &&
           strstr(accept, "text/html");
}

// The page of this kind of address, which names all that its screen needs: by its first word.
static const struct file *page_of(const struct net *n, struct str path)
{
    char name[64];
    struct str rest = str_sub(path, 1, path.n), word = str_cut(&rest, '/');
    snprintf(name, sizeof name, "/pages/%.*s.html", (int)word.n, word.p);
    const struct file *file = files_get(n->files, str_from_cstr(name));
    return file ? file : files_get(n->files, STR("/index.html"));
}

// An address that is none is 404 to everybody; a person sees it in the client's own words.
static int send_client(struct net *n, struct lws *wsi, struct str path, bool head)
{
    const struct file *file = files_get(n->files, path);
    if (file)
        return send_file(n, wsi, file, 200, head);
    bool screen = request_is_screen(path);
    if (!screen && !wants_page(wsi))
        return http_sentence(n, wsi, 404, head,
                             "Cette page n’existe pas. / There is no such page.");
    file = page_of(n, path);
    if (file)
        return send_file(n, wsi, file, screen ? 200 : 404, head);
    struct reply r = {.status = screen ? 200 : 404,
                      .type = "text/html; charset=utf-8",
                      .head = head,
                      .body = {no_client, sizeof no_client - 1}};
    return http_reply(n, wsi, &r);
}

// Where phones reach this server: a page opened on "localhost" cannot know.
static void where(struct net *n, struct lws *wsi, struct buf *body)
{
    char others[ADDRESSES][NET_ADDRESS_LEN], url[PATH_LEN];
    const char *on = n->config.listen;
    bool all = on && strcmp(on, "0.0.0.0") == 0, alone = !on || strncmp(on, "127.", 4) == 0;
    int port = lws_get_vhost_listen_port(lws_get_vhost(wsi));
    int count = all && !n->config.public_url ? net_addresses(others, ADDRESSES) : 0;
    const char *named = n->config.public_url, *scheme = n->config.cert ? "https" : "http";
    struct jw w;
    buf_reset(body);
    jw_init(&w, body);
    jw_obj(&w);
    jw_karr(&w, "urls");
    if (named)
        jw_str(&w, (struct str){named, strlen(named) - str_ends(str_from_cstr(named), STR("/"))});
    for (int i = 0; i < count; i++) {
        snprintf(url, sizeof url, "%s://%s:%d", scheme, others[i], port);
        jw_cstr(&w, url);
    }
    if (!all && !alone) {
        snprintf(url, sizeof url, "%s://%s:%d", scheme, on, port);
        jw_cstr(&w, url);
    }
    jw_end(&w);
    jw_end(&w);
}

// /api/rooms/CODE and what is wanted of it.
static int send_room(struct net *n, struct lws *wsi, const char *path, const char *asked,
                     const char *bearer, bool head)
{
    struct str file = str_sub(str_from_cstr(path), sizeof rooms - 1, strlen(path));
    struct str room = str_cut(&file, '/');
    if (str_eq(file, STR("queue"))) {
        buf_reset(&n->body);
        buf_printf(&n->body, "{\"place\":%zu}", stream_place(n, wsi));
        return http_answer(n, wsi, 200, "application/json; charset=utf-8", buf_view(&n->body));
    }
    struct host_download *d = host_download_open(n->host, path, asked, bearer);
    return stream_download(n, wsi, d, head, room) ? 0
                                                  : http_later(n, wsi, 503, NET_REQUEST_SECONDS);
}

static int send_api(struct net *n, struct lws *wsi, const char *path, bool head)
{
    char query[PATH_LEN], bearer_text[NET_HOST_LEN];
    const char *type = "application/json; charset=utf-8";
    http_query(wsi, query, sizeof query);
    http_bearer(wsi, bearer_text);
    const char *bearer = bearer_text[0] ? bearer_text : NULL;
    const char *asked = query[0] ? query : NULL;
    uint64_t wait_s;
    if (strncmp(path, rooms, sizeof rooms - 1) == 0) // its tokens are no key
        return send_room(n, wsi, path, asked, bearer, head);
    if (http_key(n, wsi, bearer_text, &wait_s) == HOST_KEY_LATER)
        return http_later(n, wsi, 429, wait_s);
    if (strcmp(path, "/api/where") == 0) {
        where(n, wsi, &n->body);
    } else if (!host_http(n->host, path, &n->body, &type)) {
        struct host_download *d = host_download_open(n->host, path, asked, bearer);
        if (!d)
            return http_sentence(n, wsi, 404, head,
                                 "Cette adresse n’existe pas. / There is no such address.");
        return stream_answer(n, wsi, d, head) ? 0 : http_later(n, wsi, 503, NET_REQUEST_SECONDS);
    }
    struct reply r = {.status = 200, .type = type, .head = head, .body = buf_view(&n->body)};
    return http_reply(n, wsi, &r);
}

static int route(struct net *n, struct lws *wsi, const char *path, bool head)
{
    struct str p = str_from_cstr(path);
    bool answered;
    int rc = probe(n, wsi, path, head, &answered);
    if (answered)
        return rc;
    if (str_eq(p, STR("/ws")))
        return http_sentence(n, wsi, 426, head,
                             "Cette adresse est un WebSocket. / This address is a WebSocket.");
    if (str_eq(p, STR("/api/link")))
        return head ? http_sentence(n, wsi, 405, true, "") : link_read(n, wsi);
    if (str_starts(p, STR("/api/")))
        return send_api(n, wsi, path, head);
    return send_client(n, wsi, p, head);
}

int http_request(struct net *n, struct lws *wsi)
{
    char path[PATH_LEN], *uri = NULL;
    int len = 0, status;
    host_clock(n->host, net_now(n));
    int method = lws_http_get_uri_and_method(wsi, &uri, &len);
    bool post = method == LWSHUMETH_POST && uri && strncmp(uri, "/api/", 5) == 0;
    if (method != LWSHUMETH_GET && method != LWSHUMETH_HEAD && !post)
        return http_refuse(n, wsi, 405,
                           "Cette adresse se lit seulement. / This address can only be read.");
    int rc;
    const char *refused = guard_length(wsi, &status);
    if (refused)
        return http_refuse(n, wsi, status, refused);
    refused = guard_request(n, wsi, &status);
    if (!post && uri && captive_answers(n, wsi, uri, method == LWSHUMETH_HEAD, &rc))
        return rc;
    if (!refused && !post)
        refused = guard_bodiless(wsi, &status);
    if (refused)
        return http_refuse(n, wsi, status, refused);
    if (!uri || len <= 0 || len >= PATH_LEN)
        return http_refuse(n, wsi, 414, "Adresse trop longue. / The address is too long.");
    memcpy(path, uri, (size_t)len);
    path[len] = 0;
    if (tls_is_missing(n, wsi))
        return tls_redirect(n, wsi, path);
    return post ? upload_begin(n, wsi, path) : route(n, wsi, path, method == LWSHUMETH_HEAD);
}
