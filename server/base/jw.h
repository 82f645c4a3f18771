// Writes JSON text (RFC 8259) into a buffer: commas, quotes and escapes are its work.
// Borrows the buffer, which the caller keeps and frees; holds nothing else. Too much text sets
// the buffer's `overflow`. A misuse (a value where a key belongs, an end too many, more than
// JW_MAX_DEPTH levels) is a bug of ours and aborts. Keys are not checked for duplicates.
#ifndef TABLEE_BASE_JW_H
#define TABLEE_BASE_JW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/vec.h"

#define JW_IN_LINE __attribute__((always_inline)) static inline

enum { JW_MAX_DEPTH = 32 };

// Where a member of an object stands, for who reads again what was just written: bytes behind
// where the writer began. Of the root's members and, behind each that is an object, of its own.
struct jw_mark {
    uint32_t key, value; // its quote, its first byte
    bool inner;
};
struct jw_marks {
    VEC(struct jw_mark) of;
};
enum { JW_MARKS_MAX = 1 << 20 };

struct jw {
    struct buf *b;
    struct jw_marks *marks; // NULL: nobody asks
    size_t began;
    uint32_t depth;
    uint32_t objects; // bit d: level d is an object
    bool comma;       // the next value or key needs one
    bool keyed;       // a key was written and waits for its value
};

void jw_init(struct jw *w, struct buf *b);
// The same, noting its members behind those that are noted already; `marks` may be NULL.
void jw_init_marked(struct jw *w, struct buf *b, struct jw_marks *marks);
// True when one whole value was written and nothing overflowed.
bool jw_done(const struct jw *w);

void jw_obj(struct jw *w);
void jw_arr(struct jw *w);
void jw_end(struct jw *w); // closes the innermost object or array

void jw_key_str(struct jw *w, struct str key);
void jw_key_ours(struct jw *w, const char *key, size_t n); // plain ASCII, nothing to escape

// A key that stands in the source is ours and its length known: in line, like all that take one.
JW_IN_LINE void jw_key(struct jw *w, const char *key)
{
    if (__builtin_constant_p(__builtin_strlen(key)))
        jw_key_ours(w, key, __builtin_strlen(key));
    else
        jw_key_str(w, str_from_cstr(key));
}

void jw_str(struct jw *w, struct str s);      // each invalid byte becomes U+FFFD
void jw_cstr(struct jw *w, const char *cstr); // NULL writes null
void jw_int(struct jw *w, int64_t n);
void jw_bool(struct jw *w, bool yes);
void jw_null(struct jw *w);
void jw_raw(struct jw *w, struct str json); // one whole JSON value, trusted
// The members of a whole JSON object, trusted, into the object that is open.
void jw_spread(struct jw *w, struct str object);

// Key and value in one.
JW_IN_LINE void jw_kstr(struct jw *w, const char *key, struct str s)
{
    jw_key(w, key);
    jw_str(w, s);
}

JW_IN_LINE void jw_kcstr(struct jw *w, const char *key, const char *cstr)
{
    jw_key(w, key);
    jw_cstr(w, cstr);
}

JW_IN_LINE void jw_kint(struct jw *w, const char *key, int64_t n)
{
    jw_key(w, key);
    jw_int(w, n);
}

JW_IN_LINE void jw_kbool(struct jw *w, const char *key, bool yes)
{
    jw_key(w, key);
    jw_bool(w, yes);
}

JW_IN_LINE void jw_knull(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_null(w);
}

JW_IN_LINE void jw_kraw(struct jw *w, const char *key, struct str json)
{
    jw_key(w, key);
    jw_raw(w, json);
}

JW_IN_LINE void jw_kobj(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_obj(w);
}

JW_IN_LINE void jw_karr(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_arr(w);
}

#endif
