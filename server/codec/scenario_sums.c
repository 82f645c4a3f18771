// The arithmetic that a scenario states, held to its own cards. From format 2 on: a sum is the one
// its text says, in both languages; what the community must bring can be brought at every table of
// five to twelve, by who sits there and the two absent owners that it may call; and no group brings
// it alone.
#include <stdio.h>

#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"
#include "core/limits.h"
#include "core/seating.h"

enum { TABLE_MIN = 5, TABLE_MAX = PLACES_MAX };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Bytes of what stands between thousands there, 0: nothing does. A comma, or a no-break space.
static size_t separator(struct str s, size_t i)
{
    static const struct str kinds[] = {STR_INIT(","), STR_INIT("\u00a0"), STR_INIT("\u202f")};
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        size_t n = kinds[k].n;
        bool three = i + n + 3 <= s.n && is_digit(s.p[i + n]) && is_digit(s.p[i + n + 1]) &&
                     is_digit(s.p[i + n + 2]);
        if (three && str_starts(str_sub(s, i, s.n), kinds[k])) {
            return n;
        }
    }
    return 0;
}

static bool says_sum(struct str s, int32_t sum)
{
    for (size_t i = 0; i < s.n; i++) {
        int64_t n = 0;
        for (size_t gap = 0; i < s.n && (is_digit(s.p[i]) || (gap = separator(s, i)) > 0);
             gap = 0) {
            i += gap;
            n = MIN(n, INT32_MAX) * 10 + (s.p[i++] - '0');
        }
        if (n == sum) {
            return true;
        }
    }
    return false;
}

static void check_said(struct scenario_reader *r, const struct node *top)
{
    struct node roles = node_member(top, "roles");
    for (size_t i = 0; i < r->s->n_roles; i++) {
        struct node role = node_element(&roles, i), list = node_member(&role, "assets");
        for (size_t j = 0; j < r->s->roles[i].n_assets; j++) {
            const struct scenario_asset *asset = &r->s->roles[i].assets[j];
            struct node item = node_element(&list, j), amount = node_member(&item, "amount");
            bool said =
                says_sum(asset->text.fr, asset->amount) && says_sum(asset->text.en, asset->amount);
            if (asset->amount > 0 && !said) {
                scenario_fault(r, &amount,
                               (struct expected){"la somme que dit le texte, dans les deux langues",
                                                 "the sum that the text says, in both languages"});
            }
        }
    }
}

static int64_t brought(const struct scenario *s, unsigned roles)
{
    int64_t sum = 0;
    for (size_t i = 0; i < s->n_roles; i++) {
        for (size_t j = 0; j < s->roles[i].n_assets && roles >> i & 1; j++) {
            sum += s->roles[i].assets[j].aside ? 0 : s->roles[i].assets[j].amount;
        }
    }
    return sum;
}

// Those who sit there, and the absent whom it would be wisest to call.
static int64_t brought_at(const struct scenario *s, unsigned seated)
{
    for (int call = 0; call < CALLS_MAX; call++) {
        unsigned best = 0;
        for (size_t i = 0; i < s->n_roles; i++) {
            unsigned role = 1u << i;
            if (!(seated & role) && (best == 0 || brought(s, role) > brought(s, best))) {
                best = role;
            }
        }
        seated |= best;
    }
    return brought(s, seated);
}

static void say_sum(struct scenario_reader *r, const struct node *part, const char *what,
                    int64_t sum)
{
    char text[160];
    snprintf(text, sizeof text, "%s %lld $", what, (long long)sum);
    scenario_fault(r, part, (struct expected){text, text});
}

// Groups that differ by one at most, all three there.
static bool check_table(struct scenario_reader *r, const struct node *part, const int *people)
{
    int64_t sum = brought_at(r->s, seating_of(r->s, people));
    if (sum >= r->s->budget.community) {
        return true;
    }
    char what[120];
    snprintf(what, sizeof what,
             r->faults->french ? "au plus ce que les cartes apportent à une table de %d\u00a0:"
                               : "at most what the cards bring to a table of %d:",
             people[0] + people[1] + people[2]);
    say_sum(r, part, what, sum);
    return false;
}

static void check_reached(struct scenario_reader *r, const struct node *part)
{
    for (int n = TABLE_MIN; n <= TABLE_MAX; n++) {
        int most = (n + SCENARIO_GROUPS - 1) / SCENARIO_GROUPS, least = n / SCENARIO_GROUPS;
        for (int m = least; m <= most; m++) {
            for (int c = least; c <= most; c++) {
                int people[SCENARIO_GROUPS] = {m, c, n - m - c};
                bool even = people[2] >= least && people[2] <= most;
                if (even && !check_table(r, part, people)) {
                    return; // a larger table brings more
                }
            }
        }
    }
}

static void check_alone(struct scenario_reader *r, const struct node *part)
{
    for (int g = 0; g < SCENARIO_GROUPS; g++) {
        unsigned roles = 0;
        for (size_t i = 0; i < r->s->n_roles; i++) {
            roles |= r->s->roles[i].group == g ? 1u << i : 0;
        }
        if (brought(r->s, roles) >= r->s->budget.community) {
            say_sum(r, part,
                    r->faults->french ? "plus que ce qu’un groupe apporte seul\u00a0:"
                                      : "more than one group brings alone:",
                    brought(r->s, roles));
            return;
        }
    }
}

void check_sums(struct scenario_reader *r, const struct node *top)
{
    struct node budget = node_member(top, "budget"), part = node_member(&budget, "community");
    if (r->s->format == 1) {
        return;
    }
    check_said(r, top);
    if (part.value != NULL) {
        check_reached(r, &part);
        check_alone(r, &part);
    }
}
