#include "base/vec.h"

#include <string.h>

void *vec_grow(void *items, size_t *cap, size_t max, size_t item_size)
{
    size_t wanted = MIN(MAX(*cap * 2, (size_t)8), max);
    size_t bytes;
    CHECK(!__builtin_mul_overflow(wanted, item_size, &bytes));
    *cap = wanted;
    return mem_resize(items, bytes);
}

void vec_shift(void *items, size_t n, size_t i, size_t item_size)
{
    CHECK(i < n);
    char *at = (char *)items + i * item_size;
    memmove(at, at + item_size, (n - i - 1) * item_size);
}
