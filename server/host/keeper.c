#include "host/keeper.h"

#include <string.h>

#include "base/utf8.h"
#include "codec/scenario_json.h"
#include "core/limits.h"
#include "host/files.h"
#include "host/library.h"
#include "host/life.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/register.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/state.h"

// Rooms looked at in one turn of the loop, and told at once.
enum { LOOKED = 4096, TOLD = 50, ENTRIES_TOLD = 200, GONE_TOLD = 50, INCIDENT_BYTES = 4000 };
enum { ANSWER_BYTES = 1 << 20 };

struct keeper {
    struct host *host;
    char *path, *query, *sent;
    struct buf body;
    int status;
    uint64_t batch; // when this is durable, it is answered
    bool post, done;
    uint64_t deleted;
    struct hroom *room; // held: what was done there is done when that is durable, and it is ours
    uint32_t gone;      // the code of the room that was deleted
    const char *node;   // who has the room
};

#define ROOT "/api/host"
enum { ROOT_LEN = sizeof ROOT - 1 };

bool keeper_is(struct str path)
{
    struct str rest = str_sub(path, ROOT_LEN, path.n);
    return str_starts(path, STR(ROOT)) && (!rest.n || rest.p[0] == '/');
}

bool keeper_may(const struct host *h, const char *bearer)
{
    return h->key && library_may(h, bearer);
}

static char *text_of(struct str s)
{
    char *out = mem_alloc(s.n + 1);
    if (s.n)
        memcpy(out, s.p, s.n);
    return out;
}

struct keeper *keeper_new(struct host *h, const struct host_request *rq)
{
    struct keeper *k = mem_alloc(sizeof *k);
    k->host = h;
    k->status = 200;
    k->path = text_of(str_sub(rq->path, ROOT_LEN, rq->path.n));
    k->query = text_of(rq->query);
    k->sent = text_of(rq->sent);
    k->post = rq->post;
    buf_init(&k->body, ANSWER_BYTES);
    return k;
}

void keeper_free(struct keeper *k)
{
    if (!k)
        return;
    if (k->room)
        hroom_unhold(k->host, k->room);
    buf_free(&k->body);
    mem_free(k->path);
    mem_free(k->query);
    mem_free(k->sent);
    mem_free(k);
}

// ---- what is asked

static void fail(struct keeper *k, int status, const char *word)
{
    struct jw w;
    k->status = status;
    buf_reset(&k->body);
    jw_init(&w, &k->body);
    jw_obj(&w);
    jw_kcstr(&w, "error", word);
    jw_end(&w);
    k->done = true;
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// The value of name=… in the query, its escapes undone in place of `out`.
static struct str asked(const struct keeper *k, const char *name, char *out, size_t size)
{
    struct str query = str_from_cstr(k->query);
    size_t n = 0;
    while (query.n) {
        struct str value = str_cut(&query, '&');
        if (!str_eq_cstr(str_cut(&value, '='), name))
            continue;
        for (size_t i = 0; i < value.n && n < size; i++) {
            bool escape = value.p[i] == '%' && i + 2 < value.n && hex_of(value.p[i + 1]) >= 0 &&
                          hex_of(value.p[i + 2]) >= 0;
            out[n++] = escape ? (char)(hex_of(value.p[i + 1]) * 16 + hex_of(value.p[i + 2]))
                       : value.p[i] == '+' ? ' '
                                           : value.p[i];
            i += escape ? 2 : 0;
        }
        break;
    }
    return (struct str){out, n};
}

static int64_t asked_number(const struct keeper *k, const char *name)
{
    char text[24];
    int64_t n = 0;
    return str_int(asked(k, name, text, sizeof text), 0, INT64_MAX >> 1, &n) ? n : 0;
}

// Days since 1970 of YYYY-MM-DD, by the calendar that was always; 0: it is none.
static uint32_t asked_day(const struct keeper *k, bool *there)
{
    char text[16];
    int64_t y, m, d;
    struct str rest = asked(k, "before", text, sizeof text);
    *there = rest.n > 0;
    if (!str_int(str_cut(&rest, '-'), 1970, 9999, &y) || !str_int(str_cut(&rest, '-'), 1, 12, &m) ||
        !str_int(rest, 1, 31, &d))
        return 0;
    y -= m <= 2;
    int64_t era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return (uint32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

// ---- lists

struct listing {
    struct keeper *k;
    struct jw w;
    struct str sought;
    unsigned looked, told;
    uint64_t next; // where to go on; 0: that was the last
};

static bool is_sought(const struct listing *l, const struct store_room *room, const char *code)
{
    return !l->sought.n || utf8_holds(room->title, l->sought) ||
           utf8_holds(str_from_cstr(code), l->sought);
}

static void row_json(struct listing *l, const struct store_room *room, const char *code)
{
    const struct host *h = l->k->host;
    struct room_life life = {.host = hroom_host_days(h), .own = room->keep, .lived = room->day};
    struct jw *w = &l->w;
    uint64_t until = life_until(&life);
    jw_obj(w);
    jw_kcstr(w, "room", code);
    jw_kint(w, "created", (int64_t)room->created_ms);
    jw_kint(w, "day", (int64_t)room->day * ROOM_DAY_MS);
    if (until)
        jw_kint(w, "until", (int64_t)until);
    if (room->doomed_ms)
        jw_kint(w, "doomed", (int64_t)room->doomed_ms);
    if (room->archived)
        jw_kbool(w, "archived", true);
    if (map64_get(&h->rooms, room->code))
        jw_kbool(w, "loaded", true);
    if (room->look.n)
        jw_kraw(w, "look", room->look);
    jw_end(w);
}

static bool list_room(void *ctx, const struct store_room *room)
{
    struct listing *l = ctx;
    char code[8];
    snprintf(code, sizeof code, "%07u", room->code % 10000000);
    if (is_sought(l, room, code)) {
        row_json(l, room, code);
        l->told++;
    }
    l->looked++;
    l->next = l->told == TOLD || l->looked == LOOKED ? room->id : 0;
    return !l->next;
}

// Begun anew when the store is late.
static enum host_part list_end(struct listing *l, enum store_answer answer)
{
    if (answer == STORE_LATER)
        return HOST_PART_LATER;
    if (answer != STORE_YES)
        host_die_reading(l->k->host);
    jw_end(&l->w);
    if (l->next)
        jw_kint(&l->w, "next", (int64_t)l->next);
    jw_end(&l->w);
    l->k->done = true;
    return HOST_PART_SOON;
}

static enum host_part tell_rooms(struct keeper *k)
{
    char sought[160];
    buf_reset(&k->body);
    struct listing l = {.k = k, .sought = asked(k, "q", sought, sizeof sought)};
    jw_init(&l.w, &k->body);
    jw_obj(&l.w);
    jw_karr(&l.w, "rooms");
    return list_end(
        &l, store_rooms_below(k->host->store, (uint32_t)asked_number(k, "below"), list_room, &l));
}

static bool list_entry(void *ctx, const struct store_entry *e)
{
    struct listing *l = ctx;
    struct jw *w = &l->w;
    if (l->looked && e->id >= l->looked)
        return true;
    jw_obj(w);
    jw_kint(w, "t", (int64_t)e->t_ms);
    if (e->code)
        jw_kint(w, "room", e->code);
    jw_kstr(w, "kind", e->kind);
    jw_kstr(w, "who", e->who);
    if (e->what.n && e->what.p[0] == '{')
        jw_kraw(w, "what", e->what); // it was looked at when it came
    else if (e->what.n)
        jw_kstr(w, "what", e->what);
    jw_end(w);
    l->next = ++l->told == ENTRIES_TOLD ? e->id : 0;
    return !l->next;
}

static enum host_part tell_register(struct keeper *k)
{
    buf_reset(&k->body);
    struct listing l = {.k = k, .looked = (unsigned)asked_number(k, "below")};
    jw_init(&l.w, &k->body);
    jw_obj(&l.w);
    jw_karr(&l.w, "entries");
    return list_end(&l, store_entries(k->host->store, list_entry, &l));
}

// ---- all of it

static void put_days(struct jw *w, const struct host *h)
{
    if (hroom_host_days(h))
        jw_kint(w, "keep", hroom_host_days(h));
    jw_kint(w, "grace", DOOM_DAYS);
}

static void put_responsible(struct jw *w, const struct host *h)
{
    if (h->responsible)
        jw_kcstr(w, "responsible", h->responsible);
    if (h->contact)
        jw_kcstr(w, "contact", h->contact);
}

void keeper_privacy(const struct host *h, struct buf *out)
{
    struct jw w;
    jw_init(&w, out);
    jw_obj(&w);
    put_responsible(&w, h);
    put_days(&w, h);
    jw_end(&w);
}

static bool list_gone(void *ctx, const struct store_gone *g)
{
    struct listing *l = ctx;
    struct jw *w = &l->w;
    char code[8];
    snprintf(code, sizeof code, "%07u", g->code % 10000000);
    jw_obj(w);
    jw_kcstr(w, "room", code);
    jw_kint(w, "created", (int64_t)g->created_ms);
    jw_kint(w, "gone", (int64_t)g->gone_ms);
    jw_kstr(w, "why", g->why);
    jw_kint(w, "records", (int64_t)g->records);
    jw_end(w);
    return ++l->told < GONE_TOLD;
}

static void list_node(void *ctx, const struct store_node *n)
{
    struct jw *w = ctx;
    jw_obj(w);
    jw_kstr(w, "name", n->name);
    jw_kstr(w, "version", n->version);
    if (n->dead)
        jw_kbool(w, "dead", true);
    jw_kint(w, "rooms", n->rooms);
    jw_kint(w, "connections", n->connections);
    jw_kint(w, "waits", (int64_t)n->waits_ms);
    jw_kint(w, "seen", (int64_t)n->seen_ms);
    if (n->committed_ms != UINT64_MAX)
        jw_kint(w, "committed", (int64_t)n->committed_ms);
    jw_end(w);
}

static void put_nodes(struct jw *w, const struct host *h)
{
    if (!host_is_shared(h))
        return;
    jw_karr(w, "nodes");
    store_nodes(h->store, list_node, w);
    jw_end(w);
}

static enum host_part tell_all(struct keeper *k)
{
    const struct host *h = k->host;
    uint64_t copied, rooms;
    struct listing l = {.k = k};
    enum store_answer answer = store_number(h->store, "copied", &copied);
    if (answer == STORE_YES)
        answer = store_rooms_count(h->store, &rooms);
    if (answer != STORE_YES)
        return list_end(&l, answer);
    buf_reset(&k->body);
    jw_init(&l.w, &k->body);
    jw_obj(&l.w);
    jw_kint(&l.w, "rooms", (int64_t)rooms);
    jw_kint(&l.w, "loaded", (int64_t)h->room_list.n);
    if (copied)
        jw_kint(&l.w, "copied", (int64_t)copied);
    put_days(&l.w, h);
    put_responsible(&l.w, h);
    put_nodes(&l.w, h);
    jw_karr(&l.w, "gone");
    return list_end(&l, store_gone(h->store, list_gone, &l));
}

// ---- what is done

static enum host_part when_durable(struct keeper *k)
{
    host_turn_end(k->host);
    k->batch = k->host->flushed;
    k->done = true;
    return HOST_PART_SOON;
}

static enum host_part good(struct keeper *k)
{
    buf_puts(&k->body, "{\"ok\":true}");
    return when_durable(k);
}

static void note(struct keeper *k, const char *kind, const char *what, uint32_t code)
{
    register_put(k->host, &(struct register_entry){k->host->now_ms, code, kind, "host", what});
}

static enum host_part refuse(struct keeper *k, const char *no)
{
    fail(k, hroom_no_status(no), no);
    if (strcmp(no, HELD_ELSEWHERE) == 0)
        k->node = k->host->elsewhere;
    return HOST_PART_SOON;
}

static enum host_part unreadable(struct keeper *k)
{
    host_die_reading(k->host);
    return HOST_PART_FAILED;
}

static enum host_part delete_now(struct keeper *k, struct str code)
{
    struct store_room room;
    struct store_sought sought = {.code = code_parse(code)};
    enum store_answer answer = sought.code ? store_find(k->host->store, sought, &room) : STORE_NO;
    if (answer == STORE_YES)
        answer = life_delete(k->host, &room, LIFE_HOST, k->host->now_ms);
    k->gone = sought.code;
    return answer == STORE_YES         ? good(k)
           : answer == STORE_LATER     ? HOST_PART_LATER
           : answer == STORE_ELSEWHERE ? refuse(k, HELD_ELSEWHERE)
           : answer == STORE_NO        ? refuse(k, UNKNOWN_ROOM)
                                       : unreadable(k);
}

static bool act_of(struct str word, struct act *a)
{
    static const struct {
        const char *word;
        enum act_type type;
        bool on;
    } rows[] = {{"archive", ACT_ARCHIVE, true},
                {"unarchive", ACT_ARCHIVE, false},
                {"doom", ACT_DOOM, true},
                {"spare", ACT_DOOM, false}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq_cstr(word, rows[i].word)) {
            a->type = rows[i].type;
            if (rows[i].type == ACT_ARCHIVE)
                VAL(a, ARCHIVE, ON) = val_int(rows[i].on);
            else
                VAL(a, DOOM, ON) = val_int(rows[i].on);
            return true;
        }
    return false;
}

static enum host_part act(struct keeper *k, struct str code, struct str word)
{
    struct host *h = k->host;
    struct act a = act_system(ACT_NOTICE, h->now_ms);
    const char *no;
    if (str_eq_cstr(word, "delete"))
        return delete_now(k, code);
    bool known = act_of(word, &a);
    struct hroom *r = known ? hroom_want(h, code, NULL, &no) : NULL;
    if (known && !r && !no)
        return HOST_PART_LATER;
    arena_reset(&h->scratch);
    struct made made = r ? hroom_run(h, r, &a, STR("")) : (struct made){.n = -1};
    if (!known)
        fail(k, 404, NO_SUCH_ITEM);
    else if (!r)
        refuse(k, no);
    else if (made.n < 0)
        fail(k, 409, refusal_name(made.refusal.code));
    else {
        char what[16];
        snprintf(what, sizeof what, STR_FMT, STR_ARG(word));
        note(k, what, "", r->code);
        k->room = r;
        hroom_hold(r);
        return good(k);
    }
    return HOST_PART_SOON;
}

// Some at a time, until there are none: each look sees what is durable.
static enum host_part purge(struct keeper *k)
{
    bool named;
    enum life_rest rest;
    uint32_t day = asked_day(k, &named);
    struct host *h = k->host;
    if (named && (!day || day > h->now_ms / ROOM_DAY_MS)) {
        fail(k, 422, "date");
        return HOST_PART_SOON;
    }
    k->deleted += life_purge(h, day, h->now_ms, &rest);
    if (rest != LIFE_DONE) {
        host_turn_end(h);
        k->batch = h->flushed;
        return rest == LIFE_MORE ? HOST_PART_SOON : HOST_PART_LATER;
    }
    buf_printf(&k->body, "{\"ok\":true,\"deleted\":%llu}", (unsigned long long)k->deleted);
    return when_durable(k);
}

static enum host_part incident(struct keeper *k)
{
    struct str sent = str_trim(str_from_cstr(k->sent));
    if (sent.n > INCIDENT_BYTES || !scenario_is_object(sent)) {
        fail(k, 422, "incident");
        return HOST_PART_SOON;
    }
    note(k, "incident", k->sent + (sent.p - k->sent), 0);
    return good(k);
}

static enum host_part copied(struct keeper *k)
{
    char to[512];
    size_t n = asked(k, "to", to, sizeof to - 1).n;
    to[n] = 0;
    store_put_number(k->host->store, "copied", k->host->now_ms);
    note(k, "copy", to, 0);
    return good(k);
}

static enum host_part restored(struct keeper *k)
{
    char from[512];
    size_t n = asked(k, "from", from, sizeof from - 1).n;
    from[n] = 0;
    note(k, "restore", from, 0);
    return good(k);
}

// ---- one request

static enum host_part post(struct keeper *k, struct str path)
{
    struct str first = str_cut(&path, '/'), code = str_cut(&path, '/');
    if (k->host->draining) { // nothing follows what was written last
        fail(k, 503, "busy");
        return HOST_PART_SOON;
    }
    if (str_eq_cstr(first, "rooms") && code.n)
        return act(k, code, path);
    if (str_eq_cstr(first, "purge"))
        return purge(k);
    if (str_eq_cstr(first, "incident"))
        return incident(k);
    if (str_eq_cstr(first, "copied"))
        return copied(k);
    if (str_eq_cstr(first, "restored"))
        return restored(k);
    fail(k, 404, NO_SUCH_ITEM);
    return HOST_PART_SOON;
}

static enum host_part step(struct keeper *k)
{
    struct str path = str_from_cstr(k->path);
    if (k->post)
        return post(k, str_sub(path, MIN(path.n, (size_t)1), path.n));
    if (!path.n)
        return tell_all(k);
    if (str_eq_cstr(path, "/rooms"))
        return tell_rooms(k);
    if (str_eq_cstr(path, "/register"))
        return tell_register(k);
    fail(k, 404, NO_SUCH_ITEM);
    return HOST_PART_SOON;
}

// What somebody else's store refused did not happen, durable or not.
static enum host_part find_whether_done(struct keeper *k)
{
    struct store_room room;
    enum store_answer still = STORE_NO;
    if (k->gone)
        still = store_find(k->host->store, (struct store_sought){.code = k->gone}, &room);
    if (still == STORE_LATER)
        return HOST_PART_LATER;
    if (still == STORE_YES || (k->room && k->room->gone)) {
        k->host->elsewhere = NULL; // whose it is by now is not known
        refuse(k, HELD_ELSEWHERE);
    }
    k->gone = 0;
    return HOST_PART_SOON;
}

const char *keeper_node(const struct keeper *k)
{
    return k->node;
}

enum host_part keeper_next(struct keeper *k, struct buf *out, int *status)
{
    *status = k->status;
    if (k->host->dead)
        return HOST_PART_FAILED;
    if (k->batch > k->host->durable)
        return HOST_PART_LATER;
    bool done = k->done;
    enum host_part part = done ? find_whether_done(k) : step(k);
    *status = k->status;
    if (!done || part == HOST_PART_LATER)
        return part;
    buf_str(out, buf_view(&k->body));
    return k->body.overflow ? HOST_PART_FAILED : HOST_PART_LAST;
}
