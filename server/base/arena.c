#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/util.h"

enum { ALIGN = _Alignof(max_align_t), CHUNK_FIRST = 4096, CHUNK_MOST = 256 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; // of bytes
    size_t used;
    _Alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *a, size_t max)
{
    *a = (struct arena){.max = max};
}

static void free_chunks(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        mem_free(chunk);
        chunk = next;
    }
}

void arena_free(struct arena *a)
{
    free_chunks(a->head);
    arena_init(a, a->max);
}

void arena_reset(struct arena *a)
{
    a->used = 0;
    if (!a->head)
        return;
    free_chunks(a->head->next);
    a->head->next = NULL;
    a->head->used = 0;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

// Each chunk is twice the last, so that a small arena stays small and a big one takes few.
static void add_chunk(struct arena *a, size_t need)
{
    size_t size = a->head ? MIN(a->head->size * 2, (size_t)CHUNK_MOST) : CHUNK_FIRST;
    size = MIN(size, a->max);
    size = MAX(size, need);
    struct arena_chunk *chunk = mem_resize(NULL, sizeof *chunk + size);
    *chunk = (struct arena_chunk){.size = size, .next = a->head};
    a->head = chunk;
}

// Not zeroed: of a chunk much is never handed out, and most of the rest is written at once.
static void *take(struct arena *a, size_t n)
{
    if (n > a->max)
        return NULL;
    size_t need = (MAX(n, (size_t)1) + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (need > a->max - a->used)
        return NULL;
    if (!a->head || need > a->head->size - a->head->used)
        add_chunk(a, need);
    void *p = a->head->bytes + a->head->used;
    a->head->used += need;
    a->used += need;
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    void *p = take(a, n);
    return p ? memset(p, 0, n) : NULL;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    size_t n;
    if (__builtin_mul_overflow(count, size, &n))
        return NULL;
    return arena_alloc(a, n);
}

char *arena_cstr(struct arena *a, struct str s)
{
    if (s.n == SIZE_MAX)
        return NULL;
    char *copy = take(a, s.n + 1);
    if (!copy)
        return NULL;
    if (s.n > 0)
        memcpy(copy, s.p, s.n);
    copy[s.n] = 0;
    return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
    const char *copy = arena_cstr(a, s);
    return (struct str){copy, copy ? s.n : 0};
}
