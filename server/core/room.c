#include "base/util.h"
#include "core/rules_parts.h"
#include <string.h>

struct room *room_new(struct arena *arena, const struct scenario *scenario)
{
    struct room *r = arena_new(arena, struct room);
    if (!r)
        return NULL;
    r->arena = arena;
    r->sc = scenario;
    r->rules = rules(RULES_VERSION);
    r->clock.phase = -1;
    r->clock.before = -1;
    return r;
}

const char *refusal_name(enum refusal_code code)
{
    static const char *const all[REFUSALS] = {
#define REFUSAL(NAME, name, what) name,
#include "core/refusals.def"
#undef REFUSAL
    };
    CHECK(code < REFUSALS);
    return all[code];
}

const struct person *room_person(const struct room *r, int id)
{
    return room_person_here(r, id) ? r->person[id] : NULL;
}

bool room_person_here(const struct room *r, int id)
{
    return id > 0 && id <= r->npeople && r->person[id]->here;
}

const struct clause *room_clause(const struct room *r, int table, int id)
{
    if (table < 1 || table > r->ntables || id < 1 || id > r->table[table].nclauses)
        return NULL;
    const struct clause *c = r->table[table].clause[id];
    return c->state == CLAUSE_DROPPED ? NULL : c;
}

const struct person *at_table(const struct room *r, int table, int person)
{
    const struct person *p = room_person(r, person);
    return p != NULL && p->table == table ? p : NULL;
}

bool is_aside(const struct room *r, int person)
{
    return r->speed == 0 && person > 0 && person <= r->npeople && r->person[person]->robot;
}

int robots_at(const struct room *r, int table, int group)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        n += r->person[p]->robot && sits_at(r->person[p], table) &&
             (group == GROUPS || r->person[p]->group == group);
    return n;
}

int robot_for(const struct room *r, int table, int group)
{
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->robot && sits_at(r->person[p], table) && r->person[p]->group == group)
            return p;
    return 0;
}

bool is_present(const struct room *r, int person, int table)
{
    const struct person *who = room_person(r, person);
    return who && who->table == table && who->on && !is_aside(r, person);
}

struct table *table_of(struct room *r, const struct act *e)
{
    return &r->table[r->person[e->by]->table];
}

struct clause *clause_of(struct room *r, const struct act *e, int field)
{
    return table_of(r, e)->clause[e->f[field].i];
}

bool on_card(const struct room *r, int person, int64_t kind)
{
    const struct person *p = r->person[person];
    if (p->seat >= r->sc->n_roles)
        return false;
    const struct scenario_role *role = &r->sc->roles[p->seat];
    for (int i = 0; i < role->n_assets; i++)
        if ((int64_t)role->assets[i].kind == kind)
            return true;
    return false;
}

const struct rules *room_rules(const struct room *r)
{
    return r->rules;
}

// What was felt comes first, then what happened and why; last, what leaves the room with people.
static const struct scenario_phase debrief = {
    .kind = PHASE_DEBRIEF,
    .seconds = 1200,
    .n_steps = 5,
    .steps = {{.id = STR_INIT("feel")},
              {.id = STR_INIT("happened"), .at_s = 240},
              {.id = STR_INIT("why"), .at_s = 540},
              {.id = STR_INIT("parallels"), .at_s = 840},
              {.id = STR_INIT("keep"), .at_s = 1020}},
};

const struct scenario_phase *room_phase_at(const struct room *r, int phase)
{
    return phase < r->sc->n_phases ? &r->sc->phases[phase] : &debrief;
}

enum phase_kind room_phase(const struct room *r)
{
    if (r->ended)
        return PHASE_ENDED;
    if (r->clock.phase < 0)
        return PHASE_LOBBY;
    return room_phase_at(r, r->clock.phase)->kind;
}

bool phase_reached(const struct room *r, enum phase_kind kind)
{
    for (int i = 0; i < r->nphases && i <= r->clock.phase; i++)
        if (room_phase_at(r, i)->kind == kind)
            return true;
    return false;
}

bool room_seated(const struct room *r, int table, int group)
{
    for (int p = 1; p <= r->npeople; p++)
        if (sits_for(r->person[p], table, group) && !is_aside(r, p))
            return true;
    return false;
}

int room_seats(const struct room *r, int table)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        n += sits_at(r->person[p], table) && !is_aside(r, p);
    return n;
}

const struct idea *person_idea(const struct person *p, int group)
{
    return group == p->group ? &p->own_idea : &p->hat_idea;
}

int room_hat(const struct room *r, int person, const struct val *hat)
{
    const struct person *who = room_person(r, person);
    if (!who || !who->table)
        return GROUPS;
    if (!hat->set || hat->i == who->group)
        return who->group;
    return hat->i == who->hat ? who->hat : GROUPS;
}

// What a text may grow to where it lies is kept in front of it.
uint32_t text_capacity(struct str text)
{
    uint32_t n = 0;
    if (text.p)
        memcpy(&n, text.p - sizeof n, sizeof n);
    return n;
}

void room_put(struct room *r, struct str *slot, struct str text)
{
    if (text.n > text_capacity(*slot)) {
        uint32_t cap = (uint32_t)text_room(text.n);
        char *p = arena_alloc(r->arena, sizeof cap + cap);
        CHECK(p); // room_can_apply looked
        memcpy(p, &cap, sizeof cap);
        slot->p = p + sizeof cap;
    }
    if (text.n)
        memmove((char *)(uintptr_t)slot->p, text.p, text.n);
    slot->n = text.n;
}

struct str room_keep(struct room *r, struct str text)
{
    struct str kept = {0};
    room_put(r, &kept, text);
    return kept;
}

void *room_reckon(struct room *r, size_t n)
{
    size_t before = arena_used(r->arena);
    void *p = arena_alloc(r->arena, n);
    r->reckoned += arena_used(r->arena) - before;
    return p;
}

void touch_person(struct room *r, int person)
{
    touch_parts(r, person, PERSON_ALL);
    touch_counts(r, person);
}

void touch_parts(struct room *r, int person, unsigned parts)
{
    r->d_person[person] |= (uint8_t)parts;
}

void touch_counts(struct room *r, int person)
{
    r->d_counts[r->person[person]->table] = COUNTS_ALL; // index 0 is nobody's
}

void touch_table(struct room *r, int table)
{
    r->d_table[table] = true;
}

void touch_clause(struct room *r, int table, int clause)
{
    r->d_clause[table][clause] = CLAUSE_ALL;
    r->d_counts[table] |= COUNTS_ROWS;
}

void touch_said(struct room *r, int table, int clause)
{
    r->d_clause[table][clause] |= CLAUSE_STANCES;
    r->d_counts[table] |= COUNTS_ROWS;
}

void touch_group(struct room *r, int table, int group)
{
    r->d_group[table][group] = true;
    r->d_counts[table] |= COUNTS_ROWS;
}

bool table_touched(const struct room *r, int table)
{
    return r->d_table[table] || r->d_counts[table]; // who touches a clause touches the rows
}

int room_people(const struct room *r)
{
    return r->npeople;
}

int room_tables(const struct room *r)
{
    return r->ntables;
}

uint64_t room_now(const struct room *r)
{
    return r->now;
}

bool room_is_open(const struct room *r)
{
    return !r->locked && !r->ended && !r->life.archived;
}

bool room_clock_runs(const struct room *r)
{
    return r->clock.phase >= 0 && !r->ended && !r->clock.paused;
}

bool room_topic_exists(const struct room *r, struct topic t)
{
    switch (t.kind) {
    case TOPIC_TABLE:
    case TOPIC_CHAT:
    case TOPIC_OUTCOME:
        return t.table >= 1 && t.table <= r->ntables;
    case TOPIC_GROUP:
        return t.table >= 1 && t.table <= r->ntables && t.id < GROUPS;
    case TOPIC_PERSON:
        return t.id >= 1 && t.id <= r->npeople;
    default:
        return t.kind < TOPIC_KINDS;
    }
}

// Ratings come before tallies: whoever has not answered does not see what the table did, not even
// when time has opened it for the others. Several on one phone wait for each other. Once the report
// is over nobody answers any more.
static bool may_see_outcome(const struct room *r, const struct reader *reader, int table)
{
    bool past = phase_reached(r, PHASE_REPORT) && room_phase(r) != PHASE_REPORT, sits = false;
    for (int i = 0; i < reader->npeople; i++) {
        const struct person *p = room_person(r, reader->person[i]);
        if (!p || p->table != table)
            continue;
        if (!p->answered && !past && !r->told)
            return false;
        sits = true;
    }
    return sits;
}

// What one of the reader's people may read.
static bool person_may_read(const struct room *r, int id, struct topic t)
{
    const struct person *p = room_person(r, id);
    if (t.kind == TOPIC_PERSON)
        return p && t.id == id;
    if (topic_readers((enum topic_kind)t.kind) & FOR_REMOTE)
        return p && p->remote;
    if (!p || t.table == 0 || p->table != t.table)
        return false;
    return t.kind == TOPIC_TABLE || t.kind == TOPIC_CHAT ||
           (t.kind == TOPIC_GROUP && (p->group == t.id || p->hat == t.id));
}

// Who was removed has nothing to read any more; on a phone that is shared, the others have.
static bool somebody_here(const struct room *r, const struct reader *reader)
{
    for (int i = 0; i < reader->npeople; i++)
        if (room_person_here(r, reader->person[i]))
            return true;
    return false;
}

bool room_may_read(const struct room *r, const struct reader *reader, struct topic t)
{
    if (!room_topic_exists(r, t))
        return false;
    unsigned readers = topic_readers((enum topic_kind)t.kind);
    if (reader->kind == READ_FACILITATOR)
        return readers & FOR_FACILITATORS;
    if (reader->kind == READ_SCREEN)
        return readers & FOR_SCREENS;
    if (!somebody_here(r, reader))
        return false;
    if (readers & FOR_EVERYBODY)
        return true;
    if (t.kind == TOPIC_OUTCOME)
        return may_see_outcome(r, reader, t.table);
    for (int i = 0; i < reader->npeople; i++)
        if (person_may_read(r, reader->person[i], t))
            return true;
    return false;
}

int room_topics_of(const struct room *r, const struct reader *reader, struct topic *out, int cap)
{
    int n = 0;
    struct topic t = {0};
    for (int k = 0; k < TOPIC_KINDS; k++) {
        bool of_table =
            k == TOPIC_TABLE || k == TOPIC_CHAT || k == TOPIC_GROUP || k == TOPIC_OUTCOME;
        int tables = of_table ? r->ntables : 0;
        int ids = k == TOPIC_GROUP ? GROUPS - 1 : k == TOPIC_PERSON ? r->npeople : 0;
        for (int table = tables ? 1 : 0; table <= tables; table++)
            for (int id = k == TOPIC_PERSON ? 1 : 0; id <= ids; id++) {
                t = (struct topic){(uint8_t)k, (uint16_t)table, (uint16_t)id};
                if (n < cap && (reader ? room_may_read(r, reader, t) : room_topic_exists(r, t)))
                    out[n++] = t;
            }
    }
    return n;
}
