// What the adopted clauses are made of: the "x of y" tallies.
#include "base/util.h"
#include "core/tally_parts.h"

static bool is_collective(const struct tally_act *act, uint8_t proposed_by)
{
    switch (act->beneficiary) {
    case TALLY_FOR_UNSAID:
    case TALLY_FOR_OWN:
        return false;
    case TALLY_FOR_WIDER:
        return true;
    default:
        return !TALLY_HAS(proposed_by, act->beneficiary - TALLY_FOR_M);
    }
}

static uint8_t count_fate(const struct sets_clause *c, size_t people, enum fate fate)
{
    int n = 0;
    for (size_t p = 0; p < people; p++)
        for (int g = 0; g < TALLY_GROUPS; g++)
            n += c->episode[p][g].fate == fate;
    return (uint8_t)n;
}

static struct tally_clause describe(const struct sets *r, int16_t position)
{
    const struct sets_clause *c = &r->clause[position];
    return (struct tally_clause){
        .clause = position,
        .carriers = sets_people(c->carriers),
        .proposed_by = c->proposed_by,
        .hands = sets_hands(c),
        .carried_by = c->carried_by,
        .scales = c->act->scales,
        .dims = c->act->dims,
        .versions = (uint8_t)MIN(c->version, UINT8_MAX),
        .standing = (uint8_t)sets_standing(c),
        .compromise = count_fate(c, r->in->n_people, FATE_COMPROMISE),
        .withdrawn = count_fate(c, r->in->n_people, FATE_WITHDRAWN),
        .adopted = sets_adopted(r, c),
        .norm = c->act->norm,
        .planned = c->due,
        .mobilised = ((c->carried_by | c->committed_by) & ~c->proposed_by) != 0,
        .collective = is_collective(c->act, c->proposed_by),
    };
}

void tally_part_clauses(const struct tally_parts *parts, struct tally *out)
{
    const struct sets *r = parts->sets;
    out->n_clauses = r->n_clauses;
    for (int i = 0; i < r->n_clauses; i++) {
        out->clauses[i] = describe(r, r->order[i]);
        out->m += out->clauses[i].adopted;
    }
}

static void count_hands(const struct tally_clause *c, struct tally *out)
{
    int hands = tally_bits(c->hands);
    out->hands2.x += hands >= 2;
    out->hands_all.x += hands >= 2 && hands == out->k;
    out->carried += c->carried_by != 0;
    for (int g = 0; g < TALLY_GROUPS; g++) {
        out->from[g] += (int)TALLY_HAS(c->proposed_by, g);
        out->to[g] += (int)TALLY_HAS(c->carried_by, g);
    }
}

static void count_scales(const struct tally_clause *c, uint8_t *seen, struct tally *out)
{
    *seen |= c->scales;
    for (int s = 0; s < TALLY_SCALES; s++)
        for (int g = 0; g < TALLY_GROUPS; g++)
            out->grid[s][g] += TALLY_HAS(c->scales, s) && TALLY_HAS(c->carried_by, g);
}

static void count_clauses(struct tally *out)
{
    uint8_t scales = 0;
    for (int i = 0; i < out->n_clauses; i++) {
        const struct tally_clause *c = &out->clauses[i];
        if (!c->adopted)
            continue;
        count_hands(c, out);
        out->soc += (c->dims & TALLY_SOC) != 0;
        out->eco += (c->dims & TALLY_ECO) != 0;
        out->both += (c->dims & TALLY_SOC) && (c->dims & TALLY_ECO);
        out->beyond_norm += c->norm;
        out->mobilised.x += c->mobilised;
        out->planned.x += c->planned;
        out->collective.x += c->collective;
        count_scales(c, &scales, out);
    }
    out->scales = tally_bits(scales);
    out->hands2.y = out->hands_all.y = out->mobilised.y = out->m;
    out->planned.y = out->collective.y = out->m;
}

static void count_objections(const struct sets *r, struct tally *out)
{
    int32_t fates[FATES] = {0};
    for (int i = 0; i < r->n_clauses; i++) {
        const struct sets_clause *c = &r->clause[r->order[i]];
        for (size_t p = 0; p < r->in->n_people; p++) {
            for (int g = 0; g < TALLY_GROUPS; g++) {
                fates[c->episode[p][g].fate]++;
                out->reasons.x += c->episode[p][g].reason;
            }
        }
    }
    out->compromise = fates[FATE_COMPROMISE];
    out->withdrawn = fates[FATE_WITHDRAWN];
    out->standing = fates[FATE_STANDING];
    out->raised = out->compromise + out->withdrawn + out->standing;
    out->reasons.y = out->raised;
    out->compromise_rate = frac_make(out->compromise, out->raised);
    out->amend_cross = (struct tally_of){r->crossed, r->amendments};
    sets_concessions(r, out->concessions);
}

static uint32_t count_commitments(const struct sets *r, const struct sets_clause *c,
                                  struct tally *out)
{
    uint32_t people = sets_people(c->carriers);
    for (size_t p = 0; p < r->in->n_people; p++) {
        for (int g = 0; g < TALLY_GROUPS; g++) {
            int gifts = tally_bits(c->resources[p][g]);
            out->kinds[g] |= c->resources[p][g];
            out->solidarity.y += gifts;
            bool theirs = c->proposed_by == 0 || TALLY_HAS(c->proposed_by, g);
            out->solidarity.x += theirs ? 0 : gifts;
            people |= gifts > 0 ? TALLY_BIT(p) : 0;
        }
    }
    return people;
}

// Mean Jaccard distance between the kinds that each pair of groups put in.
static struct tally_frac complementarity(const uint32_t kinds[TALLY_GROUPS])
{
    struct tally_frac sum = frac_zero;
    int pairs = 0;
    for (int a = 0; a < TALLY_GROUPS; a++) {
        for (int b = a + 1; b < TALLY_GROUPS; b++) {
            if (kinds[a] != 0 && kinds[b] != 0) {
                int all = tally_bits(kinds[a] | kinds[b]);
                sum = frac_add(sum, frac_make(tally_bits(kinds[a] ^ kinds[b]), all));
                pairs++;
            }
        }
    }
    return frac_div(sum, frac_make(pairs, 1));
}

static void count_engaged(const struct sets *r, struct tally *out)
{
    for (int i = 0; i < out->n_clauses; i++) {
        if (out->clauses[i].adopted) {
            const struct sets_clause *c = &r->clause[out->clauses[i].clause];
            out->engaged_people |= count_commitments(r, c, out);
        }
    }
    out->engaged = (struct tally_of){tally_bits(out->engaged_people), out->n};
    out->complementarity = complementarity(out->kinds);
}

void tally_part_counts(const struct tally_parts *parts, struct tally *out)
{
    const struct tally_input *in = parts->sets->in;
    count_clauses(out);
    count_objections(parts->sets, out);
    count_engaged(parts->sets, out);
    for (size_t p = 0; p < in->n_people; p++)
        out->final[in->final[p]]++;
    out->final_sealed = in->final_sealed;
    out->voice_final = (struct tally_of){out->n - out->final[TALLY_UNSAID], out->n};
}
