// What a table's outcome is in ten seconds, for who was not there: which sentence is true of it,
// and which four numbers. Counts that its tallies have already, no index and no rank; chosen here,
// so that a phone, the hall, paper and a picture say the same.
#include "base/util.h"
#include "core/project.h"

enum gist_said {
    SAID_NONE,   // no clause stands
    SAID_OPEN,   // some do, and none is adopted
    SAID_WISH,   // adopted, and nobody carries any
    SAID_PART,   // some are carried
    SAID_SAME,   // all are, by the groups that proposed them
    SAID_PASSED, // or by others
    SAIDS
};
static const char *const said_names[SAIDS] = {
    [SAID_NONE] = "none", [SAID_OPEN] = "open", [SAID_WISH] = "wish",
    [SAID_PART] = "part", [SAID_SAME] = "same", [SAID_PASSED] = "passed",
};

// Groups as bits, over all adopted clauses.
struct groups_of {
    uint8_t from, to, hands;
};

static struct groups_of groups_of(const struct tally *t)
{
    struct groups_of all = {0, 0, 0};
    for (int i = 0; i < t->n_clauses; i++)
        if (t->clauses[i].adopted) {
            all.from |= t->clauses[i].proposed_by;
            all.to |= t->clauses[i].carried_by;
            all.hands |= t->clauses[i].hands;
        }
    return all;
}

static enum gist_said said_of(const struct tally *t, struct groups_of all, int stand)
{
    if (t->m == 0)
        return stand > 0 ? SAID_OPEN : SAID_NONE;
    if (t->carried < t->m)
        return t->carried > 0 ? SAID_PART : SAID_WISH;
    return all.from == all.to ? SAID_SAME : SAID_PASSED;
}

// Who else is to be named for it to be true: nobody but them was there, or had a hand in it, or
// somebody had who neither proposed nor carries.
static void put_beside(const struct pen *p, const struct tally *t, struct groups_of all)
{
    uint8_t help = (uint8_t)(all.hands & ~(all.from | all.to));
    const char *beside = t->k < 2                                      ? "alone"
                         : help                                        ? "helped"
                         : all.hands && !(all.hands & (all.hands - 1)) ? "agreed"
                                                                       : NULL;
    if (pen_has(p, "beside", t->m > 0 && beside))
        jw_cstr(p->w, beside);
    pen_set(p, "help", FIELD_GROUPS, help);
}

static void put_number(const struct pen *p, const char *what, int n, int of)
{
    jw_obj(p->w);
    jw_kcstr(p->w, "what", what);
    jw_kint(p->w, "n", n);
    if (of > 0)
        jw_kint(p->w, "of", of);
    jw_end(p->w);
}

// With nothing adopted, noughts of nought say nothing: who was there, and that they disagreed,
// does.
static void put_numbers(const struct pen *p, const struct tally *t, int stand)
{
    jw_karr(p->w, "numbers");
    put_number(p, "adopted", t->m, stand);
    if (t->m == 0) {
        put_number(p, "objections", t->raised, 0);
        put_number(p, "groups", t->k, 0);
        put_number(p, "people", t->n, 0);
    } else {
        if (t->k >= 2)
            put_number(p, "hands", t->hands2.x, t->m);
        put_number(p, "carried", t->carried, t->m);
        if (t->k < 2)
            put_number(p, "planned", t->planned.x, t->m);
        put_number(p, "engaged", t->engaged.x, t->engaged.y);
    }
    jw_end(p->w);
}

void project_gist(const struct pen *p, const struct tally *t, int stand)
{
    struct groups_of all = groups_of(t);
    jw_kobj(p->w, "gist");
    jw_kcstr(p->w, "said", said_names[said_of(t, all, stand)]);
    pen_set(p, "from", FIELD_GROUPS, all.from);
    pen_set(p, "to", FIELD_GROUPS, all.to);
    put_beside(p, t, all);
    put_numbers(p, t, stand);
    jw_end(p->w);
}
