
// What one server holds. What a module keeps for itself it keeps to itself, behind a pointer; open,
// to the files of host/ and nobody else (tests/tidy), is what they work on together in one turn of
// the loop: tables of what there is, the order of commit, and what is written into for the moment.
// No functions: whoever includes this may be called by nobody here. It owns all that it points to;
// loop thread only.
#ifndef TABLEE_HOST_STATE_H
#define TABLEE_HOST_STATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/room.h"
#include "host/host.h"
#include "store/store.h"

struct host {
    struct host_sink sink;
    struct host_config limits;
    char *key;    // the host's; NULL: open to all
    char *living; // the scenario of living workshops
    struct store *store;
    uint64_t flushed, durable; // batches of the store: handed over, and kept
    bool dead, draining;
    uint64_t now_ms;       // of what is asked now
    uint32_t writing;      // the room that was written last in this turn of speech
    struct str heard;      // the message being read, borrowed
    struct map64 sessions; // sessions.h: by number
    struct map64 rooms;    // rooms.h: in memory, by code
    VEC(struct hroom *) room_list;
    VEC(struct hroom *) stirred;
    struct map creds; // creds.h: by digest
    // timers.c: nothing is due before: the earliest of rooms, of late answers; 0: none
    uint64_t due, late_due;
    struct scenarios *scenarios;
    struct desk *desk;
    VEC(struct task *) tasks;    // tasks.h: the first is under way
    char *responsible, *contact; // keeper.h: who answers for people's data; NULL: nobody says so
    struct crowd *crowd;
    struct loads *loads;
    const char *elsewhere; // who has the room that was last found to be another server's, or NULL
    struct life *life;
    struct registrar *registrar;
    struct tapes *tapes;
    struct sounds *sounds;
    struct space *space; // words.h
    struct outbox *outbox;
    struct budgets *budgets;
    // For whoever writes, until the next who does
    struct arena scratch;  // of one command
    struct buf json;       // patches and documents
    struct jw_marks marks; // of patches
    struct buf news;       // of one patch
    struct buf text;       // the frame being written
    struct buf snapshot;   // the one being written
    struct topic_patch patches[ROOM_PATCHES_MAX];
};

#endif
