// A recording: what one viewpoint's topics were, event after event; or the session told as a story
// (core/story.h), one document of all tables, which is made in the same way. The room's log is run
// again into a fresh room, and what its reader might read at each moment is written as lines of
// JSON (PROTOCOL.md P24). It owns the fresh room, as large as the room may be; host and room are
// borrowed and must outlive it.
#ifndef TABLEE_HOST_RECORDING_H
#define TABLEE_HOST_RECORDING_H

#include "base/jw.h"
#include "host/host.h"
#include "host/rooms.h"

// Whose screen is shown: `reader`, and of people one. A story is the hall's, and with `notes` the
// facilitators'; `taken` home, it comes with the hall's documents, as a chain that goes on from the
// log's.
struct viewpoint {
    struct reader reader;
    bool story, notes, taken;
    char name[ACTOR_NAME_MAX]; // "facilitator", "screen", "p3", "story", "notes", "taken"
};

// False when the room has no such viewpoint.
bool viewpoint_parse(const struct hroom *r, struct str name, struct viewpoint *out);
// NULL when the holder may take it now, else the refusal.
const char *viewpoint_refused(const struct cred *cred, const struct viewpoint *view);
// Those that the holder may take now, as the whole answer.
void viewpoints_json(const struct cred *cred, struct jw *w);

struct recording;

// Of the room as it is now: it ends where the log ends at this moment.
struct recording *recording_new(struct host *h, struct hroom *r, const struct viewpoint *view);
void recording_free(struct recording *x);
// A few records more: SOON when they changed nothing that is seen, FAILED when the store failed.
enum host_part recording_page(struct recording *x, struct buf *out);

#endif
