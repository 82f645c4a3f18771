// As canonical labellings of graphs are found: people are told apart by what they said and heard,
// then by what those said of whom they said it, until that tells nobody more apart; of those who
// are still alike each is tried as the first, and who then makes the least of the others is.
#include "core/nameless.h"

#include <string.h>

enum { N = TALLY_PEOPLE_MAX };

// Of each, how many come before; the same for those who are alike.
struct ranks {
    uint8_t of[N];
};

struct sight {
    uint64_t of[N + 1]; // one's own rank, then of each of the others rank, said and heard
};

static int compare(const uint64_t *a, const uint64_t *b, int n)
{
    for (int i = 0; i < n; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static void sort(uint64_t *v, int n)
{
    for (int i = 1; i < n; i++) {
        uint64_t x = v[i];
        int k = i;
        for (; k > 0 && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
}

static void look(const struct nameless *w, const struct ranks *r, struct sight sight[N])
{
    for (int i = 0; i < w->n; i++) {
        int n = 1;
        sight[i].of[0] = r->of[i];
        for (int k = 0; k < w->n; k++)
            if (k != i)
                sight[i].of[n++] =
                    (uint64_t)r->of[k] << 32 | (uint64_t)w->said[i][k] << 16 | w->said[k][i];
        sort(sight[i].of + 1, n - 1);
    }
}

static void refine(const struct nameless *w, struct ranks *r)
{
    struct sight sight[N];
    struct ranks next = {{0}};
    for (bool more = true; more; *r = next) {
        look(w, r, sight);
        memset(&next, 0, sizeof next);
        for (int i = 0; i < w->n; i++)
            for (int k = 0; k < w->n; k++)
                next.of[i] = (uint8_t)(next.of[i] + (compare(sight[k].of, sight[i].of, w->n) < 0));
        more = memcmp(&next, r, sizeof next) != 0;
    }
}

// How many share the lowest rank that several have, and whom, in `alike`.
static int first_alike(const struct nameless *w, const struct ranks *r, uint8_t alike[N])
{
    for (int rank = 0; rank < w->n; rank++) {
        int n = 0;
        for (int i = 0; i < w->n; i++)
            if (r->of[i] == rank)
                alike[n++] = (uint8_t)i;
        if (n > 1)
            return n;
    }
    return 0;
}

static void set_first(const struct nameless *w, struct ranks *r, const uint8_t *alike, int n,
                      int who)
{
    for (int i = 0; i < n; i++)
        r->of[alike[i]] = (uint8_t)(r->of[alike[i]] + (alike[i] != who));
    refine(w, r);
}

// How all look by then, by rank; who shares a rank looks the same.
static void picture(const struct nameless *w, const struct ranks *r, struct sight by_rank[N])
{
    struct sight sight[N];
    look(w, r, sight);
    for (int i = 0, n = 0; n < w->n; i++)
        for (int k = 0; k < w->n; k++)
            if (r->of[k] == i)
                by_rank[n++] = sight[k];
}

static int compare_pictures(const struct nameless *w, const struct sight a[N],
                            const struct sight b[N])
{
    int order = 0;
    for (int i = 0; i < w->n && order == 0; i++)
        order = compare(a[i].of, b[i].of, w->n);
    return order;
}

static void tell_apart(const struct nameless *w, struct ranks *r, const uint8_t *alike, int n)
{
    struct sight least[N], seen[N];
    struct ranks best = *r;
    for (int i = 0; i < n; i++) {
        struct ranks one = *r;
        set_first(w, &one, alike, n, alike[i]);
        picture(w, &one, seen);
        if (i > 0 && compare_pictures(w, seen, least) >= 0)
            continue;
        memcpy(least, seen, sizeof least);
        best = one;
    }
    *r = best;
}

void nameless_order(const struct nameless *w, uint8_t at[N])
{
    struct ranks r = {{0}};
    uint8_t alike[N];
    int n;
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->n; k++)
            r.of[i] = (uint8_t)(r.of[i] + (w->own[k] < w->own[i]));
    refine(w, &r);
    while ((n = first_alike(w, &r, alike)) > 0)
        tell_apart(w, &r, alike, n);
    for (int i = 0; i < w->n; i++)
        at[r.of[i]] = (uint8_t)i;
}
