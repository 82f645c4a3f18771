// What readers of files share: parsing within bounds. (Frames and records are read by base/jr.h.)
// Values are borrowed from the caller, who releases the root with json_decref.
#ifndef TABLEE_CODEC_JSON_PARTS_H
#define TABLEE_CODEC_JSON_PARTS_H

#include <jansson.h>

#include "base/jr.h"

// Bytes and depth are looked at before anything is allocated; duplicate keys are refused.
// NULL on failure, with jansson's words in *error.
json_t *json_parse(struct str text, size_t max_bytes, int max_depth, json_error_t *error);
// A view of a string that lives as long as the value; {NULL, 0} when it is none.
struct str json_view(const json_t *value);
// An integer in [min, max]; false otherwise.
bool json_whole(const json_t *value, int64_t min, int64_t max, int64_t *out);

#endif
