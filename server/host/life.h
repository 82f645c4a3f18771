// Rooms that go for good: those whose time is over, by themselves, and those that the host deletes.
#ifndef TABLEE_HOST_LIFE_H
#define TABLEE_HOST_LIFE_H

#include "host/host.h"
#include "store/store.h"

struct hroom;
struct life;

struct life *life_new(void);
void life_free(struct life *l);

// Why: in the register, in /metrics and in the note that is left.
enum life_why {
    LIFE_ASKED,  // somebody asked for it, and the days of grace are over
    LIFE_KEPT,   // it was kept as long as it was to be
    LIFE_HOST,   // the host, at once
    LIFE_PURGED, // the host, all of before a day
    LIFE_WHYS
};

// Whoever is there is sent away. Else it stays for now: it is taken first, and the answer is that;
// one that is being loaded is had later.
enum store_answer life_delete(struct host *h, const struct store_room *room, enum life_why why,
                              uint64_t now_ms);
enum life_rest {
    LIFE_DONE,
    LIFE_MORE, // there may be others, once these are durable
    LIFE_LATE, // ask again after the next wake
};
// One that is kept in memory alone: whoever is there is sent away, and nothing is noted.
void life_end(struct host *h, struct hroom *r);
// The host asks: deletes some of those whose time is over, or whose last day is before `day` if
// that is not 0. How many.
unsigned life_purge(struct host *h, uint32_t day, uint64_t now_ms, enum life_rest *rest);
// From time to time by itself: first those whose time is over are doomed, as if somebody had asked,
// and those whose days of grace are over deleted. Gives when next, 0: never.
uint64_t life_tick(struct host *h, uint64_t now_ms);
void life_metrics(const struct host *h, struct buf *out);

#endif
