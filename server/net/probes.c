// Counts are for the host alone: this computer, or who holds the host's key.
#include "net/probes.h"

#include <string.h>

#include "net/addresses.h"
#include "net/answer.h"
#include "net/head.h"

// A beat a second, each waited for 3 s: past five the database is away.
enum { UNREADY_MS = 5000, CUT_MS = 15000 };

static bool is_near(struct net *n, struct lws *wsi)
{
    char addr[NET_ADDRESS_LEN + 2];
    bool loopback;
    net_peer(n, wsi, addr, sizeof addr, &loopback);
    return loopback;
}

static int metrics(struct net *n, struct lws *wsi, bool head)
{
    char bearer[NET_HOST_LEN];
    uint64_t wait_s;
    http_bearer(wsi, bearer);
    enum key_tried key = is_near(n, wsi) ? HOST_KEY_RIGHT : http_key(n, wsi, bearer, &wait_s);
    if (key == HOST_KEY_LATER)
        return http_later(n, wsi, 429, wait_s);
    if (key != HOST_KEY_RIGHT)
        return http_sentence(n, wsi, 403, head,
                             "Il faut la clé de l’hôte. / The host’s key is needed.");
    struct buf *b = &n->body;
    buf_reset(b);
    buf_printf(b, "# TYPE tablee_sockets gauge\ntablee_sockets %zu\n", n->sockets);
    buf_printf(b, "# TYPE tablee_downloads gauge\ntablee_downloads %zu\n", n->downloads);
    buf_printf(b, "# TYPE tablee_downloads_waiting gauge\ntablee_downloads_waiting %zu\n",
               n->queued);
    buf_printf(b,
               "# TYPE tablee_downloads_waited_total counter\n"
               "tablee_downloads_waited_total %llu\n",
               (unsigned long long)n->download_waits);
    buf_printf(b,
               "# TYPE tablee_downloads_refused_total counter\n"
               "tablee_downloads_refused_total %llu\n",
               (unsigned long long)n->download_refusals);
    buf_printf(b, "# TYPE tablee_uploads gauge\ntablee_uploads %zu\n", n->sent);
    buf_printf(b, "# TYPE tablee_turns_total counter\ntablee_turns_total %llu\n",
               (unsigned long long)n->turns);
    buf_printf(b, "# TYPE tablee_turns_long_total counter\ntablee_turns_long_total %llu\n",
               (unsigned long long)n->turns_long);
    buf_printf(b, "# TYPE tablee_turn_seconds_max gauge\ntablee_turn_seconds_max %.3f\n",
               (double)n->turn_longest_ms / 1e3);
    host_metrics(n->host, b);
    struct reply r = {.status = 200,
                      .type = "text/plain; version=0.0.4; charset=utf-8",
                      .head = head,
                      .body = buf_view(b)};
    return http_reply(n, wsi, &r);
}

static int alive(struct net *n, struct lws *wsi, bool head)
{
    return http_sentence(n, wsi, 200, head, "ok");
}

static int cut(struct net *n, struct lws *wsi, bool head, bool standby)
{
    return http_sentence(n, wsi, 503, head,
                         standby ? "the database is a standby, and can only be read"
                                 : "the database does not answer");
}

static int ready(struct net *n, struct lws *wsi, bool head)
{
    bool standby, away = host_cut(n->host, &standby) >= UNREADY_MS;
    return n->draining       ? http_sentence(n, wsi, 503, head, "stopping")
           : away || standby ? cut(n, wsi, head, standby)
                             : http_sentence(n, wsi, 200, head, "ok");
}

// For what is in front of several servers: 404 sends nobody new here and cuts nobody; 503 cuts. Not
// at once: when the database is away it is away for all, and nobody would be better off elsewhere.
static int healthy(struct net *n, struct lws *wsi, bool head)
{
    if (host_is_shared(n->host) && (n->leaving || n->draining))
        return http_sentence(n, wsi, 404, head, "leaving");
    bool standby;
    if (host_cut(n->host, &standby) >= CUT_MS)
        return cut(n, wsi, head, standby);
    return n->draining ? ready(n, wsi, head) : alive(n, wsi, head);
}

int probe(struct net *n, struct lws *wsi, const char *path, bool head, bool *answered)
{
    static const struct {
        const char *path;
        int (*answer)(struct net *n, struct lws *wsi, bool head);
    } probes[] = {
        {"/livez", alive}, {"/healthz", healthy}, {"/readyz", ready}, {"/metrics", metrics}};
    *answered = true;
    for (size_t i = 0; i < ARRAY_LEN(probes); i++)
        if (strcmp(path, probes[i].path) == 0)
            return probes[i].answer(n, wsi, head);
    *answered = false;
    return 0;
}
