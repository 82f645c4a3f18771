// How long a workshop is kept, whether it is read only, and that it will be deleted. The days of
// the host are in its log too: what people are told follows from what was logged.
#include "base/util.h"
#include "core/rules_parts.h"

struct room_life room_life(const struct room *r)
{
    return (struct room_life){.host = r->life.host,
                              .own = r->life.own,
                              .lived = r->life.lived,
                              .doomed = r->life.doomed,
                              .archived = r->life.archived,
                              .scarce = r->life.scarce};
}

uint64_t life_until(const struct room_life *l)
{
    unsigned days = l->own && (!l->host || l->own < l->host) ? l->own : l->host;
    return days ? ((uint64_t)l->lived + 1 + days) * ROOM_DAY_MS : 0;
}

// What the server does by itself keeps nothing alive; who arrives does.
void life_goes_on(struct room *r, const struct act *e)
{
    uint32_t day = (uint32_t)(e->t_ms / ROOM_DAY_MS);
    if ((!e->by && e->type != ACT_CREATED && e->type != ACT_JOIN) || day <= r->life.lived)
        return;
    r->life.lived = day;
    if (r->life.own || r->life.host)
        r->dirt |= DIRT_ROOM;
}

// Who has been there may still be forgotten, and think otherwise of what they agreed to.
int check_archived(struct decision *d)
{
    static const bool still[ACT_TYPES] = {[ACT_KEEP] = true,
                                          [ACT_ARCHIVE] = true,
                                          [ACT_DOOM] = true,
                                          [ACT_CONSENT] = true,
                                          [ACT_ERASE] = true};
    bool changes = d->cmd->by != 0 || d->cmd->type == ACT_JOIN;
    return d->room->life.archived && changes && !still[d->cmd->type]
               ? refuse(d, REFUSED_ARCHIVED, NULL, 0)
               : 0;
}

int decide_KEPT(struct decision *d)
{
    if (d->room->life.host == VAL(d->cmd, KEPT, DAYS).i)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_KEPT(struct room *r, const struct act *e)
{
    r->life.host = (uint16_t)VAL(e, KEPT, DAYS).i;
    r->dirt |= DIRT_ROOM;
}

int decide_PLACE(struct decision *d)
{
    if (d->room->life.scarce == VAL(d->cmd, PLACE, SCARCE).i)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_PLACE(struct room *r, const struct act *e)
{
    r->life.scarce = (uint8_t)VAL(e, PLACE, SCARCE).i;
    r->dirt |= DIRT_CONSOLE;
}

int decide_KEEP(struct decision *d)
{
    if (d->room->life.host && VAL(d->cmd, KEEP, DAYS).i > d->room->life.host)
        return refuse(d, REFUSED_RANGE, "days", d->room->life.host);
    return as_asked(d);
}

void apply_KEEP(struct room *r, const struct act *e)
{
    r->life.own = (uint16_t)VAL(e, KEEP, DAYS).i;
    r->dirt |= DIRT_ROOM;
}

// Nobody's pen is taken from them in the middle of a word.
int decide_ARCHIVE(struct decision *d)
{
    bool on = VAL(d->cmd, ARCHIVE, ON).i != 0;
    if (on == d->room->life.archived)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    if (on && room_clock_runs(d->room))
        return refuse(d, REFUSED_PHASE, NULL, 0);
    return as_asked(d);
}

void apply_ARCHIVE(struct room *r, const struct act *e)
{
    r->life.archived = VAL(e, ARCHIVE, ON).i != 0;
    r->dirt |= DIRT_ROOM;
}

int decide_DOOM(struct decision *d)
{
    bool on = VAL(d->cmd, DOOM, ON).i != 0;
    if (on == (d->room->life.doomed != 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    struct act *e = emit_same(d);
    if (on)
        set_val(e, ACT_F(DOOM, DAYS), DOOM_DAYS);
    return 0;
}

void apply_DOOM(struct room *r, const struct act *e)
{
    uint64_t days = (uint64_t)VAL(e, DOOM, DAYS).i;
    r->life.doomed = VAL(e, DOOM, ON).i ? e->t_ms + days * ROOM_DAY_MS : 0;
    r->dirt |= DIRT_ROOM;
}
