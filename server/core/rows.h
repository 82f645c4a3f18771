// A room as rows for those who study it: the tables of rows.def, filled from the state at the end.
// Each person chose what their words may be used for. Who refused stays in the counts and appears
// as their group, never as a person; who was forgotten has no row, and names none.
// Cells are a `struct val` each: text cells are views that last until the sink returns.
#ifndef TABLEE_CORE_ROWS_H
#define TABLEE_CORE_ROWS_H

#include "core/room.h"
#include "core/tally.h"

enum row_file {
#define ROWS(NAME, name, en, fr) ROWS_##NAME,
#define COL(NAME, COLUMN, name, type, en, fr)
#include "core/rows.def"
#undef ROWS
#undef COL
    ROW_FILES
};

enum {
    ROW_CELLS_MAX = 18,
    ROW_RATERS_MIN = 3, // of a table whose ratings are told: one of fewer is guessed at
};

struct row_column {
    const char *name;
    enum field_type type;
    const char *en, *fr;
};

struct row_table {
    const char *name;
    const char *en, *fr; // what one row is
    const struct row_column *columns;
    int n;
};

struct row_table row_table(enum row_file file);

// In the order of the names of FIELD_WHAT and FIELD_WITHHELD.
enum row_what { WITHHELD_ROW, WITHHELD_PERSON, WITHHELD_WORDS, WITHHELD_FIGURE, ROW_WHATS };
enum row_reason {
    WITHHELD_NO_CONSENT,
    WITHHELD_FORGOTTEN,
    WITHHELD_NOT_IN_LOG,
    WITHHELD_FEW_ELIGIBLE,
    WITHHELD_FEW_RATERS,
    WITHHELD_NO_RATING,
    WITHHELD_SEALED,
    WITHHELD_INELIGIBLE,
    ROW_REASONS,
};

// What was left out, by table (0: of none). Starts zeroed.
struct row_withheld {
    uint32_t n[TABLES_MAX + 1][ROW_FILES][ROW_WHATS][ROW_REASONS];
};

struct row_job {
    const struct room *room;
    bool debrief;      // asks for the consent to the debrief, not the one to research
    uint64_t began_ms; // when the room was made
    int64_t version;   // of the scenario
    int64_t rules;
    struct row_withheld *withheld;
    void *ctx;
    void (*row)(void *ctx, enum row_file file, const struct val *cells);
};

// May this person be shown? Otherwise *why.
bool row_may_show(const struct row_job *job, int person, enum row_reason *why);
// Rows of all files but events, texts, tallies and suppressions, in an order that depends on
// nothing but the room. Takes about 300 KB of stack.
void room_rows(const struct row_job *job);
// Those of a table who answered of the others, or whom others rated, under ids that stand nowhere
// else and follow from what is told of them.
struct row_raters {
    int n;
    uint8_t id[TALLY_PEOPLE_MAX]; // of each of the roster, from 1; 0: it is not told of them
    uint8_t at[TALLY_PEOPLE_MAX]; // the other way: at[id - 1]
    bool groups;                  // may be told beside an id
};
void row_raters(const struct row_job *job, int table, const struct tally_input *in,
                uint32_t eligible, struct row_raters *out);
// Their table and group at the end, for what is told of a person elsewhere; 0 without a seat.
int row_person_table(const struct row_job *job, int person);
int row_person_group(const struct row_job *job, int person);
// Does that founding choice ask for names of people?
bool row_asks_names(const struct row_job *job, struct str item);
// Did anybody but robots play it? Of robots nothing is studied.
bool row_played(const struct room *r);
// The room's random name.
struct str row_epoch(const struct room *r);
// Groups seated at a table, hats among them, as a set.
int row_seated(const struct room *r, int table);

#endif
