// Robots of a room: who comes, what they do and when, and the clock where nobody leads. They speak
// through hroom_run like everybody. What they will do next is kept here; what they did is in the
// log.
#ifndef TABLEE_HOST_ROBOTS_H
#define TABLEE_HOST_ROBOTS_H

#include "host/host.h"

struct hroom;
struct robots;

// So many come, one after another, and then the hour begins. `seed`: what they do hangs on it.
struct robots *robots_new(uint64_t seed, unsigned come); // to be given back to mem_free
uint64_t robots_next(const struct hroom *r);             // when they are due, 0: never
void robots_due(struct host *h, struct hroom *r, uint64_t now_ms);
// Of what they asked, how much was refused.
unsigned robots_refused(const struct hroom *r);

#endif
