#include <string.h>

#include "base/log.h"
#include "host/host_parts.h"

enum { ROOMS_STORED_MAX = 1 << 20 };

struct replay {
    struct host *h;
    struct texts texts; // private ones, while replaying
    struct map64 rooms; // struct hroom by number
    struct map64 codes; // code by number, as the pointer itself
    uint32_t room;      // of the record being read
    struct buf fault;
    bool failed;
    uint64_t events;
};

static bool keep_room(void *ctx, const struct store_room *room)
{
    struct replay *rp = ctx;
    rp->h->last_room = MAX(rp->h->last_room, room->id);
    return map64_put(&rp->codes, room->id, (void *)(uintptr_t)room->code);
}

static bool fail(struct replay *rp, const struct store_record *s, const char *why)
{
    rp->failed = true;
    buf_printf(&rp->fault, " (room %u, record %llu: %s)", s->room, (unsigned long long)s->seq, why);
    return false;
}

// The first record says what the room was made from.
static struct hroom *room_of(struct replay *rp, const struct act_record *record)
{
    struct hroom *r = map64_get(&rp->rooms, rp->room);
    if (r || record->act.type != ACT_CREATED)
        return r;
    const struct scenario *sc = scenario_find(rp->h, VAL(&record->act, CREATED, HASH).s);
    sc = sc ? sc : scenario_find(rp->h, VAL(&record->act, CREATED, SCENARIO).s);
    uint32_t code = (uint32_t)(uintptr_t)map64_get(&rp->codes, rp->room);
    if (!sc || !code)
        return NULL;
    if (!str_eq(sc->hash, VAL(&record->act, CREATED, HASH).s))
        log_warn("scenario_changed", log_i("room", rp->room));
    r = room_make(rp->h, rp->room, code, sc, record->act.t_ms);
    CHECK(map64_put(&rp->rooms, rp->room, r));
    return r;
}

static void remember(struct replay *rp, struct hroom *r, const struct act_record *record)
{
    if (!record->command.n || !record->act.by)
        return; // what made a room or a person is known by its own mark
    struct wire_in in = {.type = WIRE_DO, .id = record->command};
    struct frame *f = answer_ok(rp->h, &in, &record->act);
    answer_keep(r, record->act.by, record->command, f);
    frame_unref(f);
}

static bool replay_one(void *ctx, const struct store_record *s)
{
    struct replay *rp = ctx;
    struct act_opener opener = texts_opener(&rp->texts, s->room);
    struct act_record record;
    arena_reset(&rp->h->scratch);
    rp->room = s->room;
    if (!act_record_read(s->body, &rp->h->scratch, &opener, &record, &rp->fault))
        return fail(rp, s, "it cannot be read");
    struct hroom *r = room_of(rp, &record);
    if (!r)
        return fail(rp, s, "its scenario is not there");
    secret_chain(r->hash, s->body, r->hash);
    if (record.seq != s->seq || memcmp(r->hash, s->hash, sizeof r->hash) != 0)
        return fail(rp, s, "the chain is broken");
    r->seq = s->seq;
    rp->events++;
    room_apply(r->room, &record.act, record.seq);
    room_logged(rp->h, r, &record, false);
    topics_project(rp->h, r, false);
    remember(rp, r, &record);
    return true;
}

// The hour stood still while nobody served it: a facilitator starts the clock again.
static void wake_up(struct host *h, struct hroom *r)
{
    uint64_t now = h->limits.now_ms;
    struct refusal refusal;
    for (int p = 1; p <= room_people(r->room); p++)
        r->seats[p].gone_ms = r->seats[p].on ? now : 0;
    if (!room_clock_runs(r->room))
        return;
    struct act a = act_system(ACT_PAUSE, now);
    VAL(&a, PAUSE, WHY) = val_int(1); // "restart"
    room_run(h, r, &a, STR(""), &refusal);
}

bool replay_all(struct host *h, char *err, size_t errn)
{
    struct replay rp = {.h = h};
    texts_init(&rp.texts);
    map64_init(&rp.rooms, ROOMS_STORED_MAX);
    map64_init(&rp.codes, ROOMS_STORED_MAX);
    buf_init(&rp.fault, 1024);
    bool good = scenarios_recall(h) && store_rooms(h->store, keep_room, &rp) &&
                texts_load(&rp.texts, h->store, 0) &&
                store_read_all(h->store, replay_one, &rp) && !rp.failed;
    if (!good)
        snprintf(err, errn, "the log cannot be replayed%s", buf_cstr(&rp.fault));
    scenarios_forget(h);
    for (size_t i = 0; good && i < h->room_list.n; i++)
        wake_up(h, h->room_list.p[i]);
    log_info("replayed", log_i("rooms", (int64_t)h->room_list.n),
             log_i("events", (int64_t)rp.events));
    texts_free(&rp.texts);
    map64_free(&rp.rooms);
    map64_free(&rp.codes);
    buf_free(&rp.fault);
    return good;
}
