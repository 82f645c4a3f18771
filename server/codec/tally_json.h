// JSON of the tallies: the vectors' `input` format in, the vectors' `expected` shape out, and the
// coding of the known cases in. Nothing is kept after a call; what is read lives in the arena.
#ifndef TABLEE_CODEC_TALLY_JSON_H
#define TABLEE_CODEC_TALLY_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jw.h"
#include "core/tally.h"

// Reads a vector ({"input": ...}) or a bare input. False puts one line into *fault that names the
// path, what was found and what was expected; *out is then of no use. People, clauses and so on
// beyond the limits of core/tally.h are faults. The arena needs 1 MB. Acts of people who are not on
// the roster are kept for the rules to refuse.
bool tally_json_read(struct str text, struct arena *arena, struct tally_input *out,
                     struct buf *fault);

// Reads the file of cases (scenarios/cases.json); false as above.
bool tally_cases_read(struct str text, struct arena *arena, struct tally_cases *out,
                      struct buf *fault);

// The file of cases that was built into the program; lives for ever.
struct str tally_cases_builtin(void);

enum { TALLY_DECIMALS = 4, TALLY_DECIMALS_MAX = 15 }; // those of the vectors, and the most

enum { TALLY_NUMBER_MAX = 64 };

// A figure as it is written: the zeros at its end taken off but for one, never a negative zero.
struct str tally_number(double value, int decimals, char out[TALLY_NUMBER_MAX]);

// Writes the object of the vectors' `expected`: same keys, same order, null for what is undefined.
// `in` and `cases` are those the result was computed from.
void tally_json_write(struct jw *w, const struct tally_input *in, const struct tally_cases *cases,
                      const struct tally *tally, int decimals);

#endif
