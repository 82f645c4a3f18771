// What a table did, as the tallies read it: recorded act by act, handed over as a tally_input.
#include "base/util.h"
#include "core/tally_input.h"

#include <string.h>

// Ids as constant text: an input borrows them.

#define TEN(c, t) c t "0" c t "1" c t "2" c t "3" c t "4" c t "5" c t "6" c t "7" c t "8" c t "9"
#define NINETY(c)                                                                                  \
    TEN(c, "1")                                                                                    \
    TEN(c, "2") TEN(c, "3") TEN(c, "4") TEN(c, "5") TEN(c, "6") TEN(c, "7") TEN(c, "8") TEN(c, "9")
#define HUNDRED(c, t)                                                                              \
    TEN(c, t "0")                                                                                  \
    TEN(c, t "1")                                                                                  \
    TEN(c, t "2")                                                                                  \
    TEN(c, t "3")                                                                                  \
    TEN(c, t "4") TEN(c, t "5") TEN(c, t "6") TEN(c, t "7") TEN(c, t "8") TEN(c, t "9")
#define NINE(c) c "1" c "2" c "3" c "4" c "5" c "6" c "7" c "8" c "9"

static const char person_ids[] =
    NINE("p") NINETY("p") HUNDRED("p", "1") HUNDRED("p", "2") HUNDRED("p", "3") HUNDRED("p", "4")
        HUNDRED("p", "5") HUNDRED("p", "6") HUNDRED("p", "7") HUNDRED("p", "8") HUNDRED("p", "9");
static const char clause_ids[] = NINE("c") NINETY("c");
_Static_assert(PEOPLE_MAX <= 999 && CLAUSES_MAX <= 99, "every id is in its list");

// The n-th of "x1x2...x10x11...x100x101...".
static struct str id_text(const char *ids, size_t n)
{
    size_t at = n < 10 ? (n - 1) * 2 : n < 100 ? 18 + (n - 10) * 3 : 288 + (n - 100) * 4;
    return (struct str){ids + at, n < 10 ? 2 : n < 100 ? 3 : 4};
}

// The roster

void roster_traces(const struct table *t, int from, bool acted[PEOPLE_MAX + 1])
{
    for (int i = from; i < t->nacts; i++) {
        const struct table_act *a = &t->acts[i];
        acted[a->by] = true;
        for (int k = 0; k < a->ncredit; k++)
            acted[a->credit[k]] = true;
    }
}

void roster_call(const struct room *r, int table, const bool acted[PEOPLE_MAX + 1],
                 struct roster *roster)
{
    roster->n = 0;
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = r->person[p];
        bool sits = sits_at(who, table);
        roster->at[p] = TALLY_NOBODY;
        if (roster->n < TALLY_PEOPLE_MAX && (sits || acted[p]) && !is_aside(r, p)) {
            roster->person[roster->n] = (uint16_t)p;
            roster->at[p] = (int16_t)roster->n++;
        }
    }
}

static int64_t since(uint64_t t, uint64_t start)
{
    return t >= start ? (int64_t)(t - start) : -(int64_t)(start - t);
}

struct tally_person tally_person_of(const struct room *r, int table, int person, uint64_t start)
{
    const struct person *p = r->person[person];
    struct tally_person out = tally_make_person(id_text(person_ids, (size_t)person), p->group, 0);
    bool sits = sits_at(p, table);
    out.number = (uint16_t)person;
    if (sits && start != 0)
        out.in_ms = since(p->seated_t, start);
    else if (!sits)
        out.left_ms = since(p->here ? p->seated_t : p->left_t, start);
    if (p->hat < GROUPS && p->hat != p->group)
        out.hats = (uint8_t)(1u << p->hat);
    return out;
}

static void fill_people(const struct room *r, int table, const struct roster *roster,
                        uint64_t start, struct tally_input *out)
{
    out->n_people = (size_t)roster->n;
    for (int i = 0; i < roster->n; i++) {
        const struct person *p = r->person[roster->person[i]];
        out->people[i] = tally_person_of(r, table, roster->person[i], start);
        out->sealed = out->sealed || p->sealed;
        bool unknown = p->has_final && p->final == STANCE_SEALED;
        uint8_t final = unknown ? (uint8_t)STANCE_SUPPORT : p->final;
        out->final_sealed = out->final_sealed || unknown;
        out->final[i] = p->has_final ? (uint8_t)tally_stance_of(final) : TALLY_UNSAID;
        for (int k = 0; k < roster->n; k++) {
            uint8_t kept = rating_of(p, roster->person[k]);
            out->rating[i][k] = kept == RATED_CANNOT_SAY ? TALLY_CANT_SAY : kept;
        }
    }
}

static void fill_interests(const struct table *t, struct tally_input *out)
{
    for (int g = 0; g < GROUPS; g++) {
        const struct group_work *work = &t->group[g];
        if (!work->has_points)
            continue;
        out->n_interests[g] = SCENARIO_INTERESTS;
        for (int i = 0; i < SCENARIO_INTERESTS; i++) {
            out->interests[g][i].points = work->points[i];
            out->interests[g][i].halves = work->has_met ? work->met[i] : TALLY_CANT_SAY;
        }
    }
}

// Acts

struct str tally_clause_id(size_t clause)
{
    return id_text(clause_ids, clause + 1);
}

// A clause taken back never was; one that is parked must not count as adopted.
bool tally_clause_out(const struct room *r, int table, int clause)
{
    const struct clause *c = r->table[table].clause[clause];
    return c->state == CLAUSE_DROPPED || (c->parked && clause_consented(r, table, c));
}

// Nor does one count that removed people would still block.
bool tally_left_out(const struct room *r, int table, const struct table_act *a)
{
    const struct person *by = r->person[a->by];
    return a->kind != TALLY_BASE && (tally_clause_out(r, table, a->clause) ||
                                     (a->kind == TALLY_REACT && (!by->here || by->table != table)));
}

// The table confirms tags, so the last ones count.
static void set_tags(const struct clause *c, struct tally_act *out)
{
    static const uint8_t beneficiary[] = {TALLY_FOR_OWN, TALLY_FOR_WIDER, TALLY_FOR_WIDER,
                                          TALLY_FOR_UNSAID};
    out->scales = c->scale;
    out->dims = c->dims;
    out->beneficiary = beneficiary[c->beneficiary];
    out->norm = c->beyond;
}

uint16_t phone_of(const struct room *r, int person)
{
    uint16_t shared = r->person[person]->phone;
    return shared != 0 ? shared : (uint16_t)person;
}

struct tally_act tally_act_of(const struct room *r, int table, const struct roster *roster,
                              const struct table_act *a)
{
    struct tally_act out = tally_make_act((enum tally_kind)a->kind, roster->at[a->by],
                                          a->kind == TALLY_BASE ? -1 : a->clause - 1);
    out.at_ms = since(a->t, r->table[table].pool_began);
    out.device = phone_of(r, a->by);
    out.hat = a->hat < GROUPS ? a->hat : TALLY_NO_HAT;
    out.groups = a->groups;
    out.stance = a->stance;
    out.resource = a->resource;
    out.accepted = a->accepted;
    out.reason = a->reason;
    out.due = a->due;
    out.ext = a->ext;
    out.robot = a->kind == TALLY_PROPOSE && is_aside(r, a->by);
    if (a->ncredit > 0)
        out.first = (int8_t)roster->at[a->credit[0]];
    for (int i = 0; i < a->ncredit; i++) {
        int at = roster->at[a->credit[i]];
        out.credit |= at == TALLY_NOBODY ? 0 : TALLY_BIT(at);
        out.unconfirmed |= at != TALLY_NOBODY && (a->unsure >> i & 1) ? TALLY_BIT(at) : 0;
    }
    if (a->kind == TALLY_PROPOSE)
        set_tags(r->table[table].clause[a->clause], &out);
    return out;
}

bool room_tally_input(const struct room *r, int table, struct tally_input *out)
{
    if (table < 1 || table > r->ntables)
        return false;
    const struct table *t = &r->table[table];
    bool pooling = room_phase(r) == PHASE_POOLING;
    uint64_t start = pooling ? r->clock.began : t->pool_began;
    uint64_t length = pooling ? r->clock.length : t->pool_ms;
    struct roster roster;
    bool acted[PEOPLE_MAX + 1] = {false};
    tally_input_init(out);
    out->rules = r->rules;
    roster_traces(t, 0, acted);
    roster_call(r, table, acted, &roster);
    if (length > 0)
        out->phase2_ms = (int64_t)length;
    fill_people(r, table, &roster, start, out);
    fill_interests(t, out);
    out->n_clauses = t->nclauses;
    for (size_t i = 0; i < t->nclauses; i++)
        out->clauses[i] = tally_clause_id(i);
    for (int i = 0; i < t->nacts; i++)
        out->robots |= is_aside(r, t->acts[i].by);
    for (int i = 0; i < t->nacts; i++)
        if (!tally_left_out(r, table, &t->acts[i]))
            t->tally[out->n_acts++] = tally_act_of(r, table, &roster, &t->acts[i]);
    out->acts = t->tally;
    return true;
}
