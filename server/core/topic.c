#include "core/topic.h"
#include "base/util.h"
#include "core/act.h"
#include "core/limits.h"
#include <string.h>

// The words of topics.def.
enum {
    EVERYBODY = FOR_EVERYBODY,
    AT_TABLE = FOR_AT_TABLE,
    IN_GROUP = FOR_IN_GROUP,
    SELF = FOR_SELF,
    FACILITATORS = FOR_FACILITATORS,
    SCREENS = FOR_SCREENS,
    REMOTE = FOR_REMOTE,
};

static const struct {
    const char *name;
    unsigned readers;
} kinds[TOPIC_KINDS] = {
#define TOPIC(NAME, name, readers, type, meaning) [TOPIC_##NAME] = {name, readers},
#include "core/topics.def"
};

unsigned topic_readers(enum topic_kind kind)
{
    CHECK(kind < TOPIC_KINDS);
    return kinds[kind].readers;
}

static bool of_table(int kind)
{
    return kind == TOPIC_TABLE || kind == TOPIC_GROUP || kind == TOPIC_OUTCOME ||
           kind == TOPIC_CHAT;
}

static char *put(char *at, const char *text)
{
    size_t n = strlen(text);
    memcpy(at, text, n + 1);
    return at + n;
}

static char *put_number(char *at, unsigned n)
{
    char digits[12];
    int i = (int)sizeof digits - 1;
    digits[i] = '\0';
    do
        digits[--i] = (char)('0' + n % 10);
    while (n /= 10);
    return put(at, digits + i);
}

void topic_name(struct topic t, char out[TOPIC_NAME_MAX])
{
    CHECK(t.kind < TOPIC_KINDS);
    char *at = put(out, kinds[t.kind].name);
    if (of_table(t.kind))
        at = put_number(put(at, "/t"), t.table);
    if (t.kind == TOPIC_GROUP)
        put(put(at, "/"), group_name((enum group)t.id));
    if (t.kind == TOPIC_PERSON)
        put_number(put(at, "/p"), t.id);
}

// Takes "/", the letter and a number without leading zero off the front.
static bool take_id(struct str *s, char letter, unsigned max, uint16_t *out)
{
    if (s->n < 3 || s->p[0] != '/' || s->p[1] != letter || s->p[2] == '0')
        return false;
    size_t i = 2;
    unsigned n = 0;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
        n = n * 10 + (unsigned)(s->p[i] - '0');
        if (n > max)
            return false;
    }
    if (i == 2)
        return false;
    *out = (uint16_t)n;
    *s = (struct str){s->p + i, s->n - i};
    return true;
}

static bool take_group(struct str *s, uint16_t *out)
{
    for (unsigned g = 0; g < GROUPS; g++)
        if (s->n == 2 && s->p[0] == '/' && s->p[1] == group_name((enum group)g)[0]) {
            *out = (uint16_t)g;
            *s = (struct str){s->p + 2, 0};
            return true;
        }
    return false;
}

bool topic_parse(struct str text, struct topic *out)
{
    *out = (struct topic){0};
    for (int k = 0; k < TOPIC_KINDS; k++) {
        size_t n = strlen(kinds[k].name);
        if (text.n < n || memcmp(text.p, kinds[k].name, n) != 0)
            continue;
        struct str rest = {text.p + n, text.n - n};
        out->kind = (uint8_t)k;
        if (of_table(k) && !take_id(&rest, 't', TABLES_MAX, &out->table))
            continue;
        if (k == TOPIC_GROUP && !take_group(&rest, &out->id))
            continue;
        if (k == TOPIC_PERSON && !take_id(&rest, 'p', PEOPLE_MAX, &out->id))
            continue;
        if (rest.n == 0)
            return true;
    }
    return false;
}

bool topic_eq(struct topic a, struct topic b)
{
    return a.kind == b.kind && a.table == b.table && a.id == b.id;
}
