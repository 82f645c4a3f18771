#include "host/frame.h"

#include <string.h>

struct frame *frame_new(struct str payload)
{
    CHECK(payload.n <= UINT32_MAX);
    struct frame *f = mem_alloc(sizeof *f + payload.n);
    f->refs = 1;
    f->len = (uint32_t)payload.n;
    if (payload.n)
        memcpy(f->bytes, payload.p, payload.n);
    return f;
}
