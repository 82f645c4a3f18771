// What must hold of an event before it is made true. The rules give only such events; a log that
// was written by somebody else, or that meets another scenario, may hold anything.
#include "base/util.h"
#include "core/parts.h"
#include "core/rules_parts.h"

#include <string.h>

// Memory

enum {
    ALIGNED = 64, // more than an allocation is rounded up by, and its capacity
    // Who types, whom they credit, who carries
    VOICES_BYTES = (CREDIT_MAX + 2) * (sizeof(struct voice) + ALIGNED),
    VERSIONS_BYTES = VERSIONS_KEPT * sizeof(struct earlier) + ALIGNED,
    RESERVE_BYTES = 1 << 20, // kept from people, for the clock and facilitators
};

// At most, beside texts; acts that only set what is there take none.
// (What one person typed of others' clauses: a voice for each that credit comes back to.)
static const size_t act_bytes[ACT_TYPES] = {
    [ACT_CREATED] = ALIGNED,
    [ACT_JOIN] = sizeof(struct person) + ALIGNED,
    [ACT_PROPOSE] = sizeof(struct clause) + ALIGNED + VOICES_BYTES,
    [ACT_ANSWER_AMEND] = VOICES_BYTES,
    [ACT_STANCE] = VOICES_BYTES,
    [ACT_RESERVE] = VOICES_BYTES,
    [ACT_WRITING] = VOICES_BYTES,
    [ACT_OWN] = VOICES_BYTES,
    [ACT_CARRY] = VOICES_BYTES,
    [ACT_COMMIT] = VOICES_BYTES,
    [ACT_RETRACT] = TABLES_MAX * GROUPS * CLAUSES_PER_GROUP * (sizeof(struct voice) + ALIGNED),
    [ACT_SHEET] = VERSIONS_BYTES,
    [ACT_RED_LINE] = VERSIONS_BYTES,
    [ACT_GAVE_UP] = VERSIONS_BYTES,
    [ACT_REPORT_TEXT] = VERSIONS_BYTES,
    [ACT_FOUND] = VERSIONS_BYTES,
};

static size_t text_bytes(size_t n)
{
    return n > 0 ? text_room(n) + ALIGNED : 0;
}

static size_t event_bytes(const struct act *e)
{
    size_t n = act_bytes[e->type];
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields && e->type != ACT_CRED; i++)
        n += text_bytes(e->f[i].s.n) + text_bytes((size_t)e->f[i].nparts * PART_BYTES);
    bool guest = e->by > 0 || e->type == ACT_JOIN;
    return n > 0 && guest ? n + RESERVE_BYTES : n;
}

bool room_has_place(const struct room *r, const struct act *events, int n)
{
    size_t left = r->arena->max - arena_used(r->arena), need = 0;
    for (int i = 0; i < n; i++)
        need += event_bytes(&events[i]);
    return need <= left;
}

// What an event names

static bool within(int64_t n, int64_t low, int64_t high)
{
    return n >= low && n <= high;
}

static bool is_person(const struct room *r, int64_t id)
{
    return within(id, 1, r->npeople);
}

static bool sits(const struct room *r, int64_t id)
{
    return is_person(r, id) && r->person[id]->table > 0;
}

// The table whose clauses an event means: the one it names, else the actor's.
static int table_meant(const struct room *r, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields; i++)
        if (spec->fields[i].type == FIELD_TABLE && e->f[i].set)
            return within(e->f[i].i, 1, r->ntables) ? (int)e->f[i].i : 0;
    return sits(r, e->by) ? r->person[e->by]->table : 0;
}

const struct clause *clause_meant(const struct room *r, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    const struct table *t = &r->table[table_meant(r, e)];
    for (int i = 0; i < spec->nfields; i++)
        if (spec->fields[i].type == FIELD_CLAUSE && within(e->f[i].i, 1, t->nclauses))
            return t->clause[e->f[i].i];
    return NULL;
}

// What the decision numbered is the next of its kind; what was named is there.
static bool is_item(const struct field_spec *spec, int64_t id, int there, int most)
{
    return spec->flags & FIELD_OUT ? id == there + 1 && id <= most : within(id, 1, there);
}

// A new one may have the number of one that was dropped, declined or taken back.
static bool given_back(const struct room *r, const struct act *e, const struct field_spec *spec,
                       int64_t id)
{
    const struct table *t = &r->table[table_meant(r, e)];
    const struct clause *c = clause_meant(r, e);
    if (!(spec->flags & FIELD_OUT))
        return false;
    switch (spec->type) {
    case FIELD_CLAUSE:
        return within(id, 1, t->nclauses) && t->clause[id]->state == CLAUSE_DROPPED;
    case FIELD_AMENDMENT:
        return c != NULL && within(id, 1, c->namend) && amend_closed(&c->amend[id]);
    case FIELD_COMMITMENT:
        return c != NULL && within(id, 1, c->ncommit) && c->commit[id].gone;
    default:
        return false;
    }
}

static bool field_holds(const struct room *r, const struct act *e, const struct field_spec *spec,
                        const struct val *v)
{
    const struct clause *c;
    if (v->hidden && (spec->flags & FIELD_SEALED))
        return true;
    switch (spec->type) {
    case FIELD_PERSON: // whoever joins is new; the robot that gives up its seat is there
        return e->type == ACT_JOIN ? is_item(spec, v->i, r->npeople, PEOPLE_MAX)
                                   : is_person(r, v->i);
    case FIELD_TABLE:
        return within(v->i, 1, r->ntables);
    case FIELD_CLAUSE:
        return given_back(r, e, spec, v->i) ||
               is_item(spec, v->i, r->table[table_meant(r, e)].nclauses, CLAUSES_MAX);
    case FIELD_AMENDMENT:
        c = clause_meant(r, e);
        return given_back(r, e, spec, v->i) ||
               (c != NULL && is_item(spec, v->i, c->namend, AMENDS_MAX));
    case FIELD_COMMITMENT:
        c = clause_meant(r, e);
        return given_back(r, e, spec, v->i) ||
               (c != NULL && is_item(spec, v->i, c->ncommit, COMMITS_MAX));
    default:
        return field_is_text(spec->type) || within(v->i, spec->min, spec->max);
    }
}

static bool parts_hold(const struct room *r, const struct val *v)
{
    if (v->nparts > 0 && !r->rules->parted)
        return false;
    for (int i = 0; i < v->nparts; i++)
        if (!is_person(r, v->parts[i].by))
            return false;
    return true;
}

static bool fields_hold(const struct room *r, const struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *f = &spec->fields[i];
        bool needed = !(f->flags & FIELD_OPTIONAL);
        if (e->f[i].set ? !field_holds(r, e, f, &e->f[i]) || !parts_hold(r, &e->f[i]) : needed)
            return false;
    }
    return true;
}

static bool actor_holds(const struct room *r, const struct act *e)
{
    unsigned who = act_spec(e->type)->who;
    for (int i = 0; i < e->ncredit; i++)
        if (!sits(r, e->credit[i]))
            return false;
    if (e->by == 0)
        return who & WHO_SYSTEM;
    if (e->by < 0)
        return (who & WHO_FACILITATOR) && facilitates(r, -e->by);
    return who & WHO_SELF ? is_person(r, e->by) : (who & WHO_SEATED) && sits(r, e->by);
}

static bool named(const struct act *e, int field)
{
    return e->f[field].set;
}

// One that its table still has: another's place would be meant else.
static bool is_note(const struct room *r, const struct act *e)
{
    int64_t last = r->table[table_meant(r, e)].nchats;
    return within(VAL(e, UNCHAT, NOTE).i, MAX(last - CHAT_KEPT + 1, 1), last);
}

static bool is_role(const struct room *r, const struct val *v)
{
    return v->i < r->sc->n_roles;
}

static bool draft_fits(const struct room *r, const struct act *e)
{
    const struct person *p = r->person[e->by];
    return VAL(e, DRAFT, KEY).hidden || p->ndrafts < DRAFTS_MAX ||
           person_draft(p, VAL(e, DRAFT, KEY).s) >= 0;
}

// What the table of acts cannot say.
static bool particulars_hold(const struct room *r, const struct act *e)
{
    switch (e->type) {
    case ACT_CREATED:
        return rules(VAL(e, CREATED, RULES).i) != NULL;
    case ACT_PLAN:
        return !r->planned;
    case ACT_FACILITATE:
        return VAL(e, FACILITATE, FACILITATOR).i == r->nfacilitators + 1;
    case ACT_JOIN:
        return is_role(r, &VAL(e, JOIN, SEAT));
    case ACT_SIT:
        return named(e, ACT_F(SIT, PERSON)) && is_role(r, &VAL(e, SIT, SEAT));
    case ACT_DISMISS:
        return VAL(e, DISMISS, FROM).i <= VAL(e, DISMISS, TO).i;
    case ACT_HAT:
        return named(e, ACT_F(HAT, PERSON));
    case ACT_NAME:
        return named(e, ACT_F(NAME, PERSON));
    case ACT_ERASE:
        return named(e, ACT_F(ERASE, PERSON)) ||
               within(VAL(e, ERASE, FACILITATOR).i, 1, r->nfacilitators);
    case ACT_LEAD:
        return facilitates(r, (int)VAL(e, LEAD, FACILITATOR).i);
    case ACT_WITHDRAW:
        return VAL(e, WITHDRAW, FACILITATOR).i != r->lead &&
               facilitates(r, (int)VAL(e, WITHDRAW, FACILITATOR).i);
    case ACT_PARK:
        return named(e, ACT_F(PARK, TABLE));
    case ACT_NEXT:
        return VAL(e, NEXT, PHASE).i < r->nphases;
    case ACT_BACK:
        return VAL(e, BACK, PHASE).i < r->nphases;
    case ACT_DEAL:
        return VAL(e, DEAL, INJECT).i < r->sc->n_injects;
    case ACT_SCHEDULE:
        return VAL(e, SCHEDULE, INJECT).i < r->sc->n_injects;
    case ACT_CALL:
        return (named(e, ACT_F(CALL, ROLE)) ||
                (named(e, ACT_F(CALL, EXPERT)) && VAL(e, CALL, EXPERT).i < r->sc->n_experts)) &&
               r->table[r->person[e->by]->table].ncalls < CALLS_MAX;
    case ACT_NOTE:
        return r->nnotes < NOTES_MAX;
    case ACT_UNSAY:
        return VAL(e, UNSAY, SAY).i <= r->nsays;
    case ACT_WHERE:
        return named(e, ACT_F(WHERE, PERSON));
    case ACT_CHAT:
        return named(e, ACT_F(CHAT, TABLE)) &&
               VAL(e, CHAT, NOTE).i == (int64_t)r->table[table_meant(r, e)].nchats + 1;
    case ACT_UNCHAT:
        return named(e, ACT_F(UNCHAT, TABLE)) && is_note(r, e);
    case ACT_DRAFT:
        return draft_fits(r, e);
    case ACT_PUT_BACK:
        return is_version(r, e);
    case ACT_PROPOSE:
        return act_group(r, e, ACT_F(PROPOSE, HAT)) < GROUPS;
    case ACT_RESERVE:
    case ACT_WRITING:
    case ACT_LAPSE:
        return r->rules->asked_again;
    case ACT_OWN:
        return r->rules->credit_confirmed && is_named(clause_meant(r, e), e);
    case ACT_CARRY:
        return !VAL(e, CARRY, WHO).set || sits(r, VAL(e, CARRY, WHO).i);
    default:
        return true;
    }
}

bool room_can_apply(const struct room *r, const struct act *e)
{
    bool made = r->ntables > 0;
    return made == (e->type != ACT_CREATED) && actor_holds(r, e) && fields_hold(r, e) &&
           particulars_hold(r, e) && room_has_place(r, e, 1);
}
