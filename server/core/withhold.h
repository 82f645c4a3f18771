/* The words that a replay withholds: what those typed who do not agree to be quoted, and what they
   wrote together with others: a text that several write is told when all who wrote in it agree.
   A struct withheld lives in the arena it was made in and borrows the room that is replayed. */
#ifndef CORE_WITHHOLD_H
#define CORE_WITHHOLD_H

#include "core/room.h"

struct withheld;

/* `told[p]`: the words of person p may be told; copied. NULL when the arena is full. */
struct withheld *withheld_new(struct arena *arena, const struct room *room,
                              const bool told[PEOPLE_MAX + 1]);
/* Of an event that room_can_apply holds for, before it is made true: texts that may not be told are
   as if they had been forgotten. False when the arena is full. */
bool withhold(struct withheld *held, struct act *event);

#endif
