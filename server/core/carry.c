// Phase 2, the means: who carries a clause, until when, and what is put in from the cards.
#include "base/util.h"
#include "core/rules_parts.h"

// year-month-day, of the calendar
static bool is_date(struct str s)
{
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct str rest = s, year = str_cut(&rest, '-'), month = str_cut(&rest, '-');
    int64_t y, m, d;
    if (s.n != 10 || year.n != 4 || month.n != 2 || !str_int(year, 1900, 2200, &y) ||
        !str_int(month, 1, 12, &m) || !str_int(rest, 1, days[m - 1], &d)) {
        return false;
    }
    bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    return leap || m != 2 || d < 29;
}

static int check_carrier(struct decision *d, const struct clause *c)
{
    const struct val *who = &VAL(d->cmd, CARRY, WHO), *due = &VAL(d->cmd, CARRY, DUE);
    if (!who->set) {
        return c->carrier != 0 ? 0 : refuse(d, REFUSED_ALREADY, "who", 0);
    }
    if (at_table(d->room, d->table, (int)who->i) == NULL) {
        return refuse(d, REFUSED_NO_SUCH_PERSON, "who", 0);
    }
    if (room_hat(d->room, (int)who->i, &VAL(d->cmd, CARRY, HAT)) == GROUPS) {
        return refuse(d, REFUSED_HAT, "hat", 0);
    }
    return due->s.n == 0 || is_date(due->s) ? 0 : refuse(d, REFUSED_DATE, "due", 0);
}

int decide_CARRY(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, CARRY, CLAUSE).i);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    if (check_carrier(d, c) != 0) {
        return -1;
    }
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
    if (c->carry_unsure) {
        voice_slot(r, c, false, who, group); // its memory now: what confirms it may take none
    } else {
        voice_support(r, c, who, group, e->t_ms);
    }
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
    if (VAL(e, CARRY, WHO).set) {
        carry_on(r, e, c);
    } else {
        carry_no_more(r, e, c);
    }
    clause_changed(r, e, ACT_F(CARRY, CLAUSE));
}

// Resources

static bool on_a_card(const struct act *a, const struct room *r)
{
    int64_t kind = VAL(a, COMMIT, KIND).i;
    for (int i = 0; i < a->ncredit; i++) {
        if (on_card(r, a->credit[i], kind)) {
            return true;
        }
    }
    return on_card(r, a->by, kind);
}

int decide_COMMIT(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, COMMIT, CLAUSE).i);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    if (decide_group(d, ACT_F(COMMIT, HAT)) < 0) {
        return -1;
    }
    if (!on_a_card(d->cmd, d->room)) {
        return refuse(d, REFUSED_NOT_ON_CARD, "kind", 0);
    }
    int id = commitment_number(d, c);
    if (id < 0) {
        return -1;
    }
    set_val(emit_same(d), ACT_F(COMMIT, COMMITMENT), id);
    return 0;
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
    credit_support(r, c, &k->credit, e->t_ms);
    entry.resource = k->kind;
    entry.unsure = k->credit.unsure;
    entry.item = (uint8_t)id;
    tally_record(r, r->person[e->by]->table, entry);
    clause_changed(r, e, ACT_F(COMMIT, CLAUSE));
}

int decide_UNCOMMIT(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, UNCOMMIT, CLAUSE).i);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    int64_t id = VAL(d->cmd, UNCOMMIT, COMMITMENT).i;
    if (id > c->ncommit || c->commit[id].gone) {
        return refuse(d, REFUSED_NO_SUCH_COMMITMENT, "commitment", 0);
    }
    if (!is_author(&c->commit[id].credit, d->cmd->by)) {
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    }
    return as_asked(d);
}

void apply_UNCOMMIT(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(UNCOMMIT, CLAUSE));
    struct commitment *k = &c->commit[VAL(e, UNCOMMIT, COMMITMENT).i];
    struct act given = credited_act(&k->credit, ACT_COMMIT, ACT_F(COMMIT, HAT), e->t_ms);
    struct table_act what = tally_entry(&given, TALLY_COMMIT, (int)VAL(e, UNCOMMIT, CLAUSE).i);
    what.resource = k->kind;
    tally_take_back(r, r->person[e->by]->table, what);
    k->gone = true;
    tell_change(r, r->person[e->by]->table, CHANGE_TAKEN_BACK, (int)VAL(e, UNCOMMIT, CLAUSE).i,
                e->by, 0);
    clause_changed(r, e, ACT_F(UNCOMMIT, CLAUSE));
}
