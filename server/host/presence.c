// Who is connected, and what their room knows of it.
#include "host/presence.h"

#include "core/seen.h"
#include "host/bind.h"
#include "host/creds.h"
#include "host/host.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/sessions.h"

enum { GONE_AFTER_MS = 25000 };

// The way is told when it is another than it was.
static void presence(struct host *h, struct hroom *r, int person, bool on, enum host_way way,
                     uint64_t now_ms)
{
    struct act a = act_system(ACT_PRESENCE, now_ms);
    VAL(&a, PRESENCE, PERSON) = val_int(person);
    VAL(&a, PRESENCE, ON) = val_int(on);
    if (way != r->seats.p[person].way)
        VAL(&a, PRESENCE, WAY) = val_int(way);
    r->seats.p[person].gone_ms = 0;
    hroom_run(h, r, &a, STR("")); // refused when the person was removed meanwhile
}

void session_bind(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms)
{
    struct hroom *r = cred_room(cred);
    const struct reader *reader = cred_reader(cred);
    session_speak_by(h, c, cred, now_ms);
    for (int i = 0; i < reader->npeople; i++) {
        int person = reader->person[i];
        r->seats.p[person].sessions++;
        r->seats.p[person].gone_ms = 0;
        if (!r->seats.p[person].on || r->seats.p[person].way != c->way)
            presence(h, r, person, true, c->way, now_ms);
    }
}

// A robot has no phone to lose.
static bool is_gone(const struct hroom *r, int person)
{
    const struct seat *seat = &r->seats.p[person];
    return seat->on && seat->sessions == 0 && seat->gone_ms && !room_is_robot(r->room, person);
}

void presence_due(struct host *h, struct hroom *r, uint64_t now_ms)
{
    for (int p = 1; p <= room_people(r->room); p++)
        if (is_gone(r, p) && r->seats.p[p].gone_ms + GONE_AFTER_MS <= now_ms)
            presence(h, r, p, false, r->seats.p[p].way, now_ms);
}

uint64_t presence_next(const struct hroom *r)
{
    uint64_t next = 0;
    for (int p = 1; p <= room_people(r->room); p++) {
        uint64_t at = is_gone(r, p) ? r->seats.p[p].gone_ms + GONE_AFTER_MS : 0;
        if (at && (!next || at < next))
            next = at;
    }
    return next;
}
