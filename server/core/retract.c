// «Undo all that this person did», for a facilitator. What is theirs alone goes; what others built
// on, or said yes to, stays, and is told. One walk counts it beforehand and does it: nothing of it
// hangs on words, which a log may not know.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"

enum undo {
    UNDO_CLAUSES,
    UNDO_AMENDMENTS,
    UNDO_STANCES,
    UNDO_MEANS,
    UNDO_CREDITS,
    UNDO_TEXTS,
    UNDO_WORDS,
    UNDO_LEFT,
    UNDOS
};

struct walk {
    const struct room *r;
    struct room *now; // the same, to be changed; NULL: it is only counted
    int person, by;
    uint64_t t;
    int n[UNDOS];
};

// Counted; whether it is to be done, too.
static bool found(struct walk *w, enum undo kind)
{
    w->n[kind]++;
    return w->now != NULL;
}

// They typed it, and nobody else has said that it is theirs.
static bool is_theirs(const struct walk *w, const struct credit *k)
{
    bool others = false;
    for (int i = 0; i < k->n; i++)
        others |= k->who[i] != w->person && is_sure(k, k->who[i]);
    return k->by == w->person && !others;
}

static bool carries(const struct walk *w, const struct clause *c)
{
    return c->carrier != 0 && c->carry_by == w->person &&
           (c->carrier == w->person || c->carry_unsure);
}

static bool is_built_on(const struct walk *w, const struct clause *c)
{
    bool others = c->carrier != 0 && !carries(w, c);
    for (int i = 1; i <= c->namend; i++)
        others |= c->amend[i].state == AMEND_ACCEPTED && !is_theirs(w, &c->amend[i].credit);
    for (int i = 1; i <= c->ncommit; i++)
        others |= !c->commit[i].gone && !is_theirs(w, &c->commit[i].credit);
    return others;
}

// ---- credit

// As if those had refused it.
static void refuse_credit(struct walk *w, int table, struct act own, const struct credit *k)
{
    struct credit before = *k;
    for (int i = 0; i < before.n && before.by == w->person; i++) {
        if (before.who[i] == w->person || is_sure(&before, before.who[i]) ||
            !found(w, UNDO_CREDITS))
            continue;
        own.by = before.who[i];
        credit_refused(w->now, table, &own);
        tell_change(w->now, table, CHANGE_REFUSED, (int)VAL(&own, OWN, CLAUSE).i, w->by, own.by);
    }
}

static void of_credit(struct walk *w, int table, int id)
{
    const struct clause *c = w->r->table[table].clause[id];
    struct act own = {.type = ACT_OWN, .t_ms = w->t};
    VAL(&own, OWN, CLAUSE) = val_int(id);
    refuse_credit(w, table, own, &c->credit);
    for (int i = 1; i <= c->namend; i++) {
        VAL(&own, OWN, AMENDMENT) = val_int(i);
        if (c->amend[i].state == AMEND_ACCEPTED)
            refuse_credit(w, table, own, &c->amend[i].credit);
    }
}

// ---- what was put in, and who was to carry it

static void take_back(struct walk *w, int table, int id, int item)
{
    struct commitment *k = &w->now->table[table].clause[id]->commit[item];
    k->gone = true;
    tally_drop(w->now, table, id, TALLY_COMMIT, item);
    if (k->card > 0)
        touch_means(w->now, table, k->card - 1);
    tell_change(w->now, table, CHANGE_TAKEN_BACK, id, w->by, w->person);
}

static void carry_no_more(struct walk *w, int table, int id, int carrier)
{
    struct act own = {.type = ACT_OWN, .by = carrier, .t_ms = w->t};
    VAL(&own, OWN, CLAUSE) = val_int(id);
    VAL(&own, OWN, CARRY) = val_int(1);
    credit_refused(w->now, table, &own);
    tell_change(w->now, table, CHANGE_CARRIER, id, w->by, carrier);
}

static void of_means(struct walk *w, int table, int id)
{
    const struct clause *c = w->r->table[table].clause[id];
    for (int i = 1; i <= c->ncommit; i++)
        if (!c->commit[i].gone && is_theirs(w, &c->commit[i].credit) && found(w, UNDO_MEANS))
            take_back(w, table, id, i);
    if (carries(w, c) && found(w, UNDO_MEANS))
        carry_no_more(w, table, id, c->carrier);
}

// ---- what they said

// By their own word, and not by what they did.
static bool is_said(const struct stance *s)
{
    return s->set && (!s->implicit || s->kept);
}

static void unsay(struct walk *w, struct clause *c, struct stance *pending, struct stance *said,
                  int group)
{
    reserve_close(c, pending);
    stance_empty(pending);
    if (!is_said(said))
        return;
    stance_empty(said);
    if (group == GROUPS || !credit_hand(w->r, c, w->person, group))
        return;
    said->set = said->implicit = true; // as what they did implied all along
    said->stance = STANCE_SUPPORT;
    said->hat = (uint8_t)group;
    said->t = w->t;
    said->version = c->version;
}

static void of_stances(struct walk *w, int table, int id)
{
    const struct person *who = w->r->person[w->person];
    const struct voice *v = voice_of(w->r->table[table].clause[id], w->person);
    bool own = v->pending.set || v->pending.reserve != 0 || is_said(&v->said);
    bool hat = v->hat_pending.set || v->hat_pending.reserve != 0 || is_said(&v->hat_said);
    w->n[UNDO_STANCES] += own + hat;
    if (w->now == NULL || !(own || hat))
        return;
    struct clause *c = w->now->table[table].clause[id];
    struct voice *mine = c->voice[w->person];
    unsay(w, c, &mine->pending, &mine->said, who->table == table ? who->group : GROUPS);
    unsay(w, c, &mine->hat_pending, &mine->hat_said, who->table == table ? who->hat : GROUPS);
    tally_unsay(w->now, table, id, w->person);
}

// ---- a clause

static void of_amendments(struct walk *w, int table, int id)
{
    const struct clause *c = w->r->table[table].clause[id];
    for (int i = 1; i <= c->namend; i++)
        if (c->amend[i].state == AMEND_OPEN && is_theirs(w, &c->amend[i].credit) &&
            found(w, UNDO_AMENDMENTS))
            w->now->table[table].clause[id]->amend[i].state = AMEND_WITHDRAWN;
}

static int undone(const struct walk *w)
{
    int n = 0;
    for (int i = 0; i < UNDO_LEFT; i++)
        n += w->n[i];
    return n;
}

static void of_clause(struct walk *w, int table, int id)
{
    const struct clause *c = w->r->table[table].clause[id];
    int before = undone(w);
    if (c->state == CLAUSE_DROPPED)
        return;
    if (c->state != CLAUSE_ADOPTED && is_theirs(w, &c->credit) && !is_built_on(w, c)) {
        if (found(w, UNDO_CLAUSES))
            clause_drop(w->now, table, id, w->by);
        return;
    }
    w->n[UNDO_LEFT] += c->credit.by == w->person || is_sure(&c->credit, w->person);
    bool adopted = c->state == CLAUSE_ADOPTED;
    of_credit(w, table, id);
    of_amendments(w, table, id);
    if (!adopted) {
        of_means(w, table, id);
        of_stances(w, table, id);
    }
    if (w->now == NULL || undone(w) == before)
        return;
    credit_unsay(w->now, w->now->table[table].clause[id], w->person);
    clause_settle(w->now, table, w->now->table[table].clause[id]);
    touch_clause(w->now, table, id);
    touch_due(w->now, table);
}

// ---- texts, and words of their own

static void of_texts(struct walk *w, int table)
{
    for (int i = 0; i < TABLE_TEXTS; i++) {
        w->n[UNDO_LEFT] += text_mixes(w->r, table, i, w->person);
        if (!text_is_last_of(w->r, table, i, w->person))
            continue;
        if (w->now != NULL)
            text_retract(w->now, table, i, w->t);
        else
            w->n[UNDO_TEXTS] += text_says(w->r, table, i);
    }
}

static void forget_idea(struct idea *idea)
{
    idea->set = false;
    idea->need.n = idea->idea.n = 0;
}

static void of_person(struct walk *w)
{
    const struct person *who = w->r->person[w->person];
    w->n[UNDO_STANCES] += who->has_final;
    w->n[UNDO_WORDS] += who->own_idea.set + who->hat_idea.set + (who->tale_seq != 0);
    if (w->now == NULL)
        return;
    struct person *p = w->now->person[w->person];
    p->has_final = false; // when it was is kept: somebody was told
    p->final_seq = 0;
    forget_idea(&p->own_idea);
    forget_idea(&p->hat_idea);
    p->tale.n = 0;
    p->tale_seq = 0;
    p->tale_told = false;
    w->now->dirt |= DIRT_ALL;
}

static void of_chat(struct walk *w, int table)
{
    w->n[UNDO_WORDS] += chat_written(w->r, table, w->person);
    if (w->now != NULL)
        chat_retract(w->now, table, w->person);
}

static void walk(struct walk *w)
{
    for (int t = 1; t <= w->r->ntables; t++) {
        of_chat(w, t);
        for (int c = 1; c <= w->r->table[t].nclauses; c++)
            of_clause(w, t, c);
        of_texts(w, t);
    }
    of_person(w);
}

int decide_RETRACT(struct decision *d)
{
    int id = (int)VAL(d->cmd, RETRACT, PERSON).i;
    struct walk w = {.r = d->room, .person = id, .by = d->cmd->by, .t = d->cmd->t_ms};
    if (id > d->room->npeople)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    walk(&w);
    if (undone(&w) == 0)
        return refuse(d, REFUSED_NOTHING, "person", 0);
    struct act *e = emit_same(d);
    for (int i = 0; i < UNDOS; i++)
        set_val(e, ACT_F(RETRACT, CLAUSES) + i, MIN(w.n[i], COUNTED_MAX));
    return 0;
}

void apply_RETRACT(struct room *r, const struct act *e)
{
    struct walk w = {
        .r = r, .now = r, .person = (int)VAL(e, RETRACT, PERSON).i, .by = e->by, .t = e->t_ms};
    walk(&w);
}
