#include "net/reply.h"

#include <string.h>

#include "net/guard.h"
#include "net/head.h"

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
                "Permissions-Policy: camera=(), geolocation=(), payment=(), microphone=(");
    buf_puts(b, n->config.voice ? "self)\r\n" : ")\r\n");
    // Not with a hall's own certificate: nobody could step over the browser's warning any more.
    const char *named = n->config.public_url;
    if (named ? strncmp(named, "https://", 8) == 0 : n->config.cert && !n->own_certificate)
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
    if (r->retry_s)
        buf_printf(b, "Retry-After: %llu\r\n", (unsigned long long)r->retry_s);
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
