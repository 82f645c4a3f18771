// What the parts of the export share; nobody else includes this.
#ifndef TABLEE_CODEC_EXPORT_PARTS_H
#define TABLEE_CODEC_EXPORT_PARTS_H

#include "base/vec.h"
#include "codec/export.h"
#include "core/rows.h"

enum { EXPORT_NAME_MAX = 96, EXPORT_FILE_MAX = 256 << 20, EXPORT_FILES_MAX = 20000 };

struct export_room {
    char name[40];
};

struct export_kept {
    char name[EXPORT_NAME_MAX];
    struct buf body;
    bool any; // a row was written
};

struct export
{
    struct export_options o;
    struct export_kept rows[ROW_FILES]; // CSV with its header, or JSON objects with commas between
    struct export_kept codebook, xapi;
    VEC(struct export_kept *) graphs;
    VEC(struct export_file) files;
    struct export_room room;       // at work
    VEC(struct export_room) rooms; // those that were
    struct row_job job;
    struct row_withheld withheld;
    struct export_walk *walk; // through the records of the room at work
};

// export_rows.c

char export_separator(const struct export *x); // of cells in CSV
void export_csv_head(const struct export *x, struct buf *b, const struct row_table *table);
// One row of the room at work.
void export_row(struct export *x, enum row_file file, const struct val *cells);
// Cells of a row, all of them unset at first.
struct val export_int(int64_t n);
struct val export_text(struct str s); // unset when empty
void export_withhold(struct export *x, int table, enum row_file file, enum row_what what,
                     enum row_reason why, uint32_t n);

// Events and texts, from the records.
struct export_walk;
struct export_walk *export_walk_new(struct export *x);
void export_walk_free(struct export_walk *w);
void export_event(struct export_walk *w, const struct act_record *record);
void export_events_end(struct export_walk *w); // after the last
// Figures and networks of each table.
void export_tallies(struct export *x);
void export_graphs(struct export *x, int table, const struct tally_input *in,
                   const struct tally *tally);
// A statement of xAPI (1.0.3), for a row that tells what somebody did; nothing for the others.
void export_xapi(struct export *x, enum row_file file, const struct val *cells);
// One row a column, and one a figure.
void export_codebook(struct export *x);

// Copies of the files of study/.
struct str study_lisezmoi(void);
struct str study_readme(void);
struct str study_citation(void);
struct str study_figures(void);
struct str study_python(void);
struct str study_r(void);

#endif
