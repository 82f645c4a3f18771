// The rules of the table, of its groups and of the report, act by act.
#include <criterion/criterion.h>

#include "base/util.h"
#include "core/project.h"
#include "core/room_play.h"
#include "core/rules_parts.h"

static struct play w;
static int m, c, o; // one person of each group

enum { SUPPORT, LIVE, OBJECT };

static void start(void)
{
    play_start(&w);
    m = play_join(&w, GROUP_M);
    c = play_join(&w, GROUP_C);
    o = play_join(&w, GROUP_O);
    play_phase(&w, PHASE_POOLING);
}

static void stop(void)
{
    play_stop(&w);
}

TestSuite(pooling, .init = start, .fini = stop);

static struct act proposal(int by)
{
    return play_proposal(&w, by, "Un magasin au village");
}

static int propose(int by)
{
    return play_do(&w, proposal(by));
}

static int say(int by, int stance)
{
    struct act a = play_act(&w, ACT_STANCE, by);
    VAL(&a, STANCE, CLAUSE) = play_int(1);
    VAL(&a, STANCE, STANCE) = play_int(stance);
    if (stance == OBJECT) {
        VAL(&a, STANCE, REASON) = play_int(0);
        VAL(&a, STANCE, WHY) = play_text("trop cher");
        VAL(&a, STANCE, COULD) = play_text("une autre source");
    }
    return play_do(&w, a);
}

static int amend(int by, const char *text)
{
    struct act a = play_act(&w, ACT_AMEND, by);
    VAL(&a, AMEND, CLAUSE) = play_int(1);
    VAL(&a, AMEND, TEXT) = play_text(text);
    return play_do(&w, a);
}

static int answer(int by, bool accept)
{
    struct act a = play_act(&w, ACT_ANSWER_AMEND, by);
    VAL(&a, ANSWER_AMEND, CLAUSE) = VAL(&a, ANSWER_AMEND, AMENDMENT) = play_int(1);
    VAL(&a, ANSWER_AMEND, ACCEPT) = play_int(accept);
    return play_do(&w, a);
}

static int carry(int by, int who, const char *due)
{
    struct act a = play_act(&w, ACT_CARRY, by);
    VAL(&a, CARRY, CLAUSE) = play_int(1);
    if (who != 0) {
        VAL(&a, CARRY, WHO) = play_int(who);
        VAL(&a, CARRY, DUE) = play_text(due);
    }
    return play_do(&w, a);
}

static int commit(int by, int kind)
{
    struct act a = play_act(&w, ACT_COMMIT, by);
    VAL(&a, COMMIT, CLAUSE) = play_int(1);
    VAL(&a, COMMIT, KIND) = play_int(kind);
    VAL(&a, COMMIT, TEXT) = play_text("une salle");
    return play_do(&w, a);
}

static int reveal(void)
{
    struct act a = play_act(&w, ACT_REVEAL, 0);
    VAL(&a, REVEAL, TABLE) = VAL(&a, REVEAL, CLAUSE) = play_int(1);
    return play_do(&w, a);
}

static const struct clause *first(void)
{
    return w.room->table[1].clause[1];
}

static void expect_refused(int n, enum refusal_code code)
{
    cr_assert_eq(n, -1);
    cr_assert_eq(w.refusal.code, code, "%s", refusal_name(w.refusal.code));
}

static struct tally tally_now(void)
{
    static const struct tally_cases none;
    static struct tally_input in;
    struct tally out;
    cr_assert(room_tally_input(w.room, 1, &in));
    tally_compute(&in, &tally_thresholds_1, &none, &out);
    cr_assert_eq(out.m, first() != NULL && first()->state == CLAUSE_ADOPTED);
    return out;
}

Test(pooling, stances_are_hidden_until_all_have_answered)
{
    cr_assert_eq(propose(m), 1);
    cr_assert(voice_of(first(), m)->said.implicit);
    cr_assert_eq(say(c, SUPPORT), 1);
    cr_assert_not(voice_of(first(), c)->said.set);
    cr_assert_eq(first()->state, CLAUSE_OPEN);
    cr_assert_eq(say(o, LIVE), 2, "the last answer reveals all of them");
    cr_assert(voice_of(first(), c)->said.set && voice_of(first(), o)->said.set);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED);
    cr_assert_eq(tally_now().m, 1);
}

Test(pooling, one_group_without_a_word_keeps_a_clause_open)
{
    propose(m);
    say(c, SUPPORT);
    cr_assert_eq(reveal(), 1);
    cr_assert_eq(first()->state, CLAUSE_OPEN);
    say(o, LIVE);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED, "after the round a stance applies at once");
    tally_now();
}

Test(pooling, an_objection_needs_its_reason_and_stands_until_its_author_moves)
{
    propose(m);
    struct act a = play_act(&w, ACT_STANCE, c);
    VAL(&a, STANCE, CLAUSE) = play_int(1);
    VAL(&a, STANCE, STANCE) = play_int(OBJECT);
    expect_refused(play_do(&w, a), REFUSED_NEEDS_REASON);
    say(c, OBJECT);
    say(o, SUPPORT);
    amend(m, "Un autre texte");
    reveal();
    cr_assert_eq(carry(c, c, "2026-05-01"), 1);
    cr_assert_eq(first()->state, CLAUSE_OPEN, "neither a version nor carrying lifts it");
    cr_assert_eq(tally_now().standing, 1);
    say(c, LIVE);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED);
    cr_assert_eq(tally_now().compromise, 1);
}

Test(pooling, only_the_author_answers_an_amendment)
{
    propose(m);
    amend(c, "Un autre texte");
    expect_refused(answer(c, true), REFUSED_NOT_AUTHOR);
    cr_assert_eq(answer(m, true), 1);
    expect_refused(answer(m, true), REFUSED_NO_SUCH_AMENDMENT);
    cr_assert_eq(first()->version, 2);
    cr_assert(str_eq_cstr(first()->text, "Un autre texte"));
    cr_assert(str_eq_cstr(first()->first, "Un magasin au village"));
    cr_assert(voice_of(first(), c)->said.implicit);
    cr_assert_neq(first()->round_until, 0);
    say(o, SUPPORT);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED);
    cr_assert_eq(tally_now().hands2.x, 1);
}

Test(pooling, a_declined_amendment_changes_nothing)
{
    propose(m);
    amend(c, "Un autre texte");
    answer(m, false);
    cr_assert_eq(first()->version, 1);
    cr_assert_not(voice_of(first(), c)->said.set);
    tally_now();
}

Test(pooling, an_author_amends_at_once)
{
    struct act a = proposal(m);
    a.ncredit = 1;
    a.credit[0] = (uint16_t)c;
    play_do(&w, a);
    cr_assert_not(voice_of(first(), c)->said.set, "consent never comes from who did not act");
    cr_assert_not(voice_of(first(), m)->said.set, "who types another's idea has not said a thing");
    cr_assert_eq(first()->group, GROUP_C);
    cr_assert_eq(amend(c, "Mieux"), 2);
    cr_assert(voice_of(first(), c)->said.implicit, "who acts says that it is their own");
    cr_assert_eq(first()->version, 2);
    tally_now();
}

Test(pooling, three_clauses_a_group_until_one_is_dropped)
{
    for (int i = 0; i < CLAUSES_PER_GROUP; i++) {
        cr_assert_eq(propose(m), 1);
    }
    expect_refused(propose(m), REFUSED_CAP);
    cr_assert_eq(propose(c), 1);
    struct act a = play_act(&w, ACT_DROP, c);
    VAL(&a, DROP, CLAUSE) = play_int(1);
    expect_refused(play_do(&w, a), REFUSED_NOT_AUTHOR);
    a.by = m;
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert_eq(propose(m), 1);
    expect_refused(say(o, SUPPORT), REFUSED_NO_SUCH_CLAUSE);
}

Test(pooling, two_clauses_a_group_at_a_large_table)
{
    while (room_seats(w.room, 1) < LARGE_TABLE) {
        play_join(&w, GROUP_C);
    }
    cr_assert_eq(propose(m), 1);
    cr_assert_eq(propose(m), 1);
    expect_refused(propose(m), REFUSED_CAP);
}

Test(pooling, what_is_committed_is_on_the_card)
{
    propose(m);
    int kind = (int)w.scenario.roles[w.room->person[o]->seat].assets[0].kind;
    expect_refused(commit(o, kind == 0 ? 1 : 0), REFUSED_NOT_ON_CARD);
    cr_assert_eq(commit(o, kind), 1);
    say(c, SUPPORT);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED, "committing supports");
    cr_assert_eq(tally_now().solidarity.x, 1);
    struct act a = play_act(&w, ACT_UNCOMMIT, o);
    VAL(&a, UNCOMMIT, CLAUSE) = VAL(&a, UNCOMMIT, COMMITMENT) = play_int(1);
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert_eq(tally_now().solidarity.y, 0);
    expect_refused(play_do(&w, a), REFUSED_NO_SUCH_COMMITMENT);
}

Test(pooling, a_carrier_has_a_day_of_the_calendar)
{
    propose(m);
    static const char *const bad[] = {"demain", "2026-02-29", "2026-13-01", "2026-1-001"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        expect_refused(carry(m, o, bad[i]), REFUSED_DATE);
    }
    expect_refused(carry(m, 99, ""), REFUSED_NO_SUCH_PERSON);
    cr_assert_eq(carry(o, o, "2028-02-29"), 1);
    say(c, SUPPORT);
    cr_assert_eq(tally_now().planned.x, 1);
    cr_assert_eq(carry(m, 0, ""), 1);
    cr_assert_eq(first()->carrier, 0);
    cr_assert_eq(tally_now().engaged.x, 0, "nobody carries it any more");
}

Test(pooling, a_parked_clause_is_not_adopted)
{
    propose(m);
    say(c, SUPPORT);
    say(o, SUPPORT);
    struct act a = play_act(&w, ACT_PARK, o);
    VAL(&a, PARK, CLAUSE) = VAL(&a, PARK, ON) = play_int(1);
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert_eq(first()->state, CLAUSE_PARKED);
    tally_now();
    expect_refused(play_do(&w, a), REFUSED_ALREADY);
    VAL(&a, PARK, ON) = play_int(0);
    play_do(&w, a);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED);
}

Test(pooling, the_base_is_chosen_before_the_first_clause)
{
    struct act a = play_act(&w, ACT_BASE, m);
    VAL(&a, BASE, GROUPS) = play_int(2);
    cr_assert_eq(play_do(&w, a), 1);
    propose(m);
    expect_refused(play_do(&w, a), REFUSED_ALREADY);
}

Test(pooling, a_hat_is_a_second_voice)
{
    play_stop(&w);
    play_start(&w);
    m = play_join(&w, GROUP_M);
    c = play_join(&w, GROUP_C);
    struct act a = play_act(&w, ACT_HAT, c);
    VAL(&a, HAT, GROUP) = play_int(GROUP_O);
    cr_assert_geq(play_do(&w, a), 1);
    play_phase(&w, PHASE_POOLING);
    propose(m);
    say(c, SUPPORT);
    cr_assert_eq(first()->state, CLAUSE_OPEN, "organisations are seated as a hat");
    a = play_act(&w, ACT_STANCE, c);
    VAL(&a, STANCE, CLAUSE) = play_int(1);
    VAL(&a, STANCE, STANCE) = play_int(LIVE);
    VAL(&a, STANCE, HAT) = play_int(GROUP_O);
    cr_assert_eq(play_do(&w, a), 1);
    cr_assert_eq(first()->state, CLAUSE_ADOPTED);
    tally_now();
    a.by = m;
    expect_refused(play_do(&w, a), REFUSED_HAT);
}

// The report

static int rate(int by, int who, int value)
{
    struct act a = play_act(&w, ACT_RATE, by);
    VAL(&a, RATE, PERSON) = play_int(who);
    VAL(&a, RATE, VALUE) = play_int(value);
    return play_do(&w, a);
}

static int answers(int by)
{
    struct act a = play_act(&w, ACT_ANSWERS, by);
    VAL(&a, ANSWERS, Q3) = VAL(&a, ANSWERS, Q5) = play_int(1);
    VAL(&a, ANSWERS, Q4) = play_int(3);
    return play_do(&w, a);
}

Test(pooling, the_report_opens_once_all_have_rated_and_answered)
{
    const int people[] = {m, c, o};
    play_phase(&w, PHASE_REPORT);
    expect_refused(rate(m, m, 3), REFUSED_SELF_RATING);
    expect_refused(answers(m), REFUSED_MISSING);
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            if (i != k) {
                cr_assert_eq(rate(people[i], people[k], i), 1, "0 is an answer");
            }
        }
        cr_assert_eq(answers(people[i]), i < 2 ? 1 : 2);
    }
    cr_assert(w.room->table[1].unlocked);
}

static bool phone_reads_outcome(int one, int other)
{
    struct reader phone = {.kind = READ_PERSON, .npeople = 2};
    phone.person[0] = (uint16_t)one;
    phone.person[1] = (uint16_t)other;
    return room_may_read(w.room, &phone, (struct topic){TOPIC_OUTCOME, 1, 0});
}

Test(pooling, people_of_one_phone_wait_for_each_others_answers)
{
    int beside = play_enter(&w);
    play_phase(&w, PHASE_REPORT);
    cr_assert(rate(m, c, 3) == 1 && rate(m, o, 3) == 1 && answers(m) == 1);
    cr_assert(phone_reads_outcome(m, m));
    cr_assert_not(phone_reads_outcome(m, c), "the second has not answered");
    cr_assert_not(phone_reads_outcome(c, m), "the first has not answered");
    cr_assert(phone_reads_outcome(m, beside), "who sits nowhere is not waited for");
    cr_assert_not(phone_reads_outcome(beside, beside));
    play_phase(&w, PHASE_CONCLUSION);
    cr_assert(phone_reads_outcome(m, c) && phone_reads_outcome(c, c), "nobody answers any more");
    cr_assert_not(phone_reads_outcome(beside, beside));
}

static int write_own(int by, const char *base, const char *text)
{
    struct act a = play_act(&w, ACT_REPORT_TEXT, by);
    VAL(&a, REPORT_TEXT, FIELD) = play_int(7);
    VAL(&a, REPORT_TEXT, BASE) = play_text(base);
    VAL(&a, REPORT_TEXT, TEXT) = play_text(text);
    return play_do(&w, a);
}

Test(pooling, a_report_keeps_what_two_people_write)
{
    const struct shared_text *own = &w.room->table[1].report[7];
    play_phase(&w, PHASE_REPORT);
    write_own(m, "Une proposition", "Une proposition du village");
    cr_assert(str_eq_cstr(own->text, "Une proposition du village"), "a suggestion is replaced");
    write_own(c, "Une proposition du village", "La proposition du village");
    write_own(o, "Une proposition du village", "Une proposition du village entier");
    cr_assert(str_eq_cstr(own->text, "La proposition du village entier"));
    cr_assert_eq(own->v, 3);
    cr_assert_eq(own->by, o);
}

// Phase 1

static struct act points(int by, int a, int b, int rest)
{
    struct act act = play_act(&w, ACT_POINTS, by);
    VAL(&act, POINTS, A) = play_int(a);
    VAL(&act, POINTS, B) = play_int(b);
    VAL(&act, POINTS, C) = play_int(rest);
    return act;
}

static int idea(int by)
{
    struct act a = play_act(&w, ACT_IDEA, by);
    VAL(&a, IDEA, NEED) = VAL(&a, IDEA, IDEA) = play_text("un marché");
    return play_do(&w, a);
}

Test(pooling, a_group_works_on_its_own_things)
{
    play_stop(&w);
    play_start(&w);
    m = play_join(&w, GROUP_M);
    int m2 = play_join(&w, GROUP_M);
    c = play_join(&w, GROUP_C);
    play_phase(&w, PHASE_GROUP_WORK);
    cr_assert_eq(idea(m), 1);
    cr_assert_not(w.room->table[1].group[GROUP_M].ideas_open);
    cr_assert_eq(idea(m2), 2, "the last idea shows them all");
    cr_assert(w.room->table[1].group[GROUP_M].ideas_open);
    expect_refused(play_do(&w, points(m, 5, 3, 3)), REFUSED_TEN_POINTS);
    cr_assert_eq(play_do(&w, points(m, 5, 3, 2)), 1);
    struct act a = points(c, 5, 3, 2);
    VAL(&a, POINTS, GROUP) = play_int(GROUP_M);
    expect_refused(play_do(&w, a), REFUSED_NOT_YOUR_GROUP);
    a = play_act(&w, ACT_PRESENTER, m);
    VAL(&a, PRESENTER, PERSON) = play_int(c);
    expect_refused(play_do(&w, a), REFUSED_NOT_YOUR_GROUP);
}

Test(pooling, what_lies_beyond_the_room_is_nothing)
{
    cr_assert(play_do(&w, proposal(m)) > 0);
    cr_assert(room_clause(w.room, 1, 1));
    cr_assert_null(room_clause(w.room, 1, 0));
    cr_assert_null(room_clause(w.room, 1, 2));
    cr_assert_null(room_clause(w.room, 0, 1));
    cr_assert_null(room_clause(w.room, 2, 1));
    static const struct {
        struct topic topic;
        bool there;
    } topics[] = {
        {{TOPIC_ROOM, 0, 0}, true},         {{TOPIC_TABLE, 1, 0}, true},
        {{TOPIC_TABLE, 0, 0}, false},       {{TOPIC_TABLE, 2, 0}, false},
        {{TOPIC_OUTCOME, 2, 0}, false},     {{TOPIC_GROUP, 1, GROUP_O}, true},
        {{TOPIC_GROUP, 1, GROUPS}, false},  {{TOPIC_GROUP, 2, GROUP_O}, false},
        {{TOPIC_GROUP, 0, GROUP_O}, false}, {{TOPIC_PERSON, 0, 1}, true},
        {{TOPIC_PERSON, 0, 0}, false},      {{TOPIC_PERSON, 0, 4}, false},
    };
    for (size_t i = 0; i < ARRAY_LEN(topics); i++)
        cr_expect_eq(room_topic_exists(w.room, topics[i].topic), topics[i].there, "%zu", i);
}

// Places

static int drop(int by, int clause)
{
    struct act a = play_act(&w, ACT_DROP, by);
    VAL(&a, DROP, CLAUSE) = play_int(clause);
    return play_do(&w, a);
}

Test(pooling, a_number_that_was_dropped_is_given_again)
{
    for (int i = 1; i <= CLAUSES_MAX; i++) {
        w.now += 2 * STROKE_MS;
        cr_assert_eq(propose(m), 1);
        amend(c, "Autrement");
        say(o, OBJECT);
        cr_assert_eq(drop(m, i), 1);
    }
    w.now += STROKE_MS;
    cr_assert_eq(propose(o), 1);
    const struct clause *again = first();
    cr_assert_eq(w.room->table[1].nclauses, CLAUSES_MAX);
    cr_assert_eq(again->state, CLAUSE_OPEN);
    cr_assert_eq(again->credit.by, o);
    cr_assert_eq(again->namend, 0);
    cr_assert_not(voice_of(again, o)->pending.set,
                  "what was said of the clause before is not said of it");
    cr_assert(voice_of(again, o)->said.implicit);
    tally_now();
}

Test(pooling, what_is_taken_back_gives_its_place_back)
{
    propose(m);
    int kind = (int)w.scenario.roles[w.room->person[o]->seat].assets[0].kind;
    struct act a = play_act(&w, ACT_UNCOMMIT, o);
    VAL(&a, UNCOMMIT, CLAUSE) = play_int(1);
    for (int i = 1; i <= COMMITS_MAX; i++) {
        cr_assert_eq(commit(o, kind), 1);
        VAL(&a, UNCOMMIT, COMMITMENT) = play_int(i);
        cr_assert_eq(play_do(&w, a), 1);
    }
    for (int i = 0; i < COMMITS_HELD; i++) {
        cr_assert_eq(commit(o, kind), 1);
    }
    expect_refused(commit(o, kind), REFUSED_SHARE);
    cr_assert_eq(first()->ncommit, COMMITS_MAX);
}

static bool lent_by(int role, struct val said)
{
    struct act a = play_act(&w, ACT_COMMIT, m);
    VAL(&a, COMMIT, CLAUSE) = VAL(&a, COMMIT, COMMITMENT) = play_int(1);
    VAL(&a, COMMIT, KIND) = play_int(w.scenario.roles[role].assets[0].kind);
    VAL(&a, COMMIT, TEXT) = play_text("Un champ");
    VAL(&a, COMMIT, ASSET) = (struct val){.set = true, .s = w.scenario.roles[role].assets[0].id};
    VAL(&a, COMMIT, LENT) = said;
    room_apply(w.room, &a, ++w.seq);
    return first()->commit[1].lent;
}

// A log says it itself; one of before it did is read by who sat where.
Test(pooling, what_is_lent_is_read_as_it_was_logged)
{
    int mine = w.room->person[m]->seat, theirs = w.room->person[c]->seat;
    w.scenario.roles[mine].assets[0].id = STR("mine");
    w.scenario.roles[theirs].assets[0].id = STR("theirs");
    propose(m);
    cr_assert(lent_by(mine, play_int(1)));
    cr_assert_not(lent_by(theirs, play_int(0)));
    cr_assert_not(lent_by(mine, (struct val){0}));
    cr_assert(lent_by(theirs, (struct val){0}));
}

// A card for a role asks those who sit there; where nobody plays it, the table is asked instead.
Test(pooling, a_card_asks_who_sits_there)
{
    static const struct text2 ask = {STR_INIT("À vous."), STR_INIT("Your move.")};
    static const struct text2 unseated = {STR_INIT("À la table."), STR_INIT("The table’s.")};
    int played = w.room->person[c]->seat, absent = 0;
    while (absent == w.room->person[m]->seat || absent == w.room->person[c]->seat ||
           absent == w.room->person[o]->seat)
        absent++;
    w.scenario.n_injects = 2;
    for (int i = 0; i < 2; i++) {
        w.scenario.injects[i].ask = ask;
        w.scenario.injects[i].unseated = unseated;
        w.scenario.injects[i].to = (uint16_t)(1u << (i ? absent : played));
        struct act deal = play_act(&w, ACT_DEAL, 0);
        VAL(&deal, DEAL, INJECT) = play_int(i);
        cr_assert_eq(play_do(&w, deal), 1);
        cr_assert_eq(w.room->table[1].inject[i].unseated, i == 1);
    }
}

// The groups along the clause's thread, as its readers get them.
static const char *thread(void)
{
    static struct buf json;
    struct jw jw;
    buf_free(&json);
    buf_init(&json, 1 << 12);
    jw_init(&jw, &json);
    jw_obj(&jw);
    project_thread(&(struct pen){.w = &jw, .all = true}, w.room, 1, w.room->table[1].clause[1]);
    jw_end(&jw);
    return buf_cstr(&json);
}

Test(pooling, a_hat_counts_while_it_is_worn)
{
    w.room->person[m]->hat = GROUP_C;
    propose(m);
    struct act a = play_act(&w, ACT_COMMIT, m);
    VAL(&a, COMMIT, CLAUSE) = play_int(1);
    VAL(&a, COMMIT, KIND) = play_int(0);
    VAL(&a, COMMIT, TEXT) = play_text("le terrain");
    VAL(&a, COMMIT, HAT) = play_int(GROUP_C);
    cr_assert_gt(play_do(&w, a), 0);
    const struct credit *credit = &w.room->table[1].clause[1]->commit[1].credit;
    cr_assert_eq(credit_group(w.room, credit), GROUP_C);
    cr_assert_str_eq(thread(), "{\"thread\":[\"M\",\"C\"]}");
    w.room->person[m]->hat = GROUPS; // moved to where it was their own, and back
    cr_assert_eq(credit_group(w.room, credit), GROUP_M);
    cr_assert_str_eq(thread(), "{\"thread\":[\"M\",\"M\"]}");
}
