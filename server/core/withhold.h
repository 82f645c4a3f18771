/* The words that a replay withholds: of those who do not agree to be quoted, everything they typed.
   A struct withheld lives in the arena it was made in and borrows the room that is replayed. */
#ifndef CORE_WITHHOLD_H
#define CORE_WITHHOLD_H

#include "core/room.h"

struct withheld;

/* `told[p]`: the words of person p may be told; copied. NULL when the arena is full. */
struct withheld *withheld_new(struct arena *arena, const struct room *room,
                              const bool told[PEOPLE_MAX + 1]);
/* Before the event is made true: its texts become as if they had been forgotten. False when the
   arena is full. */
bool withhold(struct withheld *held, struct act *event);

#endif
