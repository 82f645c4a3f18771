// Plain HTTP: the web client's files, what the host answers below /api, and refusals. GET and HEAD,
// and POST below /api (upload.c).
#include <stdio.h>
#include <string.h>

#include "base/jw.h"
#include "base/util.h"
#include "net/parts.h"
#include "net/request.h"

enum { PATH_LEN = NET_PATH_LEN, HEAD_MAX = 4096, ADDRESSES = 8 };

static const struct {
    int status;
    const char *words;
} words[] = {
    {200, "OK"},
    {204, "No Content"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
};

static const char *words_of(int status)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (words[i].status == status)
            return words[i].words;
    return "Other";
}

static const char no_client[] =
    "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Tablée</title>"
    "<h1>Tablée</h1><p>Le serveur fonctionne, mais l’application Web n’a pas été construite. "
    "Installez Node.js 18 ou plus récent et npm, puis relancez deploy/run.</p>"
    "<p lang=\"en\">The server is running, but the web client was not built. Install Node.js 18 "
    "or newer and npm, then run deploy/run again.</p></html>\n";

// The sockets are named beside 'self', which older browsers do not take for ws:.
static void put_policy(struct buf *b, struct lws *wsi, const struct net *n)
{
    char host[NET_HOST_LEN];
    int status;
    bool named = !guard_request((struct net *)n, wsi, &status) &&
                 net_header(wsi, WSI_TOKEN_HOST, host, sizeof host);
    buf_puts(b, "Content-Security-Policy: default-src 'none'; script-src 'self'; "
                "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'");
    if (named)
        buf_printf(b, " ws://%s wss://%s", host, host);
    buf_puts(b, "; manifest-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'; "
                "form-action 'self'; frame-ancestors 'none'; "
                "require-trusted-types-for 'script'\r\n");
}

static void put_security(struct buf *b, struct lws *wsi, const struct net *n)
{
    put_policy(b, wsi, n);
    buf_puts(b, "X-Content-Type-Options: nosniff\r\n"
                "Referrer-Policy: no-referrer\r\n"
                "Cross-Origin-Opener-Policy: same-origin\r\n"
                "Cross-Origin-Resource-Policy: same-origin\r\n"
                "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=()\r\n");
    if (n->config.public_url && strncmp(n->config.public_url, "https://", 8) == 0)
        buf_puts(b, "Strict-Transport-Security: max-age=31536000\r\n");
}

static void put_head(struct buf *b, const struct reply *r)
{
    buf_printf(b, "HTTP/1.1 %d %s\r\n", r->status, words_of(r->status));
    if (r->status != 304)
        buf_printf(b, "Content-Type: %s\r\n", r->type);
    if (r->length == LENGTH_CHUNKED)
        buf_puts(b, "Transfer-Encoding: chunked\r\n");
    else if (r->length == LENGTH_KNOWN && r->status != 304 && r->status != 204)
        buf_printf(b, "Content-Length: %zu\r\n", r->body.n);
    buf_printf(b, "Cache-Control: %s\r\n", r->cache ? r->cache : "no-store");
    if (r->etag)
        buf_printf(b, "ETag: %s\r\n", r->etag);
    if (r->location)
        buf_printf(b, "Location: %s\r\n", r->location);
    if (r->encoding)
        buf_printf(b, "Content-Encoding: %s\r\n", r->encoding);
    if (r->events)
        buf_puts(b, "X-Accel-Buffering: no\r\n"); // nginx holds answers back without it
    if (r->vary)
        buf_puts(b, "Vary: Accept-Encoding\r\n");
    if (r->status == 405)
        buf_puts(b, "Allow: GET, HEAD, POST\r\n");
    if (r->status == 426)
        buf_puts(b, "Sec-WebSocket-Version: 13\r\n");
    if (r->close)
        buf_puts(b, "Connection: close\r\n");
}

void http_put_head(struct net *n, struct lws *wsi, const struct reply *r, struct buf *out)
{
    put_head(out, r);
    put_security(out, wsi, n);
    buf_puts(out, "\r\n");
}

int http_reply(struct net *n, struct lws *wsi, const struct reply *r)
{
    struct buf *b = &n->scratch;
    bool body = !r->head && r->status != 304;
    size_t sent = body ? MIN(r->body.n, (size_t)NET_PART_MAX) : 0;
    buf_reset(b);
    http_put_head(n, wsi, r, b);
    buf_put(b, r->body.p, sent);
    CHECK(!b->overflow);
    if (lws_write(wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP_HEADERS) < 0 || r->close)
        return -1;
    if ((body && sent < r->body.n) || lws_partial_buffered(wsi))
        return stream_rest(n, wsi, r, sent);
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int send_text(struct net *n, struct lws *wsi, int status, bool head, bool hang_up,
                     const char *sentence)
{
    char line[HEAD_MAX];
    int len = snprintf(line, sizeof line, "%s\n", sentence);
    struct reply r = {.status = status,
                      .type = "text/plain; charset=utf-8",
                      .head = head,
                      .close = hang_up,
                      .body = {line, (size_t)len}};
    return http_reply(n, wsi, &r);
}

int http_sentence(struct net *n, struct lws *wsi, int status, bool head, const char *sentence)
{
    return send_text(n, wsi, status, head, false, sentence);
}

int http_refuse(struct net *n, struct lws *wsi, int status, const char *sentence)
{
    return send_text(n, wsi, status, false, true, sentence);
}

int http_answer(struct net *n, struct lws *wsi, int status, const char *type, struct str body)
{
    struct reply r = {.status = status, .type = type, .body = body};
    return http_reply(n, wsi, &r);
}

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

void http_bearer(struct lws *wsi, char out[NET_HOST_LEN])
{
    char auth[NET_HOST_LEN] = "";
    net_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, auth, sizeof auth);
    snprintf(out, NET_HOST_LEN, "%s", strncmp(auth, "Bearer ", 7) == 0 ? auth + 7 : "");
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

static int send_api(struct net *n, struct lws *wsi, const char *path, bool head)
{
    char query[PATH_LEN], bearer_text[NET_HOST_LEN];
    const char *type = "application/json; charset=utf-8";
    int status = 200;
    http_query(wsi, query, sizeof query);
    http_bearer(wsi, bearer_text);
    const char *bearer = bearer_text[0] ? bearer_text : NULL;
    const char *asked = query[0] ? query : NULL;
    if (strcmp(path, "/api/where") == 0) {
        where(n, wsi, &n->body);
    } else if (!host_http(n->host, path, asked, bearer, &n->body, &type, &status)) {
        struct host_download *d = host_download_open(n->host, path, asked, bearer);
        return d ? stream_download(n, wsi, d, head)
                 : http_sentence(n, wsi, 404, head,
                                 "Cette adresse n’existe pas. / There is no such address.");
    }
    struct reply r = {.status = status, .type = type, .head = head, .body = buf_view(&n->body)};
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
    int method = lws_http_get_uri_and_method(wsi, &uri, &len);
    bool post = method == LWSHUMETH_POST && uri && strncmp(uri, "/api/", 5) == 0;
    if (method != LWSHUMETH_GET && method != LWSHUMETH_HEAD && !post)
        return http_refuse(n, wsi, 405,
                           "Cette adresse se lit seulement. / This address can only be read.");
    int rc;
    const char *refused = guard_request(n, wsi, &status);
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
