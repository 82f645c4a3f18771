// Writing of the tallies, in the shape of the vectors' `expected`.
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/tally_json.h"
#include "core/tally_num.h"

static const char *const group_key[TALLY_GROUPS] = {"M", "C", "O"};
static const char *const scale_key[TALLY_SCALES] = {"local", "mrc", "region", "beyond"};

const char *tally_model_name(enum tally_model model)
{
    static const char *const name[] = {
        [TALLY_MODEL_M] = "municipal", [TALLY_MODEL_C] = "citoyen",
        [TALLY_MODEL_O] = "organisme", [TALLY_MODEL_SHARED] = "partagé dès le départ",
        [TALLY_MODEL_MIXED] = "mixte",
    };
    return name[model];
}

// Four decimals, the zeros at the end taken off but for one; never a negative zero.
static void put_number(struct jw *w, double value)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%.4f", value);
    CHECK(n > 0 && (size_t)n < sizeof text);
    while (text[n - 1] == '0' && text[n - 2] != '.') {
        n--;
    }
    struct str number = {text, (size_t)n};
    jw_raw(w, str_eq_cstr(number, "-0.0") ? STR("0.0") : number);
}

static void put_value(struct jw *w, struct tally_frac frac)
{
    if (frac.den == 0) {
        jw_null(w);
    } else {
        put_number(w, frac_value(frac));
    }
}

static void put_frac(struct jw *w, const char *key, struct tally_frac frac)
{
    jw_key(w, key);
    put_value(w, frac);
}

static void put_real(struct jw *w, const char *key, struct tally_real real)
{
    jw_key(w, key);
    if (real.known) {
        put_number(w, real.value);
    } else {
        jw_null(w);
    }
}

static void put_of(struct jw *w, const char *key, struct tally_of of)
{
    jw_karr(w, key);
    jw_int(w, of.x);
    jw_int(w, of.y);
    jw_end(w);
}

// Objects keep the groups of `groups` only, in the order M, C, O.
static void put_fracs(struct jw *w, const char *key, uint8_t groups, const struct tally_frac *list)
{
    jw_kobj(w, key);
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (groups & TALLY_BIT(g)) {
            put_frac(w, group_key[g], list[g]);
        }
    }
    jw_end(w);
}

static void put_ints(struct jw *w, const char *key, uint8_t groups, const int32_t *list)
{
    jw_kobj(w, key);
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (groups & TALLY_BIT(g)) {
            jw_kint(w, group_key[g], list[g]);
        }
    }
    jw_end(w);
}

static void write_roster(struct jw *w, const struct tally_input *in, const struct tally *t)
{
    jw_kint(w, "n", t->n);
    jw_kint(w, "eligible", t->eligible);
    jw_karr(w, "seated");
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (t->seated & TALLY_BIT(g)) {
            jw_cstr(w, group_key[g]);
        }
    }
    jw_end(w);
    jw_kint(w, "clauses", t->n_clauses);
    jw_karr(w, "adopted");
    for (int i = 0; i < t->n_clauses; i++) {
        if (t->clauses[i].adopted) {
            jw_str(w, in->clauses[t->clauses[i].clause]);
        }
    }
    jw_end(w);
}

static void write_story(struct jw *w, const struct tally *t)
{
    put_fracs(w, "origin", t->seated, t->origin);
    put_fracs(w, "carried_by", t->seated, t->carried_by);
    put_real(w, "carry_even", t->carry_even);
    put_frac(w, "shift_TV", t->shift);
    put_frac(w, "toward_citizens", t->toward_citizens);
    jw_kcstr(w, "model_declared", tally_model_name(t->declared));
    jw_kcstr(w, "model_computed", tally_model_name(t->computed));
    put_of(w, "hands2", t->hands2);
    put_of(w, "hands_all", t->hands_all);
}

static void write_objections(struct jw *w, const struct tally *t)
{
    jw_kobj(w, "objections");
    jw_kint(w, "raised", t->raised);
    jw_kint(w, "compromise", t->compromise);
    jw_kint(w, "withdrawn", t->withdrawn);
    jw_kint(w, "standing", t->standing);
    put_frac(w, "rate", t->compromise_rate);
    jw_end(w);
    put_ints(w, "concessions", t->seated, t->concessions);
    put_of(w, "reasons", t->reasons);
    put_of(w, "amend_cross", t->amend_cross);
}

static void write_counts(struct jw *w, const struct tally *t)
{
    jw_kobj(w, "grid");
    for (int s = 0; s < TALLY_SCALES; s++) {
        put_ints(w, scale_key[s], t->seated, t->grid[s]);
    }
    jw_end(w);
    jw_kint(w, "scales", t->scales);
    jw_kint(w, "soc", t->soc);
    jw_kint(w, "eco", t->eco);
    jw_kint(w, "both", t->both);
    jw_kint(w, "beyond_norm", t->beyond_norm);
    put_of(w, "engaged", t->engaged);
    put_of(w, "mobilised", t->mobilised);
    put_of(w, "planned", t->planned);
    put_of(w, "solidarity", t->solidarity);
    put_of(w, "collective", t->collective);
    put_of(w, "voice_final", t->voice_final);
    jw_kobj(w, "final");
    jw_kint(w, "support", t->final[TALLY_SUPPORT]);
    jw_kint(w, "live", t->final[TALLY_LIVE]);
    jw_kint(w, "object", t->final[TALLY_OBJECT]);
    jw_end(w);
    put_frac(w, "complementarity", t->complementarity);
}

static void write_acts(struct jw *w, const struct tally_input *in, const struct tally *t)
{
    jw_kobj(w, "acts");
    for (size_t p = 0; p < in->n_people; p++) {
        jw_key_str(w, in->people[p].id);
        put_value(w, t->acts[p]);
    }
    jw_end(w);
    jw_kint(w, "silent", t->silent);
    put_real(w, "J_person", t->j_person);
    put_frac(w, "gini_c", t->gini);
    put_real(w, "J_group", t->j_group);
    put_fracs(w, "rep_ratio", t->seated, t->rep_ratio);
}

static void write_networks(struct jw *w, const struct tally *t)
{
    jw_kobj(w, "EI");
    jw_kint(w, "E", t->ei_external);
    jw_kint(w, "I", t->ei_internal);
    put_frac(w, "raw", t->ei_raw);
    put_frac(w, "chance", t->ei_chance);
    put_frac(w, "adj", t->ei_adjusted);
    jw_end(w);
    jw_kobj(w, "handover");
    jw_kcstr(w, "seq", t->lead);
    put_frac(w, "obs", t->hand_seen);
    put_frac(w, "exp", t->hand_expected);
    put_frac(w, "ratio", t->hand_ratio);
    jw_end(w);
    jw_kobj(w, "follow");
    jw_kint(w, "ties", t->ties);
    put_frac(w, "density", t->follow_density);
    put_frac(w, "central", t->follow_central);
    jw_end(w);
}

static void write_peer(struct jw *w, const struct tally_peer *peer)
{
    jw_kobj(w, "peer");
    put_of(w, "raters", peer->raters);
    put_of(w, "pairs", peer->pairs);
    jw_kbool(w, "shown", peer->suppressed == TALLY_SHOWN);
    if (peer->suppressed == TALLY_SHOWN) {
        put_frac(w, "density_1_5", peer->density);
        put_frac(w, "density01", peer->density01);
        put_frac(w, "density_ge4", peer->density_high);
        put_frac(w, "central", peer->central);
        put_real(w, "cv", peer->cv);
        jw_kint(w, "relied_on", peer->relied_on);
    }
    jw_end(w);
}

static void write_gain(struct jw *w, const struct tally_gain *gain)
{
    if (!gain->known) {
        return;
    }
    jw_kobj(w, "gain");
    put_fracs(w, "u", gain->groups, gain->u);
    put_frac(w, "mean", gain->mean);
    put_frac(w, "min", gain->min);
    put_real(w, "nash_geo", gain->nash);
    put_frac(w, "trade", gain->trade);
    jw_end(w);
}

// In byte order: beyond, from:, help:, local, mrc, region, to:.
static void write_features(struct jw *w, const struct tally_features *f)
{
    const struct {
        const char *text;
        bool there;
    } list[] = {
        {"beyond", f->scales & TALLY_BIT(TALLY_BEYOND)},
        {"from:C", f->from & TALLY_BIT(TALLY_C)},
        {"from:M", f->from & TALLY_BIT(TALLY_M)},
        {"from:O", f->from & TALLY_BIT(TALLY_O)},
        {"help:C", f->help & TALLY_BIT(TALLY_C)},
        {"help:M", f->help & TALLY_BIT(TALLY_M)},
        {"help:O", f->help & TALLY_BIT(TALLY_O)},
        {"local", f->scales & TALLY_BIT(TALLY_LOCAL)},
        {"mrc", f->scales & TALLY_BIT(TALLY_MRC)},
        {"region", f->scales & TALLY_BIT(TALLY_REGION)},
        {"to:C", f->to & TALLY_BIT(TALLY_C)},
        {"to:M", f->to & TALLY_BIT(TALLY_M)},
        {"to:O", f->to & TALLY_BIT(TALLY_O)},
    };
    jw_karr(w, "features");
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        if (list[i].there) {
            jw_cstr(w, list[i].text);
        }
    }
    jw_end(w);
}

static void write_cases(struct jw *w, const struct tally_cases *cases, const struct tally *t)
{
    if (!t->compared) {
        return;
    }
    write_features(w, &t->features);
    jw_kobj(w, "cases");
    for (size_t i = 0; i < cases->n; i++) {
        jw_key_str(w, cases->list[i].key);
        put_value(w, t->overlap[i]);
    }
    jw_end(w);
}

void tally_json_write(struct jw *w, const struct tally_input *in, const struct tally_cases *cases,
                      const struct tally *tally)
{
    jw_obj(w);
    write_roster(w, in, tally);
    write_story(w, tally);
    write_objections(w, tally);
    write_counts(w, tally);
    write_acts(w, in, tally);
    write_networks(w, tally);
    write_peer(w, &tally->peer);
    write_gain(w, &tally->gain);
    write_cases(w, cases, tally);
    jw_end(w);
}
