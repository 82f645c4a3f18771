// One message to clients, made once and shared by every connection it goes to.
// A frame starts with one reference, its maker's; whoever keeps it takes one more with frame_ref
// and gives it back with frame_unref, the last of which frees it. Loop thread only: the count is
// not atomic. The bytes are the payload (UTF-8 JSON) and never change after frame_new.
#ifndef TABLEE_HOST_FRAME_H
#define TABLEE_HOST_FRAME_H

#include <stdint.h>

#include "base/str.h"

struct frame {
    uint32_t refs;
    uint32_t len;
    unsigned char bytes[];
};

struct frame *frame_new(struct str payload); // a copy; payload.n at most UINT32_MAX
struct frame *frame_ref(struct frame *f);    // gives f back
void frame_unref(struct frame *f);           // NULL allowed

#endif
