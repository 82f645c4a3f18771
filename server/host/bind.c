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

static void leave_elsewhere(struct host *h, struct session *c, uint64_t now_ms)
{
    session_unbind(h, c, now_ms);
    out_close(h, c, HOST_CLOSE_ELSEWHERE, "opened elsewhere");
}

void session_speak_by(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms)
{
    if (cred_sessions(cred) >= h->limits.max_tabs)
        leave_elsewhere(h, cred_oldest(cred), now_ms);
    c->room = cred_room(cred);
    c->cred = cred;
    hroom_stir(h, c->room);
    CHECK(cred_join(cred, c) && vec_push(&c->room->sessions, c));
}

void cred_logged(struct host *h, struct hroom *r, const struct act *event, bool live)
{
    struct cred *c = cred_given(h, r, event, live);
    if (!c)
        return;
    if (VAL(event, CRED, PERSON).set && cred_reader(c)->npeople)
        count_person(r, c);
    struct cred *surplus = cred_surplus(r, c);
    while (surplus && cred_oldest(surplus))
        leave_elsewhere(h, cred_oldest(surplus), event->t_ms);
    if (surplus)
        cred_forget(h, r, surplus);
}

void creds_withdrawn(struct host *h, struct hroom *r, int facilitator, uint64_t now_ms)
{
    struct cred *c;
    while ((c = cred_of_facilitator(r, facilitator))) {
        while (cred_oldest(c)) {
            struct session *s = cred_oldest(c);
            session_unbind(h, s, now_ms);
            out_close(h, s, HOST_CLOSE_TOKEN, "withdrawn");
        }
        cred_forget(h, r, c);
    }
}

void cred_lend(struct host *h, struct hroom *r, struct str token)
{
    unsigned char digest[DIGEST_BYTES];
    struct act a = cred_act(CRED_FACILITATOR, 0, 1, token, digest);
    cred_logged(h, r, &a, false);
}
