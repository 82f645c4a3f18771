#include "core/tally_sets.h"

#include <stddef.h>
#include <string.h>

#include "base/util.h"

int tally_bits(uint32_t bits)
{
    int n = 0;
    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

static size_t first_bit(uint32_t bits)
{
    return (size_t)__builtin_ctz(bits);
}

uint32_t sets_people(const uint32_t by_group[TALLY_GROUPS])
{
    return by_group[TALLY_M] | by_group[TALLY_C] | by_group[TALLY_O];
}

static uint32_t roster_bits(const struct tally_input *in)
{
    return in->n_people >= 32 ? UINT32_MAX : TALLY_BIT(in->n_people) - 1;
}

static bool wears(const struct tally_person *person, uint8_t hat)
{
    return person->group == hat || TALLY_HAS(person->hats, hat);
}

uint8_t sets_voice(const struct tally_input *in, const struct tally_act *act, size_t person)
{
    const struct tally_person *p = &in->people[person];
    return act->hat != TALLY_NO_HAT && wears(p, act->hat) ? act->hat : p->group;
}

uint32_t sets_credited(const struct tally_input *in, const struct tally_act *act)
{
    uint32_t who = act->credit;
    if (who == 0 && act->by != TALLY_NOBODY)
        who = TALLY_BIT(act->by);
    who &= roster_bits(in);
    if (act->hat == TALLY_NO_HAT)
        return who;
    for (uint32_t left = who; left != 0; left &= left - 1)
        if (wears(&in->people[first_bit(left)], act->hat))
            return who;
    return 0;
}

size_t sets_first(const struct tally_act *act, uint32_t who)
{
    if (act->first >= 0 && TALLY_HAS(who, act->first))
        return (size_t)act->first;
    return first_bit(who);
}

// Stances

static void take_stance(struct sets_clause *c, size_t person, uint8_t group, uint8_t stance)
{
    uint32_t who = TALLY_BIT(person);
    c->stance[person][group] = stance;
    c->objects[group] = stance == TALLY_OBJECT ? c->objects[group] | who : c->objects[group] & ~who;
    c->consents[group] =
        stance == TALLY_OBJECT ? c->consents[group] & ~who : c->consents[group] | who;
}

static void speak(struct sets_clause *c, const struct tally_act *act, int16_t at, size_t person,
                  uint8_t group)
{
    bool objected = c->stance[person][group] == TALLY_OBJECT;
    struct episode *episode = &c->episode[person][group];
    if (act->stance == TALLY_OBJECT) {
        episode->reason = episode->reason || act->reason;
        if (!objected) {
            episode->version = c->version;
            episode->act = at;
            episode->fate = FATE_STANDING;
            c->gave_way[group] &= ~TALLY_BIT(person);
        }
    } else if (objected) {
        episode->fate = c->version > episode->version ? FATE_COMPROMISE : FATE_WITHDRAWN;
        if (episode->fate == FATE_COMPROMISE && act->stance == TALLY_LIVE)
            c->gave_way[group] |= TALLY_BIT(person);
    }
    take_stance(c, person, group, act->stance);
}

// One voice of one act

struct voice {
    size_t person;
    uint8_t group;
    int16_t at; // position of the act
    bool sure;  // the act is theirs by their own word
};

// Silence never consents: who was only named supports from their own next act on.
static void support(struct sets_clause *c, struct voice v)
{
    if (!v.sure)
        c->unsure[v.group] |= TALLY_BIT(v.person);
    else if (c->stance[v.person][v.group] != TALLY_OBJECT)
        take_stance(c, v.person, v.group, TALLY_SUPPORT);
}

static void confirm(struct sets_clause *c, struct voice v)
{
    if (v.sure && TALLY_HAS(c->unsure[v.group], v.person)) {
        c->unsure[v.group] &= ~TALLY_BIT(v.person);
        support(c, v);
    }
}

typedef void apply_voice(struct sets *, struct sets_clause *, const struct tally_act *,
                         struct voice);

static void apply_propose(struct sets *r, struct sets_clause *c, const struct tally_act *act,
                          struct voice v)
{
    UNUSED(r);
    if (c->act == act) {
        c->proposers[v.group] |= TALLY_BIT(v.person);
        c->proposed_by |= (uint8_t)TALLY_BIT(v.group);
        support(c, v);
    }
}

static void apply_amend(struct sets *r, struct sets_clause *c, const struct tally_act *act,
                        struct voice v)
{
    UNUSED(r);
    if (act->accepted) {
        c->amenders |= TALLY_BIT(v.person);
        c->givers |= TALLY_BIT(v.person);
        c->amended_by |= (uint8_t)TALLY_BIT(v.group);
        support(c, v);
    }
}

static void apply_react(struct sets *r, struct sets_clause *c, const struct tally_act *act,
                        struct voice v)
{
    UNUSED(r);
    speak(c, act, v.at, v.person, v.group);
}

static void apply_carry(struct sets *r, struct sets_clause *c, const struct tally_act *act,
                        struct voice v)
{
    UNUSED(r);
    c->carriers[v.group] |= TALLY_BIT(v.person);
    c->givers |= TALLY_BIT(v.person);
    c->carried_by |= (uint8_t)TALLY_BIT(v.group);
    c->due = c->due || act->due;
    support(c, v);
}

static void apply_commit(struct sets *r, struct sets_clause *c, const struct tally_act *act,
                         struct voice v)
{
    UNUSED(r);
    c->resources[v.person][v.group] |= TALLY_BIT(act->resource);
    c->givers |= TALLY_BIT(v.person);
    c->committed_by |= (uint8_t)TALLY_BIT(v.group);
    support(c, v);
}

static apply_voice *const apply[TALLY_KINDS] = {
    [TALLY_PROPOSE] = apply_propose, [TALLY_AMEND] = apply_amend,   [TALLY_REACT] = apply_react,
    [TALLY_CARRY] = apply_carry,     [TALLY_COMMIT] = apply_commit,
};

// One act

static void note_dyads(struct sets *r, const struct sets_clause *c, size_t person)
{
    r->dyads[person] |= sets_people(c->proposers);
}

// Giving, to a clause of others, is following them.
static void note_ties(struct sets *r, const struct sets_clause *c, const struct tally_act *act,
                      uint32_t who)
{
    bool gives = act->kind == TALLY_CARRY || act->kind == TALLY_COMMIT ||
                 (act->kind == TALLY_AMEND && act->accepted);
    uint32_t authors = sets_people(c->proposers) | c->amenders;
    for (; gives && who != 0; who &= who - 1)
        r->follows[first_bit(who)] |= authors;
}

static void note_lead(struct sets *r, const struct tally_act *act, int16_t at, uint32_t who)
{
    bool initiative = act->kind == TALLY_PROPOSE || act->kind == TALLY_CARRY ||
                      (act->kind == TALLY_AMEND && act->accepted);
    if (initiative && r->lead != NULL) {
        r->lead->act[r->lead->n] = at;
        r->lead->group[r->lead->n++] = "MCO"[sets_voice(r->in, act, sets_first(act, who))];
    }
}

static void note_amendment(struct sets *r, struct sets_clause *c, uint8_t groups)
{
    c->version++;
    r->amendments++;
    if ((groups & ~c->proposed_by) == 0)
        return;
    r->crossed++;
    for (int g = 0; g < TALLY_GROUPS; g++)
        r->conceded[g] += (int)TALLY_HAS(c->proposed_by, g);
}

static uint8_t groups_of(const struct tally_input *in, const struct tally_act *act, uint32_t who)
{
    uint8_t groups = 0;
    for (; who != 0; who &= who - 1)
        groups |= (uint8_t)TALLY_BIT(sets_voice(in, act, first_bit(who)));
    return groups;
}

static void note_time(struct sets *r, const struct tally_act *act, uint32_t who)
{
    if (act->by != TALLY_NOBODY)
        who |= TALLY_BIT(act->by) & r->roster;
    for (; who != 0; who &= who - 1) {
        int64_t *last = &r->last_ms[first_bit(who)];
        *last = MAX(*last, act->at_ms);
    }
    r->last_act_ms = MAX(r->last_act_ms, act->at_ms);
}

// The clause that the act is about, which a proposal makes; NULL when there is none yet.
static struct sets_clause *clause_of(struct sets *r, const struct tally_act *act)
{
    struct sets_clause *c = &r->clause[act->clause];
    while (r->places <= act->clause)
        memset(&r->clause[r->places++], 0, sizeof *c);
    if (!c->known && act->kind == TALLY_PROPOSE) {
        c->known = true;
        c->act = act;
        r->order[r->n_clauses++] = act->clause;
    }
    return c->known ? c : NULL;
}

static bool is_taken(const struct sets *r, const struct tally_act *act)
{
    return r->taken >> act->clause & 1;
}

static void take_act(struct sets *r, const struct tally_act *act, int16_t at)
{
    uint32_t who = sets_credited(r->in, act);
    bool there = act->clause >= 0 && (size_t)act->clause < r->in->n_clauses;
    if (!there || (act->robot ? !is_taken(r, act) : who == 0))
        return;
    struct sets_clause *c = clause_of(r, act);
    if (c == NULL || act->robot)
        return;
    if (act->kind == TALLY_AMEND && act->accepted)
        note_amendment(r, c, groups_of(r->in, act, who));
    note_ties(r, c, act, who);
    note_lead(r, act, at, who);
    note_time(r, act, who);
    struct tally_frac share = frac_make(1, tally_bits(who));
    for (uint32_t left = who; left != 0; left &= left - 1) {
        size_t p = first_bit(left);
        uint8_t group = sets_voice(r->in, act, p);
        r->acts[p][group] = frac_add(r->acts[p][group], share);
        if (act->kind != TALLY_PROPOSE)
            note_dyads(r, c, p);
        struct voice voice = {p, group, at, !TALLY_HAS(act->unconfirmed, p)};
        confirm(c, voice);
        apply[act->kind](r, c, act, voice);
    }
}

void sets_start(struct sets *r, const struct tally_input *in, struct sets_clause *clauses,
                struct sets_lead *lead)
{
    memset(r, 0, sizeof *r);
    r->in = in;
    r->clause = clauses;
    r->lead = lead;
    if (lead != NULL)
        lead->n = 0;
    r->roster = roster_bits(in);
    r->last_act_ms = INT64_MIN;
    for (size_t p = 0; p < TALLY_PEOPLE_MAX; p++) {
        r->last_ms[p] = INT64_MIN;
        for (int g = 0; g < TALLY_GROUPS; g++)
            r->acts[p][g] = frac_zero;
    }
    for (size_t p = 0; p < in->n_people; p++) {
        r->primary |= (uint8_t)TALLY_BIT(in->people[p].group);
        r->seated |= in->people[p].hats;
    }
    r->seated |= r->primary;
    r->k = tally_bits(r->seated);
}

// What people did of a robot's clause is seen from its beginning once they have taken it up.
static void find_taken(struct sets *r)
{
    uint64_t proposed = 0;
    for (size_t i = 0; i < r->in->n_acts; i++) {
        const struct tally_act *act = &r->in->acts[i];
        bool takes = act->kind == TALLY_CARRY || (act->kind == TALLY_AMEND && act->accepted);
        if (act->ext || act->clause < 0 || (size_t)act->clause >= r->in->n_clauses)
            continue;
        if (act->robot)
            proposed |= UINT64_C(1) << act->clause;
        else if (takes && sets_credited(r->in, act) != 0)
            r->taken |= UINT64_C(1) << act->clause & proposed;
    }
}

void sets_acts(struct sets *r, size_t from)
{
    if (r->in->robots)
        find_taken(r);
    for (size_t i = from; i < r->in->n_acts; i++) {
        const struct tally_act *act = &r->in->acts[i];
        if (act->ext)
            continue;
        if (act->kind == TALLY_BASE)
            r->base = act->groups;
        else
            take_act(r, act, (int16_t)i);
    }
}

// Questions

bool sets_adopted(const struct sets *r, const struct sets_clause *c)
{
    uint8_t consenting = 0;
    for (int g = 0; g < TALLY_GROUPS; g++)
        consenting |= c->consents[g] != 0 ? (uint8_t)TALLY_BIT(g) : 0;
    return c->known && sets_people(c->objects) == 0 && (r->seated & ~consenting) == 0;
}

int sets_standing(const struct sets_clause *c)
{
    int n = 0;
    for (int g = 0; g < TALLY_GROUPS; g++)
        n += tally_bits(c->objects[g]);
    return n;
}

uint8_t sets_hands(const struct sets_clause *c)
{
    return c->proposed_by | c->amended_by | c->carried_by | c->committed_by;
}

void sets_concessions(const struct sets *r, int32_t out[TALLY_GROUPS])
{
    for (int g = 0; g < TALLY_GROUPS; g++) {
        out[g] = r->conceded[g];
        for (int i = 0; i < r->n_clauses; i++)
            out[g] += tally_bits(r->clause[r->order[i]].gave_way[g]);
    }
}

int64_t tally_present_ms(const struct tally_input *in, size_t person)
{
    const struct tally_person *p = &in->people[person];
    int64_t present = MIN(p->left_ms, in->phase2_ms) - MAX(p->in_ms, 0);
    return MAX(present, 0);
}
