// The session as a story: what was hidden is not told before it was shown, nor the words of who
// does not agree; a number that is given again begins another strand.
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "core/room_play.h"
#include "core/story.h"

static struct play p;
static struct arena arena;
static struct story *story;
static json_t *told;

static void tell(struct act command)
{
    static struct act events[ROOM_EVENTS_MAX];
    command.t_ms = p.now;
    int n = room_decide(p.room, &command, &p.scratch, events, ROOM_EVENTS_MAX, &p.refusal);
    cr_assert(n > 0, "%s: %s", act_spec(command.type)->name, refusal_name(p.refusal.code));
    for (int i = 0; i < n; i++) {
        room_apply(p.room, &events[i], ++p.seq);
        story_note(story, p.room, &events[i], p.now);
    }
}

static void start(void)
{
    play_start(&p);
    arena_init(&arena, (size_t)16 << 20);
    story = story_new(&arena, false);
    for (int i = 0; i < 4; i++) {
        play_join(&p, (enum group)(i % GROUPS)); // 1 M, 2 C, 3 O, 4 M
    }
    while (room_phase(p.room) != PHASE_POOLING) {
        tell(play_act(&p, ACT_NEXT, -1));
    }
}

static void stop(void)
{
    json_decref(told);
    arena_free(&arena);
    play_stop(&p);
}

TestSuite(story, .init = start, .fini = stop);

static json_t *table(void)
{
    struct buf out;
    struct jw w;
    buf_init(&out, 1 << 20);
    jw_init(&w, &out);
    jw_obj(&w);
    cr_assert(story_write(story, p.room, &w));
    jw_end(&w);
    json_decref(told);
    told = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
    buf_free(&out);
    return json_array_get(json_object_get(told, "tables"), 0);
}

// The beats of a strand, as words: "object move adopt".
static const char *beats(size_t strand)
{
    static char out[400];
    size_t i;
    json_t *beat;
    out[0] = 0;
    json_t *clauses = json_object_get(table(), "clauses");
    json_array_foreach(json_object_get(json_array_get(clauses, strand), "beats"), i, beat)
    {
        const char *eased = json_object_get(beat, "eased") ? "~" : "";
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s%s", i ? " " : "",
                 json_string_value(json_object_get(beat, "k")), eased);
    }
    return out;
}

static void stance(int by, int stance, int clause)
{
    struct act a = play_act(&p, ACT_STANCE, by);
    VAL(&a, STANCE, CLAUSE) = play_int(clause);
    VAL(&a, STANCE, STANCE) = play_int(stance);
    if (stance == STANCE_OBJECT) {
        VAL(&a, STANCE, REASON) = play_int(0);
        VAL(&a, STANCE, WHY) = play_text("trop cher");
        VAL(&a, STANCE, COULD) = play_text("moins cher");
    }
    tell(a);
}

static void amend(int by, int clause, int accepted_by)
{
    struct act a = play_act(&p, ACT_AMEND, by);
    VAL(&a, AMEND, CLAUSE) = play_int(clause);
    VAL(&a, AMEND, TEXT) = play_text("Un pont de bois");
    tell(a);
    a = play_act(&p, ACT_ANSWER_AMEND, accepted_by);
    VAL(&a, ANSWER_AMEND, CLAUSE) = play_int(clause);
    VAL(&a, ANSWER_AMEND, AMENDMENT) = play_int(1);
    VAL(&a, ANSWER_AMEND, ACCEPT) = play_int(1);
    tell(a);
}

Test(story, an_objection_is_told_when_it_is_shown_and_gives_way_to_another_wording)
{
    tell(play_proposal(&p, 1, "Un pont"));
    stance(2, STANCE_OBJECT, 1);
    cr_assert_str_eq(beats(0), "");
    stance(3, STANCE_SUPPORT, 1);
    stance(4, STANCE_SUPPORT, 1);
    cr_assert_str_eq(beats(0), "object");
    amend(3, 1, 1);
    stance(2, STANCE_LIVE, 1);
    cr_assert_str_eq(beats(0), "object version move~ adopt");
}

Test(story, who_moves_without_another_wording_gave_way_to_none)
{
    tell(play_proposal(&p, 1, "Un pont"));
    for (int by = 2; by <= 4; by++) {
        stance(by, by == 2 ? STANCE_OBJECT : STANCE_SUPPORT, 1);
    }
    stance(2, STANCE_SUPPORT, 1);
    cr_assert_str_eq(beats(0), "object move adopt");
}

Test(story, what_is_taken_back_stays_told)
{
    tell(play_proposal(&p, 1, "Un pont"));
    struct act a = play_act(&p, ACT_DROP, 1);
    VAL(&a, DROP, CLAUSE) = play_int(1);
    tell(a);
    cr_assert_str_eq(beats(0), "drop");
    cr_assert_str_eq(json_string_value(json_object_get(
                         json_array_get(json_object_get(table(), "clauses"), 0), "state")),
                     "dropped");
}

Test(story, whose_initiative_it_was_is_told_with_the_outcome)
{
    tell(play_proposal(&p, 1, "Un pont"));
    cr_assert_null(json_object_get(table(), "lead"));
    while (room_phase(p.room) != PHASE_CONCLUSION) {
        p.now += 120000;
        tell(play_act(&p, ACT_NEXT, -1));
        if (room_phase(p.room) == PHASE_REPORT) {
            p.now = room_next_tick(p.room);
            tell(play_act(&p, ACT_TICK, 0));
        }
    }
    json_t *lead = json_object_get(table(), "lead");
    cr_assert_eq(json_array_size(lead), 1);
    cr_assert_str_eq(json_string_value(json_object_get(json_array_get(lead, 0), "g")), "M");
    json_t *mark = json_array_get(json_object_get(table(), "marks"), 0);
    cr_assert_str_eq(json_string_value(json_object_get(mark, "k")), "silent");
    cr_assert_eq(json_integer_value(json_object_get(mark, "ms")), 120000, "until it was ended");
}

Test(story, notes_are_facilitators_alone)
{
    struct act a = play_act(&p, ACT_NOTE, -1);
    VAL(&a, NOTE, TEXT) = play_text("à reprendre");
    tell(a);
    table();
    char *all = json_dumps(told, 0);
    cr_assert_null(strstr(all, "reprendre"));
    free(all);
}
