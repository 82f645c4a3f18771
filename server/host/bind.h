// Which session speaks by which credential: the two point to each other, and what it is bound to a
// session forgets with session_unbind.
#ifndef TABLEE_HOST_BIND_H
#define TABLEE_HOST_BIND_H

#include "host/host.h"

struct act;
struct cred;
struct hroom;
struct session;

// From now on; of too many by one credential, the oldest goes. It speaks by none before.
void session_speak_by(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms);
// `gone_ms`: since when nobody is there. Harmless when it speaks by none.
void session_unbind(struct host *h, struct session *c, uint64_t gone_ms);
// A credential is given; the oldest of too many goes, with those who speak by it.
void cred_logged(struct host *h, struct hroom *r, const struct act *event, bool live);
// Nobody facilitates by what was given to that one any more.
void creds_withdrawn(struct host *h, struct hroom *r, int facilitator, uint64_t now_ms);
// A facilitator's, for as long as this host lives: nothing is logged.
void cred_lend(struct host *h, struct hroom *r, struct str token);

#endif
