// Numbers and texts as bytes, one behind the other, for what this program alone reads again.
// Writing is into a buffer, whose overflow is looked at once. Reading owns nothing: texts are views
// of what is read; what is not there reads as 0 and sets `bad`, which sticks.
#ifndef TABLEE_BASE_PACK_H
#define TABLEE_BASE_PACK_H

#include "base/buf.h"

void pack_num(struct buf *b, uint64_t n); // one byte for seven bits
void pack_int(struct buf *b, int64_t n);  // the same, short on both sides of zero
void pack_text(struct buf *b, struct str s);

struct unpack {
    const char *p;
    size_t n; // bytes that are left
    bool bad;
};

uint64_t unpack_num(struct unpack *u);
int64_t unpack_int(struct unpack *u);
struct str unpack_bytes(struct unpack *u, uint64_t n);
struct str unpack_text(struct unpack *u);

#endif
