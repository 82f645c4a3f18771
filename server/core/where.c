// Where people are: in the hall, or elsewhere. Each says it of themselves; a table is where its
// people are, unless a facilitator says otherwise.
#include "core/rules_parts.h"

int table_where(const struct room *r, int table)
{
    int remote = 0, here = 0;
    if (r->table[table].where)
        return r->table[table].where - 1;
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        if (sits_at(who, table) && !who->robot)
            *(who->remote ? &remote : &here) += 1;
    }
    return remote == 0 ? WHERE_HALL : here == 0 ? WHERE_REMOTE : WHERE_MIXED;
}

int decide_WHERE(struct decision *d)
{
    int id = person_about(d, &VAL(d->cmd, WHERE, PERSON));
    if (id < 0)
        return -1;
    if (d->room->person[id]->remote == (VAL(d->cmd, WHERE, WHERE).i == WHERE_REMOTE))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    VAL(emit_same(d), WHERE, PERSON) = val_int(id);
    return 0;
}

void apply_WHERE(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, WHERE, PERSON).i;
    r->person[id]->remote = VAL(e, WHERE, WHERE).i == WHERE_REMOTE;
    touch_parts(r, id, PERSON_ROW);
    touch_counts(r, id);
    r->d_chat[r->person[id]->table] = true;
}

int decide_TABLE_WHERE(struct decision *d)
{
    const struct val *where = &VAL(d->cmd, TABLE_WHERE, WHERE);
    if (check_table(d, &VAL(d->cmd, TABLE_WHERE, TABLE)))
        return -1;
    if (d->room->table[VAL(d->cmd, TABLE_WHERE, TABLE).i].where == (where->set ? where->i + 1 : 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_TABLE_WHERE(struct room *r, const struct act *e)
{
    const struct val *where = &VAL(e, TABLE_WHERE, WHERE);
    int64_t table = VAL(e, TABLE_WHERE, TABLE).i;
    r->table[table].where = where->set ? (uint8_t)(where->i + 1) : 0;
    r->d_counts[table] |= COUNTS_ROWS;
    r->d_chat[table] = true;
}
