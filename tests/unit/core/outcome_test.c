// What the topic of the outcome says, and when it says it again.
#include <criterion/criterion.h>
#include <string.h>

#include "base/util.h"
#include "core/room_play.h"
#include "core/room_state.h"

enum { LIVE = 1, MRC = 2, GROUP_BITS_M = 1, GROUP_BITS_C = 2, GROUP_BITS_O = 4 };

static const struct tally_cases cases = {
    .n = 3,
    .list = {{.key = {"far", 3}, .from = GROUP_BITS_O, .to = GROUP_BITS_O, .scales = MRC},
             {.key = {"near", 4}, .from = GROUP_BITS_C, .to = GROUP_BITS_M, .scales = MRC},
             {.key = {"too", 3}, .from = GROUP_BITS_C, .to = GROUP_BITS_M, .scales = MRC}}};
static struct play w;
static struct buf json;
static int m, c, o;

static void start(void)
{
    play_start(&w);
    w.scenario.cases = &cases;
    buf_init(&json, 1 << 20);
    m = play_join(&w, GROUP_M);
    c = play_join(&w, GROUP_C);
    o = play_join(&w, GROUP_O);
    play_phase(&w, PHASE_POOLING);
}

static void stop(void)
{
    buf_free(&json);
    play_stop(&w);
}

TestSuite(outcome, .init = start, .fini = stop);

static void propose(int by, const char *text)
{
    cr_assert_eq(play_do(&w, play_proposal(&w, by, text)), 1);
}

static void consent(int clause, int by)
{
    struct act a = play_act(&w, ACT_STANCE, by);
    VAL(&a, STANCE, CLAUSE) = play_int(clause);
    VAL(&a, STANCE, STANCE) = play_int(LIVE);
    cr_assert_geq(play_do(&w, a), 1);
}

static void carry(int clause, int who)
{
    struct act a = play_act(&w, ACT_CARRY, who);
    VAL(&a, CARRY, CLAUSE) = play_int(clause);
    VAL(&a, CARRY, WHO) = play_int(who);
    cr_assert_eq(play_do(&w, a), 1);
}

// A clause of the citizens, consented to by all and carried by the municipality.
static void adopt_one(void)
{
    propose(c, "Un toit");
    consent(1, m);
    consent(1, o);
    carry(1, m);
}

static void open_outcome(void)
{
    play_phase(&w, PHASE_REPORT);
    struct act a = play_act(&w, ACT_UNLOCK, 0);
    VAL(&a, UNLOCK, TABLE) = play_int(1);
    cr_assert_eq(play_do(&w, a), 1);
}

static const struct topic topic = {TOPIC_OUTCOME, 1, 0};

static const char *document(void)
{
    struct jw jw;
    buf_reset(&json);
    jw_init(&jw, &json);
    room_document(w.room, topic, &jw);
    cr_assert(jw_done(&jw));
    return buf_cstr(&json);
}

static void expect(const char *part)
{
    const char *all = document();
    cr_assert(strstr(all, part) != NULL, "%s is not in %s", part, all);
}

static bool told(void)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    buf_reset(&json);
    int n = room_patches(w.room, patches, ROOM_PATCHES_MAX, &json);
    for (int i = 0; i < n; i++) {
        if (topic_eq(patches[i].topic, topic)) {
            return true;
        }
    }
    return false;
}

Test(outcome, nothing_before_it_opens_nor_after_going_back)
{
    adopt_one();
    cr_assert_str_eq(document(), "{}");
    open_outcome();
    expect("\"m\":1");
    cr_assert_eq(play_do(&w, play_act(&w, ACT_BACK, -1)), 1);
    cr_assert_str_eq(document(), "{}");
}

Test(outcome, cases_come_nearest_first_and_ties_are_both_nearest)
{
    adopt_one();
    open_outcome();
    expect("\"cases\":[{\"key\":\"near\",\"nearest\":true,"
           "\"same\":{\"from\":[\"C\"],\"to\":[\"M\"],\"help\":[],\"scale\":[]},"
           "\"ours\":{\"from\":[],\"to\":[],\"help\":[],\"scale\":[\"local\"]},"
           "\"theirs\":{\"from\":[],\"to\":[],\"help\":[],\"scale\":[\"mrc\"]}},"
           "{\"key\":\"too\",\"nearest\":true,");
    expect("{\"key\":\"far\",\"nearest\":false,");
}

Test(outcome, no_case_is_compared_with_a_table_that_adopted_nothing)
{
    propose(c, "Un toit");
    open_outcome();
    cr_assert_null(strstr(document(), "cases"));
    expect("\"m\":0");
}

Test(outcome, a_clause_set_aside_after_consent_stays_open)
{
    adopt_one();
    struct act a = play_act(&w, ACT_PARK, m);
    VAL(&a, PARK, CLAUSE) = VAL(&a, PARK, ON) = play_int(1);
    cr_assert_eq(play_do(&w, a), 1);
    open_outcome();
    expect("\"m\":0");
    expect("{\"id\":\"c1\",\"adopted\":false,\"from\":[\"C\"]");
}

Test(outcome, few_people_are_not_counted_as_relied_on)
{
    open_outcome();
    expect("\"relied_not\":\"awaited\"");
    play_phase(&w, PHASE_CONCLUSION);
    expect("\"relied_not\":\"few_people\"");
}

Test(outcome, a_pause_does_not_shift_what_came_before)
{
    w.now += 60000;
    propose(c, "Un toit");
    cr_assert_eq(play_do(&w, play_act(&w, ACT_PAUSE, -1)), 1);
    w.now += 600000;
    cr_assert_eq(play_do(&w, play_act(&w, ACT_RESUME, -1)), 1);
    w.now += 60000;
    propose(m, "Un quai");
    open_outcome();
    expect("\"lead\":[[60,\"C\",\"propose\",\"c1\"],[120,\"M\",\"propose\",\"c2\"]]");
}

Test(outcome, it_is_told_when_it_changes_and_only_then)
{
    adopt_one();
    open_outcome();
    cr_assert(told());
    struct act a = play_act(&w, ACT_REPORT_TEXT, m);
    VAL(&a, REPORT_TEXT, FIELD) = play_int(0);
    VAL(&a, REPORT_TEXT, BASE) = play_text("");
    VAL(&a, REPORT_TEXT, TEXT) = play_text("Un toit au village");
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert_not(told(), "a title changes no tally");
    a = play_act(&w, ACT_RETAG, m);
    VAL(&a, RETAG, CLAUSE) = VAL(&a, RETAG, FOR) = play_int(1);
    VAL(&a, RETAG, SCALE) = VAL(&a, RETAG, DIMS) = play_int(3);
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert(told());
    expect("\"scales\":2");
}

static void rate(int by, int whom)
{
    struct act a = play_act(&w, ACT_RATE, by);
    VAL(&a, RATE, PERSON) = play_int(whom);
    VAL(&a, RATE, VALUE) = play_int(5);
    cr_assert_eq(play_do(&w, a), 1);
}

Test(outcome, ratings_of_who_was_not_waited_for_are_told)
{
    int people[5] = {m, c, o, play_join(&w, GROUP_C), play_join(&w, GROUP_O)};
    for (int i = 0; i < 5; i++) {
        struct act a = play_act(&w, ACT_PRESENCE, 0);
        VAL(&a, PRESENCE, PERSON) = play_int(people[i]);
        VAL(&a, PRESENCE, ON) = play_int(0);
        play_do(&w, a); // refused when it says nothing new
    }
    open_outcome();
    for (int i = 1; i < 5; i++) {
        rate(people[i], m);
    }
    cr_assert(told());
    expect("\"relied\":[1,5]");
    rate(people[0], c);
    cr_assert(told());
    expect("\"relied\":[2,5]");
}
