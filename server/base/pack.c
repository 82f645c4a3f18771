#include "base/pack.h"

enum { MORE = 0x80, BITS = 7 };

void pack_num(struct buf *b, uint64_t n)
{
    for (; n >= MORE; n >>= BITS)
        buf_char(b, (char)(n | MORE));
    buf_char(b, (char)n);
}

void pack_int(struct buf *b, int64_t n)
{
    pack_num(b, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

void pack_text(struct buf *b, struct str s)
{
    pack_num(b, s.n);
    buf_str(b, s);
}

uint64_t unpack_num(struct unpack *u)
{
    uint64_t n = 0;
    for (int shift = 0; u->n > 0 && shift < 64; shift += BITS) {
        unsigned char byte = (unsigned char)*u->p++;
        u->n--;
        n |= (uint64_t)(byte & (MORE - 1)) << shift;
        if (!(byte & MORE))
            return n;
    }
    u->bad = true;
    return 0;
}

int64_t unpack_int(struct unpack *u)
{
    uint64_t n = unpack_num(u);
    return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

struct str unpack_bytes(struct unpack *u, uint64_t n)
{
    struct str view = {u->p, (size_t)n};
    if (n > u->n) {
        u->bad = true;
        return (struct str){0};
    }
    u->p += n;
    u->n -= (size_t)n;
    return view;
}

struct str unpack_text(struct unpack *u)
{
    return unpack_bytes(u, unpack_num(u));
}
