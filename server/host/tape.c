#include "host/tape.h"

#include <string.h>

#include "core/limits.h"
#include "host/rooms.h"
#include "host/state.h"

enum { PAGE_BYTES = 48 << 10, MADE_BYTES_MAX = 64 << 20 };

struct tape {
    uint32_t room;
    const struct hroom *live; // while it is being made: who reads it holds that
    uint64_t seq;
    char view[ACTOR_NAME_MAX];
    struct recording *making; // NULL: it is whole
    struct buf bytes;         // from that place on
    size_t from;              // more than 0: it is too long to be kept, nor is it begun again
    unsigned readers;
    bool stale, failed;
    uint64_t used; // counts on with each that is left
};

struct tapes {
    VEC(struct tape *) all;
    uint64_t left, made; // how often one was
};

static void tape_free(struct host *h, size_t at)
{
    struct tape *t = h->tapes->all.p[at];
    recording_free(t->making);
    buf_free(&t->bytes);
    mem_free(t);
    vec_remove(&h->tapes->all, at);
}

static bool is_kept(const struct tape *t)
{
    return !t->making && !t->failed && !t->stale && !t->from;
}

// Nobody reads those that are kept: the one that was left longest ago goes first.
static void keep_within(struct host *h)
{
    for (;;) {
        size_t bytes = 0, oldest = h->tapes->all.n;
        for (size_t i = 0; i < h->tapes->all.n; i++) {
            const struct tape *t = h->tapes->all.p[i];
            bytes += t->bytes.cap;
            if (!t->readers &&
                (oldest == h->tapes->all.n || t->used < h->tapes->all.p[oldest]->used))
                oldest = i;
        }
        if (oldest == h->tapes->all.n || (bytes <= TAPES_BYTES && vec_has_room(&h->tapes->all)))
            return;
        tape_free(h, oldest);
    }
}

void tape_leave(struct host *h, struct tape *t)
{
    if (!t)
        return;
    t->used = ++h->tapes->left;
    if (--t->readers)
        return;
    for (size_t i = h->tapes->all.n; i-- > 0 && !is_kept(t);)
        if (h->tapes->all.p[i] == t) {
            tape_free(h, i);
            break;
        }
    keep_within(h);
}

struct tape *tape_take(struct host *h, struct hroom *r, const struct viewpoint *view)
{
    for (size_t i = 0; i < h->tapes->all.n; i++) {
        struct tape *t = h->tapes->all.p[i];
        bool same = t->room == r->id && t->seq == r->seq && strcmp(t->view, view->name) == 0;
        if (same && !t->from && !t->failed && !t->stale && (!t->making || t->live == r)) {
            t->readers++;
            return t;
        }
    }
    keep_within(h);
    struct tape *t = mem_alloc(sizeof *t);
    t->room = r->id;
    t->live = r;
    t->seq = r->seq;
    memcpy(t->view, view->name, sizeof t->view);
    t->making = recording_new(h, r, view);
    t->readers = 1;
    buf_init(&t->bytes, TAPE_BYTES + MADE_BYTES_MAX);
    CHECK(vec_push(&h->tapes->all, t)); // as many are read as there are downloads
    h->tapes->made++;
    return t;
}

// Who reads slowly holds up nobody who reads the same: the half that is behind is let go of.
static void shorten(struct tape *t)
{
    size_t cut = t->bytes.n / 2;
    memmove(t->bytes.p, t->bytes.p + cut, t->bytes.n - cut);
    t->bytes.n -= cut;
    t->from += cut;
}

static enum host_part make_more(struct tape *t)
{
    size_t before = t->bytes.n;
    enum host_part part = recording_page(t->making, &t->bytes);
    t->failed = part == HOST_PART_FAILED;
    if (part == HOST_PART_LAST) {
        recording_free(t->making);
        t->making = NULL;
    }
    if (t->failed)
        return HOST_PART_FAILED;
    if (t->bytes.n > before || !t->making)
        return HOST_PART_BYTES;
    return part == HOST_PART_LATER ? HOST_PART_LATER : HOST_PART_SOON;
}

enum host_part tape_page(struct tape *t, size_t *at, struct buf *out)
{
    if (t->failed || *at < t->from)
        return HOST_PART_FAILED;
    if (*at == t->from + t->bytes.n && t->making) {
        if (t->bytes.n > TAPE_BYTES)
            shorten(t);
        enum host_part part = make_more(t);
        if (part != HOST_PART_BYTES)
            return part;
    }
    struct str rest = str_sub(buf_view(&t->bytes), *at - t->from, t->bytes.n);
    size_t n = MIN(rest.n, (size_t)PAGE_BYTES);
    buf_put(out, rest.p, n);
    *at += n;
    return t->making || n < rest.n ? HOST_PART_BYTES : HOST_PART_LAST;
}

void tapes_forget(struct host *h, uint32_t room)
{
    for (size_t i = h->tapes->all.n; i-- > 0;) {
        struct tape *t = h->tapes->all.p[i];
        t->stale |= t->room == room;
        if (t->stale && !t->readers)
            tape_free(h, i);
    }
}

void tapes_free(struct host *h)
{
    while (h->tapes->all.n)
        tape_free(h, h->tapes->all.n - 1);
    vec_free(&h->tapes->all);
    mem_free(h->tapes);
}

struct tapes *tapes_new(void)
{
    struct tapes *t = mem_alloc(sizeof *t);
    vec_init(&t->all, TAPES_MAX);
    return t;
}

void tapes_metrics(const struct host *h, struct buf *out)
{
    buf_printf(out,
               "# TYPE tablee_recordings_kept gauge\ntablee_recordings_kept %zu\n"
               "# TYPE tablee_recordings_made_total counter\ntablee_recordings_made_total %llu\n",
               h->tapes->all.n, (unsigned long long)h->tapes->made);
}
