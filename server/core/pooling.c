// Phase 2, the table: clauses, amendments, who carries and what is put in.
#include "base/util.h"
#include "core/rules_parts.h"

// Bases

int decide_BASE(struct decision *d)
{
    if (d->room->table[d->table].nclauses > 0) {
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    }
    emit_same(d);
    return 0;
}

void apply_BASE(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table;
    struct table_act entry = tally_entry(e, TALLY_BASE, 0);
    entry.groups = r->table[table].base = (uint8_t)VAL(e, BASE, GROUPS).i;
    tally_record(r, table, entry);
    touch_table(r, table);
}

// Clauses

static const struct clause *clause_at(struct decision *d, int field)
{
    const struct clause *c = room_clause(d->room, d->table, (int)d->cmd->f[field].i);
    if (c == NULL) {
        refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    return c;
}

struct clause *clause_of(struct room *r, const struct act *e, int field)
{
    return table_of(r, e)->clause[e->f[field].i];
}

void clause_changed(struct room *r, const struct act *e, int field)
{
    int table = r->person[e->by]->table;
    clause_settle(r, table, clause_of(r, e, field));
    touch_clause(r, table, (int)e->f[field].i);
}

static void support_all(struct room *r, struct clause *c, struct voices v, const struct val *hat,
                        uint64_t t)
{
    for (int i = 0; i < v.n; i++) {
        voice_support(r, c, v.person[i], voice_group(r, v.person[i], hat), t);
    }
}

static int standing_clauses(const struct table *t, int group)
{
    int n = 0;
    for (int i = 1; i <= t->nclauses; i++) {
        n += t->clause[i]->state != CLAUSE_DROPPED && t->clause[i]->group == group;
    }
    return n;
}

int decide_PROPOSE(struct decision *d)
{
    const struct table *t = &d->room->table[d->table];
    int group = decide_group(d, ACT_F(PROPOSE, HAT));
    if (group < 0) {
        return -1;
    }
    bool large = room_seats(d->room, d->table) >= LARGE_TABLE;
    int cap = large ? CLAUSES_PER_GROUP_LARGE : CLAUSES_PER_GROUP;
    if (standing_clauses(t, group) >= cap) {
        return refuse(d, REFUSED_CAP, NULL, cap);
    }
    if (t->nclauses >= CLAUSES_MAX) {
        return refuse(d, REFUSED_FULL, "clause", CLAUSES_MAX);
    }
    set_val(emit_same(d), ACT_F(PROPOSE, CLAUSE), t->nclauses + 1);
    return 0;
}

static struct clause *new_clause(struct room *r)
{
    struct clause *c = arena_new(r->arena, struct clause);
    CHECK(c != NULL);
    c->pending = arena_new_n(r->arena, struct stance, PEOPLE_MAX + 1);
    c->stance = arena_new_n(r->arena, struct stance, PEOPLE_MAX + 1);
    CHECK(c->pending != NULL && c->stance != NULL);
    return c;
}

static void set_tags(struct room *r, struct clause *c, const struct act *e, int scale)
{
    const struct val *f = &e->f[scale]; // scale, dims, for, norm
    c->scale = (uint8_t)f[0].i;
    c->dims = (uint8_t)f[1].i;
    c->beneficiary = (uint8_t)f[2].i;
    if (f[3].set) {
        room_put(r, &c->norm, f[3].s);
        c->beyond = f[3].hidden || f[3].s.n > 0;
        c->norm_by = (uint16_t)e->by;
    }
}

static uint8_t copy_credit(uint16_t credit[CREDIT_MAX], const struct act *e)
{
    for (int i = 0; i < e->ncredit; i++) {
        credit[i] = e->credit[i];
    }
    return e->ncredit;
}

void apply_PROPOSE(struct room *r, const struct act *e)
{
    struct table *t = table_of(r, e);
    struct clause *c = new_clause(r);
    t->clause[++t->nclauses] = c;
    c->by = (uint16_t)e->by;
    c->ncredit = copy_credit(c->credit, e);
    c->group = (uint8_t)act_group(r, e, ACT_F(PROPOSE, HAT));
    c->version = 1;
    c->text = c->first = room_keep(r, VAL(e, PROPOSE, TEXT).s);
    set_tags(r, c, e, ACT_F(PROPOSE, SCALE));
    c->round_until = e->t_ms + STANCE_WINDOW_MS;
    support_all(r, c, voices_of(e), &VAL(e, PROPOSE, HAT), e->t_ms);
    struct table_act entry = tally_entry(e, TALLY_PROPOSE, t->nclauses);
    tally_record(r, r->person[e->by]->table, entry);
    clause_changed(r, e, ACT_F(PROPOSE, CLAUSE));
}

int decide_DROP(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(DROP, CLAUSE));
    if (c == NULL) {
        return -1;
    }
    if (!is_author(c, d->cmd->by)) {
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    }
    emit_same(d);
    return 0;
}

void apply_DROP(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(DROP, CLAUSE));
    c->state = CLAUSE_DROPPED;
    c->round_until = 0;
    clause_changed(r, e, ACT_F(DROP, CLAUSE));
}

int decide_PARK(struct decision *d)
{
    const struct val *table = &VAL(d->cmd, PARK, TABLE);
    if (d->me == NULL && !table->set) {
        return refuse(d, REFUSED_MISSING, "table", 0);
    }
    int at = d->me == NULL ? (int)table->i : d->table;
    const struct clause *c = room_clause(d->room, at, (int)VAL(d->cmd, PARK, CLAUSE).i);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    if (c->parked == (VAL(d->cmd, PARK, ON).i != 0)) {
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    }
    set_val(emit_same(d), ACT_F(PARK, TABLE), at);
    return 0;
}

void apply_PARK(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, PARK, TABLE).i, id = (int)VAL(e, PARK, CLAUSE).i;
    struct clause *c = r->table[table].clause[id];
    c->parked = VAL(e, PARK, ON).i != 0;
    clause_settle(r, table, c);
    touch_clause(r, table, id);
}

int decide_RETAG(struct decision *d)
{
    if (clause_at(d, ACT_F(RETAG, CLAUSE)) == NULL) {
        return -1;
    }
    emit_same(d);
    return 0;
}

void apply_RETAG(struct room *r, const struct act *e)
{
    set_tags(r, clause_of(r, e, ACT_F(RETAG, CLAUSE)), e, ACT_F(RETAG, SCALE));
    clause_changed(r, e, ACT_F(RETAG, CLAUSE));
}

// Amendments

static void emit_answer(struct decision *d, int64_t amendment)
{
    struct act *e = emit(d, ACT_ANSWER_AMEND);
    set_val(e, ACT_F(ANSWER_AMEND, CLAUSE), VAL(d->cmd, AMEND, CLAUSE).i);
    set_val(e, ACT_F(ANSWER_AMEND, AMENDMENT), amendment);
    set_val(e, ACT_F(ANSWER_AMEND, ACCEPT), 1);
}

int decide_AMEND(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(AMEND, CLAUSE));
    if (c == NULL || decide_group(d, ACT_F(AMEND, HAT)) < 0) {
        return -1;
    }
    if (c->namend >= AMENDS_MAX) {
        return refuse(d, REFUSED_FULL, "amendment", AMENDS_MAX);
    }
    if (str_eq(VAL(d->cmd, AMEND, TEXT).s, c->text)) {
        return refuse(d, REFUSED_ALREADY, "text", 0);
    }
    set_val(emit_same(d), ACT_F(AMEND, AMENDMENT), c->namend + 1);
    if (is_author(c, d->cmd->by)) {
        emit_answer(d, c->namend + 1);
    }
    return 0;
}

void apply_AMEND(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(AMEND, CLAUSE));
    struct amendment *a = &c->amend[++c->namend];
    *a = (struct amendment){.by = (uint16_t)e->by};
    a->ncredit = copy_credit(a->credit, e);
    a->hat = VAL(e, AMEND, HAT).set ? (uint8_t)VAL(e, AMEND, HAT).i : GROUPS;
    a->text = room_keep(r, VAL(e, AMEND, TEXT).s);
    clause_changed(r, e, ACT_F(AMEND, CLAUSE));
}

int decide_ANSWER_AMEND(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(ANSWER_AMEND, CLAUSE));
    if (c == NULL) {
        return -1;
    }
    int64_t id = VAL(d->cmd, ANSWER_AMEND, AMENDMENT).i;
    if (id > c->namend || c->amend[id].state != 0) {
        return refuse(d, REFUSED_NO_SUCH_AMENDMENT, "amendment", 0);
    }
    if (!is_author(c, d->cmd->by)) {
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    }
    emit_same(d);
    return 0;
}

// The amendment as the act of those who thought of it, at the time it was answered.
static struct act amending(const struct amendment *a, uint64_t t)
{
    struct act act = {.type = ACT_AMEND, .by = a->by, .t_ms = t, .ncredit = a->ncredit};
    for (int i = 0; i < a->ncredit; i++) {
        act.credit[i] = a->credit[i];
    }
    if (a->hat < GROUPS) {
        set_val(&act, ACT_F(AMEND, HAT), a->hat);
    }
    return act;
}

static void new_version(struct room *r, struct clause *c, struct amendment *a, uint64_t t)
{
    struct act act = amending(a, t);
    c->text = a->text;
    a->made = ++c->version;
    c->round_until = t + STANCE_WINDOW_MS;
    support_all(r, c, voices_of(&act), &VAL(&act, AMEND, HAT), t);
}

void apply_ANSWER_AMEND(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, ANSWER_AMEND, CLAUSE).i;
    struct clause *c = clause_of(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
    struct amendment *a = &c->amend[VAL(e, ANSWER_AMEND, AMENDMENT).i];
    bool accept = VAL(e, ANSWER_AMEND, ACCEPT).i != 0;
    struct act act = amending(a, e->t_ms);
    struct table_act entry = tally_entry(&act, TALLY_AMEND, id);
    entry.accepted = accept;
    if (accept) {
        round_reveal(r, table, id); // what was said of the version before counts as said of it
    }
    tally_record(r, table, entry);
    a->state = accept ? 1 : 2;
    if (accept) {
        new_version(r, c, a, e->t_ms);
    }
    clause_changed(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
}
