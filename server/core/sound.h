// Who hears whom: the place whose sound somebody gives and takes, as of now. What is said there is
// the host's to carry (host/sound.h), and in no log.
#ifndef CORE_SOUND_H
#define CORE_SOUND_H

#include "core/room.h"

enum sound_kind {
    SOUND_NOWHERE, // they hear nobody, and nobody hears them
    SOUND_TABLE,
    SOUND_GROUP, // of a table, while groups work apart
    SOUND_HALL,  // all tables together
};

struct sound_place {
    enum sound_kind kind;
    int table, group; // of a table, of a group; else 0
};

enum { SOUND_NAME_MAX = 24 };

struct sound_place room_sound_place(const struct room *room, int person);
// "t3", "t3-M", "hall"; "" for nowhere.
void sound_place_name(struct sound_place place, char out[SOUND_NAME_MAX]);
bool room_has_sound(const struct room *room);
bool room_is_hushed(const struct room *room, int person); // a facilitator keeps them closed

#endif
