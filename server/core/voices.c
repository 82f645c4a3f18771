// Who speaks for which group, and what they said of a clause.
#include "base/util.h"
#include "core/rules_parts.h"

struct voices voices_of(const struct act *a)
{
    struct voices v = {.n = a->ncredit};
    for (int i = 0; i < v.n; i++)
        v.person[i] = a->credit[i];
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
    if (!worn->set)
        return r->person[v.person[0]]->group;
    for (int i = 0; i < v.n; i++)
        if (voice_group(r, v.person[i], worn) == worn->i)
            return (int)worn->i;
    return GROUPS;
}

int decide_group(struct decision *d, int hat)
{
    int group = act_group(d->room, d->cmd, hat);
    return group < GROUPS ? group : refuse(d, REFUSED_HAT, "hat", 0);
}

const struct voice *voice_of(const struct clause *c, int person)
{
    static const struct voice silent;
    return c->voice[person] == NULL ? &silent : c->voice[person];
}

const struct stance *voice_stance(const struct room *r, const struct clause *c, bool pending,
                                  int person, int group)
{
    const struct voice *v = voice_of(c, person);
    if (group == r->person[person]->group)
        return pending ? &v->pending : &v->said;
    return pending ? &v->hat_pending : &v->hat_said;
}

const struct stance *voice_latest(const struct room *r, const struct clause *c, int person,
                                  int group)
{
    const struct stance *pending = voice_stance(r, c, true, person, group);
    return pending->set ? pending : voice_stance(r, c, false, person, group);
}

void stance_empty(struct stance *s)
{
    *s = (struct stance){.why = {s->why.p, 0}, .could = {s->could.p, 0}};
}

// All of a voice at once: what is hidden can then be revealed without taking memory.
struct stance *voice_slot(struct room *r, struct clause *c, bool pending, int person, int group)
{
    struct voice *v = c->voice[person];
    if (v == NULL) {
        v = c->voice[person] = arena_new(r->arena, struct voice);
        CHECK(v != NULL); // room_can_apply looked
    }
    if (group == r->person[person]->group)
        return pending ? &v->pending : &v->said;
    c->worn = true;
    return pending ? &v->hat_pending : &v->hat_said;
}

void voice_support(struct room *r, struct clause *c, int person, int group, uint64_t t)
{
    struct stance *s = voice_slot(r, c, false, person, group);
    if (objects(s))
        return;
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
    if (r->rules->asked_again)
        return pending->set || (said->set && !voice_asked(c, said));
    return pending->set || said->implicit;
}

bool has_answered(const struct room *r, const struct clause *c, int person)
{
    const struct voice *v = voice_of(c, person);
    return said_so(r, c, &v->pending, &v->said) || said_so(r, c, &v->hat_pending, &v->hat_said);
}

static bool is_unsaid(const struct clause *c, const struct stance *pending,
                      const struct stance *said)
{
    return !pending->set && (!said->set || voice_asked(c, said));
}

bool clause_awaits(const struct room *r, const struct clause *c, int person)
{
    const struct voice *v = voice_of(c, person);
    bool hat = r->person[person]->hat < GROUPS;
    return c->state == CLAUSE_OPEN && (is_unsaid(c, &v->pending, &v->said) ||
                                       (hat && is_unsaid(c, &v->hat_pending, &v->hat_said)));
}
