// Who gets which role: the order in which seats are given, asked by the room when somebody sits and
// by `tablee check`, which holds a scenario to every table that this order can make.
#ifndef CORE_SEATING_H
#define CORE_SEATING_H

#include "core/scenario.h"

// The first role of the group that is not among the taken (bit i: role i); when all of them are
// played, its first one, which is then doubled. -1: the group has no role.
int seating_next(const struct scenario *sc, int group, unsigned taken);
// The roles that are played, as bits, once so many people sat in each group.
unsigned seating_of(const struct scenario *sc, const int people[SCENARIO_GROUPS]);

#endif
