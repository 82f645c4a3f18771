#include "net/answer.h"

#include <stdio.h>

#include "net/stream.h"

enum { SENTENCE_MAX = 4096 };

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
    char line[SENTENCE_MAX];
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

int http_later(struct net *n, struct lws *wsi, int status, uint64_t wait_s)
{
    char said[64];
    int len = snprintf(said, sizeof said, "{\"error\":\"%s\",\"max\":%llu}",
                       status == 429 ? "guesses" : "busy", (unsigned long long)wait_s);
    struct reply r = {.status = status,
                      .type = "application/json; charset=utf-8",
                      .retry_s = wait_s,
                      .close = true,
                      .body = {said, (size_t)len}};
    return http_reply(n, wsi, &r);
}
