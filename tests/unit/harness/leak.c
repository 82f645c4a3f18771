// A test that passes and leaks: tests/stages/21-harness expects run-criterion to refuse it.
#include <criterion/criterion.h>
#include <stdlib.h>

void *volatile kept;

Test(harness, leaks)
{
    kept = malloc(10);
    cr_assert_not_null(kept);
    kept = NULL;
}
