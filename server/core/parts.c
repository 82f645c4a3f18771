// Whose the parts of a text are. Words are told by comparing texts: as in merge.c, nobody is asked.
#include "core/parts.h"

#include <string.h>

#include "base/utf8.h"
#include "base/util.h"

// ---- kept beside a text: two numbers of 14 bits each, seven to a byte, so that it is text itself

static unsigned number_at(const char *p)
{
    return (unsigned)(p[0] & 0x7f) << 7 | (unsigned)(p[1] & 0x7f);
}

static void put_number(char *p, unsigned n)
{
    p[0] = (char)(n >> 7 & 0x7f);
    p[1] = (char)(n & 0x7f);
}

static int add_part(struct part *out, int n, unsigned by, size_t bytes)
{
    if (bytes == 0)
        return n;
    if (n > 0 && (out[n - 1].by == by || n == PARTS_MAX)) {
        out[n - 1].n = (uint16_t)(out[n - 1].n + bytes);
        return n;
    }
    out[n] = (struct part){(uint16_t)by, (uint16_t)bytes};
    return n + 1;
}

int parts_unpack(struct str packed, size_t bytes, int by, struct part out[PARTS_MAX])
{
    int n = 0;
    for (size_t i = 0; i + PART_BYTES <= packed.n && bytes > 0; i += PART_BYTES) {
        size_t here = MIN((size_t)number_at(packed.p + i + 2), bytes);
        n = add_part(out, n, number_at(packed.p + i), here);
        bytes -= here;
    }
    return add_part(out, n, (unsigned)by, bytes);
}

struct str parts_pack(const struct part *parts, int n, int by, char *out)
{
    struct part joined[PARTS_MAX];
    int m = 0;
    for (int i = 0; i < n; i++)
        m = add_part(joined, m, parts[i].by, parts[i].n);
    if (m == 0 || (m == 1 && joined[0].by == by))
        return (struct str){NULL, 0};
    for (int i = 0; i < m; i++) {
        put_number(out + i * PART_BYTES, joined[i].by);
        put_number(out + i * PART_BYTES + 2, joined[i].n);
    }
    return (struct str){out, (size_t)m * PART_BYTES};
}

// ---- words

enum {
    SAME_WORDS = 8, // bytes that are the same by no accident, of one text as it was and is
    SAME_COPY = 40, // of two texts: seven words
    WHOLE_COPY = 8, // of a short text that was taken whole
};

static bool is_letter(uint32_t code)
{
    bool ascii = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                 (code >= 'a' && code <= 'z');
    return ascii || (code >= 0xc0 && !(code >= 0x2000 && code <= 0x206f));
}

static bool letter_at(struct str s, size_t at)
{
    return at < s.n && is_letter(utf8_next(s, &at));
}

static size_t start_of(struct str s, size_t at)
{
    while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80)
        at--;
    return at;
}

// Not inside a word, nor inside a sign of several bytes.
static bool is_edge(struct str s, size_t at)
{
    if (at == 0 || at >= s.n)
        return true;
    return start_of(s, at) == at && !(letter_at(s, start_of(s, at - 1)) && letter_at(s, at));
}

// Signs alone are nobody's words.
static bool has_letter(struct str s, size_t from, size_t to)
{
    while (from < to)
        if (is_letter(utf8_next(s, &from)))
            return true;
    return false;
}

// The bytes from there on.
static uint64_t key_at(struct str s, size_t at)
{
    uint64_t key;
    memcpy(&key, s.p + at, sizeof key);
    return key;
}

static unsigned bit_of(uint64_t key)
{
    return (unsigned)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) % WEAVE_KEYS;
}

static bool is_known(const struct weave *w, uint64_t key)
{
    return w->known[bit_of(key) / 8] >> bit_of(key) % 8 & 1;
}

struct weave weave_new(struct arena *arena, struct str typed, size_t source_max)
{
    struct weave w = {.text = typed, .cap = source_max};
    w.by = arena_new_n(arena, uint16_t, typed.n + 1);
    w.taken = arena_new_n(arena, bool, source_max + 1);
    w.word = arena_new_n(arena, struct weave_word, typed.n + 1);
    for (size_t at = 0; w.word && at + sizeof w.word->key <= typed.n; at++) {
        if (!letter_at(typed, at) || !is_edge(typed, at))
            continue;
        uint64_t key = key_at(typed, at);
        w.word[w.nwords++] = (struct weave_word){key, at};
        w.known[bit_of(key) / 8] |= (uint8_t)(1u << bit_of(key) % 8);
    }
    return w;
}

struct source {
    struct str text;
    const struct part *parts;
    int n;
};

static uint16_t writer_at(const struct source *s, size_t at)
{
    int i = 0;
    while (i < s->n - 1 && at >= s->parts[i].n)
        at -= s->parts[i++].n;
    return s->n > 0 ? s->parts[i].by : 0;
}

static void take(struct weave *w, const struct source *s, size_t to, size_t from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (w->by[to + i] == 0) {
            w->by[to + i] = writer_at(s, from + i);
            w->taken[from + i] = true;
        }
}

// How far both go on alike from there, over what is nobody's yet, whole words.
static size_t run_of(const struct weave *w, const struct source *s, size_t to, size_t from)
{
    size_t n = 0;
    while (to + n < w->text.n && from + n < s->text.n && w->text.p[to + n] == s->text.p[from + n] &&
           w->by[to + n] == 0 && !w->taken[from + n])
        n++;
    while (n > 0 && (!is_edge(w->text, to + n) || !is_edge(s->text, from + n)))
        n--;
    return n;
}

// The longest piece of the text that the source goes on with from there.
static size_t longest(const struct weave *w, const struct source *s, size_t from, size_t *to)
{
    uint64_t key = key_at(s->text, from);
    size_t best = 0;
    if (!is_known(w, key) || !is_edge(s->text, from))
        return 0;
    for (size_t i = 0; i < w->nwords; i++) {
        size_t n = w->word[i].key == key ? run_of(w, s, w->word[i].at, from) : 0;
        if (n > best) {
            best = n;
            *to = w->word[i].at;
        }
    }
    return best;
}

// Pieces of the source that are in the text, wherever they are.
static void take_runs(struct weave *w, const struct source *s, size_t least)
{
    for (size_t from = 0; from + least <= s->text.n;) {
        size_t to = 0, n = longest(w, s, from, &to);
        if (n >= least)
            take(w, s, to, from, n);
        from += n >= least ? n : 1;
    }
}

// No longer than the weave was made for.
static bool begin_source(struct weave *w, struct str source)
{
    if (source.n == 0 || source.n > w->cap)
        return false;
    memset(w->taken, 0, source.n * sizeof *w->taken);
    return true;
}

// Both of the same bytes: whole signs, and whole words.
static size_t whole_front(struct str a, struct str b, size_t n, bool words)
{
    while (n > 0 && (words ? !is_edge(a, n) || !is_edge(b, n) : start_of(b, n) != n))
        n--;
    return n;
}

static size_t whole_back(struct str a, struct str b, size_t n, bool words)
{
    while (n > 0 &&
           (words ? !is_edge(a, a.n - n) || !is_edge(b, b.n - n) : start_of(a, a.n - n) != a.n - n))
        n--;
    return n;
}

void weave_edit(struct weave *w, struct str source, const struct part *parts, int n)
{
    const struct source s = {source, parts, n};
    if (!begin_source(w, source))
        return;
    size_t front = whole_front(source, w->text, str_same_front(source, w->text), false);
    size_t back = whole_back(source, w->text, str_same_back(source, w->text, front), false);
    bool added = front + back == source.n; // and nothing taken away
    if (!added) {
        front = whole_front(source, w->text, front, true);
        back = whole_back(source, w->text, str_same_back(source, w->text, front), true);
    }
    // An article that two wordings begin with does not make the one of the other.
    size_t least = 2 * (front + back) >= MIN(source.n, w->text.n) ? 0 : SAME_WORDS;
    if (front >= least && has_letter(w->text, 0, front))
        take(w, &s, 0, 0, front);
    if (back >= least && has_letter(w->text, w->text.n - back, w->text.n))
        take(w, &s, w->text.n - back, source.n - back, back);
    if (!added)
        take_runs(w, &s, SAME_WORDS);
}

void weave_copy(struct weave *w, struct str source, const struct part *parts, int n)
{
    const struct source s = {source, parts, n};
    if (source.n < WHOLE_COPY || !begin_source(w, source))
        return;
    size_t last = w->text.n - MIN(source.n, w->text.n);
    if (str_starts(w->text, source) && is_edge(w->text, source.n))
        take(w, &s, 0, 0, source.n);
    else if (str_ends(w->text, source) && is_edge(w->text, last))
        take(w, &s, last, 0, source.n);
    else
        take_runs(w, &s, SAME_COPY);
}

int weave_alike(const struct weave *w, struct str source, int *of)
{
    int n = 0;
    *of = 0;
    for (size_t at = 0; at + sizeof(uint64_t) <= source.n; at++) {
        if (!letter_at(source, at) || !is_edge(source, at))
            continue;
        n += is_known(w, key_at(source, at));
        ++*of;
    }
    return n;
}

int weave_end(struct weave *w, int by, struct part out[PARTS_MAX])
{
    int n = 0;
    uint16_t before = (uint16_t)by;
    for (size_t at = 0; at < w->text.n;) {
        size_t next = at;
        uint32_t code = utf8_next(w->text, &next);
        if (w->by[at] != 0)
            before = w->by[at];
        else if (is_letter(code))
            before = (uint16_t)by;
        bool more = n > 0 && out[n - 1].by == before;
        if (!more && n == PARTS_MAX)
            return -1;
        n = add_part(out, n, before, next - at);
        at = next;
    }
    return n;
}
