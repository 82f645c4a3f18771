#include <criterion/criterion.h>

#include "core/tally_table.h"

static struct table t;

#define MINUTES(n) (60000 * (int64_t)(n))

static void at(struct tally_act *act, int64_t ms)
{
    act->at_ms = ms;
}

Test(tally_live, silence_counts_from_arrival_or_from_the_last_act)
{
    table_seven(&t);
    t.in.people[C3].in_ms = MINUTES(4);
    t.in.people[O2].left_ms = MINUTES(2);
    at(table_act(&t, TALLY_PROPOSE, C1, A), MINUTES(1));
    table_live(&t, MINUTES(5));
    cr_assert_eq(t.live.silent, 0, "five minutes are not more than five");
    table_live(&t, MINUTES(5) + 1);
    cr_assert_eq(t.live.silent, 1 << M1 | 1 << O1 | 1 << M2 | 1 << C2);
    cr_assert_eq(t.live.silent_ms[C1], MINUTES(4) + 1);
    cr_assert_eq(t.live.silent_ms[O2], 0, "who left is not silent");
}

Test(tally_live, who_types_for_another_is_not_silent)
{
    table_seven(&t);
    struct tally_act *act = table_act(&t, TALLY_PROPOSE, M1, A);
    act->credit = TALLY_BIT(C1);
    at(act, MINUTES(4));
    table_live(&t, MINUTES(6));
    cr_assert_eq(t.live.silent, 1 << O1 | 1 << M2 | 1 << C2 | 1 << O2 | 1 << C3);
    cr_assert_eq(t.live.silent_ms[M1], MINUTES(2));
    cr_assert_eq(t.live.silent_ms[C1], MINUTES(2));
}

Test(tally_live, one_typist)
{
    table_seven(&t);
    for (int i = 0; i < 5; i++) {
        table_act(&t, TALLY_PROPOSE, i < 3 ? C1 : M1, i < 3 ? A : B)->device = i < 3 ? 7 : 8;
    }
    table_live(&t, 0);
    cr_assert_not(t.live.typist, "three of five are not more than 60 %%");
    table_act(&t, TALLY_PROPOSE, C1, C)->device = 7;
    table_live(&t, 0);
    cr_assert(t.live.typist);
    cr_assert_eq(t.live.typist_person, C1);
    cr_assert_eq(t.live.typist_device, 7);
    cr_assert(OF_IS(t.live.typist_acts, 4, 6));
}

Test(tally_live, a_shared_phone_that_credits_others_is_no_typist)
{
    table_seven(&t);
    for (int i = 0; i < 10; i++) {
        struct tally_act *act = table_act(&t, TALLY_PROPOSE, C1, A);
        act->device = 7;
        act->credit = TALLY_BIT(i % 2 ? M1 : C1);
    }
    table_live(&t, 0);
    cr_assert_not(t.live.typist);
}

Test(tally_live, standing_objections_oldest_first)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_act(&t, TALLY_PROPOSE, C1, B);
    at(table_react(&t, M1, B, TALLY_OBJECT), 2000);
    at(table_react(&t, O1, A, TALLY_OBJECT), 1000);
    at(table_react(&t, M2, A, TALLY_OBJECT), 3000);
    at(table_react(&t, M2, A, TALLY_LIVE), 4000);
    at(table_react(&t, M1, B, TALLY_OBJECT), 5000); // again: as old as before
    table_live(&t, 10000);
    cr_assert_eq(t.live.n_objections, 2);
    cr_assert_eq(t.live.standing, 2);
    cr_assert_eq(t.live.objections[0].person, O1);
    cr_assert_eq(t.live.objections[0].clause, A);
    cr_assert_eq(t.live.objections[0].age_ms, 9000);
    cr_assert_eq(t.live.objections[1].age_ms, 8000);
}

Test(tally_live, hands_concessions_and_clauses)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    table_act(&t, TALLY_PROPOSE, C2, B);
    table_live(&t, 0);
    cr_assert_eq(t.live.adopted, 1);
    cr_assert_eq(t.live.open, 1);
    cr_assert_eq(t.live.without_hand, 1 << TALLY_M | 1 << TALLY_O, "a reaction is not a hand");
    table_amend(&t, M1, B);
    table_live(&t, 0);
    cr_assert_eq(t.live.without_hand, 1 << TALLY_O);
    cr_assert_eq(t.live.concessions[TALLY_C], 1);
}

Test(tally_live, it_tells_when_time_alone_will_change_it)
{
    table_seven(&t);
    table_live(&t, 0);
    cr_assert_eq(t.live.changes_ms, MINUTES(3) + 1, "idle first");
    table_live(&t, MINUTES(3) + 1);
    cr_assert_eq(t.live.changes_ms, MINUTES(5) + 1, "then silent");
    at(table_act(&t, TALLY_PROPOSE, C1, A), MINUTES(4));
    at(table_react(&t, M1, A, TALLY_OBJECT), MINUTES(4) + 5);
    table_live(&t, MINUTES(5) + 1);
    cr_assert_eq(t.live.changes_ms, MINUTES(7) + 6, "idle again");
    table_live(&t, MINUTES(11));
    cr_assert_eq(t.live.changes_ms, INT64_MAX, "nothing more to tell");
}

Test(tally_live, stuck)
{
    table_seven(&t);
    table_live(&t, MINUTES(3) + 1);
    cr_assert_eq(t.live.stuck, TALLY_STUCK_IDLE);
    at(table_act(&t, TALLY_PROPOSE, C1, A), MINUTES(5));
    at(table_react(&t, M1, A, TALLY_OBJECT), MINUTES(6));
    table_live(&t, MINUTES(9));
    cr_assert_eq(t.live.stuck, 0);
    table_live(&t, MINUTES(10) + 1);
    cr_assert_eq(t.live.stuck, TALLY_STUCK_IDLE | TALLY_STUCK_OBJECTION | TALLY_STUCK_NO_ADOPTION);
}
