// Commands that are nearly right, and some that are absurd, for a room as it is.
// The dice are the only source of chance: the same seed gives the same commands. Texts of what is
// made live in the arena given; each holds a marker of the secrets given (secrets.h).
#ifndef TESTS_PLAY_MOVES_H
#define TESTS_PLAY_MOVES_H

#include "secrets.h"

struct moves {
    uint64_t random; // never 0
    const struct room *room;
    struct arena *texts;
    struct secrets *secrets;
    bool tame; // values stay within what the wire can say
};

uint64_t dice_seed(uint64_t seed);
uint64_t dice_next(uint64_t *random); // xorshift64*
int dice_below(uint64_t *random, int n);
bool dice_chance(uint64_t *random, int percent);

// An act that is likely at this time of the hour, by somebody who is likely to do it.
void moves_any(struct moves *m, struct act *out);
// One that this actor is likely to do.
void moves_by(struct moves *m, int by, struct act *out);

#endif
