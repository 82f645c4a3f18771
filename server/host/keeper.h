// What the host does about the workshops it keeps, by its page and by its commands: found, listed,
// archived, deleted; the register; what is told of who answers for it. One request, answered in
// JSON once what it did is durable:
//   GET  /api/host                          counts, times, the last copy, what is gone
//   GET  /api/host/rooms?q=&below=          fifty of them, the newest first, and where to go on
//   GET  /api/host/register?below=          the same of the register
//   POST /api/host/rooms/CODE/WORD          archive, unarchive, doom, spare, or delete at once
//   POST /api/host/purge?before=YYYY-MM-DD  those whose time is over, or last used before a day
//   POST /api/host/incident                 a JSON object, as it is, into the register
//   POST /api/host/copied?to=               that a copy was made
//   POST /api/host/restored?from=           that one was put back
#ifndef TABLEE_HOST_KEEPER_H
#define TABLEE_HOST_KEEPER_H

#include "host/host.h"
#include "host/tasks.h"

struct keeper;

bool keeper_is(struct str path); // one of its paths
// Only by whoever holds the host's key; where there is none, over HTTP nobody may.
bool keeper_may(const struct host *h, const char *bearer);
struct keeper *keeper_new(struct host *h, const struct host_request *rq);
void keeper_free(struct keeper *k);              // NULL allowed
const char *keeper_node(const struct keeper *k); // as host_download_node
enum host_part keeper_next(struct keeper *k, struct buf *out, int *status);
// GET /api/privacy: who answers for people's data here, and how long it is kept.
void keeper_privacy(const struct host *h, struct buf *out);

#endif
