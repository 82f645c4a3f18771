// Numbers for people of whom nothing is told but what they said of each other: they follow from
// that alone, so that whoever renumbers the people, or has them speak in another order, finds the
// same. Only those whom nothing that was said sets apart stand in the order they came in, of which
// there is nothing to learn.
#ifndef TABLEE_CORE_NAMELESS_H
#define TABLEE_CORE_NAMELESS_H

#include "core/tally.h"

struct nameless {
    int n;
    uint64_t own[TALLY_PEOPLE_MAX];                    // what each said of themselves
    uint16_t said[TALLY_PEOPLE_MAX][TALLY_PEOPLE_MAX]; // [by][of]
};

// at[i] is who comes i-th.
void nameless_order(const struct nameless *w, uint8_t at[TALLY_PEOPLE_MAX]);

#endif
