// Who plays where nobody sits: what a robot would do now, by what its person may read, the table's
// script (script.h) and a seed. Pure: the same is done each time it is asked.
#ifndef ROBOT_ROBOT_H
#define ROBOT_ROBOT_H

#include "base/arena.h"
#include "core/seen.h"

// False when there is nothing to do yet. The act is by `seen->me`, without a time; its texts are
// the scenario's, the room's, or in the arena.
bool robot_next(const struct seen *seen, uint64_t seed, struct arena *texts, struct act *out);
// Thousandths of the phase before anybody of that table does anything after it.
unsigned robot_pause(const struct act *done, uint64_t seed);

#endif
