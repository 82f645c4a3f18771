// A table's call for a facilitator, and the answer.
#include "core/rules_parts.h"

int decide_HELP(struct decision *d)
{
    bool on = d->room->table[d->table].help != 0;
    if (on == (VAL(d->cmd, HELP, ON).i != 0))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_HELP(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table;
    r->table[table].help = VAL(e, HELP, ON).i ? e->t_ms : 0;
    r->table[table].help_answered = 0;
    r->table[table].helped = r->seq;
    touch_table(r, table);
}

int decide_ANSWER_HELP(struct decision *d)
{
    int64_t table = VAL(d->cmd, ANSWER_HELP, TABLE).i;
    if (table > d->room->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", d->room->ntables);
    const struct table *t = &d->room->table[table];
    if (VAL(d->cmd, ANSWER_HELP, UNDO).i ? !t->help_answered : !t->help)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_ANSWER_HELP(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, ANSWER_HELP, TABLE).i;
    struct table *t = &r->table[table];
    bool undo = VAL(e, ANSWER_HELP, UNDO).i;
    uint64_t call = undo ? t->help_answered : t->help;
    t->help = undo ? call : 0;
    t->help_answered = undo ? 0 : call;
    t->helped = r->seq;
    touch_table(r, table);
}
