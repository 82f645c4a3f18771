// Connections. Bytes between two ends of a socket keep their order and may be late, or end at any
// moment for one end before the other. A wire that is worse than that (frames lost, doubled or
// swapped) is tried too: clients must still end with the right documents.
// What waits for a slow reader, and how much one may say, is bounded by the server's own
// net/bounds.c.
#include "sim.h"

#include <string.h>

#include "host/host.h"
#include "net/bounds.h"

enum {
    SILENCE_MS = 45000, // until the server gives up a peer that says nothing
    LINKS_MAX = 1 << 20,
};

enum direction { UP, DOWN };

struct packet {
    struct frame *f;
    json_t *parsed; // once for all who get it; NULL on its way to the server
};

struct link {
    uint32_t conn;
    int client;
    bool client_open, server_open, stalled, draining;
    int close_code;
    uint64_t last[2]; // when the last frame of a direction arrives
    int ms_per_kb;
    struct out_queue queue;
    VEC(json_t *) parsed; // of the queue's frames
    struct allowance allowance;
    bool known;
    unsigned char digest[DIGEST_BYTES];
};

static VEC(struct link *) links;
static uint64_t dead_until[CLIENTS_MAX];
static int under_way;

static struct link *link_of(uint32_t conn)
{
    return conn && conn <= links.n ? links.p[conn - 1] : NULL;
}

static uint64_t delay(void)
{
    int jitter = sim.calm ? 0 : sim.faults.jitter_ms;
    return (uint64_t)(1 + sim.faults.latency_ms + (jitter ? below(jitter) : 0));
}

static bool dead_zone(const struct link *l)
{
    return !sim.calm && dead_until[l->client] > sim.now;
}

// ---- frames under way: a reference to each goes to `arrive`

static void arrive(uint64_t conn, uint64_t packet);

static void set_off(struct link *l, enum direction way, const struct packet *p, uint64_t when)
{
    struct packet *sent = mem_alloc(sizeof *sent);
    *sent = (struct packet){frame_ref(p->f), json_incref(p->parsed)};
    under_way++;
    at(when, arrive, l->conn | (uint64_t)way << 32, (uint64_t)(uintptr_t)sent);
}

static void packet_drop(const struct packet *p)
{
    frame_unref(p->f);
    json_decref(p->parsed);
}

static void carry(struct link *l, enum direction way, const struct packet *p, uint64_t takes)
{
    bool kind = sim.calm || !(sim.faults.lost || sim.faults.twice || sim.faults.swapped);
    uint64_t when = sim.now + takes + delay();
    if (!kind && chance(sim.faults.lost)) {
        return;
    }
    bool swapped = !kind && chance(sim.faults.swapped);
    if (!swapped) {
        when = MAX(when, l->last[way]);
        l->last[way] = when;
    } else {
        when += (uint64_t)below(200);
    }
    for (int n = !kind && chance(sim.faults.twice) ? 2 : 1; n > 0; n--) {
        set_off(l, way, p, when);
    }
}

static void note_token(struct link *l, struct str text)
{
    if (!memmem(text.p, text.n, "\"hello\"", 7)) {
        return;
    }
    json_t *m = json_loadb(text.p, text.n, 0, NULL);
    const char *token = json_string_value(json_object_get(m, "token"));
    const char *t = json_string_value(json_object_get(m, "t"));
    if (t && token && strcmp(t, "hello") == 0) {
        secret_digest(str_from_cstr(token), l->digest);
        l->known = true;
    }
    json_decref(m);
}

static void arrive_up(struct link *l, struct frame *f)
{
    struct str text = {(const char *)f->bytes, f->len};
    if (!l->server_open || l->close_code) {
        return;
    }
    if (!allowance_take(&l->allowance, RATE_DEFAULT, sim.now)) {
        wire_close(l->conn, HOST_CLOSE_LATER);
        return;
    }
    note_token(l, text);
    server_text(l->conn, text);
}

static void arrive(uint64_t conn, uint64_t packet)
{
    struct link *l = link_of((uint32_t)conn);
    struct packet *p = (struct packet *)(uintptr_t)packet;
    under_way--;
    if (!l->stalled && !dead_zone(l)) {
        if (conn >> 32 == UP) {
            arrive_up(l, p->f);
        } else if (l->client_open) {
            client_frame(l->client, l->conn, p->parsed);
        }
    }
    packet_drop(p);
    mem_free(p);
}

// ---- what waits for a reader

static void clear(struct link *l)
{
    for (size_t i = 0; i < l->parsed.n; i++) {
        json_decref(l->parsed.p[i]);
    }
    vec_clear(&l->parsed);
    out_queue_clear(&l->queue);
}

static void client_learns(uint64_t conn, uint64_t code)
{
    struct link *l = link_of((uint32_t)conn);
    if (l->client_open) {
        l->client_open = false;
        client_closed(l->client, l->conn, (int)code);
    }
}

static void server_learns(uint64_t conn, uint64_t unused)
{
    struct link *l = link_of((uint32_t)conn);
    UNUSED(unused);
    if (l->server_open) {
        l->server_open = false;
        clear(l);
        server_closed(l->conn);
    }
}

static void drain(uint64_t conn, uint64_t unused)
{
    struct link *l = link_of((uint32_t)conn);
    UNUSED(unused);
    l->draining = false;
    if (!l->server_open || (l->stalled && !l->close_code)) {
        return;
    }
    uint64_t takes = 0;
    if (l->queue.items.n) {
        struct packet p = {frame_ref(l->queue.items.p[0].frame), l->parsed.p[0]};
        out_queue_take(&l->queue, 1);
        vec_remove(&l->parsed, 0);
        takes = (uint64_t)(sim.calm ? 0 : l->ms_per_kb) * p.f->len / 1024;
        carry(l, DOWN, &p, takes);
        packet_drop(&p);
    } else if (l->close_code) {
        at(MAX(l->last[DOWN], sim.now) + delay(), client_learns, conn, (uint64_t)l->close_code);
        server_learns(conn, 0);
        return;
    }
    if (l->queue.items.n || l->close_code) {
        l->draining = true;
        at(sim.now + takes, drain, conn, 0);
    }
}

static void set_drain(struct link *l)
{
    if (!l->draining) {
        l->draining = true;
        at(sim.now, drain, l->conn, 0);
    }
}

void wire_down(uint32_t conn, struct frame *f, json_t *parsed)
{
    struct link *l = link_of(conn);
    if (!l || !l->server_open || l->close_code) {
        return;
    }
    size_t max = sim.broken == BROKEN_QUEUE ? SIZE_MAX : OUT_DEFAULT;
    if (!out_queue_put(&l->queue, f, WS_TEXT, max)) {
        sim_say("a reader is too slow");
        clear(l);
        wire_close(conn, HOST_CLOSE_LATER);
        return;
    }
    CHECK(vec_push(&l->parsed, json_incref(parsed)));
    // Hardly anybody is that slow: the run that must find it broken looks for less.
    size_t most = sim.broken == BROKEN_QUEUE ? OUT_DEFAULT / 16 : OUT_DEFAULT;
    if (l->queue.items.n > 1 && l->queue.bytes > most) {
        sim_fail("%zu bytes wait for one reader", l->queue.bytes);
    }
    set_drain(l);
}

void wire_close(uint32_t conn, int code)
{
    struct link *l = link_of(conn);
    if (!l || !l->server_open || l->close_code) {
        return;
    }
    l->close_code = code;
    set_drain(l);
}

// ---- beginning and end of a connection

static void accept_link(uint64_t conn, uint64_t unused)
{
    struct link *l = link_of((uint32_t)conn);
    UNUSED(unused);
    if (!l->client_open || l->stalled || dead_zone(l)) {
        return;
    }
    if (!server_is_up()) {
        at(sim.now + delay(), client_learns, conn, CLOSED_HARD);
        return;
    }
    l->server_open = true;
    server_connected(l->conn);
    l->last[DOWN] = sim.now + delay();
    client_opened(l->client, l->conn);
}

uint32_t wire_dial(int client)
{
    struct link *l = mem_alloc(sizeof *l);
    l->conn = (uint32_t)links.n + 1;
    l->client = client;
    l->client_open = true;
    allowance_init(&l->allowance, RATE_DEFAULT, sim.now);
    l->ms_per_kb = chance(sim.faults.slow_readers) ? 200 + below(3000) : 0;
    out_queue_init(&l->queue);
    vec_init(&l->parsed, 65536);
    CHECK(vec_push(&links, l));
    at(sim.now + delay(), accept_link, l->conn, 0);
    return l->conn;
}

void wire_up(uint32_t conn, struct str text)
{
    struct link *l = link_of(conn);
    struct packet p = {.f = frame_new(text)};
    if (l->client_open) {
        carry(l, UP, &p, 0);
    }
    packet_drop(&p);
}

void wire_hang_up(uint32_t conn)
{
    struct link *l = link_of(conn);
    if (!l || !l->client_open) {
        return;
    }
    l->client_open = false;
    bool heard = !l->stalled && !dead_zone(l);
    uint64_t when = heard ? MAX(sim.now + delay(), l->last[UP]) : sim.now + SILENCE_MS;
    at(when, server_learns, conn, 0);
}

void wire_cut(uint32_t conn, bool told)
{
    struct link *l = link_of(conn);
    if (!l) {
        return;
    }
    l->stalled = true;
    at(sim.now + (told ? (uint64_t)below(50) : SILENCE_MS), server_learns, conn, 0);
    if (told) {
        at(sim.now + (uint64_t)below(50), client_learns, conn, CLOSED_HARD);
    }
}

void wire_server_gone(void)
{
    for (size_t i = 0; i < links.n; i++) {
        struct link *l = links.p[i];
        if (l->server_open) {
            l->server_open = false;
            clear(l);
            at(MAX(sim.now, l->last[DOWN]) + delay(), client_learns, l->conn,
               (uint64_t)(l->close_code ? l->close_code : CLOSED_HARD));
        }
    }
}

void wire_dead_zone(int client, uint64_t until)
{
    dead_until[client] = until;
    for (size_t i = 0; i < links.n; i++) {
        if (links.p[i]->client == client && links.p[i]->client_open) {
            wire_cut(links.p[i]->conn, false);
        }
    }
}

uint32_t wire_some_open(void)
{
    uint32_t some = 0;
    int n = 0;
    for (size_t i = 0; i < links.n; i++) {
        if (links.p[i]->server_open && below(++n) == 0) {
            some = links.p[i]->conn;
        }
    }
    return some;
}

void wire_cut_all(void)
{
    memset(dead_until, 0, sizeof dead_until);
    for (size_t i = 0; i < links.n; i++) {
        if (links.p[i]->client_open || links.p[i]->server_open) {
            wire_cut(links.p[i]->conn, true);
        }
    }
}

bool wire_is_idle(void)
{
    for (size_t i = 0; i < links.n; i++) {
        if (links.p[i]->queue.items.n) {
            return false;
        }
    }
    return under_way == 0;
}

const unsigned char *wire_token(uint32_t conn)
{
    struct link *l = link_of(conn);
    return l && l->known ? l->digest : NULL;
}

void wire_reset(void)
{
    for (size_t i = 0; i < links.n; i++) {
        clear(links.p[i]);
        out_queue_free(&links.p[i]->queue);
        vec_free(&links.p[i]->parsed);
        mem_free(links.p[i]);
    }
    vec_free(&links);
    vec_init(&links, LINKS_MAX);
    memset(dead_until, 0, sizeof dead_until);
    under_way = 0;
}
