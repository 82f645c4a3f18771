// A bump allocator: many small things that live and die together.
// The arena owns all it hands out; everything is gone at arena_reset or arena_free. It takes
// chunks from the machine and never hands out more than `max` bytes, padding included.
#ifndef TABLEE_BASE_ARENA_H
#define TABLEE_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *head; // newest first
    size_t used;              // bytes handed out since init or reset
    size_t max;
};

void arena_init(struct arena *a, size_t max); // takes no memory yet
void arena_free(struct arena *a);             // usable again as after arena_init
// Forgets everything handed out; keeps one chunk for the next round.
void arena_reset(struct arena *a);
size_t arena_used(const struct arena *a);

// Zeroed and aligned for any type. NULL when `max` would be passed; aborts with a sentence when
// the machine has no memory. `n` may be 0.
void *arena_alloc(struct arena *a, size_t n);
// count * size with the overflow looked at; NULL as above.
void *arena_alloc_array(struct arena *a, size_t count, size_t size);
#define arena_new(a, type)         ((type *)arena_alloc((a), sizeof(type)))
#define arena_new_n(a, type, many) ((type *)arena_alloc_array((a), (many), sizeof(type)))

// A copy with a NUL after it (not counted); {NULL, 0} when `max` would be passed.
struct str arena_str(struct arena *a, struct str s);
char *arena_cstr(struct arena *a, struct str s); // the same as a C string, or NULL

#endif
