// A view of bytes: pointer and length, not owned, not NUL-terminated.
// Whoever made the bytes keeps them alive longer than the view. {NULL, 0} is the empty string.
#ifndef TABLEE_BASE_STR_H
#define TABLEE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p;
    size_t n;
};

// Versions of clang-format write macros like these otherwise.
// clang-format off
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1} // for static tables
#define STR_FMT "%.*s" // printf(STR_FMT, STR_ARG(s))
#define STR_ARG(s) (int)(s).n, (s).p
// clang-format on

struct str str_from_cstr(const char *cstr); // NULL gives the empty string
bool str_eq(struct str a, struct str b);
bool str_eq_cstr(struct str a, const char *b);
int str_cmp(struct str a, struct str b); // byte order: <0, 0, >0
// How many bytes both begin with; how many both end with, but for `front` at their beginning.
size_t str_same_front(struct str a, struct str b);
size_t str_same_back(struct str a, struct str b, size_t front);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
// Without ASCII white space at both ends.
struct str str_trim(struct str s);
// From byte `from`, at most `n` bytes; both are clamped to what is there.
struct str str_sub(struct str s, size_t from, size_t n);
// Index of the first `c`, or s.n when there is none.
size_t str_find(struct str s, char c);
// Whether `part` stands in s, whatever the case of ASCII letters; an empty one stands nowhere.
bool str_has_nocase(struct str s, struct str part);
// Takes what comes before the first `separator` off the front of *rest, and the separator too.
struct str str_cut(struct str *rest, char separator);
// A whole decimal integer in [min, max] and nothing else; false leaves *out alone.
bool str_int(struct str s, int64_t min, int64_t max, int64_t *out);

// Bytes as lower-case hexadecimal digits, two each, without a NUL; and back, false when `hex` is
// not that of n bytes.
void hex_write(const void *bytes, size_t n, char *out);
bool hex_read(struct str hex, void *out, size_t n);

#endif
