// Phase 2, the table: clauses, amendments, who carries and what is put in.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

#include <string.h>

// Bases

int decide_BASE(struct decision *d)
{
    const struct table *t = &d->room->table[d->table];
    for (int i = 1; i <= t->nclauses; i++)
        if (t->clause[i]->state != CLAUSE_DROPPED)
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
    tally_record(r, table, entry);
    touch_table(r, table);
}

// Clauses

static const struct clause *clause_at(struct decision *d, int field)
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
        *said[i] = (struct stance){.why = {said[i]->why.p, 0}, .could = {said[i]->could.p, 0}};
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
    if (!is_author(&c->credit, d->cmd->by))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    if (check_stroke(d) != 0)
        return -1;
    return as_asked(d);
}

void apply_DROP(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(DROP, CLAUSE));
    c->parked = true; // and adopted no more, for who gave a stance on the whole
    clause_settle(r, r->person[e->by]->table, c);
    c->state = CLAUSE_DROPPED;
    r->dirt |= DIRT_SCREEN;
    c->dropped_t = e->t_ms;
    c->round_until = 0;
    take_stroke(r, e);
    touch_means_on(r, r->person[e->by]->table, c);
    struct table *t = table_of(r, e);
    t->heart = t->heart == VAL(e, DROP, CLAUSE).i ? 0 : t->heart;
    tell_change(r, r->person[e->by]->table, CHANGE_DROPPED, (int)VAL(e, DROP, CLAUSE).i, e->by, 0);
    touch_table(r, r->person[e->by]->table);
    clause_changed(r, e, ACT_F(DROP, CLAUSE));
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

// Amendments

static void emit_answer(struct decision *d, int64_t amendment)
{
    struct act *e = emit(d, ACT_ANSWER_AMEND);
    set_val(e, ACT_F(ANSWER_AMEND, CLAUSE), VAL(d->cmd, AMEND, CLAUSE).i);
    set_val(e, ACT_F(ANSWER_AMEND, AMENDMENT), amendment);
    set_val(e, ACT_F(ANSWER_AMEND, ACCEPT), 1);
}

// Under one hat they have answered the version that would be: nobody asks again who can live with
// it.
static bool settles(const struct stance *pending, const struct stance *said, bool live)
{
    const struct stance *s = pending != NULL && pending->set ? pending : said;
    return s != NULL && s->set && (live || !objects(s));
}

// With that wording, of who can live with it so, nobody is asked again nor has still to answer: its
// round, which would wait for nobody, is over.
static void emit_settled(struct decision *d, const struct clause *c, int amender, bool live)
{
    for (int p = 1; p <= d->room->npeople; p++) {
        if (!is_present(d->room, p, d->table))
            continue;
        const struct person *who = d->room->person[p];
        bool theirs = live && amender == p;
        bool own = settles(voice_stance(d->room, c, true, p, who->group),
                           voice_stance(d->room, c, false, p, who->group), theirs);
        bool hat =
            who->hat < GROUPS && settles(voice_stance(d->room, c, true, p, who->hat),
                                         voice_stance(d->room, c, false, p, who->hat), theirs);
        if (!own && !hat)
            return;
    }
    if (d->room->rules->asked_again && c->writing == 0) {
        struct act *reveal = emit_system(d, ACT_REVEAL);
        set_val(reveal, ACT_F(REVEAL, TABLE), d->table);
        set_val(reveal, ACT_F(REVEAL, CLAUSE), d->cmd->f[0].i);
    }
}

int decide_AMEND(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(AMEND, CLAUSE));
    if (c == NULL || decide_group(d, ACT_F(AMEND, HAT)) < 0)
        return -1;
    if (str_eq(VAL(d->cmd, AMEND, TEXT).s, c->text))
        return refuse(d, REFUSED_ALREADY, "text", 0);
    int id = check_stroke(d) != 0 ? -1 : amendment_number(d, c);
    if (id < 0)
        return -1;
    set_val(emit_same(d), ACT_F(AMEND, AMENDMENT), id);
    if (is_author(&c->credit, d->cmd->by)) {
        emit_answer(d, id);
        emit_settled(d, c, d->cmd->by, VAL(d->cmd, AMEND, LIVE).i != 0);
    }
    return 0;
}

void apply_AMEND(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(AMEND, CLAUSE));
    int id = (int)VAL(e, AMEND, AMENDMENT).i;
    struct amendment *a = &c->amend[id];
    bool again = a->state == AMEND_DECLINED; // in the place of one declined
    *a = (struct amendment){.credit = credit_of(r, e, ACT_F(AMEND, HAT)),
                            .live = VAL(e, AMEND, LIVE).i != 0,
                            .text = {again ? a->text.p : NULL, 0},
                            .who = {again ? a->who.p : NULL, 0}};
    slot_put(r, &a->text, &a->who, e, ACT_F(AMEND, TEXT));
    c->namend = (uint8_t)MAX(c->namend, id);
    take_stroke(r, e);
    clause_changed(r, e, ACT_F(AMEND, CLAUSE));
}

int decide_ANSWER_AMEND(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(ANSWER_AMEND, CLAUSE));
    if (c == NULL)
        return -1;
    int64_t id = VAL(d->cmd, ANSWER_AMEND, AMENDMENT).i;
    if (id > c->namend || c->amend[id].state != AMEND_OPEN)
        return refuse(d, REFUSED_NO_SUCH_AMENDMENT, "amendment", 0);
    if (!is_author(&c->credit, d->cmd->by))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    emit_same(d);
    if (VAL(d->cmd, ANSWER_AMEND, ACCEPT).i != 0)
        emit_settled(d, c, c->amend[id].credit.by, c->amend[id].live);
    return 0;
}

// The amendment as the act of those who thought of it, at the time it was answered.
static struct act amending(const struct amendment *a, uint64_t t)
{
    return credited_act(&a->credit, ACT_AMEND, ACT_F(AMEND, HAT), t);
}

static void new_version(struct room *r, int table, struct clause *c, struct amendment *a,
                        uint64_t t)
{
    c->text = a->text;
    a->made = ++c->version;
    c->version_t = t;
    c->wording = r->seq;
    c->round_until = t + STANCE_WINDOW_MS;
    credit_support(r, c, &a->credit, t);
    touch_stances(r, table); // who objects to the version before is asked again
}

// Who amended had said that they could live with it so.
static void live_with(struct room *r, int table, int id, const struct amendment *a, uint64_t t)
{
    struct clause *c = r->table[table].clause[id];
    int person = a->credit.by, group = credit_voice(r, &a->credit, person);
    struct stance *s = voice_slot(r, c, false, person, group);
    if (!a->live || !r->rules->asked_again || !objects(s))
        return;
    struct stance was = *s;
    s->stance = STANCE_LIVE;
    thread_ease(c, &was, s, group);
    s->why.n = s->could.n = 0;
    s->t = t;
    s->version = c->version;
    voice_record(r, table, id, person, group);
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
    entry.unsure = a->credit.unsure;
    entry.item = (uint8_t)VAL(e, ANSWER_AMEND, AMENDMENT).i;
    if (accept)
        round_reveal(r, table, id); // what was said of the version before counts as said of it
    tally_record(r, table, entry);
    a->state = accept ? AMEND_ACCEPTED : AMEND_DECLINED;
    if (accept) {
        new_version(r, table, c, a, e->t_ms);
        live_with(r, table, id, a, e->t_ms);
        tell_change(r, table, CHANGE_VERSION, id, a->credit.by, 0);
    }
    clause_changed(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
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
