#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"

Test(buf, grows_and_keeps_what_was_put)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 10000; i++)
        buf_puts(&b, "0123456789");
    cr_assert_not(b.overflow);
    cr_assert_eq(b.n, 100000);
    cr_assert(str_eq(str_sub(buf_view(&b), 99990, 10), STR("0123456789")));
    buf_free(&b);
}

Test(buf, overflow_is_whole_and_sticks)
{
    struct buf b;
    buf_init(&b, 10);
    buf_puts(&b, "12345678");
    buf_puts(&b, "abc");
    cr_assert(b.overflow);
    buf_puts(&b, "9");
    cr_assert_str_eq(buf_cstr(&b), "12345678");
    buf_reset(&b);
    cr_assert_not(b.overflow);
    buf_puts(&b, "1234567890");
    cr_assert_not(b.overflow);
    cr_assert_str_eq(buf_cstr(&b), "1234567890", "the maximum itself fits, with its NUL");
    buf_char(&b, 'x');
    cr_assert(b.overflow);
    buf_free(&b);
}

Test(buf, writes_numbers)
{
    struct buf b;
    buf_init(&b, 1000);
    buf_int(&b, 0);
    buf_char(&b, ' ');
    buf_int(&b, INT64_MIN);
    buf_char(&b, ' ');
    buf_int(&b, INT64_MAX);
    buf_char(&b, ' ');
    buf_hex(&b, "\x00\xff\x1a", 3);
    cr_assert_str_eq(buf_cstr(&b), "0 -9223372036854775808 9223372036854775807 00ff1a");
    buf_free(&b);
}

Test(buf, hex_past_the_maximum_overflows)
{
    struct buf b;
    buf_init(&b, 5);
    buf_hex(&b, "abc", 3);
    cr_assert(b.overflow);
    cr_assert_eq(b.n, 0);
    buf_free(&b);
}

Test(buf, printf_is_bounded_too)
{
    struct buf b;
    buf_init(&b, 12);
    buf_printf(&b, "%s-%03d", "room", 7);
    cr_assert_str_eq(buf_cstr(&b), "room-007");
    buf_printf(&b, "%d", 1234);
    cr_assert_str_eq(buf_cstr(&b), "room-0071234");
    buf_printf(&b, "%d", 5);
    cr_assert(b.overflow);
    cr_assert_str_eq(buf_cstr(&b), "room-0071234");
    buf_free(&b);
}

Test(buf, can_be_written_in_place_and_detached)
{
    struct buf b;
    buf_init(&b, 100);
    memcpy(buf_room(&b, 3), "abc", 3);
    buf_added(&b, 3);
    cr_assert_null(buf_room(&b, 98));
    buf_reset(&b);
    buf_puts(&b, "kept");
    size_t n;
    char *p = buf_detach(&b, &n);
    cr_assert_eq(n, 4);
    cr_assert_arr_eq(p, "kept", 4);
    cr_assert_eq(b.n, 0);
    cr_assert_str_eq(buf_cstr(&b), "");
    mem_free(p);
    buf_free(&b);
}
