
// Everything leaves through it, in order, once what went before is durable. It keeps a reference to
// each frame and each audience, and lets go of them when they left.
#ifndef TABLEE_HOST_OUTBOX_H
#define TABLEE_HOST_OUTBOX_H

#include "base/jw.h"
#include "host/host.h"

struct hroom;
struct session;
struct outbox;

struct outbox *outbox_new(void);
void outbox_free(struct outbox *o); // NULL allowed

// Whatever is sent is written between these two: an object whose member `t` says what it is. The
// frame is the caller's.
void wire_begin(struct host *h, struct jw *w, const char *kind);
struct frame *wire_end(struct host *h, struct jw *w);

// Whom something is told to, all at once, as they were then. Counted like a frame.
struct audience;
struct audience *audience_new(struct session *const *them, size_t n);
void audience_unref(struct audience *a); // NULL allowed

void out_frame(struct host *h, const struct session *c, struct frame *f); // takes a reference
// To all of them, at the cost of one.
void out_frames(struct host *h, const struct hroom *r, struct audience *to, struct frame *f);
void out_close(struct host *h, const struct session *c, int code, const char *reason); // static
// What was told of that room and did not leave never will; whoever was to hear it is told to
// `part`.
void out_refuse(struct host *h, uint32_t room, void (*part)(struct host *h, uint32_t conn));
size_t out_waiting(const struct host *h); // frames
bool host_busy(const struct host *h);     // so many wait for the disk that no more is promised
void out_seal(struct host *h);            // the turn ends
void out_send(struct host *h);

// The store failed: nothing more leaves. `why` is a sentence.
void host_die(struct host *h, const char *why);
void host_die_reading(struct host *h); // the store says why

#endif
