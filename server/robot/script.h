// What robots of one table will make of a scenario: who proposes which trade, who objects, and what
// becomes of it. Written from its tensions and trades, its cards and a seed alone, so that it is
// the same for each of them whenever it is asked for.
#ifndef ROBOT_SCRIPT_H
#define ROBOT_SCRIPT_H

#include "base/arena.h"
#include "core/scenario.h"

enum { DEALS_MAX = 6 };

enum course {
    COURSE_SMOOTH,     // nobody minds
    COURSE_COMPROMISE, // it is objected to, and becomes the whole trade
    COURSE_WITHDRAWN,  // the objection goes as it came
    COURSE_STANDING,   // it stays
};

// How a table goes about it.
enum temper {
    TEMPER_SHARED, // each gives something, and others carry what one proposed
    TEMPER_MIXED,
    TEMPER_LED, // one does it all, and an objection is left standing
    TEMPERS
};

struct deal {
    enum course course;
    uint8_t proposer, other, carrier; // roles
    uint16_t roles;                   // whose it is, as bits
    struct str first, whole;          // as it is proposed, and as it becomes
    struct str why, could;            // of the other, who objects
};

struct script {
    enum temper temper;
    uint8_t leader, base; // a role; groups, as bits
    int n;
    struct deal deal[DEALS_MAX];
};

// `seated`: roles, as bits. Texts are views of the scenario, or live in the arena.
void script_write(const struct scenario *sc, unsigned seated, bool english, uint64_t seed,
                  struct arena *texts, struct script *out);

// The same number each time; any three that are not all the same give another.
uint64_t robot_hash(uint64_t a, uint64_t b, uint64_t c);
struct str robot_pick(const struct text2 *text, bool english);
// The parts one after another; as many as there are before a NULL one.
struct str robot_join(struct arena *texts, struct str a, struct str b, struct str c);
// One of what a role wants that can be read to a whole table; empty: it has none.
struct str robot_want(const struct scenario_role *role, bool english);

#endif
