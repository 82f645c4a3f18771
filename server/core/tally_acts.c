// Who acted how much, and who followed whose lead.
#include "base/util.h"
#include "core/tally_parts.h"

struct tally_frac tally_sum(const struct tally_frac *weights, size_t n)
{
    struct tally_frac sum = frac_zero;
    for (size_t i = 0; i < n; i++)
        sum = frac_add(sum, weights[i]);
    return sum;
}

double tally_entropy(const struct tally_frac *weights, size_t n, struct tally_frac total)
{
    double entropy = 0;
    for (size_t i = 0; i < n; i++) {
        if (weights[i].num > 0) {
            double share = frac_value(frac_div(weights[i], total));
            entropy -= share * num_ln(share);
        }
    }
    return entropy;
}

struct tally_real tally_evenness(const struct tally_frac *weights, size_t n, int seats)
{
    struct tally_frac total = tally_sum(weights, n);
    if (seats < 2 || total.num == 0)
        return (struct tally_real){0, false};
    return (struct tally_real){tally_entropy(weights, n, total) / num_ln(seats), true};
}

static void sort_fracs(struct tally_frac *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct tally_frac item = list[i];
        size_t at = i;
        for (; at > 0 && frac_cmp(list[at - 1], item) > 0; at--)
            list[at] = list[at - 1];
        list[at] = item;
    }
}

// Corrected Gini: sum of (2i - n - 1) x_i over (n - 1) sum of x_i, ascending.
static struct tally_frac gini(struct tally_frac *list, size_t n)
{
    struct tally_frac sum = frac_zero;
    sort_fracs(list, n);
    for (size_t i = 0; i < n; i++) {
        int64_t weight = 2 * (int64_t)(i + 1) - (int64_t)n - 1;
        sum = frac_add(sum, frac_mul(frac_make(weight, 1), list[i]));
    }
    struct tally_frac most = frac_mul(frac_make((int64_t)n - 1, 1), tally_sum(list, n));
    return frac_div(sum, most);
}

static void count_people(const struct sets *r, struct tally *out)
{
    struct tally_frac counted[TALLY_PEOPLE_MAX] = {{0, 0}};
    size_t n = 0;
    for (size_t p = 0; p < r->in->n_people; p++) {
        out->acts[p] = tally_sum(r->acts[p], TALLY_GROUPS);
        out->silent += out->acts[p].num == 0;
        if (TALLY_HAS(out->eligible_people, p))
            counted[n++] = out->acts[p];
    }
    out->j_person = tally_evenness(counted, n, (int)n);
    out->gini = n > 1 ? gini(counted, n) : frac_undefined;
}

static void split_entropy(const struct sets *r, struct tally *out)
{
    struct tally_frac total = tally_sum(out->group_acts, TALLY_GROUPS);
    if (total.num == 0)
        return;
    double all = 0;
    for (size_t p = 0; p < r->in->n_people; p++)
        all += tally_entropy(r->acts[p], TALLY_GROUPS, total);
    double between = tally_entropy(out->group_acts, TALLY_GROUPS, total);
    out->h_total = (struct tally_real){all, true};
    out->h_between = (struct tally_real){between, true};
    out->h_within = (struct tally_real){MAX(all - between, 0), true};
}

static void count_groups(const struct sets *r, struct tally *out)
{
    int64_t minutes[TALLY_GROUPS] = {0}, everyone = 0;
    for (int g = 0; g < TALLY_GROUPS; g++)
        out->group_acts[g] = frac_zero;
    for (size_t p = 0; p < r->in->n_people; p++) {
        minutes[r->in->people[p].group] += tally_present_ms(r->in, p);
        for (int g = 0; g < TALLY_GROUPS; g++)
            out->group_acts[g] = frac_add(out->group_acts[g], r->acts[p][g]);
    }
    struct tally_frac total = tally_sum(out->group_acts, TALLY_GROUPS);
    for (int g = 0; g < TALLY_GROUPS; g++)
        everyone += minutes[g];
    for (int g = 0; g < TALLY_GROUPS; g++) {
        struct tally_frac share = frac_div(out->group_acts[g], total);
        out->rep_ratio[g] = frac_div(share, frac_make(minutes[g], everyone));
    }
    out->j_group = tally_evenness(out->group_acts, TALLY_GROUPS, out->k);
}

void tally_part_acts(const struct tally_parts *parts, struct tally *out)
{
    count_people(parts->sets, out);
    count_groups(parts->sets, out);
    split_entropy(parts->sets, out);
}

// Networks

static void find_ei(const struct sets *r, struct tally *out)
{
    uint32_t proposers = 0;
    int external = 0, internal = 0;
    for (int i = 0; i < r->n_clauses; i++)
        proposers |= sets_people(r->clause[r->order[i]].proposers);
    for (size_t p = 0; p < r->in->n_people; p++) {
        for (size_t q = 0; q < r->in->n_people; q++) {
            if (p == q || !TALLY_HAS(proposers, q))
                continue;
            bool same = r->in->people[p].group == r->in->people[q].group;
            bool acted = TALLY_HAS(r->dyads[p], q);
            internal += same;
            external += !same;
            out->ei_internal += acted && same;
            out->ei_external += acted && !same;
        }
    }
    if (out->k < 2)
        return;
    int e = out->ei_external, i = out->ei_internal;
    struct tally_frac outward = frac_make(e, external), inward = frac_make(i, internal);
    out->ei_raw = frac_make(e - i, e + i);
    out->ei_chance = frac_make(external - internal, external + internal);
    out->ei_adjusted = frac_div(frac_sub(outward, inward), frac_add(outward, inward));
}

// Version 1 of the rules did not ask who was an author first.
static uint32_t all_authors(const struct sets *r, int person)
{
    uint32_t authors = 0;
    for (int i = 0; i < r->n_clauses; i++) {
        const struct sets_clause *c = &r->clause[r->order[i]];
        authors |= TALLY_HAS(c->givers, person) ? sets_people(c->proposers) | c->amenders : 0;
    }
    return authors;
}

static void find_follow(const struct sets *r, struct tally *out)
{
    int degree[TALLY_PEOPLE_MAX] = {0}, most = 0, n = out->n;
    int64_t below = 0;
    for (int p = 0; p < n; p++) {
        uint32_t authors = r->in->rules->ties_in_order ? r->follows[p] : all_authors(r, p);
        out->follows[p] = authors & ~TALLY_BIT(p);
    }
    for (int p = 0; p < n; p++) {
        out->ties += tally_bits(out->follows[p]);
        for (int q = 0; q < n; q++)
            degree[q] += (int)TALLY_HAS(out->follows[p], q);
    }
    for (int p = 0; p < n; p++)
        most = MAX(most, degree[p]);
    for (int p = 0; p < n; p++)
        below += most - degree[p];
    out->follow_density = frac_make(out->ties, (int64_t)n * (n - 1));
    if (out->ties > 0)
        out->follow_central = frac_make(below, (int64_t)(n - 1) * (n - 1));
}

static void find_handover(const struct sets *r, struct tally *out)
{
    const struct sets_lead *lead = r->lead;
    int64_t changes = 0, same = 0, length = lead->n;
    int64_t count[UINT8_MAX + 1] = {0};
    for (int i = 0; i < lead->n; i++) {
        out->lead[i] = lead->group[i];
        out->lead_act[i] = lead->act[i];
        changes += i > 0 && lead->group[i] != lead->group[i - 1];
        same += 2 * count[(uint8_t)lead->group[i]]++;
    }
    if (length < 2 || out->k < 2)
        return;
    int64_t pairs = length * (length - 1);
    out->hand_seen = frac_make(changes, length - 1);
    out->hand_expected = frac_make(pairs - same, pairs);
    out->hand_ratio = frac_div(out->hand_seen, out->hand_expected);
}

void tally_part_network(const struct tally_parts *parts, struct tally *out)
{
    find_ei(parts->sets, out);
    find_follow(parts->sets, out);
    find_handover(parts->sets, out);
}
