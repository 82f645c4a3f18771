/* What a facilitator does beside the clock: locks, tells, notes and shows. */
#include "base/util.h"
#include "core/rules_parts.h"

int decide_LOCK(struct decision *d)
{
    return as_asked(d);
}

void apply_LOCK(struct room *r, const struct act *e)
{
    r->locked = VAL(e, LOCK, ON).i;
    r->locked_seq = r->seq;
    r->dirt |= DIRT_ROOM;
}

int decide_SAY(struct decision *d)
{
    VAL(emit_same(d), SAY, SAY) = val_int((int64_t)d->room->nsays + 1);
    return 0;
}

void apply_SAY(struct room *r, const struct act *e)
{
    struct said *say = &r->say[r->nsays++ % SAYS_MAX];
    *say = (struct said){.by = e->by, .t = e->t_ms, .text = say->text};
    room_put(r, &say->text, VAL(e, SAY, TEXT).s);
    r->dirt |= DIRT_ROOM;
}

int decide_UNSAY(struct decision *d)
{
    int64_t n = VAL(d->cmd, UNSAY, SAY).i;
    const struct room *r = d->room;
    if (n > r->nsays || n + SAYS_MAX <= r->nsays || r->say[(n - 1) % SAYS_MAX].gone)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "say", 0);
    return as_asked(d);
}

void apply_UNSAY(struct room *r, const struct act *e)
{
    r->say[(VAL(e, UNSAY, SAY).i - 1) % SAYS_MAX].gone = true;
    r->dirt |= DIRT_ROOM;
}

int decide_NOTE(struct decision *d)
{
    if (d->room->nnotes == NOTES_MAX)
        return refuse(d, REFUSED_FULL, NULL, NOTES_MAX);
    return as_asked(d);
}

void apply_NOTE(struct room *r, const struct act *e)
{
    r->note[r->nnotes++] =
        (struct said){.by = e->by, .t = e->t_ms, .text = room_keep(r, VAL(e, NOTE, TEXT).s)};
    r->dirt |= DIRT_CONSOLE;
}

enum { SHOW_REPORT = 3, SHOW_OUTCOME, SHOW_FRAME, SHOW_GOT };

unsigned views_open(const struct room *r)
{
    unsigned later = phase_reached(r, PHASE_CONCLUSION) ? 0 : 1u << SHOW_GOT;
    if (!phase_reached(r, PHASE_REPORT))
        later |= 1u << SHOW_REPORT | 1u << SHOW_OUTCOME;
    return ~later;
}

int decide_SHOW(struct decision *d)
{
    if (!(views_open(d->room) >> VAL(d->cmd, SHOW, SHOW).i & 1))
        return refuse(d, REFUSED_PHASE, "show", 0);
    return check_table(d, &VAL(d->cmd, SHOW, TABLE)) ? -1 : as_asked(d);
}

void apply_SHOW(struct room *r, const struct act *e)
{
    r->show = (uint8_t)VAL(e, SHOW, SHOW).i;
    r->show_table = (uint16_t)VAL(e, SHOW, TABLE).i;
    r->show_t = e->t_ms;
    if (VAL(e, SHOW, WOOL).set)
        r->wool = (uint8_t)VAL(e, SHOW, WOOL).i;
    r->dirt |= DIRT_SCREEN;
}
