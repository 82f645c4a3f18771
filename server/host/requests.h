
// Which function answers each kind of frame (requests.c), and those of them that are in files of
// their own: getting in (enter.c), and what is told beside the log (relay.c). Each answers, or
// leaves the session waiting.
#ifndef TABLEE_HOST_REQUESTS_H
#define TABLEE_HOST_REQUESTS_H

#include "codec/wire_json.h"
#include "host/host.h"

struct hroom;
struct session;

typedef void request_fn(struct host *h, struct session *c, const struct wire_in *in,
                        uint64_t now_ms);
request_fn request;
request_fn request_create, request_join, request_resume, request_recover, request_screen,
    request_invite;
request_fn request_relay, request_sound;
// Of what is told beside the log: seconds to wait, or 0, and it is charged.
int64_t beside_wait(struct host *h, const struct hroom *r, int by, uint64_t now_ms);

#endif
