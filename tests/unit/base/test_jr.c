#include <criterion/criterion.h>
#include <string.h>

#include "base/jr.h"
#include "base/util.h"

enum { ARENA_BYTES = 1 << 20, DEPTH = 5 };

static struct jr values[JR_VALUES_MAX];
static struct arena arena;

static void setup(void)
{
    arena_init(&arena, ARENA_BYTES);
}

static void teardown(void)
{
    arena_free(&arena);
}

TestSuite(jr, .init = setup, .fini = teardown);

static bool reads(struct str text)
{
    const char *why = NULL;
    arena_reset(&arena);
    bool good = jr_read(text, DEPTH, &arena, values, &why);
    cr_assert(good || why, "a refusal says why");
    return good;
}

Test(jr, gives_what_stands_there)
{
    cr_assert(
        reads(STR(" {\"t\":\"do\", \"n\":-12,\"yes\":true,\"no\":false,\"none\":null,\"r\":1.5e3,"
                  "\"a\":[1,\"deux\",[],{}],\"o\":{\"\\u00e9\\n\":\"\\ud83d\\ude00\"} }\n")));
    int64_t n = 0;
    cr_assert_eq(values[0].count, 8);
    cr_assert(str_eq(jr_text(jr_member(values, "t")), STR("do")));
    cr_assert(jr_whole(jr_member(values, "n"), -12, -12, &n) && n == -12);
    cr_assert_not(jr_whole(jr_member(values, "n"), -11, 0, &n));
    cr_assert(jr_is(jr_member(values, "yes"), JR_BOOL) && jr_member(values, "yes")->n == 1);
    cr_assert(jr_is(jr_member(values, "no"), JR_BOOL) && jr_member(values, "no")->n == 0);
    cr_assert(jr_is(jr_member(values, "none"), JR_NULL));
    cr_assert(jr_is(jr_member(values, "r"), JR_REAL));
    cr_assert_not(jr_whole(jr_member(values, "r"), 0, 5000, &n));
    const struct jr *a = jr_member(values, "a"), *o = jr_member(values, "o");
    int kinds[4], k = 0;
    JR_EACH(v, a)
    kinds[k++] = v->kind;
    cr_assert(k == 4 && kinds[0] == JR_INT && kinds[1] == JR_TEXT && kinds[2] == JR_ARRAY &&
              kinds[3] == JR_OBJECT);
    cr_assert(str_eq(jr_text(jr_member(o, "é\n")), STR("😀")));
}

Test(jr, of_nothing_there_is_nothing)
{
    int64_t n;
    cr_assert_null(jr_member(NULL, "a"));
    cr_assert(reads(STR("[1]")));
    cr_assert_null(jr_member(values + 1, "a"));
    cr_assert_null(jr_text(NULL).p);
    cr_assert_null(jr_text(values + 1).p);
    cr_assert_not(jr_whole(NULL, 0, 1, &n));
    JR_EACH(v, values + 1)
    cr_assert_fail("%p", (const void *)v);
}

Test(jr, bounds)
{
    char text[4 * JR_VALUES_MAX] = "[";
    for (int i = 0; i < JR_VALUES_MAX - 2; i++)
        strcat(text, "0,");
    size_t n = strlen(text);
    strcpy(text + n, "0]");
    cr_assert(reads(str_from_cstr(text)));
    strcpy(text + n, "0,0]");
    cr_assert_not(reads(str_from_cstr(text)));
    cr_assert(reads(STR("[[[[[]]]]]")));
    cr_assert_not(reads(STR("[[[[[[]]]]]]")));
    cr_assert(reads(STR("[9223372036854775807,-9223372036854775808]")));
    cr_assert_not(reads(STR("[9223372036854775808]")));
    cr_assert(reads(STR("[1e308,1E+0000000308,1e-999]")));
    cr_assert_not(reads(STR("[1e309]")));
    cr_assert_not(reads(STR("[1e99999999999999999999]")));
    arena_free(&arena);
    arena_init(&arena, 2);
    cr_assert(reads(STR("[\"long enough\"]")), "a plain text takes no room");
    cr_assert_not(reads(STR("[\"long\\u0065nough\"]")));
}
