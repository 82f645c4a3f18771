// One message to clients, made once and shared by every connection it goes to.
// A frame starts with one reference, its maker's; whoever keeps it takes one more with frame_ref
// and gives it back with frame_unref, the last of which frees it. Loop thread only: the count is
// not atomic. The bytes are the payload (UTF-8 JSON) and never change after frame_new. Before them
// is room for what the first to send the frame writes there once, for all whom it goes to.
#ifndef TABLEE_HOST_FRAME_H
#define TABLEE_HOST_FRAME_H

#include <stdint.h>

#include "base/str.h"
#include "base/util.h"

enum { FRAME_HEAD_MAX = 10 };

struct frame {
    uint32_t refs;
    uint32_t len;
    unsigned char head_len;             // 0: none yet
    unsigned char head[FRAME_HEAD_MAX]; // its end: right before the bytes
    unsigned char bytes[];
};

struct frame *frame_new(struct str payload); // a copy; payload.n at most UINT32_MAX

// Gives f back.
static inline struct frame *frame_ref(struct frame *f)
{
    f->refs++;
    return f;
}

// NULL is allowed.
static inline void frame_unref(struct frame *f)
{
    if (f && --f->refs == 0)
        mem_free(f);
}

#endif
