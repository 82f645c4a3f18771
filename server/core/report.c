// The report: each person answers alone first, then the table writes, then out of role.
#include "base/util.h"
#include "core/rules_parts.h"

#include <string.h>

int decide_RATE(struct decision *d)
{
    int person = (int)VAL(d->cmd, RATE, PERSON).i;
    if (person == d->cmd->by)
        return refuse(d, REFUSED_SELF_RATING, "person", 0);
    if (at_table(d->room, d->table, person) == NULL || is_aside(d->room, person))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    if (d->me->answered || d->room->told) // who has seen the tallies rates nobody any more
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

uint8_t rating_of(const struct person *p, int whom)
{
    for (int i = 0; i < p->nrated; i++)
        if (p->rating[i].who == whom)
            return p->rating[i].value;
    return 0;
}

// Who was moved from table to table and rated more than a tally has people keeps the last of them.
static void rate(struct person *p, uint16_t whom, uint8_t value)
{
    int i = 0;
    while (i < p->nrated && p->rating[i].who != whom)
        i++;
    if (i == RATED_MAX)
        memmove(p->rating, p->rating + 1, (size_t)--i * sizeof p->rating[0]);
    p->nrated = (uint8_t)MAX(p->nrated, i + 1);
    p->rating[i] = (struct rating){whom, value};
}

// What they answered is not in the log at hand.
static bool sealed(struct room *r, const struct act *e)
{
    bool hidden = false;
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields; i++)
        hidden = hidden || (e->f[i].hidden && (spec->fields[i].flags & FIELD_SEALED));
    r->person[e->by]->sealed = r->person[e->by]->sealed || hidden;
    return hidden;
}

void apply_RATE(struct room *r, const struct act *e)
{
    int64_t value = VAL(e, RATE, VALUE).i;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by); // the outcome may be open by now, without those who had left
    if (sealed(r, e))
        return;
    rate(r->person[e->by], (uint16_t)VAL(e, RATE, PERSON).i,
         (uint8_t)(value == 0 ? RATED_CANNOT_SAY : value));
}

bool answers_awaited(const struct room *r, int table, int but)
{
    for (int p = 1; p <= r->npeople && !r->told; p++)
        if (p != but && is_present(r, p, table) && !r->person[p]->answered)
            return true;
    return false;
}

static int check_named(struct decision *d, int field, const char *name)
{
    const struct val *v = &d->cmd->f[field];
    bool known = !v->set ||
                 (at_table(d->room, d->table, (int)v->i) != NULL && !is_aside(d->room, (int)v->i));
    return known ? 0 : refuse(d, REFUSED_NO_SUCH_PERSON, name, 0);
}

bool is_to_rate(const struct room *r, int person, int whom)
{
    const struct person *p = r->person[person];
    return whom != person && is_present(r, whom, p->table) && rating_of(p, whom) == 0;
}

static int check_rated(struct decision *d)
{
    for (int p = 1; p <= d->room->npeople; p++)
        if (is_to_rate(d->room, d->cmd->by, p))
            return refuse(d, REFUSED_MISSING, "rate", 0);
    return 0;
}

int decide_ANSWERS(struct decision *d)
{
    if (d->me->answered || d->room->told)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    if (check_named(d, ACT_F(ANSWERS, Q2A), "q2a") != 0 ||
        check_named(d, ACT_F(ANSWERS, Q2B), "q2b") != 0 || check_rated(d) != 0)
        return -1;
    emit_same(d);
    if (!d->room->table[d->table].unlocked && !answers_awaited(d->room, d->table, d->cmd->by))
        set_val(emit_system(d, ACT_UNLOCK), ACT_F(UNLOCK, TABLE), d->table);
    return 0;
}

void apply_ANSWERS(struct room *r, const struct act *e)
{
    struct person *p = r->person[e->by];
    sealed(r, e);
    p->q2[0] = (uint16_t)VAL(e, ANSWERS, Q2A).i;
    p->q2[1] = (uint16_t)VAL(e, ANSWERS, Q2B).i;
    p->q3 = (uint8_t)VAL(e, ANSWERS, Q3).i;
    p->q4 = (uint8_t)VAL(e, ANSWERS, Q4).i;
    p->q5 = VAL(e, ANSWERS, Q5).i != 0;
    room_put(r, &p->q5text, VAL(e, ANSWERS, Q5TEXT).s);
    p->answered = true;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}

int decide_UNLOCK(struct decision *d)
{
    int table = (int)VAL(d->cmd, UNLOCK, TABLE).i;
    if (table > d->room->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", 0);
    if (d->room->table[table].unlocked)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_UNLOCK(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, UNLOCK, TABLE).i;
    r->table[table].unlocked = true;
    touch_table(r, table);
}

int decide_MET(struct decision *d)
{
    int group = room_hat(d->room, d->cmd->by, &VAL(d->cmd, MET, GROUP));
    if (group == GROUPS)
        return refuse(d, REFUSED_NOT_YOUR_GROUP, "group", 0);
    set_val(emit_same(d), ACT_F(MET, GROUP), group);
    return 0;
}

void apply_MET(struct room *r, const struct act *e)
{
    int group = (int)VAL(e, MET, GROUP).i;
    struct group_work *work = &table_of(r, e)->group[group];
    work->has_met = true;
    for (int i = 0; i < SCENARIO_INTERESTS; i++)
        work->met[i] = (uint8_t)e->f[ACT_F(MET, A) + i].i;
    touch_group(r, r->person[e->by]->table, group);
    touch_table(r, r->person[e->by]->table); // once the hour is looked back on, the others see it
}

int decide_RAPPORTEUR(struct decision *d)
{
    int person = (int)VAL(d->cmd, RAPPORTEUR, PERSON).i;
    if (at_table(d->room, d->table, person) == NULL || is_aside(d->room, person))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    return as_asked(d);
}

void apply_RAPPORTEUR(struct room *r, const struct act *e)
{
    table_of(r, e)->rapporteur = (uint16_t)VAL(e, RAPPORTEUR, PERSON).i;
    touch_table(r, r->person[e->by]->table);
}

int decide_REPORT_TEXT(struct decision *d)
{
    int64_t field = VAL(d->cmd, REPORT_TEXT, FIELD).i;
    return shared_decide(d, &d->room->table[d->table].report[field], SHARED(REPORT_TEXT),
                         LONG_CHARS);
}

void apply_REPORT_TEXT(struct room *r, const struct act *e)
{
    shared_apply(r, &table_of(r, e)->report[VAL(e, REPORT_TEXT, FIELD).i], e, SHARED(REPORT_TEXT));
    touch_table(r, r->person[e->by]->table);
}

int decide_REPORT_DONE(struct decision *d)
{
    if (d->room->table[d->table].report_done == (VAL(d->cmd, REPORT_DONE, ON).i != 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_REPORT_DONE(struct room *r, const struct act *e)
{
    table_of(r, e)->report_done = VAL(e, REPORT_DONE, ON).i != 0;
    touch_table(r, r->person[e->by]->table);
}

int decide_Q6(struct decision *d)
{
    return as_asked(d);
}

void apply_Q6(struct room *r, const struct act *e)
{
    room_put(r, &r->person[e->by]->q6, VAL(e, Q6, TEXT).s);
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}
