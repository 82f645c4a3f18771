// Rooms as they are, kept beside their logs: who loads one reads its snapshot and the records that
// follow. It is believed when it is of this format and of a record that the log has; else, and to
// prove it, the whole log is read. Written when a room is let go, when the server stops, and often
// enough that a server which is killed finds few records after it. A room out of which words were
// forgotten writes none until it is loaded again, from a log that has not got them.
#include "host/snapshots.h"

#include <string.h>

#include "base/pack.h"
#include "core/snapshot.h"
#include "host/answers.h"
#include "host/chain.h"
#include "host/creds.h"
#include "host/host.h"
#include "host/rooms.h"
#include "host/state.h"

enum {
    EVENTS_LEAST = 48,    // between two snapshots: so many are read in a millisecond or two
    BYTES_AN_EVENT = 128, // of a snapshot: it costs the disk a fraction of what its events did
    EVENTS_LAST = 16,     // fewer are not worth one more
    FLUSH_BYTES = 16 << 20,
};

// ---- writing

static void write_seats(const struct hroom *r, struct buf *out)
{
    int n = room_people(r->room);
    pack_num(out, (uint64_t)n);
    for (int p = 1; p <= n; p++) {
        const struct seat *seat = &r->seats.p[p];
        pack_text(out, str_from_cstr(seat->resume));
        pack_text(out, str_from_cstr(seat->once));
        pack_num(out, seat->on);
        pack_num(out, seat->way);
    }
}

// What the room's log is to its host and to the rules: the same however it came about.
static void write_state(const struct hroom *r, struct buf *out)
{
    write_seats(r, out);
    creds_write(r, out);
    snapshot_write(r->room, out);
}

static void write_answers(struct hroom *r, struct buf *out)
{
    for (int by = -FACILITATORS_MAX; by <= PEOPLE_MAX; by++)
        answers_write(r, by, out);
}

// The digest is of the chain's hash and of all that follows it.
static bool make(struct host *h, struct hroom *r)
{
    struct buf *out = &h->snapshot, *state = &h->json;
    unsigned char digest[DIGEST_BYTES] = {0};
    buf_reset(state);
    buf_reset(out);
    write_state(r, state);
    buf_put(out, digest, sizeof digest);
    pack_num(out, snapshot_format());
    pack_num(out, r->id);
    buf_put(out, r->hash, sizeof r->hash);
    pack_num(out, snapshot_spent(r->room));
    pack_text(out, buf_view(state));
    write_answers(r, out);
    if (state->overflow || out->overflow)
        return false;
    secret_chain(r->hash, str_sub(buf_view(out), DIGEST_BYTES, out->n), digest);
    memcpy(out->p, digest, sizeof digest);
    return true;
}

static void put(struct host *h, struct hroom *r)
{
    r->kept_seq = r->seq;
    if (make(h, r)) {
        r->kept_bytes = h->snapshot.n;
        store_put_snapshot(h->store,
                           &(struct store_snapshot){r->id, r->seq, buf_view(&h->snapshot)});
    }
}

static bool may_keep(const struct host *h, const struct hroom *r)
{
    return !h->dead && !h->limits.still && !r->forgot && !r->gone && !r->passes_ms;
}

void snapshot_when_due(struct host *h, struct hroom *r)
{
    uint64_t least = MAX((uint64_t)EVENTS_LEAST, r->kept_bytes / BYTES_AN_EVENT);
    if (r->seq - r->kept_seq >= least && may_keep(h, r))
        put(h, r);
}

void snapshot_last(struct host *h, struct hroom *r)
{
    if (r->seq - r->kept_seq >= EVENTS_LAST && may_keep(h, r))
        put(h, r);
}

void snapshots_all(struct host *h)
{
    size_t bytes = 0;
    for (size_t i = 0; i < h->room_list.n; i++) {
        buf_reset(&h->snapshot);
        snapshot_last(h, h->room_list.p[i]);
        bytes += h->snapshot.n;
        if (bytes < FLUSH_BYTES)
            continue;
        h->flushed = store_flush(h->store);
        bytes = 0;
    }
}

// ---- reading

struct parts {
    const unsigned char *hash; // of the chain
    uint64_t spent;
    struct str state;
    struct unpack answers;
};

static bool open_parts(const struct hroom *r, struct str bytes, struct parts *out)
{
    unsigned char digest[DIGEST_BYTES];
    struct unpack in = {bytes.p, bytes.n, false};
    struct str claimed = unpack_bytes(&in, DIGEST_BYTES), rest = {in.p, in.n};
    bool known = unpack_num(&in) == snapshot_format() && unpack_num(&in) == r->id;
    struct str hash = unpack_bytes(&in, DIGEST_BYTES);
    out->spent = unpack_num(&in);
    out->state = unpack_text(&in);
    out->answers = in;
    if (in.bad || !known)
        return false;
    out->hash = (const unsigned char *)hash.p;
    secret_chain(out->hash, rest, digest);
    return memcmp(digest, claimed.p, sizeof digest) == 0;
}

static bool read_text(struct unpack *in, char *out, size_t size)
{
    struct str text = unpack_text(in);
    if (text.n >= size)
        return false;
    if (text.n)
        memcpy(out, text.p, text.n);
    out[text.n] = 0;
    return true;
}

static bool read_seats(struct unpack *in, struct hroom *r)
{
    uint64_t n = unpack_num(in);
    bool good = n <= PEOPLE_MAX;
    for (uint64_t p = 1; good && p <= n; p++) {
        CHECK(vec_push(&r->seats, (struct seat){0}));
        struct seat *seat = &vec_last(&r->seats);
        good = read_text(in, seat->resume, sizeof seat->resume) &&
               read_text(in, seat->once, sizeof seat->once);
        seat->on = unpack_num(in) != 0;
        uint64_t way = unpack_num(in);
        good = good && way <= HOST_WAY_POLLS;
        seat->way = good ? (enum host_way)way : HOST_WAY_SOCKET;
    }
    return good && !in->bad;
}

static bool read_answers(struct unpack *in, struct hroom *r)
{
    for (int by = -FACILITATORS_MAX; by <= PEOPLE_MAX; by++)
        if (!answers_read(in, r, by))
            return false;
    return in->n == 0;
}

bool snapshot_restore(struct host *h, struct hroom *r, const struct store_snapshot *s)
{
    struct parts parts;
    const struct rules *by = room_rules(r->room);
    if (!open_parts(r, s->bytes, &parts))
        return false;
    struct unpack in = {parts.state.p, parts.state.n, false};
    if (!read_seats(&in, r) || !creds_read(&in, h, r) ||
        !snapshot_read(r->room, (struct str){in.p, in.n}) ||
        r->seats.n != (size_t)room_people(r->room) + 1 || room_rules(r->room) != by ||
        !snapshot_spend(r->room, (size_t)parts.spent) || !read_answers(&parts.answers, r))
        return false;
    memcpy(r->hash, parts.hash, sizeof r->hash);
    r->seq = r->kept_seq = s->seq;
    r->kept_bytes = s->bytes.n;
    return true;
}

// ---- proving

// One that would not be believed does no harm.
bool snapshot_is_right(struct host *h, const struct hroom *r, struct str bytes)
{
    struct parts parts;
    if (!open_parts(r, bytes, &parts) || memcmp(parts.hash, r->hash, sizeof r->hash) != 0)
        return true;
    buf_reset(&h->json);
    write_state(r, &h->json);
    return str_eq(parts.state, buf_view(&h->json));
}
