// Scenarios from their files: the format of scenarios/scenario.schema.json, and the rules that a
// schema cannot say. All faults are told at once.
// What is read lives in the arena given; nothing else is kept.
#ifndef TABLEE_CODEC_SCENARIO_JSON_H
#define TABLEE_CODEC_SCENARIO_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jw.h"
#include "codec/file_faults.h"
#include "core/limits.h"
#include "core/scenario.h"

struct scenario_asked {
    const char *file;  // as it is named in faults
    struct str folder; // the folder's name, which `id` must equal; empty: not looked at
};

// Gives the number of faults; 0: *out is whole, but for its hash, which is the caller's to set.
// *other, if not NULL, gets the same scenario in the era that the file offers besides its own; its
// id is empty when it offers none. An arena of 4 MB is enough for any file that is not too large.
int scenario_read(struct str text, const struct scenario_asked *asked, struct arena *arena,
                  struct scenario *out, struct scenario *other, struct file_faults *faults);

// The same from PATH/scenario.json, or from PATH when that is a file. *bytes: the file as it was
// read, in the arena, for its hash; may be NULL.
int scenario_load(const char *path, struct arena *arena, struct scenario *out,
                  struct scenario *other, struct str *bytes, struct file_faults *faults);

// [{people, roles: [id]}]: who surely sits at a table of so many, from PLACES_MIN to PLACES_MAX, in
// the order in which the room gives seats, for groups that differ by one at most.
void scenario_seats_write(struct jw *w, const struct scenario *s);

// Whether it is a JSON object at all, of a size that the reader takes.
bool scenario_is_object(struct str text);

// The founding checklist, the same for every scenario: the copy of scenarios/checklist.json that
// the program carries. Lives for ever.
struct str checklist_builtin(void);
// The faults of such a file, told as those of a scenario; how many.
int checklist_check(struct str text, const struct scenario_asked *asked, struct arena *arena,
                    struct file_faults *faults);

#endif
