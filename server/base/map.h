// Hash maps to pointers, bounded: struct map by bytes, struct map64 by number.
// A map owns its table only. Keys of struct map are views: their bytes belong to the caller and
// must outlive the entry (keep them in the value). Values may not be NULL.
// Order of walking depends on the seed: nothing that is logged or shown may follow it.
#ifndef TABLEE_BASE_MAP_H
#define TABLEE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct map_slot {
    uint64_t hash;
    struct str key;
    void *value; // NULL: free
};

struct map {
    struct map_slot *slots; // a power of two of them
    size_t size;
    size_t n;
    size_t max;
    uint64_t seed;
};

// `seed` is random wherever strangers choose the keys; 0 elsewhere.
void map_init(struct map *m, size_t max, uint64_t seed);
void map_free(struct map *m);
void *map_get(const struct map *m, struct str key); // NULL when absent
// Adds or replaces (the new key view is kept); false when the map is full.
bool map_put(struct map *m, struct str key, void *value);
void *map_del(struct map *m, struct str key); // what was there, or NULL
// Walks: size_t at = 0; while ((slot = map_next(&m, &at))) … No put or del while walking.
const struct map_slot *map_next(const struct map *m, size_t *at);

struct map64_slot {
    uint64_t key;
    void *value; // NULL: free
};

struct map64 {
    struct map64_slot *slots;
    size_t size;
    size_t n;
    size_t max;
};

void map64_init(struct map64 *m, size_t max);
void map64_free(struct map64 *m);
void *map64_get(const struct map64 *m, uint64_t key);
bool map64_put(struct map64 *m, uint64_t key, void *value);
void *map64_del(struct map64 *m, uint64_t key);
const struct map64_slot *map64_next(const struct map64 *m, size_t *at);

// SipHash-1-3, for those who keep a table of their own.
uint64_t hash_bytes(struct str s, uint64_t seed);
uint64_t hash_u64(uint64_t n);

#endif
