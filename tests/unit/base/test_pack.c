#include <criterion/criterion.h>

#include "base/pack.h"
#include "base/util.h"

Test(pack, what_was_packed_is_unpacked)
{
    static const int64_t numbers[] = {0,   1,    -1,         63,        64,        -64,
                                      -65, 8191, 1700000000, INT64_MAX, INT64_MIN, INT64_MAX - 1};
    struct buf b;
    buf_init(&b, 1 << 10);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        pack_int(&b, numbers[i]);
        pack_num(&b, (uint64_t)numbers[i]);
        pack_text(&b, i % 2 ? STR("mot") : STR(""));
    }
    struct unpack u = {b.p, b.n, false};
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        cr_assert_eq(unpack_int(&u), numbers[i]);
        cr_assert_eq(unpack_num(&u), (uint64_t)numbers[i]);
        cr_assert(str_eq_cstr(unpack_text(&u), i % 2 ? "mot" : ""));
    }
    cr_assert(!u.bad && u.n == 0);
    buf_free(&b);
}

Test(pack, what_is_not_there_is_bad)
{
    struct unpack none = {"", 0, false},
                  endless = {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11, false},
                  text = {"\x05mot", 4, false};
    cr_assert_eq(unpack_num(&none), 0);
    cr_assert(none.bad);
    unpack_num(&endless);
    cr_assert(endless.bad);
    cr_assert_eq(unpack_text(&text).n, 0);
    cr_assert(text.bad);
}
