// A table to be tallied, built act by act. The table owns everything; ids are literals.
#ifndef TABLEE_TESTS_TALLY_TABLE_H
#define TABLEE_TESTS_TALLY_TABLE_H

#include "core/tally.h"
#include "core/tally_num.h"

struct table {
    struct tally_input in;
    struct tally_act acts[256];
    struct tally out;
    struct tally_live live;
};

enum { A, B, C, D };                 // clauses
enum { M1, C1, O1, M2, C2, O2, C3 }; // seats of the usual table

// Seven people: M1 C1 O1 M2 C2 O2 C3, all there from the start, four clauses to be proposed.
void table_seven(struct table *t);
void table_people(struct table *t, const char *groups); // one person for each letter
struct tally_act *table_act(struct table *t, enum tally_kind kind, int by, int clause);
struct tally_act *table_react(struct table *t, int by, int clause, enum tally_stance stance);
struct tally_act *table_amend(struct table *t, int by, int clause); // accepted
void table_consent(struct table *t, int clause);                    // M1, C1 and O1 support
void table_tally(struct table *t);
void table_live(struct table *t, int64_t now_ms);

#define FRAC_IS(frac, n, d) ((frac).num == (n) && (frac).den == (d))
#define OF_IS(of, a, b)     ((of).x == (a) && (of).y == (b))

#endif
