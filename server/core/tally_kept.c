// Live tallies kept from act to act, so that an act costs what it changes. What is kept are the
// sets of the table's acts so far; the acts that came since are taken after them. Whatever else the
// figures hang on (who sits there, which clauses stand, when the phase began) is compared with what
// it was, and the sets start over when it is otherwise, or when an act was taken back.
#include <string.h>

#include "base/util.h"
#include "core/tally_input.h"
#include "core/tally_sets.h"

enum { CLAUSES_FIRST = 8 };

struct tally_kept {
    struct tally_input in; // people, clauses and acts; nothing after phase 2
    struct sets sets;
    struct sets_clause *clauses;
    size_t cap_clauses;
    struct roster roster;
    bool acted[PEOPLE_MAX + 1];
    int read;       // the table's acts that were taken
    uint64_t out;   // clauses that do not count, as bits
    uint64_t began; // the phase, for the times of acts
    struct live_typist most;
    uint8_t sharer[TALLY_PEOPLE_MAX];                   // the first of the roster on the same phone
    uint16_t typed[TALLY_PEOPLE_MAX][TALLY_PEOPLE_MAX]; // by that one, for whom
};

static uint64_t clauses_out(const struct room *r, int table)
{
    uint64_t out = 0;
    for (int c = 1; c <= r->table[table].nclauses; c++)
        out |= (uint64_t)tally_clause_out(r, table, c) << c;
    return out;
}

static bool same_person(const struct tally_person *a, const struct tally_person *b)
{
    return a->id.p == b->id.p && a->group == b->group && a->hats == b->hats &&
           a->in_ms == b->in_ms && a->left_ms == b->left_ms;
}

static bool same_people(const struct tally_kept *k, const struct room *r, int table)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        if ((!sits_at(who, table) && !k->acted[p]) || is_aside(r, p))
            continue;
        struct tally_person now = tally_person_of(r, table, p, r->clock.began);
        if (n == k->roster.n || k->roster.person[n] != p || !same_person(&now, &k->in.people[n]))
            return false;
        n++;
    }
    return n == k->roster.n;
}

static bool still_holds(struct tally_kept *k, const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    // A robot's clause is seen from its beginning, once people take it up.
    return !t->recount && !k->in.robots && k->began == t->pool_began &&
           k->out == clauses_out(r, table) && same_people(k, r, table);
}

static uint8_t first_sharer(const struct room *r, const struct roster *roster, int at)
{
    uint8_t first = 0;
    while (phone_of(r, roster->person[first]) != phone_of(r, roster->person[at]))
        first++;
    return first;
}

static void start_over(struct tally_kept *k, struct room *r, int table)
{
    memset(k->typed, 0, sizeof k->typed);
    memset(k->acted, 0, sizeof k->acted);
    roster_traces(&r->table[table], 0, k->acted);
    roster_call(r, table, k->acted, &k->roster);
    k->in.rules = r->rules;
    k->in.robots = r->robots && r->speed == 0;
    k->in.n_people = (size_t)k->roster.n;
    for (int i = 0; i < k->roster.n; i++) {
        k->in.people[i] = tally_person_of(r, table, k->roster.person[i], r->clock.began);
        k->sharer[i] = first_sharer(r, &k->roster, i);
    }
    k->in.n_acts = 0;
    k->out = clauses_out(r, table);
    k->began = r->table[table].pool_began;
    k->read = 0;
    k->most = (struct live_typist){.person = TALLY_NOBODY};
    r->table[table].recount = false;
    sets_start(&k->sets, &k->in, k->clauses, NULL);
}

static bool make_place(struct tally_kept *k, struct room *r, size_t clauses)
{
    if (clauses <= k->cap_clauses)
        return true;
    size_t cap = MAX(k->cap_clauses * 2, MAX(clauses, (size_t)CLAUSES_FIRST));
    struct sets_clause *more = room_reckon(r, cap * sizeof *more);
    if (more == NULL)
        return false;
    if (k->cap_clauses > 0)
        memcpy(more, k->clauses, k->cap_clauses * sizeof *more);
    k->clauses = k->sets.clause = more;
    k->cap_clauses = cap;
    return true;
}

// Only a majority makes a typist, so the pair that has most acts is the only candidate.
static void note_typist(struct tally_kept *k, const struct tally_act *act)
{
    uint32_t who = sets_credited(&k->in, act);
    if (!live_counts(&k->in, act))
        return;
    k->most.acts.y++;
    if (tally_bits(who) != 1)
        return;
    int person = __builtin_ctz(who);
    int32_t acts = ++k->typed[k->sharer[act->by]][person];
    if (acts > k->most.acts.x)
        k->most = (struct live_typist){act->device, (int8_t)person, {acts, k->most.acts.y}};
}

static void read_on(struct tally_kept *k, const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    size_t from = k->in.n_acts;
    for (; k->in.n_clauses < t->nclauses; k->in.n_clauses++)
        k->in.clauses[k->in.n_clauses] = tally_clause_id(k->in.n_clauses);
    for (; k->read < t->nacts; k->read++) {
        const struct table_act *a = &t->acts[k->read];
        if (!tally_left_out(r, table, a))
            t->tally[k->in.n_acts++] = tally_act_of(r, table, &k->roster, a);
    }
    k->in.acts = t->tally;
    sets_acts(&k->sets, from);
    for (; from < k->in.n_acts; from++)
        note_typist(k, &k->in.acts[from]);
}

bool tally_kept_tell(struct room *r, int table, int64_t now_ms, struct tally_live *out,
                     const struct tally_input **in)
{
    struct table *t = &r->table[table];
    if (t->kept == NULL) {
        t->kept = room_reckon(r, sizeof *t->kept);
        t->recount = true;
    }
    struct tally_kept *k = t->kept;
    if (k == NULL || !make_place(k, r, t->nclauses))
        return false;
    if (!t->recount)
        roster_traces(t, k->read, k->acted);
    if (!still_holds(k, r, table))
        start_over(k, r, table);
    if (k->roster.n == TALLY_PEOPLE_MAX) {
        t->recount = true;
        return false; // somebody may be left out of the roster, and own a phone
    }
    read_on(k, r, table);
    live_tell(&k->sets, &k->most, &tally_thresholds_1, now_ms, out);
    *in = &k->in;
    return true;
}
