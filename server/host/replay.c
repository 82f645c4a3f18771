#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "host/host_parts.h"

enum { ROOMS_STORED_MAX = 1 << 20 };

struct replay {
    struct host *h;
    struct texts texts;    // private ones, while replaying
    struct map64 rooms;    // struct hroom by number
    struct map64 codes;    // code by number, as the pointer itself
    struct map64 unread;   // numbers of rooms that are left out
    uint32_t room;         // of the record being read
    struct buf unreadable; // what of a record cannot be read
    struct buf fault;
    bool failed;
    uint64_t events;
};

static bool fail(struct replay *rp, uint32_t room, uint64_t seq, const char *why)
{
    if (!rp->failed) // the first reason is the reason
        buf_printf(&rp->fault, "room %u, record %llu: %s", room, (unsigned long long)seq, why);
    rp->failed = true;
    return false;
}

static bool keep_room(void *ctx, const struct store_room *room)
{
    struct replay *rp = ctx;
    rp->h->last_room = MAX(rp->h->last_room, room->id);
    return map64_put(&rp->codes, room->id, (void *)(uintptr_t)room->code);
}

// A room without its scenario waits for it: it cannot be read, and nobody may have its code.
static bool leave_unread(struct replay *rp, uint32_t code, struct str scenario)
{
    char id[80];
    snprintf(id, sizeof id, STR_FMT, STR_ARG(scenario));
    log_warn("scenario_missing", log_i("room", rp->room), log_s("scenario", id));
    return map64_put(&rp->unread, rp->room, rp) && map64_put(&rp->h->unread, code, rp->h);
}

// The first record says what the room was made from.
static bool begin(struct replay *rp, const struct act_record *record)
{
    struct str id = VAL(&record->act, CREATED, SCENARIO).s;
    const struct scenario *sc = scenario_of(rp->h, &record->act);
    uint32_t code = (uint32_t)(uintptr_t)map64_get(&rp->codes, rp->room);
    if (!code)
        return false;
    if (!rules(VAL(&record->act, CREATED, RULES).i))
        return fail(rp, rp->room, record->seq,
                    lang_pick("une version plus récente de Tablée a créé l’atelier",
                              "a newer version of Tablée made the workshop"));
    if (!sc)
        return leave_unread(rp, code, id);
    if (!str_eq(sc->hash, VAL(&record->act, CREATED, HASH).s))
        log_warn("scenario_changed", log_i("room", rp->room));
    struct hroom *r = room_make(rp->h, rp->room, code, sc, record->act.t_ms);
    return map64_put(&rp->rooms, rp->room, r);
}

static void remember(struct replay *rp, struct hroom *r, const struct act_record *record)
{
    if (!record->command.n || !record->act.by)
        return; // what made a room or a person is known by its own mark
    struct wire_in in = {.type = WIRE_DO, .id = record->command};
    struct frame *f = answer_ok(rp->h, &in, &record->act, record->seq);
    answer_keep(r, record->act.by, record->command, f);
    frame_unref(f);
}

static bool replay_one(void *ctx, const struct store_record *s)
{
    struct replay *rp = ctx;
    struct act_opener opener = texts_opener(&rp->texts, s->room, s->seq);
    struct act_record record;
    arena_reset(&rp->h->scratch);
    rp->room = s->room;
    if (map64_get(&rp->unread, s->room))
        return true;
    if (!act_record_read(s->body, &rp->h->scratch, &opener, &record, &rp->unreadable))
        return fail(rp, s->room, s->seq, buf_cstr(&rp->unreadable));
    struct hroom *r = map64_get(&rp->rooms, s->room);
    if (!r && (record.act.type != ACT_CREATED || !begin(rp, &record)))
        return fail(rp, s->room, s->seq, "the room is not listed");
    r = map64_get(&rp->rooms, s->room);
    if (!r)
        return true;
    secret_chain(r->hash, s->body, r->hash);
    if (record.seq != s->seq || memcmp(r->hash, s->hash, sizeof r->hash) != 0)
        return fail(rp, s->room, s->seq, "the chain is broken");
    if (!room_can_apply(r->room, &record.act))
        return fail(rp, s->room, s->seq, "it does not follow from what came before");
    r->seq = s->seq;
    rp->events++;
    room_apply(r->room, &record.act, record.seq);
    room_logged(rp->h, r, &record, false);
    remember(rp, r, &record);
    return true;
}

// The hour stood still while nobody served it: a facilitator starts the clock again.
static void wake_up(struct host *h, struct hroom *r)
{
    uint64_t now = h->limits.now_ms;
    struct refusal refusal;
    room_stir(h, r);
    r->replayed = r->seq;
    room_settle(r->room);
    for (int p = 1; p <= room_people(r->room); p++)
        r->seats[p].gone_ms = r->seats[p].on ? now : 0;
    if (h->limits.still || !room_clock_runs(r->room))
        return;
    struct act a = act_system(ACT_PAUSE, now);
    VAL(&a, PAUSE, WHY) = val_int(1); // "restart"
    room_run(h, r, &a, STR(""), &refusal);
}

static void explain(struct replay *rp, char *err, size_t errn)
{
    uint64_t batch;
    const char *why = "";
    store_done(rp->h->store, &batch, &why);
    if (rp->failed)
        why = buf_cstr(&rp->fault);
    else if (rp->texts.full)
        why = "its texts do not fit in memory";
    snprintf(
        err, errn,
        lang_pick("Le journal ne peut pas être relu\u00a0: %s", "The log cannot be replayed: %s"),
        why);
}

bool replay_all(struct host *h, char *err, size_t errn)
{
    struct replay rp = {.h = h};
    texts_init(&rp.texts);
    map64_init(&rp.rooms, ROOMS_STORED_MAX);
    map64_init(&rp.codes, ROOMS_STORED_MAX);
    map64_init(&rp.unread, ROOMS_STORED_MAX);
    buf_init(&rp.unreadable, 1024);
    buf_init(&rp.fault, 2048);
    bool good = scenarios_recall(h) && store_rooms(h->store, keep_room, &rp) &&
                texts_load(&rp.texts, h->store, 0) && store_read_all(h->store, replay_one, &rp) &&
                !rp.failed;
    if (!good)
        explain(&rp, err, errn);
    scenarios_forget(h);
    for (size_t i = 0; good && i < h->room_list.n; i++)
        wake_up(h, h->room_list.p[i]);
    log_info("replayed", log_i("rooms", (int64_t)h->room_list.n),
             log_i("events", (int64_t)rp.events));
    if (good)
        texts_end(&rp.texts);
    texts_free(&rp.texts);
    map64_free(&rp.rooms);
    map64_free(&rp.codes);
    map64_free(&rp.unread);
    buf_free(&rp.unreadable);
    buf_free(&rp.fault);
    return good;
}
