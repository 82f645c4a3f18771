#include "codec/json_memory.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/util.h"

// A record or a message of a person; what is longer takes the rest from the machine.
enum { BLOCK_BYTES = 32 * 1024, ALIGNMENT = 16 };

static _Thread_local _Alignas(ALIGNMENT) unsigned char block[BLOCK_BYTES];
static _Thread_local size_t used;
static _Thread_local size_t
    pieces; // given and not back yet: the block starts over when there are none

static void *take(size_t n)
{
    if (n >= BLOCK_BYTES - used)
        return malloc(n);
    void *p = block + used;
    used += MIN((n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, BLOCK_BYTES - used);
    pieces++;
    return p;
}

static void give_back(void *p)
{
    if ((uintptr_t)p - (uintptr_t)block >= BLOCK_BYTES) {
        free(p);
    } else if (--pieces == 0) {
        used = 0;
    }
}

void json_memory_in_block(void)
{
    json_set_alloc_funcs(take, give_back);
}
