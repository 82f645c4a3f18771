// Who is connected, and what their room knows of it.
#include "host/host_parts.h"

// The way is told when it is another than it was.
static void presence(struct host *h, struct hroom *r, int person, bool on, enum host_way way,
                     uint64_t now_ms)
{
    struct act a = act_system(ACT_PRESENCE, now_ms);
    VAL(&a, PRESENCE, PERSON) = val_int(person);
    VAL(&a, PRESENCE, ON) = val_int(on);
    if (way != r->seats[person].way)
        VAL(&a, PRESENCE, WAY) = val_int(way);
    r->seats[person].gone_ms = 0;
    room_run(h, r, &a, STR("")); // refused when the person was removed meanwhile
}

void session_bind(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms)
{
    struct hroom *r = cred->room;
    if (cred->conns.n >= h->limits.max_tabs) {
        struct session *oldest = cred->conns.p[0];
        session_unbind(h, oldest, now_ms);
        out_close(h, oldest, HOST_CLOSE_ELSEWHERE, "opened elsewhere");
    }
    room_stir(h, r);
    c->room = r;
    c->cred = cred;
    CHECK(vec_push(&cred->conns, c) && vec_push(&r->conns, c));
    for (int i = 0; i < cred->reader.npeople; i++) {
        int person = cred->reader.person[i];
        r->seats[person].conns++;
        r->seats[person].gone_ms = 0;
        if (!r->seats[person].on || r->seats[person].way != c->way)
            presence(h, r, person, true, c->way, now_ms);
    }
}

static bool is_gone(const struct seat *seat)
{
    return seat->on && seat->conns == 0 && seat->gone_ms;
}

void presence_due(struct host *h, struct hroom *r, uint64_t now_ms)
{
    for (int p = 1; p <= room_people(r->room); p++)
        if (is_gone(&r->seats[p]) && r->seats[p].gone_ms + GONE_AFTER_MS <= now_ms)
            presence(h, r, p, false, r->seats[p].way, now_ms);
}

uint64_t presence_next(const struct hroom *r)
{
    uint64_t next = 0;
    for (int p = 1; p <= room_people(r->room); p++) {
        uint64_t at = is_gone(&r->seats[p]) ? r->seats[p].gone_ms + GONE_AFTER_MS : 0;
        if (at && (!next || at < next))
            next = at;
    }
    return next;
}
