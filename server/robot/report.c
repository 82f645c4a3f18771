// What each says of the hour, and what the table says of its project.
#include "core/act.h"
#include "robot/turn.h"

enum { REPORT_TITLE, REPORT_COMPROMISE = 4, REPORT_OPEN, REPORT_OWN = 7 };

// A role that led is relied on, and the others as much as they shared it.
static int mark_of(const struct turn *t, const struct seen_person *whom)
{
    int dice = (int)(robot_hash(t->seed, (uint64_t)t->s->me, whom->id) % 3);
    if (whom->role == t->script->leader)
        return t->script->temper == TEMPER_LED ? 5 : 4;
    return (t->script->temper == TEMPER_SHARED ? 3
            : t->script->temper == TEMPER_LED  ? 1
                                               : 2) +
           dice - (dice == 2 && t->script->temper == TEMPER_SHARED);
}

static bool rates(const struct turn *t, struct act *out)
{
    for (int i = 0; i < t->s->n_people && !t->s->answered; i++) {
        const struct seen_person *p = &t->s->people[i];
        if (!p->to_rate)
            continue;
        out->type = ACT_RATE;
        set_val(out, ACT_F(RATE, PERSON), p->id);
        set_val(out, ACT_F(RATE, VALUE), mark_of(t, p));
        return true;
    }
    return false;
}

// Whoever took up what was not theirs, of another group.
static int bridge(const struct turn *t)
{
    for (int k = 0; k < t->script->n; k++) {
        const struct deal *d = &t->script->deal[k];
        for (int i = 0; i < t->s->n_people && d->course == COURSE_COMPROMISE; i++)
            if (t->s->people[i].role == d->other && t->s->people[i].id != t->s->me)
                return t->s->people[i].id;
    }
    return 0;
}

static bool gave(const struct turn *t)
{
    for (int k = 0; k < t->script->n; k++) {
        const struct deal *d = &t->script->deal[k];
        if (d->course != COURSE_SMOOTH && (d->other == t->s->role || d->proposer == t->s->role))
            return true;
    }
    return false;
}

static struct str what_was_left(const struct turn *t)
{
    struct str want = robot_want(turn_role(t), t->s->english);
    if (want.n == 0)
        return turn_say(t, "Nous pensions en obtenir davantage.", "We thought we would get more.");
    return t->s->english
               ? robot_join(t->texts, STR("We came with “"), want, STR("”, and left with a part."))
               : robot_join(t->texts, STR("Nous venions avec «\u00a0"), want,
                            STR("\u00a0», nous repartons avec une partie."));
}

static bool answers(const struct turn *t, struct act *out)
{
    static const uint8_t shared[TEMPERS] = {4, 3, 1}, own[TEMPERS] = {4, 3, 2};
    if (t->s->answered)
        return false;
    bool least = turn_dice(t, 5, 4) == 0;
    out->type = ACT_ANSWERS;
    if (bridge(t) != 0)
        set_val(out, ACT_F(ANSWERS, Q2A), bridge(t));
    set_val(out, ACT_F(ANSWERS, Q3), shared[t->script->temper] - least);
    set_val(out, ACT_F(ANSWERS, Q4), own[t->script->temper] + !least);
    set_val(out, ACT_F(ANSWERS, Q5), gave(t));
    if (gave(t))
        VAL(out, ANSWERS, Q5TEXT) = val_text(what_was_left(t));
    return true;
}

static bool weighs(const struct turn *t, struct act *out)
{
    static const uint8_t met[TEMPERS][SCENARIO_INTERESTS] = {{2, 1, 2}, {2, 1, 1}, {1, 2, 0}};
    if (t->s->has_met || t->at < 230 || !turn_is_mine(t, t->s->group, 0))
        return false;
    out->type = ACT_MET;
    for (int i = 0; i < SCENARIO_INTERESTS; i++)
        set_val(out, ACT_F(MET, A) + i, met[t->script->temper][(i + t->s->group) % 3]);
    return true;
}

static bool lets_go(const struct turn *t, struct act *out)
{
    if (t->s->gave_up.n > 0 || t->at < 270 || !turn_is_mine(t, t->s->group, 1) || !gave(t))
        return false;
    out->type = ACT_GAVE_UP;
    VAL(out, GAVE_UP, TEXT) = val_text(what_was_left(t));
    return true;
}

// The text of a clause that was reworded, or that somebody still objects to.
static struct str clause_of(const struct turn *t, bool reworded)
{
    for (int i = 0; i < t->s->n_clauses; i++) {
        const struct seen_clause *c = &t->s->clause[i];
        if (reworded ? c->adopted && c->version > 1 : c->open)
            return c->text;
    }
    return (struct str){0};
}

static struct str own_words(const struct turn *t)
{
    switch (t->script->temper) {
    case TEMPER_SHARED:
        return turn_say(t,
                        "Chacun porte ce qu’un autre a proposé; c’est ce qui nous a fait avancer.",
                        "Each of us carries what another proposed; that is what moved us forward.");
    case TEMPER_MIXED:
        return turn_say(
            t, "Deux échanges tiennent; sur le reste, nous n’avons pas fini de nous parler.",
            "Two trades hold; on the rest, we have not finished talking.");
    default:
        return turn_say(t, "Nous avons un texte, et une seule personne pour tout porter.",
                        "We have a text, and one person to carry all of it.");
    }
}

static struct str report_text(const struct turn *t, int field)
{
    const struct scenario_group *g = &t->s->sc->groups[t->s->sc->roles[t->script->leader].group];
    switch (field) {
    case REPORT_TITLE:
        return robot_pick(&g->interests[0].text, t->s->english);
    case REPORT_COMPROMISE:
        return clause_of(t, true);
    case REPORT_OPEN:
        return clause_of(t, false);
    default:
        return own_words(t);
    }
}

static bool writes(const struct turn *t, struct act *out)
{
    static const uint8_t fields[] = {REPORT_TITLE, REPORT_COMPROMISE, REPORT_OPEN, REPORT_OWN};
    for (int i = 0; i < 4; i++) {
        int field = fields[i];
        struct str text = report_text(t, field);
        if (t->at < 240 + 40 * i || t->s->report[field].n > 0 || text.n == 0 ||
            !turn_is_mine(t, GROUPS, i))
            continue;
        out->type = ACT_REPORT_TEXT;
        set_val(out, ACT_F(REPORT_TEXT, FIELD), field);
        VAL(out, REPORT_TEXT, TEXT) = val_text(text);
        return true;
    }
    return false;
}

static bool closes(const struct turn *t, struct act *out)
{
    if (t->s->reported || t->at < 420 || !turn_is_mine(t, GROUPS, 0))
        return false;
    out->type = ACT_REPORT_DONE;
    set_val(out, ACT_F(REPORT_DONE, ON), 1);
    return true;
}

static bool looks_home(const struct turn *t, struct act *out)
{
    static const char *const fr[] = {
        "Chez nous, la relève du comité; il faudrait lui laisser les décisions, pas les corvées.",
        "La directrice de l’école pourrait porter la suite. À nous de lui laisser la salle.",
        "Les jeunes agriculteurs. Il faudrait leur laisser parler les premiers.",
        "Personne tout seul : deux groupes ensemble, et une date.",
    };
    static const char *const en[] = {
        "At home, the younger members. We would have to leave them decisions, not chores.",
        "The school principal could carry it next. We would have to let go of the hall.",
        "The young farmers. We would have to let them speak first.",
        "Nobody alone: two groups together, and a date.",
    };
    if (t->s->said_q6 || !turn_is_due(t, 200, 500))
        return false;
    unsigned i = turn_dice(t, 6, 4);
    out->type = ACT_Q6;
    VAL(out, Q6, TEXT) = val_text(turn_say(t, fr[i], en[i]));
    return true;
}

bool robot_reports(const struct turn *t, struct act *out)
{
    if (t->s->phase == PHASE_CONCLUSION)
        return looks_home(t, out);
    if (!turn_is_due(t, 10, 60))
        return false;
    return rates(t, out) || answers(t, out) || weighs(t, out) || lets_go(t, out) ||
           writes(t, out) || closes(t, out);
}
