// Which session speaks by which credential: the two point to each other, and nobody else does.
#include "host/bind.h"

#include "host/creds.h"
#include "host/host.h"
#include "host/outbox.h"
#include "host/rooms.h"
#include "host/secrets.h"
#include "host/sessions.h"
#include "host/sound.h"
#include "host/state.h"
#include "host/topics.h"

// Somebody whom a phone in use speaks for from now on.
static void count_person(struct hroom *r, const struct cred *c)
{
    const struct reader *reader = cred_reader(c);
    struct seat *seat = &r->seats.p[reader->person[reader->npeople - 1]];
    seat->sessions = (uint16_t)(seat->sessions + cred_sessions(c));
    if (seat->sessions)
        seat->gone_ms = 0;
}

void session_unbind(struct host *h, struct session *c, uint64_t gone_ms)
{
    if (!c->cred)
        return;
    const struct reader *reader = cred_reader(c->cred);
    hroom_stir(h, c->room);
    sound_left(h, c);
    topics_leave(c);
    for (int i = 0; i < reader->npeople; i++) {
        struct seat *seat = &c->room->seats.p[reader->person[i]];
        if (seat->sessions && --seat->sessions == 0)
            seat->gone_ms = gone_ms;
    }
    cred_leave(c->cred, c);
    vec_drop(&c->room->sessions, c);
    c->room->left_ms = MAX(gone_ms, h->now_ms);
    c->cred = NULL;
    c->room = NULL;
}

static const char OPENED_ELSEWHERE[] = "opened elsewhere";

static void leave(struct host *h, struct session *c, int code, const char *reason, uint64_t now_ms)
{
    session_unbind(h, c, now_ms);
    out_close(h, c, code, reason);
}

void session_speak_by(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms)
{
    if (cred_sessions(cred) >= h->limits.max_tabs)
        leave(h, cred_oldest(cred), HOST_CLOSE_ELSEWHERE, OPENED_ELSEWHERE, now_ms);
    c->room = cred_room(cred);
    c->cred = cred;
    hroom_stir(h, c->room);
    CHECK(cred_join(cred, c) && vec_push(&c->room->sessions, c));
}

// It is none any more, and whoever speaks by it is told why with that close code.
static void end_cred(struct host *h, struct hroom *r, struct cred *cred, int code,
                     const char *reason, uint64_t now_ms)
{
    while (cred_oldest(cred))
        leave(h, cred_oldest(cred), code, reason, now_ms);
    cred_forget(h, r, cred);
}

void cred_logged(struct host *h, struct hroom *r, const struct act *event, bool live)
{
    struct cred *c = cred_given(h, r, event, live);
    if (!c)
        return;
    if (VAL(event, CRED, PERSON).set && cred_reader(c)->npeople)
        count_person(r, c);
    struct cred *surplus = cred_surplus(r, c);
    if (surplus)
        end_cred(h, r, surplus, HOST_CLOSE_ELSEWHERE, OPENED_ELSEWHERE, event->t_ms);
}

void creds_withdrawn(struct host *h, struct hroom *r, int facilitator, uint64_t now_ms)
{
    struct cred *c;
    while ((c = cred_of_facilitator(r, facilitator)))
        end_cred(h, r, c, HOST_CLOSE_TOKEN, "withdrawn", now_ms);
}

void cred_lend(struct host *h, struct hroom *r, struct str token)
{
    unsigned char digest[DIGEST_BYTES];
    struct act a = cred_act(CRED_FACILITATOR, 0, 1, token, digest);
    cred_logged(h, r, &a, false);
}
