// Who speaks for which group, and what they said of a clause.
#include "base/util.h"
#include "core/rules_parts.h"

struct voices voices_of(const struct act *a)
{
    struct voices v = {.n = a->ncredit};
    for (int i = 0; i < v.n; i++) {
        v.person[i] = a->credit[i];
    }
    if (v.n == 0) {
        v.n = 1;
        v.person[0] = (uint16_t)a->by;
    }
    return v;
}

int voice_group(const struct room *r, int person, const struct val *hat)
{
    const struct person *p = r->person[person];
    return hat->set && hat->i == p->hat ? p->hat : p->group;
}

int act_group(const struct room *r, const struct act *a, int hat)
{
    struct voices v = voices_of(a);
    const struct val *worn = &a->f[hat];
    if (!worn->set) {
        return r->person[v.person[0]]->group;
    }
    for (int i = 0; i < v.n; i++) {
        if (voice_group(r, v.person[i], worn) == worn->i) {
            return (int)worn->i;
        }
    }
    return GROUPS;
}

int decide_group(struct decision *d, int hat)
{
    int group = act_group(d->room, d->cmd, hat);
    return group < GROUPS ? group : refuse(d, REFUSED_HAT, "hat", 0);
}

const struct stance *voice_stance(const struct room *r, const struct clause *c, bool pending,
                                  int person, int group)
{
    if (group == r->person[person]->group) {
        return pending ? &c->pending[person] : &c->stance[person];
    }
    const struct stance *worn = pending ? c->hat_pending : c->hat_stance;
    return worn == NULL ? NULL : &worn[person];
}

struct stance *voice_slot(struct room *r, struct clause *c, bool pending, int person, int group)
{
    if (group == r->person[person]->group) {
        return pending ? &c->pending[person] : &c->stance[person];
    }
    // Both at once: what is hidden can then be revealed without taking memory.
    if (c->hat_pending == NULL) {
        c->hat_pending = arena_new_n(r->arena, struct stance, PEOPLE_MAX + 1);
        c->hat_stance = arena_new_n(r->arena, struct stance, PEOPLE_MAX + 1);
        CHECK(c->hat_pending != NULL && c->hat_stance != NULL); // room_can_apply looked
    }
    return pending ? &c->hat_pending[person] : &c->hat_stance[person];
}

void voice_support(struct room *r, struct clause *c, int person, int group, uint64_t t)
{
    struct stance *s = voice_slot(r, c, false, person, group);
    if (objects(s)) {
        return;
    }
    s->implicit = s->implicit || !s->set;
    s->set = true;
    s->stance = STANCE_SUPPORT;
    s->hat = (uint8_t)group;
    s->t = t;
    s->version = c->version;
    touch_parts(r, person, PERSON_STANCES);
}

bool voice_asked(const struct clause *c, const struct stance *s)
{
    return objects(s) && s->version < c->version && c->state <= CLAUSE_ADOPTED;
}

static bool said_so(const struct room *r, const struct clause *c, const struct stance *pending,
                    const struct stance *said)
{
    if (r->rules->asked_again) {
        return pending->set || (said->set && !voice_asked(c, said));
    }
    return pending->set || said->implicit;
}

bool has_answered(const struct room *r, const struct clause *c, int person)
{
    return said_so(r, c, &c->pending[person], &c->stance[person]) ||
           (c->hat_pending != NULL &&
            said_so(r, c, &c->hat_pending[person], &c->hat_stance[person]));
}

static bool is_unsaid(const struct clause *c, const struct stance *pending,
                      const struct stance *said)
{
    return !pending->set && (!said->set || voice_asked(c, said));
}

bool clause_awaits(const struct room *r, const struct clause *c, int person)
{
    bool hat = r->person[person]->hat < GROUPS;
    return c->state == CLAUSE_OPEN &&
           (is_unsaid(c, &c->pending[person], &c->stance[person]) ||
            (hat && (c->hat_pending == NULL ||
                     is_unsaid(c, &c->hat_pending[person], &c->hat_stance[person]))));
}
