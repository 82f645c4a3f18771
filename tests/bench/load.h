// The load generator: many WebSocket members on one thread, what they say, and what comes back.
// `load` owns its members and slots; a slot is one conversation of a room, which says one command
// at a time (or on a beat) through members in turn. A command carries a mark, "~~" and 14 digits:
// the slot and its count; whatever text comes back with the mark is a delivery of it.
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "base/buf.h"
#include "base/vec.h"
#include "parts.h"

enum { SENT_KEPT = 64, MARK_SLOT = 6, MARK_COUNT = 8, MARK_LEN = 2 + MARK_SLOT + MARK_COUNT };

enum member_state { MEMBER_DIALS, MEMBER_SHAKES, MEMBER_OPEN };

struct member {
    int fd;
    int room;
    int place; // in its room, from 0
    enum member_state state;
    bool heard; // something came after the greeting
    struct str greeting;
    struct str command;
    struct buf in;  // what a read left of an unfinished frame
    uint32_t *last; // count of the last delivery, by the slot's place in the room
};

struct room {
    VEC(struct member *) members;
    int slots;
};

struct slot {
    int room;
    int place;      // in its room, from 0
    uint32_t count; // commands said
    uint32_t done;  // commands that came back to whoever said them
    uint64_t sent[SENT_KEPT];
    struct member *sayer[SENT_KEPT];
};

// Times by logarithm: 32 steps an octave, in microseconds.
enum { STEPS = 32, BINS = 32 * STEPS };

struct tally {
    uint64_t commands, deliveries, bytes, refused;
    uint64_t began, ended;
    double cpu, others; // CPU seconds of the server, and of whoever else was busy
    uint64_t bin[BINS], timed;
};

struct load {
    int port, pid;
    const char *counted; // how a delivery begins
    int epoll;
    char *plan_text;
    VEC(struct member *) members;
    VEC(struct room) rooms;
    VEC(struct slot) slots;
    size_t dialled, open, heard;
    uint64_t first_dial;
    uint64_t *opened; // when each 1,000th was open
    bool beat;        // slots speak on a beat, not when they are answered
    bool counting, stopping;
    uint64_t lost, disordered;
    struct tally tally;
    struct buf out;
    char *bytes; // of one read
};

// plan.c: one member a line: room TAB greeting TAB command.
void plan_read(struct load *l, const char *file);

// talk.c
void dial_all(struct load *l, int at_once);
void make_slots(struct load *l, int n);
void say(struct load *l, struct slot *s, uint64_t when);
void turn(struct load *l, int wait_ms);
bool all_came(const struct load *l);
void count_lost(struct load *l);

// tell.c
void tally_begin(struct load *l);
void tally_end(struct load *l);
void tally_time(struct tally *t, uint64_t ns);
void tell_connected(const struct load *l, uint64_t ready_ns);
void tell_result(const struct load *l);

#endif
