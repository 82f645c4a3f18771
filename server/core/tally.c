#include "core/tally.h"

#include "core/limits.h"
#include <string.h>

#include "base/util.h"
#include "core/tally_parts.h"

const struct tally_thresholds tally_thresholds_1 = {
    .version = "thresholds-1",
    .eligible_percent = ELIGIBLE_PERCENT,
    .raters_percent = RATERS_PERCENT,
    .raters_from = RATERS_FROM,
    .relied_on = RELIED_ON,
    .rated_high = RATED_HIGH,
    .model_top = MODEL_TOP_PERCENT / 100.0,
    .model_lead = MODEL_LEAD_PERCENT / 100.0,
    .model_shared = MODEL_SHARED_PERCENT / 100.0,
    .silent_ms = SILENT_MS,
    .typist_percent = TYPIST_PERCENT,
    .typist_from = TYPIST_FROM,
    .no_adoption_ms = NO_ADOPTION_MS,
    .objection_ms = OBJECTION_MS,
    .idle_ms = IDLE_MS,
};

void tally_input_init(struct tally_input *in)
{
    memset(in, 0, sizeof *in);
    in->rules = rules(RULES_VERSION);
    in->phase2_ms = 20 * 60 * 1000;
}

struct tally_person tally_make_person(struct str id, enum tally_group group, int64_t in_ms)
{
    return (struct tally_person){
        .id = id, .group = (uint8_t)group, .in_ms = in_ms, .left_ms = TALLY_STAYED};
}

struct tally_act tally_make_act(enum tally_kind kind, int by, int clause)
{
    return (struct tally_act){.kind = (uint8_t)kind,
                              .by = (int8_t)by,
                              .first = TALLY_NOBODY,
                              .hat = TALLY_NO_HAT,
                              .clause = (int16_t)clause};
}

void tally_part_roster(const struct tally_parts *parts, struct tally *out)
{
    const struct sets *r = parts->sets;
    out->rules = r->in->rules->tally;
    out->thresholds = parts->thresholds->version;
    out->n = (int32_t)r->in->n_people;
    out->k = r->k;
    out->seated = r->seated;
    out->seated_by_hat = r->seated & (uint8_t)~r->primary;
    for (size_t p = 0; p < r->in->n_people; p++) {
        int64_t needed = r->in->phase2_ms * parts->thresholds->eligible_percent;
        if (tally_present_ms(r->in, p) * 100 >= needed)
            out->eligible_people |= TALLY_BIT(p);
    }
    out->eligible = tally_bits(out->eligible_people);
}

static void check_input(const struct tally_input *in)
{
    CHECK(in->n_people <= TALLY_PEOPLE_MAX);
    CHECK(in->n_clauses <= TALLY_CLAUSES_MAX);
    CHECK(in->n_acts <= TALLY_ACTS_MAX);
}

void tally_compute(const struct tally_input *in, const struct tally_thresholds *thresholds,
                   const struct tally_cases *cases, struct tally *out)
{
    static void (*const part[])(const struct tally_parts *, struct tally *) = {
        tally_part_roster, tally_part_clauses, tally_part_story,
        tally_part_counts, tally_part_acts,    tally_part_network,
        tally_part_peer,   tally_part_gain,    tally_part_cases,
    };
    check_input(in);
    struct sets sets;
    struct sets_clause clauses[TALLY_CLAUSES_MAX];
    struct sets_lead lead;
    sets_start(&sets, in, clauses, &lead);
    sets_acts(&sets, 0);
    struct tally_parts parts = {&sets, thresholds, cases};
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        part[i](&parts, out);
}
