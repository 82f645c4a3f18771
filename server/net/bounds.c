#include "net/bounds.h"

#include <string.h>

#include "base/util.h"

enum { ITEMS_MAX = 65536, MILLI = 1000, LONGEST_REST = 60000 };

void out_queue_init(struct out_queue *q)
{
    *q = (struct out_queue){0};
    vec_init(&q->items, ITEMS_MAX);
}

void out_queue_clear(struct out_queue *q)
{
    out_queue_take(q, q->items.n);
}

void out_queue_free(struct out_queue *q)
{
    out_queue_clear(q);
    vec_free(&q->items);
}

void out_queue_take(struct out_queue *q, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        q->bytes -= out_len(&q->items.p[i]);
        frame_unref(q->items.p[i].frame);
    }
    if (n)
        memmove(q->items.p, q->items.p + n, (q->items.n - n) * sizeof *q->items.p);
    q->items.n -= n;
}

void out_frame_head(struct frame *f, enum ws_opcode opcode)
{
    size_t extra = f->len < 126 ? 0 : f->len <= 0xffff ? 2 : 8;
    f->head_len = (unsigned char)(2 + extra);
    unsigned char *h = (unsigned char *)(uintptr_t)out_framed(f).p;
    h[0] = (unsigned char)(0x80 | opcode);
    h[1] = (unsigned char)(extra == 0 ? f->len : extra == 2 ? 126 : 127);
    for (size_t i = 0; i < extra; i++)
        h[2 + i] = (unsigned char)((uint64_t)f->len >> (8 * (extra - 1 - i)));
}

static int64_t most(int rate)
{
    return (int64_t)rate * BURST_SECONDS * MILLI;
}

void allowance_init(struct allowance *a, int rate, uint64_t now_ms)
{
    *a = (struct allowance){most(rate), now_ms};
}

bool allowance_take(struct allowance *a, int rate, uint64_t now_ms)
{
    if (!rate)
        return true;
    int64_t earned = (int64_t)MIN(now_ms - a->at_ms, (uint64_t)LONGEST_REST) * rate;
    a->credit = MIN(a->credit + earned, most(rate));
    a->at_ms = now_ms;
    if (a->credit < MILLI)
        return false;
    a->credit -= MILLI;
    return true;
}
