// Another wording of a clause: offered, answered, taken back, overtaken. A clause that every group
// has said yes to is no more its author's alone: its new wording takes two groups.
#include "base/util.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

// Whose yes it takes

static bool said_yes(const struct room *r, const struct clause *c, int person, int group)
{
    const struct stance *s =
        group < GROUPS ? voice_stance(r, c, false, person, group) : &(struct stance){0};
    return s->set && !objects(s);
}

// Somebody of another group than the clause's offers it, by their own word.
static bool is_from_another(const struct room *r, const struct clause *c, const struct credit *k)
{
    bool another = k->n == 0 && credit_voice(r, k, k->by) != c->group;
    for (int i = 0; i < k->n; i++)
        another |= is_sure(k, k->who[i]) && !is_author(&c->credit, k->who[i]) &&
                   credit_voice(r, k, k->who[i]) != c->group;
    return another && !is_author(&c->credit, k->by);
}

// They can say yes for another group than the clause's, as they did to the wording that stands.
static bool can_second(const struct room *r, int table, const struct clause *c,
                       const struct credit *k, int person)
{
    const struct person *who = at_table(r, table, person);
    if (who == NULL || person == k->by || is_author(&c->credit, person))
        return false;
    return (who->group != c->group && said_yes(r, c, person, who->group)) ||
           (who->hat != c->group && said_yes(r, c, person, who->hat));
}

// The author's yes alone would change what others said yes to.
static bool needs_second(const struct room *r, int table, const struct clause *c,
                         const struct credit *k)
{
    if (!r->rules->seconded || !clause_consented(r, table, c) || is_from_another(r, c, k))
        return false;
    for (int p = 1; p <= r->npeople; p++)
        if (can_second(r, table, c, k, p))
            return true;
    return false;
}

bool amend_waits(const struct room *r, int table, const struct clause *c, const struct amendment *a)
{
    bool agreed = a->agreed || is_author(&c->credit, a->credit.by);
    return a->state == AMEND_OPEN && agreed && needs_second(r, table, c, &a->credit);
}

bool amend_asks(const struct room *r, int table, const struct clause *c, const struct amendment *a,
                bool waits, int person)
{
    if (waits)
        return can_second(r, table, c, &a->credit, person);
    return a->state == AMEND_OPEN && is_author(&c->credit, person);
}

const struct amendment *clause_waiting(const struct room *r, int table, const struct clause *c)
{
    for (int i = 1; c->state == CLAUSE_ADOPTED && i <= c->namend; i++)
        if (amend_waits(r, table, c, &c->amend[i]))
            return &c->amend[i];
    return NULL;
}

bool clause_seconds(const struct room *r, int table, const struct clause *c, int person)
{
    bool seconds = false;
    for (int i = 1; c->state == CLAUSE_ADOPTED && i <= c->namend; i++)
        seconds |= can_second(r, table, c, &c->amend[i].credit, person) &&
                   amend_waits(r, table, c, &c->amend[i]);
    return seconds;
}

// Offered

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
    struct credit k = credit_of(d->room, d->cmd, ACT_F(AMEND, HAT));
    if (is_author(&c->credit, d->cmd->by) && !needs_second(d->room, d->table, c, &k)) {
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
    bool again = amend_closed(a); // in the place of one that came to nothing
    *a = (struct amendment){.credit = credit_of(r, e, ACT_F(AMEND, HAT)),
                            .live = VAL(e, AMEND, LIVE).i != 0,
                            .t = e->t_ms,
                            .text = {again ? a->text.p : NULL, 0},
                            .who = {again ? a->who.p : NULL, 0}};
    slot_put(r, &a->text, &a->who, e, ACT_F(AMEND, TEXT));
    c->namend = (uint8_t)MAX(c->namend, id);
    take_stroke(r, e);
    touch_due(r, r->person[e->by]->table);
    clause_changed(r, e, ACT_F(AMEND, CLAUSE));
}

// Answered

// Its author may, and its writer, who takes it back so.
static bool may_decline(const struct room *r, const struct clause *c, const struct amendment *a,
                        int person)
{
    return r->rules->seconded && (is_author(&c->credit, person) || is_author(&a->credit, person));
}

int decide_ANSWER_AMEND(struct decision *d)
{
    const struct clause *c = clause_at(d, ACT_F(ANSWER_AMEND, CLAUSE));
    if (c == NULL)
        return -1;
    int64_t id = VAL(d->cmd, ANSWER_AMEND, AMENDMENT).i;
    if (id > c->namend || c->amend[id].state != AMEND_OPEN)
        return refuse(d, REFUSED_NO_SUCH_AMENDMENT, "amendment", 0);
    const struct amendment *a = &c->amend[id];
    bool accept = VAL(d->cmd, ANSWER_AMEND, ACCEPT).i != 0;
    bool waits = amend_waits(d->room, d->table, c, a);
    if (!amend_asks(d->room, d->table, c, a, waits, d->cmd->by) &&
        (accept || !may_decline(d->room, c, a, d->cmd->by)))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    struct act *e = emit_same(d);
    if (accept && !waits && needs_second(d->room, d->table, c, &a->credit))
        set_val(e, ACT_F(ANSWER_AMEND, WAITS), 1);
    else if (accept)
        emit_settled(d, c, a->credit.by, a->live);
    return 0;
}

// The amendment as the act of those who thought of it, at the time it was answered.
static struct act amending(const struct amendment *a, uint64_t t)
{
    return credited_act(&a->credit, ACT_AMEND, ACT_F(AMEND, HAT), t);
}

// The others were written for a wording that is no more.
static void overtake(const struct room *r, struct clause *c)
{
    for (int i = 1; r->rules->seconded && i <= c->namend; i++)
        if (c->amend[i].state == AMEND_OPEN)
            c->amend[i].state = AMEND_OVERTAKEN;
}

static void new_version(struct room *r, int table, struct clause *c, struct amendment *a,
                        uint64_t t)
{
    a->state = AMEND_ACCEPTED;
    overtake(r, c);
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

static void accept_amendment(struct room *r, int table, int id, struct amendment *a, uint64_t t)
{
    new_version(r, table, r->table[table].clause[id], a, t);
    live_with(r, table, id, a, t);
    tell_change(r, table, CHANGE_VERSION, id, a->credit.by, 0);
}

// What its writer takes back, nobody has answered.
static bool takes_back(const struct room *r, const struct amendment *a, const struct act *e)
{
    return r->rules->seconded && is_author(&a->credit, e->by);
}

static void answer_amendment(struct room *r, const struct act *e, struct amendment *a)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, ANSWER_AMEND, CLAUSE).i;
    bool accept = VAL(e, ANSWER_AMEND, ACCEPT).i != 0;
    struct act act = amending(a, e->t_ms);
    struct table_act entry = tally_entry(&act, TALLY_AMEND, id);
    entry.accepted = accept;
    entry.unsure = a->credit.unsure;
    entry.item = (uint8_t)VAL(e, ANSWER_AMEND, AMENDMENT).i;
    if (accept)
        round_reveal(r, table, id); // what was said of the version before counts as said of it
    tally_record(r, table, entry);
    if (accept)
        accept_amendment(r, table, id, a, e->t_ms);
    else
        a->state = AMEND_DECLINED;
}

void apply_ANSWER_AMEND(struct room *r, const struct act *e)
{
    struct clause *c = clause_of(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
    struct amendment *a = &c->amend[VAL(e, ANSWER_AMEND, AMENDMENT).i];
    if (VAL(e, ANSWER_AMEND, WAITS).i != 0) {
        a->agreed = true;
        a->t = e->t_ms;
    } else if (VAL(e, ANSWER_AMEND, ACCEPT).i == 0 && takes_back(r, a, e)) {
        a->state = AMEND_WITHDRAWN;
    } else {
        answer_amendment(r, e, a);
    }
    touch_due(r, r->person[e->by]->table);
    clause_changed(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
}
