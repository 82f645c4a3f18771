// What one group of one table writes: ideas, the sheet, the private points and red line of phase 1;
// in the report, what it let go of.
#include "base/util.h"
#include "core/rules_parts.h"

// A group of the table that the person belongs to or wears the hat of; refused: GROUPS.
static int group_asked(struct decision *d, int field)
{
    int group = room_hat(d->room, d->cmd->by, &d->cmd->f[field]);
    if (group == GROUPS)
        refuse(d, REFUSED_NOT_YOUR_GROUP, "group", 0);
    return group;
}

// That group, set in the event too.
static struct act *group_event(struct decision *d, int field)
{
    int group = group_asked(d, field);
    if (group == GROUPS)
        return NULL;
    struct act *e = emit_same(d);
    set_val(e, field, group);
    return e;
}

static struct group_work *work_of(struct room *r, const struct act *e, int field)
{
    int group = (int)e->f[field].i;
    touch_group(r, r->person[e->by]->table, group);
    return &table_of(r, e)->group[group];
}

static bool all_wrote(const struct room *r, int table, int group, int but)
{
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = at_table(r, table, p);
        bool member = who != NULL && (who->group == group || who->hat == group);
        if (member && p != but && !person_idea(who, group)->set)
            return false;
    }
    return true;
}

int decide_IDEA(struct decision *d)
{
    struct act *e = group_event(d, ACT_F(IDEA, GROUP));
    if (e == NULL)
        return -1;
    int group = (int)VAL(e, IDEA, GROUP).i;
    bool open = d->room->table[d->table].group[group].ideas_open;
    if (!open && all_wrote(d->room, d->table, group, d->cmd->by)) {
        struct act *reveal = emit_system(d, ACT_REVEAL_IDEAS);
        set_val(reveal, ACT_F(REVEAL_IDEAS, TABLE), d->table);
        set_val(reveal, ACT_F(REVEAL_IDEAS, GROUP), group);
    }
    return 0;
}

void apply_IDEA(struct room *r, const struct act *e)
{
    struct person *p = r->person[e->by];
    struct idea *idea = VAL(e, IDEA, GROUP).i == p->group ? &p->own_idea : &p->hat_idea;
    room_put(r, &idea->need, VAL(e, IDEA, NEED).s);
    room_put(r, &idea->idea, VAL(e, IDEA, IDEA).s);
    idea->set = true;
    touch_parts(r, e->by, PERSON_OWN);
    work_of(r, e, ACT_F(IDEA, GROUP));
}

int decide_REVEAL_IDEAS(struct decision *d)
{
    int table = (int)VAL(d->cmd, REVEAL_IDEAS, TABLE).i;
    if (table > d->room->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", 0);
    if (d->room->table[table].group[VAL(d->cmd, REVEAL_IDEAS, GROUP).i].ideas_open)
        return refuse(d, REFUSED_ALREADY, NULL, 0);
    return as_asked(d);
}

void apply_REVEAL_IDEAS(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, REVEAL_IDEAS, TABLE).i, group = (int)VAL(e, REVEAL_IDEAS, GROUP).i;
    r->table[table].group[group].ideas_open = true;
    touch_group(r, table, group);
}

// Code points of title, need, clause1, clause2, clause3, bring, ask.
static const int sheet_max[SHEET_FIELDS] = {CLAUSE_CHARS, LONG_CHARS, CLAUSE_CHARS, CLAUSE_CHARS,
                                            CLAUSE_CHARS, LONG_CHARS, LONG_CHARS};

// A text of the group, which the event names; the fields stand together in each such act.
static int decide_text(struct decision *d, int group, const struct shared_text *now,
                       struct shared_fields f, int max)
{
    if (shared_decide(d, now, f, max) != 0)
        return -1;
    if (d->n > 0)
        set_val(&d->out[0], f.text + 1, group);
    return 0;
}

int decide_SHEET(struct decision *d)
{
    int group = group_asked(d, ACT_F(SHEET, GROUP));
    if (group == GROUPS)
        return -1;
    int64_t field = VAL(d->cmd, SHEET, FIELD).i;
    const struct shared_text *now = &d->room->table[d->table].group[group].sheet[field];
    return decide_text(d, group, now, SHARED(SHEET), sheet_max[field]);
}

void apply_SHEET(struct room *r, const struct act *e)
{
    struct group_work *work = work_of(r, e, ACT_F(SHEET, GROUP));
    shared_apply(r, &work->sheet[VAL(e, SHEET, FIELD).i], e, SHARED(SHEET));
}

int decide_TAGS(struct decision *d)
{
    return group_event(d, ACT_F(TAGS, GROUP)) == NULL ? -1 : 0;
}

void apply_TAGS(struct room *r, const struct act *e)
{
    struct group_work *work = work_of(r, e, ACT_F(TAGS, GROUP));
    int64_t slot = VAL(e, TAGS, SLOT).i;
    work->tags[slot].set = true;
    work->tags[slot].scale = (uint8_t)VAL(e, TAGS, SCALE).i;
    work->tags[slot].dims = (uint8_t)VAL(e, TAGS, DIMS).i;
    const struct val *whom = &VAL(e, TAGS, FOR);
    work->tags[slot].beneficiary = whom->set ? (uint8_t)whom->i : BENEFICIARY_UNSAID;
}

int decide_POINTS(struct decision *d)
{
    const struct act *c = d->cmd;
    if (VAL(c, POINTS, A).i + VAL(c, POINTS, B).i + VAL(c, POINTS, C).i != POINTS_TOTAL)
        return refuse(d, REFUSED_TEN_POINTS, NULL, POINTS_TOTAL);
    return group_event(d, ACT_F(POINTS, GROUP)) == NULL ? -1 : 0;
}

void apply_POINTS(struct room *r, const struct act *e)
{
    struct group_work *work = work_of(r, e, ACT_F(POINTS, GROUP));
    work->has_points = true;
    work->points_by = (uint16_t)e->by;
    for (int i = 0; i < SCENARIO_INTERESTS; i++)
        work->points[i] = (uint8_t)e->f[ACT_F(POINTS, A) + i].i;
}

// The red line, as the group says it, and what it gave up.
static int decide_line(struct decision *d, int of, struct shared_fields f)
{
    int group = group_asked(d, of);
    if (group == GROUPS)
        return -1;
    const struct group_work *work = &d->room->table[d->table].group[group];
    const struct shared_text *now = d->cmd->type == ACT_RED_LINE ? &work->red : &work->gave_up;
    return decide_text(d, group, now, f, TEXT_CHARS);
}

int decide_RED_LINE(struct decision *d)
{
    return decide_line(d, ACT_F(RED_LINE, GROUP), SHARED(RED_LINE));
}

void apply_RED_LINE(struct room *r, const struct act *e)
{
    shared_apply(r, &work_of(r, e, ACT_F(RED_LINE, GROUP))->red, e, SHARED(RED_LINE));
}

int decide_GAVE_UP(struct decision *d)
{
    return decide_line(d, ACT_F(GAVE_UP, GROUP), SHARED(GAVE_UP));
}

void apply_GAVE_UP(struct room *r, const struct act *e)
{
    shared_apply(r, &work_of(r, e, ACT_F(GAVE_UP, GROUP))->gave_up, e, SHARED(GAVE_UP));
    touch_table(r, r->person[e->by]->table);
}

static bool has_people(const struct room *r, int table, int64_t group)
{
    for (int p = 1; p <= r->npeople; p++) {
        const struct person *who = at_table(r, table, p);
        if (who != NULL && !who->robot && who->group == group)
            return true;
    }
    return false;
}

int decide_PRESENTER(struct decision *d)
{
    int person = (int)VAL(d->cmd, PRESENTER, PERSON).i;
    const struct person *p = at_table(d->room, d->table, person);
    if (p == NULL)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    struct act *e = group_event(d, ACT_F(PRESENTER, GROUP));
    if (e == NULL)
        return -1;
    int64_t group = VAL(e, PRESENTER, GROUP).i;
    if (is_aside(d->room, person) && has_people(d->room, d->table, group))
        return refuse(d, REFUSED_NOT_ALLOWED, "person", 0); // they tell their own
    return p->group == group || p->hat == group ? 0
                                                : refuse(d, REFUSED_NOT_YOUR_GROUP, "person", 0);
}

void apply_PRESENTER(struct room *r, const struct act *e)
{
    work_of(r, e, ACT_F(PRESENTER, GROUP))->presenter = (uint16_t)VAL(e, PRESENTER, PERSON).i;
}
