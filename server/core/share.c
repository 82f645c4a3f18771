// Nobody shuts a table: what is bounded for all is given back, and one person takes a part of it.
#include "base/util.h"
#include "core/rules_parts.h"

// Strokes: paid for one after another, some of them in advance.

int check_stroke(struct decision *d)
{
    uint64_t in_hand = d->cmd->t_ms + (STROKES - 1) * STROKE_MS;
    if (d->me->strokes_t <= in_hand)
        return 0;
    return refuse(d, REFUSED_WAIT, NULL, (int64_t)(d->me->strokes_t - in_hand + 999) / 1000);
}

void take_stroke(struct room *r, const struct act *e)
{
    uint64_t *paid = &r->person[e->by]->strokes_t;
    *paid = MAX(*paid, e->t_ms) + STROKE_MS;
}

// Clauses of a group

int share_of_group(const struct room *r, int table)
{
    return room_seats(r, table) >= LARGE_TABLE ? CLAUSES_PER_GROUP_LARGE : CLAUSES_PER_GROUP;
}

static bool stands(const struct clause *c, int group)
{
    return c->state != CLAUSE_DROPPED && c->group == group;
}

static int standing_clauses(const struct table *t, int group)
{
    int n = 0;
    for (int i = 1; i <= t->nclauses; i++)
        n += stands(t->clause[i], group);
    return n;
}

int clauses_left(const struct room *r, int table, int group)
{
    return MAX(0, share_of_group(r, table) - standing_clauses(&r->table[table], group));
}

// What somebody typed for others is theirs to answer for until one of them says it is their own.
static int held(const struct table *t, int group, int person)
{
    int n = 0;
    for (int i = 1; i <= t->nclauses; i++) {
        const struct credit *k = &t->clause[i]->credit;
        n += stands(t->clause[i], group) &&
             (is_credited(k, person) || (k->by == person && is_typists(k)));
    }
    return n;
}

static bool holds_none(const struct table *t, int group, int person)
{
    for (int i = 1; i <= t->nclauses; i++)
        if (stands(t->clause[i], group) && is_sure(&t->clause[i]->credit, person))
            return false;
    return true;
}

// Somebody else of the group holds none yet.
static bool other_waits(const struct room *r, int table, int group, int but)
{
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = at_table(r, table, p);
        if (who != NULL && p != but && (who->group == group || who->hat == group) &&
            holds_none(&r->table[table], group, p))
            return true;
    }
    return false;
}

static bool takes_too_many(const struct decision *d, int group, int person, int most)
{
    return held(&d->room->table[d->table], group, person) >= most &&
           other_waits(d->room, d->table, group, person);
}

int check_share(struct decision *d, int group)
{
    const struct table *t = &d->room->table[d->table];
    int share = share_of_group(d->room, d->table);
    if (standing_clauses(t, group) >= share)
        return refuse(d, REFUSED_CAP, NULL, share);
    struct voices v = voices_of(d->cmd);
    for (int i = 0; i < v.n; i++)
        if (takes_too_many(d, group, v.person[i], HELD_MAX))
            return refuse(d, REFUSED_SHARE, NULL, HELD_MAX);
    // Of another group's, the last place is left to it.
    bool own = d->me->group == group || d->me->hat == group;
    int most = own ? HELD_MAX : MIN(HELD_MAX, share - 1);
    return takes_too_many(d, group, d->cmd->by, most) ? refuse(d, REFUSED_SHARE, NULL, most) : 0;
}

// Numbers

// The one that was dropped first: whoever still looks at it has had the longest time to look away.
static int dropped_first(const struct table *t)
{
    int first = 0;
    for (int i = 1; i <= t->nclauses; i++) {
        const struct clause *c = t->clause[i];
        if (c->state == CLAUSE_DROPPED &&
            (first == 0 || c->dropped_t < t->clause[first]->dropped_t))
            first = i;
    }
    return first;
}

int clause_number(struct decision *d)
{
    const struct table *t = &d->room->table[d->table];
    int id = t->nclauses < CLAUSES_MAX ? t->nclauses + 1 : dropped_first(t);
    return id > 0 ? id : refuse(d, REFUSED_FULL, "clause", CLAUSES_MAX);
}

int amendment_number(struct decision *d, const struct clause *c)
{
    int open = 0, closed = 0;
    for (int i = c->namend; i >= 1; i--) {
        const struct amendment *a = &c->amend[i];
        open += a->state == AMEND_OPEN && a->credit.by == d->cmd->by;
        closed = amend_closed(a) ? i : closed;
    }
    if (open >= AMENDS_OPEN)
        return refuse(d, REFUSED_SHARE, "amendment", AMENDS_OPEN);
    int id = c->namend < AMENDS_MAX ? c->namend + 1 : closed;
    return id > 0 ? id : refuse(d, REFUSED_FULL, "amendment", AMENDS_MAX);
}

int commitment_number(struct decision *d, const struct clause *c)
{
    int own = 0, gone = 0;
    for (int i = c->ncommit; i >= 1; i--) {
        const struct commitment *k = &c->commit[i];
        own += !k->gone && k->credit.by == d->cmd->by;
        gone = k->gone ? i : gone;
    }
    if (own >= COMMITS_HELD)
        return refuse(d, REFUSED_SHARE, "commitment", COMMITS_HELD);
    int id = c->ncommit < COMMITS_MAX ? c->ncommit + 1 : gone;
    return id > 0 ? id : refuse(d, REFUSED_FULL, "commitment", COMMITS_MAX);
}
