
// The editor's files: sketches, and the scenarios made from them. One job at a time has the desk,
// where the loop does not wait; nothing here touches the host. What was written or taken away is
// durable when these return. `base` is the hash of the text that the writer started from, empty for
// a new sketch.
#ifndef TABLEE_HOST_DESK_H
#define TABLEE_HOST_DESK_H

#include "host/shelf.h"

enum { SKETCH_TITLE_BYTES = 256 };

enum sketch_result {
    SKETCH_OK,
    SKETCH_CHANGED, // by somebody else, since `base`
    SKETCH_FULL,    // there are SAVED_MAX
    SKETCH_NONE,
    SKETCH_READ_ONLY, // nothing is kept on disk
    SKETCH_FAILED,    // the disk; it is logged
};

// What was found of a sketch, the text of which has that hash.
struct sketch_known {
    char id[SCENARIO_ID_MAX + 1];
    char hash[DIGEST_TEXT];
    char fr[SKETCH_TITLE_BYTES], en[SKETCH_TITLE_BYTES];
    int faults, version;
};

struct desk;

// `folders` as shelf_init has them; `state`: where sketches and scenarios are kept, NULL or "":
// they are not.
struct desk *desk_new(const char *folders, const char *state);
void desk_free(struct desk *d);        // NULL allowed
bool desk_saves(const struct desk *d); // there is a place for sketches
// Its folders, to be read; it outlives s.
void desk_shelf(const struct desk *d, struct shelf *s, bool french);

bool sketch_id_good(struct str id);
// The text into `out`, its hash into `hash`; false when there is none.
bool sketch_read(const struct desk *d, struct str id, struct buf *out, char hash[DIGEST_TEXT]);
enum sketch_result sketch_write(const struct desk *d, struct str id, struct str base,
                                struct str text);
enum sketch_result sketch_delete(const struct desk *d, struct str id, struct str base);
enum sketch_result sketch_publish(const struct desk *d, struct str id, struct str text);
void sketches_each(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx);
const struct sketch_known *sketch_remember(struct desk *d, struct str id,
                                           const char hash[DIGEST_TEXT], const struct checked *c);
// What is known of it, or is found now; NULL when there is none. Lasts until the next.
const struct sketch_known *sketch_look(struct desk *d, struct str id);

#endif
