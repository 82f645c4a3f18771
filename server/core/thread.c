// The thread of a clause: whose hands are on it, where an objection stands or gave way, whether the
// table closed it, and who carries it; in that order of things, as the table's own picture draws
// it. It says nothing that the clause does not: hands are facts on it, and objections those
// revealed.
#include "base/util.h"
#include "core/project.h"
#include "core/rules_parts.h"

// What a knot is, after the letter of its group.
#define HAND    ""
#define OBJECTS "!"
#define EASED   "~"
#define CARRIES "@"

static void put_knot(const struct pen *p, int group, const char *what)
{
    if (group < GROUPS) {
        const char word[] = {group_name((enum group)group)[0], *what, 0};
        jw_cstr(p->w, word);
    }
}

// Groups with a standing objection, as bits. Who was removed blocks no more.
static unsigned objecting(const struct room *r, int table, const struct clause *c)
{
    unsigned groups = 0;
    for (int id = 1; id <= r->npeople; id++) {
        const struct person *who = r->person[id];
        if (who->table != table || !who->here)
            continue;
        if (objects(&voice_of(c, id)->said))
            groups |= 1u << who->group;
        if (who->hat < GROUPS && objects(&voice_of(c, id)->hat_said))
            groups |= 1u << who->hat;
    }
    return groups;
}

bool thread_moved(struct room *r, int table, int clause)
{
    const struct clause *c = r->table[table].clause[clause];
    unsigned standing = objecting(r, table, c);
    bool closed = c->state == CLAUSE_ADOPTED;
    uint8_t *was = &r->knots[table][clause];
    uint8_t now =
        (uint8_t)(standing | (c->eased & ~standing) << GROUPS | (unsigned)closed << 2 * GROUPS);
    bool moved = now != *was;
    *was = now;
    return moved;
}

static void put_hands(const struct pen *p, const struct room *r, const struct clause *c)
{
    put_knot(p, c->group, HAND);
    for (int v = 2; v <= c->version; v++) {
        for (int a = 1; a <= c->namend; a++)
            if (c->amend[a].made == v)
                put_knot(p, credit_group(r, &c->amend[a].credit), HAND);
    }
}

static void put_groups(const struct pen *p, unsigned groups, const char *what)
{
    for (int g = 0; g < GROUPS; g++)
        if (groups >> g & 1)
            put_knot(p, g, what);
}

void project_thread(const struct pen *p, const struct room *r, int table, const struct clause *c)
{
    unsigned standing = objecting(r, table, c);
    jw_karr(p->w, "thread");
    put_hands(p, r, c);
    put_groups(p, c->eased & ~standing, EASED);
    put_groups(p, standing, OBJECTS);
    if (c->state == CLAUSE_ADOPTED)
        jw_cstr(p->w, "=");
    for (int k = 1; k <= c->ncommit; k++)
        if (!c->commit[k].gone)
            put_knot(p, credit_group(r, &c->commit[k].credit), HAND);
    if (c->carrier != 0)
        put_knot(p, c->carry_hat < GROUPS ? c->carry_hat : r->person[c->carrier]->group, CARRIES);
    jw_end(p->w);
}

void thread_ease(struct clause *c, const struct stance *was, const struct stance *now, int group)
{
    bool reworded = was->version < c->version || was->since < c->version_t; // since it was raised
    if (objects(now))
        c->eased &= (uint8_t)(~(1u << group));
    else if (objects(was) && reworded)
        c->eased |= (uint8_t)(1u << group);
}
