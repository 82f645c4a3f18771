// Event cards: dealt to tables, and taken back at once.
#include "core/rules_parts.h"

bool table_has_card(const struct table *t, int inject)
{
    for (int i = 0; i < t->ninjects; i++)
        if (t->inject[i].inject == inject)
            return true;
    return false;
}

bool table_takes_card(const struct room *r, int table, int inject)
{
    const struct table *t = &r->table[table];
    return room_phase(r) == PHASE_POOLING && t->ninjects < INJECTS_MAX &&
           !table_has_card(t, inject);
}

// The table's last card, dealt moments ago by somebody who now thinks better of it.
static bool can_take_back(const struct table *t, int inject, uint64_t now)
{
    const struct dealt *last = t->ninjects ? &t->inject[t->ninjects - 1] : NULL;
    return last && last->inject == inject && now <= last->t + UNDO_MS;
}

// A card is taken back where that very event dealt it: a colleague's stays.
static int take_back(struct decision *d, int inject)
{
    const struct room *r = d->room;
    for (int i = 1; i <= r->ntables; i++) {
        const struct table *t = &r->table[i];
        if (can_take_back(t, inject, d->cmd->t_ms) &&
            t->inject[t->ninjects - 1].seq == d->cmd->meant.undoes)
            VAL(emit_same(d), DEAL, TABLE) = val_int(i);
    }
    return d->n ? 0 : refuse(d, REFUSED_NOTHING, "inject", 0);
}

int decide_DEAL(struct decision *d)
{
    const struct room *r = d->room;
    const struct val *table = &VAL(d->cmd, DEAL, TABLE);
    int inject = (int)VAL(d->cmd, DEAL, INJECT).i, able = 0;
    bool undo = VAL(d->cmd, DEAL, UNDO).i;
    if (check_table(d, table))
        return -1;
    if (inject >= r->sc->n_injects)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "inject", r->sc->n_injects);
    if (undo && d->cmd->meant.undoes)
        return take_back(d, inject);
    for (int t = 1; t <= r->ntables; t++) {
        bool can = undo ? can_take_back(&r->table[t], inject, d->cmd->t_ms)
                        : !table_has_card(&r->table[t], inject);
        able += (!table->set || table->i == t) && can;
    }
    if (!able)
        return refuse(d, undo ? REFUSED_NOTHING : REFUSED_ALREADY, "inject", 0);
    return as_asked(d);
}

bool table_finished(const struct table *t)
{
    int adopted = 0;
    for (int i = 1; i <= t->nclauses; i++) {
        const struct clause *c = t->clause[i];
        if (c->state == CLAUSE_OPEN || (c->state == CLAUSE_ADOPTED && !c->carrier))
            return false;
        adopted += c->state == CLAUSE_ADOPTED;
    }
    return adopted > 0;
}

bool table_plays_on(const struct table *t)
{
    return t->ninjects && t->inject[t->ninjects - 1].extra;
}

// Somebody at the table plays one of the roles that the card is for, or it is for all.
static bool is_addressed(const struct room *r, int table, uint16_t to)
{
    bool seated = to == 0;
    for (int p = 1; p <= r->npeople; p++)
        seated |= sits_at(r->person[p], table) && to >> r->person[p]->seat & 1;
    return seated;
}

// A facilitator's second card for a table that has finished is play beyond the
// hour's task; so are the cards after it.
static void deal(struct room *r, int table, const struct act *e, int inject)
{
    struct table *t = &r->table[table];
    if (t->ninjects == INJECTS_MAX)
        return;
    bool extra = table_plays_on(t) || (e->by < 0 && t->ninjects > 0 && table_finished(t));
    bool unseated = !is_addressed(r, table, r->sc->injects[inject].to);
    t->inject[t->ninjects++] = (struct dealt){.inject = (uint8_t)inject,
                                              .extra = extra,
                                              .unseated = unseated,
                                              .t = e->t_ms,
                                              .seq = r->seq};
}

void apply_DEAL(struct room *r, const struct act *e)
{
    const struct val *table = &VAL(e, DEAL, TABLE);
    int inject = (int)VAL(e, DEAL, INJECT).i;
    bool undo = VAL(e, DEAL, UNDO).i;
    for (int i = 1; i <= r->ntables; i++) {
        struct table *t = &r->table[i];
        if (table->set && table->i != i)
            continue;
        if (undo && can_take_back(t, inject, e->t_ms))
            t->ninjects--;
        else if (!undo && !table_has_card(t, inject))
            deal(r, i, e, inject);
        touch_table(r, i);
    }
}
