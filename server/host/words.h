// What people write takes memory and disk, for good: it is charged to who writes and to their
// workshop, and refused where there is little left of either.
#ifndef TABLEE_HOST_WORDS_H
#define TABLEE_HOST_WORDS_H

#include "codec/wire_json.h"
#include "host/host.h"

struct session;

bool disk_is_low(struct host *h, uint64_t now_ms);   // no workshop begins
bool memory_is_low(struct host *h, uint64_t now_ms); // unless another makes place
// Charges an act that holds words; when it is refused, that is answered.
bool words_refused(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms);

#endif
