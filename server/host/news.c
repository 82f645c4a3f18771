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

// A patch and where its members stand in it.
struct written {
    struct str json;
    const struct jw_mark *mark;
    size_t n;
};

// A value ends where a comma stands before the next member; the last of an object's has its brace
// behind it too.
static struct member member_at(const struct written *p, size_t i)
{
    const struct jw_mark *m = &p->mark[i], *next = m + 1;
    bool last = i + 1 == p->n;
    size_t end = last ? p->json.n - 1 - m->inner : next->key - 1u - (m->inner && !next->inner);
    return (struct member){.key = str_sub(p->json, m->key, m->value - m->key - 1),
                           .value = str_sub(p->json, m->value, end - m->value),
                           .whole = str_sub(p->json, m->key, end - m->key)};
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

// The object at i; gives the member behind its own.
static size_t put_object_news(struct news *t, const struct written *p, size_t i, struct buf *out)
{
    struct str key = str_sub(p->json, p->mark[i].key, p->mark[i].value - p->mark[i].key - 1);
    uint64_t path = path_of(key, 0);
    bool first = is_new(t, path, ~path);
    turns_into(t, path, true);
    size_t began = out->n;
    put(out, key, STR("{"));
    size_t empty = out->n;
    for (i++; i < p->n && p->mark[i].inner; i++) {
        struct member inner = member_at(p, i);
        if (plain_news(t, path_of(inner.key, path + t->turns), &inner))
            put(out, inner.key, inner.value);
    }
    if (out->n == empty && !first)
        out->n = began;
    else
        buf_char(out, '}');
    return i;
}

static void put_plain_news(struct news *t, const struct member *m, struct buf *out)
{
    uint64_t path = path_of(m->key, 0);
    if (!plain_news(t, path, m))
        return;
    t->turns += turns_into(t, path, false);
    put(out, m->key, m->value);
}

static void put_news(struct news *t, const struct written *p, struct buf *out)
{
    for (size_t i = 0; i < p->n;) {
        if (p->json.p[p->mark[i].value] == '{') {
            i = put_object_news(t, p, i, out);
        } else {
            struct member m = member_at(p, i++);
            put_plain_news(t, &m, out);
        }
    }
}

// A power of two. Rows are many where everybody has one.
static uint32_t places_of(struct topic topic)
{
    switch ((enum topic_kind)topic.kind) {
    case TOPIC_ROOM:
    case TOPIC_CONSOLE:
        return 1 << 9;
    case TOPIC_TABLE:
    case TOPIC_CHAT:
        return 1 << 7;
    case TOPIC_PERSON:
    case TOPIC_OUTCOME:
        return 1 << 6;
    case TOPIC_GROUP:
    case TOPIC_SCREEN:
        return 1 << 5;
    case TOPIC_KINDS:
        break;
    }
    return 1 << 4;
}

bool news_take(struct news *t, const struct topic_patch *patch, struct str json,
               const struct jw_marks *marks, struct buf *out)
{
    struct written p = {str_sub(json, patch->at, patch->n), NULL, patch->n_marks};
    uint64_t whole = hash_bytes(p.json, 0);
    buf_reset(out);
    if (whole == t->last)
        return false; // most of what is touched in vain is the same as a whole
    t->last = whole;
    if (!t->said) {
        t->places = t->places ? t->places : places_of(patch->topic);
        t->said = mem_alloc(t->places * sizeof *t->said);
    }
    buf_char(out, '{');
    if (p.n > 0) {
        p.mark = marks->of.p + patch->mark;
        put_news(t, &p, out);
    }
    bool any = out->n > 1;
    buf_char(out, '}');
    return any;
}
