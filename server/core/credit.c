// Whose idea it was: who typed it names them, and they say so themselves, or refuse.
#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"

struct credit credit_of(const struct room *r, const struct act *a, int hat)
{
    struct credit c = {.by = (uint16_t)a->by, .n = a->ncredit, .hat = GROUPS};
    for (int i = 0; i < c.n; i++) {
        c.who[i] = a->credit[i];
        if (r->rules->credit_confirmed && a->credit[i] != a->by)
            c.unsure |= (uint8_t)(1u << i);
    }
    if (a->f[hat].set)
        c.hat = (uint8_t)a->f[hat].i;
    return c;
}

struct act credited_act(const struct credit *c, enum act_type type, int hat, uint64_t t)
{
    struct act a = {.type = type, .by = c->by, .t_ms = t, .ncredit = c->n};
    for (int i = 0; i < c->n; i++)
        a.credit[i] = c->who[i];
    if (c->hat < GROUPS)
        set_val(&a, hat, c->hat);
    return a;
}

static int place_of(const struct credit *c, int person)
{
    for (int i = 0; i < c->n; i++)
        if (c->who[i] == person)
            return i;
    return -1;
}

bool is_credited(const struct credit *c, int person)
{
    return c->n == 0 ? c->by == person : place_of(c, person) >= 0;
}

bool is_author(const struct credit *c, int person)
{
    return c->by == person || is_credited(c, person);
}

bool is_sure(const struct credit *c, int person)
{
    int i = place_of(c, person);
    return c->n == 0 ? c->by == person : i >= 0 && !(c->unsure >> i & 1);
}

bool is_typists(const struct credit *c)
{
    return c->n > 0 && c->unsure == (1u << c->n) - 1;
}

// Nobody is at the table whose clause it is: others answer for it.
bool clause_orphan(const struct room *r, int table, const struct clause *c)
{
    bool any = at_table(r, table, c->credit.by) != NULL;
    for (int i = 0; i < c->credit.n; i++)
        any |= at_table(r, table, c->credit.who[i]) != NULL;
    return r->rules->seconded && !any;
}

bool clause_may_drop(const struct room *r, int table, const struct clause *c, int person)
{
    const struct person *who = at_table(r, table, person);
    bool theirs = who != NULL && (!room_seated(r, table, c->group) || who->group == c->group ||
                                  who->hat == c->group);
    return is_author(&c->credit, person) || (theirs && clause_orphan(r, table, c));
}

int credit_voice(const struct room *r, const struct credit *c, int person)
{
    struct val hat = {.set = c->hat < GROUPS, .i = c->hat};
    return voice_group(r, person, &hat);
}

int credit_group(const struct room *r, const struct credit *c)
{
    return credit_voice(r, c, c->n > 0 ? c->who[0] : c->by);
}

static void support_one(struct room *r, struct clause *c, const struct credit *k, int person,
                        uint64_t t)
{
    int group = credit_voice(r, k, person);
    if (is_aside(r, person))
        return;
    if (is_sure(k, person))
        voice_support(r, c, person, group, t);
    else
        voice_slot(r, c, false, person, group); // its memory now: what confirms it may take none
}

void credit_support(struct room *r, struct clause *c, const struct credit *k, uint64_t t)
{
    if (k->n == 0)
        support_one(r, c, k, k->by, t);
    for (int i = 0; i < k->n; i++)
        support_one(r, c, k, k->who[i], t);
}

// Confirmed

static bool confirm(struct room *r, struct clause *c, struct credit *k, int person, uint64_t t,
                    bool supports)
{
    int i = place_of(k, person);
    if (i < 0 || !(k->unsure >> i & 1))
        return false;
    k->unsure &= (uint8_t)(~(1u << i));
    if (supports)
        support_one(r, c, k, person, t);
    return true;
}

static bool confirm_carrier(struct room *r, struct clause *c, int person, uint64_t t, bool supports)
{
    if (c->carrier != person || !c->carry_unsure)
        return false;
    c->carry_unsure = false;
    if (supports)
        voice_support(r, c, person, c->carry_hat, t);
    return true;
}

void credit_confirm(struct room *r, int table, int clause, int person, uint64_t t, bool supports)
{
    struct clause *c = r->table[table].clause[clause];
    bool any = confirm(r, c, &c->credit, person, t, supports);
    for (int i = 1; i <= c->namend; i++) {
        struct amendment *a = &c->amend[i];
        any |= confirm(r, c, &a->credit, person, t, supports && a->state == AMEND_ACCEPTED);
    }
    for (int i = 1; i <= c->ncommit; i++)
        any |= confirm(r, c, &c->commit[i].credit, person, t, supports && !c->commit[i].gone);
    any |= confirm_carrier(r, c, person, t, supports);
    if (any) {
        tally_confirm(r, table, clause, person);
        clause_settle(r, table, c);
        touch_clause(r, table, clause);
        touch_due(r, table);
    }
}

// Whoever acts on a clause speaks for themselves: what was credited to them is theirs. Reserving an
// answer says nothing yet.
void credit_acted(struct room *r, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    int field = 0;
    while (field < spec->nfields && spec->fields[field].type != FIELD_CLAUSE)
        field++;
    bool named = field < spec->nfields && e->f[field].set;
    if (!named || e->by <= 0 || e->type == ACT_OWN || e->type == ACT_RESERVE ||
        e->type == ACT_PROPOSE || !r->rules->credit_confirmed)
        return;
    credit_confirm(r, r->person[e->by]->table, (int)e->f[field].i, e->by, e->t_ms,
                   e->type != ACT_STANCE);
}

// Refused

enum { ITEM_CLAUSE, ITEM_AMENDMENT, ITEM_COMMITMENT, ITEM_CARRY };

static int item_of(const struct act *a)
{
    return VAL(a, OWN, AMENDMENT).set    ? ITEM_AMENDMENT
           : VAL(a, OWN, COMMITMENT).set ? ITEM_COMMITMENT
           : VAL(a, OWN, CARRY).i != 0   ? ITEM_CARRY
                                         : ITEM_CLAUSE;
}

// What the act is about, in a copy when it is who carries; NULL when there is no such thing.
static const struct credit *credit_meant(const struct clause *c, const struct act *a,
                                         struct credit *copy)
{
    int64_t amendment = VAL(a, OWN, AMENDMENT).i, commitment = VAL(a, OWN, COMMITMENT).i;
    switch (item_of(a)) {
    case ITEM_AMENDMENT:
        return amendment <= c->namend ? &c->amend[amendment].credit : NULL;
    case ITEM_COMMITMENT:
        return commitment <= c->ncommit && !c->commit[commitment].gone
                   ? &c->commit[commitment].credit
                   : NULL;
    case ITEM_CARRY:
        *copy = (struct credit){.by = c->carry_by,
                                .who = {c->carrier},
                                .n = c->carrier != 0,
                                .unsure = c->carry_unsure};
        return copy;
    default:
        return &c->credit;
    }
}

bool is_named_by_other(const struct room *r, const struct credit *c, int person)
{
    return r->rules->credit_confirmed && c->by != person && place_of(c, person) >= 0;
}

bool is_named(const struct clause *c, const struct act *own)
{
    struct credit copy;
    const struct credit *k = credit_meant(c, own, &copy);
    return k != NULL && k->by != own->by && place_of(k, own->by) >= 0;
}

int decide_OWN(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, OWN, CLAUSE).i);
    struct credit copy;
    if (!d->room->rules->credit_confirmed)
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (!is_named(c, d->cmd))
        return refuse(d, REFUSED_NOTHING, "clause", 0);
    bool sure = is_sure(credit_meant(c, d->cmd, &copy), d->cmd->by);
    if (VAL(d->cmd, OWN, YES).i != 0 && sure)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

// Who typed it stands in the place of who refused.
static void disown(const struct room *r, struct credit *k, int person)
{
    int at = place_of(k, person);
    if (at < 0)
        return; // nobody is disowned who was not named
    bool there = place_of(k, k->by) >= 0;
    unsigned below = (1u << at) - 1;
    if (!there) {
        k->who[at] = k->by;
        k->unsure &= (uint8_t)(~(1u << at));
    } else {
        for (int i = at; i + 1 < k->n; i++)
            k->who[i] = k->who[i + 1];
        k->unsure = (uint8_t)((k->unsure & below) | (k->unsure >> 1 & ~below));
        k->n--;
    }
    bool worn = false;
    for (int i = 0; i < k->n; i++)
        worn |= credit_voice(r, k, k->who[i]) == k->hat;
    k->hat = worn ? k->hat : GROUPS;
}

bool credit_hand(const struct room *r, const struct clause *c, int person, int group)
{
    bool hand = is_sure(&c->credit, person) && credit_voice(r, &c->credit, person) == group;
    for (int i = 1; i <= c->namend; i++) {
        const struct amendment *a = &c->amend[i];
        hand |= a->state == AMEND_ACCEPTED && is_sure(&a->credit, person) &&
                credit_voice(r, &a->credit, person) == group;
    }
    for (int i = 1; i <= c->ncommit; i++) {
        const struct commitment *k = &c->commit[i];
        hand |=
            !k->gone && is_sure(&k->credit, person) && credit_voice(r, &k->credit, person) == group;
    }
    return hand || (c->carrier == person && !c->carry_unsure && c->carry_hat == group);
}

void credit_unsay(struct room *r, struct clause *c, int person)
{
    const struct person *p = r->person[person];
    const uint8_t voice[] = {p->group, p->hat};
    for (size_t i = 0; i < ARRAY_LEN(voice); i++) {
        const struct stance *s =
            voice[i] < GROUPS ? voice_stance(r, c, false, person, voice[i]) : NULL;
        if (s != NULL && s->set && s->implicit && !s->kept && s->stance != STANCE_OBJECT &&
            !credit_hand(r, c, person, voice[i])) {
            voice_slot(r, c, false, person, voice[i])->set = false;
            voice_slot(r, c, false, person, voice[i])->implicit = false;
        }
    }
    touch_parts(r, person, PERSON_STANCES);
}

static void refuse_idea(struct room *r, int table, int id, struct credit *k, const struct act *e,
                        uint8_t item)
{
    struct clause *c = r->table[table].clause[id];
    bool amendment = k != &c->credit;
    disown(r, k, e->by);
    if (!amendment) {
        struct act again = credited_act(k, ACT_PROPOSE, ACT_F(PROPOSE, HAT), e->t_ms);
        c->group = (uint8_t)act_group(r, &again, ACT_F(PROPOSE, HAT));
    }
    if (!amendment || c->amend[item].state == AMEND_ACCEPTED)
        support_one(r, c, k, k->by, e->t_ms);
    tally_disown(r, table, id, amendment ? TALLY_AMEND : TALLY_PROPOSE, item, k);
    credit_unsay(r, c, e->by);
}

// A resource is on somebody's card: without anybody whose it is, it is taken back.
static void refuse_commitment(struct room *r, int table, int id, uint8_t item, const struct act *e)
{
    struct clause *c = r->table[table].clause[id];
    struct commitment *k = &c->commit[item];
    struct credit before = k->credit;
    disown(r, &k->credit, e->by);
    bool typists = is_sure(&k->credit, k->credit.by) && !is_credited(&before, k->credit.by);
    if (!typists || on_card(r, k->credit.by, k->kind)) {
        support_one(r, c, &k->credit, k->credit.by, e->t_ms);
        tally_disown(r, table, id, TALLY_COMMIT, item, &k->credit);
    } else {
        k->gone = true;
        tally_drop(r, table, id, TALLY_COMMIT, item);
    }
    if (k->card > 0)
        touch_means(r, table, k->card - 1);
    credit_unsay(r, c, e->by);
}

static void refuse_carrying(struct room *r, int table, int id, const struct act *e)
{
    struct clause *c = r->table[table].clause[id];
    c->carrier = c->carry_by = 0;
    c->carry_unsure = false;
    c->due.n = 0;
    credit_unsay(r, c, e->by);
    struct table_act what = {.kind = TALLY_CARRY, .clause = (uint8_t)id};
    tally_take_back(r, table, what);
}

void credit_refused(struct room *r, int table, const struct act *e)
{
    int id = (int)VAL(e, OWN, CLAUSE).i;
    struct clause *c = r->table[table].clause[id];
    uint8_t amendment = (uint8_t)VAL(e, OWN, AMENDMENT).i;
    switch (item_of(e)) {
    case ITEM_AMENDMENT:
        refuse_idea(r, table, id, &c->amend[amendment].credit, e, amendment);
        break;
    case ITEM_COMMITMENT:
        refuse_commitment(r, table, id, (uint8_t)VAL(e, OWN, COMMITMENT).i, e);
        break;
    case ITEM_CARRY:
        refuse_carrying(r, table, id, e);
        break;
    default:
        refuse_idea(r, table, id, &c->credit, e, 0);
    }
}

void apply_OWN(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, OWN, CLAUSE).i;
    if (VAL(e, OWN, YES).i != 0) {
        credit_confirm(r, table, id, e->by, e->t_ms, true);
    } else {
        credit_refused(r, table, e);
        tell_change(r, table, CHANGE_REFUSED, id, e->by, 0);
        touch_due(r, table);
    }
    clause_changed(r, e, ACT_F(OWN, CLAUSE));
}
