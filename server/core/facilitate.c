// What a facilitator does beside the clock: locks, tells, notes and shows.
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
    if (check_table(d, &VAL(d->cmd, SAY, TABLE)))
        return -1;
    VAL(emit_same(d), SAY, SAY) = val_int((int64_t)d->room->nsays + 1);
    return 0;
}

// Where it is read: at one table, or by all.
static void says_change(struct room *r, const struct said *say)
{
    if (say->table)
        r->d_table[say->table] = true;
    else
        r->dirt |= DIRT_ROOM;
}

void apply_SAY(struct room *r, const struct act *e)
{
    struct said *say = &r->say[r->nsays++ % SAYS_MAX];
    says_change(r, say); // the one that leaves the list
    *say = (struct said){
        .table = (uint16_t)VAL(e, SAY, TABLE).i, .by = e->by, .t = e->t_ms, .text = say->text};
    room_put(r, &say->text, VAL(e, SAY, TEXT).s);
    says_change(r, say);
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
    struct said *say = &r->say[(VAL(e, UNSAY, SAY).i - 1) % SAYS_MAX];
    say->gone = true;
    says_change(r, say);
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

// The plenary. Who has the floor speaks for a minute and a half.

int plenary_places(const struct room *r)
{
    int64_t ms = 0;
    for (int i = 0; i < r->nphases; i++) {
        const struct scenario_phase *p = room_phase_at(r, i);
        if (p->kind != PHASE_REPORT)
            continue;
        int32_t from = 0;
        for (int s = 0; s < p->n_steps; s++)
            from = str_eq_cstr(p->steps[s].id, "plenary") ? p->steps[s].at_s : from;
        // A longer or shorter phase keeps the proportions of the scenario's.
        ms = (int64_t)r->seconds[i] * 1000 * (p->seconds - from) / p->seconds;
    }
    return (int)(ms / SPEAK_MS);
}

enum plenary plenary_of(const struct room *r)
{
    if (r->plenary_set)
        return (enum plenary)r->plenary;
    return r->ntables <= plenary_places(r) ? PLENARY_EACH : PLENARY_PAIRS;
}

// Nobody is served twice, nor an empty table; the time of the act is what nobody chose.
static int draw(const struct room *r, uint64_t *dice, const int *drawn, int n)
{
    int able[TABLES_MAX], nable = 0;
    for (int t = 1; t <= r->ntables; t++) {
        bool had = room_seats(r, t) == 0;
        for (int i = 0; i < n; i++)
            had |= drawn[i] == t;
        if (!had)
            able[nable++] = t;
    }
    *dice = *dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return nable ? able[(*dice >> 33) % (unsigned)nable] : 0;
}

int decide_PLENARY(struct decision *d)
{
    struct act *e = emit_same(d);
    uint64_t dice = d->cmd->t_ms;
    int drawn[PLENARY_DRAWN] = {0};
    for (int i = 0; i < PLENARY_DRAWN; i++) {
        e->f[ACT_F(PLENARY, A) + i] = (struct val){0};
        if (VAL(e, PLENARY, HOW).i != PLENARY_DRAW)
            continue;
        drawn[i] = draw(d->room, &dice, drawn, i);
        if (drawn[i])
            set_val(e, ACT_F(PLENARY, A) + i, drawn[i]);
    }
    return 0;
}

void apply_PLENARY(struct room *r, const struct act *e)
{
    r->plenary_set = true;
    r->plenary = (uint8_t)VAL(e, PLENARY, HOW).i;
    for (int i = 0; i < PLENARY_DRAWN; i++)
        r->drawn[i] = (uint8_t)e->f[ACT_F(PLENARY, A) + i].i;
    r->dirt |= DIRT_ROOM;
}

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
