// One robot's turn, as what it does in each phase is chosen: borrowed for the call.
#ifndef ROBOT_TURN_H
#define ROBOT_TURN_H

#include "core/seen.h"
#include "robot/script.h"

struct turn {
    const struct seen *s;
    const struct script *script;
    struct arena *texts;
    uint64_t seed;
    int at; // thousandths of the phase that are over
};

// Whether it does something; fills in the act, which is empty before.
typedef bool habit(const struct turn *t, struct act *out);

habit robot_prepares; // briefing, and phase 1
habit robot_pools;    // phase 2
habit robot_reports;  // report and conclusion

// They do not all at once what each does.
bool turn_is_due(const struct turn *t, int from, int spread);
unsigned turn_dice(const struct turn *t, unsigned what, unsigned n);
struct str turn_say(const struct turn *t, const char *fr, const char *en);
const struct scenario_role *turn_role(const struct turn *t);
// A thing that one robot does for all of its group, or of its table (GROUPS): the n-th of them.
bool turn_is_mine(const struct turn *t, int group, int n);
// NULL: they do not sit there.
const struct seen_person *turn_person(const struct turn *t, int id);
// Somebody of the group is no robot: they are left the time to do it themselves.
bool turn_has_people(const struct turn *t, int group);
// The deal that the clause is of; NULL: somebody's own.
const struct deal *turn_deal(const struct turn *t, const struct seen_clause *c);

#endif
