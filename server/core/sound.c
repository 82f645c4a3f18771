// The sound of a workshop: that there is some, where each person hears and is heard, and whose
// microphone a facilitator keeps closed.
#include "core/sound.h"

#include "base/util.h"
#include "core/rules_parts.h"

int decide_SOUND(struct decision *d)
{
    return as_asked(d);
}

void apply_SOUND(struct room *r, const struct act *e)
{
    r->sound = VAL(e, SOUND, ON).i;
    r->dirt |= DIRT_ROOM;
}

int decide_HUSH(struct decision *d)
{
    if (!room_person(d->room, (int)VAL(d->cmd, HUSH, PERSON).i))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    return as_asked(d);
}

void apply_HUSH(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, HUSH, PERSON).i;
    r->person[id]->hushed = VAL(e, HUSH, ON).i;
    touch_person(r, id);
}

bool room_has_sound(const struct room *r)
{
    return r->sound && !r->life.archived;
}

bool room_is_hushed(const struct room *r, int person)
{
    const struct person *p = room_person(r, person);
    return p && p->hushed;
}

// Groups that work apart hear nothing of each other: what a group says there is its secret.
struct sound_place room_sound_place(const struct room *r, int person)
{
    static const enum sound_kind where[PHASE_KINDS] = {
        [PHASE_LOBBY] = SOUND_TABLE,      [PHASE_BRIEFING] = SOUND_TABLE,
        [PHASE_GROUP_WORK] = SOUND_GROUP, [PHASE_POOLING] = SOUND_TABLE,
        [PHASE_REPORT] = SOUND_HALL,      [PHASE_CONCLUSION] = SOUND_HALL,
        [PHASE_DEBRIEF] = SOUND_HALL,     [PHASE_ENDED] = SOUND_HALL};
    const struct person *p = room_person(r, person);
    struct sound_place place = {0};
    if (!room_has_sound(r) || !p || !p->table || p->robot)
        return place;
    place.kind = where[room_phase(r)];
    if (place.kind != SOUND_HALL)
        place.table = p->table;
    if (place.kind == SOUND_GROUP)
        place.group = p->group;
    return place;
}

void sound_place_name(struct sound_place place, char out[SOUND_NAME_MAX])
{
    size_t n = 0;
    char digits[SOUND_NAME_MAX];
    struct str head = place.kind == SOUND_HALL ? STR("hall") : STR("t");
    if (place.kind != SOUND_NOWHERE)
        for (; n < head.n; n++)
            out[n] = head.p[n];
    size_t count = 0;
    for (int t = place.table; t > 0; t /= 10)
        digits[count++] = (char)('0' + t % 10);
    while (count > 0)
        out[n++] = digits[--count];
    if (place.kind == SOUND_GROUP) {
        out[n++] = '-';
        for (const char *c = group_name((enum group)place.group); *c; c++)
            out[n++] = *c;
    }
    out[n] = 0;
}
