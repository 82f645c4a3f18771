
// What guessing costs: codes, keys and tokens that were wrong are charged, and past a budget
// (budget.h) a question of a code waits or is refused with the seconds to come back in.
#ifndef TABLEE_HOST_THROTTLE_H
#define TABLEE_HOST_THROTTLE_H

#include "codec/wire_json.h"
#include "host/host.h"
#include "store/store.h"

struct session;

// True when a code may not be looked at now: the question is held back, or refused.
bool guess_waits(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms);
void guess_charge(struct host *h, const struct session *c, const struct wire_in *in,
                  uint64_t now_ms);
// Charges and answers as reply_no, for a code or a key that was wrong.
void refuse_code(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                 uint64_t now_ms);
// Whether it is a token of that room, in memory or not, or what its link carries. Loads nothing.
enum store_answer token_opens(struct host *h, struct str code, struct str token);
bool is_host_key(const struct host *h, struct str key); // false where there is none
bool too_many_rooms(struct host *h, const struct session *c, uint64_t now_ms);
void hroom_charge(struct host *h, const struct session *c, uint64_t now_ms); // one was made

#endif
