
// Credentials: what a token lets its holder read and do, in one room. The room owns them; they are
// found by the token's digest, which alone is kept.
#ifndef TABLEE_HOST_CREDS_H
#define TABLEE_HOST_CREDS_H

#include "core/act.h"
#include "core/room.h"
#include "host/secrets.h"

struct hroom;
struct session;
struct unpack;

enum { ROOM_CREDS_MAX = 17408 };

// In the order of the names of FIELD_CRED_ROLE.
enum cred_role {
    CRED_PERSON,
    CRED_FACILITATOR,
    CRED_SCREEN,
    CRED_OBSERVER,
    CRED_RECOVERY,
};

struct cred;

enum cred_role cred_role(const struct cred *c);
struct hroom *cred_room(const struct cred *c);
int cred_facilitator(const struct cred *c); // their number, 0 for none
const struct reader *cred_reader(const struct cred *c);
bool cred_holds(const struct cred *c, int person);

struct cred *cred_find(const struct host *h, struct str token); // or NULL
// That it is given. Borrows `digest`, which gets the token's.
struct act cred_act(enum cred_role role, int person, int facilitator, struct str token,
                    unsigned char digest[DIGEST_BYTES]);
// Makes it, or adds a person to whom it was given before. NULL: no token of this room.
struct cred *cred_given(struct host *h, struct hroom *r, const struct act *event, bool live);
// The oldest of its holder's, when there are too many; NULL: there are not.
struct cred *cred_surplus(const struct hroom *r, const struct cred *newest);
// One of that facilitator's, or NULL: theirs to facilitate by, their screens' and a recovery code.
struct cred *cred_of_facilitator(const struct hroom *r, int facilitator);
void cred_forget(struct host *h, struct hroom *r, struct cred *c); // nobody speaks by it

// Who speaks by it (bind.h, which alone changes that); of the oldest, NULL: nobody.
size_t cred_sessions(const struct cred *c);
struct session *cred_oldest(const struct cred *c);
bool cred_join(struct cred *c, struct session *s); // false: there is no place
void cred_leave(struct cred *c, struct session *s);

void creds_init(struct hroom *r);
void creds_free(struct host *h, struct hroom *r);
// As a snapshot has them; false when what is read is none of ours.
void creds_write(const struct hroom *r, struct buf *out);
bool creds_read(struct unpack *in, struct host *h, struct hroom *r);

#endif
