// What a log may hold of a room as it stands, and its nearest neighbours that it may not: what
// decided these events made them right, but a log is a file that anybody may have written.
#include <criterion/criterion.h>

#include "base/util.h"
#include "core/room_play.h"

static struct play w;
static int m, c, o, stranger;

static struct act about_clause(enum act_type type, int by, int field, int64_t clause)
{
    struct act a = play_act(&w, type, by);
    a.f[field] = play_int(clause);
    return a;
}

static struct act stance(int by, int64_t clause)
{
    struct act a = about_clause(ACT_STANCE, by, ACT_F(STANCE, CLAUSE), clause);
    VAL(&a, STANCE, STANCE) = play_int(0);
    return a;
}

static struct act amendment(int64_t clause)
{
    struct act a = about_clause(ACT_AMEND, c, ACT_F(AMEND, CLAUSE), clause);
    VAL(&a, AMEND, TEXT) = play_text("Un petit magasin");
    return a;
}

static struct act resource(int64_t clause)
{
    struct act a = about_clause(ACT_COMMIT, c, ACT_F(COMMIT, CLAUSE), clause);
    VAL(&a, COMMIT, KIND) = play_int(1);
    VAL(&a, COMMIT, TEXT) = play_text("Une salle");
    return a;
}

static struct act proposal(void)
{
    return play_proposal(&w, m, "Un magasin au village");
}

// A clause with an amendment and a resource, at a table of three; one more person has no seat.
static void start(void)
{
    play_start(&w);
    w.scenario.n_experts = 2;
    w.scenario.n_injects = 2;
    m = play_join(&w, GROUP_M);
    c = play_join(&w, GROUP_C);
    o = play_join(&w, GROUP_O);
    stranger = play_enter(&w);
    play_phase(&w, PHASE_POOLING);
    cr_assert_eq(play_do(&w, proposal()), 1);
    cr_assert_eq(play_do(&w, amendment(1)), 1);
    cr_assert_eq(play_do(&w, resource(1)), 1);
}

static void stop(void)
{
    play_stop(&w);
}

TestSuite(can_apply, .init = start, .fini = stop);

static bool holds(struct act a)
{
    return room_can_apply(w.room, &a);
}

static struct act answer(int64_t id)
{
    struct act a = about_clause(ACT_ANSWER_AMEND, m, ACT_F(ANSWER_AMEND, CLAUSE), 1);
    VAL(&a, ANSWER_AMEND, AMENDMENT) = play_int(id);
    VAL(&a, ANSWER_AMEND, ACCEPT) = play_int(1);
    return a;
}

static struct act taken_back(int64_t clause, int64_t id)
{
    struct act a = about_clause(ACT_UNCOMMIT, c, ACT_F(UNCOMMIT, CLAUSE), clause);
    VAL(&a, UNCOMMIT, COMMITMENT) = play_int(id);
    return a;
}

Test(can_apply, what_an_event_names_is_there)
{
    cr_expect(holds(stance(m, 1)));
    cr_expect_not(holds(stance(m, 0)));
    cr_expect_not(holds(stance(m, 2)));
    cr_expect(holds(answer(1)));
    cr_expect_not(holds(answer(0)));
    cr_expect_not(holds(answer(2)));
    cr_expect(holds(taken_back(1, 1)));
    cr_expect_not(holds(taken_back(1, 2)));
    cr_expect_not(holds(taken_back(2, 1)));
}

Test(can_apply, what_an_event_numbers_is_the_next)
{
    for (int id = 1; id <= 3; id++) {
        struct act p = proposal(), a = amendment(1), r = resource(1);
        VAL(&p, PROPOSE, CLAUSE) = play_int(id);
        VAL(&a, AMEND, AMENDMENT) = play_int(id);
        VAL(&r, COMMIT, COMMITMENT) = play_int(id);
        cr_expect_eq(holds(p), id == 2, "clause %d", id);
        cr_expect_eq(holds(a), id == 2, "amendment %d", id);
        cr_expect_eq(holds(r), id == 2, "resource %d", id);
    }
    cr_expect_not(holds(proposal()), "without a number");
}

Test(can_apply, whoever_acts_is_there_and_may)
{
    cr_expect_not(holds(stance(stranger, 1)), "has no seat");
    cr_expect_not(holds(stance(stranger + 1, 1)), "is nobody");
    cr_expect_not(holds(stance(-1, 1)), "facilitates");
    cr_expect_not(holds(stance(0, 1)), "is the system");
    struct act say = play_act(&w, ACT_SAY, -1);
    VAL(&say, SAY, TEXT) = play_text("Bien");
    cr_expect(holds(say));
    say.by = -2;
    cr_expect_not(holds(say), "the second facilitator, of one");
    say.by = m;
    cr_expect_not(holds(say));
    struct act credited = proposal();
    VAL(&credited, PROPOSE, CLAUSE) = play_int(2);
    credited.ncredit = 1;
    credited.credit[0] = (uint16_t)o;
    cr_expect(holds(credited));
    credited.credit[0] = (uint16_t)stranger;
    cr_expect_not(holds(credited));
    cr_expect_not(holds(play_act(&w, ACT_CREATED, 0)), "a room is made once");
}

Test(can_apply, a_room_is_made_by_rules_that_are_known)
{
    struct act a = play_act(&w, ACT_CREATED, 0);
    for (int i = 0; i < act_spec(ACT_CREATED)->nfields; i++) {
        a.f[i].set = true;
    }
    VAL(&a, CREATED, TABLES).i = 1;
    VAL(&a, CREATED, PLACES).i = 9;
    for (int version = 0; version <= RULES_VERSION + 1; version++) {
        struct arena arena;
        arena_init(&arena, (size_t)64 << 20);
        VAL(&a, CREATED, RULES) = play_int(version);
        bool known = version >= 1 && version <= RULES_VERSION;
        cr_expect_eq(room_can_apply(room_new(&arena, &w.scenario), &a), known, "%d", version);
        cr_expect_eq(rules(version) != NULL, known);
        arena_free(&arena);
    }
}

Test(can_apply, what_the_scenario_must_have)
{
    struct act call = play_act(&w, ACT_CALL, m), deal = play_act(&w, ACT_DEAL, -1);
    for (int i = 0; i <= 3; i++) {
        VAL(&call, CALL, EXPERT) = VAL(&deal, DEAL, INJECT) = play_int(i);
        cr_expect_eq(holds(call), i < 2, "expert %d", i);
        cr_expect_eq(holds(deal), i < 2, "card %d", i);
    }
}

Test(can_apply, a_text_has_parts_by_the_rules_that_have_them)
{
    static const struct part whole[] = {{1, 20}}, nobodys[] = {{9, 20}};
    struct act p = proposal();
    VAL(&p, PROPOSE, CLAUSE) = play_int(2);
    VAL(&p, PROPOSE, TEXT).nparts = 1;
    VAL(&p, PROPOSE, TEXT).parts = whole;
    cr_expect(holds(p));
    w.room->rules = rules(2);
    cr_expect_not(holds(p));
    VAL(&p, PROPOSE, TEXT).nparts = 0;
    cr_expect(holds(p));
    w.room->rules = rules(3);
    VAL(&p, PROPOSE, TEXT).nparts = 1;
    cr_expect(holds(p));
    VAL(&p, PROPOSE, TEXT).parts = nobodys;
    cr_expect_not(holds(p), "there are four people");
}
