#include "codec/frame_json.h"

#include <jansson.h>
#include <string.h>

#include "base/util.h"

enum { FRAME_ID_MAX = 64 };

enum member_type { MEMBER_TEXT, MEMBER_INT, MEMBER_BOOL };

struct member {
    const char *name;
    enum member_type type;
    size_t at;
};

#define AT(field) offsetof(struct client_frame, field)

static const struct member members[] = {
    {"t", MEMBER_TEXT, AT(t)},
    {"room", MEMBER_TEXT, AT(room)},
    {"key", MEMBER_TEXT, AT(key)},
    {"name", MEMBER_TEXT, AT(name)},
    {"lang", MEMBER_TEXT, AT(lang)},
    {"token", MEMBER_TEXT, AT(token)},
    {"code", MEMBER_TEXT, AT(code)},
    {"epoch", MEMBER_TEXT, AT(epoch)},
    {"debrief", MEMBER_BOOL, AT(debrief)},
    {"research", MEMBER_BOOL, AT(research)},
    {"v", MEMBER_INT, AT(v)},
    {"c", MEMBER_INT, AT(c)},
};

static const struct member option_members[] = {
    {"scenario", MEMBER_TEXT, AT(scenario)}, {"lang", MEMBER_TEXT, AT(option_lang)},
    {"roles", MEMBER_TEXT, AT(roles)},       {"tables", MEMBER_INT, AT(tables)},
    {"places", MEMBER_INT, AT(places)},
};

static bool text_of(const json_t *value, struct arena *arena, struct str *out)
{
    if (!json_is_string(value))
        return false;
    *out = arena_str(arena, (struct str){json_string_value(value), json_string_length(value)});
    return out->p != NULL;
}

static bool read_member(const json_t *value, struct arena *arena, const struct member *m,
                        struct client_frame *out)
{
    char *at = (char *)out + m->at;
    if (!value || json_is_null(value))
        return true;
    switch (m->type) {
    case MEMBER_TEXT:
        return text_of(value, arena, (struct str *)(void *)at);
    case MEMBER_INT:
        if (!json_is_integer(value))
            return false;
        *(int64_t *)(void *)at = json_integer_value(value);
        return true;
    case MEMBER_BOOL:
        if (!json_is_boolean(value))
            return false;
        *(bool *)(void *)at = json_is_true(value);
        return true;
    }
    return false;
}

static bool read_members(const json_t *from, struct arena *arena, const struct member *list,
                         size_t n, struct client_frame *out)
{
    for (size_t i = 0; i < n; i++)
        if (!read_member(json_object_get(from, list[i].name), arena, &list[i], out))
            return false;
    return true;
}

static bool read_id(const json_t *value, struct arena *arena, struct client_frame *out)
{
    char digits[24];
    if (!value)
        return true;
    if (json_is_integer(value)) {
        int n = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        out->id = arena_str(arena, (struct str){digits, (size_t)n});
        return true;
    }
    return json_string_length(value) <= FRAME_ID_MAX && text_of(value, arena, &out->id);
}

static bool read_have(json_t *have, struct arena *arena, struct client_frame *out)
{
    const char *topic;
    json_t *ver;
    json_object_foreach(have, topic, ver)
    {
        if (out->nhave == FRAME_HAVE_MAX || !json_is_integer(ver))
            return false;
        struct frame_have *h = &out->have[out->nhave++];
        h->topic = arena_str(arena, str_from_cstr(topic));
        h->ver = (uint64_t)json_integer_value(ver);
    }
    return true;
}

static bool read_seconds(const json_t *list, struct client_frame *out)
{
    size_t n = json_array_size(list);
    if (n > FRAME_SECONDS_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        if (!json_is_integer(one))
            return false;
        out->seconds[out->nseconds++] = json_integer_value(one);
    }
    return true;
}

static bool read_root(json_t *root, struct arena *arena, struct client_frame *out)
{
    const json_t *options = json_object_get(root, "options");
    return json_is_object(root) && read_id(json_object_get(root, "id"), arena, out) &&
           read_members(root, arena, members, ARRAY_LEN(members), out) &&
           read_members(options, arena, option_members, ARRAY_LEN(option_members), out) &&
           read_seconds(json_object_get(options, "seconds"), out) &&
           read_have(json_object_get(root, "have"), arena, out) && out->t.n > 0;
}

bool frame_read_json(struct str text, struct arena *arena, struct client_frame *out)
{
    *out = (struct client_frame){.tables = -1, .places = -1};
    json_t *root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    bool good = root && read_root(root, arena, out);
    json_decref(root);
    return good;
}
