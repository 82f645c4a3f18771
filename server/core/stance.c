// What each person says of a clause, and of the whole.
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
    for (size_t i = 0; i < ARRAY_LEN(needed); i++)
        if (!needed[i].given)
            return refuse(d, REFUSED_NEEDS_REASON, needed[i].name, 0);
    return 0;
}

int decide_STANCE(struct decision *d)
{
    int id = (int)VAL(d->cmd, STANCE, CLAUSE).i;
    const struct clause *c = room_clause(d->room, d->table, id);
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (room_hat(d->room, d->cmd->by, &VAL(d->cmd, STANCE, HAT)) == GROUPS)
        return refuse(d, REFUSED_HAT, "hat", 0);
    if (VAL(d->cmd, STANCE, STANCE).i == STANCE_OBJECT && check_objection(d) != 0)
        return -1;
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
    bool known = !VAL(e, STANCE, STANCE).hidden;
    uint64_t end = said->reserve != 0 ? 0 : said->reserve_end;
    reserve_close(c, said);
    *said = (struct stance){
        .set = known,
        .stance = (uint8_t)VAL(e, STANCE, STANCE).i,
        .reason = (uint8_t)VAL(e, STANCE, REASON).i,
        .hat = (uint8_t)group,
        .why = said->why,
        .could = said->could,
        .t = e->t_ms,
        .seq = r->seq,
        .version = c->version,
        .reserved = said->reserved,
        .reserve_seq = said->reserve_seq,
        .reserve_end = end,
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
    if (c == NULL)
        return refuse(d, REFUSED_NO_SUCH_CLAUSE, "clause", 0);
    if (c->round_until == 0)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_REVEAL(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, REVEAL, TABLE).i, id = (int)VAL(e, REVEAL, CLAUSE).i;
    round_reveal(r, table, id);
    clause_settle(r, table, r->table[table].clause[id]);
    touch_said(r, table, id);
}

bool finals_revealed(const struct room *r, int table)
{
    if (phase_reached(r, PHASE_POOLING) && room_phase(r) != PHASE_POOLING)
        return true;
    int present = 0, answered = 0;
    for (int id = 1; id <= r->npeople; id++) {
        present += is_present(r, id, table);
        answered += is_present(r, id, table) && r->person[id]->has_final;
    }
    return present > 0 && answered == present;
}

int finals_in(const struct room *r, int table)
{
    int n = 0;
    for (int id = 1; id <= r->npeople; id++)
        n += sits_at(r->person[id], table) && r->person[id]->has_final;
    return n;
}

int decide_FINAL(struct decision *d)
{
    return as_asked(d);
}

void apply_FINAL(struct room *r, const struct act *e)
{
    struct person *p = r->person[e->by];
    p->has_final = true;
    p->final = VAL(e, FINAL, STANCE).hidden ? STANCE_SEALED : (uint8_t)VAL(e, FINAL, STANCE).i;
    p->final_t = e->t_ms;
    p->final_seq = r->seq;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}
