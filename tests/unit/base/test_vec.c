#include <criterion/criterion.h>
#include <signal.h>

#include "base/vec.h"

struct pair {
    int a, b;
};

Test(vec, grows_to_its_maximum_and_no_further)
{
    VEC(struct pair) v;
    vec_init(&v, 100);
    for (int i = 0; i < 100; i++)
        cr_assert(vec_push(&v, (struct pair){i, -i}));
    cr_assert_not(vec_push(&v, (struct pair){1, 1}));
    cr_assert_eq(v.n, 100);
    cr_assert_leq(v.cap, 100);
    cr_assert_eq(vec_last(&v).b, -99);
    vec_free(&v);
}

Test(vec, removes_keeping_order)
{
    VEC(int) v;
    vec_init(&v, 10);
    for (int i = 0; i < 5; i++)
        vec_push(&v, i);
    vec_remove(&v, 1);
    vec_remove(&v, 3);
    vec_remove(&v, 0);
    cr_assert_eq(v.n, 2);
    cr_assert_eq(v.p[0], 2);
    cr_assert_eq(v.p[1], 3);
    vec_clear(&v);
    cr_assert_eq(v.n, 0);
    vec_free(&v);
}

Test(vec, removing_what_is_not_there_aborts, .signal = SIGABRT)
{
    VEC(int) v;
    vec_init(&v, 10);
    vec_push(&v, 1);
    vec_remove(&v, 1);
}
