// What is told beside the log (relays.def): who may, and to whom, as of now.
#ifndef CORE_RELAY_H
#define CORE_RELAY_H

#include "base/str.h"
#include "core/room.h"
#include "core/topic.h"

enum relay {
#define RELAY(NAME, name, topics, meaning) RELAY_##NAME,
#include "core/relays.def"
    RELAYS
};

const char *relay_name(enum relay relay);
enum relay relay_by_name(struct str name); // RELAYS: none
// Whether a person of the room may tell this to those who read the topic: it goes to topics of that
// kind, and the person may read it too.
bool room_may_relay(const struct room *r, int person, enum relay relay, struct topic to);

#endif
