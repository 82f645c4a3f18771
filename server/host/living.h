// Living workshops: anybody sees one without a code or a key. Robots play it, at one, four or ten
// times the speed; who comes may watch, sit down or lead. A few at once on a server, one an
// address, all of one scenario, whose cards are everybody's to read from then on; nothing of them
// is written, and they are gone an hour after their end.
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
// The one that they all play; NULL: this server has none, or not of that era.
const struct scenario *living_scenario(const struct host *h, struct str era);
// Why none may begin now; NULL: one may.
const char *living_no(struct host *h, const struct session *c, uint64_t now_ms);
// The room, before its first event, is one, which is charged; one that was left makes place.
void living_begin(struct host *h, struct hroom *r, const struct session *c,
                  const struct wire_in *in, uint64_t now_ms);

#endif
