// Which text an event changes, and whose words it brings. A text of one author is told or not; one
// that several write is followed from its beginning (mixed.h), as is a clause that began as a line
// of a sheet.
#include "core/withhold.h"

#include <string.h>

#include "core/mixed.h"
#include "core/rules_parts.h"

struct clause_words {
    struct mixed text, norm, amend[AMENDS_MAX + 1];
};

struct table_words {
    struct mixed sheet[GROUPS][SHEET_FIELDS], red[GROUPS], report[REPORT_FIELDS];
    struct mixed founding[FOUNDING_MAX];
    struct clause_words *clause[CLAUSES_MAX + 1];
};

struct withheld {
    struct arena *arena, *scratch;
    const struct room *room;
    bool told[PEOPLE_MAX + 1];
    struct table_words *table[TABLES_MAX + 1];
};

struct withheld *withheld_new(struct arena *arena, const struct room *room,
                              const bool told[PEOPLE_MAX + 1])
{
    struct withheld *held = arena_new(arena, struct withheld);
    if (held == NULL) {
        return NULL;
    }
    held->arena = arena;
    held->room = room;
    memcpy(held->told, told, sizeof held->told);
    return held;
}

// Which shared text an event changes

static struct table_words *words_at(struct withheld *held, const struct act *e)
{
    struct table_words **t = &held->table[held->room->person[e->by]->table];
    *t = *t ? *t : arena_new(held->arena, struct table_words);
    return *t;
}

static struct clause_words *clause_words(struct withheld *held, struct table_words *t, int64_t id)
{
    t->clause[id] = t->clause[id] ? t->clause[id] : arena_new(held->arena, struct clause_words);
    return t->clause[id];
}

// A clause often begins as a line of a group's sheet: the one that it has most in common with, half
// of it at least.
static const struct mixed *begun_as(const struct table_words *t, struct str text,
                                    const struct mixed *none)
{
    const struct mixed *best = none;
    size_t most = text.n / 2;
    for (int g = 0; g < GROUPS; g++) {
        for (int i = 0; i < SHEET_FIELDS; i++) {
            size_t same = mixed_common(&t->sheet[g][i], text);
            if (same > most) {
                best = &t->sheet[g][i];
                most = same;
            }
        }
    }
    return best;
}

static bool change_clause(struct withheld *held, struct table_words *t, struct act *e,
                          struct mixed_change *c)
{
    bool amends = e->type == ACT_AMEND, retags = e->type == ACT_RETAG;
    int at = amends ? ACT_F(AMEND, CLAUSE) : retags ? ACT_F(RETAG, CLAUSE) : ACT_F(PROPOSE, CLAUSE);
    struct clause_words *words = clause_words(held, t, e->f[at].i);
    if (words == NULL) {
        return false;
    }
    if (!amends) {
        struct val *norm = retags ? &VAL(e, RETAG, NORM) : &VAL(e, PROPOSE, NORM);
        struct mixed_change other = {&words->norm, &words->norm, norm, {NULL, 0}, c->told};
        if (norm->set && !mixed_change(&other, held->arena, held->scratch)) {
            return false;
        }
    }
    if (retags) {
        return true;
    }
    c->text = amends ? &VAL(e, AMEND, TEXT) : &VAL(e, PROPOSE, TEXT);
    c->from = amends ? &words->text : begun_as(t, c->text->s, &words->text);
    c->to = amends ? &words->amend[VAL(e, AMEND, AMENDMENT).i] : &words->text;
    return mixed_change(c, held->arena, held->scratch);
}

// An amendment that is accepted is the clause from then on.
static bool take_amendment(struct withheld *held, struct table_words *t, const struct act *e)
{
    struct clause_words *words = clause_words(held, t, VAL(e, ANSWER_AMEND, CLAUSE).i);
    if (words == NULL || !VAL(e, ANSWER_AMEND, ACCEPT).i) {
        return words != NULL;
    }
    const struct mixed *amend = &words->amend[VAL(e, ANSWER_AMEND, AMENDMENT).i];
    if (amend->torn) {
        words->text.torn = true;
        return true;
    }
    return mixed_copy(&words->text, amend, held->arena);
}

static bool change_shared(struct withheld *held, struct table_words *t, struct act *e,
                          struct mixed_change *c)
{
    struct mixed *to = NULL;
    int text, base;
    if (e->type == ACT_SHEET) {
        to = &t->sheet[VAL(e, SHEET, GROUP).i][VAL(e, SHEET, FIELD).i];
        text = ACT_F(SHEET, TEXT);
        base = ACT_F(SHEET, BASE);
    } else if (e->type == ACT_REPORT_TEXT) {
        to = &t->report[VAL(e, REPORT_TEXT, FIELD).i];
        text = ACT_F(REPORT_TEXT, TEXT);
        base = ACT_F(REPORT_TEXT, BASE);
    } else if (e->type == ACT_RED_LINE) {
        to = &t->red[VAL(e, RED_LINE, GROUP).i];
        text = ACT_F(RED_LINE, TEXT);
        base = ACT_F(RED_LINE, BASE);
    } else {
        int item = founding_item(held->room->sc, VAL(e, FOUND, ITEM).s);
        to = item < 0 ? NULL : &t->founding[item];
        text = ACT_F(FOUND, TEXT);
        base = ACT_F(FOUND, BASE);
    }
    if (to == NULL || !e->f[text].set) {
        return true;
    }
    c->from = c->to = to;
    c->text = &e->f[text];
    c->base = e->f[base].s;
    return mixed_change(c, held->arena, held->scratch);
}

// The shared text of the event; *shared: it has one.
static bool change_any(struct withheld *held, struct act *e, bool told, bool *shared)
{
    static const bool of_clauses[ACT_TYPES] = {
        [ACT_PROPOSE] = true, [ACT_AMEND] = true, [ACT_RETAG] = true, [ACT_ANSWER_AMEND] = true};
    static const bool of_tables[ACT_TYPES] = {
        [ACT_SHEET] = true, [ACT_REPORT_TEXT] = true, [ACT_RED_LINE] = true, [ACT_FOUND] = true};
    *shared = of_clauses[e->type] || of_tables[e->type];
    if (!*shared) {
        return true;
    }
    struct mixed_change c = {.told = told};
    struct table_words *t = words_at(held, e);
    if (t == NULL) {
        return false;
    }
    if (e->type == ACT_ANSWER_AMEND) {
        return take_amendment(held, t, e);
    }
    return of_tables[e->type] ? change_shared(held, t, e, &c) : change_clause(held, t, e, &c);
}

bool withhold(struct withheld *held, struct act *e, struct arena *scratch)
{
    const struct act_spec *spec = act_spec(e->type);
    int whose = act_words_of(e);
    bool told = whose <= 0 || held->told[whose], shared;
    held->scratch = scratch;
    if (!change_any(held, e, told, &shared)) {
        return false;
    }
    for (int i = 0; i < spec->nfields && !shared && !told; i++) {
        if ((spec->fields[i].flags & FIELD_PRIVATE) && e->f[i].set) {
            mixed_hide(&e->f[i]);
        }
    }
    return true;
}
