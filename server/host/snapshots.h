
// Rooms as they are, kept beside their logs.
#ifndef TABLEE_HOST_SNAPSHOTS_H
#define TABLEE_HOST_SNAPSHOTS_H

#include "host/host.h"
#include "store/store.h"

struct hroom;

enum { SNAPSHOT_BYTES_MAX = 15 << 20 }; // a room that comes to more is read from its log

void snapshot_when_due(struct host *h, struct hroom *r); // after events
void snapshot_last(struct host *h, struct hroom *r);     // the room leaves memory
void snapshots_all(struct host *h);                      // all do; flushes what is much
// Into a room just made from its log's first record. False, and the room is of no use, when the
// snapshot is none that is known here. That its hash is the log's is for the caller to see.
bool snapshot_restore(struct host *h, struct hroom *r, const struct store_snapshot *s);
// Whether these bytes are what is kept of the room as it is; true of what nobody would believe.
bool snapshot_is_right(struct host *h, const struct hroom *r, struct str bytes);

#endif
