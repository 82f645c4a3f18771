// How a table becomes an input of the tallies: whole, whenever it is asked for (tally_room.c), and
// kept from act to act for those who facilitate (tally_kept.c). Inside core only.
#ifndef CORE_TALLY_INPUT_H
#define CORE_TALLY_INPUT_H

#include "core/rules_parts.h"

struct roster {
    int n;
    int16_t at[PEOPLE_MAX + 1]; // position in the input, or TALLY_NOBODY
    uint16_t person[TALLY_PEOPLE_MAX];
};

// Everybody who sits there, and who once did and left a trace.
void roster_call(const struct room *r, int table, const bool acted[PEOPLE_MAX + 1],
                 struct roster *roster);
// Sets those who left a trace in the acts from that one on.
void roster_traces(const struct table *t, int from, bool acted[PEOPLE_MAX + 1]);
// `start`: of phase 2, 0 before there was one.
struct tally_person tally_person_of(const struct room *r, int table, int person, uint64_t start);
// By whose number it goes: of the person who lent it, if it is shared.
uint16_t phone_of(const struct room *r, int person);
struct tally_act tally_act_of(const struct room *r, int table, const struct roster *roster,
                              const struct table_act *a);
struct str tally_clause_id(size_t clause);
// The acts on a clause that was taken back, or is parked though it was consented to, do not count.
bool tally_clause_out(const struct room *r, int table, int clause);
bool tally_left_out(const struct room *r, int table, const struct table_act *a);

// tally_kept.c

// What tally_live says of the table now, from what is kept of it; its input goes to *in. False when
// it cannot be kept: there is no memory, or too many people came and went.
bool tally_kept_tell(struct room *r, int table, int64_t now_ms, struct tally_live *out,
                     const struct tally_input **in);

#endif
