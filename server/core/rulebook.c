#include "core/rulebook.h"

#include <stddef.h>

// By version, from 1.
static const struct rules table[RULES_VERSION] = {
    {.version = 1, .tally = "tally-1"},
    {
        .version = 2,
        .tally = "tally-2",
        .carriers_of_carried = true,
        .ties_in_order = true,
        .raters_mark = true,
        .from_base = true,
        .label_clauses = 4,
        .credit_confirmed = true,
        .asked_again = true,
    },
    {
        .version = 3,
        .tally = "tally-2",
        .carriers_of_carried = true,
        .ties_in_order = true,
        .raters_mark = true,
        .from_base = true,
        .label_clauses = 4,
        .credit_confirmed = true,
        .asked_again = true,
        .parted = true,
    },
    {
        .version = 4,
        .tally = "tally-2",
        .carriers_of_carried = true,
        .ties_in_order = true,
        .raters_mark = true,
        .from_base = true,
        .label_clauses = 4,
        .credit_confirmed = true,
        .asked_again = true,
        .parted = true,
        .seconded = true,
        .told_once = true,
    },
};

const struct rules *rules(int64_t version)
{
    return version >= 1 && version <= RULES_VERSION ? &table[version - 1] : NULL;
}
