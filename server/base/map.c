#include "base/map.h"

#include "base/util.h"

// Linear probing at most three quarters full; a deletion moves later entries back, so that no
// grave markers pile up in a map that lives for weeks.

enum { SIZE_FIRST = 16 };

void map_init(struct map *m, size_t max, uint64_t seed)
{
    *m = (struct map){.max = max, .seed = seed};
}

void map_free(struct map *m)
{
    mem_free(m->slots);
    map_init(m, m->max, m->seed);
}

// The slot that holds the key, or the free one where it belongs. The table is never full.
static struct map_slot *find(const struct map *m, struct str key, uint64_t hash)
{
    size_t i = hash & (m->size - 1);
    while (m->slots[i].value && !(m->slots[i].hash == hash && str_eq(m->slots[i].key, key)))
        i = (i + 1) & (m->size - 1);
    return &m->slots[i];
}

void *map_get(const struct map *m, struct str key)
{
    return m->n > 0 ? find(m, key, hash_bytes(key, m->seed))->value : NULL;
}

static void grow(struct map *m)
{
    struct map old = *m;
    m->size = MAX(old.size * 2, (size_t)SIZE_FIRST);
    m->slots = mem_alloc(m->size * sizeof *m->slots);
    for (size_t i = 0; i < old.size; i++) {
        if (old.slots[i].value)
            *find(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    }
    mem_free(old.slots);
}

bool map_put(struct map *m, struct str key, void *value)
{
    CHECK(value);
    if (m->n + 1 > m->size / 4 * 3)
        grow(m);
    uint64_t hash = hash_bytes(key, m->seed);
    struct map_slot *slot = find(m, key, hash);
    if (!slot->value) {
        if (m->n >= m->max)
            return false;
        m->n++;
    }
    *slot = (struct map_slot){hash, key, value};
    return true;
}

// Entry `i` may move back to the hole unless its home lies after the hole, going round.
static bool may_fill(size_t home, size_t hole, size_t i, size_t mask)
{
    return ((i - home) & mask) >= ((i - hole) & mask);
}

void *map_del(struct map *m, struct str key)
{
    if (m->n == 0)
        return NULL;
    struct map_slot *slot = find(m, key, hash_bytes(key, m->seed));
    void *value = slot->value;
    if (!value)
        return NULL;
    size_t mask = m->size - 1;
    size_t hole = (size_t)(slot - m->slots);
    for (size_t i = (hole + 1) & mask; m->slots[i].value; i = (i + 1) & mask) {
        if (may_fill(m->slots[i].hash & mask, hole, i, mask)) {
            m->slots[hole] = m->slots[i];
            hole = i;
        }
    }
    m->slots[hole] = (struct map_slot){0};
    m->n--;
    return value;
}

const struct map_slot *map_next(const struct map *m, size_t *at)
{
    while (*at < m->size) {
        const struct map_slot *slot = &m->slots[(*at)++];
        if (slot->value)
            return slot;
    }
    return NULL;
}

void map64_init(struct map64 *m, size_t max)
{
    *m = (struct map64){.max = max};
}

void map64_free(struct map64 *m)
{
    mem_free(m->slots);
    map64_init(m, m->max);
}

static struct map64_slot *find64(const struct map64 *m, uint64_t key)
{
    size_t i = hash_u64(key) & (m->size - 1);
    while (m->slots[i].value && m->slots[i].key != key)
        i = (i + 1) & (m->size - 1);
    return &m->slots[i];
}

void *map64_get(const struct map64 *m, uint64_t key)
{
    return m->n > 0 ? find64(m, key)->value : NULL;
}

static void grow64(struct map64 *m)
{
    struct map64 old = *m;
    m->size = MAX(old.size * 2, (size_t)SIZE_FIRST);
    m->slots = mem_alloc(m->size * sizeof *m->slots);
    for (size_t i = 0; i < old.size; i++) {
        if (old.slots[i].value)
            *find64(m, old.slots[i].key) = old.slots[i];
    }
    mem_free(old.slots);
}

bool map64_put(struct map64 *m, uint64_t key, void *value)
{
    CHECK(value);
    if (m->n + 1 > m->size / 4 * 3)
        grow64(m);
    struct map64_slot *slot = find64(m, key);
    if (!slot->value) {
        if (m->n >= m->max)
            return false;
        m->n++;
    }
    *slot = (struct map64_slot){key, value};
    return true;
}

void *map64_del(struct map64 *m, uint64_t key)
{
    struct map64_slot *slot = m->n > 0 ? find64(m, key) : NULL;
    if (!slot || !slot->value)
        return NULL;
    void *value = slot->value;
    size_t mask = m->size - 1;
    size_t hole = (size_t)(slot - m->slots);
    for (size_t i = (hole + 1) & mask; m->slots[i].value; i = (i + 1) & mask) {
        if (may_fill(hash_u64(m->slots[i].key) & mask, hole, i, mask)) {
            m->slots[hole] = m->slots[i];
            hole = i;
        }
    }
    m->slots[hole] = (struct map64_slot){0};
    m->n--;
    return value;
}

const struct map64_slot *map64_next(const struct map64 *m, size_t *at)
{
    while (*at < m->size) {
        const struct map64_slot *slot = &m->slots[(*at)++];
        if (slot->value)
            return slot;
    }
    return NULL;
}
