#include "codec/json_parts.h"

#include <string.h>

#include "base/util.h"

// The deepest nesting of brackets outside strings.
static int depth_of(struct str text)
{
    int depth = 0, deepest = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
            deepest = MAX(deepest, depth);
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return deepest;
}

json_t *json_parse(struct str text, size_t max_bytes, int max_depth, json_error_t *error)
{
    memset(error, 0, sizeof *error);
    if (text.n > max_bytes) {
        snprintf(error->text, sizeof error->text, "larger than %zu bytes", max_bytes);
        return NULL;
    }
    if (depth_of(text) > max_depth) {
        snprintf(error->text, sizeof error->text, "nested deeper than %d levels", max_depth);
        return NULL;
    }
    return json_loadb(text.n == 0 ? "" : text.p, text.n, JSON_REJECT_DUPLICATES, error);
}

struct str json_view(const json_t *value)
{
    if (!json_is_string(value)) {
        return (struct str){NULL, 0};
    }
    return (struct str){json_string_value(value), json_string_length(value)};
}

bool json_whole(const json_t *value, int64_t min, int64_t max, int64_t *out)
{
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < min || n > max) {
        return false;
    }
    *out = n;
    return true;
}
