#include "host/host.h"

#include <string.h>

#include "base/log.h"
#include "host/bind.h"
#include "host/budget.h"
#include "host/creds.h"
#include "host/crowd.h"
#include "host/files.h"
#include "host/frame.h"
#include "host/life.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/register.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/scenarios.h"
#include "host/secrets.h"
#include "host/sessions.h"
#include "host/shelf.h"
#include "host/snapshots.h"
#include "host/sound.h"
#include "host/state.h"
#include "host/tape.h"
#include "host/tasks.h"
#include "host/words.h"

enum {
    SCRATCH_BYTES = 4 << 20,
    DOCUMENT_BYTES = 256 << 20, // four times a room: as JSON, at most
    CODES_MAX = 1 << 20,
};

static void set_limits(struct host *h, const struct host_config *config)
{
    h->limits = *config;
    struct host_config *l = &h->limits;
    l->idle_ms = l->idle_ms ? l->idle_ms : IDLE_DEFAULT;
    l->max_rooms = MIN(l->max_rooms ? l->max_rooms : ROOMS_DEFAULT, (uint32_t)CODES_MAX);
    l->max_seats = l->max_seats ? l->max_seats : PRESENT_MAX;
    l->max_tabs = l->max_tabs ? l->max_tabs : TABS_DEFAULT;
    l->max_connections = l->max_connections ? l->max_connections : CONNECTIONS_DEFAULT;
    l->max_ring = l->max_ring ? l->max_ring : RING_DEFAULT;
    l->max_room_bytes = l->max_room_bytes ? l->max_room_bytes : ROOM_BYTES_DEFAULT;
    l->max_bytes = l->max_bytes ? l->max_bytes : SERVER_BYTES;
    l->max_waiting = l->max_waiting ? l->max_waiting : OUT_BUSY;
    l->max_comers = l->max_comers ? l->max_comers : COMERS_DEFAULT;
    l->max_scenarios = l->max_scenarios ? l->max_scenarios : SCENARIOS_MAX;
    l->responsible = l->contact = NULL;
    l->db_path = l->scenario_dirs = l->state_dir = l->key = l->living =
        NULL; // lent for the time of host_open
}

static void init(struct host *h, const struct host_config *config)
{
    uint64_t seed = secret_seed();
    set_limits(h, config);
    map64_init(&h->sessions, h->limits.max_connections);
    map64_init(&h->rooms, CODES_MAX);
    map_init(&h->creds, (size_t)h->limits.max_rooms * ROOM_CREDS_MAX,
             seed); // a room's bound is felt
    vec_init(&h->room_list, CODES_MAX);
    vec_init(&h->stirred, CODES_MAX);
    vec_init(&h->tasks, TASKS_MAX);
    h->crowd = crowd_new(h->limits.max_connections);
    h->loads = loads_new();
    h->life = life_new();
    h->registrar = registrar_new();
    h->tapes = tapes_new();
    h->sounds = sounds_new();
    h->space = space_new();
    h->outbox = outbox_new();
    h->budgets = budgets_new();
    arena_init(&h->scratch, SCRATCH_BYTES);
    buf_init(&h->json, DOCUMENT_BYTES);
    buf_init(&h->news, DOCUMENT_BYTES);
    vec_init(&h->marks.of, JW_MARKS_MAX);
    buf_init(&h->text, DOCUMENT_BYTES + 256);
    buf_init(&h->snapshot, SNAPSHOT_BYTES_MAX);
    char nobodys[TOKEN_TEXT]; // of a host where nothing may be changed
    secret_token(nobodys);
    const char *key = config->still ? nobodys : config->key;
    h->living = text_copy(config->living ? config->living : "la-mauve", "");
    h->key = key ? text_copy(key, "") : NULL;
    h->responsible = config->responsible ? text_copy(config->responsible, "") : NULL;
    h->contact = config->contact ? text_copy(config->contact, "") : NULL;
    h->now_ms = config->now_ms;
}

// That servers have one key, without telling which.
static uint64_t key_mark(const char *key)
{
    unsigned char digest[DIGEST_BYTES];
    uint64_t mark = 0;
    if (key) {
        secret_digest(str_from_cstr(key), digest);
        memcpy(&mark, digest, sizeof mark);
    }
    return mark;
}

static struct store *open_store(const struct host_config *config, char *err, size_t errn)
{
    if (config->store)
        return config->store;
    struct store_way way = {.node = config->still ? NULL : config->node,
                            .key = key_mark(config->key),
                            .now_ms = config->now_ms,
                            .waits = config->still};
    return config->db_path && config->db_path[0] ? store_open(config->db_path, &way, err, errn)
                                                 : store_memory();
}

// Closing waits: what was put is found when the store is opened again.
static bool renew_store(struct host *h, const struct host_config *config, char *err, size_t errn)
{
    hrooms_renew(h);
    store_flush(h->store);
    store_close(h->store);
    h->store = open_store(config, err, errn);
    if (h->store)
        store_set_waker(h->store, (struct store_waker){h->sink.wake, h->sink.ctx});
    return h->store != NULL;
}

struct host *host_open(const struct host_config *config, const struct host_sink *sink, char *err,
                       size_t errn)
{
    struct host *h = mem_alloc(sizeof *h);
    h->sink = *sink;
    init(h, config);
    h->store = open_store(config, err, errn);
    if (h->store)
        store_set_waker(h->store, (struct store_waker){sink->wake, sink->ctx});
    if (!h->store || !scenarios_open(h, config->scenario_dirs, config->state_dir, err, errn)) {
        host_close(h);
        return NULL;
    }
    // A store that is somebody else's is read as it is.
    if (store_is_old(h->store) && !config->store && !renew_store(h, config, err, errn)) {
        host_close(h);
        return NULL;
    }
    host_turn_end(h);
    return h;
}

bool host_lend(struct host *h, const char *code, char token[HOST_TOKEN_TEXT])
{
    const char *no;
    struct hroom *r = hroom_want(h, str_from_cstr(code), NULL, &no);
    CHECK(h->limits.still);
    for (; !r && hrooms_loading(h); r = hroom_in_memory(h, str_from_cstr(code)))
        sessions_go_on(h, hrooms_load(h, h->limits.now_ms), h->limits.now_ms);
    if (!r)
        return false;
    secret_token(token);
    cred_lend(h, r, str_from_cstr(token));
    return true;
}

void host_close(struct host *h)
{
    if (!h)
        return;
    if (h->store) {
        register_tick(h);
        store_flush(h->store);
    }
    store_close(h->store);
    sessions_free(h);
    loads_free(h);
    while (h->room_list.n)
        hroom_drop(h, vec_last(&h->room_list));
    vec_free(&h->room_list);
    vec_free(&h->stirred);
    map64_free(&h->rooms);
    map_free(&h->creds);
    tapes_free(h);
    sounds_free(h->sounds);
    tasks_free(h);
    scenarios_close(h);
    crowd_free(h->crowd);
    life_free(h->life);
    registrar_free(h->registrar);
    space_free(h->space);
    outbox_free(h->outbox);
    budgets_free(h->budgets);
    arena_free(&h->scratch);
    buf_free(&h->json);
    buf_free(&h->news);
    vec_free(&h->marks.of);
    buf_free(&h->text);
    buf_free(&h->snapshot);
    mem_free(h->key);
    mem_free(h->living);
    mem_free(h->responsible);
    mem_free(h->contact);
    mem_free(h);
}

void host_secret(char out[HOST_TOKEN_TEXT])
{
    secret_token(out);
}

// Sends what is durable; false when nothing more will be.
static bool send_durable(struct host *h)
{
    const char *why;
    if (h->dead)
        return false;
    if (store_done(h->store, &h->durable, &why) == STORE_FAILED) {
        host_die(h, why);
        return false;
    }
    hrooms_refused(h);
    out_send(h);
    return true;
}

void host_turn_end(struct host *h)
{
    uint64_t batch = h->dead ? 0 : store_flush(h->store);
    if (batch)
        h->flushed = batch;
    store_say(h->store, (uint32_t)h->room_list.n, (uint32_t)h->sessions.n);
    out_seal(h);
    if (!batch)
        send_durable(h); // nothing new to wait for: refusals and pongs may go
}

void host_committed(struct host *h, uint64_t now_ms)
{
    if (!send_durable(h))
        return;
    sessions_go_on(h, hrooms_woken(h), now_ms);
}

void host_clock(struct host *h, uint64_t now_ms)
{
    h->now_ms = now_ms;
}

void host_reload(struct host *h)
{
    tasks_reload(h);
}

// The log's last word is the time: a running clock is found where it stood.
static void note_time(struct host *h, uint64_t now_ms)
{
    for (size_t i = 0; i < h->room_list.n && !h->dead; i++) {
        struct act a = act_system(ACT_NOTICE, now_ms);
        arena_reset(&h->scratch);
        if (room_clock_runs(h->room_list.p[i]->room))
            hroom_run(h, h->room_list.p[i], &a, STR(""));
    }
}

// The others take a room as soon as its phones are sent to them, one room after another.
static void hand_over(struct host *h)
{
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        snapshot_last(h, r);
        store_release(h->store, r->id);
        for (size_t c = 0; c < r->sessions.n; c++)
            out_close(h, r->sessions.p[c], HOST_CLOSE_NODE, "");
        host_turn_end(h);
    }
}

void host_drain(struct host *h, uint64_t now_ms)
{
    size_t at = 0;
    const struct map64_slot *slot;
    h->draining = true;
    note_time(h, now_ms);
    if (h->dead)
        return;
    if (host_is_shared(h))
        hand_over(h);
    while ((slot = map64_next(&h->sessions, &at))) {
        const struct session *c = slot->value;
        if (!c->room || !host_is_shared(h))
            out_close(h, c, HOST_CLOSE_RESTART, "restart");
    }
    host_turn_end(h); // nobody who is sent away waits for what follows
    if (!host_is_shared(h))
        snapshots_all(h);
    host_turn_end(h);
}

bool host_is_shared(const struct host *h)
{
    return store_is_shared(h->store);
}

uint64_t host_cut(const struct host *h, bool *standby)
{
    return store_cut(h->store, standby);
}

bool host_is_replaced(const struct host *h)
{
    return store_is_replaced(h->store);
}

void host_moved(struct host *h)
{
    size_t at = 0;
    struct jw w;
    wire_begin(h, &w, "moved");
    struct frame *f = wire_end(h, &w);
    for (const struct map64_slot *s; (s = map64_next(&h->sessions, &at));) {
        const struct session *c = s->value;
        if (c->room)
            out_frame(h, c, f);
    }
    frame_unref(f);
}
