// All that a room keeps of one person, for that person: what they are called, what they agreed to,
// what they wrote, did and were asked, and what others noted about them that is not somebody else's
// secret. One JSON object, made a page of records at a time. The room is borrowed and must outlive
// it.
#ifndef TABLEE_HOST_HROOM_MINE_H
#define TABLEE_HOST_HROOM_MINE_H

#include "base/buf.h"
#include "host/host.h"

struct hroom;
struct hroom_mine;

struct hroom_mine *hroom_mine_new(struct host *h, const struct hroom *r, int person);
void hroom_mine_free(struct hroom_mine *m); // NULL allowed
// What follows, appended to `out`.
enum host_part hroom_mine_page(struct hroom_mine *m, struct buf *out);

#endif
