// A session told as a story, for the debrief: one document, of all tables, made by running the log
// again as recordings are made, with the words that may be given. What it tells is what the hall's
// reader might have read: clauses from the hand that proposed them to those that carry them,
// positions once they were shown, cards, calls, reports; and, once a table's tallies are open,
// whose initiative it was and the moments that they point at (tally_course.h). Facilitators' own
// has their notes too, and who typed. A story lives in the arena it was made in.
#ifndef CORE_STORY_H
#define CORE_STORY_H

#include "core/room.h"

struct story;

// NULL when the arena is full. `notes`: for facilitators.
struct story *story_new(struct arena *arena, bool notes);
// After each event was applied to the room, from the first on; `t`, Unix milliseconds, never goes
// back. Words are copied as they stood.
void story_note(struct story *s, const struct room *r, const struct act *e, uint64_t t);
// Its members, into an object that is open; false when the arena was too small for all of it.
bool story_write(const struct story *s, const struct room *r, struct jw *w);

#endif
