// The log of one table turned into sets: who proposed, amended, carries, consents, objects.
// Inside core only. They own nothing: they point at their input and at what their caller lends.
#ifndef TABLEE_CORE_TALLY_SETS_H
#define TABLEE_CORE_TALLY_SETS_H

#include "core/tally.h"
#include "core/tally_num.h"

enum fate { FATE_NONE, FATE_STANDING, FATE_COMPROMISE, FATE_WITHDRAWN, FATES };

// One objector, one clause.
struct episode {
    uint16_t version; // of the clause when the objection was raised
    int16_t act;      // that raised it
    uint8_t fate;
    bool reason;
};

struct sets_clause {
    bool known; // it was proposed
    const struct tally_act *act;
    uint16_t version;
    uint32_t proposers[TALLY_GROUPS], carriers[TALLY_GROUPS]; // people, by the group they act for
    uint32_t unsure[TALLY_GROUPS]; // support it once they act on it for that group
    uint32_t amenders, givers;     // people; givers amended, carry or commit
    uint8_t proposed_by, amended_by, carried_by, committed_by;
    bool due;
    uint8_t stance[TALLY_PEOPLE_MAX][TALLY_GROUPS];
    uint32_t objects[TALLY_GROUPS], consents[TALLY_GROUPS]; // the same as people, by group
    uint32_t gave_way[TALLY_GROUPS]; // whose objection ended in "live with" after a new version
    struct episode episode[TALLY_PEOPLE_MAX][TALLY_GROUPS];
    uint32_t resources[TALLY_PEOPLE_MAX][TALLY_GROUPS]; // kinds committed
};

// The initiative acts: groups as letters, and positions in the input's acts.
struct sets_lead {
    int n;
    char group[TALLY_ACTS_MAX + 1];
    int16_t act[TALLY_ACTS_MAX];
};

struct sets {
    const struct tally_input *in;
    uint32_t roster; // bits
    uint64_t taken;  // clauses of robots that people took up, bits
    uint8_t seated;  // bits of groups, hats included
    uint8_t primary; // bits of groups that are someone's own
    uint8_t base;    // bits of groups
    int k;
    int16_t order[TALLY_CLAUSES_MAX]; // clauses in the order they were proposed
    int n_clauses, places;            // those proposed; places that are cleared
    struct tally_frac acts[TALLY_PEOPLE_MAX][TALLY_GROUPS];
    uint32_t dyads[TALLY_PEOPLE_MAX];   // proposers on whose clauses this person acted, oneself too
    uint32_t follows[TALLY_PEOPLE_MAX]; // those who were authors when this person gave
    int amendments, crossed;            // accepted
    int conceded[TALLY_GROUPS];         // by accepting crossed amendments
    int64_t last_ms[TALLY_PEOPLE_MAX];  // last act credited to or made by them; INT64_MIN if none
    int64_t last_act_ms;                // INT64_MIN if none
    struct sets_lead *lead;             // lent; NULL when nobody asks
    struct sets_clause *clause;         // lent, a place for each clause of the input
};

// Nothing has happened yet. The places for clauses need not be cleared.
void sets_start(struct sets *r, const struct tally_input *in, struct sets_clause *clauses,
                struct sets_lead *lead);
// The acts of the input from that position on come after those that were taken. Between calls
// an input may grow acts, and clauses for which there is a place; nothing else of it changes.
void sets_acts(struct sets *r, size_t from);
// Support or live with from each seated group, and no standing objection.
bool sets_adopted(const struct sets *r, const struct sets_clause *c);
int sets_standing(const struct sets_clause *c);
uint8_t sets_hands(const struct sets_clause *c);
// People as bits, whatever group they act for.
uint32_t sets_people(const uint32_t by_group[TALLY_GROUPS]);
// Concessions of each group: crossed amendments accepted and objections given up for a new version.
void sets_concessions(const struct sets *r, int32_t out[TALLY_GROUPS]);
// Who an act is credited to, as bits; 0 when it is refused.
uint32_t sets_credited(const struct tally_input *in, const struct tally_act *act);
// The group that one of them acts for, and the first of them, who leads.
uint8_t sets_voice(const struct tally_input *in, const struct tally_act *act, size_t person);
size_t sets_first(const struct tally_act *act, uint32_t who);

// Milliseconds of phase 2 that a person was present.
int64_t tally_present_ms(const struct tally_input *in, size_t person);

// tally_live.c, for what keeps sets from act to act

// The phone and the one person credited that most acts have in common; acts.y are all that count.
struct live_typist {
    uint16_t device;
    int8_t person; // TALLY_NOBODY: nobody alone
    struct tally_of acts;
};

bool live_counts(const struct tally_input *in, const struct tally_act *act);
void live_tell(const struct sets *r, const struct live_typist *most,
               const struct tally_thresholds *thresholds, int64_t now_ms, struct tally_live *out);

int tally_bits(uint32_t bits);
#define TALLY_HAS(bits, i) (((uint32_t)(bits) >> (i)) & 1u)

#endif
