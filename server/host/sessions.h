
// Who is at the other end and what they are told: by which credential, of which room, which topics.
// How its bytes travel is for net to know (net/conn.h, struct conn). The host's table owns the
// sessions; one and its credential point to each other and are taken apart by session_unbind. Open
// to the files of host/ alone: whoever answers a question reads who asks, and throttle.c and load.c
// note there what it waits for.
#ifndef TABLEE_HOST_SESSIONS_H
#define TABLEE_HOST_SESSIONS_H

#include "base/vec.h"
#include "host/host.h"

struct cred;
struct hroom;

struct waiting { // sessions, by number
    uint32_t *p;
    size_t n, cap, max;
};

struct session {
    uint32_t id;      // the caller's number of the connection
    uint64_t address; // a hash of it
    bool loopback;    // this computer's own
    enum host_way way;
    char at_room[8]; // the code in the connection's address, or ""
    struct hroom *room;
    struct cred *cred;  // NULL until hello
    struct frame *late; // the question of a code, held back
    uint64_t late_ms;
    bool invited; // who asks holds the link of the room that they name
    bool unheard; // something came while it was held back
    // What came and cannot be answered yet, in order: the first waits for a room or for the store.
    VEC(struct str) parked;
    size_t parked_bytes;
    bool waits;         // for a room, or for the store
    bool passed;        // the budgets of guesses let the question at hand through
    uint32_t reserving; // the code that the store was asked for, and has not told of; or 0
};

// Hears it now, or keeps it behind what waits.
void session_take(struct host *h, struct session *c, struct str text, uint64_t now_ms);
void sessions_go_on(struct host *h, struct waiting *list, uint64_t now_ms); // with what was parked
void sessions_free(struct host *h);
void hrooms_refused(struct host *h); // lets go of those that somebody else has

#endif
