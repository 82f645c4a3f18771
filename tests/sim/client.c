// The client, as web/src/socket.ts and store.ts are: identity, resume, back-off, heartbeat, queue,
// documents. Change them together.
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "client.h"

enum { CONNECT_MS = 5000, PING_MS = 20000, PONG_MS = 10000 };
enum { BURST = 30, PER_SECOND = 12, UNDER_WAY = 32 };

static struct client clients[CLIENTS_MAX];
static int nclients;

struct client *client_at(int i)
{
    return &clients[i];
}

int clients_count(void)
{
    return nclients;
}

// ---- store.ts

static struct held *held_of(struct client *c, const char *topic)
{
    for (size_t i = 0; i < c->docs.n; i++) {
        if (strcmp(c->docs.p[i].topic, topic) == 0) {
            return &c->docs.p[i];
        }
    }
    return NULL;
}

static void drop_doc(struct client *c, const char *topic)
{
    struct held *h = held_of(c, topic);
    if (h) {
        json_decref(h->doc);
        vec_remove(&c->docs, (size_t)(h - c->docs.p));
    }
}

static void drop_all(struct client *c)
{
    while (c->docs.n) {
        drop_doc(c, c->docs.p[0].topic);
    }
}

static void set_doc(struct client *c, const char *topic, uint64_t ver, const json_t *doc)
{
    struct held *h = held_of(c, topic);
    if (!h) {
        CHECK(vec_push(&c->docs, (struct held){0}));
        h = &vec_last(&c->docs);
        snprintf(h->topic, sizeof h->topic, "%s", topic);
    }
    json_decref(h->doc);
    h->doc = json_deep_copy(doc);
    h->ver = ver;
}

static bool patch_doc(struct client *c, const char *topic, uint64_t ver, const json_t *patch)
{
    struct held *h = held_of(c, topic);
    if (!h) {
        return false;
    }
    if (ver <= h->ver) {
        return true;
    }
    if (ver != h->ver + 1 && sim.broken != BROKEN_GAP) {
        return false;
    }
    kit_merge(h->doc, patch);
    h->ver = ver;
    return true;
}

// ---- the queue

static void set_timer(struct client *c, enum timer t, uint64_t ms);

static bool may_send(struct client *c)
{
    int64_t now = (int64_t)sim.now;
    c->allowance = MIN(c->allowance + (now - c->allowance_at) * PER_SECOND, (int64_t)BURST * 1000);
    c->allowance_at = now;
    return c->allowance >= 1000 && c->under_way < UNDER_WAY;
}

static void pump(struct client *c)
{
    c->timer[TIMER_PUMP]++;
    for (size_t i = 0; c->open && i < c->queue.n; i++) {
        struct waiting *w = c->queue.p[i];
        if (w->sent || (w->needs_hello && !c->greeted)) {
            continue;
        }
        if (!may_send(c)) {
            set_timer(c, TIMER_PUMP, 1000 / PER_SECOND);
            return;
        }
        c->allowance -= 1000;
        c->under_way++;
        w->sent = true;
        wire_up(c->conn, str_from_cstr(w->text));
    }
}

static void nothing_sent(struct client *c)
{
    for (size_t i = 0; i < c->queue.n; i++) {
        c->queue.p[i]->sent = false;
    }
    c->under_way = 0;
    c->allowance = BURST * 1000;
    c->allowance_at = (int64_t)sim.now;
}

static void waiting_free(struct waiting *w)
{
    mem_free(w->text);
    mem_free(w);
}

static struct waiting *waiting_of(struct client *c, const char *id)
{
    size_t n = strcspn(id, "~"); // where the wire is made to break ids
    for (size_t i = 0; i < c->queue.n; i++) {
        if (strncmp(c->queue.p[i]->id, id, n) == 0) {
            return c->queue.p[i];
        }
    }
    return NULL;
}

static void connect_now(struct client *c);

void client_ask(struct client *c, json_t *frame, bool needs_hello, client_answer *done)
{
    struct waiting *w = mem_alloc(sizeof *w);
    snprintf(w->id, sizeof w->id, "%08dc%02dn%010d", below(100000000), c->index, ++c->last_id);
    json_object_set_new(frame, "id", json_string(w->id));
    const char *what = json_string_value(json_object_get(frame, needs_hello ? "act" : "t"));
    ledger_asked(w->id, what, c->index, needs_hello);
    char *text = json_dumps(frame, JSON_COMPACT);
    size_t n = strlen(text);
    w->text = memcpy(mem_alloc(n + 1), text, n);
    free(text);
    json_decref(frame);
    w->needs_hello = needs_hello;
    w->done = done;
    CHECK(vec_push(&c->queue, w));
    if (c->stopped) {
        c->stopped = false;
        connect_now(c);
    }
    pump(c);
}

static void forget_queue(struct client *c)
{
    for (size_t i = 0; i < c->queue.n; i++) {
        ledger_given_up(c->queue.p[i]->id);
        waiting_free(c->queue.p[i]);
    }
    vec_clear(&c->queue);
}

// ---- timers: each counts only while its number is the last one set

static void lost(struct client *c);

static void timer_run(uint64_t client, uint64_t which)
{
    struct client *c = &clients[client];
    enum timer t = (enum timer)(which & 7);
    if (which != (c->timer[t] << 3 | t)) {
        return;
    }
    switch (t) {
    case TIMER_CONNECT:
    case TIMER_PONG:
        lost(c);
        break;
    case TIMER_RETRY:
        connect_now(c);
        break;
    case TIMER_PING:
        client_ping(c);
        break;
    case TIMER_PUMP:
        pump(c);
        break;
    case TIMERS:
        break;
    }
}

static void set_timer(struct client *c, enum timer t, uint64_t ms)
{
    c->timer[t]++;
    at(sim.now + ms, timer_run, (uint64_t)c->index, c->timer[t] << 3 | t);
}

static void stop_timers(struct client *c)
{
    for (int t = 0; t < TIMERS; t++) {
        c->timer[t]++;
    }
}

void client_ping(struct client *c)
{
    char text[64];
    if (!c->open) {
        return;
    }
    snprintf(text, sizeof text, "{\"t\":\"ping\",\"c\":%d}", ++c->pings);
    wire_up(c->conn, str_from_cstr(text));
    set_timer(c, TIMER_PONG, PONG_MS);
    set_timer(c, TIMER_PING, PING_MS);
}

// ---- connections

static void hang_up(struct client *c)
{
    uint32_t old = c->conn;
    c->conn = 0;
    c->open = c->greeted = false;
    wire_hang_up(old);
}

static void connect_now(struct client *c)
{
    stop_timers(c);
    hang_up(c);
    nothing_sent(c);
    c->conn = wire_dial(c->index);
    set_timer(c, TIMER_CONNECT, CONNECT_MS);
}

static void lost(struct client *c)
{
    static const int backoff[] = {300, 800, 1600, 3000, 5000, 8000};
    if (c->stopped) {
        return;
    }
    stop_timers(c);
    hang_up(c);
    int base = backoff[MIN(c->tries, (int)ARRAY_LEN(backoff) - 1)];
    c->tries++;
    set_timer(c, TIMER_RETRY, (uint64_t)(base / 2 + below(base)));
    if (sim.broken == BROKEN_GIVE_UP) {
        for (size_t i = c->queue.n; i-- > 0;) {
            if (c->queue.p[i]->sent && c->queue.p[i]->needs_hello) {
                waiting_free(c->queue.p[i]);
                vec_remove(&c->queue, i);
            }
        }
    }
}

static void give_up(struct client *c)
{
    c->stopped = true;
    stop_timers(c);
    hang_up(c);
}

static void hello(struct client *c)
{
    if (!c->room[0] || !c->token[0] || !c->open) {
        return;
    }
    json_t *have = json_object();
    for (size_t i = 0; i < c->docs.n; i++) {
        json_object_set_new(have, c->docs.p[i].topic, json_integer((json_int_t)c->docs.p[i].ver));
    }
    json_t *m = json_pack("{s:s,s:i,s:s,s:s,s:o}", "t", "hello", "v", 1, "room", c->room, "token",
                          c->token, "have", have);
    char id[ID_MAX];
    snprintf(id, sizeof id, "h%d", ++c->hellos);
    json_object_set_new(m, "id", json_string(id));
    if (c->epoch[0]) {
        json_object_set_new(m, "epoch", json_string(c->epoch));
    }
    char *text = json_dumps(m, JSON_COMPACT);
    wire_up(c->conn, str_from_cstr(text));
    free(text);
    json_decref(m);
}

void client_enter(struct client *c, const char *room, const char *token)
{
    if (strcmp(c->room, room) != 0 || strcmp(c->token, token) != 0) {
        drop_all(c);
        c->npeople = 0;
    }
    snprintf(c->room, sizeof c->room, "%s", room);
    snprintf(c->token, sizeof c->token, "%s", token);
    c->stopped = false;
    connect_now(c);
}

void client_opened(int client, uint32_t conn)
{
    struct client *c = &clients[client];
    if (c->conn != conn) {
        return;
    }
    c->open = true;
    c->timer[TIMER_CONNECT]++;
    set_timer(c, TIMER_PING, PING_MS);
    if (c->room[0]) {
        hello(c);
    } else {
        c->tries = 0;
    }
    pump(c);
}

static void elsewhere(uint64_t client, uint64_t unused)
{
    struct client *c = &clients[client];
    UNUSED(unused);
    if (c->stopped && c->room[0]) { // «take the seat back here»
        c->stopped = false;
        c->tries = 0;
        connect_now(c);
    }
}

void client_closed(int client, uint32_t conn, int code)
{
    struct client *c = &clients[client];
    if (c->conn != conn) {
        return;
    }
    if (code == 4002) {
        give_up(c);
        at(sim.now + about(5000), elsewhere, (uint64_t)client, 0);
        return;
    }
    if (code == 4001) {
        sim_fail("client %d: a credential that was given is no longer good", client);
    }
    if (code == 4003) {
        drop_all(c);
        c->epoch[0] = 0;
    }
    lost(c);
}

// ---- frames

static void keep_only(struct client *c, const json_t *topics)
{
    for (size_t i = c->docs.n; i-- > 0 && json_is_array(topics);) {
        bool there = false;
        for (size_t k = 0; k < json_array_size(topics); k++) {
            there |= strcmp(json_string_value(json_array_get(topics, k)), c->docs.p[i].topic) == 0;
        }
        if (!there) {
            drop_doc(c, c->docs.p[i].topic);
        }
    }
}

static int number_of(const json_t *id)
{
    return (int)strtol(json_string_value(id) + 1, NULL, 10);
}

static void on_welcome(struct client *c, const json_t *m)
{
    const char *room = json_string_value(json_object_get(m, "room"));
    const char *epoch = json_string_value(json_object_get(m, "epoch"));
    const json_t *you = json_object_get(m, "you"), *people = json_object_get(you, "people");
    if (strcmp(room, c->room) != 0) {
        return;
    }
    if (c->epoch[0] && strcmp(c->epoch, epoch) != 0) {
        drop_all(c);
    }
    snprintf(c->epoch, sizeof c->epoch, "%s", epoch);
    keep_only(c, json_object_get(m, "topics"));
    c->npeople = (int)json_array_size(people);
    for (int i = 0; i < c->npeople; i++) {
        c->people[i] = number_of(json_array_get(people, (size_t)i));
    }
    if (json_object_get(you, "f")) {
        c->people[0] = -number_of(json_object_get(you, "f"));
        c->npeople = 1;
    }
    c->greeted = true;
    c->tries = 0;
    pump(c);
}

static void on_answer(struct client *c, const json_t *m, bool ok)
{
    const char *id = json_string_value(json_object_get(m, "id"));
    struct waiting *w = id ? waiting_of(c, id) : NULL;
    if (!w) {
        if (!ok && !c->greeted && id && id[0] == 'h') {
            sim_fail("client %d: hello refused: %s", c->index,
                     json_string_value(json_object_get(m, "code")));
        }
        return;
    }
    ledger_heard(w->id, ok);
    for (size_t i = 0; i < c->queue.n; i++) {
        if (c->queue.p[i] == w) {
            vec_remove(&c->queue, i);
            break;
        }
    }
    c->under_way -= w->sent && c->under_way > 0;
    pump(c);
    if (w->done) {
        w->done(c, m, ok);
    }
    waiting_free(w);
}

static void look_at(struct client *c, const char *topic)
{
    char who[32];
    unsigned char digest[DIGEST_BYTES];
    struct held *h = held_of(c, topic);
    snprintf(who, sizeof who, "client %d", c->index);
    secret_digest(str_from_cstr(c->token), digest);
    if (h) {
        oracle_held(digest, topic, h->ver, h->doc, who);
    }
}

static void on_topic(struct client *c, const json_t *m, const char *kind)
{
    const char *topic = json_string_value(json_object_get(m, "topic"));
    uint64_t ver = (uint64_t)json_integer_value(json_object_get(m, "ver"));
    if (strcmp(kind, "drop") == 0) {
        drop_doc(c, topic);
    } else if (strcmp(kind, "doc") == 0) {
        set_doc(c, topic, ver, json_object_get(m, "doc"));
    } else if (!patch_doc(c, topic, ver, json_object_get(m, "patch"))) {
        hello(c);
    } else if (chance(100)) {
        look_at(c, topic);
    }
}

void client_frame(int client, uint32_t conn, const json_t *m)
{
    struct client *c = &clients[client];
    if (c->conn != conn) {
        return;
    }
    const char *kind = json_string_value(json_object_get(m, "t"));
    if (strcmp(kind, "welcome") == 0) {
        on_welcome(c, m);
    } else if (strcmp(kind, "ok") == 0 || strcmp(kind, "no") == 0) {
        on_answer(c, m, kind[0] == 'o');
    } else if (strcmp(kind, "pong") == 0) {
        c->timer[TIMER_PONG]++;
    } else {
        on_topic(c, m, kind);
    }
}

// ---- what happens to a browser

void client_reload(int client)
{
    struct client *c = &clients[client];
    if (!c->token[0]) {
        return;
    }
    sim_say("client %d reloads its page", client);
    for (size_t i = c->queue.n; i-- > 0;) { // only commands are kept in storage
        if (!c->queue.p[i]->needs_hello) {
            return;
        }
    }
    drop_all(c);
    c->npeople = 0;
    c->tries = 0;
    c->stopped = false;
    connect_now(c);
}

static void forget_identity(struct client *c)
{
    forget_queue(c);
    drop_all(c);
    c->token[0] = c->epoch[0] = c->room[0] = 0;
    c->npeople = 0;
    c->stopped = false;
}

void client_wipe(struct client *c)
{
    forget_identity(c);
    connect_now(c);
}

static bool complete(const struct client *c)
{
    static struct expected list[KIT_TOPICS_MAX];
    unsigned char digest[DIGEST_BYTES];
    secret_digest(str_from_cstr(c->token), digest);
    int n = oracle_expects(digest, list);
    if ((size_t)n != c->docs.n) {
        sim_say("client %d holds %zu documents of %d", c->index, c->docs.n, n);
        return false;
    }
    for (int i = 0; i < n; i++) {
        struct held *h = held_of((struct client *)(uintptr_t)c, list[i].topic);
        if (!h || h->ver != list[i].ver) {
            sim_say("client %d: %s at %llu of %llu", c->index, list[i].topic,
                    h ? (unsigned long long)h->ver : 0, (unsigned long long)list[i].ver);
            return false;
        }
    }
    return true;
}

void clients_check(bool whole)
{
    for (int i = 0; i < nclients; i++) {
        struct client *c = &clients[i];
        for (size_t k = 0; k < c->docs.n; k++) {
            look_at(c, c->docs.p[k].topic);
        }
        if (whole && c->token[0] && !complete(c)) {
            sim_fail("client %d does not end with the documents of its room", i);
        }
    }
}

bool clients_wait(void)
{
    for (int i = 0; i < nclients; i++) {
        if (clients[i].queue.n || (clients[i].token[0] && !clients[i].greeted)) {
            return true;
        }
    }
    return false;
}

int client_new(enum role role, int room)
{
    struct client *c = &clients[nclients];
    *c = (struct client){.index = nclients, .role = role, .of_room = room, .stopped = true};
    vec_init(&c->docs, KIT_TOPICS_MAX);
    vec_init(&c->queue, 1 << 16);
    return nclients++;
}

void clients_reset(void)
{
    for (int i = 0; i < nclients; i++) {
        struct client *c = &clients[i];
        drop_all(c);
        for (size_t k = 0; k < c->queue.n; k++) {
            waiting_free(c->queue.p[k]);
        }
        vec_free(&c->docs);
        vec_free(&c->queue);
    }
    nclients = 0;
}
