#include "base/str.h"

#include <string.h>

struct str str_from_cstr(const char *cstr)
{
    if (!cstr)
        return (struct str){0};
    return (struct str){cstr, strlen(cstr)};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_cstr(struct str a, const char *b)
{
    return str_eq(a, str_from_cstr(b));
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
    if (order != 0)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

size_t str_same_front(struct str a, struct str b)
{
    size_t most = a.n < b.n ? a.n : b.n, n = 0;
    while (n < most && a.p[n] == b.p[n])
        n++;
    return n;
}

size_t str_same_back(struct str a, struct str b, size_t front)
{
    size_t most = (a.n < b.n ? a.n : b.n) - front, n = 0;
    while (n < most && a.p[a.n - 1 - n] == b.p[b.n - 1 - n])
        n++;
    return n;
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
    if (!s.p)
        return (struct str){0};
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p + from, n};
}

size_t str_find(struct str s, char c)
{
    const char *hit = s.n > 0 ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_has_nocase(struct str s, struct str part)
{
    for (size_t at = 0; part.n > 0 && at + part.n <= s.n; at++) {
        size_t same = 0;
        while (same < part.n && ascii_lower(s.p[at + same]) == ascii_lower(part.p[same]))
            same++;
        if (same == part.n)
            return true;
    }
    return false;
}

struct str str_cut(struct str *rest, char separator)
{
    size_t at = str_find(*rest, separator);
    struct str head = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at + 1, rest->n);
    return head;
}

bool str_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == s.n)
        return false;
    int64_t value = 0; // kept negative: that side of int64 reaches one further
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.p[i] - '0', &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow(0, value, &value))
        return false;
    if (value < min || value > max)
        return false;
    *out = value;
    return true;
}

void hex_write(const void *bytes, size_t n, char *out)
{
    static const char digit[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digit[from[i] >> 4];
        out[2 * i + 1] = digit[from[i] & 15];
    }
}

bool hex_read(struct str hex, void *out, size_t n)
{
    unsigned char *to = out;
    for (size_t i = 0; i < hex.n && hex.n == 2 * n; i++) {
        char c = hex.p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        to[i / 2] = (unsigned char)(i % 2 == 0 ? digit << 4 : to[i / 2] | digit);
    }
    return hex.n == 2 * n;
}
