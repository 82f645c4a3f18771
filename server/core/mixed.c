#include "core/mixed.h"

#include <string.h>

#include "base/util.h"

#define MISSING "…"

enum {
    OWN_WORD = 6,       // bytes: a word as long is told from others'; shorter ones are anybody's
    ALIGN_MAX = 1 << 19 // pairs of words that are compared at most
};

void mixed_hide(struct val *text)
{
    text->hidden = text->hidden || text->s.n > 0;
    text->s = (struct str){NULL, 0};
}

static struct str whole(const struct mixed *m)
{
    return (struct str){m->text, m->n};
}

// Words: runs of letters and digits, and each other sign by itself.

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static struct str word_at(struct str s, size_t at)
{
    size_t end = at + 1;
    while (end < s.n && is_letter(s.p[at]) && is_letter(s.p[end])) {
        end++;
    }
    return str_sub(s, at, end - at);
}

// The words of s, an empty one after the last.
static struct str *split(struct str s, struct arena *scratch, size_t *count)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; at += word_at(s, at).n) {
        n++;
    }
    struct str *list = arena_new_n(scratch, struct str, n + 1);
    *count = n;
    for (size_t at = 0, i = 0; list != NULL && at < s.n; at += list[i++].n) {
        list[i] = word_at(s, at);
    }
    return list;
}

// Whether `text` has that word; *masked: and some of it is withheld in each place.
static bool has_word(struct str text, const uint8_t *mask, struct str word, bool *masked)
{
    bool found = false;
    *masked = false;
    for (size_t at = 0; at < text.n;) {
        struct str one = word_at(text, at);
        if (str_eq(one, word)) {
            *masked = mask != NULL && memchr(mask + at, 1, one.n) != NULL;
            found = true;
        }
        if (found && !*masked) {
            return true;
        }
        at += one.n;
    }
    return found;
}

// What both texts begin and end with

static bool continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80; // a byte inside a code point
}

static size_t common_front(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) {
        n++;
    }
    while (n > 0 && ((n < a.n && continues(a.p[n])) || (n < b.n && continues(b.p[n])))) {
        n--;
    }
    return n;
}

static size_t common_back(struct str a, struct str b, size_t front)
{
    size_t n = 0;
    while (n < a.n - front && n < b.n - front && a.p[a.n - 1 - n] == b.p[b.n - 1 - n]) {
        n++;
    }
    while (n > 0 && continues(b.p[b.n - n])) {
        n--;
    }
    return n;
}

size_t mixed_common(const struct mixed *m, struct str text)
{
    size_t front = common_front(whole(m), text);
    return front + common_back(whole(m), text, front);
}

// What stays in between: the longest common sequence of words, by their bytes

struct aligning {
    struct str old, text;
    const uint8_t *old_mask;
    uint8_t *mask; // of text: what stays gets its old one
    struct arena *scratch;
};

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static void follow(const struct aligning *g, const struct str *a, const struct str *b,
                   const uint32_t *best, size_t m)
{
    for (size_t i = 0, k = 0; a[i].n > 0 && b[k].n > 0;) {
        const uint32_t *here = &best[i * (m + 1) + k];
        if (str_eq(a[i], b[k]) && here[0] == here[m + 2] + a[i].n) {
            memcpy(g->mask + (b[k].p - g->text.p), g->old_mask + (a[i].p - g->old.p), a[i].n);
            i++;
            k++;
        } else if (here[0] == here[m + 1]) {
            i++;
        } else {
            k++;
        }
    }
}

static bool align(const struct aligning *g)
{
    size_t n, m;
    struct str *a = split(g->old, g->scratch, &n), *b = split(g->text, g->scratch, &m);
    if (a == NULL || b == NULL) {
        return false;
    }
    if ((n + 1) * (m + 1) > ALIGN_MAX) { // nobody writes so: it may be anybody's
        memset(g->mask, memchr(g->old_mask, 1, g->old.n) != NULL || g->mask[0], g->text.n);
        return true;
    }
    uint32_t *best = arena_new_n(g->scratch, uint32_t, (n + 1) * (m + 1));
    for (size_t i = n; best != NULL && i-- > 0;) {
        for (size_t k = m; k-- > 0;) {
            uint32_t *here = &best[i * (m + 1) + k];
            uint32_t both = str_eq(a[i], b[k]) ? here[m + 2] + (uint32_t)a[i].n : 0;
            here[0] = most(both, most(here[1], here[m + 1]));
        }
    }
    if (best != NULL) {
        follow(g, a, b, best, m);
    }
    return best != NULL;
}

// What a writer started from may hold words of others that were gone from the text meanwhile.
static bool is_anothers(const struct mixed *from, struct str base, struct str word)
{
    bool masked, ignored;
    bool here = has_word(whole(from), from->mask, word, &masked);
    return here ? masked : has_word(base, NULL, word, &ignored);
}

static void mask_moved(const struct mixed *from, struct str base, struct str text, uint8_t *mask)
{
    for (size_t at = 0; at < text.n;) {
        struct str word = word_at(text, at);
        if (word.n >= OWN_WORD && is_anothers(from, base, word)) {
            memset(mask + at, 1, word.n);
        }
        at += word.n;
    }
}

static bool set_text(struct mixed *to, struct str text, const uint8_t *mask, struct arena *arena)
{
    if (text.n > to->cap) {
        size_t cap = text.n + text.n / 2; // as it will grow
        char *p = arena_alloc(arena, 2 * cap);
        if (p == NULL) {
            return false;
        }
        *to = (struct mixed){.text = p, .mask = (uint8_t *)p + cap, .cap = cap};
    }
    if (text.n > 0) {
        memcpy(to->text, text.p, text.n);
        memcpy(to->mask, mask, text.n);
    }
    to->n = text.n;
    to->torn = false;
    return true;
}

bool mixed_copy(struct mixed *to, const struct mixed *from, struct arena *arena)
{
    return set_text(to, whole(from), from->mask, arena);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool show(const struct mixed *now, struct val *v, struct arena *scratch)
{
    bool all = true, none = true;
    for (size_t i = 0; i < now->n; i++) {
        all = all && !now->mask[i];
        none = none && (now->mask[i] || is_space(now->text[i]));
    }
    if (all || none) {
        if (!all) {
            mixed_hide(v);
        }
        return true;
    }
    char *out = arena_alloc(scratch, now->n * (sizeof MISSING - 1));
    size_t n = 0;
    for (size_t i = 0; out != NULL && i < now->n; i++) {
        if (!now->mask[i]) {
            out[n++] = now->text[i];
        } else if (i == 0 || !now->mask[i - 1]) {
            memcpy(out + n, MISSING, sizeof MISSING - 1);
            n += sizeof MISSING - 1;
        }
    }
    v->s = (struct str){out, n};
    return out != NULL;
}

bool mixed_change(const struct mixed_change *c, struct arena *arena, struct arena *scratch)
{
    const struct mixed *from = c->from;
    struct str old = whole(from), text = c->text->s;
    if (c->text->hidden) {
        c->to->torn = true;
        return true;
    }
    size_t front = common_front(old, text), back = common_back(old, text, front);
    size_t n = text.n - back - front;
    uint8_t *mask = arena_alloc(scratch, text.n + 1);
    if (mask == NULL) {
        return false;
    }
    memset(mask + front, !c->told || from->torn, n);
    if (old.n > 0) {
        memcpy(mask, from->mask, front);
        memcpy(mask + text.n - back, from->mask + old.n - back, back);
    }
    if (c->told) {
        mask_moved(from, c->base, str_sub(text, front, n), mask + front);
    }
    if (!from->torn && old.n > front + back && n > 0) {
        struct aligning g = {str_sub(old, front, old.n - back - front), str_sub(text, front, n),
                             from->mask + front, mask + front, scratch};
        if (!align(&g)) {
            return false;
        }
    }
    return set_text(c->to, text, mask, arena) && show(c->to, c->text, scratch);
}
