/* What a facilitator does beside the clock, and the table's call for one. */
#include "base/util.h"
#include "core/rules_parts.h"

static int as_asked(struct decision *d)
{
    emit_same(d);
    return 0;
}

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
    VAL(emit_same(d), SAY, SAY) = val_int((int64_t)d->room->nsays + 1);
    return 0;
}

void apply_SAY(struct room *r, const struct act *e)
{
    struct said *say = &r->say[r->nsays++ % SAYS_MAX];
    *say = (struct said){.by = e->by, .t = e->t_ms, .text = say->text};
    room_put(r, &say->text, VAL(e, SAY, TEXT).s);
    r->dirt |= DIRT_ROOM;
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
    r->say[(VAL(e, UNSAY, SAY).i - 1) % SAYS_MAX].gone = true;
    r->dirt |= DIRT_ROOM;
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

static int check_table(struct decision *d, const struct val *table)
{
    if (table->set && table->i > d->room->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", d->room->ntables);
    return 0;
}

enum { SHOW_REPORT = 3, SHOW_OUTCOME };

unsigned views_open(const struct room *r)
{
    bool told = phase_reached(r, PHASE_REPORT);
    return told ? ~0u : ~(1u << SHOW_REPORT | 1u << SHOW_OUTCOME);
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
    r->dirt |= DIRT_SCREEN;
}

static bool has_card(const struct table *t, int inject)
{
    for (int i = 0; i < t->ninjects; i++)
        if (t->inject[i].inject == inject)
            return true;
    return false;
}

/* The table's last card, dealt moments ago by somebody who now thinks better of it. */
static bool can_take_back(const struct table *t, int inject, uint64_t now)
{
    const struct dealt *last = t->ninjects ? &t->inject[t->ninjects - 1] : NULL;
    return last && last->inject == inject && now <= last->t + UNDO_MS;
}

/* A card is taken back where that very event dealt it: a colleague's stays. */
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
                        : !has_card(&r->table[t], inject);
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

/* Somebody at the table plays one of the roles that the card is for, or it is for all. */
static bool is_addressed(const struct room *r, int table, uint16_t to)
{
    bool seated = to == 0;
    for (int p = 1; p <= r->npeople; p++)
        seated |=
            r->person[p]->here && r->person[p]->table == table && to >> r->person[p]->seat & 1;
    return seated;
}

/* A facilitator's second card for a table that has finished is play beyond the
   hour's task; so are the cards after it. */
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
        else if (!undo && !has_card(t, inject))
            deal(r, i, e, inject);
        touch_table(r, i);
    }
}

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

int decide_READY(struct decision *d)
{
    return d->me->ready ? refuse(d, REFUSED_ALREADY, NULL, 0) : as_asked(d);
}

void apply_READY(struct room *r, const struct act *e)
{
    r->person[e->by]->ready = true;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}
