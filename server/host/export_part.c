#include "host/export_part.h"

#include <stdio.h>
#include <string.h>

#include "codec/export.h"
#include "codec/zip.h"
#include "host/records.h"
#include "host/rooms.h"
#include "host/state.h"

enum { CASES_BYTES = 4 << 20, FAULT_BYTES = 4096, PAGE_RECORDS = 256, ADDRESS_MAX = 200 };

static const struct kind {
    const char *ending, *type;
} kinds[EXPORT_FORMATS] = {
    [EXPORT_CSV] = {".csv", "text/csv; charset=utf-8"},
    [EXPORT_JSON] = {".json", "application/json; charset=utf-8"},
    [EXPORT_GRAPHML] = {".graphml", "application/graphml+xml"},
};
static const char folder[] = "research.zip";

struct export_part {
    struct records *records;
    struct arena arena;
    struct tally_cases cases;
    char *name;                             // "": the list of all
    char xapi[ADDRESS_MAX];                 // "": no statements
    struct export *formats[EXPORT_FORMATS]; // NULL: not asked for
};

static bool is_folder(const struct export_part *x)
{
    return strcmp(x->name, folder) == 0;
}

static bool wanted(const struct export_part *x, size_t format)
{
    struct str name = str_from_cstr(x->name);
    return !name.n || is_folder(x) || str_ends(name, str_from_cstr(kinds[format].ending));
}

// Under what address statements are told, where the query has one.
static void take_address(struct export_part *x, const char *query)
{
    static const char key[] = "xapi=";
    const char *at = query ? strstr(query, key) : NULL;
    struct str value = str_from_cstr(at ? at + strlen(key) : "");
    value = str_sub(value, 0, str_find(value, '&'));
    if (value.n < sizeof x->xapi && export_is_address(value))
        memcpy(x->xapi, value.p, value.n);
}

static bool begin(struct export_part *x, const struct hroom *r, const char *query)
{
    bool any = false;
    bool french = query && strstr(query, "excel=fr");
    struct export_options options = {.bom = query &&
                                            (strstr(query, "bom=1") || strstr(query, "excel=")),
                                     .semicolons = french,
                                     .debrief = query && strstr(query, "for=debrief"),
                                     .decimals = TALLY_DECIMALS_MAX,
                                     .xapi = x->xapi[0] ? x->xapi : NULL,
                                     .cases = &x->cases};
    for (size_t i = 0; i < EXPORT_FORMATS; i++) {
        if (!wanted(x, i))
            continue;
        options.format = (enum export_format)i;
        x->formats[i] = export_new(&options);
        export_begin(x->formats[i], r->room);
        any = true;
    }
    return any;
}

struct export_part *export_part_new(struct host *h, struct hroom *r, struct str name,
                                    const char *query)
{
    struct buf fault;
    struct export_part *x = mem_alloc(sizeof *x);
    x->records = records_new(h->store, r->id);
    x->name = mem_alloc(name.n + 1);
    memcpy(x->name, name.p, name.n);
    take_address(x, query);
    arena_init(&x->arena, CASES_BYTES);
    buf_init(&fault, FAULT_BYTES);
    CHECK(tally_cases_read(tally_cases_builtin(), &x->arena, &x->cases, &fault));
    buf_free(&fault);
    if (begin(x, r, query))
        return x;
    export_part_free(x);
    return NULL;
}

void export_part_free(struct export_part *x)
{
    if (!x)
        return;
    for (size_t i = 0; i < EXPORT_FORMATS; i++)
        export_free(x->formats[i]);
    records_free(x->records);
    arena_free(&x->arena);
    mem_free(x->name);
    mem_free(x);
}

static bool take(void *to, const struct act_record *record)
{
    struct export_part *x = to;
    for (size_t i = 0; i < EXPORT_FORMATS; i++)
        if (x->formats[i] && !export_record(x->formats[i], record))
            return false;
    return true;
}

enum host_part export_part_page(struct export_part *x)
{
    uint64_t taken = 0;
    enum store_answer answer = records_page(x->records, PAGE_RECORDS, take, x, &taken);
    return answer == STORE_YES && taken < PAGE_RECORDS ? HOST_PART_LAST : records_part(answer);
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

// Each format is asked for its files, so that the list names what can be fetched and nothing else.
static void list_files(struct export *x, struct jw *w)
{
    size_t n;
    const struct export_file *files = export_files(x, &n);
    for (size_t i = 0; i < n; i++)
        jw_cstr(w, files[i].name);
}

static void zip_files(struct zip *z, const struct export_file *files, size_t n)
{
    for (size_t i = 0; i < n; i++)
        zip_file(z, files[i].name, files[i].bytes);
}

static void put_folder(struct export_part *x, struct buf *body)
{
    struct zip z;
    size_t n;
    zip_begin(&z, body);
    for (size_t i = 0; i < EXPORT_FORMATS; i++) {
        export_end(x->formats[i]);
        const struct export_file *files = export_files(x->formats[i], &n);
        zip_files(&z, files, n);
    }
    const struct export_file *study = export_study(&n);
    zip_files(&z, study, n);
    zip_end(&z);
}

bool export_part_file(struct export_part *x, struct buf *body, const char **type)
{
    struct jw w;
    bool found = false;
    if (is_folder(x)) {
        *type = "application/zip";
        put_folder(x, body);
        return true;
    }
    jw_init(&w, body);
    if (!x->name[0])
        jw_arr(&w);
    for (size_t i = 0; i < EXPORT_FORMATS; i++) {
        if (!x->formats[i])
            continue;
        export_end(x->formats[i]);
        *type = kinds[x->name[0] ? i : EXPORT_JSON].type;
        if (x->name[0])
            found = pick_file(x->formats[i], str_from_cstr(x->name), body);
        else
            list_files(x->formats[i], &w);
    }
    if (!x->name[0]) {
        jw_cstr(&w, folder);
        jw_end(&w);
    }
    return found || !x->name[0];
}
