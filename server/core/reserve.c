// Somebody is writing an objection: the answer is theirs for a while, and the round waits for it.
#include "base/util.h"
#include "core/rules_parts.h"

void reserve_close(struct clause *c, struct stance *s)
{
    c->writing = (uint16_t)(c->writing - (s->reserve != 0));
    s->reserve = 0;
}

static int check_open(struct decision *d, const struct clause *c, int group)
{
    const struct stance *now = voice_stance(d->room, c, true, d->cmd->by, group);
    const struct stance *said = voice_stance(d->room, c, false, d->cmd->by, group);
    bool open = now->reserve != 0,
         on = !VAL(d->cmd, RESERVE, ON).set || VAL(d->cmd, RESERVE, ON).i != 0;
    if (!on)
        return open ? 0 : refuse(d, REFUSED_NOTHING, NULL, 0);
    bool against = objects(now) || (objects(said) && said->version == c->version);
    bool had = now->reserved == c->version && !open;
    bool again = open && (!VAL(d->cmd, RESERVE, REASON).set ||
                          (against && now->reason == VAL(d->cmd, RESERVE, REASON).i));
    return had || again || (against && !open) ? refuse(d, REFUSED_ALREADY, NULL, 0) : 0;
}

// The table sees that somebody writes, never who; so does the log, until it is said.
static void emit_writing(struct decision *d, const struct clause *c, int group)
{
    const struct person *who = d->room->person[d->cmd->by];
    struct act *e = emit_system(d, ACT_WRITING);
    set_val(e, ACT_F(WRITING, TABLE), d->table);
    e->f[ACT_F(WRITING, CLAUSE)] = VAL(d->cmd, RESERVE, CLAUSE);
    set_val(e, ACT_F(WRITING, PERSON), d->cmd->by);
    e->f[ACT_F(WRITING, REASON)] = VAL(d->cmd, RESERVE, REASON);
    if (group != who->group)
        set_val(e, ACT_F(WRITING, HAT), 1);
    set_val(e, ACT_F(WRITING, ON), !VAL(d->cmd, RESERVE, ON).set || VAL(d->cmd, RESERVE, ON).i);
    if (voice_stance(d->room, c, true, d->cmd->by, group)->reserve != 0)
        set_val(e, ACT_F(WRITING, MORE), 1);
}

int decide_RESERVE(struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, (int)VAL(d->cmd, RESERVE, CLAUSE).i);
    if (!d->room->rules->asked_again)
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    int group = room_hat(d->room, d->cmd->by, &VAL(d->cmd, RESERVE, HAT));
    if (group == GROUPS)
        return refuse(d, REFUSED_HAT, "hat", 0);
    if (check_open(d, c, group) != 0)
        return -1;
    emit_writing(d, c, group);
    return 0;
}

// Who writes, of which clause, with what; `on`: or does no more.
struct writer {
    int table, clause, by, group;
    uint64_t t;
    bool on;
    const struct val *reason;
};

// It is an objection from the tap on.
static void object(struct room *r, const struct writer *w, struct stance *s)
{
    struct clause *c = r->table[w->table].clause[w->clause];
    s->set = true;
    s->stance = STANCE_OBJECT;
    s->reason = (uint8_t)w->reason->i;
    s->hat = (uint8_t)w->group;
    s->t = s->reserve - RESERVE_MS;
    s->seq = r->seq;
    s->version = c->version;
    s->why.n = s->could.n = 0;
    if (c->round_until == 0)
        round_reveal(r, w->table, w->clause);
}

// What told of it is told with the answer, or never.
static void over(struct room *r, struct clause *c, struct stance *now, struct stance *said)
{
    struct stance *of = now->set ? now : said->reserve_seq == now->reserve_seq ? said : NULL;
    reserve_close(c, now);
    if (of != NULL)
        of->reserve_end = r->seq;
    if (!now->set)
        now->reserve_seq = 0;
}

static void writes(struct room *r, const struct writer *w)
{
    struct clause *c = r->table[w->table].clause[w->clause];
    struct stance *s = voice_slot(r, c, true, w->by, w->group);
    if (!w->on) {
        over(r, c, s, voice_slot(r, c, false, w->by, w->group));
    } else if (s->reserve == 0) {
        c->writing++;
        s->reserve = w->t + RESERVE_MS;
        s->reserve_seq = r->seq;
        s->reserved = c->version;
        s->set = s->lapsed = false; // what was said in this round is taken back with the tap
    }
    if (s->reserve != 0 && w->reason->set && !w->reason->hidden)
        object(r, w, s);
    clause_settle(r, w->table, c);
    touch_clause(r, w->table, w->clause);
    touch_parts(r, w->by, PERSON_STANCES);
}

// Of a log from before `writing`.
void apply_RESERVE(struct room *r, const struct act *e)
{
    const struct val *on = &VAL(e, RESERVE, ON);
    writes(r, &(struct writer){.table = r->person[e->by]->table,
                               .clause = (int)VAL(e, RESERVE, CLAUSE).i,
                               .by = e->by,
                               .group = voice_group(r, e->by, &VAL(e, RESERVE, HAT)),
                               .t = e->t_ms,
                               .on = !on->set || on->i != 0,
                               .reason = &VAL(e, RESERVE, REASON)});
}

// Somebody, in a log that does not tell who.
static void unnamed_writes(struct room *r, int table, int id, int more)
{
    struct clause *c = r->table[table].clause[id];
    if (more < 0 && c->unnamed == 0)
        return;
    c->writing = (uint16_t)(c->writing + more);
    c->unnamed = (uint16_t)(c->unnamed + more);
    clause_settle(r, table, c);
    touch_clause(r, table, id);
}

int decide_WRITING(struct decision *d)
{
    return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0); // people reserve
}

void apply_WRITING(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, WRITING, TABLE).i, id = (int)VAL(e, WRITING, CLAUSE).i;
    bool on = VAL(e, WRITING, ON).i != 0, more = VAL(e, WRITING, MORE).i != 0;
    const struct val *person = &VAL(e, WRITING, PERSON);
    if (person->hidden) {
        if (!on || !more)
            unnamed_writes(r, table, id, on ? 1 : -1);
        return;
    }
    const struct person *who = r->person[person->i];
    int group = VAL(e, WRITING, HAT).i != 0 ? who->hat : who->group;
    if (more && on &&
        voice_stance(r, r->table[table].clause[id], true, (int)person->i, group)->reserve == 0)
        unnamed_writes(r, table, id, -1); // it was theirs
    writes(r, &(struct writer){.table = table,
                               .clause = id,
                               .by = (int)person->i,
                               .group = group,
                               .t = e->t_ms,
                               .on = on,
                               .reason = &VAL(e, WRITING, REASON)});
}

// The end of it

static struct stance *slot_of(const struct clause *c, int person, bool hat)
{
    struct voice *v = c->voice[person];
    return v == NULL ? NULL : hat ? &v->hat_pending : &v->pending;
}

int decide_LAPSE(struct decision *d)
{
    const struct act *a = d->cmd;
    int person = (int)VAL(a, LAPSE, PERSON).i;
    const struct clause *c =
        room_clause(d->room, (int)VAL(a, LAPSE, TABLE).i, (int)VAL(a, LAPSE, CLAUSE).i);
    const struct stance *s = c == NULL || person > d->room->npeople
                                 ? NULL
                                 : slot_of(c, person, VAL(a, LAPSE, HAT).i != 0);
    if (s == NULL || s->reserve == 0)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return as_asked(d);
}

void apply_LAPSE(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, LAPSE, TABLE).i, id = (int)VAL(e, LAPSE, CLAUSE).i;
    int person = (int)VAL(e, LAPSE, PERSON).i;
    bool hat = VAL(e, LAPSE, HAT).i != 0;
    struct clause *c = r->table[table].clause[id];
    if (VAL(e, LAPSE, PERSON).hidden) {
        unnamed_writes(r, table, id, -1);
        return;
    }
    struct stance *s = slot_of(c, person, hat);
    if (s == NULL || s->reserve == 0)
        return;
    struct stance *said = hat ? &c->voice[person]->hat_said : &c->voice[person]->said;
    over(r, c, s, said);
    bool against = objects(said) && said->version == c->version;
    s->lapsed = !s->set && !against;
    clause_settle(r, table, c);
    touch_clause(r, table, id);
    touch_parts(r, person, PERSON_STANCES);
}

// All voices that write, one after another; begins at {.table = 1, .clause = 1}.
struct writing {
    int table, clause, voice;
    struct stance *s;
};

static bool next_writing(const struct room *r, struct writing *w)
{
    for (; w->table <= r->ntables; w->table++, w->clause = 1, w->voice = 0) {
        const struct table *t = &r->table[w->table];
        for (; w->clause <= t->nclauses; w->clause++, w->voice = 0) {
            const struct clause *c = t->clause[w->clause];
            while (c->writing > 0 && w->voice < 2 * r->npeople) {
                int v = w->voice++;
                w->s = slot_of(c, 1 + v / 2, v % 2 != 0);
                if (w->s != NULL && w->s->reserve != 0)
                    return true;
            }
        }
    }
    return false;
}

static struct act lapse_of(const struct writing *w)
{
    int v = w->voice - 1;
    struct act e = {.type = ACT_LAPSE};
    set_val(&e, ACT_F(LAPSE, TABLE), w->table);
    set_val(&e, ACT_F(LAPSE, CLAUSE), w->clause);
    set_val(&e, ACT_F(LAPSE, PERSON), 1 + v / 2);
    if (v % 2 != 0)
        set_val(&e, ACT_F(LAPSE, HAT), 1);
    return e;
}

uint64_t reserves_next(const struct room *r)
{
    struct writing w = {.table = 1, .clause = 1};
    uint64_t next = 0;
    while (next_writing(r, &w))
        next = next == 0 ? w.s->reserve : MIN(next, w.s->reserve);
    return next;
}

void reserves_due(struct decision *d)
{
    struct writing w = {.table = 1, .clause = 1};
    while (next_writing(d->room, &w)) {
        struct act *e = w.s->reserve <= d->cmd->t_ms ? emit(d, ACT_LAPSE) : NULL;
        if (e != NULL) {
            uint64_t t = e->t_ms;
            *e = lapse_of(&w);
            e->t_ms = t;
        }
    }
}

void reserves_move(struct room *r, uint64_t by)
{
    struct writing w = {.table = 1, .clause = 1};
    while (next_writing(r, &w)) {
        w.s->reserve += by;
        touch_clause(r, w.table, w.clause);
        touch_parts(r, 1 + (w.voice - 1) / 2, PERSON_STANCES);
    }
}

void reserves_end(struct room *r)
{
    struct writing w = {.table = 1, .clause = 1};
    while (next_writing(r, &w)) {
        struct act e = lapse_of(&w);
        apply_LAPSE(r, &e);
    }
    for (int t = 1; t <= r->ntables; t++)
        for (int id = 1; id <= r->table[t].nclauses; id++)
            while (r->table[t].clause[id]->unnamed > 0)
                unnamed_writes(r, t, id, -1);
}
