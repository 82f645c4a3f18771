// Whose words these are, and who may have them.
#include "core/words.h"

#include <string.h>

#include "base/util.h"
#include "core/rules_parts.h"

enum words_answer words_may(const struct room *r, struct words_reader reader, int whose)
{
    if (whose < 1 || whose > r->npeople)
        return WORDS_GIVEN;
    const struct person *p = r->person[whose];
    bool agreed = whose == reader.self || reader.purpose == WORDS_LIVE ||
                  (reader.purpose == WORDS_DEBRIEF ? p->debrief : p->research);
    return p->erased ? WORDS_FORGOTTEN : agreed ? WORDS_GIVEN : WORDS_NOT_AGREED;
}

void words_answers(const struct room *r, struct words_reader reader,
                   enum words_answer out[PEOPLE_MAX + 1])
{
    for (int p = 0; p <= PEOPLE_MAX; p++)
        out[p] = words_may(r, reader, p);
}

// Taking words out of a log: each part is given as its writer agrees. Logs of before rules 3 do not
// tell parts: there a text that several write is not given once somebody who does not agree wrote
// in it, until it is empty again.

struct shared {
    enum words_answer answer; // of all who wrote in it since it was last empty
    uint64_t mark;            // of the text as it stands, while it is not given
};

struct table_words {
    struct shared sheet[GROUPS][SHEET_FIELDS], red[GROUPS], gave_up[GROUPS], report[REPORT_FIELDS];
    struct shared founding[FOUNDING_MAX];
    struct shared clause[CLAUSES_MAX + 1], amend[CLAUSES_MAX + 1][AMENDS_MAX + 1];
};

enum { TEXT_BYTES = 4 * DRAFT_CHARS, TEXTS = 2 }; // of several hands, in one act

struct words_giver {
    const struct scenario *sc;
    bool parted; // by the rules of the log at hand
    // What is left of the texts of the event at hand
    char left[TEXTS][TEXT_BYTES];
    struct part parts[TEXTS][PARTS_MAX];
    int ntexts;
    enum words_answer of[PEOPLE_MAX + 1];
    uint16_t at[PEOPLE_MAX + 1]; // the table of each person, as of the event at hand
    struct table_words *table;   // by number
};

struct words_giver *words_giver_new(struct arena *arena, const struct room *room,
                                    const enum words_answer of[PEOPLE_MAX + 1])
{
    struct words_giver *g = arena_new(arena, struct words_giver);
    struct table_words *table = arena_new_n(arena, struct table_words, TABLES_MAX + 1);
    if (g == NULL || table == NULL)
        return NULL;
    g->sc = room->sc;
    g->table = table;
    memcpy(g->of, of, sizeof g->of);
    return g;
}

static void follow_seat(struct words_giver *g, const struct act *e)
{
    bool joins = e->type == ACT_JOIN;
    const struct val *person = joins ? &VAL(e, JOIN, PERSON) : &VAL(e, SIT, PERSON);
    const struct val *table = joins ? &VAL(e, JOIN, TABLE) : &VAL(e, SIT, TABLE);
    int64_t who = person->set ? person->i : e->by;
    if ((joins || e->type == ACT_SIT) && table->set && who >= 1 && who <= PEOPLE_MAX)
        g->at[who] = (uint16_t)table->i;
}

static enum words_answer worse(enum words_answer a, enum words_answer b)
{
    return MAX(a, b);
}

static enum words_answer answer_to_credited(const struct words_giver *g, const struct act *e)
{
    enum words_answer all = WORDS_GIVEN;
    for (int i = 0; i < e->ncredit; i++)
        all = worse(all, g->of[e->credit[i]]);
    return all;
}

// Of who typed it and of everybody whose idea it was.
static enum words_answer answer_to(const struct words_giver *g, const struct act *e)
{
    int whose = act_words_of(e);
    return worse(whose > 0 ? g->of[whose] : WORDS_GIVEN, answer_to_credited(g, e));
}

// A change of a shared text: what it was made from, where it is kept, and the field with the words.
struct change {
    const struct shared *from; // NULL: the event changes none
    struct shared *to;
    int text;
};

static struct change in_place(struct shared *it, int text)
{
    return (struct change){it, it, text};
}

static struct change change_of(struct words_giver *g, const struct act *e)
{
    if (e->by < 1)
        return (struct change){0};
    struct table_words *t = &g->table[g->at[e->by]];
    int item;
    switch (e->type) {
    case ACT_SHEET:
        return in_place(&t->sheet[VAL(e, SHEET, GROUP).i][VAL(e, SHEET, FIELD).i],
                        ACT_F(SHEET, TEXT));
    case ACT_RED_LINE:
        return in_place(&t->red[VAL(e, RED_LINE, GROUP).i], ACT_F(RED_LINE, TEXT));
    case ACT_GAVE_UP:
        return in_place(&t->gave_up[VAL(e, GAVE_UP, GROUP).i], ACT_F(GAVE_UP, TEXT));
    case ACT_REPORT_TEXT:
        return in_place(&t->report[VAL(e, REPORT_TEXT, FIELD).i], ACT_F(REPORT_TEXT, TEXT));
    case ACT_FOUND:
        item = VAL(e, FOUND, TEXT).set ? founding_item(g->sc, VAL(e, FOUND, ITEM).s) : -1;
        return item < 0 ? (struct change){0} : in_place(&t->founding[item], ACT_F(FOUND, TEXT));
    case ACT_PROPOSE:
        t->clause[VAL(e, PROPOSE, CLAUSE).i] = (struct shared){0}; // nothing, until now
        return in_place(&t->clause[VAL(e, PROPOSE, CLAUSE).i], ACT_F(PROPOSE, TEXT));
    case ACT_AMEND:
        return (struct change){&t->clause[VAL(e, AMEND, CLAUSE).i],
                               &t->amend[VAL(e, AMEND, CLAUSE).i][VAL(e, AMEND, AMENDMENT).i],
                               ACT_F(AMEND, TEXT)};
    default:
        return (struct change){0};
    }
}

static uint64_t mark_of(struct str text)
{
    uint64_t mark = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text.n; i++)
        mark = (mark ^ (unsigned char)text.p[i]) * UINT64_C(1099511628211);
    return text.n > 0 ? mark : 0;
}

// A clause is often a line of a sheet, word for word: whoever proposes it did not write it.
static enum words_answer answer_of_line(const struct table_words *t, struct str text)
{
    enum words_answer all = WORDS_GIVEN;
    for (int g = 0; g < GROUPS; g++) {
        for (int i = 0; i < SHEET_FIELDS; i++) {
            const struct shared *line = &t->sheet[g][i];
            if (line->mark != 0 && line->mark == mark_of(text))
                all = worse(all, line->answer);
        }
    }
    return all;
}

// Whether the words that the event brings may be given.
static enum words_answer follow_text(struct words_giver *g, const struct act *e)
{
    struct change c = change_of(g, e);
    enum words_answer all = answer_to(g, e);
    if (c.from == NULL)
        return all;
    const struct val *text = &e->f[c.text];
    bool emptied = text->s.n == 0 && !text->hidden;
    if (e->type == ACT_PROPOSE)
        all = worse(all, answer_of_line(&g->table[g->at[e->by]], text->s));
    all = emptied ? WORDS_GIVEN : worse(all, c.from->answer);
    *c.to = (struct shared){all, all == WORDS_GIVEN ? 0 : mark_of(text->s)};
    return all;
}

// An amendment that is accepted is the clause from then on.
static void take_amendment(struct words_giver *g, const struct act *e)
{
    struct table_words *t = &g->table[g->at[e->by]];
    int64_t clause = VAL(e, ANSWER_AMEND, CLAUSE).i;
    if (VAL(e, ANSWER_AMEND, ACCEPT).i)
        t->clause[clause] = t->amend[clause][VAL(e, ANSWER_AMEND, AMENDMENT).i];
}

// One that is not in parts.
static void hide(struct val *v)
{
    v->hidden = v->hidden || v->s.n > 0;
    v->s = (struct str){NULL, 0};
}

// Leaves of a text the parts that may be given.
static enum words_answer give_parts(struct words_giver *g, struct val *v,
                                    enum words_answer credited)
{
    enum words_answer all = WORDS_GIVEN;
    CHECK(g->ntexts < TEXTS && v->s.n <= TEXT_BYTES);
    char *left = g->left[g->ntexts];
    struct part *parts = g->parts[g->ntexts++];
    size_t from = 0, n = 0;
    for (int i = 0; i < v->nparts; from += v->parts[i++].n) {
        enum words_answer answer = worse(g->of[v->parts[i].by], credited);
        parts[i] = (struct part){v->parts[i].by, answer == WORDS_GIVEN ? v->parts[i].n : 0};
        if (parts[i].n > 0)
            memcpy(left + n, v->s.p + from, parts[i].n);
        n += parts[i].n;
        all = worse(all, answer);
    }
    v->hidden = v->hidden || n < v->s.n;
    v->s = (struct str){left, n};
    v->parts = parts;
    return all;
}

static enum words_answer give_by_parts(struct words_giver *g, struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    enum words_answer own = answer_to(g, e), all = WORDS_GIVEN;
    g->ntexts = 0;
    for (int i = 0; i < spec->nfields; i++) {
        if (!(spec->fields[i].flags & FIELD_PRIVATE) || !e->f[i].set)
            continue;
        if (e->f[i].nparts > 0) {
            all = worse(all, give_parts(g, &e->f[i], answer_to_credited(g, e)));
            continue;
        }
        if (own != WORDS_GIVEN)
            hide(&e->f[i]);
        all = worse(all, own);
    }
    return all;
}

static enum words_answer give_together(struct words_giver *g, struct act *e)
{
    const struct act_spec *spec = act_spec(e->type);
    enum words_answer all = follow_text(g, e);
    if (e->type == ACT_ANSWER_AMEND)
        take_amendment(g, e);
    for (int i = 0; i < spec->nfields && all != WORDS_GIVEN; i++)
        if ((spec->fields[i].flags & FIELD_PRIVATE) && e->f[i].set)
            hide(&e->f[i]);
    return all;
}

enum words_answer words_give(struct words_giver *g, struct act *e)
{
    if (e->type == ACT_CREATED) {
        const struct rules *by = rules(VAL(e, CREATED, RULES).i);
        g->parted = by != NULL && by->parted;
    }
    follow_seat(g, e);
    return g->parted ? give_by_parts(g, e) : give_together(g, e);
}
