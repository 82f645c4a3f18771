// The process around the host: turns of its loop, its timers, and its deaths.
#include "sim.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/host.h"

static struct {
    struct host *h;
    uint64_t life;
    bool turn_set, draining, dying, closing;
    uint64_t due; // the timer that counts; 0: none
    uint64_t drain_by;
    int wakes; // not yet heard
} server;

static char folder[64];

enum { METRICS_BYTES = 1 << 16 };

// ---- chance: the host's secrets come from the seed too

static void chance_bytes(void *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ((unsigned char *)p)[i] = (unsigned char)(dice_next(&sim.random) >> 40);
    }
}

// ---- the scenario: one of the repository's, its private texts marked as the secrets are

static void mark_text(json_t *both, const char *marker)
{
    const char *key;
    json_t *text;
    json_object_foreach(both, key, text)
    {
        json_string_set(text, marker);
    }
}

static void mark_list(json_t *list, const char *member, const char *marker)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        mark_text(member ? json_object_get(one, member) : one, marker);
    }
}

// A sum is the one that its text says.
static void mark_assets(json_t *list, const char *marker)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        char text[48];
        json_int_t amount = json_integer_value(json_object_get(one, "amount"));
        snprintf(text, sizeof text, "%s %lld", marker, (long long)amount); // 0: it has none
        mark_text(json_object_get(one, "text"), text);
    }
}

static void mark_role(json_t *role, int n)
{
    char marker[32];
    json_t *own = json_object_get(role, "private");
    snprintf(marker, sizeof marker, "qzR%d-0;", n);
    mark_text(json_object_get(role, "mandate"), marker);
    mark_text(json_object_get(own, "knows"), marker);
    mark_text(json_object_get(own, "red_line"), marker);
    mark_list(json_object_get(own, "wants"), NULL, marker);
    mark_list(json_object_get(own, "fears"), NULL, marker);
    mark_assets(json_object_get(role, "assets"), marker);
}

static void remove_folder(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/la-mauve/scenario.json", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/la-mauve", folder);
    rmdir(path);
    rmdir(folder);
}

const char *server_scenarios(void)
{
    static const char *const source = TABLEE_SOURCE_DIR "/scenarios/la-mauve/scenario.json";
    char path[128];
    size_t i;
    json_t *role, *root = folder[0] ? NULL : json_load_file(source, 0, NULL);
    if (folder[0]) {
        return folder;
    }
    snprintf(folder, sizeof folder, "/tmp/tablee-sim-XXXXXX");
    snprintf(path, sizeof path, "%s/la-mauve", mkdtemp(folder));
    json_array_foreach(json_object_get(root, "roles"), i, role)
    {
        mark_role(role, (int)i);
    }
    CHECK(root && mkdir(path, 0700) == 0);
    snprintf(path, sizeof path, "%s/la-mauve/scenario.json", folder);
    CHECK(json_dump_file(root, path, 0) == 0);
    json_decref(root);
    atexit(remove_folder);
    return folder;
}

// ---- the sink

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    for (size_t i = 0; i < n && !server.closing; i++) {
        bool crossed = sim.broken == BROKEN_CROSSED && chance(20);
        uint32_t reader = crossed ? wire_some_open() : conns[i];
        wire_down(reader, f, oracle_frame(reader, f));
    }
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(reason);
    wire_close(conn, code);
}

static void turn(uint64_t life, uint64_t timer);

static void set_turn(uint64_t when)
{
    if (!server.turn_set) {
        server.turn_set = true;
        at(when, turn, server.life, 0);
    }
}

static void committed(uint64_t life, uint64_t unused)
{
    UNUSED(unused);
    if (life != server.life || !server.h) {
        return;
    }
    server.wakes--;
    host_committed(server.h, sim.now);
    readers_go_on(true);
    set_turn(sim.now);
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
    server.wakes++;
    at(sim.now + (uint64_t)below(3), committed, server.life, 0);
}

static void die(uint64_t life, uint64_t unused)
{
    UNUSED(unused);
    if (life == server.life && server.h) {
        server_crash();
    }
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    UNUSED(why);
    server.dying = true;
    at(sim.now, die, server.life, 0);
}

// ---- turns of the loop

static void set_timer(uint64_t due)
{
    server.due = due ? MAX(due, sim.now + 1) : 0;
    if (due) {
        at(server.due, turn, server.life, server.due);
    }
}

static void end_if_drained(void);

// What Prometheus reads of the disk is how the disk is.
static void hold_metrics(void)
{
    static const char name[] = "\ntablee_store_waiting_ms ";
    struct buf told;
    char *at;
    buf_init(&told, METRICS_BYTES);
    host_metrics(server.h, &told);
    at = strstr(buf_cstr(&told), name);
    if (!at || strtoull(at + sizeof name - 1, NULL, 10) != disk_waits()) {
        sim_fail("the metrics tell of another disk: %s", buf_cstr(&told));
    }
    buf_free(&told);
}

static void turn(uint64_t life, uint64_t timer)
{
    if (life != server.life || !server.h || server.dying || (timer && timer != server.due)) {
        return;
    }
    if (!timer) {
        server.turn_set = false;
    }
    uint64_t next = host_tick(server.h, sim.now);
    host_turn_end(server.h);
    set_timer(next);
    if (readers_go_on(false)) {
        set_turn(sim.now + 1);
    }
    hold_metrics();
    end_if_drained();
}

void server_connected(uint32_t conn)
{
    const struct host_peer peer = {.addr = chance(500) ? "192.0.2.1" : "192.0.2.2"};
    host_connected(server.h, conn, &peer);
}

// As if the server did not know an id again: each time it comes it is another one.
static void text_made_new(uint32_t conn, struct str text)
{
    static unsigned serial;
    char id[ID_MAX + 16];
    json_t *m = json_loadb(text.p, text.n, 0, NULL), *old = json_object_get(m, "id");
    snprintf(id, sizeof id, "%s~%u", json_is_string(old) ? json_string_value(old) : "", ++serial);
    if (old) {
        json_object_set_new(m, "id", json_string(id));
    }
    char *again = json_dumps(m, JSON_COMPACT);
    host_text(server.h, conn, again, strlen(again), sim.now);
    free(again);
    json_decref(m);
}

void server_text(uint32_t conn, struct str text)
{
    if (sim.broken == BROKEN_TWICE) {
        text_made_new(conn, text);
    } else {
        host_text(server.h, conn, text.p, text.n, sim.now);
    }
    set_turn(sim.now + (uint64_t)below(2));
}

void server_closed(uint32_t conn)
{
    if (server.h) {
        host_closed(server.h, conn, sim.now);
        set_turn(sim.now);
    }
}

// ---- lives

static void start(uint64_t life, uint64_t unused)
{
    UNUSED(unused);
    if (life == server.life && !server.h) {
        server_start();
    }
}

void server_start(void)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    char err[512] = "";
    secret_source(chance_bytes);
    sim.restarts++;
    server.dying = server.draining = server.turn_set = false;
    server.wakes = 0;
    struct host_config config = {
        .store = disk_open(),
        .now_ms = sim.now,
        .scenario_dirs = server_scenarios(),
        .max_room_bytes = (size_t)sim.faults.room_kb << 10,
        .idle_ms = (uint64_t)sim.faults.idle_ms,
    };
    server.h = host_open(&config, &sink, err, sizeof err);
    if (!server.h) {
        sim_fail("the server does not start again: %s", err);
    }
    set_turn(sim.now);
}

static void end_life(void)
{
    server.closing = true;
    readers_close();
    host_close(server.h);
    server.closing = false;
    server.h = NULL;
    server.life++;
    wire_server_gone();
}

void server_crash(void)
{
    if (!server.h) {
        return;
    }
    sim_say("the server dies");
    disk_crash();
    end_life();
    at(sim.now + (sim.calm ? 10 : about(1500)), start, server.life, 0);
}

static void end_if_drained(void)
{
    if (!server.draining) {
        return;
    }
    if (wire_some_open() && sim.now < server.drain_by) {
        set_turn(sim.now + 20);
        return;
    }
    sim_say("the server stopped in order");
    end_life();
    at(sim.now + 300, start, server.life, 0);
}

void server_drain(void)
{
    if (!server.h || server.draining || server.dying) {
        return;
    }
    sim_say("the server is asked to stop");
    server.draining = true;
    server.drain_by = sim.now + 4000;
    host_drain(server.h, sim.now);
    set_turn(sim.now + 20);
}

bool server_is_up(void)
{
    return server.h && !server.dying && !server.draining;
}

bool server_is_idle(void)
{
    return server_is_up() && !server.turn_set && server.wakes == 0 && disk_is_idle() &&
           readers_are_idle();
}

struct host *server_host(void)
{
    return server_is_up() ? server.h : NULL;
}

uint64_t server_life(void)
{
    return server.life;
}

void server_reset(void)
{
    server.closing = true;
    readers_close();
    host_close(server.h);
    uint64_t life = server.life + 1;
    memset(&server, 0, sizeof server);
    server.life = life;
}
