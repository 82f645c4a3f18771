// Why somebody cannot have what they ask for: the host's own words of the wire, and those that it
// shares with the rules (core/refusals.def); whoever compares one says it by its name here.
#ifndef TABLEE_HOST_REASONS_H
#define TABLEE_HOST_REASONS_H

#include "core/room.h"

#define UNKNOWN_ROOM    "unknown_room"
#define ROOM_GONE       "room_gone" // of whoever has been there
#define UNREADABLE_ROOM "unreadable_room"
#define NO_SCENARIO     "no_scenario"
#define HELD_ELSEWHERE  "elsewhere" // by another server
#define BUSY            "busy"
#define BAD_TOKEN       "bad_token"
#define BAD_KEY         "bad_key"
#define WRONG_CODE      "wrong_code"
#define NO_FILE         "no_file"
#define NO_CONSENT      "no_consent"
#define STORE_FAILS     "store"
#define SOUND_OFF       "sound_off"

#define FULL         refusal_name(REFUSED_FULL)
#define NO_SUCH_ITEM refusal_name(REFUSED_NO_SUCH_ITEM)
#define OUT_OF_RANGE refusal_name(REFUSED_RANGE)

#endif
