// Where the room keeps what people typed. Inside core only; views of the room.
#ifndef CORE_SLOTS_H
#define CORE_SLOTS_H

#include "core/parts.h"
#include "core/room_state.h"

struct slot {
    struct str *text, *who; // who: NULL when nobody else writes in it
    int by;                 // whose it is where `who` does not say otherwise
};

typedef void slot_fn(void *ctx, const struct slot *slot);

// All that people wrote, but their names and what opens their seat; facilitators' words are not
// here. Whoever changes the texts of clauses calls slots_reworded afterwards.
void slots_each(struct room *r, slot_fn *each, void *ctx);
void slots_reworded(struct room *r);
// What that person may have before their eyes at their table, the sheets first: of the other
// groups', what they have shown.
void slots_before(const struct room *r, int person, slot_fn *each, void *ctx);
// The text of several that a field of an event writes, before it is applied; text NULL: none.
struct slot slot_of(const struct room *r, const struct act *e, int field);

// Takes out the words of that person.
void slot_forget(const struct slot *slot, int person);

#endif
