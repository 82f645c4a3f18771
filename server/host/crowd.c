// When few connections are left, whoever holds most gives one back: of those who never said who
// they are, the address that has most; of people, the workshop that has most, and in it the person.
// So that nobody takes the places of others, from one address or many, and who has a seat finds
// one.
#include "host/crowd.h"

#include "host/bind.h"
#include "host/creds.h"
#include "host/host.h"
#include "host/outbox.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"

struct crowd {
    struct map64 addresses; // how many connections each has
    uint64_t displaced;     // ever
};

struct crowd *crowd_new(size_t connections)
{
    struct crowd *c = mem_alloc(sizeof *c);
    map64_init(&c->addresses, connections);
    return c;
}

void crowd_free(struct crowd *c)
{
    map64_free(&c->addresses);
    mem_free(c);
}

void crowd_metrics(const struct crowd *c, struct buf *out)
{
    buf_printf(out,
               "# TYPE tablee_connections_displaced_total counter\n"
               "tablee_connections_displaced_total %llu\n",
               (unsigned long long)c->displaced);
}

static bool scarce(const struct host *h, size_t conns)
{
    uint32_t max = h->limits.max_connections;
    return conns > max - max / CONNECTIONS_KEPT;
}

static uintptr_t held_by(const struct host *h, uint64_t address)
{
    return (uintptr_t)map64_get(&h->crowd->addresses, address);
}

void crowd_count(struct host *h, uint64_t address, int more)
{
    uintptr_t now = held_by(h, address) + (uintptr_t)more;
    if (now)
        map64_put(&h->crowd->addresses, address, (void *)now);
    else
        map64_del(&h->crowd->addresses, address);
}

// ---- those who have not said who they are

static bool before(const struct host *h, const struct session *a, const struct session *b)
{
    uintptr_t held = held_by(h, a->address), other = held_by(h, b->address);
    return held != other ? held > other : a->id < b->id;
}

struct session *crowd_displaces(struct host *h)
{
    struct session *out = NULL;
    size_t at = 0;
    if (!scarce(h, h->sessions.n + 1))
        return NULL;
    for (const struct map64_slot *slot; (slot = map64_next(&h->sessions, &at));) {
        struct session *c = slot->value;
        if (!c->cred && (!out || before(h, c, out)))
            out = c;
    }
    h->crowd->displaced += out != NULL;
    return out;
}

// ---- people

static struct hroom *largest(const struct host *h)
{
    struct hroom *most = h->room_list.p[0]; // somebody is in one
    for (size_t i = 1; i < h->room_list.n; i++)
        if (h->room_list.p[i]->sessions.n > most->sessions.n)
            most = h->room_list.p[i];
    return most;
}

static int holds_most(const struct hroom *r)
{
    int most = 0; // of facilitators and screens alone: nobody
    for (int p = 1; p <= room_people(r->room); p++)
        if (r->seats.p[p].sessions > r->seats.p[most].sessions)
            most = p;
    return most;
}

static struct session *oldest_of(const struct hroom *r, int person)
{
    for (size_t i = 0; i < r->sessions.n; i++)
        if (cred_holds(r->sessions.p[i]->cred, person))
            return r->sessions.p[i];
    return NULL;
}

bool crowd_admits(struct host *h, const struct session *c, const struct cred *cred, uint64_t now_ms)
{
    if (c->cred || cred_role(cred) != CRED_PERSON || !scarce(h, h->sessions.n))
        return true;
    struct hroom *own = cred_room(cred), *most = largest(h);
    int person = holds_most(most), me = cred_reader(cred)->person[0];
    bool fair = most == own ? most->seats.p[person].sessions > own->seats.p[me].sessions + 1
                            : most->sessions.n > own->sessions.n + 1;
    struct session *out = fair ? oldest_of(most, person) : NULL;
    if (!out)
        return false;
    h->crowd->displaced++;
    session_unbind(h, out, now_ms);
    out_close(h, out, HOST_CLOSE_LATER, "too many connections");
    return true;
}
