// Two people wrote in one text: whatever they did, both can read their words afterwards.
#include <criterion/criterion.h>

#include "core/rules_parts.h"

static struct arena scratch;

static void start(void)
{
    arena_init(&scratch, 1 << 20);
}

static void stop(void)
{
    arena_free(&scratch);
}

TestSuite(merge, .init = start, .fini = stop);

static void expect(const char *base, const char *theirs, const char *mine, const char *want)
{
    struct str got =
        merge_texts(str_from_cstr(base), str_from_cstr(theirs), str_from_cstr(mine), &scratch);
    cr_expect(str_eq_cstr(got, want), "\"%s\" + \"%s\" over \"%s\": got \"" STR_FMT "\"", theirs,
              mine, base, STR_ARG(got));
}

Test(merge, one_side_alone_is_taken_as_it_is)
{
    expect("a b c", "a b c", "a x c", "a x c");
    expect("a b c", "a x c", "a b c", "a x c");
    expect("a b c", "", "a b c", "");
    expect("", "", "premier mot", "premier mot");
}

Test(merge, the_same_change_twice_is_made_once)
{
    expect("un deux", "un trois", "un trois", "un trois");
    expect("", "tout neuf", "tout neuf", "tout neuf");
}

Test(merge, changes_apart_are_both_applied)
{
    expect("le gros chat noir dort", "le petit chat noir dort", "le gros chat noir mange",
           "le petit chat noir mange");
    expect("le gros chat noir dort", "le gros chat noir mange", "le petit chat noir dort",
           "le petit chat noir mange");
    expect("un deux", "un trois", "quatre deux", "quatre trois");
    expect("un deux", "trois deux", "un quatre", "trois quatre");
    expect("milieu", "avant milieu", "milieu apr\xc3\xa8s", "avant milieu apr\xc3\xa8s");
}

Test(merge, changes_that_meet_keep_both_wordings)
{
    expect("le chat dort", "le chien dort", "le loup dort", "le chien / loup dort");
    expect("", "une", "deux", "une / deux");
    expect("texte", "texte un", "texte deux", "texte un / deux");
}

Test(merge, words_are_never_cut)
{
    expect("chat", "chien", "chute", "chien / chute");
    expect("chat", "chats", "chat noir", "chats noir");
    expect("\xc3\xa9", "\xc3\xa8", "\xc3\xaa", "\xc3\xa8 / \xc3\xaa");
    expect("\xc3\xa9", "\xc4\xa9", "\xc3\xaa", "\xc4\xa9 / \xc3\xaa");
}

Test(merge, a_deletion_never_takes_the_words_of_another)
{
    expect("un deux trois", "", "un deux quatre", "un deux quatre");
    expect("un deux trois", "un deux quatre", "", "un deux quatre");
}

Test(merge, sending_again_what_is_already_in_adds_nothing)
{
    expect("", "bonjour le monde", "bonjour", "bonjour le monde");
    expect("", "bonjour", "bonjour le monde", "bonjour le monde");
    expect("", "bonjour le monde", "le monde", "bonjour le monde");
}

// Every word that one of the two wrote is in the result, for all short texts of three words.
static struct str text_of(unsigned n, unsigned first, char *out)
{
    struct str s = {out, 0};
    for (int i = 0; i < 3; i++, n /= 4) {
        if (n % 4 != 3) { // the fourth choice is no word
            out[s.n++] = (char)(n % 4 == 0 ? 'a' + i : (int)(first + n % 4));
            out[s.n++] = ' ';
        }
    }
    return str_trim(s);
}

static void expect_words(struct str got, struct str typed, char from)
{
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] >= from) {
            cr_assert_lt(str_find(got, typed.p[i]), got.n, STR_FMT " lost of " STR_FMT,
                         STR_ARG(got), STR_ARG(typed));
        }
    }
}

Test(merge, no_new_word_is_ever_lost)
{
    char a[8], b[8];
    for (unsigned i = 0; i < 64; i++) {
        for (unsigned k = 0; k < 64; k++) {
            struct str theirs = text_of(i, 'm', a), mine = text_of(k, 't', b);
            struct str got = merge_texts(STR("a b c"), theirs, mine, &scratch);
            expect_words(got, theirs, 'm');
            expect_words(got, mine, 'm');
            arena_reset(&scratch);
        }
    }
}
