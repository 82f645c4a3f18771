// The rules of the tallies, one by one; the vectors and the random tables are in tests/tally.
#include <criterion/criterion.h>

#include "core/tally_table.h"

static struct table t;

Test(tally_rules, empty_table_has_counts_and_no_ratio)
{
    table_people(&t, "");
    table_tally(&t);
    cr_assert_eq(t.out.n + t.out.k + t.out.m + t.out.raised + t.out.silent, 0);
    cr_assert_eq(t.out.shift.den, 0);
    cr_assert_eq(t.out.compromise_rate.den, 0);
    cr_assert_eq(t.out.gini.den, 0);
    cr_assert_not(t.out.j_person.known);
    cr_assert_not(t.out.compared);
    cr_assert_eq(t.out.peer.suppressed, TALLY_FEW_ELIGIBLE);
    cr_assert_str_eq(t.out.rules, "tally-2");
    t.in.rules = rules(1);
    table_tally(&t);
    cr_assert_str_eq(t.out.rules, "tally-1");
    cr_assert_str_eq(t.out.thresholds, "thresholds-1");
}

Test(tally_rules, adoption_needs_every_group_and_no_objection)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_react(&t, M1, A, TALLY_LIVE);
    table_tally(&t);
    cr_assert_eq(t.out.m, 0, "organisations have not said a word");
    table_react(&t, O2, A, TALLY_SUPPORT);
    table_tally(&t);
    cr_assert_eq(t.out.m, 1);
    table_react(&t, M2, A, TALLY_OBJECT);
    table_tally(&t);
    cr_assert_eq(t.out.m, 0, "no majority over one objection");
}

Test(tally_rules, carrying_does_not_lift_ones_own_objection)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    table_react(&t, M1, A, TALLY_OBJECT);
    table_act(&t, TALLY_CARRY, M1, A);
    table_act(&t, TALLY_COMMIT, M1, A);
    table_amend(&t, M1, A);
    table_tally(&t);
    cr_assert_eq(t.out.m, 0);
    cr_assert_eq(t.out.standing, 1);
    table_react(&t, M1, A, TALLY_LIVE);
    table_tally(&t);
    cr_assert_eq(t.out.m, 1);
    cr_assert_eq(t.out.compromise, 1);
}

Test(tally_rules, an_objection_outlives_new_versions)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    table_react(&t, O2, A, TALLY_OBJECT);
    table_amend(&t, M1, A);
    table_amend(&t, M1, A);
    table_tally(&t);
    cr_assert_eq(t.out.m, 0);
    cr_assert_eq(t.out.clauses[0].versions, 2);
    cr_assert_eq(t.out.clauses[0].standing, 1);
}

Test(tally_rules, fate_of_an_objection)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_react(&t, M1, A, TALLY_OBJECT)->reason = true;
    table_act(&t, TALLY_AMEND, O1, A); // refused: no new version
    table_react(&t, M1, A, TALLY_LIVE);
    table_tally(&t);
    cr_assert_eq(t.out.withdrawn, 1);
    cr_assert(OF_IS(t.out.reasons, 1, 1));
    table_amend(&t, O1, A);
    table_react(&t, M1, A, TALLY_LIVE);
    table_tally(&t);
    cr_assert_eq(t.out.withdrawn, 1, "clicking again after a new version makes no compromise");
    table_react(&t, M1, A, TALLY_OBJECT);
    table_amend(&t, O1, A);
    table_react(&t, M1, A, TALLY_OBJECT); // again: the version it objected to is the older one
    table_react(&t, M1, A, TALLY_SUPPORT);
    table_tally(&t);
    cr_assert_eq(t.out.raised, 1);
    cr_assert_eq(t.out.compromise, 1);
    cr_assert_eq(t.out.concessions[TALLY_M], 0, "who ends in support gave nothing up");
    cr_assert_eq(t.out.concessions[TALLY_C], 2);
}

Test(tally_rules, refused_amendment_is_an_act_and_a_dyad_not_a_hand)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_act(&t, TALLY_AMEND, M1, A);
    table_tally(&t);
    cr_assert(FRAC_IS(t.out.acts[M1], 1, 1));
    cr_assert_eq(t.out.ei_external, 1);
    cr_assert_eq(t.out.clauses[0].hands, TALLY_BIT(TALLY_C));
    cr_assert_eq(t.out.ties, 0);
    cr_assert_str_eq(t.out.lead, "C");
    cr_assert(OF_IS(t.out.amend_cross, 0, 0));
}

Test(tally_rules, credit_is_shared_and_typing_is_not_leading)
{
    table_seven(&t);
    struct tally_act *act = table_act(&t, TALLY_PROPOSE, C1, A);
    act->credit = TALLY_BIT(O1) | TALLY_BIT(M1) | TALLY_BIT(M2);
    act->first = O1;
    table_consent(&t, A);
    table_tally(&t);
    cr_assert(FRAC_IS(t.out.acts[O1], 4, 3));
    cr_assert(FRAC_IS(t.out.origin[TALLY_M], 2, 3));
    cr_assert(FRAC_IS(t.out.origin[TALLY_C], 0, 1));
    cr_assert_str_eq(t.out.lead, "O");
}

Test(tally_rules, hats)
{
    table_people(&t, "MCM");
    t.in.people[C1].hats = (uint8_t)TALLY_BIT(TALLY_O);
    table_act(&t, TALLY_PROPOSE, C1, A)->hat = TALLY_O;
    table_act(&t, TALLY_PROPOSE, M1, B)->hat = TALLY_O; // does not wear it
    table_react(&t, M1, A, TALLY_LIVE);
    table_tally(&t);
    cr_assert_eq(t.out.k, 3);
    cr_assert_eq(t.out.seated_by_hat, TALLY_BIT(TALLY_O));
    cr_assert_eq(t.out.n_clauses, 1, "an act under a hat that is not on the roster is refused");
    cr_assert_eq(t.out.m, 0, "citizens did not consent yet");
    table_react(&t, C1, A, TALLY_SUPPORT);
    table_tally(&t);
    cr_assert_eq(t.out.m, 1, "one person consents for both roles");
    cr_assert(FRAC_IS(t.out.origin[TALLY_O], 1, 1));
    cr_assert_eq(t.out.rep_ratio[TALLY_O].den, 0);
    cr_assert_neq(t.out.rep_ratio[TALLY_C].den, 0);
    cr_assert_eq(t.out.ei_external, 1, "E-I knows primary groups only");
}

Test(tally_rules, one_group_has_nothing_between_groups)
{
    table_people(&t, "CC");
    table_act(&t, TALLY_PROPOSE, 0, A);
    table_act(&t, TALLY_PROPOSE, 1, B);
    table_act(&t, TALLY_CARRY, 1, A);
    table_tally(&t);
    cr_assert_eq(t.out.m, 2);
    cr_assert_not(t.out.carry_even.known);
    cr_assert_not(t.out.j_group.known);
    cr_assert_eq(t.out.shift.den + t.out.toward_citizens.den, 0);
    cr_assert_eq(t.out.ei_raw.den + t.out.ei_chance.den + t.out.ei_adjusted.den, 0);
    cr_assert_eq(t.out.hand_seen.den + t.out.hand_expected.den, 0);
    cr_assert_eq(t.out.computed, TALLY_MODEL_NONE);
    cr_assert(OF_IS(t.out.hands_all, 0, 2));
}

Test(tally_rules, late_joiners_leave_the_indices_but_not_the_table)
{
    table_seven(&t);
    t.in.people[C3].in_ms = 600 * 1000;
    table_tally(&t);
    cr_assert_eq(t.out.eligible, 7, "half of phase 2 is enough");
    t.in.people[C3].in_ms++;
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    table_act(&t, TALLY_CARRY, C3, A);
    table_tally(&t);
    cr_assert_eq(t.out.eligible, 6);
    cr_assert(OF_IS(t.out.engaged, 1, 7));
    cr_assert_eq(t.out.peer.raters.y, 6);
}

Test(tally_rules, clicking_again_raises_no_screen_tally)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    for (int i = 0; i < 3; i++) {
        table_act(&t, TALLY_CARRY, M1, A)->due = true;
        table_act(&t, TALLY_COMMIT, O1, A);
    }
    table_tally(&t);
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_M], 1, 1));
    cr_assert(OF_IS(t.out.solidarity, 1, 1));
    cr_assert(OF_IS(t.out.planned, 1, 1));
    cr_assert_eq(t.out.ties, 2);
    cr_assert(FRAC_IS(t.out.acts[M1], 4, 1), "raw acts do count");
}

Test(tally_rules, one_carrier_of_each_group_carries_half)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_act(&t, TALLY_PROPOSE, C1, B);
    table_consent(&t, A);
    table_consent(&t, B);
    table_act(&t, TALLY_CARRY, M1, A);
    table_act(&t, TALLY_CARRY, O2, A);
    table_tally(&t);
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_M], 1, 2), "B, that no one carries, is no part");
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_O], 1, 2));
    cr_assert(FRAC_IS(t.out.shift, 1, 1));
    t.in.rules = rules(1);
    table_tally(&t);
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_M], 1, 4), "B gives its share to no one");
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_O], 1, 4));
    cr_assert(FRAC_IS(t.out.shift, 3, 4));
    cr_assert(FRAC_IS(t.out.toward_citizens, -1, 1));
}

Test(tally_rules, nobody_follows_who_became_an_author_later)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_act(&t, TALLY_CARRY, O1, A);
    table_amend(&t, M1, A);
    table_tally(&t);
    cr_assert_eq(t.out.follows[O1], TALLY_BIT(C1));
    table_act(&t, TALLY_CARRY, O1, A);
    table_tally(&t);
    cr_assert_eq(t.out.follows[O1], TALLY_BIT(C1) | TALLY_BIT(M1), "carrying again, it does");
    t.in.n_acts--;
    t.in.rules = rules(1);
    table_tally(&t);
    cr_assert_eq(t.out.follows[O1], TALLY_BIT(C1) | TALLY_BIT(M1));
}

static enum tally_model model_of(const char *origins)
{
    table_seven(&t);
    for (int c = 0; origins[c] != '\0'; c++) {
        int by = origins[c] == 'M' ? M1 : origins[c] == 'C' ? C1 : O1;
        table_act(&t, TALLY_PROPOSE, by, c);
        table_consent(&t, c);
    }
    table_tally(&t);
    return t.out.computed;
}

Test(tally_rules, computed_model)
{
    cr_assert_eq(model_of("M"), TALLY_MODEL_NONE, "one clause says nothing");
    cr_assert_eq(model_of("MM"), TALLY_MODEL_M);
    cr_assert_eq(model_of("CCMO"), TALLY_MODEL_C);
    cr_assert_eq(model_of("MCO"), TALLY_MODEL_SHARED);
    cr_assert_eq(model_of("CCOO"), TALLY_MODEL_MIXED, "no lead, and one group without origin");
}

static bool sure_of(const char *origins)
{
    model_of(origins);
    return t.out.label_sure;
}

Test(tally_rules, a_label_needs_four_clauses_and_outlives_one_more_or_less)
{
    cr_assert_not(sure_of("C"));
    cr_assert_not(sure_of("CCC"), "three clauses are not enough text");
    cr_assert(sure_of("CCCC"));
    cr_assert_not(sure_of("CCMO"), "one more of the municipality, and no group has half");
    cr_assert(sure_of("CCOO"), "a label that names no group is as it is");
    t.in.rules = rules(1);
    t.in.n_acts = 0;
    table_act(&t, TALLY_PROPOSE, M1, A);
    table_act(&t, TALLY_PROPOSE, M1, B);
    table_consent(&t, A);
    table_consent(&t, B);
    table_tally(&t);
    cr_assert(t.out.label_sure, "version 1 shows what it computes");
}

Test(tally_rules, who_is_only_named_supports_from_their_own_next_act_on)
{
    table_people(&t, "CM");
    table_act(&t, TALLY_PROPOSE, 0, A)->credit = TALLY_BIT(0) | TALLY_BIT(1);
    t.acts[0].unconfirmed = TALLY_BIT(1);
    table_tally(&t);
    cr_assert_eq(t.out.m, 0, "the municipality has not said a word");
    cr_assert(FRAC_IS(t.out.acts[1], 1, 2), "but it was their idea too");
    cr_assert_eq(t.out.clauses[0].hands, 1 << TALLY_C | 1 << TALLY_M);
    table_act(&t, TALLY_AMEND, 1, A);
    table_tally(&t);
    cr_assert_eq(t.out.m, 1, "an amendment of theirs, refused, is an act on it");
}

Test(tally_rules, a_robots_clause_is_seen_once_a_person_takes_it_up_and_has_no_origin)
{
    table_people(&t, "CM");
    t.in.robots = true;
    table_act(&t, TALLY_PROPOSE, TALLY_NOBODY, A)->robot = true;
    table_react(&t, 0, A, TALLY_SUPPORT);
    table_tally(&t);
    cr_assert_eq(t.out.n_clauses, 0);
    cr_assert_eq(t.out.silent, 2, "nor is what was said of it");
    table_act(&t, TALLY_CARRY, 1, A);
    table_tally(&t);
    cr_assert_eq(t.out.m, 1, "what was said before is seen with it");
    cr_assert_eq(t.out.origin[TALLY_C].den, 0);
    cr_assert(FRAC_IS(t.out.carried_by[TALLY_M], 1, 1));
    cr_assert_eq(t.out.begun, 0);
}

Test(tally_rules, declared_model_is_the_last_base)
{
    table_seven(&t);
    table_act(&t, TALLY_BASE, TALLY_NOBODY, 0)->groups = 1 << TALLY_O;
    table_tally(&t);
    cr_assert_eq(t.out.declared, TALLY_MODEL_O);
    table_act(&t, TALLY_BASE, TALLY_NOBODY, 0)->groups = 1 << TALLY_O | 1 << TALLY_M;
    table_tally(&t);
    cr_assert_eq(t.out.declared, TALLY_MODEL_SHARED);
}

static void rate_all(size_t raters, uint8_t value)
{
    for (size_t p = 0; p < t.in.n_people; p++) {
        for (size_t q = 0; q < t.in.n_people; q++) {
            t.in.rating[p][q] = p < raters ? value : TALLY_NO_RATE;
        }
    }
}

Test(tally_rules, ratings_need_four_raters_in_five_and_five_people)
{
    table_people(&t, "MCOMC");
    rate_all(3, 4);
    table_tally(&t);
    cr_assert_eq(t.out.peer.suppressed, TALLY_FEW_RATERS);
    rate_all(4, 4);
    table_tally(&t);
    cr_assert_eq(t.out.peer.suppressed, TALLY_SHOWN);
    cr_assert(OF_IS(t.out.peer.pairs, 16, 20));
    cr_assert(FRAC_IS(t.out.peer.density, 4, 1));
    cr_assert(FRAC_IS(t.out.peer.central, 0, 1));
    rate_all(5, TALLY_CANT_SAY);
    table_tally(&t);
    cr_assert(OF_IS(t.out.peer.raters, 0, 5), "\"can't say\" is no mark");
    cr_assert_eq(t.out.peer.suppressed, TALLY_FEW_RATERS);
    t.in.rules = rules(1);
    table_tally(&t);
    cr_assert(OF_IS(t.out.peer.raters, 5, 5), "it was an answer");
    cr_assert_eq(t.out.peer.suppressed, TALLY_NO_RATING);
    table_people(&t, "MCOM");
    rate_all(4, 4);
    table_tally(&t);
    cr_assert_eq(t.out.peer.suppressed, TALLY_FEW_ELIGIBLE);
}

Test(tally_rules, a_group_that_marked_nothing_has_no_gain)
{
    table_seven(&t);
    t.in.interests[TALLY_M][0] = (struct tally_interest){10, 1};
    t.in.n_interests[TALLY_M] = 1;
    t.in.interests[TALLY_C][0] = (struct tally_interest){10, TALLY_CANT_SAY};
    t.in.n_interests[TALLY_C] = 1;
    table_tally(&t);
    cr_assert_eq(t.out.gain.groups, TALLY_BIT(TALLY_M));
    cr_assert(FRAC_IS(t.out.gain.mean, 1, 2));
    t.in.n_interests[TALLY_M] = 0;
    table_tally(&t);
    cr_assert_not(t.out.gain.known);
}

Test(tally_rules, acts_outside_the_game_are_not_seen)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A)->ext = true;
    table_react(&t, M1, A, TALLY_OBJECT); // of a clause that is not there
    table_act(&t, TALLY_PROPOSE, TALLY_NOBODY, B);
    table_tally(&t);
    cr_assert_eq(t.out.n_clauses, 0);
    cr_assert_eq(t.out.raised, 0);
    cr_assert_eq(t.out.silent, 7);
}

Test(tally_rules, entropy_splits_exactly)
{
    table_seven(&t);
    table_act(&t, TALLY_PROPOSE, C1, A);
    table_consent(&t, A);
    table_act(&t, TALLY_CARRY, C2, A);
    table_tally(&t);
    double parts = t.out.h_between.value + t.out.h_within.value;
    cr_assert_float_eq(t.out.h_total.value, parts, 1e-12);
    cr_assert_gt(t.out.h_within.value, 0);
}
