// What a row is made of, and who may be shown in it.
#include "core/rows_cells.h"

#include <string.h>

#include "base/util.h"
#include "core/project.h"
#include "core/words.h"

static const struct row_column all_columns[COLUMNS] = {
#define ROWS(NAME, name, en, fr)
#define COL(NAME, COLUMN, name, type, en, fr) [AT_##NAME##_##COLUMN] = {name, FIELD_##type, en, fr},
#include "core/rows.def"
#undef ROWS
#undef COL
};

static const struct {
    const char *name, *en, *fr;
    int first;
} files[ROW_FILES + 1] = {
#define ROWS(NAME, name, en, fr) {name, en, fr, NAME##_FIRST},
#define COL(NAME, COLUMN, name, type, en, fr)
#include "core/rows.def"
#undef ROWS
#undef COL
    {NULL, NULL, NULL, COLUMNS},
};

struct row_table row_table(enum row_file file)
{
    CHECK(file < ROW_FILES);
    return (struct row_table){files[file].name, files[file].en, files[file].fr,
                              &all_columns[files[file].first],
                              files[file + 1].first - files[file].first};
}

// Cells

void row_put(struct cells *c, int column, int64_t value)
{
    c->val[column - files[c->file].first] = (struct val){.set = true, .i = value};
}

void row_put_text(struct cells *c, int column, struct str text)
{
    c->val[column - files[c->file].first] = (struct val){.set = text.n > 0, .s = text};
}

void row_begin(struct cells *c, const struct row_job *job, enum row_file file, int table)
{
    memset(c, 0, sizeof *c);
    c->job = job;
    c->file = file;
    c->table = table;
    CHECK(files[file + 1].first - files[file].first <= ROW_CELLS_MAX);
}

void row_end(const struct cells *c)
{
    c->job->row(c->job->ctx, c->file, c->val);
}

void row_withhold(const struct cells *c, enum row_what what, enum row_reason why)
{
    c->job->withheld->n[c->table][c->file][what][why]++;
}

void row_put_person(struct cells *c, int column, int person)
{
    enum row_reason why;
    if (person == 0)
        return;
    if (row_may_show(c->job, person, &why))
        row_put(c, column, person);
    else
        row_withhold(c, WITHHELD_PERSON, why);
}

static void add_credit(struct credit_text *text, int person)
{
    char id[ID_TEXT_MAX];
    size_t n = strlen(id_text(id, "p", (unsigned)person));
    if (text->n)
        text->p[text->n++] = ' ';
    memcpy(text->p + text->n, id, n);
    text->n += n;
}

void row_put_credit(struct cells *c, int column, const struct credit *credit,
                    struct credit_text *text)
{
    enum row_reason why;
    text->n = 0;
    for (int i = 0; i < credit->n; i++)
        if (row_may_show(c->job, credit->who[i], &why))
            add_credit(text, credit->who[i]);
        else
            row_withhold(c, WITHHELD_PERSON, why);
    row_put_text(c, column, (struct str){text->p, text->n});
}

int64_t row_after(const struct row_job *job, uint64_t t)
{
    return t > job->began_ms ? (int64_t)(t - job->began_ms) : 0;
}

bool row_may_show(const struct row_job *job, int person, enum row_reason *why)
{
    struct words_reader reader = {.purpose = job->debrief ? WORDS_DEBRIEF : WORDS_RESEARCH};
    enum words_answer answer = words_may(job->room, reader, person);
    *why = answer == WORDS_FORGOTTEN ? WITHHELD_FORGOTTEN : WITHHELD_NO_CONSENT;
    return answer == WORDS_GIVEN;
}

int row_person_table(const struct row_job *job, int person)
{
    return job->room->person[person]->table;
}

int row_person_group(const struct row_job *job, int person)
{
    return job->room->person[person]->group;
}

bool row_asks_names(const struct row_job *job, struct str item)
{
    const struct scenario *sc = job->room->sc;
    for (int i = 0; i < sc->n_founding; i++)
        if (str_eq(sc->founding[i].id, item))
            return sc->founding[i].answer == SCENARIO_ANSWER_NAMES;
    return false;
}

bool row_played(const struct room *r)
{
    bool any = false;
    for (int p = 1; p <= r->npeople; p++)
        any |= !r->person[p]->robot;
    return any;
}

struct str row_epoch(const struct room *r)
{
    return r->epoch;
}
