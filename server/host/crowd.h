
// Connections when few are left: whoever holds most gives one back.
#ifndef TABLEE_HOST_CROWD_H
#define TABLEE_HOST_CROWD_H

#include "host/host.h"

struct cred;
struct session;
struct crowd;

struct crowd *crowd_new(size_t connections);
void crowd_free(struct crowd *c);
void crowd_metrics(const struct crowd *c, struct buf *out);

// Somebody comes who has not said who they are: who must go for them, or NULL.
struct session *crowd_displaces(struct host *h);
void crowd_count(struct host *h, uint64_t address, int more);
bool crowd_admits(struct host *h, const struct session *c, const struct cred *cred,
                  uint64_t now_ms);

#endif
