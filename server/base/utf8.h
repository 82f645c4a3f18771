// UTF-8: checking, counting, and cleaning what people type.
// Owns nothing. A «code point» here is a Unicode scalar value (no surrogates, at most U+10FFFF).
// Text is not normalised: browsers send NFC, and two spellings of a name are two names.
#ifndef TABLEE_BASE_UTF8_H
#define TABLEE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define UTF8_INVALID UINT32_MAX

// Reads one code point at *at and moves past it; UTF8_INVALID moves past one byte. *at < s.n.
uint32_t utf8_next(struct str s, size_t *at);
// Writes a code point (1 to 4 bytes) and gives how many.
size_t utf8_encode(uint32_t code, char out[4]);
bool utf8_valid(struct str s);
// Code points; each invalid byte counts as one.
size_t utf8_count(struct str s);

// Whether something of it is seen by itself: a letter, a digit or a pictograph. Accents alone,
// signs alone and variation selectors are not.
bool utf8_visible(struct str s);
// Whether two names are written alike: in any case, with accents, spaces, dots, hyphens and
// apostrophes or without.
bool utf8_alike(struct str a, struct str b);
// Whether the one holds the other, read so.
bool utf8_holds(struct str text, struct str part);
// The `n` digits of a number as people write, copy and paste it: with spaces, dashes, dots or
// brackets between and around. False when it is no such number; `out` takes n + 1 bytes.
bool utf8_digits(struct str s, char *out, size_t n);

enum utf8_flags {
    UTF8_ONE_LINE = 0,
    UTF8_MULTI_LINE = 1, // keeps line ends, at most one empty line in a row
};

// Text fit to be shown to others. Drops control characters, bidirectional overrides and isolates,
// invisible characters (a zero-width joiner stays between two emoji), and invalid bytes; folds
// each run of white space to one space, or to one no-break space when the run holds one; trims
// both ends; keeps at most `max` code points. `out` has room for in.n bytes and may be in.p.
// To refuse what is too long, pass SIZE_MAX and count.
struct str utf8_clean(struct str in, char *out, size_t max, unsigned flags);

#endif
