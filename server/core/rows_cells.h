// The cells of a row of rows.def, as each part of the export's rows fills them. Inside core only;
// a row owns nothing, and its texts last until row_end returns.
#ifndef CORE_ROWS_CELLS_H
#define CORE_ROWS_CELLS_H

#include "core/rows.h"
#include "core/rules_parts.h"

// Where each column stands among the cells of its row.
enum {
#define ROWS(NAME, name, en, fr)              NAME##_FIRST, NAME##_BEFORE = NAME##_FIRST - 1,
#define COL(NAME, COLUMN, name, type, en, fr) AT_##NAME##_##COLUMN,
#include "core/rows.def"
#undef ROWS
#undef COL
    COLUMNS
};

struct cells {
    const struct row_job *job;
    enum row_file file;
    int table;
    struct val val[ROW_CELLS_MAX];
};

struct credit_text {
    char p[CREDIT_MAX * 6];
    size_t n;
};

void row_begin(struct cells *c, const struct row_job *job, enum row_file file, int table);
void row_end(const struct cells *c);
void row_withhold(const struct cells *c, enum row_what what, enum row_reason why);
void row_put(struct cells *c, int column, int64_t value);
void row_put_text(struct cells *c, int column, struct str text); // unset when empty
// People who may be shown; the others are counted. 0 is nobody.
void row_put_person(struct cells *c, int column, int person);
void row_put_credit(struct cells *c, int column, const struct credit *credit,
                    struct credit_text *text);
// Milliseconds since the room was made.
int64_t row_after(const struct row_job *job, uint64_t t);

// rows_tally.c

// How a table was played, as the tallies read it, and what its people answered.
void row_tally(const struct row_job *job, int table);

// rows_ratings.c

void row_ratings(const struct row_job *job, int table, const struct tally_input *in,
                 uint32_t eligible);

#endif
