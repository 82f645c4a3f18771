// lws is given one part at a time, and the next when it has passed that on: a reader who stops
// holds one part, not the whole, and the loop turns between two parts.
#include "net/stream.h"

#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "net/clock.h"
#include "net/head.h"

enum { VERSION_LEN = 16, NO_SHARE = 0, NODE_LEN = 64 };
enum { LOCATION_LEN = 2 * NET_PATH_LEN + NODE_LEN + 8 };

struct stream {
    struct pending pending; // while the host has nothing yet, it is never late
    struct str rest;        // what is at hand and was not given to lws
    struct buf own;
    struct host_download *download; // NULL: the whole rest is at hand
    bool head;                      // only that was asked for
    bool began;                     // its head was sent
    bool chunked, hang_up;
    bool last;      // nothing comes after what is at hand
    bool waiting;   // for a commit
    uint64_t place; // in the queue of downloads, 0: its turn has come
    uint64_t share; // the workshop's, a hash; NO_SHARE: the library's
    uint64_t who;   // who asked, a hash
};

static bool is_download(const struct stream *s)
{
    return s->download && s->share != NO_SHARE;
}

// The shares of those under way, one each.
static size_t shares(const struct net *n, uint64_t out[NET_DOWNLOADS])
{
    size_t count = 0, at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&n->streams, &at));) {
        const struct stream *s = slot->value;
        if (is_download(s) && !s->place && count < NET_DOWNLOADS)
            out[count++] = s->share;
    }
    return count;
}

static size_t held(uint64_t share, const uint64_t *of, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += of[i] == share;
    return n;
}

// A place is free: the workshop that has fewest takes it, and in it whoever has waited longest.
static void next_in_queue(struct net *n)
{
    struct stream *first = NULL;
    uint64_t of[NET_DOWNLOADS];
    size_t at = 0, count = shares(n, of), least = NET_DOWNLOADS_ROOM;
    for (const struct map64_slot *slot; (slot = map64_next(&n->streams, &at));) {
        struct stream *s = slot->value;
        size_t has = s->place ? held(s->share, of, count) : NET_DOWNLOADS;
        if (has < least || (first && has == least && s->place < first->place)) {
            first = s;
            least = has;
        }
    }
    if (!first || n->downloads >= NET_DOWNLOADS)
        return;
    first->place = 0;
    first->pending.by = net_by(n);
    n->queued--;
    n->downloads++;
    lws_callback_on_writable(first->pending.wsi);
}

void stream_drop(struct net *n, struct lws *wsi)
{
    struct stream *s = map64_del(&n->streams, net_key(wsi));
    if (!s)
        return;
    bool running = is_download(s) && !s->place;
    n->queued -= s->place != 0;
    n->downloads -= running;
    n->answers -= s->download && s->share == NO_SHARE;
    host_download_close(s->download);
    buf_free(&s->own);
    mem_free(s);
    if (running && n->queued)
        next_in_queue(n);
}

static struct stream *begin(struct net *n, struct lws *wsi)
{
    stream_drop(n, wsi);
    struct stream *s = mem_alloc(sizeof *s);
    s->pending.wsi = wsi;
    s->pending.by = net_by(n);
    buf_init(&s->own, NET_BODY_MAX);
    CHECK(map64_put(&n->streams, net_key(wsi), s));
    lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0); // ours counts from here
    lws_callback_on_writable(wsi);
    return s;
}

int stream_rest(struct net *n, struct lws *wsi, const struct reply *r, size_t sent)
{
    struct stream *s = begin(n, wsi);
    s->began = s->last = true;
    s->rest = r->head || r->status == 304 ? (struct str){0} : str_sub(r->body, sent, r->body.n);
    if (r->lasts || !s->rest.n)
        return 0;
    buf_str(&s->own, s->rest);
    s->rest = buf_view(&s->own);
    return 0;
}

static uint64_t who_asks(struct lws *wsi)
{
    char bearer[NET_HOST_LEN];
    http_bearer(wsi, bearer);
    return hash_bytes(str_from_cstr(bearer), 0);
}

static struct stream *begin_download(struct net *n, struct lws *wsi, struct host_download *d,
                                     bool head)
{
    struct stream *s = begin(n, wsi);
    s->download = d;
    s->head = head;
    return s;
}

static bool refuse(struct net *n, struct host_download *d)
{
    n->download_refusals++;
    host_download_close(d);
    return false;
}

bool stream_answer(struct net *n, struct lws *wsi, struct host_download *d, bool head)
{
    if (n->answers >= NET_ANSWERS)
        return refuse(n, d);
    begin_download(n, wsi, d, head);
    n->answers++;
    return true;
}

bool stream_download(struct net *n, struct lws *wsi, struct host_download *d, bool head,
                     struct str room)
{
    uint64_t of[NET_DOWNLOADS], share = hash_bytes(room, 0) | 1; // NO_SHARE is nobody's
    bool waits =
        n->downloads >= NET_DOWNLOADS || held(share, of, shares(n, of)) >= NET_DOWNLOADS_ROOM;
    if (waits && n->queued >= NET_DOWNLOADS_WAIT)
        return refuse(n, d);
    struct stream *s = begin_download(n, wsi, d, head);
    s->share = share;
    s->who = who_asks(wsi);
    if (waits) {
        s->place = ++n->last_place;
        s->pending.by = UINT64_MAX; // it is we who are late
        n->queued++;
        n->download_waits++;
    } else {
        n->downloads++;
    }
    return true;
}

size_t stream_place(const struct net *n, struct lws *wsi)
{
    uint64_t who = who_asks(wsi), place = UINT64_MAX;
    size_t at = 0, before = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&n->streams, &at));) {
        const struct stream *s = slot->value;
        if (s->place && s->who == who)
            place = MIN(place, s->place);
    }
    at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&n->streams, &at));) {
        const struct stream *s = slot->value;
        before += s->place && s->place <= place;
    }
    return place == UINT64_MAX ? 0 : before;
}

static int completed(struct net *n, struct stream *s)
{
    struct lws *wsi = s->pending.wsi;
    bool hang_up = s->hang_up;
    stream_drop(n, wsi);
    return hang_up || lws_http_transaction_completed(wsi) ? -1 : 0;
}

// Where the same is asked of the server `node`, behind a proxy that knows each by its name. It is
// asked again with the same method, the same key and the same body, by whoever comes from the same
// origin.
static bool elsewhere(struct lws *wsi, const char *node, char out[LOCATION_LEN])
{
    char query[NET_PATH_LEN], path[NET_PATH_LEN], *uri = NULL;
    int len = 0;
    if (lws_http_get_uri_and_method(wsi, &uri, &len) < 0 || !uri || len <= 0 || len >= NET_PATH_LEN)
        return false;
    memcpy(path, uri, (size_t)len);
    path[len] = 0;
    http_query(wsi, query, sizeof query);
    snprintf(out, LOCATION_LEN, "/n/%s%s%s%s", node, path, query[0] ? "?" : "", query);
    return strlen(node) < NODE_LEN && !strpbrk(node, "/?#%") && http_is_plain(out);
}

// The first part is known, and with it what the head must say.
static int answer(struct net *n, struct stream *s, const char *type, int status)
{
    char version[VERSION_LEN] = "", location[LOCATION_LEN];
    const char *node = host_download_node(s->download);
    struct reply r = {.status = status, .type = type, .head = s->head, .body = s->rest};
    if (node && elsewhere(s->pending.wsi, node, location)) {
        r.status = 307;
        r.location = location;
    }
    net_header(s->pending.wsi, WSI_TOKEN_HTTP, version, sizeof version);
    if (!s->last)
        r.length = strcmp(version, "HTTP/1.1") == 0 ? LENGTH_CHUNKED : LENGTH_TO_THE_END;
    s->hang_up = r.close = r.length == LENGTH_TO_THE_END;
    s->chunked = r.length == LENGTH_CHUNKED && !s->head;
    s->began = true;
    if (s->head) {
        s->rest.n = 0;
        s->last = true;
    }
    buf_reset(&n->scratch);
    http_put_head(n, s->pending.wsi, &r, &n->scratch);
    struct buf *b = &n->scratch;
    int sent = lws_write(s->pending.wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP_HEADERS);
    return sent < 0 ? -1 : 0;
}

// Asks the host for a part; 0 when there is one, or none yet.
static int fill(struct net *n, struct stream *s)
{
    const char *type;
    int status;
    enum host_part part = host_download_next(s->download, &s->own, &type, &status);
    s->waiting = part == HOST_PART_LATER;
    if (part == HOST_PART_FAILED)
        return -1; // the reader sees that it is cut
    if (part == HOST_PART_LATER || part == HOST_PART_SOON)
        return 0;
    s->rest = buf_view(&s->own);
    s->last = part == HOST_PART_LAST;
    return s->began ? 0 : answer(n, s, type, status);
}

static int write_part(struct net *n, struct stream *s)
{
    struct buf *b = &n->scratch;
    size_t count = MIN(s->rest.n, (size_t)NET_PART_MAX);
    bool ends = s->last && count == s->rest.n;
    buf_reset(b);
    if (s->chunked && count)
        buf_printf(b, "%zx\r\n", count);
    buf_put(b, s->rest.p, count);
    if (s->chunked && count)
        buf_puts(b, "\r\n");
    if (s->chunked && ends)
        buf_puts(b, "0\r\n\r\n");
    s->rest = str_sub(s->rest, count, s->rest.n);
    if (b->n && lws_write(s->pending.wsi, (unsigned char *)b->p, b->n, LWS_WRITE_HTTP) < 0)
        return -1;
    return 0;
}

int stream_more(struct net *n, struct lws *wsi)
{
    struct stream *s = map64_get(&n->streams, net_key(wsi));
    if (!s)
        return 0;
    if (s->place)
        return 0;
    s->pending.by = net_by(n);
    if (!s->rest.n && s->last && !lws_partial_buffered(wsi))
        return completed(n, s);
    if (!s->rest.n && !s->last && fill(n, s) < 0)
        return -1;
    if (s->waiting) {
        s->pending.by = UINT64_MAX;
        return 0;
    }
    if (s->began && !lws_partial_buffered(wsi) && write_part(n, s) < 0)
        return -1;
    lws_callback_on_writable(wsi);
    return 0;
}

void stream_wake(struct net *n)
{
    size_t at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&n->streams, &at));) {
        struct stream *s = slot->value;
        if (s->waiting)
            lws_callback_on_writable(s->pending.wsi);
    }
}
