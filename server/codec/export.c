#include "codec/export.h"

#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"

const char *const export_format_names[EXPORT_FORMATS] = {"csv", "json", "graphml"};

static void take_row(void *ctx, enum row_file file, const struct val *cells)
{
    struct export *x = ctx;
    export_row(x, file, cells);
    if (x->o.format == EXPORT_JSON && x->o.xapi != NULL) {
        export_xapi(x, file, cells);
    }
}

// What was left out, counted

static void withheld_of(struct export *x, int table, enum row_file file)
{
    struct str name = str_from_cstr(row_table(file).name);
    for (int what = 0; what < ROW_WHATS; what++) {
        for (int why = 0; why < ROW_REASONS; why++) {
            uint32_t n = x->withheld.n[table][file][what][why];
            struct val cells[] = {{.set = table > 0, .i = table},
                                  export_text(name),
                                  export_int(what),
                                  export_int(why),
                                  export_int(n)};
            if (n > 0) {
                export_row(x, ROWS_WITHHELD, cells);
            }
        }
    }
}

static void withheld_rows(struct export *x)
{
    for (int t = 0; t <= TABLES_MAX; t++) {
        for (int f = 0; f < ROW_FILES; f++) {
            withheld_of(x, t, (enum row_file)f);
        }
    }
}

bool export_is_address(struct str s)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/";
    bool web = str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
    for (size_t i = 0; i < s.n; i++)
        web = web && s.p[i] && strchr(plain, s.p[i]);
    return web && s.n > strlen("https://") && s.p[s.n - 1] != '/';
}

// Life of an export

static void name_file(struct export_kept *f, const char *name, const char *ending)
{
    buf_init(&f->body, EXPORT_FILE_MAX);
    snprintf(f->name, sizeof f->name, "%s.%s", name, ending);
}

static void begin_csv(struct export *x, struct export_kept *f)
{
    if (x->o.format == EXPORT_CSV && x->o.bom) {
        buf_puts(&f->body, "\xef\xbb\xbf");
    }
}

struct export *export_new(const struct export_options *options)
{
    struct export *x = mem_alloc(sizeof *x);
    x->o = *options;
    vec_init(&x->graphs, EXPORT_FILES_MAX);
    vec_init(&x->files, EXPORT_FILES_MAX + ROW_FILES + 2);
    vec_init(&x->rooms, EXPORT_FILES_MAX);
    for (int f = 0; f < ROW_FILES; f++) {
        struct row_table table = row_table((enum row_file)f);
        name_file(&x->rows[f], table.name, "csv");
        begin_csv(x, &x->rows[f]);
        if (x->o.format == EXPORT_CSV) {
            export_csv_head(x, &x->rows[f].body, &table);
        }
    }
    name_file(&x->xapi, "xapi", "json");
    name_file(&x->codebook, "codebook", "csv");
    begin_csv(x, &x->codebook);
    return x;
}

void export_free(struct export *x)
{
    if (x == NULL) {
        return;
    }
    for (int f = 0; f < ROW_FILES; f++) {
        buf_free(&x->rows[f].body);
    }
    for (size_t i = 0; i < x->graphs.n; i++) {
        buf_free(&x->graphs.p[i]->body);
        mem_free(x->graphs.p[i]);
    }
    buf_free(&x->codebook.body);
    buf_free(&x->xapi.body);
    export_walk_free(x->walk);
    vec_free(&x->graphs);
    vec_free(&x->files);
    vec_free(&x->rooms);
    mem_free(x);
}

static struct export_room room_name(struct str epoch)
{
    struct export_room r;
    snprintf(r.name, sizeof r.name, "r%.*s", (int)MIN(epoch.n, (size_t)10), epoch.p);
    return r;
}

enum export_no export_may(const struct export *x, const struct room *room)
{
    struct export_room r = room_name(row_epoch(room));
    if (!row_played(room)) {
        return EXPORT_OF_ROBOTS;
    }
    for (size_t i = 0; i < x->rooms.n; i++) {
        if (strcmp(x->rooms.p[i].name, r.name) == 0) {
            return EXPORT_TWICE;
        }
    }
    return EXPORT_MAY;
}

static void first_record(struct export *x, const struct act_record *record)
{
    const struct act *act = &record->act;
    if (record->seq != 1 || act->type != ACT_CREATED) {
        return;
    }
    x->room = room_name(VAL(act, CREATED, EPOCH).s);
    x->job.began_ms = act->t_ms;
    x->job.rules = VAL(act, CREATED, RULES).i;
    str_int(VAL(act, CREATED, VERSION).s, 0, INT32_MAX, &x->job.version);
}

void export_begin(struct export *x, const struct room *room)
{
    memset(&x->withheld, 0, sizeof x->withheld);
    x->job = (struct row_job){
        .room = room, .debrief = x->o.debrief, .withheld = &x->withheld, .ctx = x, .row = take_row};
    export_walk_free(x->walk);
    x->walk = export_walk_new(x);
}

bool export_record(void *export, const struct act_record *record)
{
    struct export *x = export;
    first_record(x, record);
    export_event(x->walk, record);
    return true;
}

void export_end(struct export *x)
{
    export_events_end(x->walk);
    room_rows(&x->job);
    export_tallies(x);
    withheld_rows(x);
    CHECK(vec_push(&x->rooms, x->room));
}

bool export_room(struct export *x, const struct room *room, const struct record_source *source)
{
    export_begin(x, room);
    if (!source->each(source->ctx, export_record, x)) {
        return false;
    }
    export_end(x);
    return true;
}

// The files

static void whole_json(struct export *x)
{
    struct export_kept *whole = mem_alloc(sizeof *whole);
    name_file(whole, "tablee-export", "json");
    buf_puts(&whole->body, "{\"codebook\":[");
    buf_str(&whole->body, buf_view(&x->codebook.body));
    for (int f = 0; f < ROW_FILES; f++) {
        buf_puts(&whole->body, "],\n\"");
        buf_puts(&whole->body, row_table((enum row_file)f).name);
        buf_puts(&whole->body, "\":[");
        buf_str(&whole->body, buf_view(&x->rows[f].body));
    }
    buf_puts(&whole->body, "]}\n");
    CHECK(vec_push(&x->graphs, whole));
}

static void whole_xapi(struct export *x)
{
    if (x->o.xapi != NULL) {
        struct export_kept *whole = mem_alloc(sizeof *whole);
        name_file(whole, "xapi", "json");
        buf_char(&whole->body, '[');
        buf_str(&whole->body, buf_view(&x->xapi.body));
        buf_puts(&whole->body, "]\n");
        CHECK(vec_push(&x->graphs, whole));
    }
}

static void list_file(struct export *x, const struct export_kept *f)
{
    CHECK(!f->body.overflow);
    CHECK(vec_push(&x->files, (struct export_file){f->name, buf_view(&f->body)}));
}

const struct export_file *export_files(struct export *x, size_t *n)
{
    export_codebook(x);
    if (x->o.format == EXPORT_JSON) {
        whole_json(x);
        whole_xapi(x);
    }
    for (int f = 0; f < ROW_FILES && x->o.format == EXPORT_CSV; f++) {
        list_file(x, &x->rows[f]);
    }
    if (x->o.format == EXPORT_CSV) {
        list_file(x, &x->codebook);
    }
    for (size_t i = 0; i < x->graphs.n; i++) {
        list_file(x, x->graphs.p[i]);
    }
    *n = x->files.n;
    return x->files.p;
}
