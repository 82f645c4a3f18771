// The state of a room as bytes, so that a room of a thousand events is there again without them.
// The bytes say nothing of the log: whoever keeps them says which event they are of. A room made
// of them and of the events that follow is the room of all the events (tests/play).
#ifndef CORE_SNAPSHOT_H
#define CORE_SNAPSHOT_H

#include "core/room.h"

// Another number for another reading of the bytes: bytes of another format are not read.
uint64_t snapshot_format(void);

// Adds the room's state; what does not fit shows in the buffer's overflow.
void snapshot_write(const struct room *room, struct buf *out);

// Into a room that was just made with the scenario of the one that was written. False when the
// bytes are no state of such a room or the room's memory has no place for it; whatever was read by
// then, the room is of no use any more.
bool snapshot_read(struct room *room, struct str bytes);

// Memory that the log took of the room's: more than the state does, as what was replaced is not
// given back. A room made of a snapshot spends the same, or it would accept what its log,
// read whole, has no place for. False when it is more than the room may have.
size_t snapshot_spent(const struct room *room);
bool snapshot_spend(struct room *room, size_t bytes);

#endif
