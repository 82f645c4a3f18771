// Robots beside people: they fill the seats that a group is missing, propose and speak. They give
// no stance and no credit, carry and put in nothing, and a group of theirs is missing all the same:
// what people did is told as if they were not there. Where robots play all of it (`speed`), they do
// all.
#include "base/util.h"
#include "core/rules_parts.h"
#include "core/seating.h"
#include "core/seen.h"

#include <string.h>

int check_aside(struct decision *d)
{
    static const bool theirs[ACT_TYPES] = {
        [ACT_READY] = true,     [ACT_IDEA] = true,    [ACT_SHEET] = true,       [ACT_TAGS] = true,
        [ACT_POINTS] = true,    [ACT_DRAFT] = true,   [ACT_RED_LINE] = true,    [ACT_DROP] = true,
        [ACT_PRESENTER] = true, [ACT_PROPOSE] = true, [ACT_ANSWER_AMEND] = true};
    if (!is_aside(d->room, d->cmd->by))
        return 0;
    bool may = theirs[d->cmd->type] && d->cmd->ncredit == 0;
    return may ? 0 : refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
}

// ---- a facilitator calls them, and sends them away

static const char *const names[] = {
    "Ariane", "Benoît", "Camille", "Denis",    "Élise",   "Farid", "Gisèle",  "Hugo",
    "Inès",   "Jules",  "Karine",  "Léo",      "Maude",   "Nadia", "Olivier", "Pascale",
    "Raoul",  "Sophie", "Thomas",  "Violette", "William", "Yan",   "Zoé",     "Agathe",
};

static int robots_ever(const struct room *r)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        n += r->person[p]->robot;
    return n;
}

// That it is one is in its name.
static struct str robot_name(const struct room *r, int more, struct arena *scratch)
{
    unsigned n = (unsigned)(more + robots_ever(r));
    static const char mark[] = " (robot)";
    const char *name = names[n % ARRAY_LEN(names)];
    size_t length = strlen(name);
    char *out = arena_alloc(scratch, length + sizeof mark);
    if (out == NULL)
        return (struct str){mark + 1, sizeof mark - 2};
    memcpy(out, name, length);
    memcpy(out + length, mark, sizeof mark);
    return (struct str){out, length + sizeof mark - 1};
}

void robot_joins(const struct room *r, int more, struct arena *scratch, struct act *e)
{
    VAL(e, JOIN, NAME) = val_text(robot_name(r, more, scratch));
    VAL(e, JOIN, DEBRIEF) = val_int(1); // what a robot says is nobody's to keep
    VAL(e, JOIN, RESEARCH) = val_int(0);
    VAL(e, JOIN, LANG) = val_int(r->lang);
    VAL(e, JOIN, ROBOT) = val_int(1);
}

// As many as make the group a third of the table.
static int short_of(const struct room *r, int table, int group)
{
    int free = r->places - places_held(r, table);
    return MIN(MAX(r->places / GROUPS - people_of(r, table, group, true), 0), MAX(free, 0));
}

unsigned robots_groups(const struct room *r, int table)
{
    unsigned groups = 0;
    for (int g = 0; g < GROUPS; g++)
        groups |= robot_for(r, table, g) != 0 ? 1u << g : 0u;
    return groups;
}

unsigned robots_wanted(const struct room *r, int table)
{
    unsigned groups = 0;
    for (int g = 0; g < GROUPS && r->speed == 0; g++)
        groups |= short_of(r, table, g) > 0 ? 1u << g : 0u;
    return groups;
}

static void emit_robot(struct decision *d, int n, int table, int group, unsigned *roles)
{
    int role = seating_next(d->room->sc, group, *roles);
    struct act *e = role < 0 ? NULL : emit_system(d, ACT_JOIN);
    if (e == NULL)
        return;
    *roles |= 1u << role;
    VAL(e, JOIN, PERSON) = val_int(d->room->npeople + n + 1);
    robot_joins(d->room, n, d->scratch, e);
    VAL(e, JOIN, TABLE) = val_int(table);
    VAL(e, JOIN, GROUP) = val_int(group);
    VAL(e, JOIN, SEAT) = val_int(role);
}

static int decide_call(struct decision *d, int table, int group)
{
    const struct room *r = d->room;
    int n = short_of(r, table, group);
    unsigned roles = roles_taken(r, table, 0);
    if (n == 0)
        return refuse(d, REFUSED_NOTHING, "group", 0);
    if (robots_ever(r) + n > ROBOTS_EVER)
        return refuse(d, REFUSED_FULL, "group", ROBOTS_EVER);
    if (room_present(r) + n > PRESENT_MAX || r->npeople + n > PEOPLE_MAX)
        return refuse(d, REFUSED_FULL, NULL, PRESENT_MAX);
    VAL(emit_same(d), ROBOTS, PEOPLE) = val_int(n);
    for (int i = 0; i < n; i++)
        emit_robot(d, i, table, group, &roles);
    return 0;
}

int decide_ROBOTS(struct decision *d)
{
    const struct val *table = &VAL(d->cmd, ROBOTS, TABLE);
    int group = (int)VAL(d->cmd, ROBOTS, GROUP).i;
    if (check_table(d, table) != 0)
        return -1;
    if (d->room->speed > 0)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    if (VAL(d->cmd, ROBOTS, ON).i != 0)
        return decide_call(d, (int)table->i, group);
    int n = robots_at(d->room, (int)table->i, group);
    if (n == 0)
        return refuse(d, REFUSED_NOTHING, "group", 0);
    VAL(emit_same(d), ROBOTS, PEOPLE) = val_int(n);
    return 0;
}

void apply_ROBOTS(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, ROBOTS, TABLE).i, group = (int)VAL(e, ROBOTS, GROUP).i, p;
    while (VAL(e, ROBOTS, ON).i == 0 && (p = robot_for(r, table, group)) != 0)
        robot_leaves(r, p, e->by);
}
