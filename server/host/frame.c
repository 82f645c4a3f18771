#include "host/frame.h"

#include <string.h>

#include "base/util.h"

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

struct frame *frame_ref(struct frame *f)
{
    f->refs++;
    return f;
}

void frame_unref(struct frame *f)
{
    if (f && --f->refs == 0)
        mem_free(f);
}
