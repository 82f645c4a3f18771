#include <criterion/criterion.h>

#include "base/str.h"

Test(str, compares_by_bytes)
{
    cr_assert(str_eq(STR("abc"), str_from_cstr("abc")));
    cr_assert_not(str_eq(STR("abc"), STR("abd")));
    cr_assert_not(str_eq(STR("abc"), STR("ab")));
    cr_assert(str_eq((struct str){0}, STR("")));
    cr_assert(str_eq(str_from_cstr(NULL), STR("")));
    cr_assert(str_cmp(STR("ab"), STR("abc")) < 0);
    cr_assert(str_cmp(STR("b"), STR("abc")) > 0);
    cr_assert_eq(str_cmp(STR("é"), STR("é")), 0);
    cr_assert(str_cmp(STR("z"), STR("é")) < 0, "bytes are unsigned");
}

Test(str, trims_and_slices)
{
    cr_assert(str_eq(str_trim(STR(" \t a b \r\n")), STR("a b")));
    cr_assert(str_eq(str_trim(STR(" \n ")), STR("")));
    cr_assert(str_eq(str_sub(STR("hello"), 1, 3), STR("ell")));
    cr_assert(str_eq(str_sub(STR("hello"), 4, 100), STR("o")));
    cr_assert(str_eq(str_sub(STR("hello"), 9, 1), STR("")));
    cr_assert(str_starts(STR("table/3"), STR("table/")));
    cr_assert_not(str_starts(STR("tab"), STR("table/")));
    cr_assert(str_ends(STR("a.html"), STR(".html")));
    cr_assert_not(str_ends(STR("l"), STR(".html")));
}

Test(str, finds_a_part_whatever_its_case)
{
    cr_assert(str_has_nocase(STR("La mairie de RACINE"), STR("Mairie de Racine")));
    cr_assert_not(str_has_nocase(STR("Racin"), STR("Racine")));
    cr_assert_not(str_has_nocase(STR("Racine"), STR("")));
    cr_assert_not(str_has_nocase(STR("[@"), STR("{`")), "letters alone have a case");
}

Test(str, cuts_at_separators)
{
    struct str rest = STR("a//b");
    cr_assert(str_eq(str_cut(&rest, '/'), STR("a")));
    cr_assert(str_eq(str_cut(&rest, '/'), STR("")));
    cr_assert(str_eq(str_cut(&rest, '/'), STR("b")));
    cr_assert_eq(rest.n, 0);
    cr_assert(str_eq(str_cut(&rest, '/'), STR("")));
}

Test(str, reads_integers_whole_and_in_range)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } rows[] = {
        {"0", true, 0},
        {"-1", true, -1},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1x", false, 0},
        {"1.0", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t out = 42;
        bool ok = str_int(str_from_cstr(rows[i].text), INT64_MIN, INT64_MAX, &out);
        cr_assert_eq(ok, rows[i].ok, "%s", rows[i].text);
        cr_assert_eq(out, ok ? rows[i].value : 42, "%s", rows[i].text);
    }
    int64_t out;
    cr_assert_not(str_int(STR("70000"), 0, 65535, &out));
    cr_assert_not(str_int(STR("-1"), 0, 65535, &out));
    cr_assert(str_int(STR("65535"), 0, 65535, &out));
}
