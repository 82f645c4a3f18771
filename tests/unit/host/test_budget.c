// What one may use up, and how it comes back.
#include <criterion/criterion.h>

#include "core/limits.h"
#include "host/budget.h"

enum { KNOWN = 1 << 16, BORN = 5000, LATER = RELAY_PERSON_MS };

static const enum budget kind = BUDGET_RELAYS_PERSON;

Test(budget, a_burst_is_free_and_then_one_so_often)
{
    struct budgets *b = budgets_new();
    for (int i = 0; i < RELAYS_PERSON; i++) {
        cr_assert_eq(budget_wait(b, kind, 1, BORN), 0, "the %dth", i);
        budget_charge(b, kind, 1, BORN);
    }
    cr_assert_eq(budget_wait(b, kind, 1, BORN), LATER);
    cr_assert_eq(budget_wait(b, kind, 2, BORN), 0);
    cr_assert_eq(budget_wait(b, kind, 1, BORN + LATER - 1), 1);
    cr_assert_eq(budget_wait(b, kind, 1, BORN + LATER), 0);
    budget_charge_many(b, kind, 1, 3, BORN + LATER);
    cr_assert_eq(budget_wait(b, kind, 1, BORN + LATER), 3 * LATER);
    budget_clear(b, kind, 1);
    cr_assert_eq(budget_wait(b, kind, 1, BORN + LATER), 0);
    budgets_free(b);
}

// As many as are remembered, most of whom have earned all again when one more comes.
Test(budget, who_has_earned_all_again_makes_place)
{
    struct budgets *b = budgets_new();
    budget_charge_many(b, kind, 1, 2 * RELAYS_PERSON, BORN);
    for (uint64_t who = 2; who <= KNOWN; who++)
        budget_charge(b, kind, who, BORN);
    uint64_t then = BORN + LATER, before = budget_wait(b, kind, 1, then);
    cr_assert_gt(before, 0);
    budget_charge_many(b, kind, KNOWN + 1, 2 * RELAYS_PERSON, then);
    cr_assert_gt(budget_wait(b, kind, KNOWN + 1, then), 0, "the one who came");
    cr_assert_eq(budget_wait(b, kind, 1, then), before, "the one who still owes");
    budgets_free(b);
}
