// Where an event's words go. Inside core only.
#ifndef CORE_SLOT_PUT_H
#define CORE_SLOT_PUT_H

#include "core/act.h"
#include "core/room_state.h"

// Puts the words of the field into a text, and whose they are into `who`; whoever wrote nothing of
// it is left out. The event's author is the text's, after.
void slot_put(struct room *r, struct str *text, struct str *who, const struct act *e, int field);

#endif
