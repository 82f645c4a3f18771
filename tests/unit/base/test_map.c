#include <criterion/criterion.h>
#include <stdio.h>

#include "base/map.h"

enum { KEYS = 500 };

static char names[KEYS][8];

static struct str name(size_t i)
{
    return str_from_cstr(names[i]);
}

static void setup(void)
{
    for (size_t i = 0; i < KEYS; i++)
        snprintf(names[i], sizeof names[i], "k%zu", i);
}

TestSuite(map, .init = setup);

Test(map, puts_gets_replaces)
{
    struct map m;
    map_init(&m, KEYS, 7);
    cr_assert_null(map_get(&m, STR("k1")));
    for (size_t i = 0; i < KEYS; i++)
        cr_assert(map_put(&m, name(i), names[i]));
    for (size_t i = 0; i < KEYS; i++)
        cr_assert_eq(map_get(&m, name(i)), (void *)names[i]);
    cr_assert_eq(m.n, KEYS);
    cr_assert_not(map_put(&m, STR("one more"), names));
    cr_assert(map_put(&m, STR("k3"), names[4]), "replacing is no growth");
    cr_assert_eq(map_get(&m, STR("k3")), (void *)names[4]);
    cr_assert_null(map_get(&m, STR("k")));
    cr_assert_null(map_get(&m, STR("")));
    map_free(&m);
}

// Against a plain array, so that a wrong move of a later entry shows.
static void churn(struct map *m, uint64_t seed)
{
    bool there[KEYS] = {false};
    size_t n = 0;
    for (int step = 0; step < 20000; step++) {
        seed = hash_u64(seed);
        size_t i = seed % KEYS;
        if (seed >> 32 & 1) {
            cr_assert(map_put(m, name(i), names[i]));
            n += !there[i];
            there[i] = true;
        } else {
            cr_assert_eq(map_del(m, name(i)), there[i] ? (void *)names[i] : NULL);
            n -= there[i];
            there[i] = false;
        }
        cr_assert_eq(m->n, n);
    }
    for (size_t i = 0; i < KEYS; i++)
        cr_assert_eq(map_get(m, name(i)) != NULL, there[i]);
}

Test(map, survives_many_deletions)
{
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct map m;
        map_init(&m, KEYS, seed);
        churn(&m, seed);
        map_free(&m);
    }
}

Test(map, walks_each_entry_once)
{
    struct map m;
    map_init(&m, 100, 0);
    for (size_t i = 0; i < 100; i++)
        map_put(&m, name(i), names[i]);
    int seen[100] = {0};
    size_t at = 0;
    const struct map_slot *slot;
    while ((slot = map_next(&m, &at)))
        seen[(char(*)[8])slot->value - names]++;
    for (size_t i = 0; i < 100; i++)
        cr_assert_eq(seen[i], 1);
    map_free(&m);
}

Test(map, numbers_as_keys)
{
    struct map64 m;
    map64_init(&m, 300);
    cr_assert_null(map64_get(&m, 0));
    cr_assert_null(map64_del(&m, 0));
    for (uint64_t i = 0; i < 300; i++)
        cr_assert(map64_put(&m, i << 32, &names[i]));
    cr_assert_not(map64_put(&m, 1, names));
    for (uint64_t i = 0; i < 300; i += 2)
        cr_assert_eq(map64_del(&m, i << 32), (void *)&names[i]);
    for (uint64_t i = 0; i < 300; i++)
        cr_assert_eq(map64_get(&m, i << 32), i % 2 ? (void *)&names[i] : NULL);
    size_t at = 0, n = 0;
    while (map64_next(&m, &at))
        n++;
    cr_assert_eq(n, 150);
    map64_free(&m);
}

Test(map, hash_depends_on_every_byte_and_the_seed)
{
    cr_assert_neq(hash_bytes(STR("abcdefghi"), 1), hash_bytes(STR("abcdefghj"), 1));
    cr_assert_neq(hash_bytes(STR("abcdefghi"), 1), hash_bytes(STR("abcdefghi"), 2));
    cr_assert_neq(hash_bytes((struct str){"\0", 1}, 1), hash_bytes((struct str){"\0\0", 2}, 1));
}
