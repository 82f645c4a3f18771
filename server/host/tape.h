// A recording that is made once and read by many: a hall opens the same one at the same moment.
// Whoever reads furthest has it made; the others follow, as fast as they take it. A whole one is
// kept for who asks next, until its room has changed. Host and room are borrowed.
#ifndef TABLEE_HOST_TAPE_H
#define TABLEE_HOST_TAPE_H

#include "host/recording.h"

struct tape;

// Of the room as it is now; the one there is, or a new one. Each is left once.
struct tape *tape_take(struct host *h, struct hroom *r, const struct viewpoint *view);
void tape_leave(struct host *h, struct tape *t);
// What follows *at, which is moved on; FAILED for who fell too far behind on a long one.
enum host_part tape_page(struct tape *t, size_t *at, struct buf *out);

// Of that room, none is kept any more: words in it were forgotten, or it changed hands.
void tapes_forget(struct host *h, uint32_t room);
struct tapes *tapes_new(void);
void tapes_free(struct host *h);
void tapes_metrics(const struct host *h, struct buf *out);

#endif
