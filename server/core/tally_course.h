// The course of a table's second phase, for the debrief: the moments that the tallies point at, and
// how often the initiative went from one group to another beside what chance alone would give.
// Values only, nothing is owned: the same input that the tallies read gives it.
#ifndef TABLEE_CORE_TALLY_COURSE_H
#define TABLEE_CORE_TALLY_COURSE_H

#include "core/tally.h"

enum tally_moment {
    MOMENT_FIRST_HAND, // the first hand of a group that did not propose the clause
    MOMENT_ALL_HANDS,  // three groups have a hand in one clause
    MOMENT_COMPROMISE, // the first objection that gave way to another wording, and stayed so
    MOMENT_LONGEST,    // the objection that stood longest
    MOMENT_SILENT,     // the longest time in which nobody did anything, a minute at least
    MOMENT_TYPIST,     // one phone, one person credited, most acts: for facilitators alone
    MOMENTS
};

struct tally_mark {
    bool known;
    int64_t at_ms;  // after the start of phase 2: when it was, or when it began
    int64_t ms;     // of what lasts: how long
    int16_t act;    // position in the input of the act that it was, or began with; -1: of none
    int16_t clause; // position in the input; -1: of none
    int8_t person;  // position in the roster, or TALLY_NOBODY
    uint8_t group;  // enum tally_group, TALLY_GROUPS when it is nobody's
    struct tally_of acts; // of the typist, of the table's
};

// Whether hand-overs were as many as if the same acts had come in any order: within two standard
// deviations of it, or else more or fewer. Under so many acts nothing can be said.
enum { CHANCE_ACTS_MIN = 8, SILENT_MIN_MS = 60000 };
enum tally_chance { CHANCE_FEW_ACTS, CHANCE_ALIKE, CHANCE_MORE, CHANCE_FEWER, CHANCES };

struct tally_handovers {
    int32_t seen, of;     // of the pairs of acts that follow one another
    int32_t expected;     // by chance, to the nearest
    enum tally_chance as; // FEW_ACTS, with one group too
};

// `lead` as struct tally has it: letters of groups.
struct tally_handovers tally_handovers(const char *lead);

// The input's phase lasts as long as it did, and its times leave out what was not played. TYPIST is
// judged at its end, as tally_live does, and told of the last act.
void tally_course(const struct tally_input *in, const struct tally_thresholds *thresholds,
                  struct tally_mark out[MOMENTS]);

#endif
