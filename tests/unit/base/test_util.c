#include <criterion/criterion.h>
#include <signal.h>

#include "base/util.h"

Test(util, check_passes_what_is_true)
{
    int looked = 0;
    CHECK(++looked == 1);
    cr_assert_eq(looked, 1);
}

Test(util, check_stops_what_is_not, .signal = SIGABRT)
{
    CHECK(ARRAY_LEN("ab") == 2);
}

Test(util, memory_is_zeroed_and_never_null)
{
    char *p = mem_alloc(100);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(p[i], 0);
    p = mem_resize(p, 0);
    cr_assert_not_null(p);
    mem_free(p);
    mem_free(NULL);
}

Test(util, clamps)
{
    cr_assert_eq(CLAMP(5, 0, 3), 3);
    cr_assert_eq(CLAMP(-5, 0, 3), 0);
    cr_assert_eq(CLAMP(2, 0, 3), 2);
}
