// Writing of the tallies, in the shape of the vectors' `expected`.
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/tally_json.h"
#include "core/act.h"
#include "core/tally_num.h"

static const char *const group_key[TALLY_GROUPS] = {"M", "C", "O"};
static const char *const scale_key[TALLY_SCALES] = {"local", "mrc", "region", "beyond"};

// As in the vectors; NULL for TALLY_MODEL_NONE.
static const char *model_name(enum tally_model model)
{
    static const char *const name[] = {
        [TALLY_MODEL_M] = "municipal", [TALLY_MODEL_C] = "citoyen",
        [TALLY_MODEL_O] = "organisme", [TALLY_MODEL_SHARED] = "partagé dès le départ",
        [TALLY_MODEL_MIXED] = "mixte",
    };
    return name[model];
}

struct writer {
    struct jw *jw;
    int decimals;
};

struct str tally_number(double value, int decimals, char out[TALLY_NUMBER_MAX])
{
    int n = snprintf(out, TALLY_NUMBER_MAX, "%.*f", decimals, value);
    CHECK(n > 0 && n < TALLY_NUMBER_MAX);
    while (out[n - 1] == '0' && out[n - 2] != '.') {
        n--;
    }
    struct str number = {out, (size_t)n};
    return str_eq_cstr(number, "-0.0") ? STR("0.0") : number;
}

static void put_number(const struct writer *o, double value)
{
    char text[TALLY_NUMBER_MAX];
    jw_raw(o->jw, tally_number(value, o->decimals, text));
}

static void put_value(const struct writer *o, struct tally_frac frac)
{
    if (frac.den == 0) {
        jw_null(o->jw);
    } else {
        put_number(o, frac_value(frac));
    }
}

static void put_frac(const struct writer *o, const char *key, struct tally_frac frac)
{
    jw_key(o->jw, key);
    put_value(o, frac);
}

static void put_real(const struct writer *o, const char *key, struct tally_real real)
{
    jw_key(o->jw, key);
    if (real.known) {
        put_number(o, real.value);
    } else {
        jw_null(o->jw);
    }
}

static void put_of(const struct writer *o, const char *key, struct tally_of of)
{
    jw_karr(o->jw, key);
    jw_int(o->jw, of.x);
    jw_int(o->jw, of.y);
    jw_end(o->jw);
}

// Objects keep the groups of `groups` only, in the order M, C, O.
static void put_fracs(const struct writer *o, const char *key, uint8_t groups,
                      const struct tally_frac *list)
{
    jw_kobj(o->jw, key);
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (groups & TALLY_BIT(g)) {
            put_frac(o, group_key[g], list[g]);
        }
    }
    jw_end(o->jw);
}

static void put_ints(const struct writer *o, const char *key, uint8_t groups, const int32_t *list)
{
    jw_kobj(o->jw, key);
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (groups & TALLY_BIT(g)) {
            jw_kint(o->jw, group_key[g], list[g]);
        }
    }
    jw_end(o->jw);
}

static void write_roster(const struct writer *o, const struct tally_input *in,
                         const struct tally *t)
{
    jw_kint(o->jw, "n", t->n);
    jw_kint(o->jw, "eligible", t->eligible);
    jw_karr(o->jw, "seated");
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (t->seated & TALLY_BIT(g)) {
            jw_cstr(o->jw, group_key[g]);
        }
    }
    jw_end(o->jw);
    jw_kint(o->jw, "clauses", t->n_clauses);
    jw_karr(o->jw, "adopted");
    for (int i = 0; i < t->n_clauses; i++) {
        if (t->clauses[i].adopted) {
            jw_str(o->jw, in->clauses[t->clauses[i].clause]);
        }
    }
    jw_end(o->jw);
}

static void write_story(const struct writer *o, const struct tally *t)
{
    put_fracs(o, "origin", t->seated, t->origin);
    put_fracs(o, "carried_by", t->seated, t->carried_by);
    put_real(o, "carry_even", t->carry_even);
    put_frac(o, "shift_TV", t->shift);
    put_frac(o, "toward_citizens", t->toward_citizens);
    jw_kcstr(o->jw, "model_declared", model_name(t->declared));
    jw_kcstr(o->jw, "model_computed", model_name(t->computed));
    put_of(o, "hands2", t->hands2);
    put_of(o, "hands_all", t->hands_all);
}

static void write_objections(const struct writer *o, const struct tally *t)
{
    jw_kobj(o->jw, "objections");
    jw_kint(o->jw, "raised", t->raised);
    jw_kint(o->jw, "compromise", t->compromise);
    jw_kint(o->jw, "withdrawn", t->withdrawn);
    jw_kint(o->jw, "standing", t->standing);
    put_frac(o, "rate", t->compromise_rate);
    jw_end(o->jw);
    put_ints(o, "concessions", t->seated, t->concessions);
    put_of(o, "reasons", t->reasons);
    put_of(o, "amend_cross", t->amend_cross);
}

static void write_finals(const struct writer *o, const struct tally *t)
{
    jw_kobj(o->jw, "final");
    for (int s = TALLY_SUPPORT; s <= TALLY_OBJECT; s++) {
        jw_key(o->jw, field_names(FIELD_STANCE)[s - TALLY_SUPPORT]);
        if (t->final_sealed) {
            jw_null(o->jw);
        } else {
            jw_int(o->jw, t->final[s]);
        }
    }
    if (t->final_sealed) {
        jw_kcstr(o->jw, "reason", "sealed");
    }
    jw_end(o->jw);
}

static void write_counts(const struct writer *o, const struct tally *t)
{
    jw_kobj(o->jw, "grid");
    for (int s = 0; s < TALLY_SCALES; s++) {
        put_ints(o, scale_key[s], t->seated, t->grid[s]);
    }
    jw_end(o->jw);
    jw_kint(o->jw, "scales", t->scales);
    jw_kint(o->jw, "soc", t->soc);
    jw_kint(o->jw, "eco", t->eco);
    jw_kint(o->jw, "both", t->both);
    jw_kint(o->jw, "beyond_norm", t->beyond_norm);
    put_of(o, "engaged", t->engaged);
    put_of(o, "mobilised", t->mobilised);
    put_of(o, "planned", t->planned);
    put_of(o, "solidarity", t->solidarity);
    put_of(o, "collective", t->collective);
    put_of(o, "voice_final", t->voice_final);
    write_finals(o, t);
    put_frac(o, "complementarity", t->complementarity);
}

static void write_acts(const struct writer *o, const struct tally_input *in, const struct tally *t)
{
    jw_kobj(o->jw, "acts");
    for (size_t p = 0; p < in->n_people; p++) {
        jw_key_str(o->jw, in->people[p].id);
        put_value(o, t->acts[p]);
    }
    jw_end(o->jw);
    jw_kint(o->jw, "silent", t->silent);
    put_real(o, "J_person", t->j_person);
    put_frac(o, "gini_c", t->gini);
    put_real(o, "J_group", t->j_group);
    put_fracs(o, "rep_ratio", t->seated, t->rep_ratio);
}

static void write_networks(const struct writer *o, const struct tally *t)
{
    jw_kobj(o->jw, "EI");
    jw_kint(o->jw, "E", t->ei_external);
    jw_kint(o->jw, "I", t->ei_internal);
    put_frac(o, "raw", t->ei_raw);
    put_frac(o, "chance", t->ei_chance);
    put_frac(o, "adj", t->ei_adjusted);
    jw_end(o->jw);
    jw_kobj(o->jw, "handover");
    jw_kcstr(o->jw, "seq", t->lead);
    put_frac(o, "obs", t->hand_seen);
    put_frac(o, "exp", t->hand_expected);
    put_frac(o, "ratio", t->hand_ratio);
    jw_end(o->jw);
    jw_kobj(o->jw, "follow");
    jw_kint(o->jw, "ties", t->ties);
    put_frac(o, "density", t->follow_density);
    put_frac(o, "central", t->follow_central);
    jw_end(o->jw);
}

static void write_peer(const struct writer *o, const struct tally_peer *peer)
{
    jw_kobj(o->jw, "peer");
    if (peer->suppressed == TALLY_SEALED) {
        jw_knull(o->jw, "raters");
        jw_knull(o->jw, "pairs");
    } else {
        put_of(o, "raters", peer->raters);
        put_of(o, "pairs", peer->pairs);
    }
    jw_kbool(o->jw, "shown", peer->suppressed == TALLY_SHOWN);
    if (peer->suppressed == TALLY_SEALED) {
        jw_kcstr(o->jw, "reason", "sealed");
    }
    if (peer->suppressed == TALLY_SHOWN) {
        put_frac(o, "density_1_5", peer->density);
        put_frac(o, "density01", peer->density01);
        put_frac(o, "density_ge4", peer->density_high);
        put_frac(o, "central", peer->central);
        put_real(o, "cv", peer->cv);
        jw_kint(o->jw, "relied_on", peer->relied_on);
    }
    jw_end(o->jw);
}

static void write_gain(const struct writer *o, const struct tally_gain *gain)
{
    if (!gain->known) {
        return;
    }
    jw_kobj(o->jw, "gain");
    put_fracs(o, "u", gain->groups, gain->u);
    put_frac(o, "mean", gain->mean);
    put_frac(o, "min", gain->min);
    put_real(o, "nash_geo", gain->nash);
    put_frac(o, "trade", gain->trade);
    jw_end(o->jw);
}

// In byte order: beyond, from:, help:, local, mrc, region, to:.
static void write_features(const struct writer *o, const struct tally_features *f)
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
    jw_karr(o->jw, "features");
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        if (list[i].there) {
            jw_cstr(o->jw, list[i].text);
        }
    }
    jw_end(o->jw);
}

static void write_cases(const struct writer *o, const struct tally_cases *cases,
                        const struct tally *t)
{
    if (!t->compared) {
        return;
    }
    write_features(o, &t->features);
    jw_kobj(o->jw, "cases");
    for (size_t i = 0; i < cases->n; i++) {
        jw_key_str(o->jw, cases->list[i].key);
        put_value(o, t->overlap[i]);
    }
    jw_end(o->jw);
}

void tally_json_write(struct jw *w, const struct tally_input *in, const struct tally_cases *cases,
                      const struct tally *tally, int decimals)
{
    const struct writer o = {w, CLAMP(decimals, 1, TALLY_DECIMALS_MAX)};
    jw_obj(w);
    write_roster(&o, in, tally);
    write_story(&o, tally);
    write_objections(&o, tally);
    write_counts(&o, tally);
    write_acts(&o, in, tally);
    write_networks(&o, tally);
    write_peer(&o, &tally->peer);
    write_gain(&o, &tally->gain);
    write_cases(&o, cases, tally);
    jw_end(w);
}
