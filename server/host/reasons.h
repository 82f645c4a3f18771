// Why somebody cannot have what they ask for: words of the wire that several modules say and hold
// against each other, beside those that the rules refuse acts with (core/refusals.def).
#ifndef TABLEE_HOST_REASONS_H
#define TABLEE_HOST_REASONS_H

#define UNKNOWN_ROOM    "unknown_room"
#define UNREADABLE_ROOM "unreadable_room"
#define NO_SCENARIO     "no_scenario"
#define ELSEWHERE       "elsewhere"
#define FULL            "full"

#endif
