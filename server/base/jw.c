#include "base/jw.h"

#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

void jw_init(struct jw *w, struct buf *b)
{
    jw_init_marked(w, b, NULL);
}

void jw_init_marked(struct jw *w, struct buf *b, struct jw_marks *marks)
{
    *w = (struct jw){.b = b, .marks = marks, .began = b->n};
}

// The key is written, and its value is next.
static void mark(struct jw *w, size_t key_len)
{
    uint32_t value = (uint32_t)(w->b->n - w->began);
    struct jw_mark m = {.key = value - (uint32_t)key_len, .value = value, .inner = w->depth == 2};
    if (!w->b->overflow)
        CHECK(vec_push(&w->marks->of, m));
}

bool jw_done(const struct jw *w)
{
    return w->depth == 0 && w->comma && !w->b->overflow;
}

static bool in_object(const struct jw *w)
{
    return w->depth > 0 && (w->objects >> (w->depth - 1) & 1u);
}

// Before any value: the comma in an array; in an object the key has written it.
static void before_value(struct jw *w)
{
    CHECK(in_object(w) == w->keyed);
    CHECK(w->depth > 0 || !w->comma);
    if (w->comma)
        buf_char(w->b, ',');
    w->keyed = false;
    w->comma = true;
}

static void open_level(struct jw *w, char bracket, bool object)
{
    CHECK(w->depth < JW_MAX_DEPTH);
    before_value(w);
    buf_char(w->b, bracket);
    uint32_t bit = 1u << w->depth;
    w->objects = object ? w->objects | bit : w->objects & ~bit;
    w->depth++;
    w->comma = false;
}

void jw_obj(struct jw *w)
{
    open_level(w, '{', true);
}

void jw_arr(struct jw *w)
{
    open_level(w, '[', false);
}

void jw_end(struct jw *w)
{
    CHECK(w->depth > 0 && !w->keyed);
    buf_char(w->b, in_object(w) ? '}' : ']');
    w->depth--;
    w->comma = true;
}

static void put_escape(struct buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letter[32] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c == '"' || c == '\\') {
        buf_put(b, (char[]){'\\', (char)c}, 2);
    } else if (letter[c]) {
        buf_put(b, (char[]){'\\', letter[c]}, 2);
    } else {
        buf_put(b, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
    }
}

// Whether one of eight bytes is below a space, above ASCII, a quote or a backslash. (A borrow that
// crosses bytes comes from a byte that is one of these itself.)
static bool any_special(uint64_t x)
{
    const uint64_t each = 0x0101010101010101, high = 0x8080808080808080;
    uint64_t quote = (x ^ each * '"') - each, backslash = (x ^ each * '\\') - each;
    return (x | (x - each * ' ') | quote | backslash) & high;
}

static uint64_t eight_of(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

// All bytes of a text of one to seven, some twice.
static uint64_t all_of(const unsigned char *p, size_t n)
{
    if (n < 4)
        return 0x2020202020000000 | (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
    uint32_t first, last;
    memcpy(&first, p, sizeof first);
    memcpy(&last, p + n - sizeof last, sizeof last);
    return (uint64_t)first << 32 | last;
}

static bool is_plain(struct str s)
{
    if (s.n < 8)
        return s.n == 0 || !any_special(all_of((const unsigned char *)s.p, s.n));
    for (size_t i = 0; s.n - i > 8; i += 8)
        if (any_special(eight_of(s.p + i)))
            return false;
    return !any_special(eight_of(s.p + s.n - 8));
}

// Most texts, and all keys of ours, are ASCII without anything to escape: one look, one copy.
static bool put_plain(struct buf *b, struct str s)
{
    if (!is_plain(s))
        return false;
    char *to = buf_room(b, s.n + 2);
    if (!to)
        return true; // too much: the buffer says so
    to[0] = '"';
    if (s.n)
        memcpy(to + 1, s.p, s.n);
    to[s.n + 1] = '"';
    buf_added(b, s.n + 2);
    return true;
}

// Runs that need no care are copied whole.
static void put_quoted(struct buf *b, struct str s)
{
    if (put_plain(b, s))
        return;
    buf_char(b, '"');
    size_t from = 0;
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        size_t start = at;
        if (c < 0x80 && c >= 0x20 && c != '"' && c != '\\') {
            at++;
            continue;
        }
        if (c >= 0x80 && utf8_next(s, &at) != UTF8_INVALID)
            continue;
        buf_put(b, s.p + from, start - from);
        if (c >= 0x80) {
            buf_put(b, "\xef\xbf\xbd", 3);
        } else {
            put_escape(b, c);
            at++;
        }
        from = at;
    }
    if (s.n > from)
        buf_put(b, s.p + from, s.n - from);
    buf_char(b, '"');
}

void jw_key_str(struct jw *w, struct str key)
{
    CHECK(in_object(w) && !w->keyed);
    if (w->comma)
        buf_char(w->b, ',');
    size_t from = w->b->n;
    put_quoted(w->b, key);
    buf_char(w->b, ':');
    w->keyed = true;
    w->comma = false;
    if (w->marks && w->depth <= 2)
        mark(w, w->b->n - from);
}

void jw_key_ours(struct jw *w, const char *key, size_t n)
{
    CHECK(in_object(w) && !w->keyed);
    w->keyed = true;
    char *to = buf_room(w->b, n + 4);
    if (!to)
        return; // too much: the buffer says so
    char *at = to;
    if (w->comma)
        *at++ = ',';
    *at++ = '"';
    memcpy(at, key, n);
    at[n] = '"';
    at[n + 1] = ':';
    buf_added(w->b, (size_t)(at - to) + n + 2);
    w->comma = false;
    if (w->marks && w->depth <= 2)
        mark(w, n + 3);
}

void jw_str(struct jw *w, struct str s)
{
    before_value(w);
    put_quoted(w->b, s);
}

void jw_cstr(struct jw *w, const char *cstr)
{
    if (cstr)
        jw_str(w, str_from_cstr(cstr));
    else
        jw_null(w);
}

void jw_int(struct jw *w, int64_t n)
{
    before_value(w);
    buf_int(w->b, n);
}

void jw_bool(struct jw *w, bool yes)
{
    jw_raw(w, yes ? STR("true") : STR("false"));
}

void jw_null(struct jw *w)
{
    jw_raw(w, STR("null"));
}

void jw_raw(struct jw *w, struct str json)
{
    CHECK(json.n > 0);
    before_value(w);
    buf_str(w->b, json);
}

void jw_spread(struct jw *w, struct str object)
{
    CHECK(object.n >= 2 && object.p[0] == '{' && object.p[object.n - 1] == '}');
    CHECK(in_object(w) && !w->keyed);
    if (object.n == 2)
        return;
    if (w->comma)
        buf_char(w->b, ',');
    buf_str(w->b, str_sub(object, 1, object.n - 2));
    w->comma = true;
}
