// Living workshops: anybody sees one without a code or a key. Robots play it, at one, four or ten
// times the speed; who comes may watch, sit down or lead. A few at once on a server, one an
// address; nothing of them is written, and they are gone an hour after their end.
#ifndef TABLEE_HOST_LIVING_H
#define TABLEE_HOST_LIVING_H

#include "codec/wire_json.h"
#include "host/host.h"

struct hroom;
struct session;

enum { LIVING_SECONDS = 64 };

// What is asked for, or, where it is one of these, its own: `out`, whose texts are in `seconds` or
// those that were asked with.
const struct wire_in *living_options(struct host *h, const struct wire_in *asked,
                                     struct wire_in *out, char seconds[LIVING_SECONDS]);
// One more may begin, which is charged; one that nobody looks at any more makes place.
bool living_may(struct host *h, const struct session *c, uint64_t now_ms);
// The room, before its first event, is one.
void living_begin(struct host *h, struct hroom *r, const struct session *c,
                  const struct wire_in *in, uint64_t now_ms);

#endif
