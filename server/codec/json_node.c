#include "codec/json_node.h"

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
