// Phase 2, the table: clauses, amendments, who carries and what is put in.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

#include <string.h>

// Bases

// Where a table begins is said until something is adopted, for the first clause often comes while
// others still present; once it is said, it stands from the first clause on.
int decide_BASE(struct decision *d)
{
    const struct table *t = &d->room->table[d->table];
    for (int i = 1; i <= t->nclauses; i++)
        if (t->clause[i]->state == CLAUSE_ADOPTED ||
            (t->base != 0 && t->clause[i]->state != CLAUSE_DROPPED))
            return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_BASE(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table;
    struct table_act entry = tally_entry(e, TALLY_BASE, 0);
    if (r->table[table].base != 0)
        tell_change(r, table, CHANGE_BASE, 0, e->by, 0);
    entry.groups = r->table[table].base = (uint8_t)VAL(e, BASE, GROUPS).i;
    r->table[table].base_by = (uint16_t)e->by;
    tally_record(r, table, entry);
    touch_table(r, table);
}

// Clauses

const struct clause *clause_at(struct decision *d, int field)
{
    const struct clause *c = room_clause(d->room, d->table, (int)d->cmd->f[field].i);
    if (c == NULL)
        refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    return c;
}

int decide_PROPOSE(struct decision *d)
{
    int group = decide_group(d, ACT_F(PROPOSE, HAT));
    if (group < 0)
        return -1;
    int id = check_stroke(d) != 0 || check_share(d, group) != 0 ? -1 : clause_number(d);
    if (id < 0)
        return -1;
    set_val(emit_same(d), ACT_F(PROPOSE, CLAUSE), id);
    return 0;
}

static struct clause *new_clause(struct room *r)
{
    struct clause *c = arena_new(r->arena, struct clause);
    CHECK(c != NULL);
    return c;
}

// A clause that was dropped leaves its number and its memory to a later one.
static void empty_voice(struct room *r, struct voice *v, int person)
{
    struct stance *said[] = {&v->pending, &v->said, &v->hat_pending, &v->hat_said};
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (said[i]->set)
            touch_parts(r, person, PERSON_STANCES);
        stance_empty(said[i]);
    }
}

static void clear_clause(struct room *r, struct clause *c)
{
    struct clause none = {.worn = c->worn,
                          .old_amends = MAX(c->old_amends, c->namend),
                          .old_commits = MAX(c->old_commits, c->ncommit)};
    memcpy(none.voice, c->voice, sizeof none.voice);
    for (int p = 1; p <= r->npeople; p++)
        if (c->voice[p] != NULL)
            empty_voice(r, c->voice[p], p);
    *c = none;
}

static struct clause *place_clause(struct room *r, int table, int id)
{
    struct table *t = &r->table[table];
    if (id > t->nclauses)
        return t->clause[++t->nclauses] = new_clause(r);
    tally_forget(r, table, id);
    clear_clause(r, t->clause[id]);
    return t->clause[id];
}

static void set_tags(struct room *r, struct clause *c, const struct act *e, int scale)
{
    const struct val *f = &e->f[scale]; // scale, dims, for, norm
    struct {
        uint8_t *value;
        uint16_t *by;
    } tags[] = {
        {&c->scale, &c->scale_by}, {&c->dims, &c->dims_by}, {&c->beneficiary, &c->beneficiary_by}};
    for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
        if (f[i].set) {
            *tags[i].value = (uint8_t)f[i].i;
            *tags[i].by = (uint16_t)e->by;
        }
    }
    if (f[3].set) {
        slot_put(r, &c->norm, &c->norm_who, e, scale + 3);
        c->beyond = f[3].hidden || f[3].s.n > 0;
        c->norm_by = (uint16_t)e->by;
    }
}

void apply_PROPOSE(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, PROPOSE, CLAUSE).i;
    struct clause *c = place_clause(r, table, id);
    c->credit = credit_of(r, e, ACT_F(PROPOSE, HAT));
    c->group = (uint8_t)act_group(r, e, ACT_F(PROPOSE, HAT));
    c->version = 1;
    c->wording = r->seq;
    slot_put(r, &c->first, &c->who, e, ACT_F(PROPOSE, TEXT));
    c->text = c->first;
    c->beneficiary = BENEFICIARY_UNSAID;
    set_tags(r, c, e, ACT_F(PROPOSE, SCALE));
    c->round_until = e->t_ms + STANCE_WINDOW_MS;
    c->version_t = e->t_ms;
    credit_support(r, c, &c->credit, e->t_ms);
    struct table_act entry = tally_entry(e, TALLY_PROPOSE, id);
    entry.unsure = c->credit.unsure;
    tally_record(r, table, entry);
    take_stroke(r, e);
    touch_due(r, table);
    touch_counts(r, e->by);
    r->dirt |= DIRT_SCREEN;
    clause_changed(r, e, ACT_F(PROPOSE, CLAUSE));
}

int decide_DROP(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(DROP, CLAUSE));
    if (c == NULL)
        return -1;
    if (!clause_may_drop(d->room, d->table, c, d->cmd->by))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    if (check_stroke(d) != 0)
        return -1;
    return as_asked(d);
}

void clause_drop(struct room *r, int table, int id, int by)
{
    struct table *t = &r->table[table];
    struct clause *c = t->clause[id];
    c->parked = true; // and adopted no more, for who gave a stance on the whole
    clause_settle(r, table, c);
    c->state = CLAUSE_DROPPED;
    r->dirt |= DIRT_SCREEN;
    c->dropped_t = r->now;
    c->round_until = 0;
    touch_means_on(r, table, c);
    t->heart = t->heart == id ? 0 : t->heart;
    tell_change(r, table, CHANGE_DROPPED, id, by, 0);
    touch_table(r, table);
    touch_clause(r, table, id);
    touch_due(r, table); // an amendment may have been offered to them
}

void apply_DROP(struct room *r, const struct act *e)
{
    take_stroke(r, e);
    clause_drop(r, r->person[e->by]->table, (int)VAL(e, DROP, CLAUSE).i, e->by);
}

int decide_PARK(struct decision *d)
{
    const struct val *table = &VAL(d->cmd, PARK, TABLE);
    if (d->me == NULL && !table->set)
        return refuse(d, REFUSED_MISSING, "table", 0);
    int at = d->me == NULL ? (int)table->i : d->table;
    const struct clause *c = room_clause(d->room, at, (int)VAL(d->cmd, PARK, CLAUSE).i);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (c->parked == (VAL(d->cmd, PARK, ON).i != 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    set_val(emit_same(d), ACT_F(PARK, TABLE), at);
    return 0;
}

void apply_PARK(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, PARK, TABLE).i, id = (int)VAL(e, PARK, CLAUSE).i;
    struct clause *c = r->table[table].clause[id];
    c->parked = VAL(e, PARK, ON).i != 0;
    clause_settle(r, table, c);
    tell_change(r, table, CHANGE_PARKED, id, e->by, 0);
    touch_clause(r, table, id);
}

int decide_RETAG(struct decision *d)
{
    if (clause_at(d, ACT_F(RETAG, CLAUSE)) == NULL)
        return -1;
    return as_asked(d);
}

void apply_RETAG(struct room *r, const struct act *e)
{
    set_tags(r, clause_of(r, e, ACT_F(RETAG, CLAUSE)), e, ACT_F(RETAG, SCALE));
    tell_change(r, r->person[e->by]->table, CHANGE_TAGS, (int)VAL(e, RETAG, CLAUSE).i, e->by, 0);
    clause_changed(r, e, ACT_F(RETAG, CLAUSE));
}

// The heart of the project

int decide_HEART(struct decision *d)
{
    const struct val *clause = &VAL(d->cmd, HEART, CLAUSE);
    if (clause->set && clause_at(d, ACT_F(HEART, CLAUSE)) == NULL)
        return -1;
    if (d->room->table[d->table].heart == (clause->set ? clause->i : 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_HEART(struct room *r, const struct act *e)
{
    table_of(r, e)->heart = (uint8_t)VAL(e, HEART, CLAUSE).i;
    touch_table(r, r->person[e->by]->table);
}
