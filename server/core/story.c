// What happens to a clause is found by comparing it, after each event, with what it was: nothing is
// told that was not to be seen by then.
#include "core/story.h"

#include "base/util.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include "core/tally_course.h"

enum beat_kind {
    BEAT_OBJECT,
    BEAT_MOVE,
    BEAT_VERSION,
    BEAT_ADOPT,
    BEAT_REOPEN,
    BEAT_PARK,
    BEAT_UNPARK,
    BEAT_DROP,
    BEAT_COMMIT,
    BEAT_UNCOMMIT,
    BEAT_CARRY,
    BEAT_UNCARRY,
    BEAT_BASE,
    BEAT_REPORT,
    BEAT_PHASE,
    BEAT_PAUSE,
    BEAT_RESUME,
    BEAT_NOTE,
};

static const struct {
    const char *name;
    bool decision; // what one goes to who wants decisions only
} beats[] = {
    [BEAT_OBJECT] = {"object", false},  [BEAT_MOVE] = {"move", false},
    [BEAT_VERSION] = {"version", true}, [BEAT_ADOPT] = {"adopt", true},
    [BEAT_REOPEN] = {"reopen", true},   [BEAT_PARK] = {"park", true},
    [BEAT_UNPARK] = {"unpark", true},   [BEAT_DROP] = {"drop", true},
    [BEAT_COMMIT] = {"commit", false},  [BEAT_UNCOMMIT] = {"uncommit", false},
    [BEAT_CARRY] = {"carry", true},     [BEAT_UNCARRY] = {"uncarry", true},
    [BEAT_BASE] = {"base", true},       [BEAT_REPORT] = {"report", true},
    [BEAT_PHASE] = {"phase", true},     [BEAT_PAUSE] = {"pause", false},
    [BEAT_RESUME] = {"resume", false},  [BEAT_NOTE] = {"note", false},
};

struct beat {
    struct beat *next;
    uint64_t t;
    uint8_t kind, group, groups; // group: GROUPS when it is nobody's; groups: of a base, as bits
    const char *what;            // a reason, a stance, a resource, a phase; or NULL
    bool eased;                  // it gave way to another wording
    uint16_t v;                  // of a wording
    int who;                     // as struct act's `by`; 0: nobody
    int32_t amount;
    struct str text;
};

struct beats {
    struct beat *first, *last;
};

// A clause from its proposal on. A number that is given again is another strand.
struct strand {
    struct strand *next;
    struct beats beats;
    uint64_t t;
    uint8_t n, group;
    int who;
    struct str text; // as it was proposed
    // As of the last look
    uint8_t state;
    bool parked;
    uint16_t version, carrier;
    uint16_t raised[PEOPLE_MAX + 1][2]; // version that a voice, or its hat's, objects to; 0: none
    bool committed[COMMITS_MAX + 1];
};

struct table_story {
    struct strand *first, *last, *at[CLAUSES_MAX + 1];
    struct beats beats;
    uint8_t base;
    bool report;
};

struct story {
    struct arena *arena;
    bool notes, full;
    uint64_t from, t; // of the first event, and of the one at hand
    int8_t phase;
    bool ended, paused;
    uint16_t nnotes;
    struct beats beats; // of the whole room
    struct table_story table[TABLES_MAX + 1];
};

struct story *story_new(struct arena *arena, bool notes)
{
    struct story *s = arena_new(arena, struct story);
    if (!s)
        return NULL;
    s->arena = arena;
    s->notes = notes;
    s->phase = INT8_MIN;
    return s;
}

// Noting

static struct str keep(struct story *s, struct str text)
{
    struct str kept = text.n ? arena_str(s->arena, text) : text;
    s->full |= text.n && !kept.p;
    return kept;
}

static void add(struct story *s, struct beats *to, struct beat what)
{
    struct beat *b = arena_new(s->arena, struct beat);
    s->full |= !b;
    if (!b)
        return;
    *b = what;
    b->t = s->t;
    b->text = keep(s, what.text);
    if (to->last)
        to->last->next = b;
    else
        to->first = b;
    to->last = b;
}

static void add_plain(struct story *s, struct beats *to, enum beat_kind kind)
{
    add(s, to, (struct beat){.kind = (uint8_t)kind, .group = GROUPS});
}

static int whose(const struct credit *c)
{
    return c->n > 0 ? c->who[0] : c->by;
}

static void look_version(struct story *s, const struct room *r, struct strand *l,
                         const struct clause *c)
{
    if (c->version == l->version)
        return;
    struct beat b = {.kind = BEAT_VERSION, .group = GROUPS, .v = c->version, .text = c->text};
    for (int a = 1; a <= c->namend; a++) {
        if (c->amend[a].made == c->version) {
            b.who = whose(&c->amend[a].credit);
            b.group = (uint8_t)credit_group(r, &c->amend[a].credit);
        }
    }
    l->version = c->version;
    add(s, &l->beats, b);
}

// What one voice says. Who left, or was moved to another table, objects no more.
static void look_voice(struct story *s, const struct room *r, int table, struct strand *l,
                       const struct clause *c, int id, bool hat)
{
    const struct person *who = r->person[id];
    const struct stance *said = hat ? &voice_of(c, id)->hat_said : &voice_of(c, id)->said;
    uint8_t group = hat ? who->hat : who->group;
    uint16_t *raised = &l->raised[id][hat];
    bool objects_now = group < GROUPS && sits_at(who, table) && objects(said);
    struct beat b = {.group = group, .who = id};
    if (objects_now == (*raised != 0))
        return;
    if (objects_now) {
        b.kind = BEAT_OBJECT;
        b.what = field_names(FIELD_REASON)[said->reason];
        b.text = said->why;
        *raised = c->version;
    } else {
        b.kind = BEAT_MOVE;
        b.eased = sits_at(who, table) && c->version > *raised;
        b.what =
            sits_at(who, table) && said->set ? field_names(FIELD_STANCE)[said->stance] : "gone";
        *raised = 0;
    }
    add(s, &l->beats, b);
}

static void look_voices(struct story *s, const struct room *r, int table, struct strand *l,
                        const struct clause *c)
{
    for (int id = 1; id <= r->npeople; id++) {
        if (!c->voice[id])
            continue;
        look_voice(s, r, table, l, c, id, false);
        if (r->person[id]->hat < GROUPS || l->raised[id][1])
            look_voice(s, r, table, l, c, id, true);
    }
}

static void look_commits(struct story *s, const struct room *r, struct strand *l,
                         const struct clause *c)
{
    for (int k = 1; k <= COMMITS_MAX; k++) {
        const struct commitment *it = &c->commit[k];
        bool there = k <= c->ncommit && !it->gone;
        if (there == l->committed[k])
            continue;
        l->committed[k] = there;
        add(s, &l->beats,
            (struct beat){.kind = there ? BEAT_COMMIT : BEAT_UNCOMMIT,
                          .group = (uint8_t)credit_group(r, &it->credit),
                          .who = whose(&it->credit),
                          .what = field_names(FIELD_RESOURCE)[it->kind],
                          .amount = it->amount,
                          .text = it->text});
    }
}

static void look_carrier(struct story *s, const struct room *r, struct strand *l,
                         const struct clause *c)
{
    if (c->carrier == l->carrier)
        return;
    struct beat b = {.kind = BEAT_UNCARRY, .group = GROUPS, .who = l->carrier};
    if (c->carrier) {
        uint8_t group = c->carry_hat < GROUPS ? c->carry_hat : r->person[c->carrier]->group;
        b = (struct beat){.kind = BEAT_CARRY, .group = group, .who = c->carrier, .text = c->due};
    }
    l->carrier = c->carrier;
    add(s, &l->beats, b);
}

static void look_state(struct story *s, struct strand *l, const struct clause *c)
{
    uint8_t was = l->state;
    if (c->parked != l->parked && c->state != CLAUSE_DROPPED)
        add_plain(s, &l->beats, c->parked ? BEAT_PARK : BEAT_UNPARK);
    l->parked = c->parked;
    l->state = c->state;
    if (c->state == was)
        return;
    if (c->state == CLAUSE_DROPPED || c->state == CLAUSE_ADOPTED)
        add_plain(s, &l->beats, c->state == CLAUSE_DROPPED ? BEAT_DROP : BEAT_ADOPT);
    else if (was == CLAUSE_ADOPTED && !c->parked)
        add_plain(s, &l->beats, BEAT_REOPEN);
}

static struct strand *begin_strand(struct story *s, const struct room *r, struct table_story *t,
                                   int n, const struct clause *c)
{
    struct strand *l = arena_new(s->arena, struct strand);
    s->full |= !l;
    if (!l)
        return NULL;
    *l = (struct strand){.t = s->t, .n = (uint8_t)n, .version = c->version};
    l->who = whose(&c->credit);
    l->group = c->group < GROUPS ? c->group : (uint8_t)credit_group(r, &c->credit);
    l->text = keep(s, c->text);
    if (t->last)
        t->last->next = l;
    else
        t->first = l;
    t->last = t->at[n] = l;
    return l;
}

static void look_clause(struct story *s, const struct room *r, int table, int n, bool proposed)
{
    struct table_story *t = &s->table[table];
    const struct clause *c = r->table[table].clause[n];
    struct strand *l = proposed || !t->at[n] ? begin_strand(s, r, t, n, c) : t->at[n];
    if (!l || (l->state == CLAUSE_DROPPED && c->state == CLAUSE_DROPPED))
        return;
    look_version(s, r, l, c);
    look_voices(s, r, table, l, c);
    look_commits(s, r, l, c);
    look_carrier(s, r, l, c);
    look_state(s, l, c);
}

static void look_table(struct story *s, const struct room *r, int table, int proposed)
{
    struct table_story *t = &s->table[table];
    const struct table *is = &r->table[table];
    for (int n = 1; n <= is->nclauses; n++)
        look_clause(s, r, table, n, n == proposed);
    if (is->base != t->base)
        add(s, &t->beats, (struct beat){.kind = BEAT_BASE, .group = GROUPS, .groups = is->base});
    t->base = is->base;
    if (is->report_done && !t->report)
        add_plain(s, &t->beats, BEAT_REPORT);
    t->report = is->report_done;
}

static void look_room(struct story *s, const struct room *r)
{
    const struct clock *k = &r->clock;
    if (k->phase != s->phase || r->ended != s->ended)
        add(s, &s->beats,
            (struct beat){.kind = BEAT_PHASE, .group = GROUPS, .what = phase_name(room_phase(r))});
    if (k->paused != s->paused)
        add_plain(s, &s->beats, k->paused ? BEAT_PAUSE : BEAT_RESUME);
    s->phase = k->phase;
    s->ended = r->ended;
    s->paused = k->paused;
    for (; s->nnotes < r->nnotes; s->nnotes++) {
        const struct said *note = &r->note[s->nnotes];
        if (s->notes)
            add(s, &s->beats,
                (struct beat){
                    .kind = BEAT_NOTE, .group = GROUPS, .who = note->by, .text = note->text});
    }
}

// They come often, and move nothing that is told.
static bool is_idle(enum act_type type)
{
    return type == ACT_PRESENCE || type == ACT_CRED || type == ACT_DRAFT || type == ACT_NOTICE ||
           type == ACT_TALE || type == ACT_RATE || type == ACT_IDEA || type == ACT_READY;
}

void story_note(struct story *s, const struct room *r, const struct act *e, uint64_t t)
{
    if (!s->from)
        s->from = t;
    s->t = t;
    look_room(s, r);
    if (is_idle(e->type))
        return;
    int own = e->by > 0 ? r->person[e->by]->table : 0;
    int proposed = e->type == ACT_PROPOSE ? (int)VAL(e, PROPOSE, CLAUSE).i : 0;
    for (int i = 1; i <= r->ntables; i++)
        if (!own || i == own)
            look_table(s, r, i, i == own ? proposed : 0);
}

// Writing: times are milliseconds after the first event

struct page {
    const struct story *s;
    const struct room *r;
    struct jw *w;
    struct pen pen;
};

static void put_t(const struct page *g, uint64_t t)
{
    jw_kint(g->w, "t", (int64_t)(MAX(t, g->s->from) - g->s->from));
}

static void put_group(const struct page *g, int group)
{
    if (group < GROUPS)
        jw_kcstr(g->w, "g", group_name((enum group)group));
}

// The group that is told of somebody, once for all they do.
static int group_of(const struct page *g, int who)
{
    const struct person *p = who > 0 ? g->r->person[who] : NULL;
    return p && p->table && p->group < GROUPS ? p->group : GROUPS;
}

static void put_who(const struct page *g, int who, int group)
{
    if (who)
        pen_actor(&g->pen, "who", who);
    if (group != group_of(g, who))
        put_group(g, group);
}

static void put_beat(const struct page *g, const struct beat *b)
{
    jw_obj(g->w);
    put_t(g, b->t);
    jw_kcstr(g->w, "k", beats[b->kind].name);
    put_who(g, b->who, b->group);
    if (b->what)
        jw_kcstr(g->w, "what", b->what);
    if (b->groups)
        pen_set(&g->pen, "groups", FIELD_GROUPS, b->groups);
    if (b->eased)
        jw_kbool(g->w, "eased", true);
    if (b->v)
        jw_kint(g->w, "v", b->v);
    if (b->amount)
        jw_kint(g->w, "amount", b->amount);
    pen_text(&g->pen, "text", b->text);
    jw_end(g->w);
}

static void put_beats(const struct page *g, const char *key, const struct beats *list)
{
    jw_karr(g->w, key);
    for (const struct beat *b = list->first; b; b = b->next)
        put_beat(g, b);
    jw_end(g->w);
}

static const char *const states[] = {"open", "adopted", "parked", "dropped"};

// How it stood after the last wording that is told.
static struct str last_text(const struct strand *l)
{
    struct str text = l->text;
    for (const struct beat *b = l->beats.first; b; b = b->next)
        text = b->kind == BEAT_VERSION ? b->text : text;
    return text;
}

static void put_strand(const struct page *g, int table, const struct strand *l)
{
    const struct clause *c = g->r->table[table].clause[l->n];
    bool last = g->s->table[table].at[l->n] == l;
    jw_obj(g->w);
    jw_kint(g->w, "n", l->n);
    put_t(g, l->t);
    put_who(g, l->who, l->group);
    jw_kcstr(g->w, "state", states[last ? c->state : CLAUSE_DROPPED]);
    pen_text(&g->pen, "first", l->text);
    if (last && !str_eq(c->text, last_text(l)))
        pen_text(&g->pen, "text", c->text);
    put_beats(g, "beats", &l->beats);
    jw_end(g->w);
}

static void put_clauses(const struct page *g, int table)
{
    jw_karr(g->w, "clauses");
    for (const struct strand *l = g->s->table[table].first; l; l = l->next)
        put_strand(g, table, l);
    jw_end(g->w);
}

static void put_cards(const struct page *g, const struct table *t)
{
    const struct scenario *sc = g->r->sc;
    jw_karr(g->w, "injects");
    for (int i = 0; i < t->ninjects; i++) {
        jw_obj(g->w);
        put_t(g, t->inject[i].t);
        pen_text2(&g->pen, "title", &sc->injects[t->inject[i].inject].title);
        jw_end(g->w);
    }
    jw_end(g->w);
    jw_karr(g->w, "calls");
    for (int i = 0; i < t->ncalls; i++) {
        const struct called *c = &t->call[i];
        jw_obj(g->w);
        put_t(g, c->t);
        pen_actor(&g->pen, "who", c->by);
        pen_text2(&g->pen, "title",
                  c->owner ? &sc->roles[c->expert].title : &sc->experts[c->expert].title);
        jw_end(g->w);
    }
    jw_end(g->w);
}

// The strand that has the clause's number now, by its place among the table's.
static int place_of(const struct table_story *t, int n)
{
    int at = 0;
    for (const struct strand *l = t->first; l && l != t->at[n]; l = l->next)
        at++;
    return at;
}

// What a table did, by the time that was played: the negotiation, without pauses.
struct played {
    struct tally_input in; // as the tallies read it
    struct tally_input at; // the same, by that time
    struct tally tally;
    uint64_t from; // Unix milliseconds: the negotiation's beginning
};

static bool is_negotiation(const struct beat *b)
{
    return b->kind == BEAT_PHASE && b->what == phase_name(PHASE_POOLING);
}

static int64_t played_ms(const struct story *s, uint64_t until)
{
    bool runs = false, paused = false;
    uint64_t since = 0, sum = 0;
    for (const struct beat *b = s->beats.first; b && b->t <= until; b = b->next) {
        if (runs && !paused)
            sum += b->t - since;
        since = b->t;
        if (b->kind == BEAT_PHASE)
            runs = is_negotiation(b);
        if (b->kind == BEAT_PAUSE || b->kind == BEAT_RESUME)
            paused = b->kind == BEAT_PAUSE;
    }
    return (int64_t)(runs && !paused && until > since ? sum + until - since : sum);
}

static uint64_t time_of(const struct page *g, int table, const struct played *p, int act)
{
    if (act < 0)
        return p->from;
    return g->r->table[table].pool_began + (uint64_t)p->in.acts[act].at_ms;
}

static uint64_t negotiation_from(const struct story *s)
{
    for (const struct beat *b = s->beats.first; b; b = b->next)
        if (is_negotiation(b))
            return b->t;
    return s->from;
}

static bool play(const struct page *g, int table, struct played *p)
{
    static const struct tally_cases none;
    if (!outcome_open(g->r, table) || !room_tally_input(g->r, table, &p->in))
        return false;
    struct tally_act *acts = arena_new_n(g->s->arena, struct tally_act, p->in.n_acts);
    if (!acts)
        return false;
    tally_compute(&p->in, &tally_thresholds_1, &none, &p->tally);
    p->at = p->in;
    p->at.acts = acts;
    p->at.phase2_ms = played_ms(g->s, g->s->t);
    p->from = negotiation_from(g->s);
    for (size_t i = 0; i < p->in.n_acts; i++) {
        acts[i] = p->in.acts[i];
        acts[i].at_ms = played_ms(g->s, time_of(g, table, p, (int)i));
    }
    return true;
}

static void put_mark(const struct page *g, int table, const struct played *p, int kind,
                     const struct tally_mark *m)
{
    static const char *const names[MOMENTS] = {"first_hand", "all_hands", "compromise",
                                               "longest",    "silent",    "typist"};
    jw_obj(g->w);
    put_t(g, time_of(g, table, p, m->act));
    jw_kcstr(g->w, "k", names[kind]);
    if (m->clause >= 0)
        jw_kint(g->w, "c", place_of(&g->s->table[table], m->clause + 1));
    put_who(g, m->person != TALLY_NOBODY ? p->in.people[m->person].number : 0, m->group);
    if (m->ms)
        jw_kint(g->w, "ms", m->ms);
    if (m->acts.y) {
        jw_kint(g->w, "x", m->acts.x);
        jw_kint(g->w, "y", m->acts.y);
    }
    jw_end(g->w);
}

static void put_marks(const struct page *g, int table, const struct played *p)
{
    struct tally_mark marks[MOMENTS];
    tally_course(&p->at, &tally_thresholds_1, marks);
    jw_karr(g->w, "marks");
    for (int k = 0; k < MOMENTS; k++)
        if (marks[k].known && (k != MOMENT_TYPIST || g->s->notes))
            put_mark(g, table, p, k, &marks[k]);
    jw_end(g->w);
}

// Minute by minute of the phase, whose initiative it was; `over`: it came from another group.
static void put_lead(const struct page *g, int table, const struct played *p)
{
    static const char *const kinds[TALLY_KINDS] = {
        [TALLY_PROPOSE] = "propose", [TALLY_AMEND] = "amend", [TALLY_CARRY] = "carry"};
    const char *lead = p->tally.lead;
    jw_karr(g->w, "lead");
    for (int i = 0; lead[i]; i++) {
        int at = p->tally.lead_act[i];
        const struct tally_act *act = &p->at.acts[at];
        jw_obj(g->w);
        put_t(g, time_of(g, table, p, at));
        jw_kint(g->w, "m", act->at_ms / 60000);
        jw_kstr(g->w, "g", (struct str){&lead[i], 1});
        jw_kcstr(g->w, "k", kinds[act->kind]);
        jw_kint(g->w, "c", place_of(&g->s->table[table], act->clause + 1));
        if (i > 0 && lead[i] != lead[i - 1])
            jw_kbool(g->w, "over", true);
        jw_end(g->w);
    }
    jw_end(g->w);
}

static void put_handovers(const struct page *g, const struct tally *tally)
{
    static const char *const as[CHANCES] = {"few_acts", "alike", "more", "fewer"};
    struct tally_handovers h = tally_handovers(tally->lead);
    jw_kobj(g->w, "handovers");
    jw_kint(g->w, "seen", h.seen);
    jw_kint(g->w, "of", h.of);
    jw_kint(g->w, "expected", h.expected);
    jw_kcstr(g->w, "as", tally->k < 2 ? as[CHANCE_FEW_ACTS] : as[h.as]);
    jw_end(g->w);
}

static void put_tallied(const struct page *g, int table)
{
    struct played p;
    if (!play(g, table, &p))
        return;
    put_lead(g, table, &p);
    put_handovers(g, &p.tally);
    put_marks(g, table, &p);
}

static void put_table(const struct page *g, int table)
{
    const struct table *t = &g->r->table[table];
    char id[ID_TEXT_MAX];
    jw_obj(g->w);
    jw_kcstr(g->w, "id", id_text(id, "t", (unsigned)table));
    put_clauses(g, table);
    put_beats(g, "beats", &g->s->table[table].beats);
    put_cards(g, t);
    if (t->report_done)
        pen_text(&g->pen, "title", t->report[0].text);
    put_tallied(g, table);
    jw_end(g->w);
}

static void put_person(const struct page *g, int id)
{
    const struct person *p = g->r->person[id];
    pen_key_id(&g->pen, "p", (unsigned)id);
    jw_obj(g->w);
    pen_text(&g->pen, "name", p->name);
    pen_id(&g->pen, "table", "t", p->table);
    put_group(g, group_of(g, id));
    if (p->table && p->seat < g->r->sc->n_roles)
        jw_kint(g->w, "role", p->seat);
    jw_end(g->w);
}

static void put_people(const struct page *g)
{
    int withheld = 0;
    jw_kobj(g->w, "people");
    for (int id = 1; id <= g->r->npeople; id++) {
        put_person(g, id);
        withheld += g->r->person[id]->name.n == 0;
    }
    jw_end(g->w);
    jw_kint(g->w, "withheld", withheld); // whose name is not told, nor any word
}

static void put_decisions(struct jw *w)
{
    jw_karr(w, "decisions");
    for (size_t i = 0; i < ARRAY_LEN(beats); i++)
        if (beats[i].decision)
            jw_cstr(w, beats[i].name);
    jw_end(w);
}

bool story_write(const struct story *s, const struct room *r, struct jw *w)
{
    struct page g = {.s = s, .r = r, .w = w, .pen = {.w = w, .all = true}};
    jw_kcstr(w, "lang", field_names(FIELD_LANG)[r->lang]);
    pen_text2(&g.pen, "title", &r->sc->title);
    jw_karr(w, "roles");
    for (int i = 0; i < r->sc->n_roles; i++)
        jw_text2(w, &r->sc->roles[i].title);
    jw_end(w);
    put_decisions(w);
    put_people(&g);
    put_beats(&g, "beats", &s->beats);
    jw_karr(w, "tables");
    for (int t = 1; t <= r->ntables; t++)
        put_table(&g, t);
    jw_end(w);
    return !s->full;
}
