// Whether a table has adopted a clause: somebody of each seated group can live with it, and nobody
// objects. Looked at again after whatever moves it.
#include "base/util.h"
#include "core/rules_parts.h"

// Adds the groups a person consents for; false when they object. Who was removed no longer
// blocks nor consents, but what they proposed, carry or committed still speaks for their group.
static bool add_consent(const struct room *r, const struct clause *c, int person, uint8_t *groups)
{
    const struct person *p = r->person[person];
    const uint8_t voice[] = {p->group, p->hat};
    for (size_t i = 0; i < ARRAY_LEN(voice); i++) {
        if (voice[i] >= GROUPS || (i > 0 && voice[i] == p->group))
            continue;
        const struct stance *s = voice_stance(r, c, false, person, voice[i]);
        if (!s->set || (!p->here && !s->implicit))
            continue;
        if (s->stance == STANCE_OBJECT)
            return false;
        *groups |= (uint8_t)(1u << voice[i]);
    }
    return true;
}

bool clause_consented(const struct room *r, int table, const struct clause *c)
{
    uint8_t groups = 0;
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->table == table && !add_consent(r, c, p, &groups))
            return false;
    for (int g = 0; g < GROUPS; g++)
        if (room_seated(r, table, g) && !(groups & 1u << g))
            return false;
    return groups != 0;
}

// Who gave a stance on the whole text gave it on another one.
static void text_changed(struct room *r, int table)
{
    r->table[table].text_t = r->now;
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->table == table && r->person[p]->has_final)
            touch_parts(r, p, PERSON_OWN);
}

void touch_stances(struct room *r, int table)
{
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->table == table)
            touch_parts(r, p, PERSON_STANCES);
}

void touch_due(struct room *r, int table)
{
    for (int p = 1; p <= r->npeople; p++)
        if (table != 0 && r->person[p]->table == table)
            touch_parts(r, p, PERSON_DUE);
}

static bool has_open_amendment(const struct clause *c)
{
    for (int i = 1; i <= c->namend; i++)
        if (c->amend[i].state == AMEND_OPEN)
            return true;
    return false;
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
    if ((before > CLAUSE_ADOPTED) != (c->state > CLAUSE_ADOPTED))
        touch_stances(r, table); // nobody is asked about what is set aside
    // Whom an offered wording asks hangs on what was said of the clause, too.
    if ((before == CLAUSE_OPEN) != (c->state == CLAUSE_OPEN) || has_open_amendment(c))
        touch_due(r, table);
    if (before != c->state)
        r->dirt |= DIRT_SCREEN;
    if ((before == CLAUSE_ADOPTED) != (c->state == CLAUSE_ADOPTED))
        text_changed(r, table);
}

void clause_changed(struct room *r, const struct act *e, int field)
{
    int table = r->person[e->by]->table;
    clause_settle(r, table, clause_of(r, e, field));
    touch_clause(r, table, (int)e->f[field].i);
}
