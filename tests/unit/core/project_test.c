// Documents and patches tell the same story: whatever people do, a document before, merged with
// the patch of an event (RFC 7396), is the document after. Acts are drawn at random from the table
// of acts; a failure names its seed.
#include <criterion/criterion.h>
#include <jansson.h>

#include "base/util.h"
#include "core/means.h"
#include "core/project.h"

enum { TABLES = 2, TOPICS = 4 + TABLES * (3 + GROUPS) + PEOPLE_MAX, ATTEMPTS = 6000, JOINED = 9 };

struct world {
    uint32_t seed, state;
    struct arena arena, scratch;
    struct scenario scenario;
    struct room *room;
    uint64_t now, seq;
    json_t *seen[TOPICS];
    struct buf json;
    int events[ACT_TYPES];
};

static uint32_t draw(struct world *w, uint32_t below)
{
    w->state ^= w->state << 13;
    w->state ^= w->state >> 17;
    w->state ^= w->state << 5;
    return w->state % below;
}

static int index_of(struct topic t)
{
    switch (t.kind) {
    case TOPIC_TABLE:
        return 4 + t.table - 1;
    case TOPIC_GROUP:
        return 4 + TABLES + (t.table - 1) * GROUPS + t.id;
    case TOPIC_PERSON:
        return 4 + TABLES * (1 + GROUPS) + t.id - 1;
    case TOPIC_OUTCOME:
        return TOPICS - t.table;
    case TOPIC_CHAT:
        return TOPICS - TABLES - t.table;
    case TOPIC_ROOM:
        return 0;
    default:
        return t.kind - TOPIC_CONSOLE + 1;
    }
}

static void merge(json_t *into, json_t *patch)
{
    const char *key;
    json_t *value;
    json_object_foreach(patch, key, value)
    {
        if (json_is_null(value)) {
            json_object_del(into, key);
        } else if (json_is_object(value)) {
            if (!json_is_object(json_object_get(into, key))) {
                json_object_set_new(into, key, json_object());
            }
            merge(json_object_get(into, key), value);
        } else {
            json_object_set(into, key, value);
        }
    }
}

static bool has_null(json_t *j)
{
    const char *key;
    size_t i;
    json_t *value;
    json_object_foreach(j, key, value)
    {
        if (has_null(value)) {
            return true;
        }
    }
    json_array_foreach(j, i, value)
    {
        if (has_null(value)) {
            return true;
        }
    }
    return json_is_null(j);
}

static json_t *parse(const struct world *w, const char *p, size_t n)
{
    json_error_t error;
    json_t *j = json_loadb(p, n, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(j, "seed %u, event %d: %s in %.*s", w->seed, (int)w->seq, error.text, (int)n,
                       p);
    return j;
}

static json_t *document(struct world *w, struct topic t)
{
    struct jw jw;
    buf_reset(&w->json);
    jw_init(&jw, &w->json);
    room_document(w->room, t, &jw);
    cr_assert(jw_done(&jw));
    return parse(w, w->json.p, w->json.n);
}

// Writes the path of the first member that differs, and goes no further.
static bool differs(json_t *now, json_t *told, struct buf *path)
{
    const char *key;
    json_t *value;
    if (!json_is_object(now) || !json_is_object(told)) {
        return !now || !told || !json_equal(now, told);
    }
    size_t before = path->n;
    for (int side = 0; side < 2; side++) {
        json_object_foreach(side ? told : now, key, value)
        {
            buf_char(path, '/');
            buf_puts(path, key);
            if (differs(json_object_get(now, key), json_object_get(told, key), path)) {
                return true;
            }
            path->n = before;
        }
    }
    return false;
}

static void compare(struct world *w, const struct act *e, struct topic t)
{
    char name[TOPIC_NAME_MAX];
    topic_name(t, name);
    json_t *now = document(w, t), *told = w->seen[index_of(t)];
    cr_assert(!has_null(now), "seed %u: a null in %s", w->seed, name);
    if (!json_equal(now, told)) {
        struct buf path;
        buf_init(&path, 1000);
        differs(now, told, &path);
        cr_assert_fail("seed %u, event %d, %s by %d: %s and what was told differ in %s", w->seed,
                       (int)w->seq, act_spec(e->type)->name, e->by, name, buf_cstr(&path));
    }
    json_decref(now);
}

static void take_patches(struct world *w)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    bool told[TOPICS] = {false};
    buf_reset(&w->json);
    int n = room_patches(w->room, patches, ROOM_PATCHES_MAX, &w->json);
    cr_assert(!w->json.overflow);
    for (int i = 0; i < n; i++) {
        int at = index_of(patches[i].topic);
        cr_assert(!told[at], "seed %u: a topic is patched twice", w->seed);
        told[at] = true;
        json_t *patch = parse(w, w->json.p + patches[i].at, patches[i].n);
        w->seen[at] = w->seen[at] ? w->seen[at] : json_object();
        merge(w->seen[at], patch);
        json_decref(patch);
    }
    cr_assert_eq(room_patches(w->room, patches, ROOM_PATCHES_MAX, &w->json), 0);
}

// What is kept of a table from act to act says what counting all its acts again does.
static void check_live(struct world *w, const struct act *e)
{
    for (int t = 1; t <= w->room->ntables; t++) {
        struct table_live whole;
        live_whole(w->room, t, &whole);
        cr_assert(live_same(&w->room->table[t].live, &whole),
                  "seed %u, event %d, %s by %d: the live tallies of table %d are not their recount",
                  w->seed, (int)w->seq, act_spec(e->type)->name, e->by, t);
    }
}

static void happen(struct world *w, const struct act *e)
{
    room_apply(w->room, e, ++w->seq);
    w->events[e->type]++;
    take_patches(w);
    check_live(w, e);
    struct topic all[TOPICS];
    int n = room_topics_of(w->room, NULL, all, TOPICS);
    for (int i = 0; i < n; i++) {
        compare(w, e, all[i]);
    }
}

static int attempt(struct world *w, struct act command)
{
    struct act out[ROOM_EVENTS_MAX];
    struct refusal refusal;
    command.t_ms = w->now;
    int n = room_decide(w->room, &command, &w->scratch, out, ROOM_EVENTS_MAX, &refusal);
    for (int i = 0; i < n; i++) {
        happen(w, &out[i]);
    }
    arena_reset(&w->scratch);
    return n;
}

static struct val some_text(struct world *w, const struct field_spec *spec)
{
    static const char *const words[] = {"moulin", "quai", "école", "serre", "\"halte\""};
    if (spec->type == FIELD_DATE) {
        return (struct val){.set = true, .s = STR("2014-06-30")};
    }
    if (spec->min == 0 && draw(w, 4) == 0) {
        return (struct val){.set = true};
    }
    return (struct val){.set = true, .s = str_from_cstr(words[draw(w, ARRAY_LEN(words))])};
}

static struct val some_value(struct world *w, const struct field_spec *spec)
{
    if (field_is_text(spec->type)) {
        return some_text(w, spec);
    }
    uint32_t span = (uint32_t)(spec->max - spec->min) + 1;
    uint32_t most = spec->type == FIELD_PERSON  ? JOINED + 1
                    : spec->type == FIELD_TABLE ? TABLES
                    : draw(w, 2)                ? 2 // so that what two acts name is often the same
                                                : 7;
    return (struct val){.set = true, .i = spec->min + (int64_t)draw(w, MIN(span, most))};
}

// Acts that move the whole hour are rare, so that much happens in each phase; so are those that
// may be done at any time.
static bool is_rare(enum act_type type)
{
    return act_spec(type)->phases == (1u << PHASE_KINDS) - 1 || type == ACT_NEXT ||
           type == ACT_BACK || type == ACT_END || type == ACT_ERASE || type == ACT_REMOVE ||
           type == ACT_SIT || type == ACT_PAUSE || type == ACT_UNLOCK || type == ACT_DROP ||
           type == ACT_RETRACT;
}

// Those of sound, which touch nothing else, are not drawn: each play begins with them.
enum { SOUND_ACTS = 2 };
_Static_assert(ACT_HUSH == ACT_SOUND + SOUND_ACTS - 1, "they stand together");

static void let_sound(struct world *w)
{
    struct act sound = {.type = ACT_SOUND, .by = -1}, hush = {.type = ACT_HUSH, .by = -1};
    VAL(&sound, SOUND, ON) = val_int(1);
    VAL(&hush, HUSH, PERSON) = VAL(&hush, HUSH, ON) = val_int(1);
    attempt(w, sound);
    attempt(w, hush);
}

// Acts that are refused more than most, for what they ask to be there, are tried more often.
static enum act_type some_type(struct world *w)
{
    static const enum act_type refused[] = {ACT_ANSWERS, ACT_UNCOMMIT, ACT_DROP,    ACT_OWN,
                                            ACT_COMMIT,  ACT_HOLDS,    ACT_PUT_BACK};
    enum act_type type;
    if (draw(w, 10) == 0) {
        return refused[draw(w, ARRAY_LEN(refused))];
    }
    do {
        uint32_t drawn = draw(w, ACT_TYPES - SOUND_ACTS);
        type = (enum act_type)(drawn + (drawn >= ACT_SOUND ? SOUND_ACTS : 0));
    } while (type == ACT_CREATED || type == ACT_CRED || (is_rare(type) && draw(w, 20) != 0));
    return type;
}

// By somebody to whom the idea of a clause is credited, if there is one.
static void aim_own(const struct world *w, struct act *a)
{
    for (int i = 0; i < TABLES * CLAUSES_MAX; i++) {
        const struct table *t = &w->room->table[1 + i / CLAUSES_MAX];
        int c = 1 + i % CLAUSES_MAX;
        if (c <= t->nclauses && t->clause[c]->credit.unsure != 0) {
            *a = (struct act){.type = ACT_OWN, .by = t->clause[c]->credit.who[0]};
            VAL(a, OWN, CLAUSE) = val_int(c);
            VAL(a, OWN, YES) = val_int(w->seq % 2);
        }
    }
}

// A resource of some card: by chance alone hardly any tick is of one.
static void aim_holds(const struct world *w, struct act *a)
{
    for (int i = 0; i < TABLES * CLAUSES_MAX; i++) {
        const struct table *t = &w->room->table[1 + i / CLAUSES_MAX];
        int c = 1 + i % CLAUSES_MAX;
        for (int k = 1; c <= t->nclauses && k <= t->clause[c]->ncommit; k++) {
            const struct commitment *one = &t->clause[c]->commit[k];
            struct means m = means_of(w->room->sc, one);
            if (one->gone || m.asset == NULL || m.asset->condition.fr.n == 0) {
                continue;
            }
            *a = (struct act){.type = ACT_HOLDS, .by = one->credit.by};
            VAL(a, HOLDS, CLAUSE) = val_int(c);
            VAL(a, HOLDS, COMMITMENT) = val_int(k);
            VAL(a, HOLDS, ON) = val_int(!one->holds);
        }
    }
}

// By who put it in, if anybody did: by chance alone hardly anything is taken back.
static void aim_uncommit(const struct world *w, struct act *a)
{
    for (int i = 0; i < TABLES * CLAUSES_MAX; i++) {
        const struct table *t = &w->room->table[1 + i / CLAUSES_MAX];
        int c = 1 + i % CLAUSES_MAX;
        if (c <= t->nclauses && t->clause[c]->ncommit > 0) {
            *a = (struct act){.type = ACT_UNCOMMIT, .by = t->clause[c]->commit[1].credit.by};
            VAL(a, UNCOMMIT, CLAUSE) = val_int(c);
            VAL(a, UNCOMMIT, COMMITMENT) = val_int(1);
        }
    }
}

// What somebody told, as it stands.
static void aim_tell(const struct world *w, struct act *a)
{
    for (int id = 1; id <= w->room->npeople; id++) {
        const struct person *who = w->room->person[id];
        if (who->tale.n > 0) {
            VAL(a, TELL, PERSON) = val_int(id);
            VAL(a, TELL, SEQ) = val_int((int64_t)who->tale_seq);
        }
    }
}

// By a facilitator, of a text that said something before: by chance alone none is put back.
static void aim_put_back(const struct world *w, struct act *a)
{
    for (int t = 1; t <= w->room->ntables; t++) {
        for (int i = 0; i < GROUPS * SHEET_FIELDS; i++) {
            const struct shared_text *text =
                &w->room->table[t].group[i / SHEET_FIELDS].sheet[i % SHEET_FIELDS];
            if (text->nwas == 0) {
                continue;
            }
            *a = (struct act){.type = ACT_PUT_BACK, .by = -1};
            VAL(a, PUT_BACK, TABLE) = val_int(t);
            VAL(a, PUT_BACK, GROUP) = val_int(i / SHEET_FIELDS);
            VAL(a, PUT_BACK, SHEET) = val_int(i % SHEET_FIELDS);
            VAL(a, PUT_BACK, VERSION) = val_int(text->was[0].v);
        }
    }
}

static struct act some_act(struct world *w)
{
    enum act_type type = some_type(w);
    const struct act_spec *spec = act_spec(type);
    struct act a = {.type = type};
    bool person = spec->who & (WHO_SELF | WHO_SEATED);
    bool both = person && spec->who & WHO_FACILITATOR;
    if (person && !(both && draw(w, 2))) {
        a.by = 1 + (int)draw(w, JOINED);
    } else if (spec->who & WHO_FACILITATOR) {
        a.by = -1;
    }
    for (int i = 0; i < spec->nfields; i++) {
        bool wanted = !(spec->fields[i].flags & FIELD_OPTIONAL) || draw(w, 2);
        if (!(spec->fields[i].flags & FIELD_OUT) && wanted) {
            a.f[i] = some_value(w, &spec->fields[i]);
        }
    }
    if (type == ACT_POINTS) {
        a.f[ACT_F(POINTS, C)].i = 10 - a.f[ACT_F(POINTS, A)].i - a.f[ACT_F(POINTS, B)].i;
    }
    if (type == ACT_CALL_LINK && VAL(&a, CALL_LINK, URL).set && draw(w, 4)) {
        VAL(&a, CALL_LINK, URL).s = STR("https://appel.example/");
    }
    if (type == ACT_OWN && draw(w, 2)) {
        aim_own(w, &a);
    } else if (type == ACT_UNCOMMIT && draw(w, 2)) {
        aim_uncommit(w, &a);
    } else if (type == ACT_PUT_BACK) {
        aim_put_back(w, &a);
    } else if (type == ACT_TELL) {
        aim_tell(w, &a);
    } else if (type == ACT_HOLDS) {
        aim_holds(w, &a);
    } else if (type == ACT_RATE && draw(w, 2)) {
        a.credit[0] = 0;
    } else if (person && a.by > 0 && draw(w, 4) == 0) {
        a.ncredit = 1;
        a.credit[0] = (uint16_t)(1 + draw(w, JOINED));
    }
    return a;
}

static const struct text2 words = {{"mot", 3}, {"word", 4}};

static void make_scenario(struct scenario *s)
{
    static const char *const names[] = {"r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9"};
    s->title = s->story.outcome = words;
    s->story.n_events = 1;
    s->story.events[0] = (struct scenario_story_event){words, words, 3, -1};
    s->n_phases = 6;
    for (int i = 0; i < s->n_phases; i++) {
        s->phases[i] = (struct scenario_phase){.kind = (enum phase_kind)i, .seconds = 1200};
    }
    s->n_roles = ARRAY_LEN(names);
    for (int i = 0; i < s->n_roles; i++) {
        struct scenario_role *role = &s->roles[i];
        *role =
            (struct scenario_role){.id = str_from_cstr(names[i]), .group = (uint8_t)(i % GROUPS)};
        role->title = i % 2 ? words : (struct text2){0};
        role->n_assets = 3;
        for (int k = 0; k < 3; k++) {
            role->assets[k].kind = (enum scenario_asset_kind)((i + k) % 6);
        }
        // Some are named like the words that are drawn, too, and under a condition.
        static const struct str assets[] = {STR_INIT("moulin"), STR_INIT("quai"), STR_INIT("école"),
                                            STR_INIT("serre")};
        if ((size_t)i < ARRAY_LEN(assets)) {
            role->assets[0].id = assets[i];
            role->assets[0].amount = 1000;
            role->assets[0].condition = words;
        }
    }
    s->n_injects = 2;
    s->injects[0] = (struct scenario_inject){.id = STR("a"), .at_s = -1, .title = words};
    s->injects[1] = (struct scenario_inject){.id = STR("b"), .at_s = 300, .title = words};
    s->n_experts = 3;
    for (int i = 0; i < s->n_experts; i++) {
        s->experts[i] = (struct scenario_expert){STR("e"), words, words, words};
    }
    // Named like the words that are drawn.
    s->n_founding = 3;
    s->founding[0] = (struct scenario_founding){.id = STR("moulin")};
    s->founding[1] = (struct scenario_founding){.id = STR("quai"),
                                                .answer = SCENARIO_ANSWER_SEVERAL,
                                                .n_choices = 2,
                                                .choices = {STR("serre"), STR("école")}};
    s->founding[2] =
        (struct scenario_founding){.id = STR("serre"), .answer = SCENARIO_ANSWER_AMOUNT};
}

static void open_room(struct world *w, uint32_t seed)
{
    *w = (struct world){.seed = seed, .state = seed, .now = 1000000};
    arena_init(&w->arena, (size_t)256 << 20);
    arena_init(&w->scratch, 1 << 20);
    buf_init(&w->json, (size_t)16 << 20);
    make_scenario(&w->scenario);
    w->room = room_new(&w->arena, &w->scenario);
    struct act a = {.type = ACT_CREATED};
    VAL(&a, CREATED, CODE) = (struct val){.set = true, .s = STR("1234567")};
    const struct val text = {.set = true, .s = STR("x")}, none = {.set = true};
    VAL(&a, CREATED, EPOCH) = VAL(&a, CREATED, SCENARIO) = VAL(&a, CREATED, VERSION) = text;
    VAL(&a, CREATED, HASH) = val_text(STR("0123456789abcdef0123456789abcdef"));
    VAL(&a, CREATED, LANG) = VAL(&a, CREATED, ROLES) = none;
    VAL(&a, CREATED, SECONDS) = none;
    VAL(&a, CREATED, TABLES) = (struct val){.set = true, .i = TABLES};
    VAL(&a, CREATED, PLACES) = (struct val){.set = true, .i = 5};
    VAL(&a, CREATED, RULES) = (struct val){.set = true, .i = RULES_VERSION};
    cr_assert_eq(attempt(w, a), 1);
    struct act plan = {.type = ACT_PLAN};
    VAL(&plan, PLAN, DEBRIEF) = (struct val){.set = true, .i = 600};
    VAL(&plan, PLAN, STARTS) = (struct val){.set = true, .i = 29000000};
    VAL(&plan, PLAN, ZONE) = (struct val){.set = true, .s = STR("America/Toronto")};
    cr_assert_eq(attempt(w, plan), 1);
    cr_assert_eq(attempt(w, (struct act){.type = ACT_FACILITATE}), 1);
}

static void people_join(struct world *w)
{
    struct act a = {.type = ACT_JOIN};
    VAL(&a, JOIN, NAME) = (struct val){.set = true, .s = STR("Nom")};
    VAL(&a, JOIN, RESUME) = (struct val){.set = true, .s = STR("abc")};
    VAL(&a, JOIN, DEBRIEF) = VAL(&a, JOIN, RESEARCH) = VAL(&a, JOIN, LANG) =
        (struct val){.set = true};
    for (int i = 0; i < JOINED; i++) {
        cr_assert_eq(attempt(w, a), 1);
    }
}

// A while in the lobby, then a sixth of the acts for each phase, whatever was paused or ended.
static void keep_going(struct world *w, int i)
{
    if (w->room->ended) {
        attempt(w, (struct act){.type = ACT_REOPEN, .by = -1});
    }
    if (w->room->clock.paused && i % 50 == 0) {
        attempt(w, (struct act){.type = ACT_RESUME, .by = -1});
    }
    if (i % (ATTEMPTS / 6) == ATTEMPTS / 20) {
        attempt(w, (struct act){.type = ACT_NEXT, .by = -1});
    }
}

// Who began an objection may write no more of it: time ends it.
static void leave_it_be(struct world *w)
{
    if (draw(w, 2)) {
        w->now += RESERVE_MS + 1;
        attempt(w, (struct act){.type = ACT_TICK});
    }
}

static void close_room(struct world *w)
{
    for (int i = 0; i < TOPICS; i++) {
        json_decref(w->seen[i]);
    }
    buf_free(&w->json);
    arena_free(&w->scratch);
    arena_free(&w->arena);
}

// P11
Test(project, document_plus_patch_is_document)
{
    static struct world w;
    int happened[ACT_TYPES] = {0};
    for (uint32_t seed = 1; seed <= 14; seed++) {
        open_room(&w, seed);
        people_join(&w);
        let_sound(&w);
        for (int i = 0; i < ATTEMPTS; i++) {
            w.now += draw(&w, 4) ? 0 : draw(&w, 5000);
            keep_going(&w, i);
            int reserved = w.events[ACT_WRITING];
            attempt(&w, some_act(&w));
            if (w.events[ACT_WRITING] > reserved) {
                leave_it_be(&w);
            }
        }
        for (int k = 0; k < ACT_TYPES; k++) {
            happened[k] += w.events[k];
        }
        close_room(&w);
    }
    for (int k = 0; k < ACT_TYPES; k++) {
        // The host's business, a question, and what asks for another event.
        bool never = k == ACT_CRED || k == ACT_TICK || k == ACT_RESERVE;
        cr_assert(never || happened[k],
                  "%s never happened: some_act drew it too seldom, or wrongly",
                  act_spec((enum act_type)k)->name);
    }
}

static void negotiate(struct world *w, uint32_t seed)
{
    open_room(w, seed);
    people_join(w);
    while (room_phase(w->room) != PHASE_POOLING) {
        cr_assert_geq(attempt(w, (struct act){.type = ACT_NEXT, .by = -1}), 1);
    }
}

static int at_table_of(const struct world *w, int table)
{
    int id = 1;
    while (w->room->person[id]->table != table) {
        id++;
    }
    return id;
}

// A clause whose round is over.
static void propose_by(struct world *w, int by)
{
    struct act a = {.type = ACT_PROPOSE, .by = by};
    VAL(&a, PROPOSE, TEXT) = val_text(STR("Un toit"));
    cr_assert_geq(attempt(w, a), 1);
    w->now += 120000;
    attempt(w, (struct act){.type = ACT_TICK});
}

static void object_by(struct world *w, int by, int clause)
{
    struct act a = {.type = ACT_STANCE, .by = by};
    VAL(&a, STANCE, CLAUSE) = val_int(clause);
    VAL(&a, STANCE, STANCE) = val_int(STANCE_OBJECT);
    VAL(&a, STANCE, REASON) = val_int(1);
    VAL(&a, STANCE, COULD) = val_text(STR("mot"));
    cr_assert_geq(attempt(w, a), 1);
}

// Past its end a clock that restarts stands at that end: what was done since is still to come.
Test(project, the_oldest_of_two_objections_stays_the_oldest_after_a_restart_past_the_end)
{
    static struct world w;
    negotiate(&w, 1);
    int by = at_table_of(&w, 2);
    propose_by(&w, by);
    propose_by(&w, by);
    w.now = w.room->clock.ends + 1000;
    object_by(&w, by, 2);
    w.now += 5000;
    object_by(&w, by, 1);
    struct act pause = {.type = ACT_PAUSE, .by = -1};
    VAL(&pause, PAUSE, WHY) = val_int(1);
    cr_assert_eq(attempt(&w, pause), 1);
    cr_assert_eq(attempt(&w, (struct act){.type = ACT_RESUME, .by = -1}), 1);
    w.now += RESERVE_MS;
    cr_assert_eq(attempt(&w, (struct act){.type = ACT_NOTICE}), 1);
    cr_assert_eq(w.room->table[2].live.clause, 2);
    close_room(&w);
}

Test(project, who_went_to_another_table_in_a_pause_is_not_silent_at_the_first)
{
    static struct world w;
    negotiate(&w, 1);
    int by = at_table_of(&w, 1);
    propose_by(&w, by);
    w.now += 600000;
    attempt(&w, (struct act){.type = ACT_PAUSE, .by = -1});
    w.now += 5000;
    struct act sit = {.type = ACT_SIT, .by = -1};
    VAL(&sit, SIT, PERSON) = val_int(by);
    VAL(&sit, SIT, TABLE) = val_int(2);
    cr_assert_geq(attempt(&w, sit), 1);
    struct act name = {.type = ACT_NAME, .by = by};
    VAL(&name, NAME, NAME) = val_text(STR("Nom"));
    cr_assert_eq(attempt(&w, name), 1);
    close_room(&w);
}

// A wording offered for what is nobody's waits for a second group's yes, and asks everybody once
// nobody is left who could say it.
Test(project, whom_an_offered_wording_asks_is_told_when_a_yes_is_no_more_to_be_had)
{
    static struct world w;
    negotiate(&w, 1);
    int author = at_table_of(&w, 1);
    propose_by(&w, author);
    struct act leave = {.type = ACT_REMOVE, .by = -1};
    VAL(&leave, REMOVE, PERSON) = val_int(author);
    cr_assert_geq(attempt(&w, leave), 1);
    int by = author + 1;
    while (w.room->person[by]->table != 1) {
        by++;
    }
    struct act amend = {.type = ACT_AMEND, .by = by};
    VAL(&amend, AMEND, CLAUSE) = val_int(1);
    VAL(&amend, AMEND, TEXT) = val_text(STR("Deux toits"));
    cr_assert_geq(attempt(&w, amend), 1);
    struct act reserve = {.type = ACT_RESERVE};
    VAL(&reserve, RESERVE, CLAUSE) = VAL(&reserve, RESERVE, ON) = val_int(1);
    VAL(&reserve, RESERVE, REASON) = val_int(1);
    for (int p = 1; p <= w.room->npeople; p++) {
        reserve.by = p;
        if (w.room->person[p]->table == 1 && p != by && p != author)
            cr_assert_geq(attempt(&w, reserve), 1);
    }
    close_room(&w);
}
