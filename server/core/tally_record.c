// What a table did, recorded act by act as the tallies read it (tally_room.c hands it over).
#include "core/rules_parts.h"

#include <string.h>

static const int16_t hat_field[ACT_TYPES] = {
    [ACT_PROPOSE] = ACT_F(PROPOSE, HAT),
    [ACT_AMEND] = ACT_F(AMEND, HAT),
    [ACT_CARRY] = ACT_F(CARRY, HAT),
    [ACT_COMMIT] = ACT_F(COMMIT, HAT),
};

struct table_act tally_entry(const struct act *e, enum tally_kind kind, int clause)
{
    struct table_act entry = {.t = e->t_ms,
                              .by = (uint16_t)e->by,
                              .ncredit = e->ncredit,
                              .kind = (uint8_t)kind,
                              .hat = GROUPS,
                              .clause = (uint8_t)clause};
    memcpy(entry.credit, e->credit, sizeof entry.credit);
    int hat = hat_field[e->type]; // no act has it first
    if (hat > 0 && e->f[hat].set)
        entry.hat = (uint8_t)e->f[hat].i;
    return entry;
}

// Tallies stop counting when the room's memory is full, long after people were refused.
static bool grow(struct room *r, struct table *t)
{
    size_t cap = t->cap_acts == 0 ? 64 : (size_t)t->cap_acts * 2;
    struct table_act *acts = arena_new_n(r->arena, struct table_act, cap);
    struct tally_act *tally = arena_new_n(r->arena, struct tally_act, cap);
    if (acts == NULL || tally == NULL)
        return false;
    if (t->nacts > 0)
        memcpy(acts, t->acts, t->nacts * sizeof *acts);
    t->acts = acts;
    t->tally = tally;
    t->recount = true;
    t->cap_acts = (uint16_t)cap;
    return true;
}

void tally_record(struct room *r, int table, struct table_act entry)
{
    struct table *t = &r->table[table];
    if (t->nacts == TABLE_ACTS_MAX)
        return; // a table would have to tap three times a second for twenty minutes
    if (t->nacts == t->cap_acts && !grow(r, t))
        return;
    entry.ext = table_plays_on(t);
    t->acts[t->nacts++] = entry;
    t->pool_began = r->clock.began;
    t->pool_ms = r->clock.length;
}

static bool same_hand(const struct table_act *a, const struct table_act *b)
{
    if (a->kind != b->kind || a->clause != b->clause)
        return false;
    return a->kind == TALLY_CARRY ||
           (a->by == b->by && a->resource == b->resource && a->ncredit == b->ncredit &&
            memcmp(a->credit, b->credit, a->ncredit * sizeof a->credit[0]) == 0);
}

// What implied it is taken back: from now on it is a support of its own.
static bool keep_support(struct room *r, int table, const struct table_act *a)
{
    struct clause *c = r->table[table].clause[a->clause];
    int person = a->ncredit > 0 ? a->credit[0] : a->by;
    struct val hat = {.set = a->hat < GROUPS, .i = a->hat};
    int group = voice_group(r, person, &hat);
    const struct stance *s = voice_stance(r, c, false, person, group);
    if (!s->set || !s->implicit)
        return false;
    voice_slot(r, c, false, person, group)->kept = true;
    return true;
}

void tally_take_back(struct room *r, int table, struct table_act what)
{
    struct table *t = &r->table[table];
    t->recount = true;
    for (int i = t->nacts - 1; i >= 0; i--) {
        struct table_act *a = &t->acts[i];
        if (!same_hand(a, &what))
            continue;
        if (keep_support(r, table, a)) {
            a->kind = TALLY_REACT;
            a->stance = TALLY_SUPPORT;
        } else {
            memmove(a, a + 1, (size_t)(t->nacts - 1 - i) * sizeof *a);
            t->nacts--;
        }
        if (what.kind == TALLY_COMMIT)
            return;
    }
}

static int place_in(const struct table_act *a, int person)
{
    for (int i = 0; i < a->ncredit; i++)
        if (a->credit[i] == person)
            return i;
    return -1;
}

void tally_confirm(struct room *r, int table, int clause, int person)
{
    struct table *t = &r->table[table];
    t->recount = true;
    for (int i = 0; i < t->nacts; i++) {
        struct table_act *a = &t->acts[i];
        int at = a->kind != TALLY_BASE && a->clause == clause ? place_in(a, person) : -1;
        if (at >= 0)
            a->unsure &= (uint8_t)(~(1u << at));
    }
}

static struct table_act *recorded(struct table *t, int clause, enum tally_kind kind, int item)
{
    for (int i = t->nacts - 1; i >= 0; i--) {
        struct table_act *a = &t->acts[i];
        if (a->kind == kind && a->clause == clause && a->item == item)
            return a;
    }
    return NULL;
}

void tally_disown(struct room *r, int table, int clause, enum tally_kind kind, int item,
                  const struct credit *now)
{
    struct table_act *a = recorded(&r->table[table], clause, kind, item);
    if (a == NULL)
        return; // an amendment that was not answered
    r->table[table].recount = true;
    a->ncredit = now->n;
    memcpy(a->credit, now->who, sizeof a->credit);
    a->unsure = now->unsure;
    a->hat = now->hat;
}

void tally_drop(struct room *r, int table, int clause, enum tally_kind kind, int item)
{
    struct table *t = &r->table[table];
    struct table_act *a = recorded(t, clause, kind, item);
    if (a != NULL) {
        memmove(a, a + 1, (size_t)(t->acts + t->nacts - 1 - a) * sizeof *a);
        t->nacts--;
        t->recount = true;
    }
}

static bool says(const struct table_act *a, int clause, int person)
{
    return a->kind == TALLY_REACT && a->clause == clause &&
           (a->ncredit > 0 ? a->credit[0] : a->by) == person;
}

void tally_unsay(struct room *r, int table, int clause, int person)
{
    struct table *t = &r->table[table];
    uint16_t n = 0;
    for (int i = 0; i < t->nacts; i++)
        if (!says(&t->acts[i], clause, person))
            t->acts[n++] = t->acts[i];
    t->nacts = n;
    t->recount = true;
}

void tally_forget(struct room *r, int table, int clause)
{
    struct table *t = &r->table[table];
    uint16_t n = 0;
    for (int i = 0; i < t->nacts; i++)
        if (t->acts[i].kind == TALLY_BASE || t->acts[i].clause != clause)
            t->acts[n++] = t->acts[i];
    t->nacts = n;
    t->recount = true;
}
