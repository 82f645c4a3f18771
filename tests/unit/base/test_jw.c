#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/jw.h"

static struct buf b;
static struct jw w;

static void setup(void)
{
    buf_init(&b, 10000);
    jw_init(&w, &b);
}

static void teardown(void)
{
    buf_free(&b);
}

TestSuite(jw, .init = setup, .fini = teardown);

Test(jw, places_commas)
{
    jw_obj(&w);
    jw_kint(&w, "a", -5);
    jw_kobj(&w, "o");
    jw_end(&w);
    jw_karr(&w, "l");
    jw_int(&w, 1);
    jw_arr(&w);
    jw_end(&w);
    jw_obj(&w);
    jw_kbool(&w, "t", true);
    jw_kbool(&w, "f", false);
    jw_end(&w);
    jw_null(&w);
    jw_end(&w);
    jw_knull(&w, "n");
    jw_kraw(&w, "r", STR("[1,2]"));
    jw_kstr(&w, "s", STR("x"));
    jw_kcstr(&w, "c", NULL);
    cr_assert_not(jw_done(&w));
    jw_end(&w);
    cr_assert(jw_done(&w));
    cr_assert_str_eq(buf_cstr(&b), "{\"a\":-5,\"o\":{},\"l\":[1,[],{\"t\":true,\"f\":false},null],"
                                   "\"n\":null,\"r\":[1,2],\"s\":\"x\",\"c\":null}");
}

Test(jw, spreads_an_object_among_the_members_of_another)
{
    static const char *const spread[] = {"{}", "{\"a\":1}", "{\"a\":{\"b\":2},\"c\":[]}"};
    static const char *const first[] = {"{\"z\":0}", "{\"a\":1,\"z\":0}",
                                        "{\"a\":{\"b\":2},\"c\":[],\"z\":0}"};
    static const char *const last[] = {"{\"z\":0}", "{\"z\":0,\"a\":1}",
                                       "{\"z\":0,\"a\":{\"b\":2},\"c\":[]}"};
    for (size_t i = 0; i < ARRAY_LEN(spread); i++) {
        for (int z_first = 0; z_first < 2; z_first++) {
            buf_reset(&b);
            jw_init(&w, &b);
            jw_obj(&w);
            if (z_first)
                jw_kint(&w, "z", 0);
            jw_spread(&w, str_from_cstr(spread[i]));
            if (!z_first)
                jw_kint(&w, "z", 0);
            jw_end(&w);
            cr_assert(jw_done(&w));
            cr_assert_str_eq(buf_cstr(&b), z_first ? last[i] : first[i]);
        }
    }
}

Test(jw, escapes_as_rfc_8259_says)
{
    jw_str(&w, STR("q\" b\\ \b\t\n\f\r \0 \x1f \x7f / é 🏠"));
    cr_assert_str_eq(buf_cstr(&b), "\"q\\\" b\\\\ \\b\\t\\n\\f\\r \\u0000 \\u001f \x7f / é 🏠\"");
    cr_assert(jw_done(&w));
}

// Whole words of the machine are looked at: a byte is seen wherever it stands, and no other is.
Test(jw, escapes_one_byte_at_any_place)
{
    static const struct {
        char c;
        const char *becomes;
    } some[] = {{'"', "\\\""}, {'\\', "\\\\"}, {0x1f, "\\u001f"}, {'\n', "\\n"}, {' ', " "},
                {'!', "!"},    {'#', "#"},     {'[', "["},        {']', "]"},    {'~', "~"}};
    for (size_t n = 1; n <= 26; n++)
        for (size_t at = 0; at < n; at++)
            for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
                char text[32], expected[64];
                memset(text, 'x', n);
                text[at] = some[i].c;
                snprintf(expected, sizeof expected, "\"%.*s%s%.*s\"", (int)at,
                         "xxxxxxxxxxxxxxxxxxxxxxxxxx", some[i].becomes, (int)(n - at - 1),
                         "xxxxxxxxxxxxxxxxxxxxxxxxxx");
                buf_reset(&b);
                jw_init(&w, &b);
                jw_str(&w, (struct str){text, n});
                cr_assert_str_eq(buf_cstr(&b), expected);
            }
}

Test(jw, replaces_each_invalid_byte)
{
    jw_arr(&w);
    jw_str(&w, STR("a\xff\xfe"
                   "b"));
    jw_str(&w, STR("\xc3"));         // cut short
    jw_str(&w, STR("\xed\xa0\x80")); // a surrogate
    jw_str(&w, STR("\xc0\xaf"));     // overlong
    jw_end(&w);
    cr_assert_str_eq(buf_cstr(&b), "[\"a��b\",\"�\",\"���\",\"��\"]");
}

Test(jw, a_lone_value_is_a_document)
{
    jw_int(&w, 7);
    cr_assert(jw_done(&w));
}

Test(jw, tells_overflow)
{
    struct buf small;
    buf_init(&small, 5);
    jw_init(&w, &small);
    jw_str(&w, STR("too long"));
    cr_assert_not(jw_done(&w));
    buf_free(&small);
}

Test(jw, nests_to_its_limit)
{
    for (int i = 0; i < JW_MAX_DEPTH; i++)
        jw_arr(&w);
    for (int i = 0; i < JW_MAX_DEPTH; i++)
        jw_end(&w);
    cr_assert(jw_done(&w));
    cr_assert_eq(b.n, 2 * JW_MAX_DEPTH);
}

Test(jw, aborts_past_its_limit, .signal = SIGABRT)
{
    for (int i = 0; i <= JW_MAX_DEPTH; i++)
        jw_arr(&w);
}

Test(jw, aborts_on_a_value_without_key, .signal = SIGABRT)
{
    jw_obj(&w);
    jw_int(&w, 1);
}

Test(jw, aborts_on_a_key_in_an_array, .signal = SIGABRT)
{
    jw_arr(&w);
    jw_key(&w, "k");
}

Test(jw, aborts_on_two_documents, .signal = SIGABRT)
{
    jw_int(&w, 1);
    jw_int(&w, 2);
}
