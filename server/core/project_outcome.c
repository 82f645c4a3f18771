/* A table's outcome: what the tallies counted, once everybody has answered for themselves. Ratings
   are left out: nobody's may be guessed from it. */
#include "base/util.h"
#include "core/project.h"
#include "core/tally_num.h"

static void put_of(const struct pen *p, const char *key, struct tally_of of)
{
    jw_karr(p->w, key);
    jw_int(p->w, of.x);
    jw_int(p->w, of.y);
    jw_end(p->w);
}

/* A share of one with four decimals: no screen shows more. */
static void put_share(const struct pen *p, const char *key, struct tally_frac f)
{
    if (!pen_has(p, key, f.den != 0))
        return;
    int64_t n = (int64_t)(frac_value(f) * 10000 + 0.5);
    char text[24] = "0.0000", digits[20];
    int len = 0, at = 0;
    int64_t whole = n / 10000, rest = n % 10000;
    do
        digits[len++] = (char)('0' + whole % 10);
    while (whole /= 10);
    while (len)
        text[at++] = digits[--len];
    text[at++] = '.';
    for (int64_t unit = 1000; unit; unit /= 10)
        text[at++] = (char)('0' + rest / unit % 10);
    jw_raw(p->w, (struct str){text, (size_t)at});
}

static void put_shares(const struct pen *p, const char *key, uint8_t groups,
                       const struct tally_frac *list)
{
    jw_kobj(p->w, key);
    for (int g = 0; g < GROUPS; g++)
        put_share(p, group_name((enum group)g), groups >> g & 1 ? list[g] : (struct tally_frac){0});
    jw_end(p->w);
}

static void put_model(const struct pen *p, const char *key, enum tally_model model)
{
    static const char *const names[] = {[TALLY_MODEL_M] = "M",
                                        [TALLY_MODEL_C] = "C",
                                        [TALLY_MODEL_O] = "O",
                                        [TALLY_MODEL_SHARED] = "shared",
                                        [TALLY_MODEL_MIXED] = "mixed"};
    if (pen_has(p, key, model != TALLY_MODEL_NONE))
        jw_cstr(p->w, names[model]);
}

static void put_story(const struct pen *p, const struct tally *t)
{
    put_shares(p, "origin", t->seated, t->origin);
    put_shares(p, "carried_by", t->seated, t->carried_by);
    put_model(p, "model_declared", t->declared);
    put_model(p, "model_computed", t->computed);
    put_of(p, "hands2", t->hands2);
    put_of(p, "hands_all", t->hands_all);
    jw_kobj(p->w, "concessions");
    for (int g = 0; g < GROUPS; g++)
        jw_kint(p->w, group_name((enum group)g), t->concessions[g]);
    jw_end(p->w);
}

static void put_grid(const struct pen *p, const struct tally *t)
{
    jw_kobj(p->w, "grid");
    for (int s = 0; s < TALLY_SCALES; s++) {
        jw_kobj(p->w, field_names(FIELD_SCALES)[s]);
        for (int g = 0; g < GROUPS; g++)
            jw_kint(p->w, group_name((enum group)g), t->grid[s][g]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_objections(const struct pen *p, const struct tally *t)
{
    jw_kobj(p->w, "objections");
    jw_kint(p->w, "raised", t->raised);
    jw_kint(p->w, "compromise", t->compromise);
    jw_kint(p->w, "withdrawn", t->withdrawn);
    jw_kint(p->w, "standing", t->standing);
    jw_end(p->w);
}

static void put_adopted(const struct pen *p, const char *key, const struct tally_input *in,
                        const struct tally *t, bool adopted)
{
    jw_karr(p->w, key);
    for (int i = 0; i < t->n_clauses; i++)
        if (t->clauses[i].adopted == adopted)
            jw_str(p->w, in->clauses[t->clauses[i].clause]);
    jw_end(p->w);
}

static void put_counts(const struct pen *p, const struct tally *t)
{
    static const char *const final[TALLY_STANCES] = {"unsaid", "support", "live", "object"};
    const struct {
        const char *key;
        int32_t n;
    } plain[] = {
        {"n", t->n},     {"k", t->k},     {"m", t->m},       {"scales", t->scales},
        {"soc", t->soc}, {"eco", t->eco}, {"both", t->both}, {"beyond_norm", t->beyond_norm}};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        jw_kint(p->w, plain[i].key, plain[i].n);
    put_of(p, "engaged", t->engaged);
    put_of(p, "mobilised", t->mobilised);
    put_of(p, "planned", t->planned);
    put_of(p, "solidarity", t->solidarity);
    put_of(p, "collective", t->collective);
    put_of(p, "voice_final", t->voice_final);
    put_of(p, "reasons", t->reasons);
    put_of(p, "amend_cross", t->amend_cross);
    jw_kobj(p->w, "final");
    for (int s = 0; s < TALLY_STANCES; s++)
        jw_kint(p->w, final[s], t->final[s]);
    jw_end(p->w);
}

static void put_tally(const struct pen *p, const struct tally_input *in, const struct tally *t)
{
    jw_kobj(p->w, "tally");
    jw_kcstr(p->w, "rules", t->rules);
    jw_kcstr(p->w, "thresholds", t->thresholds);
    pen_set(p, "seated", FIELD_GROUPS, t->seated);
    put_adopted(p, "adopted", in, t, true);
    put_counts(p, t);
    put_story(p, t);
    put_objections(p, t);
    put_grid(p, t);
    jw_end(p->w);
}

static int carried(const struct tally *t)
{
    int n = 0;
    for (int i = 0; i < t->n_clauses; i++)
        n += t->clauses[i].adopted && t->clauses[i].carriers;
    return n;
}

void project_outcome(const struct pen *p, const struct room *r, int table)
{
    static const struct tally_cases no_cases;
    struct tally_input in;
    struct tally tally;
    /* Back in the negotiation, finals and objections are hidden again. */
    bool open = r->table[table].unlocked && phase_reached(r, PHASE_REPORT);
    if (!pen_has(p, "outcome", open && room_tally_input(r, table, &in)))
        return;
    tally_compute(&in, &tally_thresholds_1, &no_cases, &tally);
    jw_obj(p->w);
    put_adopted(p, "adopted", &in, &tally, true);
    put_adopted(p, "open", &in, &tally, false);
    jw_kint(p->w, "carried", carried(&tally));
    put_objections(p, &tally);
    put_tally(p, &in, &tally);
    jw_end(p->w);
}
