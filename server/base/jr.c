#include "base/jr.h"

#include <string.h>

#include "base/utf8.h"

enum { EXPONENT_MAX = 308 }; // of a double

struct reader {
    const char *p, *end;
    struct arena *arena;
    struct jr *values, *open[JR_DEPTH_MAX];
    int n, depth, max_depth;
    const char *why;
};

static bool fail(struct reader *r, const char *why)
{
    r->why = why;
    return false;
}

// The next byte that is no white space; 0, which stands in no JSON, at the end.
static char peek(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
        r->p++;
    return r->p < r->end ? *r->p : 0;
}

// Texts

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The unit of \uXXXX at `at`, or -1.
static int32_t unit_at(struct str raw, size_t at)
{
    int32_t unit = 0;
    if (raw.n - at < 6 || raw.p[at] != '\\' || raw.p[at + 1] != 'u')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int digit = digit_of(raw.p[at + i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

// Writes the sign that the escape at *at stands for and moves past it; 0 bytes when it is none.
static size_t unescape(struct str raw, size_t *at, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *simple = raw.p[*at + 1] ? strchr(from, raw.p[*at + 1]) : NULL;
    if (simple) {
        *at += 2;
        *out = to[simple - from];
        return 1;
    }
    int32_t unit = unit_at(raw, *at);
    *at += 6;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        int32_t low = unit_at(raw, *at);
        *at += 6;
        if (low < 0xdc00 || low > 0xdfff)
            return 0;
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    bool sign = unit > 0 && (unit < 0xd800 || unit > 0xdfff);
    return sign ? utf8_encode((uint32_t)unit, out) : 0;
}

static bool unescape_all(struct reader *r, struct str raw, struct str *out)
{
    char *p = arena_alloc(r->arena, raw.n), *to = p;
    if (!p)
        return fail(r, "no room for a text");
    for (size_t at = 0; at < raw.n;) {
        if (raw.p[at] != '\\') {
            *to++ = raw.p[at++];
            continue;
        }
        size_t n = unescape(raw, &at, to);
        if (n == 0)
            return fail(r, "an escape that is none");
        to += n;
    }
    *out = (struct str){p, (size_t)(to - p)};
    return true;
}

// The text whose quote is next.
static bool read_text(struct reader *r, struct str *out)
{
    const char *from = ++r->p, *p = from, *end = r->end;
    bool escapes = false;
    unsigned char all = 0;
    for (; p < end && *p != '"'; p++) {
        if ((unsigned char)*p < ' ')
            return fail(r, "a control character");
        all |= (unsigned char)*p;
        if (*p == '\\') {
            escapes = true;
            if (++p == end)
                break;
        }
    }
    if (p == end)
        return fail(r, "a text without an end");
    r->p = p + 1;
    *out = (struct str){from, (size_t)(p - from)};
    if (all >= 0x80 && !utf8_valid(*out))
        return fail(r, "not UTF-8");
    return !escapes || unescape_all(r, *out, out);
}

// Other scalars

static const char *digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

// Whether an exponent is larger than any number has.
static bool is_past(const char *p, const char *end)
{
    int n = 0;
    for (; p < end && n <= EXPONENT_MAX; p++)
        n = n * 10 + (*p - '0');
    return n > EXPONENT_MAX;
}

// What may follow the digits of a number: a fraction, an exponent. NULL when it is spelled wrong.
static const char *real_end(const char *p, const char *end)
{
    if (p < end && *p == '.') {
        const char *from = ++p;
        p = digits(p, end);
        if (p == from)
            return NULL;
    }
    if (p < end && (*p | 32) == 'e') {
        p++;
        bool small = p < end && *p == '-';
        p += p < end && (*p == '+' || *p == '-');
        const char *from = p;
        p = digits(p, end);
        if (p == from || (!small && is_past(from, p)))
            return NULL;
    }
    return p;
}

static bool read_number(struct reader *r, struct jr *v)
{
    const char *from = r->p, *first = from + (*from == '-'), *last = digits(first, r->end);
    const char *end = real_end(last, r->end);
    if (last == first || (*first == '0' && last - first > 1) || !end)
        return fail(r, "a number that is none");
    v->kind = end == last ? JR_INT : JR_REAL;
    r->p = end;
    bool whole = v->kind == JR_REAL ||
                 str_int((struct str){from, (size_t)(end - from)}, INT64_MIN, INT64_MAX, &v->n);
    return whole || fail(r, "an integer that is too large");
}

static bool read_word(struct reader *r, struct jr *v)
{
    static const struct {
        struct str word;
        enum jr_kind kind;
    } words[] = {
        {STR_INIT("true"), JR_BOOL}, {STR_INIT("false"), JR_BOOL}, {STR_INIT("null"), JR_NULL}};
    struct str rest = {r->p, (size_t)(r->end - r->p)};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts(rest, words[i].word)) {
            r->p += words[i].word.n;
            v->kind = (uint8_t)words[i].kind;
            v->n = i == 0;
            return true;
        }
    }
    return fail(r, "no value where one belongs");
}

// The whole

static bool read_key(struct reader *r, const struct jr *object, struct str *key)
{
    if (peek(r) != '"')
        return fail(r, "no name where one belongs");
    if (!read_text(r, key))
        return false;
    if (peek(r) != ':')
        return fail(r, "a name without a value");
    r->p++;
    for (const struct jr *v = object + 1; v < r->values + r->n; v += v->span) {
        if (str_eq(v->key, *key))
            return fail(r, "a name twice");
    }
    return true;
}

// Reads a value, of an array or object its beginning alone.
static bool read_value(struct reader *r, struct str key)
{
    if (r->n == JR_VALUES_MAX)
        return fail(r, "too many values");
    struct jr *v = &r->values[r->n++];
    *v = (struct jr){.key = key, .span = 1};
    char c = peek(r);
    if (c == '{' || c == '[') {
        if (r->depth == r->max_depth)
            return fail(r, "nested too deep");
        v->kind = c == '{' ? JR_OBJECT : JR_ARRAY;
        r->open[r->depth++] = v;
        r->p++;
        return true;
    }
    if (c == '"') {
        v->kind = JR_TEXT;
        return read_text(r, &v->text);
    }
    return c == '-' || (c >= '0' && c <= '9') ? read_number(r, v) : read_word(r, v);
}

// Closes what ends here; whether another value follows, or all is closed, is seen by `depth`.
static bool read_end(struct reader *r)
{
    while (r->depth > 0) {
        struct jr *of = r->open[r->depth - 1];
        char c = peek(r);
        if (c == ',' && of->count > 0) {
            r->p++;
            return true;
        }
        if (c != (of->kind == JR_OBJECT ? '}' : ']'))
            return of->count == 0 || fail(r, "no comma where one belongs");
        r->p++;
        of->span = (uint16_t)(r->values + r->n - of);
        r->depth--;
    }
    return true;
}

static bool read_root(struct reader *r)
{
    char c = peek(r);
    if (c != '{' && c != '[')
        return fail(r, "no object");
    do {
        struct jr *of = r->depth > 0 ? r->open[r->depth - 1] : NULL;
        struct str key = {0};
        if (of && of->kind == JR_OBJECT && !read_key(r, of, &key))
            return false;
        if (!read_value(r, key))
            return false;
        if (of)
            of->count++;
        if (!read_end(r))
            return false;
    } while (r->depth > 0);
    peek(r);
    return r->p == r->end || fail(r, "something after the end");
}

bool jr_read(struct str text, int max_depth, struct arena *arena, struct jr values[JR_VALUES_MAX],
             const char **why)
{
    struct reader r = {.p = text.p,
                       .end = text.p + text.n,
                       .arena = arena,
                       .values = values,
                       .max_depth = max_depth < JR_DEPTH_MAX ? max_depth : JR_DEPTH_MAX};
    bool good = text.n > 0 ? read_root(&r) : fail(&r, "no object");
    *why = r.why;
    return good;
}

const struct jr *jr_member(const struct jr *object, const char *key)
{
    size_t n = strlen(key);
    JR_EACH(v, object)
    {
        if (v->key.n == n && memcmp(v->key.p, key, n) == 0)
            return v;
    }
    return NULL;
}
