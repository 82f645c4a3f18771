// What people write takes memory and disk, for good: it is charged to who writes and to their
// workshop, and refused where there is little left of either.
#ifndef TABLEE_HOST_WORDS_H
#define TABLEE_HOST_WORDS_H

#include "codec/wire_json.h"
#include "host/host.h"

struct hroom;
struct session;
struct space; // what memory and the disk have left

struct space *space_new(void);
void space_free(struct space *s);
void space_metrics(const struct space *s, struct buf *out);
bool disk_is_low(struct host *h, uint64_t now_ms);   // no workshop begins
bool memory_is_low(struct host *h, uint64_t now_ms); // unless another makes place
// When it is to be told what place it has for words, or looked at again; 0: when somebody writes.
uint64_t place_next(const struct host *h, const struct hroom *r, uint64_t now_ms);
void place_due(struct host *h, struct hroom *r, uint64_t now_ms); // tells it, when it is otherwise
// Charges an act that holds words; when it is refused, that is answered.
bool words_refused(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms);

#endif
