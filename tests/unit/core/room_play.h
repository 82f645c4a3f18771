// A small workshop for tests: one scenario made of nothing, one table, acts asked one by one.
// The play owns its room; play_start and play_stop go around each test.
#ifndef UNIT_CORE_ROOM_PLAY_H
#define UNIT_CORE_ROOM_PLAY_H

#include "core/room_state.h"

struct play {
    struct arena arena, scratch;
    struct scenario scenario;
    struct room *room;
    struct refusal refusal; // of the last act that was refused
    uint64_t now, seq;
    struct act out[ROOM_EVENTS_MAX];
};

void play_start(struct play *p); // in the lobby, one table, nobody
void play_stop(struct play *p);
int play_enter(struct play *p);                  // without a seat; the person's number
int play_join(struct play *p, enum group group); // the same, seated
void play_phase(struct play *p, enum phase_kind kind);
struct act play_act(const struct play *p, enum act_type type, int by);
struct act play_proposal(const struct play *p, int by, const char *text); // local, for all
// Decides and applies; the number of events, or -1.
int play_do(struct play *p, struct act command);
struct val play_int(int64_t i);
struct val play_text(const char *text);

#endif
