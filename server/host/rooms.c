#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "host/host_parts.h"

enum { CODE_DIGITS = 7, ROOM_TOPICS_MAX = 4096, ROOM_CREDS_MAX = 4096, ROOM_CONNS_MAX = 1 << 20 };

struct act act_system(enum act_type type, uint64_t now_ms)
{
    return (struct act){.type = type, .t_ms = now_ms};
}

struct hroom *room_make(struct host *h, uint32_t id, uint32_t code, const struct scenario *sc,
                        uint64_t now_ms)
{
    struct hroom *r = mem_alloc(sizeof *r);
    r->id = id;
    r->code = code;
    snprintf(r->code_text, sizeof r->code_text, "%07u", code);
    r->scenario = sc;
    r->kept = scenario_kept_of(h, sc);
    r->kept->rooms++;
    r->created_ms = now_ms;
    arena_init(&r->arena, h->limits.max_room_bytes);
    r->room = room_new(&r->arena, sc);
    CHECK(r->room);
    map64_init(&r->topics, ROOM_TOPICS_MAX);
    map64_init(&r->actors, PEOPLE_MAX + FACILITATORS_MAX + 1);
    vec_init(&r->creds, ROOM_CREDS_MAX);
    vec_init(&r->conns, ROOM_CONNS_MAX);
    return r;
}

void room_enter(struct host *h, struct hroom *r)
{
    CHECK(map64_put(&h->rooms, r->code, r) && vec_push(&h->room_list, r));
    room_stir(h, r);
}

static void room_free(struct hroom *r)
{
    topics_free(r);
    answers_free(r);
    r->kept->rooms--;
    vec_free(&r->conns);
    arena_free(&r->arena);
    mem_free(r);
}

#define TAKE_OUT(list, what)                                                                       \
    do {                                                                                           \
        for (size_t i_ = (list)->n; i_-- > 0;)                                                     \
            if ((list)->p[i_] == (what))                                                           \
                vec_remove(list, i_);                                                              \
    } while (0)

void room_drop(struct host *h, struct hroom *r)
{
    creds_free(h, r);
    if (map64_get(&h->rooms, r->code) == r)
        map64_del(&h->rooms, r->code);
    TAKE_OUT(&h->room_list, r);
    TAKE_OUT(&h->stirred, r);
    r->gone = true;
    if (!r->held)
        room_free(r);
}

void room_hold(struct hroom *r)
{
    r->held++;
}

void room_unhold(struct host *h, struct hroom *r)
{
    r->held--;
    if (r->gone && !r->held)
        room_free(r);
    else if (!r->gone)
        room_stir(h, r);
}

uint32_t room_code(struct str text)
{
    char digits[CODE_DIGITS + 1];
    int64_t n;
    bool good = utf8_digits(text, digits, CODE_DIGITS) &&
                str_int(str_from_cstr(digits), 1000000, 9999999, &n);
    return good ? (uint32_t)n : 0;
}

struct hroom *room_in_memory(const struct host *h, struct str code)
{
    return map64_get(&h->rooms, room_code(code));
}

// ---- rooms that nobody needs

bool room_is_needed(const struct hroom *r)
{
    return r->conns.n || r->held || room_clock_runs(r->room);
}

void room_let_go(struct host *h, struct hroom *r)
{
    snapshot_last(h, r);
    store_release(h->store, r->id);
    room_drop(h, r);
}

bool room_make_place(struct host *h)
{
    struct hroom *oldest = NULL;
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        bool may = !room_is_needed(r) && r->batch <= h->durable;
        if (may && (!oldest || r->idle_ms < oldest->idle_ms))
            oldest = r;
    }
    if (oldest)
        room_let_go(h, oldest);
    return oldest != NULL;
}

void room_tell(struct host *h, struct hroom *r)
{
    struct jw w;
    struct store_room room = {.id = r->id, .code = r->code, .created_ms = r->created_ms};
    buf_reset(&h->text);
    jw_init(&w, &h->text);
    room_look(&w, r);
    CHECK(jw_done(&w));
    room.once = str_from_cstr(r->once);
    room.look = buf_view(&h->text);
    store_put_room(h->store, &room);
    r->told_open = room_is_open(r->room);
}

// ---- rooms that somebody else has

static void part(struct host *h, uint32_t conn)
{
    if (!map64_get(&h->conns, conn))
        return;
    h->sink.close(h->sink.ctx, conn, HOST_CLOSE_RESTART, "elsewhere");
    host_closed(h, conn, 0);
}

// What was decided here did not happen: nobody may be told of it.
static void refuse_room(void *ctx, uint32_t room)
{
    struct host *h = ctx;
    struct hroom *r = NULL;
    for (size_t i = 0; i < h->room_list.n; i++)
        if (h->room_list.p[i]->id == room)
            r = h->room_list.p[i];
    for (size_t i = h->out_head; i < h->out.n; i++)
        if (h->out.p[i].room == room)
            part(h, h->out.p[i].conn);
    while (r && r->conns.n)
        part(h, r->conns.p[0]->id);
    log_warn("room_refused", log_i("room", room));
    if (r)
        room_drop(h, r);
}

void rooms_refused(struct host *h)
{
    store_refused(h->store, refuse_room, h);
}

// ---- the log

// The same of the store: a facilitator's number comes after every person's.
static uint32_t words_of(const struct act *e)
{
    int whose = act_words_of(e);
    return (uint32_t)(whose < 0 ? FACILITATOR_WORDS - whose : whose);
}

static void log_record(struct host *h, struct hroom *r, const struct act_record *record)
{
    struct act_private privates[ACT_FIELDS_MAX];
    struct act_sealer sealer = {NULL, secret_seal};
    struct jw w;
    buf_reset(&h->text);
    jw_init(&w, &h->text);
    int n = act_record_write(&w, record, &sealer, privates);
    CHECK(jw_done(&w));
    struct store_record out = {.room = r->id, .seq = record->seq, .body = buf_view(&h->text)};
    secret_chain(r->hash, out.body, out.hash);
    memcpy(r->hash, out.hash, sizeof r->hash);
    store_append(h->store, &out);
    for (int i = 0; i < n; i++) {
        struct store_text t = {.room = r->id,
                               .person = words_of(&record->act),
                               .seq = record->seq,
                               .field = str_from_cstr(privates[i].field),
                               .text = privates[i].text};
        memcpy(t.salt, privates[i].salt, sizeof t.salt);
        store_put_text(h->store, &t);
    }
}

// ---- what the host itself remembers of an event, live and in replay

// What is too long for its place was not written by this host, and is cut.
static void put_text(char *out, size_t size, struct str text)
{
    snprintf(out, size, STR_FMT, STR_ARG(text));
}

static void created(const struct host *h, struct hroom *r, const struct act_record *record)
{
    uint32_t generation = store_generation(h->store);
    put_text(r->epoch, sizeof r->epoch, VAL(&record->act, CREATED, EPOCH).s);
    snprintf(r->history, sizeof r->history, generation ? "%s.%08x" : "%s", r->epoch, generation);
    put_text(r->once, sizeof r->once, record->command);
    r->lang = VAL(&record->act, CREATED, LANG).i ? ROOM_LANG_EN : ROOM_LANG_FR;
}

static void joined(struct hroom *r, const struct act_record *record)
{
    const struct act *e = &record->act;
    struct seat *seat = &r->seats[VAL(e, JOIN, PERSON).i];
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
        r->seats[whose].resume[0] = 0;
    if (live) {
        store_pii_delete(h->store, r->id, (uint32_t)whose);
        r->forgot = true;
    }
}

void room_logged(struct host *h, struct hroom *r, const struct act_record *record, bool live)
{
    const struct act *e = &record->act;
    switch (e->type) {
    case ACT_CREATED:
        created(h, r, record);
        break;
    case ACT_CRED:
        cred_logged(h, r, e, live);
        break;
    case ACT_JOIN:
        joined(r, record);
        break;
    case ACT_PRESENCE:
        r->seats[VAL(e, PRESENCE, PERSON).i].on = VAL(e, PRESENCE, ON).i != 0;
        if (VAL(e, PRESENCE, WAY).set)
            r->seats[VAL(e, PRESENCE, PERSON).i].way = (enum host_way)VAL(e, PRESENCE, WAY).i;
        break;
    case ACT_ERASE:
        erased(h, r, e, live);
        break;
    default:
        break;
    }
}

static bool changes_readers(enum act_type type)
{
    static const bool list[ACT_TYPES] = {
        [ACT_CREATED] = true, [ACT_CRED] = true,   [ACT_JOIN] = true,    [ACT_SIT] = true,
        [ACT_HAT] = true,     [ACT_REMOVE] = true, [ACT_RESTORE] = true, [ACT_ERASE] = true,
        [ACT_ANSWERS] = true, [ACT_NEXT] = true,   [ACT_BACK] = true,    [ACT_END] = true,
        [ACT_REOPEN] = true};
    return list[type];
}

static void apply_live(struct host *h, struct hroom *r, const struct act_record *record)
{
    bool readers = changes_readers(record->act.type);
    r->batch = h->flushed + 1;
    h->writing = r->id;
    log_record(h, r, record);
    room_apply(r->room, &record->act, record->seq);
    room_logged(h, r, record, true);
    if (room_is_open(r->room) != r->told_open)
        room_tell(h, r);
    if (readers)
        topics_drop_unreadable(h, r);
    topics_project(h, r);
    if (readers)
        topics_add_readable(h, r);
}

int room_run(struct host *h, struct hroom *r, const struct act *command, struct str id,
             struct refusal *refusal)
{
    room_stir(h, r);
    int n = room_decide(r->room, command, &h->scratch, h->events, ROOM_EVENTS_MAX, refusal);
    for (int i = 0; i < n; i++) {
        struct act_record record = {.seq = ++r->seq, .act = h->events[i]};
        if (i == 0)
            record.command = id;
        apply_live(h, r, &record);
    }
    return n;
}
