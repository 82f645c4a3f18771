
// Answers to single commands, and which of them were given: a command that comes again gets the
// same one. Frames that are returned are the caller's but where it says otherwise. Codes and fields
// are words of the wire, `limit` 0 for none.
#ifndef TABLEE_HOST_ANSWERS_H
#define TABLEE_HOST_ANSWERS_H

#include "base/jw.h"
#include "codec/wire_json.h"
#include "host/host.h"
#include "store/store.h"

struct hroom;
struct session;
struct unpack;

// Whether the session may speak for `as`; else it was told why not.
bool session_speaks(struct host *h, struct session *c, const struct wire_in *in);

struct frame *answer_ok(struct host *h, const struct wire_in *in, const struct act *event,
                        uint64_t seq);
void answer_begin(struct host *h, struct jw *w, const struct wire_in *in); // … then "out"'s members
struct frame *answer_end(struct host *h, struct jw *w);
// The same with the whole of "out" at hand, as JSON.
struct frame *answer_with(struct host *h, const struct wire_in *in, struct str out);
void id_json(struct jw *w, const struct wire_in *in); // the member `id`, as the client wrote it
void answer_no_begin(struct host *h, struct jw *w, const struct wire_in *in, const char *code);
struct frame *answer_no(struct host *h, const struct wire_in *in, const char *code,
                        struct str field, int64_t limit);

void reply(struct host *h, struct session *c, struct frame *f); // and lets go of it
void reply_no(struct host *h, struct session *c, const struct wire_in *in, const char *code);
void reply_no_field(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                    const char *field, int64_t limit);

// Of a room: the last REMEMBERED of each actor. `seq`: of the first event that the command made, 0
// for none.
void answers_init(struct hroom *r);
void answers_free(struct hroom *r);
void answer_keep(struct hroom *r, int by, struct str id, uint64_t seq, struct frame *f);
// *f, the room's, or STORE_NO: the command is new. Says yes, no or later: where its record cannot
// be read the answer is unreadable_room, for it may not be done a second time.
enum store_answer answer_kept(struct host *h, struct hroom *r, const struct wire_in *in,
                              struct frame **f);
// Of one actor, those that events tell again; false when what is read is none of ours.
void answers_write(struct hroom *r, int by, struct buf *out);
bool answers_read(struct unpack *in, struct hroom *r, int by);

#endif
