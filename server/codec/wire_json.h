// One frame of a client, read whole: every kind of frame fills in its part of one struct.
// Texts and the act live in the arena given; nothing is kept after a call.
#ifndef TABLEE_CODEC_WIRE_JSON_H
#define TABLEE_CODEC_WIRE_JSON_H

#include "codec/act_json.h"

enum wire_type {
    WIRE_LOOK,
    WIRE_CREATE,
    WIRE_JOIN,
    WIRE_RESUME,
    WIRE_RECOVER,
    WIRE_SCREEN,
    WIRE_INVITE,
    WIRE_HELLO,
    WIRE_DO,
    WIRE_RELAY,
    WIRE_SOUND,
    WIRE_PING,
    WIRE_TYPES
};

struct wire_have {
    struct str topic;
    int64_t version;
};

// What is absent is empty, 0 or false. Every text was bounded; none was looked up.
struct wire_in {
    enum wire_type type;
    struct str id; // the client's, as it wrote it; a number is taken as its digits
    bool id_is_number;
    struct str room, token, link, code, key, name, lang, epoch, once;
    struct str instead;           // of join: the robot whose seat it is
    struct str topic, kind, what; // of relay
    struct str ask, sdp;          // of sound
    bool on;                      // the same
    bool debrief, research;
    bool dry; // of a facilitator's do: what it would come to is asked, and nothing is done
    int64_t v, c;
    struct {
        struct str scenario, era, lang, roles;
        struct str seconds; // "300,900,1200,900,300", or empty
        struct str zone;
        int64_t tables, places, debrief, starts, speed;
    } options; // of create
    struct wire_have have[WIRE_HAVE_MAX];
    int n_have;
    struct act act; // of relay and sound: by; of do: type, by, credit and fields; the time is the
                    // host's to set
};

enum wire_result {
    WIRE_OK,
    WIRE_REFUSED, // *fault says why; id is set, so that it can be answered
    WIRE_BROKEN,  // not a frame at all: the connection may be closed
};

enum wire_result wire_read(struct str text, struct arena *arena, struct wire_in *out,
                           struct act_fault *fault);

#endif
