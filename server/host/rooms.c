#include "host/rooms.h"

#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "host/answers.h"
#include "host/creds.h"
#include "host/scenarios.h"
#include "host/snapshots.h"
#include "host/state.h"
#include "host/topics.h"

enum { CODE_DIGITS = 7 };

struct hroom *hroom_make(struct host *h, uint32_t id, uint32_t code, const struct scenario *sc,
                         uint64_t now_ms)
{
    struct hroom *r = mem_alloc(sizeof *r);
    r->id = id;
    r->code = code;
    snprintf(r->code_text, sizeof r->code_text, "%07u", code);
    r->scenario = sc;
    r->kept = scenario_hold(h, sc);
    r->created_ms = now_ms;
    arena_init(&r->arena, h->limits.max_room_bytes);
    r->room = room_new(&r->arena, sc);
    CHECK(r->room);
    topics_init(r);
    answers_init(r);
    creds_init(r);
    vec_init(&r->seats, PEOPLE_MAX + 1);
    CHECK(vec_push(&r->seats, (struct seat){0}));
    return r;
}

void hroom_enter(struct host *h, struct hroom *r)
{
    CHECK(map64_put(&h->rooms, r->code, r) && vec_push(&h->room_list, r));
    hroom_stir(h, r);
}

static void hroom_free(struct hroom *r)
{
    topics_free(r);
    answers_free(r);
    scenario_unhold(r->kept);
    vec_free(&r->seats);
    arena_free(&r->arena);
    mem_free(r->robots);
    mem_free(r);
}

void hroom_drop(struct host *h, struct hroom *r)
{
    creds_free(h, r);
    if (map64_get(&h->rooms, r->code) == r)
        map64_del(&h->rooms, r->code);
    vec_drop(&h->room_list, r);
    vec_drop(&h->stirred, r);
    r->gone = true;
    if (!r->held)
        hroom_free(r);
}

void hroom_hold(struct hroom *r)
{
    r->held++;
}

void hroom_unhold(struct host *h, struct hroom *r)
{
    r->held--;
    if (r->gone && !r->held)
        hroom_free(r);
    else if (!r->gone)
        hroom_stir(h, r);
}

uint32_t code_parse(struct str text)
{
    char digits[CODE_DIGITS + 1];
    int64_t n;
    bool good = utf8_digits(text, digits, CODE_DIGITS) &&
                str_int(str_from_cstr(digits), 1000000, 9999999, &n);
    return good ? (uint32_t)n : 0;
}

struct hroom *hroom_in_memory(const struct host *h, struct str code)
{
    return map64_get(&h->rooms, code_parse(code));
}

// ---- rooms that nobody needs

bool hroom_is_needed(const struct hroom *r)
{
    return r->sessions.n || r->held || r->passes_ms || room_clock_runs(r->room);
}

void hroom_let_go(struct host *h, struct hroom *r)
{
    snapshot_last(h, r);
    store_release(h->store, r->id);
    hroom_drop(h, r);
}

bool hroom_make_place(struct host *h)
{
    struct hroom *oldest = NULL;
    for (size_t i = 0; i < h->room_list.n; i++) {
        struct hroom *r = h->room_list.p[i];
        bool may = !hroom_is_needed(r) && r->batch <= h->durable;
        if (may && (!oldest || r->idle_ms < oldest->idle_ms))
            oldest = r;
    }
    if (oldest)
        hroom_let_go(h, oldest);
    return oldest != NULL;
}

// ---- what is told of a room to whoever knows its code

static const char *state_name(const struct hroom *r)
{
    return room_is_open(r->room) ? "open" : "closed";
}

void hroom_look(struct jw *w, const struct hroom *r)
{
    jw_obj(w);
    jw_kcstr(w, "room", r->code_text);
    text2_json(w, "title", &r->scenario->title);
    jw_kcstr(w, "lang", r->lang == ROOM_LANG_EN ? "en" : "fr");
    jw_kcstr(w, "state", state_name(r));
    jw_kbool(w, "locked", !room_is_open(r->room));
    jw_kobj(w, "scenario");
    text2_json(w, "title", &r->scenario->title);
    text2_json(w, "tagline", &r->scenario->tagline);
    jw_end(w);
    jw_kcstr(w, "notice", "consent");
    jw_end(w);
}

unsigned hroom_host_days(const struct host *h)
{
    return h->limits.keep_days == HOST_KEEP_ALL ? 0 : h->limits.keep_days;
}

void hroom_look_until(const struct host *h, struct str look, const struct store_room *room,
                      struct buf *out)
{
    struct room_life life = {.host = hroom_host_days(h), .own = room->keep, .lived = room->day};
    uint64_t until = life_until(&life);
    struct jw w;
    buf_reset(out);
    jw_init(&w, out);
    jw_obj(&w);
    jw_spread(&w, look);
    if (until)
        jw_kint(&w, "until", (int64_t)until);
    if (room->doomed_ms)
        jw_kint(&w, "doomed", (int64_t)room->doomed_ms);
    if (room->archived)
        jw_kbool(&w, "archived", true);
    jw_end(&w);
}

void hroom_row(const struct hroom *r, struct store_room *out)
{
    struct room_life life = room_life(r->room);
    *out = (struct store_room){.id = r->id,
                               .code = r->code,
                               .created_ms = r->created_ms,
                               .day = MAX(life.lived, r->day),
                               .keep = life.own,
                               .doomed_ms = life.doomed,
                               .archived = life.archived};
}

void hroom_tell(struct host *h, struct hroom *r)
{
    struct jw w;
    struct store_room room;
    const struct text2 *title = &r->scenario->title;
    hroom_row(r, &room);
    secret_digest(r->kept->bytes, room.scenario);
    buf_reset(&h->text);
    buf_str(&h->text, title->fr);
    buf_char(&h->text, '\n');
    buf_str(&h->text, title->en);
    size_t titled = h->text.n;
    jw_init(&w, &h->text);
    hroom_look(&w, r);
    CHECK(jw_done(&w));
    room.once = str_from_cstr(r->once);
    room.title = str_sub(buf_view(&h->text), 0, titled);
    room.look = str_sub(buf_view(&h->text), titled, h->text.n);
    store_put_room(h->store, &room);
    hroom_told(r);
}

void hroom_told(struct hroom *r)
{
    r->told_open = room_is_open(r->room);
    r->told_life = room_life(r->room);
}

bool hroom_is_told(const struct hroom *r)
{
    struct room_life now = room_life(r->room);
    const struct room_life *told = &r->told_life;
    return r->told_open == room_is_open(r->room) && now.lived == told->lived &&
           now.own == told->own && now.doomed == told->doomed && now.archived == told->archived;
}
