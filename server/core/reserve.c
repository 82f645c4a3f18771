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
    emit_same(d)->ncredit = 0;
    return 0;
}

// It is an objection from the tap on.
static void object(struct room *r, int table, int id, struct stance *s, const struct act *e)
{
    struct clause *c = r->table[table].clause[id];
    s->set = true;
    s->stance = STANCE_OBJECT;
    s->reason = (uint8_t)VAL(e, RESERVE, REASON).i;
    s->hat = (uint8_t)voice_group(r, e->by, &VAL(e, RESERVE, HAT));
    s->t = s->reserve - RESERVE_MS;
    s->seq = r->seq;
    s->version = c->version;
    s->why.n = s->could.n = 0;
    if (c->round_until == 0)
        round_reveal(r, table, id);
}

void apply_RESERVE(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, RESERVE, CLAUSE).i;
    struct clause *c = r->table[table].clause[id];
    int group = voice_group(r, e->by, &VAL(e, RESERVE, HAT));
    struct stance *s = voice_slot(r, c, true, e->by, group);
    if (VAL(e, RESERVE, ON).set && VAL(e, RESERVE, ON).i == 0) {
        reserve_close(c, s);
    } else if (s->reserve == 0) {
        c->writing++;
        s->reserve = e->t_ms + RESERVE_MS;
        s->reserved = c->version;
        s->set = s->lapsed = false; // what was said in this round is taken back with the tap
    }
    if (s->reserve != 0 && VAL(e, RESERVE, REASON).set && !VAL(e, RESERVE, REASON).hidden)
        object(r, table, id, s, e);
    touch_parts(r, e->by, PERSON_STANCES);
    clause_changed(r, e, ACT_F(RESERVE, CLAUSE));
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
    struct clause *c = r->table[table].clause[id];
    struct stance *s = slot_of(c, person, VAL(e, LAPSE, HAT).i != 0);
    if (s == NULL || s->reserve == 0)
        return;
    reserve_close(c, s);
    bool hat = VAL(e, LAPSE, HAT).i != 0;
    const struct stance *said = hat ? &c->voice[person]->hat_said : &c->voice[person]->said;
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
}
