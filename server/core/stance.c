// Consent: what each person says of a clause, hidden until all have said it, and adoption.
#include "base/util.h"
#include "core/rules_parts.h"

static int check_objection(struct decision *d)
{
    const struct act *c = d->cmd;
    const struct {
        const char *name;
        bool given;
    } needed[] = {
        {"reason", VAL(c, STANCE, REASON).set},
        {"could", VAL(c, STANCE, COULD).s.n > 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        if (!needed[i].given) {
            return refuse(d, REFUSED_NEEDS_REASON, needed[i].name, 0);
        }
    }
    return 0;
}

int decide_STANCE(struct decision *d)
{
    int id = (int)VAL(d->cmd, STANCE, CLAUSE).i;
    const struct clause *c = room_clause(d->room, d->table, id);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    if (room_hat(d->room, d->cmd->by, &VAL(d->cmd, STANCE, HAT)) == GROUPS) {
        return refuse(d, REFUSED_HAT, "hat", 0);
    }
    if (VAL(d->cmd, STANCE, STANCE).i == STANCE_OBJECT && check_objection(d) != 0) {
        return -1;
    }
    emit_same(d)->ncredit = 0; // everybody answers for themselves
    if (c->round_until != 0 && round_answered(d->room, d->table, c, d->cmd->by)) {
        struct act *reveal = emit_system(d, ACT_REVEAL);
        set_val(reveal, ACT_F(REVEAL, TABLE), d->table);
        set_val(reveal, ACT_F(REVEAL, CLAUSE), id);
    }
    return 0;
}

void apply_STANCE(struct room *r, const struct act *e)
{
    int table = r->person[e->by]->table, id = (int)VAL(e, STANCE, CLAUSE).i;
    struct clause *c = r->table[table].clause[id];
    bool open = c->round_until != 0;
    int group = voice_group(r, e->by, &VAL(e, STANCE, HAT));
    // Said after the round, it goes the same way as what the round hid, at once.
    struct stance *said = voice_slot(r, c, true, e->by, group);
    reserve_close(c, said);
    *said = (struct stance){
        .set = true,
        .stance = (uint8_t)VAL(e, STANCE, STANCE).i,
        .reason = (uint8_t)VAL(e, STANCE, REASON).i,
        .hat = (uint8_t)group,
        .why = said->why,
        .could = said->could,
        .t = e->t_ms,
        .version = c->version,
        .reserved = said->reserved,
    };
    room_put(r, &said->why, VAL(e, STANCE, WHY).s);
    room_put(r, &said->could, VAL(e, STANCE, COULD).s);
    if (!open) {
        round_reveal(r, table, id);
        clause_settle(r, table, c);
    }
    touch_said(r, table, id);
    touch_parts(r, e->by, PERSON_STANCES);
}

int decide_REVEAL(struct decision *d)
{
    const struct clause *c =
        room_clause(d->room, (int)VAL(d->cmd, REVEAL, TABLE).i, (int)VAL(d->cmd, REVEAL, CLAUSE).i);
    if (c == NULL) {
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    }
    if (c->round_until == 0) {
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    }
    emit_same(d);
    return 0;
}

void apply_REVEAL(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, REVEAL, TABLE).i, id = (int)VAL(e, REVEAL, CLAUSE).i;
    round_reveal(r, table, id);
    clause_settle(r, table, r->table[table].clause[id]);
    touch_said(r, table, id);
}

int decide_FINAL(struct decision *d)
{
    emit_same(d);
    return 0;
}

void apply_FINAL(struct room *r, const struct act *e)
{
    struct person *p = r->person[e->by];
    p->has_final = true;
    p->final = (uint8_t)VAL(e, FINAL, STANCE).i;
    p->final_t = e->t_ms;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}

// Adoption

// Adds the groups a person consents for; false when they object. Who was removed no longer
// blocks nor consents, but what they proposed, carry or committed still speaks for their group.
static bool add_consent(const struct room *r, const struct clause *c, int person, uint8_t *groups)
{
    const struct person *p = r->person[person];
    const uint8_t voice[] = {p->group, p->hat};
    for (size_t i = 0; i < ARRAY_LEN(voice); i++) {
        if (voice[i] >= GROUPS || (i > 0 && voice[i] == p->group)) {
            continue;
        }
        const struct stance *s = voice_stance(r, c, false, person, voice[i]);
        if (s == NULL || !s->set || (!p->here && !s->implicit)) {
            continue;
        }
        if (s->stance == STANCE_OBJECT) {
            return false;
        }
        *groups |= (uint8_t)(1u << voice[i]);
    }
    return true;
}

bool clause_consented(const struct room *r, int table, const struct clause *c)
{
    uint8_t groups = 0;
    for (int p = 1; p <= r->npeople; p++) {
        if (r->person[p]->table == table && !add_consent(r, c, p, &groups)) {
            return false;
        }
    }
    for (int g = 0; g < GROUPS; g++) {
        if (room_seated(r, table, g) && !(groups & 1u << g)) {
            return false;
        }
    }
    return groups != 0;
}

// Who gave a stance on the whole text gave it on another one.
static void text_changed(struct room *r, int table)
{
    r->table[table].text_t = r->now;
    for (int p = 1; p <= r->npeople; p++) {
        if (r->person[p]->table == table && r->person[p]->has_final) {
            touch_parts(r, p, PERSON_OWN);
        }
    }
}

void touch_stances(struct room *r, int table)
{
    for (int p = 1; p <= r->npeople; p++) {
        if (r->person[p]->table == table) {
            touch_parts(r, p, PERSON_STANCES);
        }
    }
}

void touch_due(struct room *r, int table)
{
    for (int p = 1; p <= r->npeople; p++) {
        if (table != 0 && r->person[p]->table == table) {
            touch_parts(r, p, PERSON_DUE);
        }
    }
}

// While somebody writes an objection, nothing is adopted that was not before.
void clause_settle(struct room *r, int table, struct clause *c)
{
    uint8_t before = c->state;
    if (before != CLAUSE_DROPPED) {
        bool waits = c->round_until != 0 || (c->writing > 0 && before != CLAUSE_ADOPTED);
        bool adopted = !waits && clause_consented(r, table, c);
        c->state = c->parked ? CLAUSE_PARKED : adopted ? CLAUSE_ADOPTED : CLAUSE_OPEN;
    }
    if ((before > CLAUSE_ADOPTED) != (c->state > CLAUSE_ADOPTED)) {
        touch_stances(r, table); // nobody is asked about what is set aside
    }
    if ((before == CLAUSE_OPEN) != (c->state == CLAUSE_OPEN)) {
        touch_due(r, table);
    }
    if ((before == CLAUSE_ADOPTED) != (c->state == CLAUSE_ADOPTED)) {
        text_changed(r, table);
    }
}
