// The era that is not a scenario's own: what changes in it, applied to the file.
#include <string.h>

#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"

const char *const scenario_era_names[] = {"2014", "today", NULL};

// Lists whose items are named by id, and the fields of an item that may change.
static const struct {
    const char *list, *fields;
} parts[] = {
    {"roles", "title public mandate private assets absent"},
    {"injects", "title text ask"},
    {"expertise", "title offers advice"},
};

static const char *other_of(const json_t *root)
{
    struct str era = json_view(json_object_get(root, "era"));
    return scenario_era_names[str_eq_cstr(era, scenario_era_names[0])];
}

static json_t *item_of(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *item = json_array_get(list, i);
        if (str_eq_cstr(json_view(json_object_get(item, "id")), id)) {
            return item;
        }
    }
    return NULL;
}

static void check_part(struct scenario_reader *r, const struct node *top,
                       const struct node *variant, const char *list, const char *fields)
{
    struct node part = node_member(variant, list);
    const json_t *items = json_object_get(top->value, list);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)part.value, key, value)
    {
        struct node item = {&part, key, 0, value};
        if (item_of(items, key) == NULL) {
            scenario_fault(
                r, &item,
                (struct expected){"un nom qui existe plus haut", "an id that exists above"});
        }
        check_object(r, &item, fields);
    }
}

bool scenario_check_eras(struct scenario_reader *r, const struct node *top)
{
    struct node eras = node_member(top, "eras");
    const char *era = other_of(top->value);
    struct node variant = node_member(&eras, era);
    if (eras.value == NULL ||
        !check_object(r, &eras, strcmp(era, "today") == 0 ? "today!" : "2014!") ||
        !check_object(r, &variant, "when summary situation conflict roles injects expertise")) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        check_part(r, top, &variant, parts[i].list, parts[i].fields);
    }
    return true;
}

static void apply_part(json_t *whole, const json_t *variant, const char *list)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(variant, list), key, value)
    {
        json_object_update(item_of(json_object_get(whole, list), key), value);
    }
}

json_t *scenario_other_era(const json_t *root)
{
    const char *era = other_of(root), *key;
    const json_t *variant = json_object_get(json_object_get(root, "eras"), era);
    json_t *whole = json_deep_copy(root), *value;
    json_object_foreach((json_t *)variant, key, value)
    {
        bool by_id = false;
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
            by_id |= strcmp(key, parts[i].list) == 0;
        }
        if (!by_id) {
            json_object_set(whole, key, value);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        apply_part(whole, variant, parts[i].list);
    }
    json_object_set_new(whole, "era", json_string(era));
    json_object_del(whole, "eras");
    return whole;
}
