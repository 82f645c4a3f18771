#include "core/tally_num.h"

#include <string.h>

#include "base/util.h"

const struct tally_frac frac_zero = {0, 1};
const struct tally_frac frac_undefined = {0, 0};

static int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

struct tally_frac frac_make(int64_t num, int64_t den)
{
    if (den == 0)
        return frac_undefined;
    int64_t common = gcd(num, den);
    int64_t sign = den < 0 ? -1 : 1;
    return (struct tally_frac){sign * (num / common), sign * (den / common)};
}

static struct tally_frac frac_rounded(double value)
{
    const int64_t den = INT64_C(1) << 40;
    const double limit = 4194304.0; // 2^22, so that the numerator stays below 2^62
    return frac_make((int64_t)(CLAMP(value, -limit, limit) * (double)den), den);
}

struct tally_frac frac_add(struct tally_frac a, struct tally_frac b)
{
    if (a.den == 0 || b.den == 0)
        return frac_undefined;
    int64_t common = gcd(a.den, b.den);
    int64_t left, right, num, den;
    if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
        __builtin_mul_overflow(b.num, a.den / common, &right) ||
        __builtin_add_overflow(left, right, &num) ||
        __builtin_mul_overflow(a.den, b.den / common, &den))
        return frac_rounded(frac_value(a) + frac_value(b));
    return frac_make(num, den);
}

struct tally_frac frac_sub(struct tally_frac a, struct tally_frac b)
{
    return frac_add(a, (struct tally_frac){-b.num, b.den});
}

struct tally_frac frac_mul(struct tally_frac a, struct tally_frac b)
{
    if (a.den == 0 || b.den == 0)
        return frac_undefined;
    struct tally_frac left = frac_make(a.num, b.den), right = frac_make(b.num, a.den);
    int64_t num, den;
    if (__builtin_mul_overflow(left.num, right.num, &num) ||
        __builtin_mul_overflow(left.den, right.den, &den))
        return frac_rounded(frac_value(a) * frac_value(b));
    return (struct tally_frac){num, den};
}

struct tally_frac frac_div(struct tally_frac a, struct tally_frac b)
{
    if (b.den == 0 || b.num == 0)
        return frac_undefined;
    return frac_mul(a, frac_make(b.den, b.num));
}

int frac_cmp(struct tally_frac a, struct tally_frac b)
{
    int64_t num = frac_sub(a, b).num;
    return (num > 0) - (num < 0);
}

double frac_value(struct tally_frac a)
{
    return (double)a.num / (double)a.den;
}

// x = m * 2^e with m in [sqrt(1/2), sqrt(2)); then ln m = 2 atanh((m - 1) / (m + 1)), whose
// argument is below 0.172, so that twelve terms of the series are more than enough.
double num_ln(double x)
{
    static const double ln2_high = 6.93147180369123816490e-01; // the last 21 bits are zero
    static const double ln2_low = 1.90821492927058770002e-10;
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
    double m;
    memcpy(&m, &bits, sizeof m);
    if (m > 1.4142135623730951) {
        m /= 2;
        exponent++;
    }
    double s = (m - 1) / (m + 1), square = s * s, series = 0;
    for (int term = 25; term >= 3; term -= 2)
        series = series * square + 1.0 / term;
    double tail = 2 * s * square * series + exponent * ln2_low;
    return exponent * ln2_high + (tail + 2 * s);
}

static double power(double x, int k)
{
    double result = 1;
    for (int i = 0; i < k; i++)
        result *= x;
    return result;
}

// Newton from a power of two that is not below the root: it comes down until it stops.
double num_root(double x, int k)
{
    if (x <= 0)
        return 0;
    double root = 1;
    while (power(root, k) < x)
        root *= 2;
    while (power(root / 2, k) >= x)
        root /= 2;
    for (;;) {
        double next = root - (root - x / power(root, k - 1)) / k;
        if (!(next < root))
            return root;
        root = next;
    }
}
