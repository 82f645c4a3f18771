#include <stdio.h>
#include <string.h>

#include "codec/export.h"
#include "host/host_parts.h"
#include "host/room_records.h"

enum { CASES_BYTES = 4 << 20, FAULT_BYTES = 4096 };

static const struct kind {
    const char *ending, *type;
    enum export_format format;
} kinds[] = {
    {".csv", "text/csv; charset=utf-8", EXPORT_CSV},
    {".json", "application/json; charset=utf-8", EXPORT_JSON},
    {".graphml", "application/graphml+xml", EXPORT_GRAPHML},
};

static const struct kind *kind_of(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_ends(name, str_from_cstr(kinds[i].ending)))
            return &kinds[i];
    return NULL;
}

// Each format is asked for its files, so that the list names what can be fetched and nothing else.
static void list_files(struct export *x, struct jw *w)
{
    size_t n;
    const struct export_file *files = export_files(x, &n);
    for (size_t i = 0; i < n; i++)
        jw_cstr(w, files[i].name);
}

static bool pick_file(struct export *x, struct str name, struct buf *body)
{
    size_t n;
    const struct export_file *files = export_files(x, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq_cstr(name, files[i].name)) {
            buf_str(body, files[i].bytes);
            return true;
        }
    return false;
}

static struct export *make(struct hroom *r, const struct record_source *source,
                           const struct tally_cases *cases, enum export_format format,
                           const char *query)
{
    struct export_options options = {.format = format,
                                     .bom = query && strstr(query, "bom=1"),
                                     .debrief = query && strstr(query, "for=debrief"),
                                     .decimals = TALLY_DECIMALS_MAX,
                                     .cases = cases};
    struct export *x = export_new(&options);
    if (export_room(x, r->room, source))
        return x;
    export_free(x);
    return NULL;
}

static bool answer(struct hroom *r, const struct record_source *source,
                   const struct tally_cases *cases, struct str name, const char *query,
                   struct buf *body, const char **type)
{
    const struct kind *kind = kind_of(name);
    bool found = false;
    struct jw w;
    if (kind) {
        struct export *x = make(r, source, cases, kind->format, query);
        *type = kind->type;
        found = x && pick_file(x, name, body);
        export_free(x);
        return found;
    }
    jw_init(&w, body);
    jw_arr(&w);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct export *x = make(r, source, cases, kinds[i].format, query);
        found = x != NULL;
        if (x)
            list_files(x, &w);
        export_free(x);
    }
    jw_end(&w);
    return found;
}

bool room_export(struct host *h, struct hroom *r, struct str name, const char *query,
                 struct buf *body, const char **type)
{
    struct arena arena;
    struct tally_cases cases;
    struct buf fault;
    struct room_records *records = room_records_open(h->store, r->id);
    if (!records)
        return false;
    arena_init(&arena, CASES_BYTES);
    buf_init(&fault, FAULT_BYTES);
    CHECK(tally_cases_read(tally_cases_builtin(), &arena, &cases, &fault));
    struct record_source source = room_records_source(records);
    bool found = answer(r, &source, &cases, name, query, body, type);
    room_records_free(records);
    arena_free(&arena);
    buf_free(&fault);
    return found;
}
