// The words of the engine that mixes voices: Janus and its plugin AudioBridge, spoken to over a
// socket of packets. What is asked is written into a buffer, which is reset first; what it says is
// read whole. Nobody else knows these words. `turn` numbers what is asked, and comes back.
#ifndef TABLEE_CODEC_AUDIOBRIDGE_H
#define TABLEE_CODEC_AUDIOBRIDGE_H

#include "base/buf.h"

// Longer ones the engine drops without an answer, and one of 8,192 bytes writes past its end.
enum { AUDIOBRIDGE_BYTES_MAX = 6 << 10, AUDIOBRIDGE_SAYS_MAX = 64 << 10 };

struct audiobridge_ask {
    int64_t turn;
    int64_t session, handle; // 0: none yet
    struct str room;
    uint32_t voice; // a number, never a name
    bool open;      // their microphone
    struct str sdp; // their offer
};

void audiobridge_hello(const struct audiobridge_ask *a, struct buf *out);  // a session
void audiobridge_attach(const struct audiobridge_ask *a, struct buf *out); // a handle
void audiobridge_detach(const struct audiobridge_ask *a, struct buf *out);
void audiobridge_alive(const struct audiobridge_ask *a, struct buf *out);
void audiobridge_room(const struct audiobridge_ask *a, struct buf *out);     // is made
void audiobridge_room_end(const struct audiobridge_ask *a, struct buf *out); // goes
void audiobridge_join(const struct audiobridge_ask *a, struct buf *out);
void audiobridge_move(const struct audiobridge_ask *a, struct buf *out);
void audiobridge_open(const struct audiobridge_ask *a, struct buf *out);

enum audiobridge_kind {
    AUDIOBRIDGE_NONSENSE,
    AUDIOBRIDGE_OTHER,   // of no use to us
    AUDIOBRIDGE_HEARD,   // it was understood, and more comes unless nothing else is to be told
    AUDIOBRIDGE_DONE,    // `id` of what was made, if any; `sdp` of a connection
    AUDIOBRIDGE_REFUSED, // with `error`
    AUDIOBRIDGE_TALKS,
    AUDIOBRIDGE_QUIET,   // `voice` stopped; 0: whoever the handle is of is not received
    AUDIOBRIDGE_HUNG_UP, // a connection ended
    AUDIOBRIDGE_ENDED,   // the session
};

enum { AUDIOBRIDGE_ROOM_EXISTS = 486 };

struct audiobridge_said {
    enum audiobridge_kind kind;
    int64_t turn, handle; // 0: none
    int64_t id, error;
    uint32_t voice;
    struct buf sdp; // the caller's: initialised before, freed after
};

void audiobridge_read(struct str text, struct audiobridge_said *said);

#endif
