// Scenarios from their files: the format of scenarios/scenario.schema.json, and the rules that a
// schema cannot say. All faults are told at once, a line each, in French or English:
// FILE: $.path: what was found, what was expected.
// What is read lives in the arena given; nothing else is kept.
#ifndef TABLEE_CODEC_SCENARIO_JSON_H
#define TABLEE_CODEC_SCENARIO_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "core/scenario.h"

enum { SCENARIO_BYTES_MAX = 256 << 10, SCENARIO_FAULTS_BYTES = 64 << 10 };

struct scenario_asked {
    const char *file;     // as it is named in faults
    struct str folder;    // the folder's name, which `id` must equal; empty: not looked at
    struct str checklist; // the text of checklist.json; empty: its ids are not looked at
    bool french;
};

// Gives the number of faults; 0: *out is whole, but for its hash, which is the caller's to set.
// An arena of 4 MB is enough for any file that is not too large.
int scenario_read(struct str text, const struct scenario_asked *asked, struct arena *arena,
                  struct scenario *out, struct buf *faults);

// The same from PATH/scenario.json, or from PATH when that is a file, with the checklist that lies
// beside the folder. *bytes: the file as it was read, in the arena, for its hash; may be NULL.
int scenario_load(const char *path, bool french, struct arena *arena, struct scenario *out,
                  struct str *bytes, struct buf *faults);

// Whether it is a JSON object at all, of a size that the reader takes.
bool scenario_is_object(struct str text);

#endif
