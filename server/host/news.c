#include "host/news.h"

#include <string.h>

#include "base/map.h"
#include "base/util.h"

struct member {
    struct str key, value, whole; // the key with its quotes
};

void news_free(struct news *t)
{
    mem_free(t->said);
    t->said = NULL;
}

static uint64_t path_of(struct str key, uint64_t parent)
{
    uint64_t h = parent ^ 0xcbf29ce484222325;
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3; // FNV: it only spreads
    return h ^ h >> 29;
}

// Whether `what` is not what was last said at the path; it is from now on.
static bool is_new(struct news *t, uint64_t path, uint64_t what)
{
    uint64_t *place = &t->said[path & (t->places - 1)];
    bool same = *place == what;
    *place = what;
    return !same;
}

// A quote ends the string unless an odd number of backslashes stands before it.
static size_t after_string(struct str s, size_t at)
{
    for (;;) {
        const char *quote = memchr(s.p + at + 1, '"', s.n - at - 1);
        CHECK(quote);
        at = (size_t)(quote - s.p);
        size_t back = at;
        while (s.p[back - 1] == '\\')
            back--;
        if ((at - back) % 2 == 0)
            return at + 1;
    }
}

static size_t after_value(struct str s, size_t at)
{
    int depth = 0;
    do {
        char c = s.p[at];
        if (c == '"') {
            at = after_string(s, at);
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
    } while (at < s.n && (depth > 0 || (s.p[at] != ',' && s.p[at] != '}' && s.p[at] != ']')));
    return at;
}

// The member at *at, which stands on a quote; moves on to the next one, or to the end.
static struct member next_member(struct str object, size_t *at)
{
    size_t colon = after_string(object, *at), end = after_value(object, colon + 1);
    struct member m = {.key = str_sub(object, *at, colon - *at),
                       .value = str_sub(object, colon + 1, end - colon - 1),
                       .whole = str_sub(object, *at, end - *at)};
    *at = end + (object.p[end] == ',');
    return m;
}

static void put(struct buf *out, struct str key, struct str value)
{
    if (out->p[out->n - 1] != '{')
        buf_char(out, ',');
    buf_str(out, key);
    buf_char(out, ':');
    buf_str(out, value);
}

static bool plain_news(struct news *t, uint64_t path, const struct member *m)
{
    return is_new(t, path, hash_bytes(m->whole, path));
}

// Whether the member was last seen with this kind of value. (A place of its own, so that it is not
// lost whenever the value changes.)
static bool turns_into(struct news *t, uint64_t path, bool object)
{
    return is_new(t, path ^ path >> 7 ^ 1, path * 2 + 1 + object);
}

// The object at *at; moves on past it.
static void put_object_news(struct news *t, struct str key, struct str patch, size_t *at,
                            struct buf *out)
{
    uint64_t path = path_of(key, 0);
    bool first = is_new(t, path, ~path);
    turns_into(t, path, true);
    size_t began = out->n;
    put(out, key, STR("{"));
    size_t empty = out->n;
    for (++*at; patch.p[*at] != '}';) {
        struct member inner = next_member(patch, at);
        if (plain_news(t, path_of(inner.key, path + t->turns), &inner))
            put(out, inner.key, inner.value);
    }
    ++*at;
    if (out->n == empty && !first)
        out->n = began;
    else
        buf_char(out, '}');
}

static void put_plain_news(struct news *t, const struct member *m, struct buf *out)
{
    uint64_t path = path_of(m->key, 0);
    if (!plain_news(t, path, m))
        return;
    t->turns += turns_into(t, path, false);
    put(out, m->key, m->value);
}

static void put_news(struct news *t, struct str patch, struct buf *out)
{
    for (size_t at = 1; patch.p[at] != '}';) {
        size_t colon = after_string(patch, at);
        if (patch.p[colon + 1] == '{') {
            struct str key = str_sub(patch, at, colon - at);
            at = colon + 1;
            put_object_news(t, key, patch, &at, out);
            at += patch.p[at] == ',';
        } else {
            struct member m = next_member(patch, &at);
            put_plain_news(t, &m, out);
        }
    }
}

// Rows are many where everybody has one.
static uint32_t places_of(struct topic topic)
{
    static const uint16_t places[TOPIC_KINDS] = {
        [TOPIC_ROOM] = 512,  [TOPIC_CONSOLE] = 512, [TOPIC_TABLE] = 128,  [TOPIC_GROUP] = 32,
        [TOPIC_PERSON] = 64, [TOPIC_SCREEN] = 16,   [TOPIC_OUTCOME] = 64,
    };
    return places[topic.kind];
}

bool news_take(struct news *t, struct topic topic, struct str patch, struct buf *out)
{
    uint64_t whole = hash_bytes(patch, 0);
    buf_reset(out);
    if (whole == t->last)
        return false; // most of what is touched in vain is the same as a whole
    t->last = whole;
    if (!t->said) {
        t->places = t->places ? t->places : places_of(topic);
        CHECK(t->places && !(t->places & (t->places - 1)));
        t->said = mem_alloc(t->places * sizeof *t->said);
    }
    buf_char(out, '{');
    put_news(t, patch, out);
    bool any = out->n > 1;
    buf_char(out, '}');
    return any;
}
