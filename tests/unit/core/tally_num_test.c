#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

#include "core/tally_num.h"

// A generator with its seed in the source: the same numbers on every machine.
static double next_unit(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void close_to(double found, double expected, double x)
{
    double error = expected == 0 ? fabs(found) : fabs(found - expected) / fabs(expected);
    cr_assert(error <= 1e-15, "at %.17g: found %.17g, libm has %.17g", x, found, expected);
}

Test(tally_num, ln_is_that_of_libm)
{
    uint64_t state = 1;
    for (int i = 0; i < 200000; i++) {
        double share = next_unit(&state) + DBL_MIN, wide = ldexp(share, i % 1200 - 600);
        close_to(num_ln(share), log(share), share);
        close_to(num_ln(1 + share / 1024), log(1 + share / 1024), share);
        close_to(num_ln(1 - share / 1024), log(1 - share / 1024), share);
        if (wide > 1e-300) {
            close_to(num_ln(wide), log(wide), wide);
        }
    }
    for (int i = 1; i < 5000; i++) {
        close_to(num_ln(i), log(i), i);
    }
    cr_assert_eq(num_ln(1), 0);
}

Test(tally_num, roots_are_those_of_libm)
{
    uint64_t state = 2;
    for (int i = 0; i < 100000; i++) {
        double x = next_unit(&state) * (i % 2 ? 1 : 1000);
        close_to(num_root(x, 1), x, x);
        close_to(num_root(x, 2), sqrt(x), x);
        close_to(num_root(x, 3), cbrt(x), x);
    }
    for (int i = 1; i < 100; i++) {
        close_to(num_root((double)i * i, 2), i, i);
        close_to(num_root((double)i * i * i, 3), i, i);
    }
    cr_assert_eq(num_root(0, 3), 0);
}

static bool is(struct tally_frac f, int64_t num, int64_t den)
{
    return f.num == num && f.den == den;
}

Test(tally_num, fractions_are_in_lowest_terms)
{
    cr_assert(is(frac_make(6, -4), -3, 2));
    cr_assert(is(frac_make(0, 7), 0, 1));
    cr_assert(is(frac_add(frac_make(1, 6), frac_make(1, 3)), 1, 2));
    cr_assert(is(frac_sub(frac_make(1, 3), frac_make(1, 3)), 0, 1));
    cr_assert(is(frac_mul(frac_make(2, 3), frac_make(9, 4)), 3, 2));
    cr_assert(is(frac_div(frac_make(2, 3), frac_make(-4, 9)), -3, 2));
    cr_assert_eq(frac_cmp(frac_make(1, 3), frac_make(2, 6)), 0);
    cr_assert_lt(frac_cmp(frac_make(-1, 3), frac_make(1, 4)), 0);
}

Test(tally_num, undefined_stays_undefined)
{
    cr_assert_eq(frac_make(1, 0).den, 0);
    cr_assert_eq(frac_div(frac_make(1, 2), frac_zero).den, 0);
    cr_assert_eq(frac_add(frac_undefined, frac_make(1, 2)).den, 0);
    cr_assert_eq(frac_mul(frac_make(1, 2), frac_undefined).den, 0);
}

Test(tally_num, what_does_not_fit_is_rounded)
{
    struct tally_frac big = frac_make(INT64_C(3037000499), INT64_C(4611686018427387847));
    struct tally_frac other = frac_make(INT64_C(4611686018427387733), INT64_C(4611686018427387701));
    double sum = frac_value(big) + frac_value(other);
    cr_assert_float_eq(frac_value(frac_add(big, other)), sum, 1e-11);
    cr_assert_float_eq(frac_value(frac_mul(other, other)), 1, 1e-11);
}
