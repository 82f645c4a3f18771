// Getting in: rooms are made, people join, and codes give their holders access again.
#include <string.h>

#include "base/utf8.h"
#include "host/answers.h"
#include "host/budget.h"
#include "host/creds.h"
#include "host/living.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/requests.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/scenarios.h"
#include "host/secrets.h"
#include "host/sessions.h"
#include "host/state.h"
#include "host/throttle.h"
#include "host/words.h"

enum {
    DEFAULT_TABLES = 1,
    DEFAULT_PLACES = 9,
    PURPOSE_MAX = 24,
    CODE_TRIES = 256,
    RESUME_SIGNS = 8, // older ones have six
    RECOVERY_SIGNS = 12,
    ONCE_MIN = 22, // signs: 128 bits in base64url
};

static void no_rule(struct host *h, struct session *c, const struct wire_in *in,
                    const struct refusal *why)
{
    reply_no_field(h, c, in, refusal_name(why->code), why->field, why->limit);
}

// ---- once: what makes a room or a person can be sent again after an answer that was lost

// Everything given for a request comes from its secret, the client's or else one of ours, so that
// the same request gets the same answer, after a restart too. The log keeps only the mark.
struct once {
    char own[TOKEN_TEXT], mark[TOKEN_TEXT]; // no mark when the client gave no secret
    struct str secret;                      // a view of `own`, or of the request
};

static void once_of(const struct wire_in *in, const char *purpose, struct once *out)
{
    secret_token(out->own);
    out->secret = in->once.n ? in->once : str_from_cstr(out->own);
    out->mark[0] = 0;
    if (in->once.n)
        secret_token_from(purpose, in->once, out->mark);
}

static bool wrong_once(const struct wire_in *in)
{
    return in->once.n && in->once.n < ONCE_MIN;
}

// ---- create

static int name_of(enum field_type type, struct str word, int fallback)
{
    const char *const *names = field_names(type);
    for (int i = 0; word.n && names[i]; i++)
        if (str_eq_cstr(word, names[i]))
            return i;
    return word.n ? -1 : fallback;
}

/* As the IANA names zones; which there are is the browser's to know. */
static bool is_zone(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '+' && c != '-' && c != '/')
            return false;
    }
    return true;
}

static const char *wrong_option(const struct wire_in *in)
{
    if (name_of(FIELD_LANG, in->options.lang, 0) < 0)
        return "lang";
    if (name_of(FIELD_ERA, in->options.era, 0) < 0)
        return "era";
    if (name_of(FIELD_ROLES, in->options.roles, 0) < 0)
        return "roles";
    if (in->options.tables > TABLES_MAX)
        return "tables";
    if (in->options.places && (in->options.places < PLACES_MIN || in->options.places > PLACES_MAX))
        return "places";
    if (in->options.debrief && in->options.debrief < PHASE_SECONDS_MIN)
        return "debrief";
    if (!is_zone(in->options.zone))
        return "zone";
    return NULL;
}

// A number and a code that no other room has. STORE_NO: nearly all codes are somebody's. A store
// that is late is asked for the same one again.
static enum store_answer reserve(struct host *h, struct session *c, bool living, uint32_t *id,
                                 uint32_t *code)
{
    enum store_answer answer = STORE_NO;
    for (int i = 0; answer == STORE_NO && i < CODE_TRIES; i++) {
        *code = c->reserving ? c->reserving : secret_room_code();
        c->reserving = 0;
        if (!map64_get(&h->rooms, *code))
            answer = living ? store_pass(h->store, *code, store_memory(), id)
                            : store_reserve(h->store, *code, id);
    }
    if (answer == STORE_LATER)
        c->reserving = *code;
    return answer;
}

static void begin_room(struct host *h, struct hroom *r, const struct wire_in *in, struct str mark,
                       const char *link, uint64_t now_ms)
{
    const struct scenario *sc = r->scenario;
    char epoch[TOKEN_TEXT], version[16];
    struct act a = act_system(ACT_CREATED, now_ms);
    secret_token(epoch);
    snprintf(version, sizeof version, "%d", sc->version);
    VAL(&a, CREATED, CODE) = val_text(str_from_cstr(r->code_text));
    VAL(&a, CREATED, EPOCH) = val_text(str_from_cstr(epoch));
    VAL(&a, CREATED, SCENARIO) = val_text(sc->id);
    VAL(&a, CREATED, VERSION) = val_text(str_from_cstr(version));
    VAL(&a, CREATED, HASH) = val_text(sc->hash);
    VAL(&a, CREATED, LANG) = val_int(name_of(FIELD_LANG, in->options.lang, 0));
    VAL(&a, CREATED, TABLES) = val_int(in->options.tables ? in->options.tables : DEFAULT_TABLES);
    VAL(&a, CREATED, PLACES) = val_int(in->options.places ? in->options.places : DEFAULT_PLACES);
    VAL(&a, CREATED, ROLES) = val_int(name_of(FIELD_ROLES, in->options.roles, 0));
    VAL(&a, CREATED, SECONDS) = val_text(in->options.seconds);
    VAL(&a, CREATED, RULES) = val_int(RULES_VERSION);
    VAL(&a, CREATED, LINK) = val_text(str_from_cstr(link));
    if (in->options.era.n)
        VAL(&a, CREATED, ERA) = val_int(name_of(FIELD_ERA, in->options.era, 0));
    if (!r->passes_ms)
        scenario_store(h, sc);
    CHECK(hroom_run(h, r, &a, mark).n >= 1);
}

static void plan(struct host *h, struct hroom *r, const struct wire_in *in, uint64_t now_ms)
{
    struct act a = act_system(ACT_PLAN, now_ms);
    if (in->options.debrief)
        VAL(&a, PLAN, DEBRIEF) = val_int(in->options.debrief);
    if (in->options.starts)
        VAL(&a, PLAN, STARTS) = val_int(in->options.starts);
    if (in->options.zone.n)
        VAL(&a, PLAN, ZONE) = val_text(in->options.zone);
    if (in->options.speed)
        VAL(&a, PLAN, SPEED) = val_int(in->options.speed);
    if (in->options.debrief || in->options.starts || in->options.zone.n || in->options.speed)
        CHECK(hroom_run(h, r, &a, STR("")).n >= 1);
}

static void facilitator(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct act a = act_system(ACT_FACILITATE, now_ms);
    CHECK(hroom_run(h, r, &a, STR("")).n >= 1);
}

static void cred_issue(struct host *h, struct hroom *r, enum cred_role role, int person,
                       int facilitator, struct str token, uint64_t now_ms)
{
    unsigned char digest[DIGEST_BYTES];
    struct act a = cred_act(role, person, facilitator, token, digest);
    a.t_ms = now_ms;
    CHECK(hroom_run(h, r, &a, STR("")).n == 1);
}

static void issue(struct host *h, struct hroom *r, enum cred_role role, int f, const char *token,
                  uint64_t now_ms)
{
    cred_issue(h, r, role, 0, f, str_from_cstr(token), now_ms);
}

struct keys {
    char token[TOKEN_TEXT], co[TOKEN_TEXT], screen[TOKEN_TEXT], recovery[RECOVERY_SIGNS + 1];
    char link[TOKEN_TEXT];
};

static void keys_from(struct str secret, struct keys *out)
{
    secret_token_from("facilitator", secret, out->token);
    secret_token_from("co", secret, out->co);
    secret_token_from("screen", secret, out->screen);
    secret_token_from("link", secret, out->link);
    out->link[LINK_TEXT - 1] = 0;
    secret_code_from("recovery", secret, out->recovery, RECOVERY_SIGNS);
}

static void furnish(struct host *h, struct hroom *r, const struct keys *k, uint64_t now_ms)
{
    facilitator(h, r, now_ms);
    facilitator(h, r, now_ms);
    issue(h, r, CRED_FACILITATOR, 1, k->token, now_ms);
    issue(h, r, CRED_FACILITATOR, 2, k->co, now_ms);
    issue(h, r, CRED_SCREEN, 0, k->screen, now_ms);
    issue(h, r, CRED_RECOVERY, 1, k->recovery, now_ms);
}

static void answer_room(struct host *h, struct session *c, const struct wire_in *in,
                        const char *code, const struct keys *k)
{
    struct jw w;
    answer_begin(h, &w, in);
    jw_kcstr(&w, "room", code);
    jw_kcstr(&w, "link", k->link);
    jw_kcstr(&w, "token", k->token);
    jw_kcstr(&w, "screen", k->screen);
    jw_kcstr(&w, "co", k->co);
    jw_kcstr(&w, "recovery", k->recovery);
    reply(h, c, answer_end(h, &w));
}

// The code of the room that this request made before, in memory or not; STORE_NO: it made none.
static enum store_answer hroom_made_by(struct host *h, const char *mark, char code[8])
{
    struct store_room found;
    struct store_sought sought = {.once = str_from_cstr(mark)};
    for (size_t i = 0; *mark && i < h->room_list.n; i++)
        if (strcmp(h->room_list.p[i]->once, mark) == 0) {
            memcpy(code, h->room_list.p[i]->code_text, 8);
            return STORE_YES;
        }
    enum store_answer answer = *mark ? store_find(h->store, sought, &found) : STORE_NO;
    if (answer == STORE_YES)
        snprintf(code, 8, "%07u", found.code % 10000000);
    return answer;
}

static void make_room(struct host *h, struct session *c, const struct wire_in *in,
                      const struct scenario *sc, const struct once *once, const struct keys *keys,
                      uint64_t now_ms)
{
    uint32_t id, code;
    bool living = in->options.speed > 0;
    enum store_answer reserved = reserve(h, c, living, &id, &code);
    if (!session_knows(h, c, reserved))
        return;
    if (reserved == STORE_NO) {
        reply_no(h, c, in, FULL);
        return;
    }
    if (!living)
        hroom_charge(h, c, now_ms);
    struct hroom *r = hroom_make(h, id, code, sc, now_ms);
    if (living)
        living_begin(h, r, c, in, now_ms);
    hroom_enter(h, r);
    begin_room(h, r, in, str_from_cstr(once->mark), keys->link, now_ms);
    plan(h, r, in, now_ms);
    if (!living)
        hroom_kept(h, r, now_ms);
    furnish(h, r, keys, now_ms);
    answer_room(h, c, in, r->code_text, keys);
}

static bool is_full(struct host *h, uint64_t now_ms)
{
    bool many = h->room_list.n + hrooms_loading(h) >= h->limits.max_rooms;
    return (many || memory_is_low(h, now_ms)) && !hroom_make_place(h);
}

void request_create(struct host *h, struct session *c, const struct wire_in *asked, uint64_t now_ms)
{
    struct wire_in living;
    char seconds[LIVING_SECONDS];
    const struct wire_in *in = living_options(h, asked, &living, seconds);
    const struct scenario *sc = scenario_find(h, in->options.scenario, in->options.era);
    const char *wrong = wrong_option(in), *no;
    struct once once;
    struct keys keys;
    once_of(in, "create", &once);
    keys_from(once.secret, &keys);
    char code[8];
    enum store_answer made = hroom_made_by(h, once.mark, code);
    if (h->key && !in->options.speed && !is_host_key(h, in->key))
        refuse_code(h, c, in, BAD_KEY, now_ms);
    else if (in->options.speed && !h->limits.max_living)
        reply_no(h, c, in, refusal_name(REFUSED_NOT_ALLOWED));
    else if (wrong_once(in))
        reply_no_field(h, c, in, OUT_OF_RANGE, "once", ONCE_MIN);
    else if (made == STORE_YES)
        answer_room(h, c, in, code, &keys);
    else if (!session_knows(h, c, made))
        return;
    else if (wrong)
        reply_no_field(h, c, in, OUT_OF_RANGE, wrong, 0);
    else if (!sc)
        reply_no_field(h, c, in, NO_SUCH_ITEM, "scenario", 0);
    else if (!in->options.speed && disk_is_low(h, now_ms))
        reply_no(h, c, in, "disk");
    else if (!in->options.speed && too_many_rooms(h, c, now_ms))
        reply_no(h, c, in, "throttled");
    else if (in->options.speed && (no = living_no(h, c, now_ms)))
        reply_no(h, c, in, no);
    else if (is_full(h, now_ms)) // last, for it lets go of one
        reply_no(h, c, in, FULL);
    else
        make_room(h, c, in, sc, &once, &keys, now_ms);
}

// ---- join, resume, recover

static const char *wrong_name(struct str name)
{
    if (!utf8_visible(name))
        return refusal_name(REFUSED_EMPTY); // nobody could be called by it
    return utf8_count(name) > NAME_CHARS ? refusal_name(REFUSED_TOO_LONG) : NULL;
}

static void answer_person(struct host *h, struct session *c, const struct wire_in *in, int person,
                          const char *token, const char *resume)
{
    char id[ACTOR_NAME_MAX];
    struct jw w;
    actor_name(person, id);
    answer_begin(h, &w, in);
    jw_kcstr(&w, "person", id);
    jw_kcstr(&w, "token", token);
    jw_kcstr(&w, "resume", resume);
    reply(h, c, answer_end(h, &w));
}

static bool resume_taken(const struct hroom *r, const char *code)
{
    for (int p = 1; p <= room_people(r->room); p++)
        if (strcmp(r->seats.p[p].resume, code) == 0)
            return true;
    return false;
}

static int person_made_by(const struct hroom *r, const char *mark)
{
    for (int p = 1; *mark && p <= room_people(r->room); p++)
        if (strcmp(r->seats.p[p].once, mark) == 0)
            return p;
    return 0;
}

static void fill_join(const struct hroom *r, const struct wire_in *in, const struct cred *phone,
                      struct str name, const char *resume, struct act *a)
{
    *a = act_system(ACT_JOIN, in->act.t_ms);
    VAL(a, JOIN, NAME) = val_text(name);
    VAL(a, JOIN, DEBRIEF) = val_int(in->debrief);
    VAL(a, JOIN, RESEARCH) = val_int(in->research);
    VAL(a, JOIN, LANG) = val_int(name_of(FIELD_LANG, in->lang, (int)r->lang));
    VAL(a, JOIN, RESUME) = val_text(str_from_cstr(resume));
    if (phone)
        VAL(a, JOIN, PHONE) = val_int(cred_reader(phone)->person[0]);
    int robot;
    if (in->instead.n)
        VAL(a, JOIN, INSTEAD) = val_int(actor_parse(in->instead, &robot) ? robot : 0);
}

static bool too_many_come(struct host *h, struct session *c, const struct wire_in *in,
                          const struct hroom *r)
{
    uint64_t now_ms = in->act.t_ms, wait = budget_wait(h->budgets, BUDGET_JOINS, r->id, now_ms);
    if (!wait) {
        budget_charge(h->budgets, BUDGET_JOINS, r->id, now_ms);
        return false;
    }
    budget_count(h->budgets, BUDGET_JOINS, true);
    reply_no_field(h, c, in, "joins", NULL, (int64_t)(wait + 999) / 1000);
    return true;
}

// The new person's number; 0 when refused, which is then answered.
static int make_person(struct host *h, struct session *c, const struct wire_in *in, struct hroom *r,
                       const struct cred *phone, struct str name, const char *mark)
{
    char resume[RESUME_SIGNS + 1];
    struct act a;
    if ((uint32_t)room_present(r->room) >= h->limits.max_seats) {
        reply_no(h, c, in, FULL);
        return 0;
    }
    if (too_many_come(h, c, in, r))
        return 0;
    do
        secret_code(resume, RESUME_SIGNS);
    while (resume_taken(r, resume));
    fill_join(r, in, phone, name, resume, &a);
    struct made made = hroom_run(h, r, &a, str_from_cstr(mark));
    if (made.n < 1) {
        no_rule(h, c, in, &made.refusal);
        return 0;
    }
    return (int)VAL(&made.first, JOIN, PERSON).i;
}

static void person_token(const struct hroom *r, const struct wire_in *in, const struct once *once,
                         char out[WIRE_TOKEN_MAX + 1])
{
    char purpose[PURPOSE_MAX];
    snprintf(purpose, sizeof purpose, "person/%s", r->code_text);
    if (in->token.n)
        snprintf(out, WIRE_TOKEN_MAX + 1, STR_FMT, STR_ARG(in->token)); // a phone that is shared
    else
        secret_token_from(purpose, once->secret, out);
}

static void seat_person(struct host *h, struct session *c, const struct wire_in *in,
                        struct hroom *r, const struct cred *phone, struct str name)
{
    char purpose[PURPOSE_MAX], token[WIRE_TOKEN_MAX + 1];
    struct once once;
    snprintf(purpose, sizeof purpose, "%s/%s", phone ? "share" : "join", r->code_text);
    once_of(in, purpose, &once);
    person_token(r, in, &once, token);
    int person = person_made_by(r, once.mark);
    if (!person) {
        person = make_person(h, c, in, r, phone, name, once.mark);
        if (!person)
            return;
        cred_issue(h, r, CRED_PERSON, person, 0, str_from_cstr(token), in->act.t_ms);
    }
    answer_person(h, c, in, person, token, r->seats.p[person].resume);
}

// What is wrong with it whichever room it is for, so that none is loaded for it; true when told.
static bool refuse_unasked(struct host *h, struct session *c, const struct wire_in *in,
                           struct str name)
{
    const char *wrong = wrong_name(name);
    if (wrong_once(in))
        reply_no_field(h, c, in, OUT_OF_RANGE, "once", ONCE_MIN);
    else if (wrong)
        reply_no_field(h, c, in, wrong, "name", NAME_CHARS);
    else if (name_of(FIELD_LANG, in->lang, 0) < 0)
        reply_no_field(h, c, in, OUT_OF_RANGE, "lang", 0);
    else
        return false;
    return true;
}

static struct str clean_name(struct host *h, struct str name)
{
    char *clean = arena_alloc(&h->scratch, name.n + 1);
    CHECK(clean);
    return utf8_clean(name, clean, SIZE_MAX, UTF8_ONE_LINE);
}

void request_join(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    const char *no;
    struct str name = clean_name(h, in->name);
    if (refuse_unasked(h, c, in, name))
        return;
    struct hroom *r = hroom_want(h, in->room, c, &no);
    struct cred *phone = in->token.n ? cred_find(h, in->token) : NULL;
    if (no)
        refuse_code(h, c, in, no, now_ms);
    else if (!r)
        return;
    else if (in->token.n && (!phone || cred_room(phone) != r || !cred_reader(phone)->npeople))
        reply_no(h, c, in, BAD_TOKEN);
    else
        seat_person(h, c, in, r, phone, name);
}

// As people copy codes: any case, with spaces, dashes or dots of all kinds in the middle.
static struct str plain_code(struct host *h, struct str code)
{
    char *out = arena_alloc(&h->scratch, code.n + 1);
    size_t n = 0;
    CHECK(out);
    for (size_t i = 0; i < code.n; i++) {
        char s = code.p[i];
        if (s >= 'a' && s <= 'z')
            s = (char)(s - 'a' + 'A');
        if ((s >= 'A' && s <= 'Z') || (s >= '0' && s <= '9'))
            out[n++] = s;
    }
    return (struct str){out, n};
}

static int person_of_code(const struct hroom *r, struct str code)
{
    int found = 0;
    for (int p = 1; p <= room_people(r->room); p++)
        if (r->seats.p[p].resume[0] && secret_same(code, str_from_cstr(r->seats.p[p].resume)))
            found = p;
    return found;
}

void request_resume(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    const char *no;
    struct hroom *r = hroom_want(h, in->room, c, &no);
    int person = r ? person_of_code(r, plain_code(h, in->code)) : 0;
    char token[TOKEN_TEXT];
    if (!r && !no)
        return;
    if (!person || !room_person_here(r->room, person)) {
        refuse_code(h, c, in, r ? WRONG_CODE : no, now_ms);
        return;
    }
    secret_token(token);
    cred_issue(h, r, CRED_PERSON, person, 0, str_from_cstr(token), now_ms);
    answer_person(h, c, in, person, token, r->seats.p[person].resume);
}

static void put_link(struct jw *w, const struct hroom *r)
{
    if (*r->link) // older rooms have none
        jw_kcstr(w, "link", r->link);
}

// The credential of that role that is `key` there; or NULL: whoever asks is refused, or waits.
static struct cred *want_cred(struct host *h, struct session *c, const struct wire_in *in,
                              struct str key, enum cred_role role, uint64_t now_ms)
{
    const char *no, *wrong = role == CRED_RECOVERY ? WRONG_CODE : BAD_TOKEN;
    struct hroom *r = hroom_want_key(h, in->room, key, wrong, c, &no);
    struct cred *cred = r ? cred_find(h, key) : NULL;
    if (cred && cred_room(cred) == r && cred_role(cred) == role)
        return cred;
    if (r || no)
        refuse_code(h, c, in, r ? wrong : no, now_ms);
    return NULL;
}

void request_recover(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    struct str code = plain_code(h, in->code);
    struct cred *cred = want_cred(h, c, in, code, CRED_RECOVERY, now_ms);
    char token[TOKEN_TEXT], screen[TOKEN_TEXT];
    struct jw w;
    if (!cred)
        return;
    struct hroom *r = cred_room(cred);
    secret_token(token);
    secret_token(screen);
    issue(h, r, CRED_FACILITATOR, cred_facilitator(cred), token, now_ms);
    issue(h, r, CRED_SCREEN, cred_facilitator(cred), screen, now_ms);
    answer_begin(h, &w, in);
    jw_kcstr(&w, "token", token);
    jw_kcstr(&w, "screen", screen);
    put_link(&w, r);
    reply(h, c, answer_end(h, &w));
}

// A facilitator's own token makes the screen's, so that asking again gives the same and no more.
void request_screen(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    struct cred *cred = want_cred(h, c, in, in->token, CRED_FACILITATOR, now_ms);
    char screen[TOKEN_TEXT];
    struct jw w;
    if (!cred)
        return;
    struct hroom *r = cred_room(cred);
    secret_token_from("screen of a facilitator", in->token, screen);
    if (!cred_find(h, str_from_cstr(screen)))
        issue(h, r, CRED_SCREEN, cred_facilitator(cred), screen, now_ms);
    answer_begin(h, &w, in);
    jw_kcstr(&w, "screen", screen);
    put_link(&w, r);
    reply(h, c, answer_end(h, &w));
}

// Who was invited by this request before, or is now; 0 when refused, which is then answered.
static int invited(struct host *h, struct session *c, const struct wire_in *in, struct hroom *r,
                   struct str name, const char *token)
{
    const struct cred *before = cred_find(h, str_from_cstr(token));
    struct act a = act_system(ACT_FACILITATE, in->act.t_ms);
    if (before)
        return cred_facilitator(before);
    VAL(&a, FACILITATE, NAME) = val_text(name);
    struct made made = hroom_run(h, r, &a, STR(""));
    if (made.n < 1) {
        no_rule(h, c, in, &made.refusal);
        return 0;
    }
    int facilitator = (int)VAL(&made.first, FACILITATE, FACILITATOR).i;
    issue(h, r, CRED_FACILITATOR, facilitator, token, in->act.t_ms);
    return facilitator;
}

// A link for one more who facilitates, which whoever leads may withdraw.
void request_invite(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    struct str name = clean_name(h, in->name);
    struct cred *cred = want_cred(h, c, in, in->token, CRED_FACILITATOR, now_ms);
    char purpose[PURPOSE_MAX], token[TOKEN_TEXT], id[ACTOR_NAME_MAX];
    struct once once;
    struct jw w;
    if (!cred)
        return;
    struct hroom *r = cred_room(cred);
    if (!room_leads(r->room, cred_facilitator(cred))) {
        reply_no(h, c, in, refusal_name(REFUSED_NOT_ALLOWED));
        return;
    }
    if (wrong_once(in)) {
        reply_no_field(h, c, in, OUT_OF_RANGE, "once", ONCE_MIN);
        return;
    }
    snprintf(purpose, sizeof purpose, "invite/%s", r->code_text);
    once_of(in, purpose, &once);
    secret_token_from(purpose, once.secret, token);
    int facilitator = invited(h, c, in, r, name, token);
    if (!facilitator)
        return;
    actor_name(-facilitator, id);
    answer_begin(h, &w, in);
    jw_kcstr(&w, "facilitator", id);
    jw_kcstr(&w, "token", token);
    reply(h, c, answer_end(h, &w));
}
