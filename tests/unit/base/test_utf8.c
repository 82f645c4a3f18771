#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

Test(utf8, knows_what_is_valid)
{
    cr_assert(utf8_valid(STR("")));
    cr_assert(utf8_valid(STR("Brûlé 🏘️ 日本")));
    cr_assert(utf8_valid(STR("\xf4\x8f\xbf\xbf")));
    static const char *const bad[] = {
        "\x80",
        "\xc0\xaf",
        "\xc1\xbf",
        "\xe0\x80\xaf",
        "\xed\xa0\x80",
        "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xff",
        "\xe2\x82",
        "\xc3(",
        "a\xf0\x9f\x8f",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_assert_not(utf8_valid(str_from_cstr(bad[i])), "case %zu", i);
}

Test(utf8, every_code_point_goes_there_and_back)
{
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        if (code >= 0xd800 && code <= 0xdfff)
            continue;
        char bytes[4];
        struct str s = {bytes, utf8_encode(code, bytes)};
        size_t at = 0;
        cr_assert_eq(utf8_next(s, &at), code);
        cr_assert_eq(at, s.n);
    }
}

Test(utf8, counts_by_code_point)
{
    cr_assert_eq(utf8_count(STR("aé🏠")), 3);
    cr_assert_eq(utf8_count(STR("\xff\xff")), 2);
}

struct row {
    const char *in;
    const char *out;
};

static void check_rows(const struct row *rows, size_t n, size_t max, unsigned flags)
{
    for (size_t i = 0; i < n; i++) {
        char space[256];
        struct str in = str_from_cstr(rows[i].in);
        struct str out = utf8_clean(in, space, max, flags);
        cr_assert(str_eq_cstr(out, rows[i].out), "case %zu: [" STR_FMT "]", i, STR_ARG(out));
        memcpy(space, in.p, in.n);
        out = utf8_clean((struct str){space, in.n}, space, max, flags);
        cr_assert(str_eq_cstr(out, rows[i].out), "case %zu in place", i);
        out = utf8_clean(out, space, max, flags);
        cr_assert(str_eq_cstr(out, rows[i].out), "case %zu: cleaning twice changes nothing", i);
    }
}

#define CHECK_ROWS(rows, max, flags) check_rows(rows, sizeof(rows) / sizeof((rows)[0]), max, flags)

Test(utf8, cleans_one_line)
{
    static const struct row rows[] = {
        {"  Jean-Guy   Roy\t", "Jean-Guy Roy"},
        {"a\nb\r\nc", "a b c"},
        {"", ""},
        {" \n\t ", ""},
        {"a\x01\x7f\x1b[31mb", "a[31mb"},
        {"a\xc2\x85"
         "b\xc2\x9f"
         "c",
         "a bc"},
        {"\u202eevil\u202c \u2066x\u2069", "evil x"},
        {"zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth"},
        {"Marie \u200b Ève", "Marie Ève"},
        {"\u3164\u2800", ""},
        {"Prix\u00a0: 5\u00a0$", "Prix\u00a0: 5\u00a0$"},
        {"a \u00a0 b", "a\u00a0b"},
        {"«\u00a0oui\u00a0»", "«\u00a0oui\u00a0»"},
        {"👩\u200d🌾", "👩\u200d🌾"},
        {"👩🏽\u200d🚒 et 🏳️\u200d🌈", "👩🏽\u200d🚒 et 🏳️\u200d🌈"},
        {"a\u200db", "ab"},
        {"👩\u200d", "👩"},
        {"👩\u200da", "👩a"},
        {"bad\xff\xc3", "bad"},
        {"tag\U000e0041\U000e007f", "tag"},
    };
    CHECK_ROWS(rows, SIZE_MAX, UTF8_ONE_LINE);
}

Test(utf8, cleans_many_lines)
{
    static const struct row rows[] = {
        {"a\r\nb", "a\nb"}, {"a \n  b", "a\nb"}, {"a\n\n\n\n b", "a\n\nb"},
        {"\n\na\n\n", "a"}, {"a\rb", "a\nb"},    {"a\u2028b\u2029c", "a\nb\nc"},
        {"a  b", "a b"},
    };
    CHECK_ROWS(rows, SIZE_MAX, UTF8_MULTI_LINE);
}

Test(utf8, clean_cuts_without_a_ragged_end)
{
    // Versions of clang-format reckon the width of a pictograph otherwise.
    // clang-format off
    static const struct row rows[] = {
        {"abcdef", "abcd"}, {"abc def", "abc"}, {"abé🏠x", "abé🏠"}, {"ab👩\u200d🌾", "ab👩"},
        {"  abcd  ", "abcd"},
    };
    // clang-format on
    CHECK_ROWS(rows, 4, UTF8_ONE_LINE);
}

Test(utf8, a_name_has_something_that_is_seen)
{
    static const char *const seen[] = {"Ana",           "é",   "7", "李", "ش", "🦆",
                                       "❤\xef\xb8\x8f", "-a-", "★"};
    static const char *const unseen[] = {
        "",          "\xef\xb8\x8f",         "\xcc\x81", "...", "-", "\xe2\x80\x8b", "\xe2\xa0\x80",
        " \xc2\xa0", "\xcc\x81\xef\xb8\x8f", "$"};
    for (size_t i = 0; i < ARRAY_LEN(seen); i++)
        cr_expect(utf8_visible(str_from_cstr(seen[i])), "%s", seen[i]);
    for (size_t i = 0; i < ARRAY_LEN(unseen); i++)
        cr_expect(!utf8_visible(str_from_cstr(unseen[i])), "%zu: %s", i, unseen[i]);
}

Test(utf8, digits_are_read_as_people_copy_them)
{
    static const char *const good[] = {"6372310",
                                       "637 2310",
                                       "637-2310",
                                       "6372310.",
                                       " 637.2310 ",
                                       "637\xc2\xa0"
                                       "2310",
                                       "637\xe2\x80\x93"
                                       "2310",
                                       "(637) 2310",
                                       "\xef\xbc\x96\xef\xbc\x93\xef\xbc\x97"
                                       "2310"};
    static const char *const bad[] = {"", "637231", "63723100", "637x2310", "637/2310", "-------"};
    char out[8];
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        cr_expect(utf8_digits(str_from_cstr(good[i]), out, 7), "%s", good[i]);
        cr_expect_str_eq(out, "6372310");
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        cr_expect(!utf8_digits(str_from_cstr(bad[i]), out, 7), "%s", bad[i]);
}

Test(utf8, names_are_alike_but_for_case_accents_and_what_parts_them)
{
    static const struct {
        const char *a, *b;
        bool alike;
    } all[] = {{"Marie-Ève Côté", "MARIE EVE COTE", true},
               {"Marie-Ève Côté", "marie’ève  côté.", true},
               {"Anaïs", "Anais", true},
               {"Zoé", "Zoë", true},
               {"Ana", "Anaïs", false},
               {"Anaïs", "Ana", false},
               {"Ana", "Ana2", false},
               {"李", "李", true},
               {"李", "王", false},
               {"", "Ana", false}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        cr_assert_eq(utf8_alike(str_from_cstr(all[i].a), str_from_cstr(all[i].b)), all[i].alike,
                     "%s, %s", all[i].a, all[i].b);
}
