// Reads JSON text (RFC 8259) into a row of values in the caller's memory: no tree, no allocation of
// its own. For what comes often and is small, a frame or a record. Values stand in the order of the
// text, those inside an array or object behind it; texts are views of what is read, or of the arena
// where one had to be unescaped. Refused besides what is no JSON: an object that names a member
// twice, integers past 64 bits, U+0000, half a surrogate pair, text that is not UTF-8, a root that
// is no array or object, and what passes the bounds.
#ifndef TABLEE_BASE_JR_H
#define TABLEE_BASE_JR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum jr_kind { JR_NULL, JR_BOOL, JR_INT, JR_REAL, JR_TEXT, JR_ARRAY, JR_OBJECT };
enum { JR_DEPTH_MAX = 8, JR_VALUES_MAX = 256 };
#define JSON_SAFE_INT ((int64_t)1 << 53) // beyond it browsers lose units

struct jr {
    struct str key, text; // a member's name; a text
    int64_t n;            // an integer; 1 for true. A real is known to be one, and not read
    uint8_t kind;         // enum jr_kind
    uint16_t count;       // values directly inside
    uint16_t span;        // values it takes, itself among them: the next one stands so much further
};

// The root is values[0]. False says why in *why (static), and leaves values of no meaning.
bool jr_read(struct str text, int max_depth, struct arena *arena, struct jr values[JR_VALUES_MAX],
             const char **why);

// Of NULL and of what is no array or object: nothing at all.
const struct jr *jr_member(const struct jr *object, const char *key); // NULL when absent
// NOLINTBEGIN(bugprone-macro-parentheses): v is a name that the loop declares
#define JR_EACH(v, in)                                                                             \
    for (const struct jr *v = (in) ? (in) + 1 : NULL, *v##_end = (in) ? (in) + (in)->span : NULL;  \
         v != v##_end; v += v->span)
// NOLINTEND(bugprone-macro-parentheses)

// All of these may be asked about NULL, an absent value.
static inline bool jr_is(const struct jr *v, enum jr_kind kind)
{
    return v && v->kind == kind;
}

// A view of a text; {NULL, 0} when it is none.
static inline struct str jr_text(const struct jr *v)
{
    return jr_is(v, JR_TEXT) ? v->text : (struct str){0};
}

// An integer in [min, max]; false otherwise.
static inline bool jr_whole(const struct jr *v, int64_t min, int64_t max, int64_t *out)
{
    if (!jr_is(v, JR_INT) || v->n < min || v->n > max)
        return false;
    *out = v->n;
    return true;
}

#endif
