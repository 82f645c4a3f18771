// Two people changed one text at once. Each change is taken as one splice of what both started
// from, widened to whole words; splices that do not meet are both applied, those that do keep both
// wordings. Nobody's words are lost: the worst that happens is that a text says a thing twice.
#include <string.h>

#include "base/util.h"
#include "core/rules_parts.h"

#define BETWEEN STR(" / ")

// base[from, to) became `text`.
struct splice {
    size_t from, to;
    struct str text;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool inside_word(struct str s, size_t at)
{
    return at > 0 && at < s.n && !is_space(s.p[at - 1]) && !is_space(s.p[at]);
}

// Whole words also keep a code point of several bytes from being cut.
static struct splice find_splice(struct str base, struct str now)
{
    size_t front = str_same_front(base, now);
    while (inside_word(base, front) || inside_word(now, front))
        front--;
    size_t back = str_same_back(base, now, front);
    while (inside_word(base, base.n - back) || inside_word(now, now.n - back))
        back--;
    return (struct splice){front, base.n - back, str_sub(now, front, now.n - back - front)};
}

static struct str join(struct arena *scratch, const struct str *parts, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += parts[i].n;
    char *p = arena_alloc(scratch, n + 1);
    CHECK(p != NULL);
    struct str out = {p, 0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].n > 0)
            memcpy(p + out.n, parts[i].p, parts[i].n);
        out.n += parts[i].n;
    }
    return out;
}

static struct str both(struct str base, struct splice a, struct splice b, struct arena *scratch)
{
    struct str parts[] = {
        str_sub(base, 0, a.from),    a.text, str_sub(base, a.to, b.from - a.to), b.text,
        str_sub(base, b.to, base.n),
    };
    return join(scratch, parts, ARRAY_LEN(parts));
}

static bool contains(struct str s, struct str part)
{
    for (size_t at = 0; at + part.n <= s.n; at++)
        if (part.n == 0 || memcmp(s.p + at, part.p, part.n) == 0)
            return true;
    return part.n == 0;
}

// What a splice makes of base[from, to), which holds it.
static struct str region(struct str base, struct splice s, size_t from, size_t to,
                         struct arena *scratch)
{
    struct str parts[] = {str_sub(base, from, s.from - from), s.text,
                          str_sub(base, s.to, to - s.to)};
    return join(scratch, parts, ARRAY_LEN(parts));
}

static struct str overlap(struct str base, struct splice a, struct splice b, struct arena *scratch)
{
    size_t from = MIN(a.from, b.from), to = MAX(a.to, b.to);
    struct str first = region(base, a, from, to, scratch);
    struct str second = region(base, b, from, to, scratch);
    struct str before = str_sub(base, 0, from), after = str_sub(base, to, base.n);
    if (contains(first, str_trim(second)))
        return join(scratch, (struct str[]){before, first, after}, 3);
    if (contains(second, str_trim(first)))
        return join(scratch, (struct str[]){before, second, after}, 3);
    while (first.n > 0 && is_space(first.p[first.n - 1]))
        first.n--;
    while (second.n > 0 && is_space(second.p[0]))
        second = str_sub(second, 1, second.n);
    return join(scratch, (struct str[]){before, first, BETWEEN, second, after}, 5);
}

struct str merge_texts(struct str base, struct str theirs, struct str mine, struct arena *scratch)
{
    if (str_eq(theirs, mine) || str_eq(base, mine))
        return theirs;
    if (str_eq(base, theirs))
        return mine;
    struct splice a = find_splice(base, theirs), b = find_splice(base, mine);
    bool same_point = a.from == b.from && a.to == a.from && b.to == b.from;
    if (!same_point && a.to <= b.from)
        return both(base, a, b, scratch);
    if (!same_point && b.to <= a.from)
        return both(base, b, a, scratch);
    return overlap(base, a, b, scratch);
}
