// What a replay tells: of a workshop that is played, and of the same run again with the words of
// some withheld.
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "core/room_play.h"
#include "core/words.h"

enum { ALIX = 1, BAO = 2 }; // of one group; Bao does not agree to be quoted

static struct play p;
static struct arena again, words;
static struct room *told; // as a replay tells the room
static struct words_giver *giver;

// The words of `unknown`, where it is not 0, are forgotten: nobody has them any more.
static int tell_but(struct act command, int unknown)
{
    static struct act events[ROOM_EVENTS_MAX];
    command.t_ms = p.now;
    int n = room_decide(p.room, &command, &p.scratch, events, ROOM_EVENTS_MAX, &p.refusal);
    cr_assert(n > 0, "%s: %s", act_spec(command.type)->name, refusal_name(p.refusal.code));
    for (int i = 0; i < n; i++) {
        room_apply(p.room, &events[i], ++p.seq);
        const struct act_spec *spec = act_spec(events[i].type);
        for (int k = 0; k < spec->nfields && unknown && events[i].by == unknown; k++) {
            if ((spec->fields[k].flags & FIELD_PRIVATE) && events[i].f[k].set) {
                events[i].f[k] = (struct val){.set = true, .hidden = true};
            }
        }
        words_give(giver, &events[i]);
        room_apply(told, &events[i], p.seq);
    }
    return n;
}

static int tell(struct act command)
{
    return tell_but(command, 0);
}

static void sit(int person, enum group group)
{
    struct act a = play_act(&p, ACT_JOIN, 0);
    VAL(&a, JOIN, NAME) = play_text(person == ALIX ? "Alix" : "Bao");
    VAL(&a, JOIN, RESUME) = play_text("ABCDEF");
    VAL(&a, JOIN, DEBRIEF) = play_int(person == ALIX);
    VAL(&a, JOIN, RESEARCH) = play_int(1);
    VAL(&a, JOIN, LANG) = play_int(0);
    tell(a);
    a = play_act(&p, ACT_SIT, -1);
    VAL(&a, SIT, PERSON) = play_int(person);
    VAL(&a, SIT, TABLE) = play_int(1);
    VAL(&a, SIT, GROUP) = play_int(group);
    tell(a);
}

static void next_until(enum phase_kind kind)
{
    while (room_phase(p.room) != kind) {
        tell(play_act(&p, ACT_NEXT, -1));
    }
}

static void start_by(int version)
{
    const enum words_answer of[PEOPLE_MAX + 1] = {[BAO] = WORDS_NOT_AGREED};
    play_start(&p);
    arena_init(&again, (size_t)64 << 20);
    arena_init(&words, (size_t)64 << 20);
    p.scenario.n_founding = 1;
    p.scenario.founding[0].id = STR("nom");
    p.scenario.founding[0].answer = SCENARIO_ANSWER_TEXT;
    // The play has begun its room already: the same two events, for the room that is told.
    told = room_new(&again, &p.scenario);
    room_set_recorded(told);
    giver = words_giver_new(&words, told, of);
    struct act a = play_act(&p, ACT_CREATED, 0);
    VAL(&a, CREATED, CODE) = play_text("1234567");
    VAL(&a, CREATED, RULES) = play_int(version);
    VAL(&a, CREATED, TABLES) = play_int(1);
    VAL(&a, CREATED, PLACES) = play_int(9);
    words_give(giver, &a);
    room_apply(told, &a, 1);
    a = play_act(&p, ACT_FACILITATE, 0);
    VAL(&a, FACILITATE, FACILITATOR) = play_int(1);
    room_apply(told, &a, 2);
    p.room->rules = rules(version);
    if (!p.room->nfacilitators) {
        room_apply(p.room, &a, ++p.seq);
    }
    sit(ALIX, GROUP_M);
    sit(BAO, GROUP_M);
}

static void stop(void)
{
    arena_free(&again);
    arena_free(&words);
    play_stop(&p);
}

static void start(void)
{
    start_by(RULES_VERSION);
}

static void start_old(void)
{
    start_by(2);
}

TestSuite(replay, .init = start, .fini = stop);
TestSuite(replay_before_parts, .init = start_old, .fini = stop);

static void sheet_but(int by, int field, const char *text, int unknown)
{
    struct act a = play_act(&p, ACT_SHEET, by);
    const struct str now = p.room->table[1].group[GROUP_M].sheet[field].text;
    VAL(&a, SHEET, FIELD) = play_int(field);
    VAL(&a, SHEET, BASE) = val_text(arena_str(&p.arena, now));
    VAL(&a, SHEET, TEXT) = play_text(text);
    tell_but(a, unknown);
}

static void sheet(int by, const char *text)
{
    sheet_but(by, 0, text, 0);
}

static void is(struct str text, const char *expected)
{
    cr_assert(str_eq_cstr(text, expected), "told \"" STR_FMT "\", expected \"%s\"", STR_ARG(text),
              expected);
    cr_assert(utf8_valid(text));
}

static struct str title(void)
{
    return told->table[1].group[GROUP_M].sheet[0].text;
}

Test(replay_before_parts, a_text_that_several_wrote_is_told_when_all_agree)
{
    next_until(PHASE_GROUP_WORK);
    sheet(ALIX, "Un pont couvert");
    is(title(), "Un pont couvert");
    sheet(BAO, "Un pont couvert pour les vélos");
    is(title(), "");
    sheet(ALIX, "Un beau pont couvert pour les vélos");
    is(title(), "");
    sheet(BAO, "");
    is(title(), "");
    sheet(ALIX, "Un pont");
    is(title(), "Un pont"); // written anew
}

Test(replay_before_parts, what_was_forgotten_comes_back_through_nobody)
{
    next_until(PHASE_GROUP_WORK);
    sheet(ALIX, "Un pont");
    sheet_but(BAO, 0, "Un pont secret", BAO);
    is(title(), "");
    sheet(ALIX, "Un pont secret et large");
    is(title(), "");
}

Test(replay, of_a_text_that_several_wrote_each_part_is_told_as_its_writer_agrees)
{
    next_until(PHASE_GROUP_WORK);
    sheet(ALIX, "Un pont couvert");
    is(title(), "Un pont couvert");
    sheet(BAO, "Un pont couvert pour les vélos");
    is(title(), "Un pont couvert ");
    sheet(ALIX, "Un beau pont couvert pour les vélos");
    is(title(), "Un beau pont couvert ");
    sheet(BAO, "");
    is(title(), "");
    sheet(ALIX, "Un pont");
    is(title(), "Un pont");
}

Test(replay, what_was_forgotten_comes_back_through_nobody)
{
    next_until(PHASE_GROUP_WORK);
    sheet(ALIX, "Un pont");
    sheet_but(BAO, 0, "Un pont secret", BAO);
    sheet(ALIX, "Un pont secret et large");
    is(title(), "Un pont et large");
}

static int propose(int by, const char *text, const char *norm)
{
    struct act a = play_proposal(&p, by, text);
    VAL(&a, PROPOSE, FOR) = play_int(2);
    VAL(&a, PROPOSE, NORM) = play_text(norm);
    tell(a);
    return p.room->table[1].nclauses;
}

static void amend(int by, int clause, const char *text)
{
    struct act a = play_act(&p, ACT_AMEND, by);
    VAL(&a, AMEND, CLAUSE) = play_int(clause);
    VAL(&a, AMEND, TEXT) = play_text(text);
    tell(a);
}

static void accept(int by, int clause, int amendment)
{
    struct act a = play_act(&p, ACT_ANSWER_AMEND, by);
    VAL(&a, ANSWER_AMEND, CLAUSE) = play_int(clause);
    VAL(&a, ANSWER_AMEND, AMENDMENT) = play_int(amendment);
    VAL(&a, ANSWER_AMEND, ACCEPT) = play_int(1);
    tell(a);
}

static struct str clause_text(int clause)
{
    return told->table[1].clause[clause]->text;
}

Test(replay, a_clause_is_whose_words_it_came_from)
{
    next_until(PHASE_GROUP_WORK);
    sheet_but(BAO, 2, "Les vélos restent gratuits", 0);
    next_until(PHASE_POOLING);
    int from_sheet = propose(ALIX, "Les vélos restent gratuits", "loi");
    is(clause_text(from_sheet), "");
    int own = propose(ALIX, "Une salle commune", "loi");
    is(clause_text(own), "Une salle commune");
    amend(BAO, own, "Une salle commune chauffée");
    is(told->table[1].clause[own]->amend[1].text, "Une salle commune ");
    is(clause_text(own), "Une salle commune");
    accept(ALIX, own, 1);
    is(clause_text(own), "Une salle commune ");
    amend(ALIX, own, "Une grande salle commune chauffée"); // the author's: taken as it is made
    is(clause_text(own), "Une grande salle commune ");
    is(told->table[1].clause[own]->first, "Une salle commune");
}

Test(replay, norms_choices_and_red_lines_are_told_so_too)
{
    next_until(PHASE_GROUP_WORK);
    struct act a = play_act(&p, ACT_RED_LINE, BAO);
    VAL(&a, RED_LINE, TEXT) = play_text("Jamais de dette");
    tell(a);
    is(told->table[1].group[GROUP_M].red.text, "");
    a.by = ALIX;
    VAL(&a, RED_LINE, BASE) = play_text("Jamais de dette");
    VAL(&a, RED_LINE, TEXT) = play_text("Jamais de dette sans vote");
    tell(a);
    is(told->table[1].group[GROUP_M].red.text, "sans vote");
    next_until(PHASE_POOLING);
    int clause = propose(BAO, "Un pont", "loi 12");
    is(told->table[1].clause[clause]->norm, "");
    cr_assert(told->table[1].clause[clause]->beyond, "that there is one is no secret");
    a = play_act(&p, ACT_RETAG, ALIX);
    VAL(&a, RETAG, CLAUSE) = play_int(clause);
    VAL(&a, RETAG, SCALE) = play_int(1);
    VAL(&a, RETAG, DIMS) = play_int(1);
    VAL(&a, RETAG, FOR) = play_int(2);
    VAL(&a, RETAG, NORM) = play_text("loi 12, art. 3");
    tell(a);
    is(told->table[1].clause[clause]->norm, "art. 3");
    a = play_act(&p, ACT_FOUND, BAO);
    VAL(&a, FOUND, ITEM) = play_text("nom");
    VAL(&a, FOUND, TEXT) = play_text("La Brise");
    tell(a);
    is(told->table[1].founding[0].text.text, "");
    cr_assert(told->table[1].founding[0].set);
    a.by = ALIX;
    VAL(&a, FOUND, BASE) = play_text("La Brise");
    VAL(&a, FOUND, TEXT) = play_text("La Brise du lac");
    tell(a);
    is(told->table[1].founding[0].text.text, "du lac");
    next_until(PHASE_REPORT);
    a = play_act(&p, ACT_REPORT_TEXT, ALIX);
    VAL(&a, REPORT_TEXT, FIELD) = play_int(2);
    VAL(&a, REPORT_TEXT, TEXT) = play_text("Nous avons");
    tell(a);
    is(told->table[1].report[2].text, "Nous avons");
}

static void document(const struct room *room, struct topic t, struct buf *out)
{
    struct jw w;
    buf_reset(out);
    jw_init(&w, out);
    room_document(room, t, &w);
    cr_assert(jw_done(&w));
}

Test(replay, of_forms_and_keys_only_that_they_were_given)
{
    static const char *const none[] = {"ratings", "q3", "q6", "drafts", "resume", "ABCDEF"};
    struct buf doc;
    buf_init(&doc, 1 << 20);
    struct act a = play_act(&p, ACT_DRAFT, ALIX);
    VAL(&a, DRAFT, KEY) = play_text("idea");
    VAL(&a, DRAFT, TEXT) = play_text("à moitié");
    tell(a);
    next_until(PHASE_REPORT);
    a = play_act(&p, ACT_RATE, ALIX);
    VAL(&a, RATE, PERSON) = play_int(BAO);
    VAL(&a, RATE, VALUE) = play_int(4);
    tell(a);
    a = play_act(&p, ACT_ANSWERS, ALIX);
    VAL(&a, ANSWERS, Q3) = play_int(1);
    VAL(&a, ANSWERS, Q4) = play_int(1);
    VAL(&a, ANSWERS, Q5) = play_int(1);
    tell(a);
    next_until(PHASE_CONCLUSION);
    a = play_act(&p, ACT_Q6, ALIX);
    VAL(&a, Q6, TEXT) = play_text("à retenir");
    tell(a);
    document(p.room, (struct topic){TOPIC_PERSON, 0, ALIX}, &doc);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        cr_assert(strstr(buf_cstr(&doc), none[i]), "the phone itself shows %s", none[i]);
    }
    static const struct topic topics[] = {{TOPIC_PERSON, 0, ALIX}, {TOPIC_CONSOLE, 0, 0}};
    for (size_t t = 0; t < 2; t++) {
        document(told, topics[t], &doc);
        for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
            cr_assert_null(strstr(buf_cstr(&doc), none[i]), "%s", none[i]);
        }
    }
    document(told, topics[0], &doc);
    cr_assert(strstr(buf_cstr(&doc), "\"answers\":{\"done\":true}"));
    buf_free(&doc);
}

Test(replay, people_are_shown_once_it_is_being_concluded)
{
    next_until(PHASE_REPORT);
    cr_assert_not(room_recording_open(p.room));
    next_until(PHASE_CONCLUSION);
    cr_assert(room_recording_open(p.room));
    tell(play_act(&p, ACT_BACK, -1));
    cr_assert_not(room_recording_open(p.room));
    tell(play_act(&p, ACT_END, -1));
    cr_assert(room_recording_open(p.room));
    tell(play_act(&p, ACT_REOPEN, -1));
    cr_assert_not(room_recording_open(p.room));
}

Test(replay, whoever_agrees_now_is_quoted)
{
    cr_assert(room_tells_words(p.room, ALIX));
    cr_assert_not(room_tells_words(p.room, BAO));
    cr_assert_not(room_tells_words(p.room, 0));
    cr_assert_not(room_tells_words(p.room, 3));
    struct act a = play_act(&p, ACT_CONSENT, BAO);
    VAL(&a, CONSENT, DEBRIEF) = play_int(1);
    VAL(&a, CONSENT, RESEARCH) = play_int(0);
    tell(a);
    cr_assert(room_tells_words(p.room, BAO));
    a = play_act(&p, ACT_ERASE, ALIX);
    tell(a);
    cr_assert_not(room_tells_words(p.room, ALIX));
    is(told->person[BAO]->name, ""); // Bao's name was withheld when the replay began
    is(p.room->person[BAO]->name, "Bao");
}
