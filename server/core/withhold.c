// Whose words an event brings, and what it does to a text that several write.
#include "core/withhold.h"

#include <string.h>

#include "core/rules_parts.h"

struct shared {
    bool untold;     // somebody who does not agree wrote in it since it was last empty
    struct str text; // as it stands, while it is untold
};

struct table_words {
    struct shared sheet[GROUPS][SHEET_FIELDS], red[GROUPS], gave_up[GROUPS], report[REPORT_FIELDS];
    struct shared founding[FOUNDING_MAX];
    struct shared clause[CLAUSES_MAX + 1], amend[CLAUSES_MAX + 1][AMENDS_MAX + 1];
};

struct withheld {
    struct arena *arena;
    const struct room *room;
    bool told[PEOPLE_MAX + 1];
    struct table_words *table; // by number
};

struct withheld *withheld_new(struct arena *arena, const struct room *room,
                              const bool told[PEOPLE_MAX + 1])
{
    struct withheld *held = arena_new(arena, struct withheld);
    struct table_words *table = arena_new_n(arena, struct table_words, TABLES_MAX + 1);
    if (held == NULL || table == NULL) {
        return NULL;
    }
    held->arena = arena;
    held->room = room;
    held->table = table;
    memcpy(held->told, told, sizeof held->told);
    return held;
}

// A change of a shared text: what it was made from, where it is kept, and the field with the words.
struct change {
    const struct shared *from; // NULL: the event changes none
    struct shared *to;
    int text;
};

static struct change change_of(const struct withheld *held, const struct act *e)
{
    if (e->by < 1) {
        return (struct change){0};
    }
    struct table_words *t = &held->table[held->room->person[e->by]->table];
    struct shared *it;
    int item;
    switch (e->type) {
    case ACT_SHEET:
        it = &t->sheet[VAL(e, SHEET, GROUP).i][VAL(e, SHEET, FIELD).i];
        return (struct change){it, it, ACT_F(SHEET, TEXT)};
    case ACT_RED_LINE:
        it = &t->red[VAL(e, RED_LINE, GROUP).i];
        return (struct change){it, it, ACT_F(RED_LINE, TEXT)};
    case ACT_GAVE_UP:
        it = &t->gave_up[VAL(e, GAVE_UP, GROUP).i];
        return (struct change){it, it, ACT_F(GAVE_UP, TEXT)};
    case ACT_REPORT_TEXT:
        it = &t->report[VAL(e, REPORT_TEXT, FIELD).i];
        return (struct change){it, it, ACT_F(REPORT_TEXT, TEXT)};
    case ACT_FOUND:
        item = founding_item(held->room->sc, VAL(e, FOUND, ITEM).s);
        it = item < 0 || !VAL(e, FOUND, TEXT).set ? NULL : &t->founding[item];
        return (struct change){it, it, ACT_F(FOUND, TEXT)};
    case ACT_PROPOSE:
        it = &t->clause[VAL(e, PROPOSE, CLAUSE).i];
        return (struct change){it, it, ACT_F(PROPOSE, TEXT)};
    case ACT_AMEND:
        it = &t->amend[VAL(e, AMEND, CLAUSE).i][VAL(e, AMEND, AMENDMENT).i];
        return (struct change){&t->clause[VAL(e, AMEND, CLAUSE).i], it, ACT_F(AMEND, TEXT)};
    default:
        return (struct change){0};
    }
}

// A clause is often a line of a sheet, word for word: whoever proposes it did not write it.
static bool is_untold_line(const struct table_words *t, struct str text)
{
    for (int g = 0; g < GROUPS; g++) {
        for (int i = 0; i < SHEET_FIELDS; i++) {
            const struct shared *line = &t->sheet[g][i];
            if (line->untold && line->text.n > 0 && str_eq(line->text, text)) {
                return true;
            }
        }
    }
    return false;
}

// Whether the words that the event brings may be told; false in *good when the arena is full.
static bool may_tell(struct withheld *held, const struct act *e, bool told, bool *good)
{
    struct change c = change_of(held, e);
    if (c.from == NULL) {
        return told;
    }
    const struct val *text = &e->f[c.text];
    bool emptied = text->s.n == 0 && !text->hidden;
    c.to->untold = !emptied && (!told || c.from->untold);
    if (e->type == ACT_PROPOSE) {
        const struct table_words *t = &held->table[held->room->person[e->by]->table];
        c.to->untold = c.to->untold || is_untold_line(t, text->s);
    }
    if (c.to->untold) {
        c.to->text = arena_str(held->arena, text->s);
        *good = c.to->text.p != NULL;
    }
    return !c.to->untold;
}

// An amendment that is accepted is the clause from then on.
static void take_amendment(struct withheld *held, const struct act *e)
{
    struct table_words *t = &held->table[held->room->person[e->by]->table];
    int64_t clause = VAL(e, ANSWER_AMEND, CLAUSE).i;
    if (VAL(e, ANSWER_AMEND, ACCEPT).i) {
        t->clause[clause] = t->amend[clause][VAL(e, ANSWER_AMEND, AMENDMENT).i];
    }
}

bool withhold(struct withheld *held, struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    int whose = act_words_of(e);
    bool good = true, told = may_tell(held, e, whose <= 0 || held->told[whose], &good);
    if (e->type == ACT_ANSWER_AMEND) {
        take_amendment(held, e);
    }
    for (int i = 0; i < spec->nfields && !told; i++) {
        if ((spec->fields[i].flags & FIELD_PRIVATE) && e->f[i].set) {
            e->f[i].hidden = e->f[i].hidden || e->f[i].s.n > 0;
            e->f[i].s = (struct str){NULL, 0};
        }
    }
    return good;
}
