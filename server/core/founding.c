// What a table may do besides negotiating: call a resource person or an absent owner, and say how
// the co-operative would be founded. Neither is a hand in a clause, and neither is asked of
// anybody.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"

// The number of who is called, among the resource people or the roles; -1: there is none.
static int called_of(const struct room *r, const struct act *a)
{
    if (VAL(a, CALL, ROLE).set) {
        for (int i = 0; i < r->sc->n_roles; i++)
            if (str_eq(r->sc->roles[i].id, VAL(a, CALL, ROLE).s))
                return i;
        return -1;
    }
    int64_t expert = VAL(a, CALL, EXPERT).i;
    return VAL(a, CALL, EXPERT).set && expert < r->sc->n_experts ? (int)expert : -1;
}

int decide_CALL(struct decision *d)
{
    const struct table *t = &d->room->table[d->table];
    bool owner = VAL(d->cmd, CALL, ROLE).set;
    const char *field = owner ? "role" : "expert";
    int who = called_of(d->room, d->cmd);
    if (who < 0) {
        bool none = !owner && !VAL(d->cmd, CALL, EXPERT).set;
        return refuse(d, none ? REFUSED_MISSING : REFUSED_NO_SUCH_ITEM, field, 0);
    }
    if (owner && role_seated(d->room, d->table, who))
        return refuse(d, REFUSED_SEAT_TAKEN, field, 0);
    for (int i = 0; i < t->ncalls; i++)
        if (t->call[i].expert == who && t->call[i].owner == owner)
            return refuse(d, REFUSED_ALREADY, field, 0);
    if (!calls_left(d->room, d->table))
        return refuse(d, REFUSED_FULL, field, CALLS_MAX);
    return as_asked(d);
}

void apply_CALL(struct room *r, const struct act *e)
{
    struct table *t = table_of(r, e);
    int who = called_of(r, e);
    t->call[t->ncalls++] = (struct called){.expert = (uint8_t)MAX(who, 0),
                                           .owner = VAL(e, CALL, ROLE).set,
                                           .by = (uint16_t)e->by,
                                           .t = e->t_ms};
    touch_table(r, r->person[e->by]->table);
    touch_counts(r, e->by);
}

// The founding checklist

static bool is_chosen(enum scenario_answer answer)
{
    return answer == SCENARIO_ANSWER_CHOICE || answer == SCENARIO_ANSWER_SEVERAL ||
           answer == SCENARIO_ANSWER_YES_NO;
}

// The choices named, as bits; -1 when one is unknown or there are too many.
static int32_t choices_of(const struct scenario_founding *item, struct str words)
{
    int32_t bits = 0;
    while (words.n > 0) {
        struct str word = str_cut(&words, ' ');
        int i = 0;
        while (i < item->n_choices && !str_eq(item->choices[i], word))
            i++;
        if (i == item->n_choices)
            return -1;
        bits |= 1 << i;
    }
    bool one = item->answer == SCENARIO_ANSWER_SEVERAL || (bits & (bits - 1)) == 0;
    return one ? bits : -1;
}

static int decide_chosen(struct decision *d, const struct scenario_founding *item)
{
    const struct val *choice = &VAL(d->cmd, FOUND, CHOICE);
    if (!choice->set)
        return refuse(d, REFUSED_MISSING, "choice", 0);
    if (choices_of(item, choice->s) < 0)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "choice", 0);
    return as_asked(d);
}

int decide_FOUND(struct decision *d)
{
    const struct scenario *sc = d->room->sc;
    int i = founding_item(sc, VAL(d->cmd, FOUND, ITEM).s);
    if (i < 0)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "item", 0);
    if (is_chosen(sc->founding[i].answer))
        return decide_chosen(d, &sc->founding[i]);
    if (sc->founding[i].answer == SCENARIO_ANSWER_AMOUNT) {
        emit_same(d); // without an amount it is taken back
        return 0;
    }
    if (!VAL(d->cmd, FOUND, TEXT).set)
        return refuse(d, REFUSED_MISSING, "text", 0);
    return shared_decide(d, &d->room->table[d->table].founding[i].text, SHARED(FOUND), TEXT_CHARS);
}

void apply_FOUND(struct room *r, const struct act *e)
{
    int i = founding_item(r->sc, VAL(e, FOUND, ITEM).s);
    if (i < 0)
        return; // the checklist has changed since
    const struct scenario_founding *item = &r->sc->founding[i];
    struct founding *f = &table_of(r, e)->founding[i];
    const struct val *amount = &VAL(e, FOUND, AMOUNT);
    f->by = (uint16_t)e->by;
    if (is_chosen(item->answer)) {
        f->value = MAX(choices_of(item, VAL(e, FOUND, CHOICE).s), 0);
        f->set = f->value != 0;
    } else if (item->answer == SCENARIO_ANSWER_AMOUNT) {
        f->value = (int32_t)amount->i;
        f->set = amount->set;
    } else {
        shared_apply(r, &f->text, e, SHARED(FOUND));
        f->set = VAL(e, FOUND, TEXT).hidden || f->text.text.n > 0;
    }
    touch_table(r, r->person[e->by]->table);
}
