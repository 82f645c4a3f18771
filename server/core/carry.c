// Phase 2, the means: who carries a clause, until when, and what is put in from the cards.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"

// year-month-day, of the calendar
static bool is_date(struct str s)
{
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct str rest = s, year = str_cut(&rest, '-'), month = str_cut(&rest, '-');
    int64_t y, m, d;
    if (s.n != 10 || year.n != 4 || month.n != 2 || !str_int(year, 1900, 2200, &y) ||
        !str_int(month, 1, 12, &m) || !str_int(rest, 1, days[m - 1], &d))
        return false;
    bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    return leap || m != 2 || d < 29;
}

static int check_carrier(struct decision *d, const struct clause *c)
{
    const struct val *who = &VAL(d->cmd, CARRY, WHO), *due = &VAL(d->cmd, CARRY, DUE);
    if (!who->set)
        return c->carrier != 0 ? 0 : refuse(d, REFUSED_ALREADY, "who", 0);
    if (at_table(d->room, d->table, (int)who->i) == NULL || is_aside(d->room, (int)who->i))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "who", 0);
    if (room_hat(d->room, (int)who->i, &VAL(d->cmd, CARRY, HAT)) == GROUPS)
        return refuse(d, REFUSED_HAT, "hat", 0);
    return due->s.n == 0 || is_date(due->s) ? 0 : refuse(d, REFUSED_DATE, "due", 0);
}

int decide_CARRY(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, CARRY, CLAUSE).i);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (check_carrier(d, c) != 0)
        return -1;
    return as_asked(d);
}

static void carry_on(struct room *r, const struct act *e, struct clause *c)
{
    int who = (int)VAL(e, CARRY, WHO).i, group = voice_group(r, who, &VAL(e, CARRY, HAT));
    c->carrier = (uint16_t)who;
    c->carry_by = (uint16_t)e->by;
    c->carry_hat = (uint8_t)group;
    c->carry_unsure = r->rules->credit_confirmed && who != e->by;
    room_put(r, &c->due, VAL(e, CARRY, DUE).s);
    if (c->carry_unsure)
        voice_slot(r, c, false, who, group); // its memory now: what confirms it may take none
    else
        voice_support(r, c, who, group, e->t_ms);
    struct table_act entry = tally_entry(e, TALLY_CARRY, (int)VAL(e, CARRY, CLAUSE).i);
    entry.ncredit = 1; // the tallies count who carries, whoever typed it
    entry.credit[0] = (uint16_t)who;
    entry.hat = group == r->person[who]->group ? GROUPS : (uint8_t)group;
    entry.due = c->due.n > 0;
    entry.unsure = c->carry_unsure;
    tally_record(r, r->person[e->by]->table, entry);
}

static void carry_no_more(struct room *r, const struct act *e, struct clause *c)
{
    struct table_act what = {.kind = TALLY_CARRY, .clause = (uint8_t)VAL(e, CARRY, CLAUSE).i};
    tally_take_back(r, r->person[e->by]->table, what);
    c->carrier = c->carry_by = 0;
    c->carry_unsure = false;
    c->due.n = 0;
}

void apply_CARRY(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(CARRY, CLAUSE));
    if (c->carrier != 0 && c->carrier != VAL(e, CARRY, WHO).i) {
        tell_change(r, r->person[e->by]->table, CHANGE_CARRIER, (int)VAL(e, CARRY, CLAUSE).i, e->by,
                    c->carrier);
    }
    if (VAL(e, CARRY, WHO).set)
        carry_on(r, e, c);
    else
        carry_no_more(r, e, c);
    clause_changed(r, e, ACT_F(CARRY, CLAUSE));
}

// Resources

static bool on_a_card(const struct act *a, const struct room *r)
{
    int64_t kind = VAL(a, COMMIT, KIND).i;
    for (int i = 0; i < a->ncredit; i++)
        if (on_card(r, a->credit[i], kind))
            return true;
    return on_card(r, a->by, kind);
}

// It is on the card of who gives it.
static bool plays(const struct room *r, const struct act *a, int role)
{
    bool any = r->person[a->by]->seat == role;
    for (int i = 0; i < a->ncredit; i++)
        any |= r->person[a->credit[i]]->seat == role;
    return any;
}

static int check_kind(struct decision *d)
{
    if (VAL(d->cmd, COMMIT, AMOUNT).set)
        return refuse(d, REFUSED_MISSING, "asset", 0); // a sum of what?
    return on_a_card(d->cmd, d->room) ? 0 : refuse(d, REFUSED_NOT_ON_CARD, "kind", 0);
}

static int check_means(struct decision *d, const struct means *m)
{
    if (m->asset == NULL)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "asset", 0);
    bool lent = owner_called(&d->room->table[d->table], m->role) != NULL &&
                !role_seated(d->room, d->table, m->role);
    if (!lent && !plays(d->room, d->cmd, m->role))
        return refuse(d, REFUSED_NOT_ON_CARD, "asset", 0);
    int32_t left = means_left(d->room, d->table, m);
    if (left == 0)
        return refuse(d, REFUSED_SPENT, "asset", 0);
    bool part = m->asset->kind == SCENARIO_MONEY && VAL(d->cmd, COMMIT, AMOUNT).set;
    return part && VAL(d->cmd, COMMIT, AMOUNT).i > left ? refuse(d, REFUSED_SPENT, "amount", left)
                                                        : 0;
}

// What is given, in full: money may be given in part, anything else is given whole.
static void say_means(const struct decision *d, struct act *e, const struct means *m)
{
    int32_t left = means_left(d->room, d->table, m);
    bool part = m->asset->kind == SCENARIO_MONEY && VAL(d->cmd, COMMIT, AMOUNT).set;
    VAL(e, COMMIT, KIND).i = (int64_t)m->asset->kind;
    VAL(e, COMMIT, AMOUNT) = (struct val){0};
    if (m->asset->amount > 0)
        set_val(e, ACT_F(COMMIT, AMOUNT), part ? VAL(d->cmd, COMMIT, AMOUNT).i : left);
    bool lent = !plays(d->room, d->cmd, m->role);
    set_val(e, ACT_F(COMMIT, LENT), lent);
    if (lent)
        e->ncredit = 0; // who asked for it is nobody's hand
}

int decide_COMMIT(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, COMMIT, CLAUSE).i);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (decide_group(d, ACT_F(COMMIT, HAT)) < 0)
        return -1;
    const struct val *asset = &VAL(d->cmd, COMMIT, ASSET);
    struct means m = asset->set ? means_named(d->room->sc, asset->s) : (struct means){0};
    if (asset->set ? check_means(d, &m) != 0 : check_kind(d) != 0)
        return -1;
    int id = commitment_number(d, c);
    if (id < 0)
        return -1;
    struct act *e = emit_same(d);
    set_val(e, ACT_F(COMMIT, COMMITMENT), id);
    if (m.asset != NULL)
        say_means(d, e, &m);
    return 0;
}

static void put_means(struct room *r, const struct act *e, struct commitment *k)
{
    struct means m = means_named(r->sc, VAL(e, COMMIT, ASSET).s);
    if (!VAL(e, COMMIT, ASSET).set || m.asset == NULL)
        return;
    k->card = (uint8_t)(m.role + 1);
    k->asset = (uint8_t)m.index;
    k->amount = (int32_t)VAL(e, COMMIT, AMOUNT).i;
    // Logs of before the decision said so are read by who sat where.
    k->lent = VAL(e, COMMIT, LENT).set ? VAL(e, COMMIT, LENT).i != 0 : !plays(r, e, m.role);
    touch_means(r, r->person[e->by]->table, m.role);
}

void apply_COMMIT(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(COMMIT, CLAUSE));
    struct table_act entry = tally_entry(e, TALLY_COMMIT, (int)VAL(e, COMMIT, CLAUSE).i);
    int id = (int)VAL(e, COMMIT, COMMITMENT).i;
    struct commitment *k = &c->commit[id];
    struct str place = {k->text.p, 0};
    *k = (struct commitment){.kind = (uint8_t)VAL(e, COMMIT, KIND).i,
                             .credit = credit_of(r, e, ACT_F(COMMIT, HAT)),
                             .text = place};
    room_put(r, &k->text, VAL(e, COMMIT, TEXT).s);
    c->ncommit = (uint8_t)MAX(c->ncommit, id);
    put_means(r, e, k);
    if (!k->lent) {
        credit_support(r, c, &k->credit, e->t_ms);
        entry.resource = k->kind;
        entry.unsure = k->credit.unsure;
        entry.item = (uint8_t)id;
        tally_record(r, r->person[e->by]->table, entry);
    }
    clause_changed(r, e, ACT_F(COMMIT, CLAUSE));
}

int decide_UNCOMMIT(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, UNCOMMIT, CLAUSE).i);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    int64_t id = VAL(d->cmd, UNCOMMIT, COMMITMENT).i;
    if (id > c->ncommit || c->commit[id].gone)
        return refuse(d, REFUSED_NO_SUCH_COMMITMENT, "commitment", 0);
    if (!is_author(&c->commit[id].credit, d->cmd->by))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    return as_asked(d);
}

void apply_UNCOMMIT(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(UNCOMMIT, CLAUSE));
    struct commitment *k = &c->commit[VAL(e, UNCOMMIT, COMMITMENT).i];
    struct act given = credited_act(&k->credit, ACT_COMMIT, ACT_F(COMMIT, HAT), e->t_ms);
    struct table_act what = tally_entry(&given, TALLY_COMMIT, (int)VAL(e, UNCOMMIT, CLAUSE).i);
    what.resource = k->kind;
    if (!k->lent)
        tally_take_back(r, r->person[e->by]->table, what);
    k->gone = true;
    if (k->card > 0)
        touch_means(r, r->person[e->by]->table, k->card - 1);
    tell_change(r, r->person[e->by]->table, CHANGE_TAKEN_BACK, (int)VAL(e, UNCOMMIT, CLAUSE).i,
                e->by, 0);
    clause_changed(r, e, ACT_F(UNCOMMIT, CLAUSE));
}

// The condition of a resource: whoever sits there says that it is met, in front of all.
int decide_HOLDS(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, HOLDS, CLAUSE).i);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    int64_t id = VAL(d->cmd, HOLDS, COMMITMENT).i;
    if (id > c->ncommit || c->commit[id].gone)
        return refuse(d, REFUSED_NO_SUCH_COMMITMENT, "commitment", 0);
    struct means m = means_of(d->room->sc, &c->commit[id]);
    if (m.asset == NULL || m.asset->condition.fr.n == 0)
        return refuse(d, REFUSED_NOTHING, "commitment", 0);
    if (c->commit[id].holds == (VAL(d->cmd, HOLDS, ON).i != 0))
        return refuse(d, REFUSED_ALREADY, "on", 0);
    return as_asked(d);
}

void apply_HOLDS(struct room *r, const struct act *e)
{
    struct commitment *k =
        &clause_of(r, e, ACT_F(HOLDS, CLAUSE))->commit[VAL(e, HOLDS, COMMITMENT).i];
    k->holds = VAL(e, HOLDS, ON).i != 0;
    k->holds_by = (uint16_t)e->by;
    touch_clause(r, r->person[e->by]->table, (int)VAL(e, HOLDS, CLAUSE).i);
}
