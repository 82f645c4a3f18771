// A JSON value and the way to it from the top of its file, so that a fault can say where it is.
// Everything is borrowed for the time of one reading.
#ifndef TABLEE_CODEC_JSON_NODE_H
#define TABLEE_CODEC_JSON_NODE_H

#include <jansson.h>

#include "base/buf.h"

struct node {
    const struct node *up;
    const char *key; // NULL in an array, and at the top
    size_t index;
    const json_t *value; // NULL when it is not there
};

struct node node_member(const struct node *up, const char *key);
struct node node_element(const struct node *up, size_t index);
void node_path(struct buf *out, const struct node *node); // $.phases[2].seconds
// A value as a fault tells what was found: its kind, or itself when that is short. NULL: nothing.
void json_found(struct buf *out, const json_t *value, bool french);

#endif
