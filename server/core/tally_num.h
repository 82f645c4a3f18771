// Numbers for the tallies: exact fractions, and the few functions of real numbers they need.
// Values only, nothing is owned. The core links with no library, so ln and roots are our own;
// they are within a few units in the last place of the true value.
#ifndef TABLEE_CORE_TALLY_NUM_H
#define TABLEE_CORE_TALLY_NUM_H

#include "core/tally.h"

// Fractions are kept in lowest terms. Undefined (den 0) in, undefined out. Should an exact result
// not fit 64 bits, which only absurd input can bring about, it is rounded to a 40-bit denominator.
struct tally_frac frac_make(int64_t num, int64_t den); // undefined when den is 0
struct tally_frac frac_add(struct tally_frac a, struct tally_frac b);
struct tally_frac frac_sub(struct tally_frac a, struct tally_frac b);
struct tally_frac frac_mul(struct tally_frac a, struct tally_frac b);
struct tally_frac frac_div(struct tally_frac a, struct tally_frac b); // undefined when b is 0
int frac_cmp(struct tally_frac a, struct tally_frac b);               // -1, 0, 1; both defined
double frac_value(struct tally_frac a);                               // defined

extern const struct tally_frac frac_zero, frac_undefined;

double num_ln(double x);          // natural logarithm, x > 0 and not subnormal
double num_root(double x, int k); // k-th root, x >= 0, 1 <= k <= 8

#endif
