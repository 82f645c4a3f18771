// Numbers of people of whom only what they said of each other is told.
#include <criterion/criterion.h>
#include <string.h>

#include "core/nameless.h"

enum { N = TALLY_PEOPLE_MAX, TRIES = 200 };

static uint32_t dice = 1;

static uint32_t throw(uint32_t sides)
{
    dice = dice * 1664525 + 1013904223;
    return (dice >> 8) % sides;
}

static void shuffled(uint8_t to[N], int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (uint8_t)i;
    for (int i = n; i-- > 1;) {
        uint32_t k = throw((uint32_t)i + 1);
        uint8_t swapped = to[i];
        to[i] = to[k];
        to[k] = swapped;
    }
}

static struct nameless renumbered(const struct nameless *w, const uint8_t to[N])
{
    struct nameless r = {.n = w->n};
    for (int i = 0; i < w->n; i++) {
        r.own[to[i]] = w->own[i];
        for (int k = 0; k < w->n; k++)
            r.said[to[i]][to[k]] = w->said[i][k];
    }
    return r;
}

// What is told of it: everything, by its order.
static struct nameless told(const struct nameless *w)
{
    uint8_t at[N], to[N];
    bool seen[N] = {false};
    nameless_order(w, at);
    for (int i = 0; i < w->n; i++) {
        cr_assert(at[i] < w->n && !seen[at[i]]);
        seen[at[i]] = true;
        to[at[i]] = (uint8_t)i;
    }
    return renumbered(w, to);
}

// Of few values, so that many are alike.
static struct nameless random_answers(int n, uint32_t values)
{
    struct nameless w = {.n = n};
    for (int i = 0; i < n; i++) {
        w.own[i] = throw(values);
        for (int k = 0; k < n; k++)
            w.said[i][k] = (uint16_t)(i == k ? 0 : throw(values));
    }
    return w;
}

Test(nameless, whoever_renumbers_the_people_finds_the_same)
{
    uint8_t to[N];
    for (int t = 0; t < TRIES; t++) {
        struct nameless w = random_answers(3 + (int) throw(10), 1 + throw(6));
        struct nameless first = told(&w);
        shuffled(to, w.n);
        struct nameless other = renumbered(&w, to);
        other = told(&other);
        cr_assert_eq(memcmp(&first, &other, sizeof first), 0, "try %d", t);
    }
}

// Two circles of three and one of six: nothing near them tells their people apart.
Test(nameless, who_is_alike_near_by_is_told_apart_from_afar)
{
    struct nameless w = {.n = 12};
    uint8_t to[N];
    for (int i = 0; i < 6; i++) {
        w.said[i][i / 3 * 3 + (i + 1) % 3] = 5;
        w.said[6 + i][6 + (i + 1) % 6] = 5;
    }
    struct nameless first = told(&w);
    for (int t = 0; t < 20; t++) {
        shuffled(to, w.n);
        struct nameless other = renumbered(&w, to);
        other = told(&other);
        cr_assert_eq(memcmp(&first, &other, sizeof first), 0, "try %d", t);
    }
}

Test(nameless, a_full_table_where_all_say_the_same)
{
    struct nameless w = {.n = N};
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            w.said[i][k] = i != k;
    struct nameless first = told(&w);
    cr_assert_eq(memcmp(&first, &w, sizeof w), 0);
}
