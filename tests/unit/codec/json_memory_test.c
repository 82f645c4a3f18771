#include <criterion/criterion.h>
#include <jansson.h>

#include "codec/json_memory.h"

// What a parser takes from the block stays whole while other texts come and go, and texts larger
// than the block are read as well: the pieces that do not fit come from elsewhere.

enum { TEXTS = 2000, MOST_NUMBERS = 4000 };

static json_t *numbers(int n)
{
    json_t *list = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:i, s:s}", "number", i, "word", "twelve letters"));
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    json_t *read = json_loads(text, 0, NULL);
    json_free_t give_back;
    json_get_alloc_funcs(NULL, &give_back);
    give_back(text);
    return read;
}

static void check(const json_t *list, int n)
{
    cr_assert_eq(json_array_size(list), (size_t)n);
    for (int i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, (size_t)i);
        cr_assert_eq(json_integer_value(json_object_get(one, "number")), i);
        cr_assert_str_eq(json_string_value(json_object_get(one, "word")), "twelve letters");
    }
}

Test(json_memory, values_stay_whole_among_others, .init = json_memory_in_block)
{
    json_t *kept = numbers(7);
    for (int i = 0; i < TEXTS; i++) {
        json_t *other = numbers(i % 9);
        check(other, i % 9);
        json_decref(other);
    }
    check(kept, 7);
    json_decref(kept);
}

Test(json_memory, a_text_may_be_larger_than_the_block, .init = json_memory_in_block)
{
    for (int n = MOST_NUMBERS; n > 0; n /= 3) {
        json_t *large = numbers(n), *small = numbers(1);
        check(large, n);
        json_decref(large);
        check(small, 1);
        json_decref(small);
    }
}

static const char *place_of_a_piece(void)
{
    json_t *value = json_string("somewhere");
    const char *place = json_string_value(value);
    json_decref(value);
    return place;
}

Test(json_memory, the_block_starts_over_when_all_came_back, .init = json_memory_in_block)
{
    const char *first = place_of_a_piece();
    json_decref(numbers(MOST_NUMBERS));
    cr_assert_eq(place_of_a_piece(), first);
}
