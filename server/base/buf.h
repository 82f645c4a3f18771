// A growable run of bytes that cannot be made without a maximum.
// The buffer owns its bytes; views of it last until the next put. A put that would pass the
// maximum adds nothing and sets `overflow`, which sticks (later puts add nothing either) until
// buf_reset: write everything, then look once.
#ifndef TABLEE_BASE_BUF_H
#define TABLEE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf {
    char *p;
    size_t n;   // bytes in use
    size_t cap; // bytes taken from the machine
    size_t max;
    bool overflow;
};

void buf_init(struct buf *b, size_t max); // takes no memory yet
void buf_free(struct buf *b);             // usable again as after buf_init
void buf_reset(struct buf *b);            // empty, no overflow, memory kept

void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_char_grow(struct buf *b, char c); // what buf_char does when there is no room left
void buf_puts(struct buf *b, const char *cstr);
void buf_str(struct buf *b, struct str s);
static inline void buf_char(struct buf *b, char c)
{
    if (b->n + 1 < b->cap && !b->overflow)
        b->p[b->n++] = c;
    else
        buf_char_grow(b, c);
}
void buf_int(struct buf *b, int64_t n);
void buf_hex(struct buf *b, const void *bytes, size_t n); // lower case

// Room for `n` more bytes to be written in place and then counted by buf_added; NULL on overflow.
char *buf_room(struct buf *b, size_t n);
void buf_added(struct buf *b, size_t n);

struct str buf_view(const struct buf *b);
// The bytes with a NUL after them, for C calls.
const char *buf_cstr(struct buf *b);
// Hands the bytes to the caller, who frees them with mem_free; the buffer is empty afterwards.
char *buf_detach(struct buf *b, size_t *n);

// printf into the buffer. Kept in an object file of its own: the rules must not pull in stdio.
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);

#endif
