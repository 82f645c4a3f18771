// The moments that the tallies point at, and hand-overs beside chance.
#include <criterion/criterion.h>

#include "core/tally_course.h"
#include "core/tally_table.h"

#define MINUTES(n) (60000 * (int64_t)(n))

static struct table t;
static struct tally_mark marks[MOMENTS];

static void at(struct tally_act *act, int64_t ms)
{
    act->at_ms = ms;
}

static void run(void)
{
    tally_course(&t.in, &tally_thresholds_1, marks);
}

static const struct tally_mark *is(enum tally_moment moment, int64_t ms, int person)
{
    const struct tally_mark *m = &marks[moment];
    cr_assert(m->known);
    cr_assert_eq(m->at_ms, ms);
    cr_assert_eq(m->person, person);
    return m;
}

Test(tally_course, an_empty_table_has_its_silence_alone)
{
    table_seven(&t);
    run();
    for (int k = 0; k < MOMENTS; k++) {
        cr_assert_eq(marks[k].known, k == MOMENT_SILENT);
    }
    cr_assert_eq(marks[MOMENT_SILENT].ms, t.in.phase2_ms);
}

Test(tally_course, hands_of_other_groups)
{
    table_seven(&t);
    at(table_act(&t, TALLY_PROPOSE, C1, A), MINUTES(1));
    at(table_act(&t, TALLY_CARRY, C2, A), MINUTES(2));
    run();
    cr_assert_not(marks[MOMENT_FIRST_HAND].known, "of the same group");
    at(table_amend(&t, M2, A), MINUTES(3));
    at(table_act(&t, TALLY_COMMIT, O1, A), MINUTES(5));
    run();
    cr_assert_eq(is(MOMENT_FIRST_HAND, MINUTES(3), M2)->group, TALLY_M);
    cr_assert_eq(is(MOMENT_ALL_HANDS, MINUTES(5), O1)->group, TALLY_O);
}

Test(tally_course, an_amendment_that_is_declined_is_no_hand)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_amend(&t, M1, A)->accepted = false;
    run();
    cr_assert_not(marks[MOMENT_FIRST_HAND].known);
}

Test(tally_course, objections_the_longest_and_the_first_that_gave_way_for_good)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    at(table_react(&t, M1, A, TALLY_OBJECT), MINUTES(1));
    at(table_react(&t, O1, A, TALLY_OBJECT), MINUTES(2));
    at(table_react(&t, O1, A, TALLY_LIVE), MINUTES(3)); // without another wording
    at(table_amend(&t, O2, A), MINUTES(4));
    at(table_react(&t, M1, A, TALLY_LIVE), MINUTES(6));
    run();
    cr_assert_eq(is(MOMENT_COMPROMISE, MINUTES(6), M1)->clause, A);
    cr_assert_eq(is(MOMENT_LONGEST, MINUTES(1), M1)->ms, MINUTES(5));
    at(table_react(&t, M1, A, TALLY_OBJECT), MINUTES(10)); // again, and to the end
    run();
    cr_assert_not(marks[MOMENT_COMPROMISE].known);
    cr_assert_eq(is(MOMENT_LONGEST, MINUTES(10), M1)->ms, t.in.phase2_ms - MINUTES(10));
}

Test(tally_course, a_silence_is_a_minute_at_least)
{
    table_seven(&t);
    t.in.phase2_ms = MINUTES(3);
    at(table_act(&t, TALLY_PROPOSE, C1, A), MINUTES(1) - 1);
    at(table_act(&t, TALLY_PROPOSE, M1, B), MINUTES(2) - 2);
    at(table_act(&t, TALLY_PROPOSE, O1, C), MINUTES(2) + 1);
    run();
    cr_assert_not(marks[MOMENT_SILENT].known);
    t.in.phase2_ms = MINUTES(4);
    run();
    cr_assert_eq(is(MOMENT_SILENT, MINUTES(2) + 1, TALLY_NOBODY)->ms, MINUTES(2) - 1);
}

Test(tally_course, the_typist_is_as_facilitators_were_told)
{
    table_seven(&t);
    for (int i = 0; i < 8; i++) {
        table_act(&t, TALLY_PROPOSE, C1, i % 4)->device = 7;
    }
    run();
    table_live(&t, t.in.phase2_ms);
    cr_assert_eq(marks[MOMENT_TYPIST].known, t.live.typist);
    cr_assert_eq(is(MOMENT_TYPIST, t.in.phase2_ms, C1)->acts.x, t.live.typist_acts.x);
}

Test(tally_course, handovers_beside_chance)
{
    struct tally_handovers h = tally_handovers("MC");
    cr_assert(h.seen == 1 && h.of == 1 && h.expected == 1 && h.as == CHANCE_FEW_ACTS);
    h = tally_handovers("");
    cr_assert(h.seen == 0 && h.of == 0 && h.as == CHANCE_FEW_ACTS);
    h = tally_handovers("MMMMMMMMMM");
    cr_assert(h.seen == 0 && h.expected == 0 && h.as == CHANCE_FEW_ACTS, "one group alone");
    h = tally_handovers("MCOMCOMCOMCO");
    cr_assert(h.seen == 11 && h.of == 11 && h.expected == 8);
    h = tally_handovers("CCMOOCMMCOCM");
    cr_assert_eq(h.as, CHANCE_ALIKE);
    h = tally_handovers("MMMMMMMMCCCCCCCCOOOOOOOO");
    cr_assert_eq(h.as, CHANCE_FEWER);
    h = tally_handovers("MCMCMCMCMCMCMCMCMCMCMCMC");
    cr_assert_eq(h.as, CHANCE_MORE);
}
