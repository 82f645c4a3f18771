// What readers of JSON in this layer share: parsing within bounds, and acts inside parsed values.
// Values are borrowed from the caller, who releases the root with json_decref.
#ifndef TABLEE_CODEC_JSON_PARTS_H
#define TABLEE_CODEC_JSON_PARTS_H

#include <jansson.h>

#include "codec/act_json.h"

#define JSON_SAFE_INT ((json_int_t)1 << 53) // beyond it browsers lose units

// Bytes and depth are looked at before anything is allocated; duplicate keys are refused.
// NULL on failure, with jansson's words in *error.
json_t *json_parse(struct str text, size_t max_bytes, int max_depth, json_error_t *error);
// A view of a string that lives as long as the value; {NULL, 0} when it is none.
struct str json_view(const json_t *value);
// An integer in [min, max]; false otherwise.
bool json_whole(const json_t *value, int64_t min, int64_t max, int64_t *out);

// Reads the members of «a» into the act of known type. Texts are cleaned and bounded.
bool act_fields_read(const json_t *a, struct arena *arena, struct act *act,
                     struct act_fault *fault);
// Where and when a command was meant for: its member «at».
bool act_meant_read(const json_t *at, struct meant *out, struct act_fault *fault);
bool act_credit_read(const json_t *credit, struct act *act, struct act_fault *fault);

#endif
