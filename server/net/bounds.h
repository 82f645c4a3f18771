// How much may wait for one connection, and how much one may say. No sockets and no clock, so that
// the simulation (tests/sim) holds its readers to the same bounds.
// A queue owns a reference to each frame in it.
#ifndef TABLEE_NET_BOUNDS_H
#define TABLEE_NET_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "core/limits.h"
#include "host/frame.h"

enum ws_opcode { WS_TEXT = 1, WS_BINARY = 2, WS_PING = 9 };

struct out {
    struct frame *frame;
    enum ws_opcode opcode;
};

struct out_queue {
    VEC(struct out) items;
    size_t bytes; // headers at their longest
};

void out_queue_init(struct out_queue *q);
void out_queue_clear(struct out_queue *q);
void out_queue_free(struct out_queue *q);
static inline size_t out_len(const struct out *o)
{
    return FRAME_HEAD_MAX + o->frame->len;
}

// False when more than `max` bytes would wait: nothing was added. One frame alone passes whatever
// its length, or a large document could never be had. (Here, as it is done for each reader.)
static inline bool out_queue_put(struct out_queue *q, struct frame *f, enum ws_opcode opcode,
                                 size_t max)
{
    struct out o = {f, opcode};
    size_t len = out_len(&o);
    if ((q->items.n && q->bytes + len > max) || !vec_push(&q->items, o))
        return false;
    frame_ref(f);
    q->bytes += len;
    return true;
}

void out_queue_take(struct out_queue *q, size_t n); // drops the first n

// RFC 6455's header, made once before the bytes: a frame has one opcode for all whom it goes to.
void out_frame_head(struct frame *f, enum ws_opcode opcode);
// The frame as it travels, once it has a head.
static inline struct str out_framed(const struct frame *f)
{
    const char *bytes = (const char *)f + offsetof(struct frame, bytes);
    return (struct str){bytes - f->head_len, (size_t)f->head_len + f->len};
}

// What one may still say now, in thousandths of a message.
struct allowance {
    int64_t credit;
    uint64_t at_ms;
};

// `rate`: messages a second; 0: no limit.
void allowance_init(struct allowance *a, int rate, uint64_t now_ms);
bool allowance_take(struct allowance *a, int rate, uint64_t now_ms); // one message

#endif
