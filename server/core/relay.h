// What is told beside the log (relays.def): who may, and to whom, as of now.
#ifndef CORE_RELAY_H
#define CORE_RELAY_H

#include "base/str.h"
#include "core/room.h"
#include "core/topic.h"

enum relay {
#define RELAY(NAME, name, who, topics, meaning) RELAY_##NAME,
#include "core/relays.def"
    RELAYS
};

const char *relay_name(enum relay relay);
enum relay relay_by_name(struct str name); // RELAYS: none
// Its readers are not told who it was.
bool relay_is_unnamed(enum relay relay);
// Whether somebody, as struct act's `by`, may tell this now to those who read the topic: it is
// theirs to tell, it goes to topics of that kind, and they may read it too.
bool room_may_relay(const struct room *r, int by, enum relay relay, struct topic to);

#endif
