// People: they join, take a seat, are moved, leave, come back, and can be forgotten.
#include "base/utf8.h"
#include "base/util.h"
#include "core/rules_parts.h"
#include "core/seating.h"
#include "core/slot_put.h"
#include <string.h>

int decide_CREATED(struct decision *d)
{
    if (d->room->ntables)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

// "300,900,…" in order of the phases; a phase without a number keeps the scenario's.
static void set_lengths(struct room *r, struct str text)
{
    for (int i = 0; i < r->nphases; i++)
        r->seconds[i] = (uint32_t)room_phase_at(r, i)->seconds;
    for (int i = 0; i < r->nphases && text.n; i++) {
        int64_t n;
        struct str one = str_cut(&text, ',');
        if (str_int(one, PHASE_SECONDS_MIN, PHASE_SECONDS_MAX, &n))
            r->seconds[i] = (uint32_t)n;
    }
}

void apply_CREATED(struct room *r, const struct act *e)
{
    r->code = room_keep(r, VAL(e, CREATED, CODE).s);
    r->epoch = room_keep(r, VAL(e, CREATED, EPOCH).s);
    r->link = room_keep(r, VAL(e, CREATED, LINK).s);
    r->rules = rules(VAL(e, CREATED, RULES).i);
    r->lang = (uint8_t)VAL(e, CREATED, LANG).i;
    r->ntables = (uint8_t)VAL(e, CREATED, TABLES).i;
    r->places = (uint8_t)VAL(e, CREATED, PLACES).i;
    r->roles = (uint8_t)VAL(e, CREATED, ROLES).i;
    r->nphases = r->sc->n_phases;
    set_lengths(r, VAL(e, CREATED, SECONDS).s);
    r->dirt |= DIRT_ALL;
}

int decide_PLAN(struct decision *d)
{
    if (d->room->planned)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    emit_same(d);
    return 0;
}

// A debrief is added where the scenario ends without one.
void apply_PLAN(struct room *r, const struct act *e)
{
    const struct val *debrief = &VAL(e, PLAN, DEBRIEF);
    if (debrief->set && room_phase_at(r, r->nphases - 1)->kind != PHASE_DEBRIEF)
        r->seconds[r->nphases++] = (uint32_t)debrief->i;
    r->planned = true;
    r->speed = (uint8_t)VAL(e, PLAN, SPEED).i;
    r->starts = (int32_t)VAL(e, PLAN, STARTS).i;
    r->zone = room_keep(r, VAL(e, PLAN, ZONE).s);
    r->dirt |= DIRT_ALL;
}

int decide_CRED(struct decision *d)
{
    return as_asked(d);
}

void apply_CRED(struct room *r, const struct act *e)
{
    (void)r, (void)e; // the host keeps credentials; the log only proves when they were given
}

int decide_FACILITATE(struct decision *d)
{
    if (d->room->nfacilitators == FACILITATORS_MAX)
        return refuse(d, REFUSED_FULL, NULL, FACILITATORS_MAX);
    VAL(emit_same(d), FACILITATE, FACILITATOR) = val_int(d->room->nfacilitators + 1);
    return 0;
}

void apply_FACILITATE(struct room *r, const struct act *e)
{
    r->facilitator[++r->nfacilitators] = room_keep(r, VAL(e, FACILITATE, NAME).s);
    if (!r->lead)
        r->lead = r->nfacilitators; // who made the workshop
    r->dirt |= DIRT_CONSOLE;
}

bool facilitates(const struct room *r, int id)
{
    return id >= 1 && id <= r->nfacilitators && !r->withdrawn[id];
}

bool room_leads(const struct room *r, int facilitator)
{
    return facilitator && facilitator == r->lead;
}

// Who leads, of another who facilitates.
static int decide_of(struct decision *d, int64_t whom)
{
    if (!room_leads(d->room, -d->cmd->by))
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (whom == -d->cmd->by || whom > FACILITATORS_MAX || !facilitates(d->room, (int)whom))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "facilitator", d->room->nfacilitators);
    return as_asked(d);
}

int decide_LEAD(struct decision *d)
{
    return decide_of(d, VAL(d->cmd, LEAD, FACILITATOR).i);
}

void apply_LEAD(struct room *r, const struct act *e)
{
    r->lead = (uint8_t)VAL(e, LEAD, FACILITATOR).i;
    r->dirt |= DIRT_CONSOLE;
}

int decide_WITHDRAW(struct decision *d)
{
    return decide_of(d, VAL(d->cmd, WITHDRAW, FACILITATOR).i);
}

void apply_WITHDRAW(struct room *r, const struct act *e)
{
    r->withdrawn[VAL(e, WITHDRAW, FACILITATOR).i] = true;
    r->dirt |= DIRT_CONSOLE;
}

int people_of(const struct room *r, int table, int group, bool robot)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        n += sits_at(r->person[p], table) && (robot || !r->person[p]->robot) &&
             (group == GROUPS || r->person[p]->group == group);
    return n;
}

static int smallest_group(const struct room *r, int table, bool robot)
{
    int best = 0;
    for (int g = 1; g < GROUPS; g++)
        if (people_of(r, table, g, robot) < people_of(r, table, best, robot))
            best = g;
    return best;
}

static bool has_place(const struct room *r, int table, bool robot)
{
    return places_held(r, table) - (robot ? 0 : robots_at(r, table, GROUPS)) < r->places;
}

static int smallest_table(const struct room *r, bool robot)
{
    int best = 0;
    for (int t = 1; t <= r->ntables; t++)
        if (has_place(r, t, robot) &&
            (!best || people_of(r, t, GROUPS, robot) < people_of(r, best, GROUPS, robot)))
            best = t;
    return best;
}

unsigned roles_taken(const struct room *r, int table, int but)
{
    unsigned roles = 0;
    for (int p = 1; p <= r->npeople; p++)
        if (p != but && sits_at(r->person[p], table))
            roles |= 1u << r->person[p]->seat;
    return roles;
}

static int free_role(const struct room *r, int table, int group, int but)
{
    return seating_next(r->sc, group, roles_taken(r, table, but));
}

// The robot that makes place for somebody who comes: the one whose role they take; else one of
// their group, or any where the table is full. 0: none has to.
static int giving_way(const struct room *r, int table, int group, const struct val *role)
{
    for (int p = 1; p <= r->npeople && role->set; p++)
        if (r->person[p]->robot && sits_at(r->person[p], table) && r->person[p]->seat == role->i)
            return p;
    int out = role->set ? 0 : robot_for(r, table, group);
    for (int g = -1; g < GROUPS && out == 0 && places_held(r, table) >= r->places; g++)
        out = robot_for(r, table, g < 0 ? group : g);
    return out;
}

static void take_seat(const struct room *r, struct act *e, int robot)
{
    const struct person *who = r->person[robot];
    VAL(e, JOIN, TABLE) = val_int(who->table);
    VAL(e, JOIN, GROUP) = val_int(who->group);
    VAL(e, JOIN, SEAT) = val_int(who->seat);
    VAL(e, JOIN, INSTEAD) = val_int(robot);
}

// Sits a newcomer where people are fewest, beside whoever shares the phone.
static void balance(const struct room *r, struct act *e)
{
    int table = 0;
    bool robot = VAL(e, JOIN, ROBOT).i != 0;
    const struct person *phone = room_person(r, (int)VAL(e, JOIN, PHONE).i);
    if (phone && phone->table && places_held(r, phone->table) < r->places)
        table = phone->table;
    if (!table)
        table = smallest_table(r, robot);
    if (!table)
        return; // every table is full: a facilitator finds a place
    int group = smallest_group(r, table, robot);
    int out = robot ? 0 : giving_way(r, table, group, &(struct val){0});
    if (out && r->person[out]->group == group) {
        take_seat(r, e, out);
        return;
    }
    if (out)
        VAL(e, JOIN, INSTEAD) = val_int(out);
    VAL(e, JOIN, TABLE) = val_int(table);
    VAL(e, JOIN, GROUP) = val_int(group);
    VAL(e, JOIN, SEAT) = val_int(free_role(r, table, group, 0));
}

// Who was removed comes back when a facilitator lets them in again, and not by the door.
static bool is_shown_out(const struct room *r, struct str name)
{
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->removed && r->person[p]->name.n && utf8_alike(r->person[p]->name, name))
            return true;
    return false;
}

int decide_JOIN(struct decision *d)
{
    const struct room *r = d->room;
    if (!room_is_open(r))
        return refuse(d, REFUSED_LOCKED, NULL, 0);
    if (room_present(r) >= PRESENT_MAX)
        return refuse(d, REFUSED_FULL, NULL, PRESENT_MAX);
    if (r->npeople == PEOPLE_MAX)
        return refuse(d, REFUSED_FULL, NULL, PEOPLE_MAX);
    if (is_shown_out(r, VAL(d->cmd, JOIN, NAME).s))
        return refuse(d, REFUSED_SHOWN_OUT, "name", 0);
    if (VAL(d->cmd, JOIN, PHONE).set) {
        int phone = (int)VAL(d->cmd, JOIN, PHONE).i, sharing = 1, ever = 1;
        if (!room_person(r, phone))
            return refuse(d, REFUSED_NO_SUCH_PERSON, "phone", 0);
        for (int p = 1; p <= r->npeople; p++) {
            ever += r->person[p]->phone == phone;
            sharing += r->person[p]->phone == phone && r->person[p]->here;
        }
        if (sharing >= SHARED_MAX || ever >= SHARED_EVER)
            return refuse(d, REFUSED_FULL, "phone", SHARED_MAX);
    }
    int robot = (int)VAL(d->cmd, JOIN, INSTEAD).i;
    const struct person *out = room_person(r, robot);
    if (robot && r->speed == 0 && r->roles != ROLES_CHOSEN)
        return refuse(d, REFUSED_NOT_ALLOWED, "instead", 0); // seats are the room's to give
    if (robot && !(out && out->robot && out->table))
        return refuse(d, REFUSED_SEAT_TAKEN, "instead", 0);
    struct act *e = emit_same(d);
    VAL(e, JOIN, PERSON) = val_int(r->npeople + 1);
    if (robot)
        take_seat(r, e, robot);
    else if (r->roles == ROLES_DEALT)
        balance(r, e);
    return 0;
}

// Consent is of the groups that are seated: it is looked at again when somebody comes or goes.
static void settle_table(struct room *r, int table, int by, int who)
{
    for (int c = 1; table && c <= r->table[table].nclauses; c++) {
        struct clause *clause = r->table[table].clause[c];
        uint8_t before = clause->state;
        clause_settle(r, table, clause);
        if (clause->state != before)
            tell_change(r, table, CHANGE_STATE, c, by, who);
        if (clause->carrier == who && before != CLAUSE_DROPPED && !at_table(r, table, who))
            tell_change(r, table, CHANGE_CARRIER, c, by, who);
        touch_clause(r, table, c);
    }
}

static void seat(struct room *r, int id, const struct val *table, const struct val *group,
                 const struct val *role, const struct act *e)
{
    struct person *p = r->person[id];
    int left = p->table;
    if (left)
        r->dirt |= DIRT_ALL; // who may read what changes for two tables
    p->table = (uint16_t)table->i;
    p->group = (uint8_t)group->i;
    p->seat = (uint8_t)role->i;
    p->hat = p->hat == p->group ? GROUPS : p->hat;
    p->seated_t = e->t_ms;
    p->steered = r->seq;
    for (int g = 0; g < GROUPS; g++)
        touch_group(r, p->table, g);
    touch_person(r, id);
    touch_due(r, p->table);
    r->d_chat[p->table] = true; // where its people are opens it
    if (left != p->table)
        settle_table(r, left, e->by, id);
    settle_table(r, p->table, e->by, id);
}

static void set_here(struct room *r, int id, bool here, int by);

// It was there, and is gone for good: nobody showed it out.
void robot_leaves(struct room *r, int robot, int by)
{
    if (!r->person[robot]->here)
        return;
    set_here(r, robot, false, by);
    r->person[robot]->removed = false;
}

// Whoever watches again is told how many people's words are withheld, and that it is others'.
void touch_quoted(struct room *r)
{
    r->quoted_seq = r->seq;
    if (room_recording_open(r))
        r->dirt |= DIRT_ROOM;
}

void apply_JOIN(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, JOIN, PERSON).i;
    CHECK(id == r->npeople + 1 && id <= PEOPLE_MAX);
    struct person *p = arena_new(r->arena, struct person);
    CHECK(p);
    *p = (struct person){.here = true,
                         .on = true,
                         .hat = GROUPS,
                         .group = GROUPS,
                         .debrief = VAL(e, JOIN, DEBRIEF).i,
                         .research = VAL(e, JOIN, RESEARCH).i,
                         .lang = (uint8_t)VAL(e, JOIN, LANG).i,
                         .phone = (uint16_t)VAL(e, JOIN, PHONE).i,
                         .robot = VAL(e, JOIN, ROBOT).i != 0,
                         .name = room_keep(r, VAL(e, JOIN, NAME).s),
                         .resume = room_keep(r, VAL(e, JOIN, RESUME).s),
                         .joined = e->t_ms,
                         .last_act = e->t_ms};
    r->person[id] = p;
    r->npeople = (uint16_t)id;
    r->dirt |= DIRT_CONSOLE;
    touch_quoted(r);
    r->robots |= p->robot;
    if (!p->robot)
        arrivals_note(r, id);
    touch_person(r, id);
    if (VAL(e, JOIN, INSTEAD).i)
        robot_leaves(r, (int)VAL(e, JOIN, INSTEAD).i, e->by);
    if (VAL(e, JOIN, TABLE).set)
        seat(r, id, &VAL(e, JOIN, TABLE), &VAL(e, JOIN, GROUP), &VAL(e, JOIN, SEAT), e);
}

// Whom an act is about: the person named, else the actor. A facilitator must name one.
int person_about(struct decision *d, const struct val *named)
{
    int id = named->set ? (int)named->i : d->cmd->by;
    if (!room_person(d->room, id))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    if (d->cmd->by > 0 && id != d->cmd->by && d->room->person[id]->phone != d->cmd->by)
        return refuse(d, REFUSED_NOT_ALLOWED, "person", 0);
    return id;
}

// Where seats are given out, a person may still say at which table they are: the hall decides that
// (a tent with a code stands on each). Group and role stay the room's to give.
static bool only_a_table(const struct decision *d)
{
    return d->room->roles == ROLES_DEALT && VAL(d->cmd, SIT, TABLE).set &&
           !VAL(d->cmd, SIT, GROUP).set && !VAL(d->cmd, SIT, SEAT).set;
}

bool seats_open(const struct room *r)
{
    return room_phase(r) == PHASE_LOBBY || room_phase(r) == PHASE_BRIEFING;
}

static int may_choose_seat(struct decision *d, const struct person *p)
{
    if (d->cmd->by < 0)
        return 0;
    if (d->room->locked && !p->table)
        return refuse(d, REFUSED_LOCKED, NULL, 0);
    if (d->room->roles != ROLES_CHOSEN && !only_a_table(d))
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (d->room->roles == ROLES_DEALT && p->table == VAL(d->cmd, SIT, TABLE).i)
        return refuse(d, REFUSED_ALREADY, "table", 0);
    if (p->table && !seats_open(d->room))
        return refuse(d, REFUSED_PHASE, NULL, 0);
    return 0;
}

int decide_SIT(struct decision *d)
{
    const struct room *r = d->room;
    int id = person_about(d, &VAL(d->cmd, SIT, PERSON));
    if (id < 0 || may_choose_seat(d, r->person[id]))
        return -1;
    const struct val *asked = &VAL(d->cmd, SIT, TABLE);
    int table = asked->set ? (int)asked->i : smallest_table(r, false);
    if (!table)
        return refuse(d, REFUSED_FULL, "table", r->places);
    if (table > r->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", r->ntables);
    bool robot = r->person[id]->robot;
    if (r->person[id]->table != table && !has_place(r, table, robot))
        return refuse(d, REFUSED_FULL, "table", r->places);
    const struct val *g = &VAL(d->cmd, SIT, GROUP), *s = &VAL(d->cmd, SIT, SEAT);
    if (s->set && s->i >= r->sc->n_roles)
        return refuse(d, REFUSED_NO_SUCH_ITEM, "seat", r->sc->n_roles);
    int group = g->set   ? (int)g->i
                : s->set ? r->sc->roles[s->i].group
                         : smallest_group(r, table, robot);
    bool stays = r->person[id]->table == table && !s->set;
    int out = robot || stays ? 0 : giving_way(r, table, group, s);
    if (r->person[id]->table == table && out && r->person[out]->seat != s->i)
        out = 0; // who is there needs no place
    bool same = out && r->person[out]->group == group;
    int role = s->set ? (int)s->i : same ? r->person[out]->seat : free_role(r, table, group, id);
    if (r->sc->roles[role].group != group)
        return refuse(d, REFUSED_NOT_YOUR_GROUP, "seat", 0);
    bool left = out && r->person[out]->seat == role;
    if (s->set && d->cmd->by > 0 && !left && (roles_taken(r, table, id) >> role & 1))
        return refuse(d, REFUSED_SEAT_TAKEN, "seat", 0);
    struct act *e = emit_same(d);
    VAL(e, SIT, PERSON) = val_int(id);
    VAL(e, SIT, TABLE) = val_int(table);
    VAL(e, SIT, GROUP) = val_int(group);
    VAL(e, SIT, SEAT) = val_int(role);
    if (out)
        VAL(e, SIT, INSTEAD) = val_int(out);
    return 0;
}

void apply_SIT(struct room *r, const struct act *e)
{
    if (VAL(e, SIT, INSTEAD).i)
        robot_leaves(r, (int)VAL(e, SIT, INSTEAD).i, e->by);
    seat(r, (int)VAL(e, SIT, PERSON).i, &VAL(e, SIT, TABLE), &VAL(e, SIT, GROUP),
         &VAL(e, SIT, SEAT), e);
}

int decide_HAT(struct decision *d)
{
    int id = person_about(d, &VAL(d->cmd, HAT, PERSON));
    if (id < 0)
        return -1;
    const struct person *p = d->room->person[id];
    const struct val *hat = &VAL(d->cmd, HAT, GROUP);
    if (!p->table)
        return refuse(d, REFUSED_NOT_SEATED, "person", 0);
    bool robots = d->room->speed > 0;
    if (hat->set && people_of(d->room, p->table, (int)hat->i, robots))
        return refuse(d, REFUSED_HAT, "group", 0); // a group that has people needs no second hat
    VAL(emit_same(d), HAT, PERSON) = val_int(id);
    return 0;
}

void apply_HAT(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, HAT, PERSON).i;
    r->person[id]->steered = r->seq;
    r->person[id]->hat = VAL(e, HAT, GROUP).set ? (uint8_t)VAL(e, HAT, GROUP).i : GROUPS;
    for (int g = 0; g < GROUPS; g++)
        touch_group(r, r->person[id]->table, g);
    touch_person(r, id);
    settle_table(r, r->person[id]->table, e->by, id);
}

int decide_NAME(struct decision *d)
{
    int id = person_about(d, &VAL(d->cmd, NAME, PERSON));
    if (id < 0)
        return -1;
    if (!utf8_visible(VAL(d->cmd, NAME, NAME).s))
        return refuse(d, REFUSED_EMPTY, "name", 1); // nobody could be called by it
    VAL(emit_same(d), NAME, PERSON) = val_int(id);
    return 0;
}

void apply_NAME(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, NAME, PERSON).i;
    room_put(r, &r->person[id]->name, VAL(e, NAME, NAME).s);
    r->person[id]->steered = r->seq;
    touch_parts(r, id, PERSON_ROW | PERSON_NAME);
}

int decide_CONSENT(struct decision *d)
{
    return as_asked(d);
}

void apply_CONSENT(struct room *r, const struct act *e)
{
    r->person[e->by]->debrief = VAL(e, CONSENT, DEBRIEF).i;
    r->person[e->by]->research = VAL(e, CONSENT, RESEARCH).i;
    r->dirt |= DIRT_CONSOLE;
    touch_quoted(r);
    touch_parts(r, e->by, PERSON_OWN);
}

int decide_REMOVE(struct decision *d)
{
    if (!room_person(d->room, (int)VAL(d->cmd, REMOVE, PERSON).i))
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    return as_asked(d);
}

static void set_here(struct room *r, int id, bool here, int by)
{
    struct person *p = r->person[id];
    p->here = here;
    p->removed = !here;
    p->tale_told = false; // whoever is let in again is read again
    p->steered = r->seq;
    p->left_t = here ? 0 : r->now;
    r->dirt |= DIRT_ALL;
    settle_table(r, p->table, by, id);
}

void apply_REMOVE(struct room *r, const struct act *e)
{
    set_here(r, (int)VAL(e, REMOVE, PERSON).i, false, e->by);
}

int decide_RESTORE(struct decision *d)
{
    int id = (int)VAL(d->cmd, RESTORE, PERSON).i;
    if (id > d->room->npeople || !d->room->person[id]->removed)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    if (room_present(d->room) >= PRESENT_MAX)
        return refuse(d, REFUSED_FULL, NULL, PRESENT_MAX);
    int table = d->room->person[id]->table;
    struct act *e = emit_same(d);
    if (table && places_held(d->room, table) >= d->room->places)
        VAL(e, RESTORE, STANDING) = val_int(1);
    return 0;
}

void apply_RESTORE(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, RESTORE, PERSON).i;
    if (VAL(e, RESTORE, STANDING).i)
        r->person[id]->table = 0;
    set_here(r, id, true, e->by);
}

// ---- many at once: whoever fills a room does it within a minute, and is known by nothing else

static bool is_dismissed(const struct person *p, bool undo)
{
    return undo ? p->dismissed : p->here;
}

static int decide_readmission(struct decision *d, int from, int to)
{
    const struct arrivals *last = &d->room->dismissed;
    if (!last->from || from < last->from || to > last->to)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return 0;
}

int decide_DISMISS(struct decision *d)
{
    const struct room *r = d->room;
    int from = (int)VAL(d->cmd, DISMISS, FROM).i, to = (int)VAL(d->cmd, DISMISS, TO).i, n = 0;
    bool undo = VAL(d->cmd, DISMISS, UNDO).i != 0;
    if (from > to || to > r->npeople)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "to", r->npeople);
    if (undo && decide_readmission(d, from, to))
        return -1;
    for (int p = from; p <= to; p++)
        n += is_dismissed(r->person[p], undo);
    if (n == 0)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    if (undo && room_present(r) + n > PRESENT_MAX)
        return refuse(d, REFUSED_FULL, NULL, PRESENT_MAX);
    VAL(emit_same(d), DISMISS, PEOPLE) = val_int(n);
    return 0;
}

// They may come again, under the same name: it was not they who were shown out.
static void dismiss(struct room *r, int id, bool undo, int by)
{
    struct person *p = r->person[id];
    if (undo && p->table && places_held(r, p->table) >= r->places)
        p->table = 0;
    set_here(r, id, undo, by);
    p->removed = false;
    p->dismissed = !undo;
}

void apply_DISMISS(struct room *r, const struct act *e)
{
    int from = (int)VAL(e, DISMISS, FROM).i, to = (int)VAL(e, DISMISS, TO).i;
    bool undo = VAL(e, DISMISS, UNDO).i != 0;
    for (int p = from; p <= to; p++)
        if (is_dismissed(r->person[p], undo))
            dismiss(r, p, undo, e->by);
    r->dismissed = (struct arrivals){.seq = r->seq, .t = e->t_ms};
    if (!undo) {
        r->dismissed.from = (uint16_t)from;
        r->dismissed.to = (uint16_t)to;
    }
}

int decide_PRESENCE(struct decision *d)
{
    const struct person *p = room_person(d->room, (int)VAL(d->cmd, PRESENCE, PERSON).i);
    if (!p)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    struct val way = VAL(d->cmd, PRESENCE, WAY);
    if (p->on == (VAL(d->cmd, PRESENCE, ON).i != 0) && (!way.set || way.i == p->way))
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_PRESENCE(struct room *r, const struct act *e)
{
    int id = (int)VAL(e, PRESENCE, PERSON).i;
    r->person[id]->on = VAL(e, PRESENCE, ON).i;
    if (VAL(e, PRESENCE, WAY).set) {
        r->person[id]->way = (uint8_t)VAL(e, PRESENCE, WAY).i;
        r->dirt |= DIRT_CONSOLE;
    }
    touch_parts(r, id, PERSON_ROW);
    touch_counts(r, id);
    amends_presence(r, r->person[id]->table);
    if (room_phase(r) == PHASE_REPORT)
        touch_due(r, r->person[id]->table); // who is there is to be rated
}

int person_draft(const struct person *p, struct str key)
{
    for (int i = 0; i < p->ndrafts; i++)
        if (str_eq_cstr(key, p->draft[i].key))
            return i;
    return -1;
}

int decide_DRAFT(struct decision *d)
{
    if (person_draft(d->me, VAL(d->cmd, DRAFT, KEY).s) < 0 && d->me->ndrafts == DRAFTS_MAX)
        return refuse(d, REFUSED_FULL, "key", DRAFTS_MAX);
    return as_asked(d);
}

void apply_DRAFT(struct room *r, const struct act *e)
{
    if (VAL(e, DRAFT, KEY).hidden) // nobody can say where it stands
        return;
    struct person *p = r->person[e->by];
    struct str key = VAL(e, DRAFT, KEY).s, text = VAL(e, DRAFT, TEXT).s;
    bool kept = text.n > 0 || VAL(e, DRAFT, TEXT).hidden; // forgotten words keep their place
    int i = person_draft(p, key);
    if (i < 0 && kept) {
        struct draft *d = &p->draft[i = p->ndrafts++];
        memset(d->key, 0, sizeof d->key);
        memcpy(d->key, key.p, key.n < 32 ? key.n : 32);
    }
    if (i >= 0 && kept)
        slot_put(r, &p->draft[i].text, &p->draft[i].who, e, ACT_F(DRAFT, TEXT));
    else if (i >= 0) {
        struct draft gone = p->draft[i];
        gone.text = gone.who =
            (struct str){0}; // its place too: a snapshot knows of no draft that is gone
        p->draft[i] = p->draft[--p->ndrafts];
        p->draft[p->ndrafts] = gone; // its key is kept for the patch that takes it away
    }
    touch_parts(r, e->by, PERSON_DRAFTS);
}

int decide_READY(struct decision *d)
{
    return d->me->ready ? refuse(d, REFUSED_ALREADY, NULL, 0) : as_asked(d);
}

void apply_READY(struct room *r, const struct act *e)
{
    r->person[e->by]->ready = true;
    touch_parts(r, e->by, PERSON_OWN);
    touch_counts(r, e->by);
}
