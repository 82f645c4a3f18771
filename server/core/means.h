// What cards can bring, what of it was put in, and what it sums up to. A resource is spent once, at
// its table, whoever types it; what is under a condition counts once the table has ticked it. Who
// owns something and is played by nobody can be called, and lends it: a gift, and nobody's hand.
// Inside core only; owns nothing.
#ifndef CORE_MEANS_H
#define CORE_MEANS_H

#include "core/room_state.h"

// A resource of a role's card; NULL asset: the scenario has none of that name.
struct means {
    int role, index;
    const struct scenario_asset *asset;
};

struct means means_named(const struct scenario *sc, struct str id);
// The one a commitment is of; no asset when it named none.
struct means means_of(const struct scenario *sc, const struct commitment *k);

// Somebody at that table plays it; all that are played there, as bits.
bool role_seated(const struct room *r, int table, int role);
unsigned roles_seated(const struct room *r, int table);
// How many resource people and absent owners the table may still call now; and the roles, as bits,
// of the owners that it may.
int calls_left(const struct room *r, int table);
unsigned owners_to_call(const struct room *r, int table);
// The call of that role, which nobody played; NULL: it was not called.
const struct called *owner_called(const struct table *t, int role);

// What is left of it at that table: dollars, or 1 of what has no sum. 0: all is committed.
int32_t means_left(const struct room *r, int table, const struct means *m);

// What is put in counts once its clause is adopted and its condition, if any, ticked; else it
// waits. What the scenario puts outside of the sum is in neither.
struct sums {
    int64_t counted, waiting;
};
struct sums table_sums(const struct room *r, int table);

// What is left of whoever plays that role at that table, and of who lends, is told anew.
void touch_means(struct room *r, int table, int role);
// The same for all that is put on a clause that is no more.
void touch_means_on(struct room *r, int table, const struct clause *c);

#endif
