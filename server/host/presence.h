
// Who is connected, and what their room knows of it: somebody is gone once no phone of theirs was
// there for 25 seconds.
#ifndef TABLEE_HOST_PRESENCE_H
#define TABLEE_HOST_PRESENCE_H

#include "host/host.h"

struct cred;
struct hroom;
struct session;

void session_bind(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms);
void presence_due(struct host *h, struct hroom *r, uint64_t now_ms);
uint64_t presence_next(const struct hroom *r); // when somebody will be gone, 0: nobody

#endif
