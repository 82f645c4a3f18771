// What a client's frame says, as plain data; the act of a `do` frame is read by codec/act_json.h.
// Texts live in the arena given. Members of the wrong type make the frame bad; unknown ones are
// left aside, so that an older server understands a newer client.
#ifndef TABLEE_CODEC_FRAME_JSON_H
#define TABLEE_CODEC_FRAME_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { FRAME_HAVE_MAX = 64, FRAME_SECONDS_MAX = 8 };

struct frame_have {
    struct str topic;
    uint64_t ver;
};

struct client_frame {
    struct str t, id; // id: at most 64 bytes; a number is taken as its digits
    struct str room, key, name, lang, token, code, epoch;
    struct str scenario, roles; // of create's options, like the next ones; -1: not given
    struct str option_lang;
    int64_t tables, places;
    int64_t seconds[FRAME_SECONDS_MAX];
    int nseconds;
    bool debrief, research;
    int64_t v, c;
    struct frame_have have[FRAME_HAVE_MAX];
    int nhave;
};

// False when the text is no such frame; *out then holds the `id` if that much could be read.
bool frame_read_json(struct str text, struct arena *arena, struct client_frame *out);

#endif
