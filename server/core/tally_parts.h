// The parts of tally_compute; each fills its own fields of a result that starts zeroed.
// Inside the tallies only. The parts run in the order they are declared here and read what the
// earlier ones filled.
#ifndef TABLEE_CORE_TALLY_PARTS_H
#define TABLEE_CORE_TALLY_PARTS_H

#include "core/tally_sets.h"

struct tally_parts {
    const struct sets *sets;
    const struct tally_thresholds *thresholds;
    const struct tally_cases *cases;
};

void tally_part_roster(const struct tally_parts *parts, struct tally *out);
void tally_part_clauses(const struct tally_parts *parts, struct tally *out);
void tally_part_story(const struct tally_parts *parts, struct tally *out);
void tally_part_counts(const struct tally_parts *parts, struct tally *out);
void tally_part_acts(const struct tally_parts *parts, struct tally *out);
void tally_part_network(const struct tally_parts *parts, struct tally *out);
void tally_part_peer(const struct tally_parts *parts, struct tally *out);
void tally_part_gain(const struct tally_parts *parts, struct tally *out);
void tally_part_cases(const struct tally_parts *parts, struct tally *out);

// Pielou's evenness over `seats` places; undefined with one place or nothing to share.
struct tally_real tally_evenness(const struct tally_frac *weights, size_t n, int seats);
// Entropy in nats of weights that sum to `total`, not 0.
double tally_entropy(const struct tally_frac *weights, size_t n, struct tally_frac total);
struct tally_frac tally_sum(const struct tally_frac *weights, size_t n);

#endif
