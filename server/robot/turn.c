#include "robot/turn.h"

bool turn_is_due(const struct turn *t, int from, int spread)
{
    return t->at >= from + (int)turn_dice(t, (unsigned)from, (unsigned)spread);
}

unsigned turn_dice(const struct turn *t, unsigned what, unsigned n)
{
    return (unsigned)(robot_hash(t->seed, (uint64_t)t->s->me, what) % n);
}

struct str turn_say(const struct turn *t, const char *fr, const char *en)
{
    return str_from_cstr(t->s->english ? en : fr);
}

const struct scenario_role *turn_role(const struct turn *t)
{
    return &t->s->sc->roles[t->s->role];
}

bool turn_is_mine(const struct turn *t, int group, int n)
{
    int robots = 0, mine = -1;
    for (int i = 0; i < t->s->n_people; i++) {
        const struct seen_person *p = &t->s->people[i];
        if (!p->robot || (group < GROUPS && p->group != group))
            continue;
        if (p->id == t->s->me)
            mine = robots;
        robots++;
    }
    return mine >= 0 && mine == n % robots;
}

const struct seen_person *turn_person(const struct turn *t, int id)
{
    for (int i = 0; i < t->s->n_people; i++)
        if (t->s->people[i].id == id)
            return &t->s->people[i];
    return NULL;
}

bool turn_has_people(const struct turn *t, int group)
{
    for (int i = 0; i < t->s->n_people; i++)
        if (!t->s->people[i].robot && t->s->people[i].on && t->s->people[i].group == group)
            return true;
    return false;
}

const struct deal *turn_deal(const struct turn *t, const struct seen_clause *c)
{
    for (int i = 0; i < t->script->n; i++) {
        const struct deal *d = &t->script->deal[i];
        if (str_eq(c->text, d->first) || str_eq(c->text, d->whole))
            return d;
    }
    return NULL;
}
