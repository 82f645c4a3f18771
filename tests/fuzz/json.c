// The reader of frames and records beside jansson: they take the same texts and read the same.
#include <jansson.h>
#include <string.h>

#include "base/jr.h"
#include "fuzz.h"

enum { ARENA_BYTES = 4 << 20, DEPTH = JR_DEPTH_MAX };

static void check_same(const struct jr *v, json_t *j);

static void check_inside(const struct jr *v, json_t *j)
{
    size_t n = 0;
    JR_EACH(one, v)
    {
        CHECK((v->kind == JR_OBJECT) == (json_is_object(j) != 0));
        check_same(one, v->kind == JR_ARRAY ? json_array_get(j, n)
                                            : json_object_getn(j, one->key.p, one->key.n));
        n++;
    }
    CHECK(n == v->count && n == (v->kind == JR_ARRAY ? json_array_size(j) : json_object_size(j)));
}

static void check_same(const struct jr *v, json_t *j)
{
    CHECK(j);
    switch (v->kind) {
    case JR_TEXT:
        CHECK(str_eq(v->text, (struct str){json_string_value(j), json_string_length(j)}));
        break;
    case JR_INT:
        CHECK(json_is_integer(j) && v->n == json_integer_value(j));
        break;
    case JR_ARRAY:
    case JR_OBJECT:
        check_inside(v, j);
        break;
    default:
        CHECK(v->kind == JR_BOOL   ? json_is_boolean(j) && v->n == json_is_true(j)
              : v->kind == JR_REAL ? json_is_real(j)
                                   : json_is_null(j));
    }
}

// Bounds that jansson does not know, and a byte 0 behind a number, which it skips; what it knows
// and we do not: how large a double may be.
static bool may_differ(struct str text, const char *why, const json_t *j, const json_error_t *error)
{
    return j ? strstr("too many values, nested too deep", why) || str_find(text, 0) < text.n
             : json_error_code(error) == json_error_numeric_overflow;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct jr values[JR_VALUES_MAX];
    struct arena arena;
    struct str text = fuzz_text(data, size);
    json_error_t error;
    const char *why = NULL;
    arena_init(&arena, ARENA_BYTES);
    json_t *j = json_loadb(size ? text.p : "", size, JSON_REJECT_DUPLICATES, &error);
    bool ours = jr_read(text, DEPTH, &arena, values, &why);
    if (ours && j)
        check_same(values, j);
    else
        CHECK(ours == (j != NULL) || may_differ(text, ours ? "" : why, j, &error));
    json_decref(j);
    arena_free(&arena);
    return 0;
}
