#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

Test(arena, hands_out_zeroed_aligned_memory)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t n = 0; n < 3000; n++) {
        unsigned char *p = arena_alloc(&a, n % 300);
        cr_assert_not_null(p);
        cr_assert_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n % 300; i++)
            cr_assert_eq(p[i], 0);
        memset(p, 0xff, n % 300);
    }
    arena_free(&a);
}

Test(arena, is_zeroed_again_after_reset)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            unsigned char *p = arena_alloc(&a, 500);
            for (int k = 0; k < 500; k++)
                cr_assert_eq(p[k], 0);
            memset(p, 0xaa, 500);
        }
        arena_reset(&a);
        cr_assert_eq(arena_used(&a), 0);
    }
    arena_free(&a);
}

Test(arena, never_passes_its_maximum)
{
    struct arena a;
    arena_init(&a, 10000);
    size_t given = 0;
    while (arena_alloc(&a, 96))
        given += 96;
    cr_assert_leq(given, 10000);
    cr_assert_geq(given, 10000 - 96);
    cr_assert_leq(arena_used(&a), 10000);
    cr_assert_null(arena_alloc(&a, 96), "full stays full");
    arena_reset(&a);
    cr_assert_not_null(arena_alloc(&a, 9000));
    cr_assert_null(arena_alloc(&a, SIZE_MAX));
    cr_assert_null(arena_alloc_array(&a, SIZE_MAX / 2, 3));
    arena_free(&a);
}

Test(arena, serves_one_block_as_big_as_the_maximum)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    cr_assert_not_null(arena_alloc(&a, 16));
    cr_assert_not_null(arena_alloc(&a, (1 << 20) - 16));
    cr_assert_null(arena_alloc(&a, 1));
    arena_free(&a);
}

Test(arena, copies_strings)
{
    struct arena a;
    arena_init(&a, 1000);
    char from[] = "Racine";
    struct str s = arena_str(&a, str_from_cstr(from));
    from[0] = 'X';
    cr_assert_str_eq(s.p, "Racine");
    cr_assert_eq(s.n, 6);
    cr_assert_str_eq(arena_cstr(&a, (struct str){0}), "");
    cr_assert_null(arena_str(&a, (struct str){from, 5000}).p);
    cr_assert_null(arena_cstr(&a, (struct str){from, SIZE_MAX}));
    arena_free(&a);
}
