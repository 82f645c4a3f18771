// A room: one workshop, as the rules know it. Pure: time and entropy arrive in the acts, nothing
// is read or written, and the same acts give the same room.
// The room lives in the arena it was made in and keeps its texts there; the scenario it was made
// from must outlive it. One thread at a time.
#ifndef CORE_ROOM_H
#define CORE_ROOM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/jw.h"
#include "core/act.h"
#include "core/rulebook.h"
#include "core/scenario.h"
#include "core/tally.h"
#include "core/topic.h"

struct room;

enum refusal_code {
#define REFUSAL(NAME, name, what) REFUSED_##NAME,
#include "core/refusals.def"
#undef REFUSAL
    REFUSALS
};

struct refusal {
    enum refusal_code code;
    const char *field; // static name of the field that is at fault, or NULL
    int64_t limit;     // the bound that was passed, or 0
};

const char *refusal_name(enum refusal_code code);

// NULL when the arena is full. `code` is the seven digits, `epoch` the room's random name.
struct room *room_new(struct arena *arena, const struct scenario *scenario);

// What the command would do: n >= 0 events in `out` (n <= cap, cap >= ROOM_EVENTS_MAX), or -1 and
// why not. Changes nothing. The events borrow the command's texts, or the `scratch` arena's.
enum { ROOM_EVENTS_MAX = 64 };
int room_decide(const struct room *room, const struct act *command, struct arena *scratch,
                struct act *out, int cap, struct refusal *refusal);

// Whether an event can be made true: what it names exists, and the room's memory has place for it.
// Always so, one after another, for what room_decide gave; what comes from outside is asked first.
bool room_can_apply(const struct room *room, const struct act *event);

// Makes an event true. Cannot fail; an event that room_can_apply does not hold for is a bug.
void room_apply(struct room *room, const struct act *event, uint64_t seq);

// One changed topic: its patch is bytes [at, at + n) of the buffer given to room_patches, and its
// members, where they are asked for, are marks [mark, mark + n_marks).
struct topic_patch {
    struct topic topic;
    uint32_t at, n;
    uint32_t mark, n_marks;
};

// RFC 7396 patches of all topics touched since the last call, written one after another to
// `json`; forgets what was touched. Call it after each event: a topic's version counts its patches.
enum { ROOM_PATCHES_MAX = 1280 }; // every person's, and six a table
int room_patches(struct room *room, struct topic_patch *out, int cap, struct buf *json);
// Only of topics that the reader may read now, each time of the same reader (NULL: of all); `marks`
// may be NULL.
int room_patches_of(struct room *room, const struct reader *reader, struct topic_patch *out,
                    int cap, struct buf *json, struct jw_marks *marks);
// After loading, in place of the patches of all events that nobody saw: documents are up to date.
void room_settle(struct room *room);

// The whole document of a topic that exists.
void room_document(const struct room *room, struct topic topic, struct jw *w);
bool room_topic_exists(const struct room *room, struct topic topic);
bool room_may_read(const struct room *room, const struct reader *reader, struct topic topic);
// All topics the reader may subscribe to now; NULL: all there are.
int room_topics_of(const struct room *room, const struct reader *reader, struct topic *out,
                   int cap);

// Of which events, by their number, it is told to all by now what they say: of stances, which are
// hidden until a round is over. Asked after the event was applied, it gives those that it told.
void room_told(const struct room *room, const struct act *event,
               void (*told)(void *ctx, uint64_t seq), void *ctx);

// When a `tick` command is due, Unix milliseconds; 0 when nothing waits for the clock.
uint64_t room_next_tick(const struct room *room);

// For the host: what it must know to answer requests.
int room_people(const struct room *room);  // numbers that were given
int room_present(const struct room *room); // people that it holds now, of PRESENT_MAX
bool room_person_here(const struct room *room, int person); // joined and not removed
const struct rules *room_rules(const struct room *room);    // that it is played by
bool room_is_open(const struct room *room);                 // takes new people
bool room_clock_runs(const struct room *room);
int room_tables(const struct room *room);
bool room_leads(const struct room *room, int facilitator); // of those who facilitate

// How long it is kept (life.c). Days count from 1970, UTC.
enum { ROOM_DAY_MS = 86400000 };
struct room_life {
    unsigned host, own; // days after the last; 0: without end; as the host's
    unsigned lived;     // the day on which somebody last did something there
    uint64_t doomed;    // when it is to be deleted, Unix milliseconds; 0: nobody asked
    bool archived;      // it is read, and changed no more
    int scarce;         // place for words: 0, PLACE_LITTLE, PLACE_NONE
};
struct room_life room_life(const struct room *room);
// The end of the last day on which it is kept; 0: without end. The least of both times counts.
uint64_t life_until(const struct room_life *life);
uint64_t room_now(const struct room *room); // of the last event, Unix milliseconds

// Replays: the log run again into a fresh room, told to one viewpoint.
// Before the first event: the room's person topics leave out what belongs to a form or a key, the
// person's own too: ratings, answers (but that they were given), the last question, drafts, the
// resume code.
void room_set_recorded(struct room *room);
// People's viewpoints are open: the workshop is being concluded, or is over.
bool room_recording_open(const struct room *room);
// What that person typed may be told to others afterwards: they agree to the debrief now.
bool room_tells_words(const struct room *room, int person);
// Members of an open object: name (absent when forgotten), table, group and role's title.
void room_recording_person(const struct room *room, int person, struct jw *w);

// The input of the tallies for one table; `live` gets the device of each act. False: no such table.
bool room_tally_input(const struct room *room, int table, struct tally_input *out);

#endif
