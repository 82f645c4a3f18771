// A round of stances: hidden until all have answered or time is up, then said.
#include "base/util.h"
#include "core/rules_parts.h"

uint64_t round_ends(const struct room *r, const struct clause *c)
{
    uint64_t last = c->round_until;
    for (int p = 1; c->round_until != 0 && c->writing > 0 && p <= r->npeople; p++) {
        const struct voice *v = voice_of(c, p);
        last = MAX(last, MAX(v->pending.reserve, v->hat_pending.reserve));
    }
    return last;
}

bool round_answered(const struct room *r, int table, const struct clause *c, int but)
{
    for (int p = 1; p <= r->npeople; p++)
        if (is_present(r, p, table) && p != but && !has_answered(r, c, p))
            return false;
    return true;
}

void voice_record(struct room *r, int table, int clause, int person, int group)
{
    const struct stance *said =
        voice_stance(r, r->table[table].clause[clause], false, person, group);
    struct table_act entry = {.t = said->t,
                              .by = (uint16_t)person,
                              .kind = TALLY_REACT,
                              .hat = group == r->person[person]->group ? GROUPS : (uint8_t)group,
                              .clause = (uint8_t)clause,
                              .stance = (uint8_t)tally_stance_of(said->stance),
                              .reason = said->stance == STANCE_OBJECT};
    tally_record(r, table, entry);
}

static void reveal_voice(struct room *r, int table, int clause, int person, int group)
{
    struct clause *c = r->table[table].clause[clause];
    const struct stance *hidden = voice_stance(r, c, true, person, group);
    if (!hidden->set)
        return;
    struct stance said = *hidden;
    struct stance *now = voice_slot(r, c, false, person, group);
    // The place of the words it replaces serves for the next ones.
    struct stance none = {.why = {now->why.p, 0},
                          .could = {now->could.p, 0},
                          .reserve = hidden->reserve,
                          .reserve_seq = hidden->reserve_seq,
                          .reserved = hidden->reserved};
    bool again = objects(now) && said.stance == STANCE_OBJECT;
    said.since = again ? now->since : said.t;
    *voice_slot(r, c, true, person, group) = none;
    said.reserve = said.reserved = 0;
    thread_ease(c, now, &said, group);
    *now = said;
    touch_parts(r, person, PERSON_STANCES);
    voice_record(r, table, clause, person, group);
}

void round_reveal(struct room *r, int table, int clause)
{
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        if (who->table != table)
            continue;
        reveal_voice(r, table, clause, p, who->group);
        if (who->hat < GROUPS && who->hat != who->group)
            reveal_voice(r, table, clause, p, who->hat);
    }
    r->table[table].clause[clause]->round_until = 0;
}
