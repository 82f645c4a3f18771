#include "base/utf8.h"

#include <string.h>

#include "base/util.h"

struct range {
    uint32_t first, last;
};

// Never kept. Bidi overrides and isolates can make a name read as another one.
static const struct range dropped[] = {
    {0x0000, 0x0008},   {0x000e, 0x001f},   {0x007f, 0x0084}, {0x0086, 0x009f}, {0x00ad, 0x00ad},
    {0x034f, 0x034f},   {0x061c, 0x061c},   {0x180b, 0x180f}, {0x200b, 0x200f}, {0x202a, 0x202e},
    {0x2060, 0x206f},   {0xfdd0, 0xfdef},   {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xfffe, 0xffff},
    {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

// White space, and the blank letters people use to have an empty name.
static const struct range blank[] = {
    {0x0020, 0x0020}, {0x00a0, 0x00a0}, {0x115f, 0x1160}, {0x1680, 0x1680},
    {0x2000, 0x200a}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x2800, 0x2800},
    {0x3000, 0x3000}, {0x3164, 0x3164}, {0xffa0, 0xffa0}, {0x0009, 0x0009},
};

static const struct range line_end[] = {{0x000a, 0x000d}, {0x0085, 0x0085}, {0x2028, 0x2029}};

// What may stand on either side of a joiner: pictures, their skin tones and variation selector.
static const struct range emoji[] = {
    {0x2190, 0x21ff}, {0x2300, 0x23ff}, {0x2600, 0x27bf},   {0x2b00, 0x2bff},
    {0xfe0f, 0xfe0f}, {0x20e3, 0x20e3}, {0x1f000, 0x1faff},
};

#define IN(table, code) in_ranges(table, ARRAY_LEN(table), code)

static bool in_ranges(const struct range *table, size_t n, uint32_t code)
{
    for (size_t i = 0; i < n; i++) {
        if (code >= table[i].first && code <= table[i].last)
            return true;
    }
    return false;
}

// How many bytes a first byte announces, what it brings, and the least such a length may say.
static size_t lead(unsigned char byte, uint32_t *code, uint32_t *least)
{
    if (byte >= 0xc2 && byte <= 0xdf) {
        *code = byte & 0x1fu;
        *least = 0x80;
        return 2;
    }
    if ((byte & 0xf0) == 0xe0) {
        *code = byte & 0x0fu;
        *least = 0x800;
        return 3;
    }
    if (byte >= 0xf0 && byte <= 0xf4) {
        *code = byte & 0x07u;
        *least = 0x10000;
        return 4;
    }
    return 0;
}

static uint32_t next_long(struct str s, size_t *at)
{
    uint32_t code = 0, least = 0;
    size_t start = (*at)++;
    size_t n = lead((unsigned char)s.p[start], &code, &least);
    if (n == 0 || n > s.n - start)
        return UTF8_INVALID;
    for (size_t i = 1; i < n; i++) {
        unsigned char byte = (unsigned char)s.p[start + i];
        if ((byte & 0xc0) != 0x80)
            return UTF8_INVALID;
        code = code << 6 | (byte & 0x3fu);
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return UTF8_INVALID;
    *at = start + n;
    return code;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    unsigned char byte = (unsigned char)s.p[*at];
    if (byte < 0x80) {
        ++*at;
        return byte;
    }
    return next_long(s, at);
}

size_t utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char mark[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)(mark[n] | code);
    return n;
}

bool utf8_valid(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        if ((unsigned char)s.p[at] < 0x80)
            at++;
        else if (next_long(s, &at) == UTF8_INVALID)
            return false;
    }
    return true;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++)
        utf8_next(s, &at);
    return count;
}

bool utf8_visible(struct str s)
{
    static const struct range unseen[] = {
#include "base/unicode_unseen.inc"
    };
    for (size_t at = 0; at < s.n;) {
        unsigned char first = (unsigned char)s.p[at];
        if ((first >= '0' && first <= '9') || ((first | 32) >= 'a' && (first | 32) <= 'z'))
            return true; // most texts begin so, and need no look at the lists
        uint32_t code = utf8_next(s, &at);
        if (code != UTF8_INVALID && !IN(unseen, code) && !IN(blank, code) && !IN(dropped, code))
            return true;
    }
    return false;
}

// Spaces of all kinds, dashes, dots, brackets.
static const struct range between[] = {
    {0x0009, 0x000a}, {0x000d, 0x000d}, {0x0020, 0x0020}, {0x0028, 0x0029}, {0x002d, 0x002e},
    {0x005f, 0x005f}, {0x00a0, 0x00a0}, {0x00ad, 0x00ad}, {0x00b7, 0x00b7}, {0x2000, 0x2015},
    {0x202f, 0x202f}, {0x205f, 0x2060}, {0x2212, 0x2212}, {0x3000, 0x3000}, {0xfeff, 0xfeff},
};

bool utf8_digits(struct str s, char *out, size_t n)
{
    size_t found = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t code = utf8_next(s, &at);
        uint32_t digit = code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : code - '0';
        if (digit <= 9 && found < n)
            out[found++] = (char)('0' + digit);
        else if (!IN(between, code))
            return false;
    }
    out[found] = 0;
    return found == n;
}

// What was read and not yet written: white space waits for the word that follows it.
struct cleaner {
    char *out;
    size_t n;
    size_t count, max; // code points
    unsigned flags;
    uint32_t last;    // written last
    unsigned lines;   // line ends in the pending white space
    uint32_t pending; // 0, or the space to write
    bool full;
};

static void emit(struct cleaner *c, uint32_t code)
{
    if (c->count >= c->max) {
        c->full = true;
        return;
    }
    c->n += utf8_encode(code, c->out + c->n);
    c->count++;
    c->last = code;
}

static void emit_pending(struct cleaner *c)
{
    if (c->pending == 0)
        return;
    if (c->n > 0 && c->lines == 0)
        emit(c, c->pending);
    for (unsigned i = 0; c->n > 0 && i < MIN(c->lines, 2u); i++)
        emit(c, '\n');
    c->pending = 0;
    c->lines = 0;
}

static void take_blank(struct cleaner *c, uint32_t code)
{
    bool no_break = code == 0xa0 || code == 0x202f;
    if (no_break)
        c->pending = code;
    else if (c->pending == 0)
        c->pending = ' ';
}

static void take_line_end(struct cleaner *c, uint32_t code, bool before_newline)
{
    take_blank(c, ' ');
    if ((c->flags & UTF8_MULTI_LINE) && !(code == '\r' && before_newline))
        c->lines++;
}

static bool joins(const struct cleaner *c, struct str in, size_t at)
{
    if (c->pending != 0 || c->n == 0 || at >= in.n || !IN(emoji, c->last))
        return false;
    return IN(emoji, utf8_next(in, &at));
}

// Whether it was a blank, a line end, a joiner or a character to drop, and is dealt with.
static bool take_special(struct cleaner *c, struct str in, size_t at, uint32_t code)
{
    if (IN(line_end, code))
        take_line_end(c, code, at < in.n && in.p[at] == '\n');
    else if (IN(blank, code))
        take_blank(c, code);
    else if (code == 0x200d && joins(c, in, at))
        emit(c, code);
    else
        return code == 0x200d || code == UTF8_INVALID || IN(dropped, code);
    return true;
}

static void take(struct cleaner *c, struct str in, size_t at, uint32_t code)
{
    bool usual = code > 0x20 && code < 0x7f; // most of them, and in no table
    if (!usual && take_special(c, in, at, code))
        return;
    emit_pending(c);
    emit(c, code);
}

// Cutting at the maximum may leave a space, a line end or a joiner last.
static size_t trimmed(const char *out, size_t n)
{
    static const struct str tails[] = {STR_INIT(" "), STR_INIT("\n"), STR_INIT("\u00a0"),
                                       STR_INIT("\u202f"), STR_INIT("\u200d")};
    for (size_t i = 0; i < ARRAY_LEN(tails);) {
        if (str_ends((struct str){out, n}, tails[i])) {
            n -= tails[i].n;
            i = 0;
        } else {
            i++;
        }
    }
    return n;
}

struct str utf8_clean(struct str in, char *out, size_t max, unsigned flags)
{
    struct cleaner c = {.out = out, .max = max, .flags = flags};
    for (size_t at = 0; at < in.n && !c.full;) {
        uint32_t code = utf8_next(in, &at);
        take(&c, in, at, code);
    }
    return (struct str){out, trimmed(out, c.n)};
}

// ---- names

// Of what is written in French and English: small, and without the accents that phones leave out.
static uint32_t plain(uint32_t c)
{
    static const char bare[] = "aaaaaaaceeeeiiiidnooooo-ouuuuyty"; // of U+00E0 and on
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
        c += 0x20;
    if (c >= 0xe0 && c <= 0xff)
        return (uint32_t)bare[c - 0xe0];
    return c == 0x152 || c == 0x153 ? 'o' : c == 0x178 ? 'y' : c;
}

static bool between_letters(uint32_t c)
{
    return c == ' ' || c == 0xa0 || c == '.' || c == '-' || c == '\'' || c == 0x2019;
}

static uint32_t next_letter(struct str s, size_t *at)
{
    while (*at < s.n) {
        uint32_t c = utf8_next(s, at);
        if (!between_letters(c))
            return plain(c);
    }
    return 0;
}

static bool begins(struct str text, size_t at, struct str part)
{
    size_t of = 0;
    for (uint32_t c; (c = next_letter(part, &of));)
        if (next_letter(text, &at) != c)
            return false;
    return true;
}

bool utf8_holds(struct str text, struct str part)
{
    bool found = begins(text, 0, part);
    for (size_t at = 0; !found && at < text.n; next_letter(text, &at))
        found = begins(text, at, part);
    return found;
}

bool utf8_alike(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    uint32_t of_a, of_b;
    do {
        of_a = next_letter(a, &i);
        of_b = next_letter(b, &k);
    } while (of_a && of_a == of_b);
    return of_a == of_b;
}
