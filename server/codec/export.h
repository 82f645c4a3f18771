// The research export: rooms as tidy tables in CSV or JSON, and their networks in GraphML.
// What is exported, and what each column means, is core/rows.def; consent is asked of the room as
// it is at the end. Names, drafts, codes and tokens are never exported; words only where everybody
// whose words they are consents. The same rooms in the same order give the same bytes.
// An export owns its files until export_free; sources and rooms are borrowed for a call.
#ifndef TABLEE_CODEC_EXPORT_H
#define TABLEE_CODEC_EXPORT_H

#include "codec/act_json.h"
#include "codec/tally_json.h"

enum export_format { EXPORT_CSV, EXPORT_JSON, EXPORT_GRAPHML, EXPORT_FORMATS };

extern const char *const export_format_names[EXPORT_FORMATS]; // "csv" ...

struct export_options {
    enum export_format format;
    bool bom;         // CSV begins with a byte order mark, as one spreadsheet likes
    bool semicolons;  // between cells, and decimal commas, as in French
    bool debrief;     // for the debrief: asks for that consent, not for research
    int decimals;     // of figures
    const char *xapi; // with JSON, statements too, under this address; NULL: none; borrowed
    const struct tally_cases *cases; // borrowed until export_free
};

// Of the web, as names of things begin with it: nothing that JSON or an IRI would have to escape.
bool export_is_address(struct str address);

struct export;
struct export_file {
    const char *name;
    struct str bytes;
};

struct export *export_new(const struct export_options *options);
void export_free(struct export *x);
// May it be exported? Not twice, and not when nobody but robots played it.
enum export_no { EXPORT_MAY, EXPORT_TWICE, EXPORT_OF_ROBOTS };
enum export_no export_may(const struct export *x, const struct room *room);
// `room` is what the source's records made. False when the source fails.
bool export_room(struct export *x, const struct room *room, const struct record_source *source);
// The same in steps, for those who read the records little by little: every record in order (of the
// kind record_take), then the room as it is by then. Nothing else of this export in between.
void export_begin(struct export *x, const struct room *room);
bool export_record(void *export, const struct act_record *record);
void export_end(struct export *x);
// After the last room: the files, and how many. Views that last as long as the export.
const struct export_file *export_files(struct export *x, size_t *n);
// What goes with them into a folder: how to read and to report them, the two notebooks that count
// every figure again, how to cite them. Static.
const struct export_file *export_study(size_t *n);

#endif
