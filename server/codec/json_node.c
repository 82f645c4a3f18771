#include "codec/json_node.h"

#include "base/utf8.h"

struct node node_member(const struct node *up, const char *key)
{
    return (struct node){up, key, 0, json_object_get(up->value, key)};
}

struct node node_element(const struct node *up, size_t index)
{
    return (struct node){up, NULL, index, json_array_get(up->value, index)};
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the format that is read
void node_path(struct buf *out, const struct node *node)
{
    if (node->up == NULL) {
        buf_puts(out, "$");
        return;
    }
    node_path(out, node->up);
    if (node->key == NULL) {
        buf_printf(out, "[%zu]", node->index);
    } else {
        buf_printf(out, ".%.60s", node->key);
    }
}

static const char *kind_name(const json_t *value, bool french)
{
    static const struct {
        const char *fr, *en;
    } names[] = {
        [JSON_OBJECT] = {"un objet", "an object"},
        [JSON_ARRAY] = {"une liste", "an array"},
        [JSON_TRUE] = {"true", "true"},
        [JSON_FALSE] = {"false", "false"},
        [JSON_NULL] = {"null", "null"},
    };
    if (value == NULL) {
        return french ? "rien" : "nothing";
    }
    return french ? names[json_typeof(value)].fr : names[json_typeof(value)].en;
}

void json_found(struct buf *out, const json_t *value, bool french)
{
    if (json_is_string(value)) {
        char clean[512];
        struct str text = {json_string_value(value), json_string_length(value)};
        text = utf8_clean(str_sub(text, 0, sizeof clean), clean, 60, UTF8_ONE_LINE);
        buf_printf(out, "\"%.*s\"", STR_ARG(text));
    } else if (json_is_integer(value)) {
        buf_printf(out, "%lld", (long long)json_integer_value(value));
    } else if (json_is_real(value)) {
        buf_printf(out, "%.10g", json_real_value(value));
    } else {
        buf_puts(out, kind_name(value, french));
    }
}
