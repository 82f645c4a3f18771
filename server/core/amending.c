// Another wording of a clause: offered, answered, taken back, overtaken. A clause that every group
// has said yes to is no more its author's alone: its new wording takes two groups.
#include "base/util.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

// Whose yes it takes

enum { TWO = 2 }; // groups

static unsigned bit_of(int group)
{
    return group < GROUPS ? 1u << group : 0;
}

static int count(unsigned groups)
{
    int n = 0;
    for (int g = 0; g < GROUPS; g++)
        n += (int)(groups >> g & 1u);
    return n;
}

// By their own word: who offers it as theirs, or for a clause that is theirs; who accepted it.
static bool has_said_yes(const struct clause *c, const struct amendment *a, int person)
{
    return is_sure(&a->credit, person) ||
           (a->credit.by == person && is_author(&c->credit, person)) || a->yes[0] == person ||
           a->yes[1] == person;
}

// They can say yes to a new wording for that group, as they did to the one that stands. Of what is
// nobody's and not adopted, anybody can who does not object.
static bool stands_for(const struct room *r, const struct clause *c, bool consented, int person,
                       int group)
{
    const struct stance *s = group < GROUPS ? voice_stance(r, c, false, person, group) : NULL;
    return group < GROUPS && !objects(s) && (!consented || (s != NULL && s->set));
}

// The group for which that person would be the second, of none of `said`; else GROUPS.
static int second_group(const struct room *r, const struct clause *c, bool consented, int person,
                        unsigned said)
{
    const struct person *who = r->person[person];
    const uint8_t group[] = {who->group, who->hat};
    for (size_t i = 0; i < ARRAY_LEN(group); i++)
        if (!(said & bit_of(group[i])) && stands_for(r, c, consented, person, group[i]))
            return group[i];
    return GROUPS;
}

// What is asked of the yes to a wording, as of now.
struct ask {
    const struct room *r;
    int table;
    const struct clause *c;
    const struct amendment *a;
    bool consented, orphan;
    unsigned said; // groups, as bits, of which somebody said yes by their own word
};

static void add_yes(struct ask *ask, int person)
{
    const struct credit *mine = &ask->a->credit, *clause = &ask->c->credit;
    if (at_table(ask->r, ask->table, person) == NULL || is_aside(ask->r, person))
        return;
    ask->said |= bit_of(is_sure(mine, person) ? credit_voice(ask->r, mine, person)
                        : is_author(clause, person)
                            ? credit_voice(ask->r, clause, person)
                            : second_group(ask->r, ask->c, ask->consented, person, ask->said));
}

static struct ask ask_of(const struct room *r, int table, const struct clause *c,
                         const struct amendment *a)
{
    struct ask ask = {r, table, c, a, clause_consented(r, table, c), clause_orphan(r, table, c), 0};
    const struct credit *k = &a->credit;
    for (int i = 0; i < k->n; i++)
        if (is_sure(k, k->who[i]))
            add_yes(&ask, k->who[i]);
    if (has_said_yes(c, a, k->by))
        add_yes(&ask, k->by);
    for (size_t i = 0; i < ARRAY_LEN(a->yes); i++)
        if (a->yes[i] != 0)
            add_yes(&ask, a->yes[i]);
    return ask;
}

static bool can_second(const struct ask *ask, int person)
{
    return at_table(ask->r, ask->table, person) != NULL && !is_aside(ask->r, person) &&
           !has_said_yes(ask->c, ask->a, person) &&
           second_group(ask->r, ask->c, ask->consented, person, ask->said) < GROUPS;
}

// Somebody can; with `present`, who is connected.
static bool has_second(const struct ask *ask, bool present)
{
    for (int p = 1; p <= ask->r->npeople; p++)
        if (can_second(ask, p) && (!present || is_present(ask->r, p, ask->table)))
            return true;
    return false;
}

// One group's yes alone would change what others said yes to, or what is nobody's.
static bool needs_second(const struct ask *ask)
{
    return ask->r->rules->seconded && (ask->consented || ask->orphan) && count(ask->said) < TWO &&
           has_second(ask, false);
}

static bool is_agreed(const struct ask *ask)
{
    return ask->orphan || ask->a->yes[0] != 0 || is_author(&ask->c->credit, ask->a->credit.by);
}

static bool is_waiting(const struct ask *ask)
{
    return ask->a->state == AMEND_OPEN && is_agreed(ask) && needs_second(ask);
}

bool amend_waits(const struct room *r, int table, const struct clause *c, const struct amendment *a)
{
    if (a->state != AMEND_OPEN || !r->rules->seconded)
        return false;
    struct ask ask = ask_of(r, table, c, a);
    return is_waiting(&ask);
}

// Of those who could, all are away: whoever has said yes may say so again.
static bool is_alone(const struct ask *ask, int person)
{
    return at_table(ask->r, ask->table, person) != NULL && !is_aside(ask->r, person) &&
           has_said_yes(ask->c, ask->a, person) && !has_second(ask, true);
}

static bool is_asked(const struct ask *ask, bool waits, int person)
{
    if (waits)
        return can_second(ask, person) || is_alone(ask, person);
    bool anybody =
        ask->orphan && at_table(ask->r, ask->table, person) != NULL && !is_aside(ask->r, person);
    return ask->a->state == AMEND_OPEN && (anybody || is_author(&ask->c->credit, person));
}

bool amend_asks(const struct room *r, int table, const struct clause *c, const struct amendment *a,
                int person)
{
    struct ask ask = ask_of(r, table, c, a);
    return is_asked(&ask, is_waiting(&ask), person);
}

int amend_asked(const struct room *r, int table, const struct clause *c, const struct amendment *a,
                uint16_t who[PEOPLE_MAX])
{
    struct ask ask = ask_of(r, table, c, a);
    bool waits = is_waiting(&ask);
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        if (is_asked(&ask, waits, p))
            who[n++] = (uint16_t)p;
    return n;
}

void amends_presence(struct room *r, int table)
{
    for (int i = 1; table != 0 && i <= r->table[table].nclauses; i++) {
        const struct clause *c = r->table[table].clause[i];
        bool waits = false;
        for (int k = 1; k <= c->namend; k++)
            waits |= amend_waits(r, table, c, &c->amend[k]);
        if (waits)
            touch_said(r, table, i);
    }
}

const struct amendment *clause_waiting(const struct room *r, int table, const struct clause *c)
{
    for (int i = 1; c->state == CLAUSE_ADOPTED && i <= c->namend; i++)
        if (amend_waits(r, table, c, &c->amend[i]))
            return &c->amend[i];
    return NULL;
}

bool clause_offers(const struct room *r, int table, const struct clause *c, int person)
{
    bool offers = false;
    for (int i = 1; c->state != CLAUSE_DROPPED && i <= c->namend; i++) {
        if (c->amend[i].state != AMEND_OPEN)
            continue; // what it would ask is not reckoned
        struct ask ask = ask_of(r, table, c, &c->amend[i]);
        offers |= is_waiting(&ask) ? can_second(&ask, person) : is_asked(&ask, false, person);
    }
    return offers;
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
static bool settles(const struct stance *s, bool live)
{
    return s->set && (live || !objects(s));
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
        bool own = settles(voice_latest(d->room, c, p, who->group), theirs);
        bool hat = who->hat < GROUPS && settles(voice_latest(d->room, c, p, who->hat), theirs);
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
    struct amendment a = {.credit = credit_of(d->room, d->cmd, ACT_F(AMEND, HAT))};
    struct ask ask = ask_of(d->room, d->table, c, &a);
    if (is_agreed(&ask) && !needs_second(&ask)) {
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

// With that person's yes, too.
static struct amendment accepted_by(const struct amendment *a, int person)
{
    struct amendment with = *a;
    if (person != a->yes[0])
        with.yes[a->yes[0] != 0] = (uint16_t)person;
    return with;
}

// Those who could be the second are away: after a while nobody waits for them.
static int check_alone(struct decision *d, const struct amendment *a)
{
    uint64_t over = a->t + ASKED_MS;
    if (d->cmd->t_ms >= over)
        return 0;
    return refuse(d, REFUSED_WAIT, NULL, (int64_t)((over - d->cmd->t_ms + 999) / 1000));
}

static int accept(struct decision *d, const struct clause *c, const struct amendment *a, bool waits)
{
    struct ask before = ask_of(d->room, d->table, c, a);
    bool alone = waits && !can_second(&before, d->cmd->by);
    if (alone && check_alone(d, a) != 0)
        return -1;
    struct act *e = emit_same(d);
    struct amendment with = accepted_by(a, d->cmd->by);
    struct ask after = ask_of(d->room, d->table, c, &with);
    if (!alone && needs_second(&after))
        set_val(e, ACT_F(ANSWER_AMEND, WAITS), 1);
    else
        emit_settled(d, c, a->credit.by, a->live);
    return 0;
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
    bool yes = VAL(d->cmd, ANSWER_AMEND, ACCEPT).i != 0;
    bool waits = amend_waits(d->room, d->table, c, a);
    if (!amend_asks(d->room, d->table, c, a, d->cmd->by) &&
        (yes || !may_decline(d->room, c, a, d->cmd->by)))
        return refuse(d, REFUSED_NOT_AUTHOR, NULL, 0);
    return yes ? accept(d, c, a, waits) : as_asked(d);
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
        *a = accepted_by(a, e->by);
        a->t = e->t_ms;
    } else if (VAL(e, ANSWER_AMEND, ACCEPT).i == 0 && takes_back(r, a, e)) {
        a->state = AMEND_WITHDRAWN;
    } else {
        answer_amendment(r, e, a);
    }
    touch_due(r, r->person[e->by]->table);
    clause_changed(r, e, ACT_F(ANSWER_AMEND, CLAUSE));
}
