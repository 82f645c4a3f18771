// What readers of acts share: acts inside values that base/jr.h read. Only within this layer.
#ifndef TABLEE_CODEC_ACT_READ_H
#define TABLEE_CODEC_ACT_READ_H

#include "base/jr.h"
#include "codec/act_json.h"

// Reads the members of «a» into the act of known type. Texts are cleaned and bounded.
bool act_fields_read(const struct jr *a, struct arena *arena, struct act *act,
                     struct act_fault *fault);
// Where and when a command was meant for: its member «at».
bool act_meant_read(const struct jr *at, struct meant *out, struct act_fault *fault);
bool act_credit_read(const struct jr *credit, struct act *act, struct act_fault *fault);

#endif
