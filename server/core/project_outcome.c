// `outcome/T`: what the tallies counted at a table, once its people have answered for themselves.
// Counts, never scores. Of the ratings it tells one thing, on how many people the table relied, and
// not while an answer is still to come: nobody's may be guessed from it.
#include "base/util.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include "core/tally_num.h"

// What is written from, all of one moment.
struct view {
    const struct pen *p;
    const struct room *r;
    int table;
    const struct tally_input *in;
    const struct tally_cases *cases;
    const struct tally *t;
};

static void put_of(const struct pen *p, const char *key, struct tally_of of)
{
    jw_karr(p->w, key);
    jw_int(p->w, of.x);
    jw_int(p->w, of.y);
    jw_end(p->w);
}

static void put_groups(const struct pen *p, const char *key, const int32_t list[GROUPS])
{
    jw_kobj(p->w, key);
    for (int g = 0; g < GROUPS; g++)
        jw_kint(p->w, group_name((enum group)g), list[g]);
    jw_end(p->w);
}

static const char *const model_names[] = {[TALLY_MODEL_M] = "M",
                                          [TALLY_MODEL_C] = "C",
                                          [TALLY_MODEL_O] = "O",
                                          [TALLY_MODEL_SHARED] = "shared",
                                          [TALLY_MODEL_MIXED] = "mixed"};

static void put_model(const struct pen *p, const char *key, enum tally_model model)
{
    if (pen_has(p, key, model != TALLY_MODEL_NONE))
        jw_cstr(p->w, model_names[model]);
}

// What the screen says of the computed model: there may not be text enough to say it. With one
// group there is nothing to say; the first rules said what they computed.
static void put_label(const struct view *v)
{
    bool said = v->t->k >= 2 && (v->t->label_sure || v->in->rules->label_clauses > 0);
    if (pen_has(v->p, "label", said))
        jw_cstr(v->p->w, v->t->label_sure ? model_names[v->t->computed] : "unsure");
}

// What is complementary is told in words, which kinds each group brought, and never as a figure.
static void put_kinds(const struct pen *p, const struct tally *t)
{
    jw_kobj(p->w, "kinds");
    for (int g = 0; g < GROUPS; g++)
        pen_set(p, group_name((enum group)g), FIELD_RESOURCE, t->kinds[g]);
    jw_end(p->w);
}

// Adopted clauses that name a rule they exceed: listed, never scored.
static void put_beyond(const struct view *v)
{
    jw_karr(v->p->w, "beyond");
    for (int i = 0; i < v->t->n_clauses; i++)
        if (v->t->clauses[i].adopted && v->t->clauses[i].norm)
            jw_str(v->p->w, v->in->clauses[v->t->clauses[i].clause]);
    jw_end(v->p->w);
}

static void put_objections(const struct pen *p, int raised, int compromise, int withdrawn,
                           int standing)
{
    jw_kobj(p->w, "objections");
    jw_kint(p->w, "raised", raised);
    jw_kint(p->w, "compromise", compromise);
    jw_kint(p->w, "withdrawn", withdrawn);
    jw_kint(p->w, "standing", standing);
    jw_end(p->w);
}

static void put_clause(const struct pen *p, struct str id, const struct tally_clause *c)
{
    jw_obj(p->w);
    jw_kstr(p->w, "id", id);
    jw_kbool(p->w, "adopted", c->adopted);
    pen_set(p, "from", FIELD_GROUPS, c->proposed_by);
    pen_set(p, "to", FIELD_GROUPS, c->carried_by);
    pen_set(p, "hands", FIELD_GROUPS, c->hands);
    pen_set(p, "scale", FIELD_SCALES, c->scales);
    pen_set(p, "dims", FIELD_DIMS, c->dims);
    put_objections(p, c->compromise + c->withdrawn + c->standing, c->compromise, c->withdrawn,
                   c->standing);
    jw_end(p->w);
}

// Clauses that were consented to and then set aside are in no tally, but they stay open. How many
// stand in all.
static int put_clauses(const struct view *v)
{
    struct pen plain = pen_plain(v->p);
    const struct table *table = &v->r->table[v->table];
    uint64_t told = 0;
    int stand = v->t->n_clauses;
    jw_karr(v->p->w, "clauses");
    for (int i = 0; i < v->t->n_clauses; i++) {
        const struct tally_clause *c = &v->t->clauses[i];
        told |= UINT64_C(1) << c->clause;
        put_clause(&plain, v->in->clauses[c->clause], c);
    }
    for (int i = 0; i < table->nclauses; i++) {
        const struct clause *c = table->clause[i + 1];
        struct tally_clause aside = {.scales = c->scale, .dims = c->dims};
        aside.proposed_by = c->group < GROUPS ? (uint8_t)(1u << c->group) : 0;
        if (c->state == CLAUSE_DROPPED || told >> i & 1)
            continue;
        put_clause(&plain, v->in->clauses[i], &aside);
        stand++;
    }
    jw_end(v->p->w);
    return stand;
}

static void put_grid(const struct pen *p, const struct tally *t)
{
    jw_kobj(p->w, "grid");
    for (int s = 0; s < TALLY_SCALES; s++)
        put_groups(p, field_names(FIELD_SCALES)[s], t->grid[s]);
    jw_end(p->w);
}

static void put_relied(const struct view *v)
{
    static const char *const why[] = {[TALLY_FEW_ELIGIBLE] = "few_people",
                                      [TALLY_FEW_RATERS] = "few_raters",
                                      [TALLY_NO_RATING] = "no_rating",
                                      [TALLY_SEALED] = "sealed"};
    const struct tally_peer *peer = &v->t->peer;
    bool wait = room_phase(v->r) == PHASE_REPORT && answers_awaited(v->r, v->table, 0);
    bool shown = !wait && peer->suppressed == TALLY_SHOWN;
    if (pen_has(v->p, "relied", shown)) {
        jw_arr(v->p->w);
        jw_int(v->p->w, peer->relied_on);
        jw_int(v->p->w, v->t->eligible);
        jw_end(v->p->w);
    }
    if (pen_has(v->p, "relied_not", !shown))
        jw_cstr(v->p->w, wait ? "awaited" : why[peer->suppressed]);
}

// Each: seconds into the phase, group, what was done, clause.
static void put_lead(const struct view *v)
{
    static const char *const kinds[TALLY_KINDS] = {
        [TALLY_PROPOSE] = "propose", [TALLY_AMEND] = "amend", [TALLY_CARRY] = "carry"};
    jw_kint(v->p->w, "span", v->in->phase2_ms / 1000);
    jw_karr(v->p->w, "lead");
    for (int i = 0; v->t->lead[i]; i++) {
        const struct tally_act *act = &v->in->acts[v->t->lead_act[i]];
        jw_arr(v->p->w);
        jw_int(v->p->w, MAX(act->at_ms, 0) / 1000);
        jw_str(v->p->w, (struct str){&v->t->lead[i], 1});
        jw_cstr(v->p->w, kinds[act->kind]);
        jw_str(v->p->w, v->in->clauses[act->clause]);
        jw_end(v->p->w);
    }
    jw_end(v->p->w);
}

static void put_features(const struct pen *p, const char *key, struct tally_features f)
{
    jw_kobj(p->w, key);
    pen_set(p, "from", FIELD_GROUPS, f.from);
    pen_set(p, "to", FIELD_GROUPS, f.to);
    pen_set(p, "help", FIELD_GROUPS, f.help);
    pen_set(p, "scale", FIELD_SCALES, f.scales);
    jw_end(p->w);
}

static struct tally_features without(struct tally_features a, struct tally_features b)
{
    return (struct tally_features){(uint8_t)(a.from & ~b.from), (uint8_t)(a.to & ~b.to),
                                   (uint8_t)(a.help & ~b.help), (uint8_t)(a.scales & ~b.scales)};
}

static void put_case(const struct view *v, const struct tally_case *c, bool nearest)
{
    struct pen plain = pen_plain(v->p);
    struct tally_features ours = v->t->features,
                          theirs = {c->from, c->to, c->help, c->scales | c->also};
    jw_obj(v->p->w);
    jw_kstr(v->p->w, "key", c->key);
    jw_kbool(v->p->w, "nearest", nearest);
    put_features(&plain, "same", without(ours, without(ours, theirs)));
    put_features(&plain, "ours", without(ours, theirs));
    put_features(&plain, "theirs", without(theirs, ours));
    jw_end(v->p->w);
}

// Nearest first; those equally near keep the order of the coding.
static void put_cases(const struct view *v)
{
    const struct tally_cases *cases = v->cases;
    const struct tally_frac *near = v->t->overlap;
    if (!pen_has(v->p, "cases", v->t->compared && cases->n > 0))
        return;
    uint32_t told = 0;
    size_t first = 0;
    jw_arr(v->p->w);
    for (size_t n = 0; n < cases->n; n++) {
        size_t best = cases->n;
        for (size_t i = 0; i < cases->n; i++)
            if (!(told >> i & 1) && (best == cases->n || frac_cmp(near[i], near[best]) > 0))
                best = i;
        first = n == 0 ? best : first;
        told |= UINT32_C(1) << best;
        put_case(v, &cases->list[best], frac_cmp(near[best], near[first]) == 0);
    }
    jw_end(v->p->w);
}

static void put_counts(const struct pen *p, const struct tally *t)
{
    const struct {
        const char *key;
        int32_t n;
    } plain[] = {{"n", t->n},     {"m", t->m},     {"carried", t->carried}, {"scales", t->scales},
                 {"soc", t->soc}, {"eco", t->eco}, {"both", t->both}};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        jw_kint(p->w, plain[i].key, plain[i].n);
    pen_set(p, "seated", FIELD_GROUPS, t->seated);
    put_groups(p, "from", t->from);
    put_groups(p, "to", t->to);
    put_of(p, "hands2", t->hands2);
    put_of(p, "hands_all", t->hands_all);
    put_objections(p, t->raised, t->compromise, t->withdrawn, t->standing);
    put_grid(p, t);
    put_of(p, "engaged", t->engaged);
    put_of(p, "solidarity", t->solidarity);
    put_of(p, "mobilised", t->mobilised);
    put_of(p, "planned", t->planned);
    put_of(p, "collective", t->collective);
    put_kinds(p, t);
    put_of(p, "voices", t->voice_final);
    int agreed = t->final[TALLY_SUPPORT] + t->final[TALLY_LIVE];
    put_of(p, "agreed", (struct tally_of){agreed, t->n});
    put_model(p, "declared", t->declared);
    put_model(p, "computed", t->computed);
}

static void put_tally(const struct view *v)
{
    jw_obj(v->p->w);
    jw_kcstr(v->p->w, "rules", v->t->rules);
    jw_kcstr(v->p->w, "thresholds", v->t->thresholds);
    if (pen_has(v->p, "robots", v->in->robots))
        jw_bool(v->p->w, true);
    put_counts(v->p, v->t);
    put_label(v);
    put_beyond(v);
    int stand = put_clauses(v);
    put_relied(v);
    put_cases(v);
    put_lead(v);
    project_gist(v->p, v->t, stand);
    jw_end(v->p->w);
}

// Back in the negotiation, finals and objections are hidden again. A report that was passed over
// locks nothing, nor does going back to it: nobody can answer it any more.
bool outcome_open(const struct room *r, int table)
{
    bool past = room_phase(r) != PHASE_REPORT;
    return phase_reached(r, PHASE_REPORT) && (past || r->told || r->table[table].unlocked);
}

static void put_answered(const struct pen *p, const char *key, const struct room *r, int table,
                         enum scenario_difference about)
{
    struct tally_of of = {0, 0};
    for (int i = 0; i < r->sc->n_founding; i++)
        if (about == SCENARIO_DIFFERENCES || r->sc->founding[i].difference == about) {
            of.x += r->table[table].founding[i].set;
            of.y++;
        }
    put_of(p, key, of);
}

// What the founding checklist says of the co-operative difference, once a table has used it.
static void put_founding(const struct pen *p, const struct room *r, int table)
{
    bool used = false;
    for (int i = 0; i < r->sc->n_founding; i++)
        used |= r->table[table].founding[i].set;
    if (!pen_has(p, "founding", used && outcome_open(r, table)))
        return;
    jw_obj(p->w);
    put_answered(p, "answered", r, table, SCENARIO_DIFFERENCES);
    put_answered(p, "democratic", r, table, SCENARIO_DEMOCRATIC);
    put_answered(p, "collective", r, table, SCENARIO_COLLECTIVE);
    put_answered(p, "solidarity", r, table, SCENARIO_SOLIDARITY);
    jw_end(p->w);
}

void project_outcome(const struct pen *p, const struct room *r, int table)
{
    static const struct tally_cases no_cases;
    const struct tally_cases *cases = r->sc->cases ? r->sc->cases : &no_cases;
    struct tally_input in;
    struct tally tally;
    put_founding(p, r, table);
    tally_input_init(&in);
    if (!pen_has(p, "tally", outcome_open(r, table) && room_tally_input(r, table, &in)))
        return;
    tally_compute(&in, &tally_thresholds_1, cases, &tally);
    put_tally(&(struct view){p, r, table, &in, cases, &tally});
}
