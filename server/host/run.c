// What a command does to a room: decided, applied, logged and told, or refused.
#include "host/run.h"

#include <string.h>

#include "host/bind.h"
#include "host/budget.h"
#include "host/chain.h"
#include "host/host.h"
#include "host/rooms.h"
#include "host/secrets.h"
#include "host/sound.h"
#include "host/state.h"
#include "host/tape.h"
#include "host/topics.h"

struct act act_system(enum act_type type, uint64_t now_ms)
{
    return (struct act){.type = type, .t_ms = now_ms};
}

// ---- the log

// And their number: whose a facilitator's texts are in the store.
enum { FACILITATOR_WORDS = 1000 };

static uint32_t writer_of(int whose)
{
    return (uint32_t)(whose < 0 ? FACILITATOR_WORDS - whose : whose);
}

static void log_record(struct host *h, struct hroom *r, const struct act_record *record)
{
    struct act_private privates[ACT_PRIVATES_MAX];
    struct act_sealer sealer = {NULL, secret_seal};
    struct jw w;
    buf_reset(&h->text);
    jw_init(&w, &h->text);
    int n = act_record_write(&w, record, &sealer, privates);
    CHECK(jw_done(&w));
    struct store_record out = {.room = r->id, .seq = record->seq, .body = buf_view(&h->text)};
    r->logged_bytes += out.body.n;
    secret_chain(r->hash, out.body, out.hash);
    memcpy(r->hash, out.hash, sizeof r->hash);
    store_append(h->store, &out);
    for (int i = 0; i < n; i++) {
        struct store_text t = {.room = r->id,
                               .person = writer_of(privates[i].by),
                               .seq = record->seq,
                               .field = str_from_cstr(privates[i].field),
                               .text = privates[i].text};
        memcpy(t.salt, privates[i].salt, sizeof t.salt);
        r->logged_bytes += t.text.n;
        store_put_text(h->store, &t);
    }
}

// ---- what the host itself remembers of an event, live and when it is loaded

// What is too long for its place was not written by this host, and is cut.
static void put_text(char *out, size_t size, struct str text)
{
    snprintf(out, size, STR_FMT, STR_ARG(text));
}

static void created(struct host *h, struct hroom *r, const struct act_record *record, bool live)
{
    unsigned char digest[DIGEST_BYTES];
    struct str link = VAL(&record->act, CREATED, LINK).s;
    uint32_t generation = store_generation(h->store);
    put_text(r->epoch, sizeof r->epoch, VAL(&record->act, CREATED, EPOCH).s);
    snprintf(r->history, sizeof r->history, generation ? "%s.%08x" : "%s", r->epoch, generation);
    put_text(r->once, sizeof r->once, record->command);
    put_text(r->link, sizeof r->link, link);
    if (live && link.n) {
        secret_digest(link, digest);
        store_put_key(h->store, digest, r->id);
    }
    r->lang = VAL(&record->act, CREATED, LANG).i ? ROOM_LANG_EN : ROOM_LANG_FR;
}

static void joined(struct hroom *r, const struct act_record *record)
{
    const struct act *e = &record->act;
    CHECK(vec_push(&r->seats, (struct seat){0}));
    struct seat *seat = &vec_last(&r->seats);
    put_text(seat->resume, sizeof seat->resume, VAL(e, JOIN, RESUME).s);
    put_text(seat->once, sizeof seat->once, record->command);
    seat->on = true;
    seat->gone_ms = e->t_ms;
}

static void erased(struct host *h, struct hroom *r, const struct act *e, bool live)
{
    bool person = VAL(e, ERASE, PERSON).set;
    int64_t whose =
        person ? VAL(e, ERASE, PERSON).i : FACILITATOR_WORDS + VAL(e, ERASE, FACILITATOR).i;
    if (person)
        r->seats.p[whose].resume[0] = 0;
    if (live) {
        store_pii_delete(h->store, r->id, (uint32_t)whose);
        r->forgot = true;
        tapes_forget(h, r->id);
    }
}

void hroom_logged(struct host *h, struct hroom *r, const struct act_record *record, bool live)
{
    const struct act *e = &record->act;
    switch (e->type) {
    case ACT_CREATED:
        created(h, r, record, live);
        break;
    case ACT_CRED:
        cred_logged(h, r, e, live);
        break;
    case ACT_WITHDRAW:
        creds_withdrawn(h, r, (int)VAL(e, WITHDRAW, FACILITATOR).i, e->t_ms);
        break;
    case ACT_JOIN:
        joined(r, record);
        break;
    case ACT_PRESENCE:
        r->seats.p[VAL(e, PRESENCE, PERSON).i].on = VAL(e, PRESENCE, ON).i != 0;
        if (VAL(e, PRESENCE, WAY).set)
            r->seats.p[VAL(e, PRESENCE, PERSON).i].way = (enum host_way)VAL(e, PRESENCE, WAY).i;
        break;
    case ACT_ERASE:
        erased(h, r, e, live);
        break;
    case ACT_DISMISS:
        budget_clear(h->budgets, BUDGET_JOINS, r->id); // who leads has seen who comes
        break;
    default:
        break;
    }
}

static bool changes_readers(enum act_type type)
{
    static const bool list[ACT_TYPES] = {
        [ACT_CREATED] = true, [ACT_CRED] = true,    [ACT_JOIN] = true,    [ACT_SIT] = true,
        [ACT_HAT] = true,     [ACT_WHERE] = true,   [ACT_REMOVE] = true,  [ACT_RESTORE] = true,
        [ACT_ERASE] = true,   [ACT_DISMISS] = true, [ACT_ANSWERS] = true, [ACT_NEXT] = true,
        [ACT_BACK] = true,    [ACT_END] = true,     [ACT_REOPEN] = true};
    return list[type];
}

static void apply_live(struct host *h, struct hroom *r, const struct act_record *record)
{
    bool readers = changes_readers(record->act.type);
    r->batch = h->flushed + 1;
    h->writing = r->id;
    log_record(h, r, record);
    room_apply(r->room, &record->act, record->seq);
    hroom_logged(h, r, record, true);
    if (!hroom_is_told(r))
        hroom_tell(h, r);
    if (readers)
        topics_drop_unreadable(h, r);
    topics_project(h, r);
    if (readers)
        topics_add_readable(h, r);
}

// Who asks for a workshop without a key fills no memory with it: past what an hour of one is, it
// takes nothing from anybody; and what is still written by itself ends it.
static bool passing_full(const struct hroom *r, size_t times)
{
    return r->passes_ms &&
           (r->seq >= times * PASSING_RECORDS || r->logged_bytes >= times * PASSING_BYTES);
}

struct made hroom_run(struct host *h, struct hroom *r, const struct act *command, struct str id)
{
    struct act events[ROOM_EVENTS_MAX], timed = *command;
    struct made made = {.seq = r->seq + 1};
    hroom_stir(h, r);
    if ((command->by != 0 || command->type == ACT_JOIN) && passing_full(r, 1)) {
        made.n = -1;
        made.refusal = (struct refusal){.code = REFUSED_FULL, .limit = PASSING_RECORDS};
        return made;
    }
    if (passing_full(r, 2))
        r->passes_ms = MIN(r->passes_ms, command->t_ms);
    timed.t_ms = hroom_time(r, command->t_ms);
    made.n = room_decide(r->room, &timed, &h->scratch, events, ROOM_EVENTS_MAX, &made.refusal);
    for (int i = 0; i < made.n; i++) {
        struct act_record record = {.seq = ++r->seq, .act = events[i]};
        if (i == 0)
            record.command = id;
        apply_live(h, r, &record);
    }
    if (made.n > 0)
        made.first = events[0];
    sound_follow(h, r);
    return made;
}

struct made hroom_would(struct host *h, const struct hroom *r, const struct act *command)
{
    struct act events[ROOM_EVENTS_MAX], timed = *command;
    struct made made = {0};
    timed.t_ms = hroom_time(r, command->t_ms);
    made.n = room_decide(r->room, &timed, &h->scratch, events, ROOM_EVENTS_MAX, &made.refusal);
    if (made.n > 0)
        made.first = events[0];
    return made;
}

void hroom_kept(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct act a = act_system(ACT_KEPT, now_ms);
    VAL(&a, KEPT, DAYS) = val_int(hroom_host_days(h));
    arena_reset(&h->scratch);
    if (h->limits.keep_days && room_life(r->room).host != hroom_host_days(h))
        hroom_run(h, r, &a, STR(""));
}
