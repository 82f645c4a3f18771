#include "core/seen.h"

#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"

#include <string.h>

static void see_people(const struct room *r, struct seen *out)
{
    for (int p = 1; p <= r->npeople && out->n_people < PLACES_MAX; p++) {
        const struct person *who = at_table(r, out->table, p);
        if (who == NULL)
            continue;
        bool to_rate = phase_reached(r, PHASE_REPORT) && is_to_rate(r, out->me, p);
        out->people[out->n_people++] = (struct seen_person){.id = (uint16_t)p,
                                                            .group = who->group,
                                                            .role = who->seat,
                                                            .robot = who->robot,
                                                            .on = who->on,
                                                            .to_rate = to_rate};
    }
}

static void see_self(const struct room *r, struct seen *out)
{
    const struct person *me = r->person[out->me];
    const struct scenario_role *role = &r->sc->roles[me->seat];
    out->group = me->group;
    out->role = me->seat;
    out->ready = me->ready;
    out->wrote = me->own_idea.set;
    out->answered = me->answered || r->told;
    out->finished = me->has_final;
    out->final_old = me->has_final && me->final_t < r->table[me->table].text_t;
    out->said_q6 = me->q6.n > 0;
    for (int i = 0; i < role->n_assets; i++) {
        struct means m = {me->seat, i, &role->assets[i]};
        if (means_left(r, out->table, &m) > 0)
            out->assets |= (uint16_t)(1u << i);
    }
}

static void see_group(const struct room *r, struct seen *out)
{
    const struct group_work *work = &r->table[out->table].group[out->group];
    for (int i = 0; i < SHEET_FIELDS; i++)
        out->sheet[i] = work->sheet[i].text;
    for (int i = 1; i <= 3; i++)
        out->tagged[i] = work->tags[i].set;
    out->red = work->red.text;
    out->gave_up = work->gave_up.text;
    out->has_points = work->has_points;
    out->has_met = work->has_met;
    out->presenter = work->presenter;
}

static void see_stances(const struct room *r, const struct clause *c, const struct seen *seen,
                        struct seen_clause *out)
{
    const struct stance *mine = voice_latest(r, c, seen->me, seen->group);
    out->mine = mine->set ? mine->stance : SEEN_STANCE_NONE;
    out->asks_me = clause_awaits(r, c, seen->me);
    for (int i = 0; i < seen->n_people && c->round_until == 0; i++) {
        const struct seen_person *p = &seen->people[i];
        const struct stance *s = voice_stance(r, c, false, p->id, p->group);
        if (!objects(s) || p->id == seen->me)
            continue;
        out->objector = p->id;
        out->could = s->could;
    }
}

static void see_items(const struct room *r, const struct clause *c, const struct seen *seen,
                      struct seen_clause *out)
{
    for (int i = c->namend; i >= 1; i--) {
        const struct amendment *a = &c->amend[i];
        if (amend_asks(r, seen->table, c, a, seen->me))
            out->amendment = i;
        out->amends |= a->credit.by == seen->me;
    }
    for (int k = 1; k <= c->ncommit; k++) {
        const struct commitment *put = &c->commit[k];
        struct means m = means_of(r->sc, put);
        if (put->gone || m.asset == NULL)
            continue;
        out->given |= (uint16_t)(1u << m.role);
        if (m.role == seen->role && m.asset->condition.fr.n > 0 && !put->holds)
            out->condition = k;
    }
}

static void see_clauses(const struct room *r, struct seen *out)
{
    for (int i = 1; i <= r->table[out->table].nclauses; i++) {
        const struct clause *c = room_clause(r, out->table, i);
        if (c == NULL)
            continue;
        struct seen_clause *to = &out->clause[out->n_clauses++];
        *to = (struct seen_clause){.id = i,
                                   .by = c->credit.by,
                                   .group = c->group,
                                   .adopted = c->state == CLAUSE_ADOPTED,
                                   .open = c->state == CLAUSE_OPEN,
                                   .round = c->round_until != 0,
                                   .version = c->version,
                                   .text = c->text,
                                   .carrier = c->carrier,
                                   .proposed = c->version_t};
        see_stances(r, c, out, to);
        see_items(r, c, out, to);
    }
}

bool room_seen(const struct room *r, int person, uint64_t now, struct seen *out)
{
    const struct person *me = room_person(r, person);
    if (me == NULL || me->table == 0)
        return false;
    const struct table *t = &r->table[me->table];
    memset(out, 0, sizeof *out);
    out->sc = r->sc;
    out->english = r->lang == 1;
    out->aside = is_aside(r, person);
    out->phase = room_phase(r);
    out->now = now;
    out->began = r->clock.began;
    out->ends = r->clock.ends;
    out->me = person;
    out->table = me->table;
    see_self(r, out);
    see_people(r, out);
    see_group(r, out);
    if (!phase_reached(r, PHASE_POOLING))
        return true;
    out->base = t->base;
    out->left = clauses_left(r, out->table, out->group);
    out->heart = t->heart;
    out->reported = t->report_done;
    out->unlocked = t->unlocked;
    see_clauses(r, out);
    for (int i = 0; i < REPORT_FIELDS; i++)
        out->report[i] = t->report[i].text;
    return true;
}

bool room_has_robots(const struct room *r)
{
    return r->robots;
}

bool room_is_robot(const struct room *r, int person)
{
    return person > 0 && person <= r->npeople && r->person[person]->robot;
}

int room_robot_after(const struct room *r, int table, int after)
{
    for (int p = after + 1; p <= r->npeople; p++)
        if (r->person[p]->robot && sits_at(r->person[p], table))
            return p;
    return 0;
}

int room_speed(const struct room *r)
{
    return r->speed;
}

uint64_t room_phase_ends(const struct room *r)
{
    return room_clock_runs(r) ? r->clock.ends : 0;
}

bool room_is_in_last_phase(const struct room *r)
{
    return r->clock.phase + 1 == r->nphases;
}

uint64_t room_phase_length(const struct room *r)
{
    return room_clock_runs(r) ? r->clock.length : 0;
}

bool room_waits_for_next(const struct room *r, uint64_t now)
{
    if (r->speed == 0 || r->ended)
        return false;
    bool over = room_clock_runs(r) && r->clock.ends <= now && !phase_ends_alone(room_phase(r));
    return r->clock.phase < 0 || (over && !room_is_in_last_phase(r));
}
