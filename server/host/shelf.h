
// Folders of scenarios, read and checked where the loop does not wait for it: nothing here may
// touch the host. What was read owns its text and its scenarios; whoever takes one over leaves NULL
// in its place.
#ifndef TABLEE_HOST_SHELF_H
#define TABLEE_HOST_SHELF_H

#include "base/arena.h"
#include "base/vec.h"
#include "codec/scenario_json.h"
#include "core/limits.h"
#include "host/files.h"

enum { SHELF_MAX = 4 * SCENARIOS_MAX }; // folders looked into

struct scenario_kept {
    struct arena arena;
    struct scenario sc, other; // the other era; its id is empty when the file offers none
    struct str bytes;          // the file, as it was
    unsigned char hash[DIGEST_BYTES];
    // What the list of scenarios knows of it, who alone changes it (scenarios.h)
    bool listed;     // offered for new rooms
    bool was_listed; // before the reload under way
    bool saved;      // in the directory that the editor writes
    bool stored;     // beside the log, since a room began with it
    unsigned rooms;  // in memory, that use it
};

void kept_free(struct scenario_kept *k); // NULL allowed

// A text that was read: of a scenario when n is 0, and else of as much as could be understood.
struct checked {
    struct scenario_kept *kept; // its hash too
    struct file_faults faults;
    int n;
};

void scenario_check(struct checked *c, struct str text, const struct scenario_asked *asked,
                    bool french);
void checked_free(struct checked *c);

struct shelf_item {
    char folder[256];
    bool saved;                        // of the editor's
    const struct scenario_kept *known; // listed already; or
    struct scenario_kept *kept;        // read now; or neither, and
    int n;                             // its faults
    struct file_faults faults;
};

struct shelf {
    const char *folders, *saved;             // borrowed
    bool french;                             // faults are told in it
    VEC(const struct scenario_kept *) known; // that are listed now: not checked again
    VEC(struct shelf_item *) items;
};

// `folders`: directories of scenario folders, separated by ':'; `saved`: the editor's, or NULL.
void shelf_init(struct shelf *s, const char *folders, const char *saved, bool french);
void shelf_read(struct shelf *s);
void shelf_free(struct shelf *s);

#endif
