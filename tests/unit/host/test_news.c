#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/jw.h"
#include "host/news.h"

static struct news told;
static struct buf out, json;
static struct jw_marks marks;

static void begin(void)
{
    memset(&told, 0, sizeof told);
    buf_init(&out, 1 << 16);
    buf_init(&json, 1 << 22);
    vec_init(&marks.of, JW_MARKS_MAX);
}

static void end(void)
{
    news_free(&told);
    buf_free(&out);
    buf_free(&json);
    vec_free(&marks.of);
}

TestSuite(news, .init = begin, .fini = end);

static void write_again(struct jw *w, json_t *value)
{
    const char *key;
    json_t *inner;
    size_t i;
    if (json_is_object(value)) {
        jw_obj(w);
        json_object_foreach(value, key, inner)
        {
            if (key[0] == 'b') // either way to write one
                jw_key_str(w, str_from_cstr(key));
            else
                jw_key_ours(w, key, strlen(key));
            write_again(w, inner);
        }
        jw_end(w);
    } else if (json_is_array(value)) {
        jw_arr(w);
        json_array_foreach(value, i, inner) write_again(w, inner);
        jw_end(w);
    } else if (json_is_string(value)) {
        jw_cstr(w, json_string_value(value));
    } else if (json_is_integer(value)) {
        jw_int(w, json_integer_value(value));
    } else {
        jw_null(w);
    }
}

// As the rules write a patch, behind others.
static const char *new_in(const char *text)
{
    struct jw w;
    json_t *value = json_loads(text, 0, NULL);
    struct topic_patch patch = {.topic.kind = TOPIC_ROOM, .at = (uint32_t)json.n};
    cr_assert(value, "%s", text);
    patch.mark = (uint32_t)marks.of.n;
    jw_init_marked(&w, &json, &marks);
    write_again(&w, value);
    json_decref(value);
    patch.n = (uint32_t)json.n - patch.at;
    patch.n_marks = (uint32_t)marks.of.n - patch.mark;
    return news_take(&told, &patch, buf_view(&json), &marks, &out) ? buf_cstr(&out) : "";
}

Test(news, what_was_said_is_left_out)
{
    cr_assert_str_eq(new_in("{\"a\":1,\"b\":\"x,}\\\"\"}"), "{\"a\":1,\"b\":\"x,}\\\"\"}");
    cr_assert_str_eq(new_in("{\"a\":1,\"b\":\"y\"}"), "{\"b\":\"y\"}");
    cr_assert_str_eq(new_in("{\"a\":1,\"b\":\"y\"}"), "");
    cr_assert_str_eq(new_in("{\"a\":[1,{\"c\":2}]}"), "{\"a\":[1,{\"c\":2}]}");
    cr_assert_str_eq(new_in("{}"), "");
}

Test(news, rows_are_looked_at_one_by_one)
{
    new_in("{\"rows\":{\"p1\":{\"n\":1},\"p2\":{\"n\":2}}}");
    cr_assert_str_eq(new_in("{\"rows\":{\"p1\":{\"n\":1},\"p2\":{\"n\":3}}}"),
                     "{\"rows\":{\"p2\":{\"n\":3}}}");
    cr_assert_str_eq(new_in("{\"rows\":{}}"), "");
    cr_assert_str_eq(new_in("{\"rows\":{\"p1\":null}}"), "{\"rows\":{\"p1\":null}}");
    cr_assert_str_eq(new_in("{\"rows\":{\"p1\":{\"n\":1}}}"), "{\"rows\":{\"p1\":{\"n\":1}}}");
}

Test(news, what_went_away_and_comes_back_is_news)
{
    new_in("{\"o\":{\"x\":1,\"y\":2}}");
    cr_assert_str_eq(new_in("{\"o\":null}"), "{\"o\":null}");
    cr_assert_str_eq(new_in("{\"o\":{\"x\":1}}"), "{\"o\":{\"x\":1}}");
    cr_assert_str_eq(new_in("{\"o\":null}"), "{\"o\":null}");
    cr_assert_str_eq(new_in("{\"o\":{}}"), "{\"o\":{}}");
}

// ---- any run of patches: what is left out changes no document (RFC 7396)

static json_t *merged(json_t *target, json_t *patch)
{
    const char *key;
    json_t *value;
    if (!json_is_object(patch))
        return json_deep_copy(patch);
    json_t *whole = json_is_object(target) ? json_deep_copy(target) : json_object();
    json_object_foreach(patch, key, value)
    {
        if (json_is_null(value))
            json_object_del(whole, key);
        else
            json_object_set_new(whole, key, merged(json_object_get(whole, key), value));
    }
    return whole;
}

static void take(json_t **document, const char *patch)
{
    json_t *p = json_loads(patch, 0, NULL);
    cr_assert(p, "%s", patch);
    json_t *whole = merged(*document, p);
    json_decref(*document);
    json_decref(p);
    *document = whole;
}

static unsigned seed;

static unsigned below(unsigned n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % n;
}

static void random_value(char **to, int depth)
{
    unsigned kind = below(depth < 3 ? 6 : 3);
    if (kind == 0)
        *to += sprintf(*to, "null");
    else if (kind == 1)
        *to += sprintf(*to, "[%u]", below(2));
    else if (kind == 2)
        *to += sprintf(*to, "\"%u\"", below(3));
    else {
        *to += sprintf(*to, "{");
        unsigned first = below(3);
        for (unsigned k = first; k < 3; k += 1 + below(2)) {
            *to += sprintf(*to, "%s\"k%u\":", k == first ? "" : ",", k);
            random_value(to, depth + 1);
        }
        *to += sprintf(*to, "}");
    }
}

Test(news, documents_come_out_the_same)
{
    for (seed = 1; seed < 200; seed++) {
        unsigned kept = seed;
        json_t *all = json_object(), *few = json_object();
        end();
        begin();
        told.places = 1u << kept % 8; // few: members meet
        for (int i = 0; i < 60; i++) {
            char patch[4096] = "{\"a\":", *at = patch + 5;
            random_value(&at, 1);
            at += sprintf(at, ",\"b\":");
            random_value(&at, 1);
            sprintf(at, "}");
            const char *rest = new_in(patch);
            take(&all, patch);
            if (*rest)
                take(&few, rest);
            cr_assert(json_equal(all, few), "seed %u: %s became %s", kept, patch, rest);
        }
        json_decref(all);
        json_decref(few);
        seed = kept;
    }
}
