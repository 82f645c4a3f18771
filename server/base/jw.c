#include "base/jw.h"

#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

void jw_init(struct jw *w, struct buf *b)
{
    *w = (struct jw){.b = b};
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
static bool any_special(const char *p)
{
    const uint64_t each = 0x0101010101010101, high = 0x8080808080808080;
    uint64_t x;
    memcpy(&x, p, sizeof x);
    uint64_t quote = (x ^ each * '"') - each, backslash = (x ^ each * '\\') - each;
    return (x | (x - each * ' ') | quote | backslash) & high;
}

static bool is_plain(struct str s)
{
    size_t i = 0;
    for (; s.n - i >= 8; i += 8)
        if (any_special(s.p + i))
            return false;
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c >= 0x80 || c == '"' || c == '\\')
            return false;
    }
    return true;
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
    put_quoted(w->b, key);
    buf_char(w->b, ':');
    w->keyed = true;
    w->comma = false;
}

void jw_key(struct jw *w, const char *key)
{
    jw_key_str(w, str_from_cstr(key));
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

void jw_kstr(struct jw *w, const char *key, struct str s)
{
    jw_key(w, key);
    jw_str(w, s);
}

void jw_kcstr(struct jw *w, const char *key, const char *cstr)
{
    jw_key(w, key);
    jw_cstr(w, cstr);
}

void jw_kint(struct jw *w, const char *key, int64_t n)
{
    jw_key(w, key);
    jw_int(w, n);
}

void jw_kbool(struct jw *w, const char *key, bool yes)
{
    jw_key(w, key);
    jw_bool(w, yes);
}

void jw_knull(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_null(w);
}

void jw_kraw(struct jw *w, const char *key, struct str json)
{
    jw_key(w, key);
    jw_raw(w, json);
}

void jw_kobj(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_obj(w);
}

void jw_karr(struct jw *w, const char *key)
{
    jw_key(w, key);
    jw_arr(w);
}
