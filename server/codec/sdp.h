// Session descriptions (RFC 8866) of one connection that carries one voice each way. What a browser
// offers is read strictly and written anew: of it, only what is named here reaches the engine, and
// no address among that, for it is the browser that finds the engine. Nothing is kept after a call.
#ifndef TABLEE_CODEC_SDP_H
#define TABLEE_CODEC_SDP_H

#include "base/buf.h"

// False: it is no offer of one audio stream that we can carry. `out` is reset first.
bool sdp_offer(struct str offer, struct buf *out);
// What the engine answers, with the rate that a phone sends at. False: it is no description.
bool sdp_answer(struct str answer, struct buf *out);

#endif
