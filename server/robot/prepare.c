// The card is read, and a group writes its sheet.
#include "core/act.h"
#include "robot/turn.h"

enum {
    SHEET_TITLE,
    SHEET_NEED,
    SHEET_CLAUSE1,
    SHEET_CLAUSE2,
    SHEET_CLAUSE3,
    SHEET_BRING,
    SHEET_ASK
};

static bool reads(const struct turn *t, struct act *out)
{
    if (t->s->phase != PHASE_BRIEFING || t->s->ready || !turn_is_due(t, 150, 600))
        return false;
    out->type = ACT_READY;
    return true;
}

// What the person is there for: the first of the group's interests that their card names.
static int interest_of(const struct turn *t)
{
    for (int i = 0; i < SCENARIO_INTERESTS; i++)
        if (turn_role(t)->interests >> i & 1)
            return i;
    return 0;
}

static struct str interest(const struct turn *t, int i)
{
    const struct scenario_group *g = &t->s->sc->groups[t->s->group];
    return robot_pick(&g->interests[i % SCENARIO_INTERESTS].text, t->s->english);
}

static struct str want(const struct turn *t)
{
    struct str text = robot_want(turn_role(t), t->s->english);
    return text.n > 0 ? text : interest(t, interest_of(t));
}

static bool thinks(const struct turn *t, struct act *out)
{
    if (t->s->wrote || !turn_is_due(t, 60, 170))
        return false;
    out->type = ACT_IDEA;
    VAL(out, IDEA, NEED) = val_text(interest(t, interest_of(t)));
    VAL(out, IDEA, IDEA) = val_text(want(t));
    return true;
}

static struct str sheet_text(const struct turn *t, int field)
{
    const struct scenario_role *role = turn_role(t);
    switch (field) {
    case SHEET_TITLE:
        return interest(t, (int)turn_dice(t, 1, SCENARIO_INTERESTS));
    case SHEET_NEED:
        return robot_pick(&t->s->sc->groups[t->s->group].mandate, t->s->english);
    case SHEET_BRING:
        return role->n_assets > 0 ? robot_pick(&role->assets[0].text, t->s->english)
                                  : (struct str){0};
    case SHEET_ASK:
        return interest(t, interest_of(t) + 1);
    default:
        return robot_want(role, t->s->english);
    }
}

static bool writes(const struct turn *t, struct act *out)
{
    static const int from[SEEN_SHEETS] = {290, 330, 400, 470, 0, 560, 620};
    int wait = turn_has_people(t, t->s->group) ? 130 : 0;
    for (int i = 0; i < SEEN_SHEETS; i++) {
        bool due = from[i] > 0 && t->at >= from[i] + wait;
        if (!due || t->s->sheet[i].n > 0 || !turn_is_mine(t, t->s->group, i))
            continue;
        struct str text = sheet_text(t, i);
        if (text.n == 0)
            continue;
        out->type = ACT_SHEET;
        set_val(out, ACT_F(SHEET, FIELD), i);
        VAL(out, SHEET, TEXT) = val_text(text);
        return true;
    }
    return false;
}

static bool tags(const struct turn *t, struct act *out)
{
    for (int slot = 1; slot <= 3; slot++) {
        bool written = t->s->sheet[SHEET_CLAUSE1 + slot - 1].n > 0;
        if (!written || t->s->tagged[slot] || !turn_is_mine(t, t->s->group, slot))
            continue;
        out->type = ACT_TAGS;
        set_val(out, ACT_F(TAGS, SLOT), slot);
        set_val(out, ACT_F(TAGS, SCALE), 1 << turn_dice(t, 2, 3));
        set_val(out, ACT_F(TAGS, DIMS), 1 + turn_dice(t, 3, 3));
        set_val(out, ACT_F(TAGS, FOR), turn_dice(t, 4, 3));
        return true;
    }
    return false;
}

static bool weighs(const struct turn *t, struct act *out)
{
    static const int points[SCENARIO_INTERESTS] = {5, 3, 2};
    if (t->s->has_points || t->at < 740 || !turn_is_mine(t, t->s->group, 0))
        return false;
    out->type = ACT_POINTS;
    for (int i = 0; i < SCENARIO_INTERESTS; i++) {
        int field = ACT_F(POINTS, A) + (interest_of(t) + i) % SCENARIO_INTERESTS;
        set_val(out, field, points[i]);
    }
    return true;
}

static bool draws_line(const struct turn *t, struct act *out)
{
    if (t->s->red.n > 0 || t->at < 790 || !turn_is_mine(t, t->s->group, 1))
        return false;
    out->type = ACT_RED_LINE;
    VAL(out, RED_LINE, TEXT) = val_text(robot_pick(&turn_role(t)->red_line, t->s->english));
    return true;
}

static bool presents(const struct turn *t, struct act *out)
{
    if (t->s->presenter != 0 || t->at < 870 || !turn_is_mine(t, t->s->group, 0))
        return false;
    out->type = ACT_PRESENTER;
    set_val(out, ACT_F(PRESENTER, PERSON), t->s->me);
    return true;
}

bool robot_prepares(const struct turn *t, struct act *out)
{
    if (t->s->phase == PHASE_BRIEFING)
        return reads(t, out);
    if (thinks(t, out) || writes(t, out))
        return true;
    bool theirs = turn_has_people(t, t->s->group); // what a group decides, its people do
    return !theirs && (tags(t, out) || weighs(t, out) || draws_line(t, out) || presents(t, out));
}
