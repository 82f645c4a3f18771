// The first question: what people tell while they wait, out of play. Facilitators read it as it is
// told; the hall sees what one of them put there, as they read it, and until they take it off.
#include "core/rules_parts.h"

// How many the hall sees: of people who are here.
static int tales_told(const struct room *r)
{
    int n = 0;
    for (int id = 1; id <= r->npeople; id++)
        n += r->person[id]->here && r->person[id]->tale_told;
    return n;
}

int decide_TALE(struct decision *d)
{
    if (str_eq(d->me->tale, VAL(d->cmd, TALE, TEXT).s))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_TALE(struct room *r, const struct act *e)
{
    struct person *p = r->person[e->by];
    room_put(r, &p->tale, VAL(e, TALE, TEXT).s);
    p->tale_seq = r->seq;
    p->tale_told = false; // nobody put these words there
    r->dirt |= DIRT_CONSOLE | DIRT_SCREEN;
    touch_parts(r, e->by, PERSON_ROW | PERSON_OWN);
}

int decide_TELL(struct decision *d)
{
    int id = (int)VAL(d->cmd, TELL, PERSON).i;
    bool on = VAL(d->cmd, TELL, ON).i != 0;
    const struct person *p = room_person(d->room, id);
    if (!p)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    if (on && p->tale.n == 0)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    if (on && VAL(d->cmd, TELL, SEQ).i != (int64_t)p->tale_seq)
        return refuse(d, REFUSED_ELSEWHERE, "seq", 0);
    if (p->tale_told == on)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    if (on && tales_told(d->room) >= TALES_TOLD)
        return refuse(d, REFUSED_FULL, NULL, TALES_TOLD);
    return as_asked(d);
}

void apply_TELL(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, TELL, PERSON).i;
    r->person[id]->tale_told = VAL(e, TELL, ON).i != 0;
    r->dirt |= DIRT_CONSOLE | DIRT_SCREEN;
    touch_parts(r, id, PERSON_ROW | PERSON_OWN);
}
