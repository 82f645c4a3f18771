#include "base/buf.h"

#include <string.h>

#include "base/util.h"

enum { CAP_FIRST = 256 };

void buf_init(struct buf *b, size_t max)
{
    CHECK(max < SIZE_MAX / 4); // so that doubling and the NUL cannot overflow
    *b = (struct buf){.max = max};
}

void buf_free(struct buf *b)
{
    mem_free(b->p);
    buf_init(b, b->max);
}

void buf_reset(struct buf *b)
{
    b->n = 0;
    b->overflow = false;
}

// One byte more than `max` may be taken: the NUL of buf_cstr.
static void grow(struct buf *b, size_t need)
{
    size_t cap = MAX(b->cap * 2, (size_t)CAP_FIRST);
    cap = MIN(cap, b->max + 1);
    cap = MAX(cap, need);
    b->p = mem_resize(b->p, cap);
    b->cap = cap;
}

char *buf_room(struct buf *b, size_t n)
{
    if (b->overflow || n > b->max - b->n) {
        b->overflow = true;
        return NULL;
    }
    if (b->n + n + 1 > b->cap)
        grow(b, b->n + n + 1);
    return b->p + b->n;
}

void buf_added(struct buf *b, size_t n)
{
    CHECK(b->n + n < b->cap);
    b->n += n;
}

void buf_put(struct buf *b, const void *bytes, size_t n)
{
    bool there = n < b->cap - b->n && !b->overflow; // n <= cap always
    char *to = there ? b->p + b->n : buf_room(b, n);
    if (!to || n == 0)
        return;
    memcpy(to, bytes, n);
    b->n += n;
}

void buf_puts(struct buf *b, const char *cstr)
{
    buf_put(b, cstr, strlen(cstr));
}

void buf_str(struct buf *b, struct str s)
{
    buf_put(b, s.p, s.n);
}

void buf_char_grow(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_int(struct buf *b, int64_t n)
{
    char digits[21];
    size_t i = sizeof digits;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do {
        digits[--i] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (n < 0)
        digits[--i] = '-';
    buf_put(b, digits + i, sizeof digits - i);
}

void buf_hex(struct buf *b, const void *bytes, size_t n)
{
    char *to = n <= b->max / 2 ? buf_room(b, n * 2) : NULL;
    if (!to) {
        b->overflow = true;
        return;
    }
    hex_write(bytes, n, to);
    b->n += n * 2;
}

struct str buf_view(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

const char *buf_cstr(struct buf *b)
{
    if (b->n + 1 > b->cap)
        grow(b, b->n + 1);
    b->p[b->n] = '\0';
    return b->p;
}

char *buf_detach(struct buf *b, size_t *n)
{
    char *p = b->p;
    *n = b->n;
    buf_init(b, b->max);
    return p;
}
