// The tallies: what one table's log says about how leadership was shared.
// The caller owns the input and all it points to, and the result; tally_compute and tally_live keep
// no pointer after they return, except that the `struct str` of a result are views of the input.
// Neither can fail on an input within the limits below. Both take about 120 KB of stack.
//
// The rules are those of the measures' specification. Where it leaves a choice, we chose:
//
//  1. A *voice* is a person acting for a group: their own, or a hat. Stances, objections, carriers
//     and commitments belong to voices, so someone with two roles can consent for both groups;
//     people engaged, ties and dyads belong to persons.
//  2. `credit` is a set: the act is shared equally between the people named who are on the roster,
//     and refused (ignored) when none is; an empty credit means `by`.
//  3. A hat holds for the credited people who wear it, the others act for their own group; an act
//     under a hat that none of the credited wears is refused.
//  4. Only an accepted `propose` makes a clause; acts on a clause not proposed yet are refused. A
//     second `propose` of a clause is a raw act and changes nothing else.
//  5. Origin and carriers are means over the adopted clauses of equal shares between the voices
//     who proposed or carry; a clause that nobody carries is no part of the mean of carriers.
//     (Version 1: it gives its share to no one, so carriers sum to the share of clauses carried.)
//  6. An episode ends when its voice moves and starts anew when the voice objects again; its fate
//     is that of the last time. Objecting again while objecting changes nothing but the reason.
//  7. Reasons count the episodes for which a reason was ever given.
//  8. Crossed amendments are accepted ones with an amender of a group that did not propose the
//     clause; each proposing group then concedes one. An objection that ended in "live with" after
//     a new version is conceded by its voice's group; one that ended in support is not.
//  9. Commitments, people engaged and kinds of resources count on adopted clauses only; a
//     commitment is a voice, a clause and a kind of resource.
// 10. Scales are those of the adopted clauses, carried or not; the grid needs a carrier.
// 11. A clause without declared beneficiary is not counted as collective.
// 12. The follower network has every person ever seated; a clause's authors are its proposers and
//     its accepted amenders by the time the other gives (version 1: whatever the order), those of
//     one act at once not each other's; clauses not adopted count too.
// 13. E-I dyads are distinct ordered pairs (actor, proposer) over all clauses; those possible are
//     every distinct proposer with every other person.
// 14. Handover reads an act credited to several people as the group of the first one named.
// 15. With one group seated, what compares groups is undefined: evenness of carriers and of acts
//     between groups, shift, move toward citizens, complementarity, the E-I ratios and the
//     handover ratios. No clause then has several hands. Without citizens seated there is no move
//     toward them.
// 16. A rater is an eligible person who gave another one a mark (version 1: any answer, "can't say"
//     included). When ratings are not shown, their indices are undefined and left out.
// 17. Central and CV of ratings use the people who received at least one; CV is the population SD
//     over the mean of received ratings brought to 0..1.
// 18. A group's gain needs points and a mark for each interest; groups without are left out.
// 19. A case is compared from the first adopted clause on: from = the declared base, else (and
//     by version 1 always) the groups with the highest origin, to = those with the highest share
//     of carriers (ties keep all), help = other groups with a hand in an adopted clause.
// 20. The last `base` stands. `ext` acts are not seen at all.
// 21. Who is credited and has not confirmed it is an author with a hand, and their act counts; the
//     support that the act implies is theirs from their next own act on the clause under that hat.
// 22. Robots are on no roster. A clause that one proposed is seen, with all that people did on it,
//     when some person's amendment of it was accepted or a person carries it; it then has no
//     origin: shares of origin, and the computed label, are of the clauses that have one.
//     Commitments on it are on no other group's clause.
#ifndef TABLEE_CORE_TALLY_H
#define TABLEE_CORE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "core/rulebook.h"

enum {
    TALLY_PEOPLE_MAX = 32, // people are bits of a uint32_t
    TALLY_CLAUSES_MAX = 64,
    TALLY_ACTS_MAX = 4096,
    TALLY_INTERESTS_MAX = 8,
    TALLY_RESOURCES_MAX = 32, // kinds, bits of a uint32_t
    TALLY_CASES_MAX = 16,
};

enum tally_group { TALLY_M, TALLY_C, TALLY_O, TALLY_GROUPS };
enum tally_scale { TALLY_LOCAL, TALLY_MRC, TALLY_REGION, TALLY_BEYOND, TALLY_SCALES };
enum tally_dim { TALLY_SOC = 1, TALLY_ECO = 2 }; // bits

enum tally_kind {
    TALLY_BASE,
    TALLY_PROPOSE,
    TALLY_AMEND,
    TALLY_REACT,
    TALLY_CARRY,
    TALLY_COMMIT,
    TALLY_KINDS
};

enum tally_stance { TALLY_UNSAID, TALLY_SUPPORT, TALLY_LIVE, TALLY_OBJECT, TALLY_STANCES };

// Declared beneficiary of a clause; a group's own letter counts as "own" for its proposers.
enum tally_for {
    TALLY_FOR_UNSAID,
    TALLY_FOR_OWN,
    TALLY_FOR_WIDER, // several groups, everyone
    TALLY_FOR_M,
    TALLY_FOR_C,
    TALLY_FOR_O
};

#define TALLY_BIT(i)   (UINT32_C(1) << (i))
#define TALLY_NOBODY   (-1)      // not on the roster
#define TALLY_NO_HAT   UINT8_MAX // acts for their own group
#define TALLY_STAYED   INT64_MAX // never left
#define TALLY_NO_RATE  0         // no answer
#define TALLY_CANT_SAY UINT8_MAX

struct tally_person {
    struct str id;
    uint16_t number; // in its room; 0: it is of none
    uint8_t group;   // enum tally_group
    uint8_t hats;    // bits of groups worn besides, taken before phase 1
    int64_t in_ms;   // after the start of phase 2; negative is before it
    int64_t left_ms; // TALLY_STAYED if they did not
};

struct tally_act {
    int64_t at_ms;        // after the start of phase 2; only tally_live reads it
    uint32_t credit;      // bits of roster positions; 0 means `by`
    uint32_t unconfirmed; // those credited who have not said that it is theirs
    int16_t clause;       // position in tally_input.clauses
    uint16_t device;      // 0 when unknown; only tally_live reads it
    uint8_t kind;         // enum tally_kind
    int8_t by;            // roster position or TALLY_NOBODY
    int8_t first;         // first credited who is on the roster, or TALLY_NOBODY; see rule 14
    uint8_t hat;          // enum tally_group or TALLY_NO_HAT
    uint8_t groups;       // base: bits of groups
    uint8_t scales;       // propose: bits of enum tally_scale
    uint8_t dims;         // propose: bits of enum tally_dim
    uint8_t beneficiary;  // propose: enum tally_for
    uint8_t stance;       // react: enum tally_stance
    uint8_t resource;     // commit: 0..TALLY_RESOURCES_MAX-1
    bool norm;            // propose: names a rule it exceeds
    bool robot;           // propose: by a robot; nobody is credited
    bool accepted;        // amend
    bool reason;          // react: an objection that says why
    bool due;             // carry: has a date
    bool ext;             // played by early finishers, outside every tally
};

struct tally_interest {
    uint16_t points;
    uint8_t halves; // satisfaction: 0, 1 or 2 halves; TALLY_CANT_SAY when not marked
};

struct tally_input {
    const struct rules *rules;                    // that it is read by
    struct tally_person people[TALLY_PEOPLE_MAX]; // the roster, in its order
    size_t n_people;
    int64_t phase2_ms;
    struct str clauses[TALLY_CLAUSES_MAX]; // ids, any order
    size_t n_clauses;
    const struct tally_act *acts; // in the order they happened
    size_t n_acts;
    bool robots;                     // some of them are by robots, who are not on the roster
    uint8_t final[TALLY_PEOPLE_MAX]; // enum tally_stance
    bool final_sealed;               // some are not known here, and stand as support
    bool sealed;                     // there are ratings that are not known here
    uint8_t rating[TALLY_PEOPLE_MAX][TALLY_PEOPLE_MAX]; // [rater][rated]: 1..5, or as above
    struct tally_interest interests[TALLY_GROUPS][TALLY_INTERESTS_MAX];
    size_t n_interests[TALLY_GROUPS];
};

// An input with nobody and nothing, every hat off and every default in place, of the newest rules.
void tally_input_init(struct tally_input *in);
// A person who came at `in_ms` and stayed, without a hat.
struct tally_person tally_make_person(struct str id, enum tally_group group, int64_t in_ms);
// An act of a roster position, credited to them, under no hat, on a clause's position.
struct tally_act tally_make_act(enum tally_kind kind, int by, int clause);

// Conventions, not findings: they are configuration and their version goes with every result.
struct tally_thresholds {
    const char *version;
    int eligible_percent;   // of phase 2, to enter person-level indices
    int raters_percent;     // of the eligible, to show ratings
    int raters_from;        // eligible people, to show ratings
    int relied_on;          // mean rating, 1..5
    int rated_high;         // a rating that makes a tie
    double model_top;       // share of origin
    double model_lead;      // over the second group
    double model_shared;    // of 1/k, for the smallest share
    int64_t silent_ms;      // facilitator, live
    int typist_percent;     // of a table's acts
    int typist_from;        // acts, before that says anything
    int64_t no_adoption_ms; // stuck, after the start of phase 2
    int64_t objection_ms;   // stuck
    int64_t idle_ms;        // stuck
};

extern const struct tally_thresholds tally_thresholds_1;

// The coding of the known cases, loaded from the scenarios' folder.
struct tally_case {
    struct str key;
    uint8_t from, to, help; // bits of groups
    uint8_t scales;         // bits of enum tally_scale
    uint8_t also;           // scales it reached besides, by its story: told, and in no measure
};

struct tally_cases {
    struct str version;
    struct tally_case list[TALLY_CASES_MAX];
    size_t n;
};

struct tally_frac {
    int64_t num, den; // lowest terms, den > 0; den 0 when undefined
};

struct tally_real {
    double value;
    bool known;
};

struct tally_of {
    int32_t x, y; // "x of y", 0 <= x <= y
};

enum tally_model {
    TALLY_MODEL_NONE,
    TALLY_MODEL_M,
    TALLY_MODEL_C,
    TALLY_MODEL_O,
    TALLY_MODEL_SHARED,
    TALLY_MODEL_MIXED
};

// Why ratings are not shown.
enum tally_suppressed {
    TALLY_SHOWN,
    TALLY_FEW_ELIGIBLE,
    TALLY_FEW_RATERS,
    TALLY_NO_RATING,
    TALLY_SEALED // they are kept elsewhere: in the host's database
};

struct tally_features {
    uint8_t from, to, help, scales; // bits
};

// One clause, for the pictures and the research export; groups and people are bits.
struct tally_clause {
    int16_t clause; // position in the input
    uint32_t carriers;
    uint8_t proposed_by, hands, carried_by;
    uint8_t scales, dims;
    uint8_t versions;                        // accepted amendments, at most 255
    uint8_t standing, compromise, withdrawn; // objections, by what became of them
    bool adopted, norm, planned, mobilised, collective;
};

struct tally_peer {
    struct tally_of raters, pairs;
    enum tally_suppressed suppressed;
    struct tally_frac density, density01, density_high; // 1..5, 0..1, share of pairs
    struct tally_frac central;
    struct tally_real cv;
    int32_t relied_on;
};

struct tally_gain {
    bool known; // at least one group has a gain
    uint8_t groups;
    struct tally_frac u[TALLY_GROUPS];
    struct tally_frac mean, min, trade;
    struct tally_real nash;
};

// Every figure of one table. Per-group arrays mean something for the `seated` groups only.
struct tally {
    const char *rules, *thresholds; // versions
    int32_t n, eligible, k, m;
    uint8_t seated;                                 // bits of groups
    uint8_t seated_by_hat;                          // those of them that exist only as second hats
    uint32_t eligible_people;                       // bits
    struct tally_clause clauses[TALLY_CLAUSES_MAX]; // in the order they were proposed
    int32_t n_clauses;

    struct tally_frac origin[TALLY_GROUPS], carried_by[TALLY_GROUPS];
    // Adopted clauses that a group proposed, or carries: one of two groups counts for both.
    int32_t from[TALLY_GROUPS], to[TALLY_GROUPS], carried;
    int32_t begun; // adopted clauses that people proposed: those of robots have no origin
    struct tally_real carry_even;
    struct tally_frac shift, toward_citizens;
    enum tally_model declared, computed;
    bool label_sure; // of the computed one: clauses enough, and it outlives one more or one less

    struct tally_of hands2, hands_all;
    int32_t raised, compromise, withdrawn, standing;
    struct tally_frac compromise_rate; // compromise of raised
    int32_t concessions[TALLY_GROUPS];
    struct tally_of reasons, amend_cross;

    int32_t grid[TALLY_SCALES][TALLY_GROUPS];
    int32_t scales, soc, eco, both, beyond_norm;
    struct tally_of engaged, mobilised, planned, solidarity, collective, voice_final;
    uint32_t engaged_people;      // bits
    uint32_t kinds[TALLY_GROUPS]; // of resources that each put into adopted clauses, bits
    int32_t final[TALLY_STANCES]; // TALLY_UNSAID: those who gave none
    bool final_sealed;            // what the others gave is not known
    struct tally_frac complementarity;

    struct tally_frac acts[TALLY_PEOPLE_MAX], group_acts[TALLY_GROUPS];
    int32_t silent;
    struct tally_real j_person, j_group;
    struct tally_real h_total, h_between,
        h_within; // entropy in nats over voices; within = total - between
    struct tally_frac gini, rep_ratio[TALLY_GROUPS];

    int32_t ei_external, ei_internal;
    struct tally_frac ei_raw, ei_chance, ei_adjusted;
    char lead[TALLY_ACTS_MAX + 1];    // initiative acts as letters M, C, O, NUL-terminated
    int16_t lead_act[TALLY_ACTS_MAX]; // and their positions in the input's acts
    struct tally_frac hand_seen, hand_expected, hand_ratio;
    uint32_t follows[TALLY_PEOPLE_MAX]; // bits of those this person follows
    int32_t ties;
    struct tally_frac follow_density, follow_central;

    struct tally_peer peer;
    struct tally_gain gain;
    bool compared; // features and cases are defined
    struct tally_features features;
    struct tally_frac overlap[TALLY_CASES_MAX]; // in the order of the cases given
};

// Every figure, from the input alone: same input, same bytes. `cases` may hold none.
void tally_compute(const struct tally_input *in, const struct tally_thresholds *thresholds,
                   const struct tally_cases *cases, struct tally *out);

// What the facilitator sees while phase 2 runs. Never shown to a table or on a projector.
struct tally_objection {
    int8_t person;
    uint8_t group;
    int16_t clause;
    int64_t age_ms;
};

enum tally_stuck { // bits
    TALLY_STUCK_NO_ADOPTION = 1,
    TALLY_STUCK_OBJECTION = 2,
    TALLY_STUCK_IDLE = 4
};

struct tally_live {
    const char *rules, *thresholds;
    int32_t adopted, open;
    uint8_t seated, without_hand; // bits of groups
    int32_t concessions[TALLY_GROUPS];
    uint32_t silent;                     // people here without an act for too long, bits
    int64_t silent_ms[TALLY_PEOPLE_MAX]; // since their last act or arrival; 0 when gone
    bool typist;                         // one phone, one person credited, most acts
    int8_t typist_person;                // TALLY_NOBODY when there is none
    uint16_t typist_device;
    struct tally_of typist_acts; // that person's acts on that phone, of the table's
    struct tally_objection objections[TALLY_CLAUSES_MAX]; // standing, oldest first
    int32_t n_objections, standing;                       // listed, and all of them
    uint8_t stuck;                                        // bits of enum tally_stuck
    int64_t changes_ms; // when time alone changes any of this; INT64_MAX: never
};

// At `now_ms` after the start of phase 2. Acts without device never make a typist.
void tally_live(const struct tally_input *in, const struct tally_thresholds *thresholds,
                int64_t now_ms, struct tally_live *out);

#endif
