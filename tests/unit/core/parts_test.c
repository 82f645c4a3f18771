// Whose the words of a text are that several write, and what is left of it when one is forgotten.
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/parts.h"
#include "core/room_play.h"
#include "core/snapshot.h"

static struct play p;
static int alix, bao, cleo; // the first two of one group

static void start(void)
{
    play_start(&p);
    alix = play_join(&p, GROUP_M);
    bao = play_join(&p, GROUP_M);
    cleo = play_join(&p, GROUP_C);
    play_phase(&p, PHASE_GROUP_WORK);
}

static void stop(void)
{
    play_stop(&p);
}

TestSuite(parts, .init = start, .fini = stop);

static const struct shared_text *need(void)
{
    return &p.room->table[1].group[GROUP_M].sheet[1];
}

static void is(struct str text, const char *expected)
{
    cr_assert(str_eq_cstr(text, expected), "\"" STR_FMT "\", expected \"%s\"", STR_ARG(text),
              expected);
}

// What is told of the parts: "1:Un pont|2: couvert".
static const char *parts_told(const struct str text, struct str who, int by)
{
    static char told[4096];
    struct part parts[PARTS_MAX];
    size_t at = 0, n = 0;
    int many = parts_unpack(who, text.n, by, parts);
    told[0] = 0;
    for (int i = 0; i < many; at += parts[i++].n)
        n += (size_t)snprintf(told + n, sizeof told - n, "%s%d:%.*s", i ? "|" : "", parts[i].by,
                              parts[i].n, text.p + at);
    return told;
}

static void are(const char *expected)
{
    cr_assert_str_eq(parts_told(need()->text, need()->who, need()->by), expected);
}

static int write_over(int by, struct str base, const char *text)
{
    struct act a = play_act(&p, ACT_SHEET, by);
    VAL(&a, SHEET, FIELD) = play_int(1);
    VAL(&a, SHEET, BASE) = val_text(base);
    VAL(&a, SHEET, TEXT) = play_text(text);
    return play_do(&p, a);
}

static void writes(int by, const char *text)
{
    cr_assert(write_over(by, need()->text, text) == 1, "%s", text);
}

static void forget(int person)
{
    struct act a = play_act(&p, ACT_ERASE, -1);
    VAL(&a, ERASE, PERSON) = play_int(person);
    cr_assert(play_do(&p, a) == 1);
}

Test(parts, what_is_added_is_whose_who_adds)
{
    writes(alix, "Un pont");
    are("1:Un pont");
    writes(bao, "Un pont couvert, puis un quai");
    are("1:Un pont |2:couvert, puis un quai");
    writes(alix, "Un beau pont couvert, puis un quai");
    are("1:Un beau pont |2:couvert, puis un quai");
    writes(bao, "Oui : un beau pont couvert, puis un quai");
    writes(bao, "un quai");
    are("2:un quai");
}

Test(parts, a_comma_after_a_word_does_not_make_it_anothers)
{
    writes(alix, "Un pont");
    writes(bao, "Un pont, et une gare.");
    forget(alix);
    is(need()->text, "et une gare.");
}

Test(parts, signs_of_several_bytes_stay_whole)
{
    writes(alix, "été é");
    writes(bao, "étè é à l'île");
    forget(alix);
    is(need()->text, "étè é à l'île");
}

Test(parts, who_is_forgotten_leaves_the_others)
{
    writes(alix, "Un pont couvert");
    writes(bao, "Un pont couvert pour les vélos");
    writes(alix, "Un grand pont couvert pour les vélos et les piétons");
    forget(alix);
    is(need()->text, "pour les vélos ");
    writes(bao, "pour les vélos du village");
    forget(bao);
    is(need()->text, "");
}

Test(parts, a_line_that_another_proposes_stays_whose_it_was)
{
    writes(alix, "Un marché couvert ouvert toute l'année à Joliette");
    play_phase(&p, PHASE_POOLING);
    cr_assert(play_do(&p, play_proposal(&p, cleo,
                                        "Le marché couvert ouvert toute l'année à Berthier")) > 0);
    const struct clause *c = p.room->table[1].clause[1];
    forget(alix);
    cr_assert(!strstr(parts_told(c->text, c->who, cleo), "marché"));
    is(c->text, "Le Berthier");
    is(c->first, "Le Berthier");
}

Test(parts, an_amendment_is_its_writers_where_it_changes)
{
    play_phase(&p, PHASE_POOLING);
    cr_assert(play_do(&p, play_proposal(&p, alix, "Une salle commune")) > 0);
    struct act a = play_act(&p, ACT_AMEND, bao);
    VAL(&a, AMEND, CLAUSE) = play_int(1);
    VAL(&a, AMEND, TEXT) = play_text("Une salle commune chauffée l'hiver");
    cr_assert(play_do(&p, a) > 0);
    a = play_act(&p, ACT_ANSWER_AMEND, alix);
    VAL(&a, ANSWER_AMEND, CLAUSE) = VAL(&a, ANSWER_AMEND, AMENDMENT) = play_int(1);
    VAL(&a, ANSWER_AMEND, ACCEPT) = play_int(1);
    cr_assert(play_do(&p, a) > 0);
    const struct clause *c = p.room->table[1].clause[1];
    is(c->text, "Une salle commune chauffée l'hiver");
    forget(alix);
    is(c->first, "");
    is(c->text, "chauffée l'hiver");
    is(c->amend[1].text, "chauffée l'hiver");
}

Test(parts, what_is_half_typed_over_anothers_words_is_theirs)
{
    struct act a = play_act(&p, ACT_DRAFT, bao);
    writes(alix, "Un pont couvert");
    VAL(&a, DRAFT, KEY) = play_text("sheet.need");
    VAL(&a, DRAFT, TEXT) = play_text("Un pont couvert et");
    cr_assert(play_do(&p, a) > 0);
    forget(alix);
    is(p.room->person[bao]->draft[0].text, "et");
}

Test(parts, the_log_holds_nobodys_words_as_anothers)
{
    writes(alix, "Un pont couvert");
    cr_assert(write_over(bao, need()->text, "Un pont couvert et un quai") == 1);
    const struct val *base = &VAL(&p.out[0], SHEET, BASE), *text = &VAL(&p.out[0], SHEET, TEXT);
    cr_assert(!base->set && base->s.n == 0);
    cr_assert(text->nparts == 2 && text->parts[0].by == alix && text->parts[1].by == bao);
    cr_assert_eq(text->parts[0].n + text->parts[1].n, text->s.n);
}

Test(parts, turns_without_end_are_refused)
{
    char text[700] = "a0";
    int n = 1;
    writes(alix, text);
    do {
        snprintf(text + strlen(text), sizeof text - strlen(text), " a%d", n);
    } while (write_over(n++ % 2 ? bao : alix, need()->text, text) == 1);
    cr_assert_eq(n, PARTS_MAX + 1);
    cr_assert(p.refusal.code == REFUSED_FULL && p.refusal.limit == PARTS_MAX);
    writes(bao, "On recommence");
    are("2:On recommence");
}

Test(parts, a_list_is_packed_and_told_again)
{
    char packed[PARTS_MAX * PART_BYTES];
    const struct part list[] = {{1, 3}, {PEOPLE_MAX, 4000}, {PEOPLE_MAX, 1}, {2, 0}, {1, 200}};
    struct part out[PARTS_MAX];
    struct str s = parts_pack(list, 5, 7, packed);
    cr_assert_eq(parts_unpack(s, 4204, 7, out), 3);
    cr_assert(out[1].by == PEOPLE_MAX && out[1].n == 4001 && out[2].by == 1 && out[2].n == 200);
    cr_assert_eq(parts_unpack(s, 2, 7, out), 1); // a text that is shorter than its list
    cr_assert_eq(out[0].n, 2);
    cr_assert_eq(parts_unpack(s, 5000, 7, out), 4); // and one that is longer
    cr_assert_eq(out[3].by, 7);
    cr_assert_eq(parts_pack(list, 1, 1, packed).n, 0);
}
