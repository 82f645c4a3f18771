// Where the project started, who ended up carrying it, and which known case that is like.
#include "base/util.h"
#include "core/tally_parts.h"

#define NEAR 1e-9 // 0.6 - 0.4 is below 0.2 in floating point

// Adds one clause's share to each group, equal between the voices on it.
static void share_clause(const uint32_t voices[TALLY_GROUPS], struct tally_frac sums[TALLY_GROUPS])
{
    int all = 0;
    for (int g = 0; g < TALLY_GROUPS; g++)
        all += tally_bits(voices[g]);
    for (int g = 0; g < TALLY_GROUPS && all > 0; g++)
        sums[g] = frac_add(sums[g], frac_make(tally_bits(voices[g]), all));
}

static void find_shares(const struct sets *r, struct tally *out)
{
    for (int g = 0; g < TALLY_GROUPS; g++)
        out->origin[g] = out->carried_by[g] = frac_zero;
    int carried = 0;
    for (int i = 0; i < out->n_clauses; i++) {
        if (out->clauses[i].adopted) {
            const struct sets_clause *c = &r->clause[out->clauses[i].clause];
            share_clause(c->proposers, out->origin);
            share_clause(c->carriers, out->carried_by);
            carried += c->carried_by != 0;
            out->begun += c->proposed_by != 0;
        }
    }
    struct tally_frac adopted = frac_make(out->m, 1), begun = frac_make(out->begun, 1);
    struct tally_frac shared = r->in->rules->carriers_of_carried ? frac_make(carried, 1) : adopted;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        out->origin[g] = frac_div(out->origin[g], begun);
        out->carried_by[g] = frac_div(out->carried_by[g], shared);
    }
}

static struct tally_frac find_shift(const struct tally *out)
{
    struct tally_frac sum = frac_zero;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        struct tally_frac step = frac_sub(out->origin[g], out->carried_by[g]);
        step.num = step.num < 0 ? -step.num : step.num;
        sum = frac_add(sum, step);
    }
    return frac_mul(sum, frac_make(1, 2));
}

static enum tally_model model_of_base(uint8_t base)
{
    static const enum tally_model alone[] = {
        [1 << TALLY_M] = TALLY_MODEL_M,
        [1 << TALLY_C] = TALLY_MODEL_C,
        [1 << TALLY_O] = TALLY_MODEL_O,
    };
    if (tally_bits(base) > 1)
        return TALLY_MODEL_SHARED;
    return base == 0 ? TALLY_MODEL_NONE : alone[base];
}

static enum tally_model model_of_shares(const struct tally_thresholds *t, const struct tally *out,
                                        const struct tally_frac origin[TALLY_GROUPS])
{
    double top = -1, second = -1, least = 2;
    int leader = 0;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        if (!TALLY_HAS(out->seated, g))
            continue;
        double share = frac_value(origin[g]);
        least = MIN(least, share);
        if (share > top) {
            second = top;
            top = share;
            leader = g;
        } else {
            second = MAX(second, share);
        }
    }
    if (top >= t->model_top - NEAR && top - second >= t->model_lead - NEAR)
        return (enum tally_model)(TALLY_MODEL_M + leader);
    return least >= t->model_shared / out->k - NEAR ? TALLY_MODEL_SHARED : TALLY_MODEL_MIXED;
}

static enum tally_model model_of_origin(const struct tally_thresholds *t, const struct tally *out)
{
    bool enough = out->begun >= 2 && out->k >= 2;
    return enough ? model_of_shares(t, out, out->origin) : TALLY_MODEL_NONE;
}

// The shares of origin with one clause more, or with `less` one less, of that distribution.
static bool stays(const struct tally_parts *parts, const struct tally *out,
                  const struct tally_frac clause[TALLY_GROUPS], bool less)
{
    struct tally_frac origin[TALLY_GROUPS];
    struct tally_frac n = frac_make(out->begun, 1),
                      then = frac_make(out->begun + (less ? -1 : 1), 1);
    for (int g = 0; g < TALLY_GROUPS; g++) {
        struct tally_frac sum = frac_mul(out->origin[g], n);
        sum = less ? frac_sub(sum, clause[g]) : frac_add(sum, clause[g]);
        origin[g] = frac_div(sum, then);
    }
    return model_of_shares(parts->thresholds, out, origin) == out->computed;
}

// A whole clause of one group moves the shares most, so no mixed one need be tried.
static bool outlives_one(const struct tally_parts *parts, const struct tally *out)
{
    const struct sets *r = parts->sets;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        struct tally_frac whole[TALLY_GROUPS] = {frac_zero, frac_zero, frac_zero};
        whole[g] = frac_make(1, 1);
        if (TALLY_HAS(out->seated, g) && !stays(parts, out, whole, false))
            return false;
    }
    for (int i = 0; i < out->n_clauses; i++) {
        const struct tally_clause *c = &out->clauses[i];
        struct tally_frac its[TALLY_GROUPS] = {frac_zero, frac_zero, frac_zero};
        share_clause(r->clause[c->clause].proposers, its);
        if (c->adopted && c->proposed_by != 0 && !stays(parts, out, its, true))
            return false;
    }
    return true;
}

static bool is_sure(const struct tally_parts *parts, const struct tally *out)
{
    int needed = parts->sets->in->rules->label_clauses;
    bool one_group = out->computed >= TALLY_MODEL_M && out->computed <= TALLY_MODEL_O;
    if (out->computed == TALLY_MODEL_NONE)
        return false;
    return needed == 0 || (out->m >= needed && (!one_group || outlives_one(parts, out)));
}

void tally_part_story(const struct tally_parts *parts, struct tally *out)
{
    find_shares(parts->sets, out);
    if (out->m > 0 && out->k >= 2) {
        out->carry_even = tally_evenness(out->carried_by, TALLY_GROUPS, out->k);
        out->shift = find_shift(out);
        if (TALLY_HAS(out->seated, TALLY_C))
            out->toward_citizens = frac_sub(out->carried_by[TALLY_C], out->origin[TALLY_C]);
    }
    out->declared = model_of_base(parts->sets->base);
    out->computed = model_of_origin(parts->thresholds, out);
    out->label_sure = is_sure(parts, out);
}

// Comparison with the cases

static uint8_t highest(const struct tally_frac shares[TALLY_GROUPS])
{
    uint8_t top = 0;
    struct tally_frac best = frac_zero;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        int order = frac_cmp(shares[g], best);
        if (order > 0) {
            best = shares[g];
            top = 0;
        }
        if (order >= 0 && shares[g].num > 0)
            top |= (uint8_t)TALLY_BIT(g);
    }
    return top;
}

static struct tally_features find_features(const struct sets *r, const struct tally *out)
{
    struct tally_features f = {.from = highest(out->origin), .to = highest(out->carried_by)};
    if (r->in->rules->from_base && r->base != 0)
        f.from = r->base;
    for (int i = 0; i < out->n_clauses; i++) {
        if (out->clauses[i].adopted) {
            f.help |= out->clauses[i].hands;
            f.scales |= out->clauses[i].scales;
        }
    }
    f.help &= (uint8_t)(~(f.from | f.to));
    return f;
}

static struct tally_frac overlap(const struct tally_features *f, const struct tally_case *c)
{
    int shared = tally_bits(f->from & c->from) + tally_bits(f->to & c->to) +
                 tally_bits(f->help & c->help) + tally_bits(f->scales & c->scales);
    int all = tally_bits(f->from | c->from) + tally_bits(f->to | c->to) +
              tally_bits(f->help | c->help) + tally_bits(f->scales | c->scales);
    return frac_make(shared, all);
}

void tally_part_cases(const struct tally_parts *parts, struct tally *out)
{
    if (out->m == 0)
        return;
    out->compared = true;
    out->features = find_features(parts->sets, out);
    for (size_t i = 0; i < parts->cases->n; i++)
        out->overlap[i] = overlap(&out->features, &parts->cases->list[i]);
}
