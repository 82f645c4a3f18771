
// The editor's files: drafts, and the scenarios made from them. One job at a time has the desk,
// where the loop does not wait; nothing here touches the host. What was written or taken away is
// durable when these return. `base` is the hash of the text that the writer started from, empty for
// a new draft.
#ifndef TABLEE_HOST_DRAFTS_H
#define TABLEE_HOST_DRAFTS_H

#include "host/shelf.h"

enum { DRAFT_TITLE_BYTES = 256 };

enum draft_result {
    DRAFT_OK,
    DRAFT_CHANGED, // by somebody else, since `base`
    DRAFT_FULL,    // there are SAVED_MAX
    DRAFT_NONE,
    DRAFT_READ_ONLY, // nothing is kept on disk
    DRAFT_FAILED,    // the disk; it is logged
};

// What was found of a draft, the text of which has that hash.
struct draft_known {
    char id[SCENARIO_ID_MAX + 1];
    char hash[DIGEST_TEXT];
    char fr[DRAFT_TITLE_BYTES], en[DRAFT_TITLE_BYTES];
    int faults, version;
};

struct desk;

// `folders` as shelf_init has them; `state`: where drafts and scenarios are kept, NULL or "": they
// are not.
struct desk *desk_new(const char *folders, const char *state);
void desk_free(struct desk *d);        // NULL allowed
bool desk_saves(const struct desk *d); // there is a place for drafts
// Its folders, to be read; it outlives s.
void desk_shelf(const struct desk *d, struct shelf *s, bool french);

bool draft_id_good(struct str id);
// The text into `out`, its hash into `hash`; false when there is none.
bool draft_read(const struct desk *d, struct str id, struct buf *out, char hash[DIGEST_TEXT]);
enum draft_result draft_write(const struct desk *d, struct str id, struct str base,
                              struct str text);
enum draft_result draft_delete(const struct desk *d, struct str id, struct str base);
enum draft_result draft_publish(const struct desk *d, struct str id, struct str text);
void drafts_each(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx);
const struct draft_known *draft_remember(struct desk *d, struct str id,
                                         const char hash[DIGEST_TEXT], const struct checked *c);
// What is known of it, or is found now; NULL when there is none. Lasts until the next.
const struct draft_known *draft_look(struct desk *d, struct str id);

#endif
