// When the clock deals each event card, and to whom: as the scenario has it, until a facilitator
// plans it otherwise, for every table or for one.
#include "core/project.h"
#include "core/rules_parts.h"

// What a plan says: nothing of its own, by hand only, or from there on a second of the phase.
enum { PLAN_NONE, PLAN_HAND, PLAN_AT };

// The phase in which cards are dealt that is, or comes; -1: none any more.
static int dealing_phase(const struct room *r)
{
    for (int p = r->clock.phase < 0 ? 0 : r->clock.phase; !r->ended && p < r->nphases; p++)
        if (room_phase_at(r, p)->kind == PHASE_POOLING)
            return p;
    return -1;
}

// Of that phase as it stands: its plan, or what it was made of it.
static uint64_t dealing_ms(const struct room *r, int phase)
{
    return phase == r->clock.phase ? r->clock.length : (uint64_t)r->seconds[phase] * 1000;
}

// Table 0: what holds for those that have no plan of their own.
static int plan_of(const struct room *r, int table, int inject)
{
    int own = table ? r->table[table].plan[inject] : PLAN_NONE;
    return own ? own : r->plan[inject];
}

// Milliseconds into the phase; CARD_BY_HAND.
enum { CARD_BY_HAND = -1 };
static int64_t planned(const struct room *r, int table, int inject)
{
    int plan = plan_of(r, table, inject), phase = dealing_phase(r);
    if (phase < 0 || plan == PLAN_HAND)
        return CARD_BY_HAND;
    if (plan >= PLAN_AT)
        return (int64_t)(plan - PLAN_AT) * 1000;
    int32_t at_s = r->sc->injects[inject].at_s, length = room_phase_at(r, phase)->seconds;
    if (at_s < 0)
        return CARD_BY_HAND;
    return (int64_t)at_s * (int64_t)r->seconds[phase] * 1000 / (length > 0 ? length : 1);
}

static bool lacks(const struct room *r, int table, int inject)
{
    return r->table[table].ninjects < INJECTS_MAX && !table_has_card(&r->table[table], inject);
}

bool next_card(const struct room *r, struct next_card *out)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < r->sc->n_injects; i++)
        for (int t = 1; t <= r->ntables; t++) {
            int64_t at = lacks(r, t, i) ? planned(r, t, i) : CARD_BY_HAND;
            if (at < 0 || at >= best)
                continue;
            best = at;
            *out = (struct next_card){.inject = i, .table = t};
        }
    if (best == INT64_MAX)
        return false;
    out->at = r->clock.began + (uint64_t)best;
    bool all = true; // who lacks it is dealt it now
    for (int t = 1; t <= r->ntables; t++)
        all &= !lacks(r, t, out->inject) || planned(r, t, out->inject) == best;
    out->table = all ? 0 : out->table;
    return true;
}

// Which cards the tables' counts are about: those that it has, but for play beyond the hour's
// task, and those that the clock will deal it.
static unsigned cards_of(const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    unsigned cards = 0;
    int phase = dealing_phase(r);
    int64_t ends = phase < 0 ? 0 : (int64_t)dealing_ms(r, phase);
    for (int i = 0; i < t->ninjects; i++)
        cards |= t->inject[i].extra ? 0 : 1u << t->inject[i].inject;
    for (int i = 0; i < r->sc->n_injects && !table_plays_on(t); i++) {
        int64_t at = lacks(r, table, i) ? planned(r, table, i) : CARD_BY_HAND;
        cards |= at >= 0 && at < ends ? 1u << i : 0;
    }
    return cards;
}

// Who sits where is only asked where it makes a difference: this is looked at with every patch.
bool cards_apart(const struct room *r)
{
    unsigned cards[TABLES_MAX + 1], differ = 0;
    int first = 0;
    for (int t = 1; t <= r->ntables; t++) {
        cards[t] = cards_of(r, t);
        differ |= cards[t] ^ cards[1];
    }
    for (int t = 1; t <= r->ntables && differ; t++) {
        if (room_seats(r, t) == 0)
            continue;
        if (first && cards[t] != cards[first])
            return true;
        first = t;
    }
    return false;
}

static bool somebody_lacks(const struct room *r, const struct val *table, int inject)
{
    for (int t = 1; t <= r->ntables; t++)
        if ((!table->set || table->i == t) && lacks(r, t, inject))
            return true;
    return false;
}

// A moment of the phase that is still to come.
static int check_moment(struct decision *d, int64_t at_s)
{
    const struct room *r = d->room;
    int phase = dealing_phase(r);
    if (phase < 0)
        return refuse(d, REFUSED_PHASE, NULL, 0);
    int64_t most = (int64_t)dealing_ms(r, phase) / 1000 - 1;
    if (at_s > most)
        return refuse(d, REFUSED_RANGE, "at_s", most);
    uint64_t now = r->clock.paused ? r->clock.paused_t : d->cmd->t_ms;
    uint64_t past = phase == r->clock.phase && now > r->clock.began ? now - r->clock.began : 0;
    if ((uint64_t)at_s * 1000 < past)
        return refuse(d, REFUSED_RANGE, "at_s", (int64_t)(past / 1000 + 1));
    return 0;
}

int decide_SCHEDULE(struct decision *d)
{
    const struct room *r = d->room;
    const struct val *table = &VAL(d->cmd, SCHEDULE, TABLE), *at = &VAL(d->cmd, SCHEDULE, AT);
    int inject = (int)VAL(d->cmd, SCHEDULE, INJECT).i;
    if (check_table(d, table))
        return -1;
    if (inject >= r->sc->n_injects)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "inject", r->sc->n_injects);
    if (!somebody_lacks(r, table, inject))
        return refuse(d, REFUSED_ALREADY, "inject", 0);
    if (at->set && check_moment(d, at->i))
        return -1;
    return as_asked(d);
}

void apply_SCHEDULE(struct room *r, const struct act *e)
{
    const struct val *table = &VAL(e, SCHEDULE, TABLE), *at = &VAL(e, SCHEDULE, AT);
    int inject = (int)VAL(e, SCHEDULE, INJECT).i;
    uint16_t plan = (uint16_t)(at->set ? PLAN_AT + at->i : PLAN_HAND);
    if (VAL(e, SCHEDULE, WITH).i)
        plan = PLAN_NONE; // the table goes with the others again, and all with the scenario
    if (!table->set)
        r->plan[inject] = plan;
    for (int t = 1; t <= r->ntables; t++) {
        if (table->set && table->i != t)
            continue;
        r->table[t].plan[inject] = table->set ? plan : PLAN_NONE;
        touch_table(r, t);
    }
}

void project_planned(const struct pen *p, const struct room *r, int table)
{
    int phase = dealing_phase(r);
    int64_t ends = phase < 0 ? 0 : (int64_t)dealing_ms(r, phase);
    jw_karr(p->w, table ? "planned" : "plan");
    for (int i = 0; i < r->sc->n_injects; i++) {
        int64_t at = table && !lacks(r, table, i) ? CARD_BY_HAND : planned(r, table, i);
        if (at < 0)
            continue;
        jw_obj(p->w);
        jw_kint(p->w, "card", i);
        jw_kint(p->w, "at_s", at / 1000);
        if (at >= ends)
            jw_kbool(p->w, "late", true);
        jw_end(p->w);
    }
    jw_end(p->w);
    if (!table)
        return;
    jw_karr(p->w, "planned_apart");
    for (int i = 0; i < r->sc->n_injects; i++)
        if (r->table[table].plan[i] && lacks(r, table, i))
            jw_int(p->w, i);
    jw_end(p->w);
}
