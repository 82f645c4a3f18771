
// What one server holds: each module's part of it, which only that module changes but where its
// comment says otherwise. No functions: whoever includes this may be called by nobody here. It owns
// all that it points to; loop thread only.
#ifndef TABLEE_HOST_STATE_H
#define TABLEE_HOST_STATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/room.h"
#include "host/host.h"
#include "store/store.h"

struct waiting { // sessions, by number
    uint32_t *p;
    size_t n, cap, max;
};

struct host {
    struct host_sink sink;
    struct host_config limits;
    char *key; // the host's; NULL: open to all
    struct store *store;
    uint64_t flushed, durable; // batches of the store: handed over, and kept
    bool dead, draining;
    uint64_t now_ms;        // of what is asked now
    uint32_t writing;       // the room that was written last in this turn of speech
    struct str heard;       // the message being read, borrowed
    struct map64 sessions;  // sessions.h: by number
    struct map64 addresses; // crowd.h: how many of them an address has
    uint64_t displaced;     // crowd.h: of them, for others who had none
    struct map64 rooms;     // rooms.h: in memory, by code
    VEC(struct hroom *) room_list;
    VEC(struct hroom *) stirred;
    struct map64 refused;          // load.h: codes of rooms that could not be loaded
    VEC(struct loading *) loading; // in the order they were asked for
    struct waiting ready, later;   // sessions whose room is there; that wait for the store
    struct map creds;              // creds.h: by digest
    // timers.c: nothing is due before: the earliest of rooms, of late answers; 0: none
    uint64_t due, late_due;
    struct scenarios *scenarios;
    struct desk *desk;
    VEC(struct task *) tasks;   // tasks.h: the first is under way
    VEC(struct tape *) tapes;   // tape.h
    uint64_t tapes_used, taped; // how often one was left, and made
    // life.h: when it looks next, what it found meanwhile, and all that went, by why
    uint64_t purge_ms, purged, deleted[4];
    // register.h: what is to be put, what was said last, and when
    VEC(struct registering *) registering;
    char registered[64];
    uint64_t registered_ms;
    char *responsible, *contact; // keeper.h: who answers for people's data; NULL: nobody says so
    // words.h: when it looked, and what it saw
    uint64_t looked_ms, disk_left;
    size_t rooms_bytes;
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
