// Beside a reader that others wrote: whole texts, and texts broken in each of a few ways. What
// base/jr.h promises by itself is held in tests/unit/base; tests/fuzz/json.c goes on from here.
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/jr.h"
#include "base/util.h"

enum { ARENA_BYTES = 1 << 20, DEPTH = 5 };

static struct jr values[JR_VALUES_MAX];
static struct arena arena;

static bool same(const struct jr *v, json_t *j)
{
    if (json_is_object(j) || json_is_array(j)) {
        if (v->kind != (json_is_object(j) ? JR_OBJECT : JR_ARRAY))
            return false;
        size_t n = 0;
        JR_EACH(one, v)
        {
            json_t *other = json_is_array(j)
                                ? json_array_get(j, n)
                                : json_object_getn(j, one->key.p ? one->key.p : "", one->key.n);
            n++;
            if (!other || !same(one, other))
                return false;
        }
        return n == v->count && n == (json_is_array(j) ? json_array_size(j) : json_object_size(j));
    }
    if (json_is_string(j))
        return str_eq(jr_text(v), (struct str){json_string_value(j), json_string_length(j)}) &&
               v->kind == JR_TEXT;
    if (json_is_integer(j))
        return v->kind == JR_INT && v->n == json_integer_value(j);
    if (json_is_boolean(j))
        return v->kind == JR_BOOL && v->n == json_is_true(j);
    return v->kind == (json_is_null(j) ? JR_NULL : JR_REAL);
}

static int agreed[2];

static void compare(struct str text)
{
    json_error_t error;
    json_t *j = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    const char *why;
    arena_reset(&arena);
    bool ours = jr_read(text, DEPTH, &arena, values, &why);
    // A real that overflows a double is refused there; here none is read. It skips a byte 0 behind
    // a number; here it stands nowhere.
    bool real = !j && json_error_code(&error) == json_error_numeric_overflow && ours;
    bool zero = j && !ours && str_find(text, 0) < text.n;
    if (real || zero) {
        json_decref(j);
        return;
    }
    cr_assert_eq(ours, j != NULL, "%.*s: %s", STR_ARG(text), error.text);
    cr_assert(!j || same(values, j), "%.*s", STR_ARG(text));
    agreed[ours]++;
    json_decref(j);
}

static const char *const texts[] = {
    "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"p3\",\"act\":\"propose\",\"credit\":[\"p2\"],\"a\":{"
    "\"text\":"
    "\"Un caf\xc3\xa9 \\u00e0 \\\"deux\\\"\",\"scale\":[\"local\"],\"for\":\"all\"}}",
    "{\"t\":\"hello\",\"id\":1,\"v\":1,\"have\":{\"room\":3,\"table/t1\":-4,\"\":0}}",
    "[0,-0,1,10,0.5,-1e2,1E+3,2e-7,true,false,null,\"\",[],{},[[]],{\"a\":{}}]",
    "[\"\\ud83d\\ude00\\u0001\\b\\f\\n\\r\\t\\/\\\\\",\"\xf0\x9f\x98\x80\x7f\", \"\xe2\x80\xa8\"]",
    " \t\r\n[ 1 , 2 ] ",
    "{\"a\":1,\"b\":2,\"\\u0061\":3}",
    "[\"\\ud83d\"]",
    "[\"\\ude00\"]",
    "[\"\\u0000\"]",
    "[\"\xed\xa0\x80\"]",
    "[\"\xc0\x80\"]",
    "[01]",
    "[-]",
    "[1.]",
    "[.5]",
    "[1e]",
    "[1e+]",
    "[+1]",
    "[1,]",
    "[,1]",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{a:1}",
    "[tru]",
    "[nullx]",
    "[1}",
    "{\"a\":1]",
    "\"a\"",
    "1",
    "",
    " ",
    "[",
    "[\"a",
    "[\"\\",
    "[]]",
    "[] []",
};

Test(json_reader, agrees_with_a_reader_that_others_wrote)
{
    static const char bytes[] = "\"\\{}[]:,0189-+.eEtfnu \n\0\x80\xc3\xed\xf4";
    uint64_t dice = 20261130;
    arena_init(&arena, ARENA_BYTES);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        size_t n = strlen(texts[i]);
        char *copy = malloc(n + 1);
        compare((struct str){texts[i], n});
        for (size_t cut = 0; cut <= n; cut++) {
            memcpy(copy, texts[i], cut);
            compare((struct str){copy, cut});
        }
        for (int round = 0; n > 0 && round < 4000; round++) {
            memcpy(copy, texts[i], n);
            for (int broken = 0; broken <= round % 3; broken++) {
                dice = dice * 6364136223846793005 + 1442695040888963407;
                size_t at = (size_t)(dice >> 33) % n, which = (size_t)(dice >> 20) % sizeof bytes;
                copy[at] = round % 2 ? bytes[which] : texts[i][which % n];
            }
            compare((struct str){copy, n});
        }
        free(copy);
    }
    arena_free(&arena);
    cr_assert(agreed[true] > 1000 && agreed[false] > 1000, "%d, %d", agreed[true], agreed[false]);
}
