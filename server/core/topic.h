// A topic is one JSON document that a reader may subscribe to: what is hidden from somebody is in
// no topic they may read, and that is all there is to secrecy.
#ifndef CORE_TOPIC_H
#define CORE_TOPIC_H

#include "base/str.h"
#include "core/limits.h"
#include <stdbool.h>
#include <stdint.h>

enum topic_kind {
#define TOPIC(NAME, name, readers, type, meaning) TOPIC_##NAME,
#include "core/topics.def"
    TOPIC_KINDS
};

struct topic {
    uint8_t kind;   // enum topic_kind
    uint16_t table; // 1.., of TOPIC_TABLE, TOPIC_CHAT, TOPIC_GROUP and TOPIC_OUTCOME; else 0
    uint16_t id;    // the person of TOPIC_PERSON, the group of TOPIC_GROUP; else 0
};

// Who may read topics of a kind at all: the column of topics.def.
enum {
    FOR_EVERYBODY = 1,
    FOR_AT_TABLE = 2,
    FOR_IN_GROUP = 4,
    FOR_SELF = 8,
    FOR_FACILITATORS = 16,
    FOR_SCREENS = 32,
    FOR_REMOTE = 64,
};

enum reader_kind { READ_PERSON, READ_FACILITATOR, READ_SCREEN };

// Who reads: a phone may speak for several people.
struct reader {
    uint8_t kind; // enum reader_kind
    uint8_t npeople;
    uint16_t person[SHARED_EVER];
};

enum { TOPIC_NAME_MAX = 24 };

// "room", "table/t1", "group/t1/M", "person/p3", "console", "screen", "outcome/t1",
// NUL-terminated.
void topic_name(struct topic t, char out[TOPIC_NAME_MAX]);
// False when the text names no topic.
bool topic_parse(struct str text, struct topic *out);
// FOR_…, or-ed.
unsigned topic_readers(enum topic_kind kind);
bool topic_eq(struct topic a, struct topic b);

#endif
