
// Rooms that are not in memory: found by their code or by who may enter, read from their log a page
// a turn, and given to whoever waits for them.
#ifndef TABLEE_HOST_LOAD_H
#define TABLEE_HOST_LOAD_H

#include "host/host.h"
#include "store/store.h"

struct hroom;
struct session;
struct loading;

// The room, or NULL: then *no is the refusal, or NULL when the session is asked again later, or was
// sent away to where the room is (or, when `c` is NULL, when the caller is to ask again after the
// next wake; a room that is elsewhere is a refusal then).
struct hroom *hroom_want(struct host *h, struct str code, struct session *c, const char **no);
// The same for whoever holds a token of it, or a code that opens it: nothing is loaded for others.
// *no: unknown_room, or `wrong`.
struct hroom *hroom_want_key(struct host *h, struct str code, struct str token, const char *wrong,
                             struct session *c, const char **no);
// HTTP's status for a refusal: 404, 409, or 503 for what may be asked again.
int hroom_no_status(const char *no);
void session_wait(struct host *h, struct session *c); // for the store
// True when the store says yes or no. Else nothing is left to do: the session, if any, waits and is
// asked again, or is sent away; or the server ends.
bool session_knows(struct host *h, struct session *c, enum store_answer answer);
size_t hrooms_loading(const struct host *h); // how many
bool hrooms_to_load(const struct host *h);   // one of them waits for nothing but its turn
bool hroom_is_loading(const struct host *h, uint32_t code);
// The room as it was at that event, in memory, or NULL. Of a still host, which waits for it.
struct hroom *hroom_at(struct host *h, uint32_t code, uint64_t seq);
void hrooms_try_again(struct host *h); // those that could not be loaded
void hroom_try_again(struct host *h, uint32_t code);
// Loads some of what is wanted. Who waited for a room that is there, for sessions_go_on.
struct waiting *hrooms_load(struct host *h, uint64_t now_ms);
struct waiting *hrooms_woken(struct host *h); // who waits for the store, which may tell now
struct loads *loads_new(void);
void loads_free(struct host *h);
// Format 1 of the store: every room's mark and keys are put into it.
void hrooms_renew(struct host *h);

#endif
