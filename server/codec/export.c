#include "codec/export.h"

#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"

const char *const export_format_names[EXPORT_FORMATS] = {"csv", "json", "graphml"};

struct val export_int(int64_t n)
{
    return (struct val){.set = true, .i = n};
}

struct val export_text(struct str s)
{
    return (struct val){.set = s.n > 0, .s = s};
}

void export_withhold(struct export *x, int table, enum row_file file, enum row_what what,
                     enum row_reason why, uint32_t n)
{
    x->withheld.n[table][file][what][why] += n;
}

// CSV: RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.

static bool is_one_of(char c, const char *list)
{
    return c != '\0' && strchr(list, c) != NULL;
}

static bool is_formula(struct str s)
{
    return s.n > 0 && is_one_of(s.p[0], "=+-@\t\r");
}

static void put_cell(struct buf *b, struct str s, bool typed)
{
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        quoted |= is_one_of(s.p[i], ",\"\r\n");
    }
    if (quoted) {
        buf_char(b, '"');
    }
    if (typed && is_formula(s)) {
        buf_char(b, '\'');
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') {
            buf_char(b, '"');
        }
        buf_char(b, s.p[i]);
    }
    if (quoted) {
        buf_char(b, '"');
    }
}

static void put_names(struct buf *b, enum field_type type, int64_t bits)
{
    const char *const *names = field_names(type);
    bool any = false;
    for (int i = 0; names[i] != NULL; i++) {
        if (bits >> i & 1) {
            buf_puts(b, any ? " " : "");
            buf_puts(b, names[i]);
            any = true;
        }
    }
}

static bool is_typed(enum field_type type)
{
    return type == FIELD_TEXT || type == FIELD_LINE || type == FIELD_LONG;
}

// As CSV shows it, before quotes.
static void put_value(struct buf *b, enum field_type type, const struct val *v)
{
    char prefix = act_id_prefix(type);
    if (is_typed(type) || type == FIELD_DATE || type == FIELD_NUMBER) {
        buf_str(b, v->s);
    } else if (prefix != 0) {
        buf_char(b, prefix);
        buf_int(b, v->i);
    } else if (type == FIELD_INT) {
        buf_int(b, v->i);
    } else if (type == FIELD_BOOL) {
        buf_puts(b, v->i ? "true" : "false");
    } else if (type < FIELD_GROUPS) {
        buf_puts(b, field_names(type)[v->i]);
    } else {
        put_names(b, type, v->i);
    }
}

static void csv_row(struct export *x, struct buf *b, const struct row_table *table,
                    const struct val *cells)
{
    struct buf value;
    buf_init(&value, 1 << 20);
    buf_puts(b, x->room);
    for (int i = 0; i < table->n; i++) {
        buf_reset(&value);
        if (cells[i].set) {
            put_value(&value, table->columns[i].type, &cells[i]);
        }
        buf_char(b, ',');
        put_cell(b, buf_view(&value), is_typed(table->columns[i].type));
    }
    buf_puts(b, "\r\n");
    buf_free(&value);
}

static void csv_head(struct buf *b, const struct row_table *table)
{
    buf_puts(b, "room");
    for (int i = 0; i < table->n; i++) {
        buf_char(b, ',');
        buf_puts(b, table->columns[i].name);
    }
    buf_puts(b, "\r\n");
}

// JSON

static void json_row(struct export *x, struct export_kept *f, const struct row_table *table,
                     const struct val *cells)
{
    struct jw w;
    buf_puts(&f->body, f->any ? ",\n" : "\n");
    jw_init(&w, &f->body);
    jw_obj(&w);
    jw_kcstr(&w, "room", x->room);
    for (int i = 0; i < table->n; i++) {
        const struct field_spec spec = {.name = table->columns[i].name,
                                        .type = table->columns[i].type};
        if (!cells[i].set) {
            jw_knull(&w, spec.name);
        } else if (spec.type == FIELD_NUMBER) {
            jw_kraw(&w, spec.name, cells[i].s);
        } else {
            act_value_write(&w, &spec, &cells[i]);
        }
    }
    jw_end(&w);
}

void export_row(struct export *x, enum row_file file, const struct val *cells)
{
    struct row_table table = row_table(file);
    struct export_kept *f = &x->rows[file];
    if (x->o.format == EXPORT_CSV) {
        csv_row(x, &f->body, &table, cells);
    } else if (x->o.format == EXPORT_JSON) {
        json_row(x, f, &table, cells);
    }
    f->any = true;
}

static void take_row(void *ctx, enum row_file file, const struct val *cells)
{
    export_row(ctx, file, cells);
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
    vec_init(&x->files, EXPORT_FILES_MAX + ROW_FILES + 1);
    for (int f = 0; f < ROW_FILES; f++) {
        struct row_table table = row_table((enum row_file)f);
        name_file(&x->rows[f], table.name, "csv");
        begin_csv(x, &x->rows[f]);
        if (x->o.format == EXPORT_CSV) {
            csv_head(&x->rows[f].body, &table);
        }
    }
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
    export_walk_free(x->walk);
    vec_free(&x->graphs);
    vec_free(&x->files);
    mem_free(x);
}

static void first_record(struct export *x, const struct act_record *record)
{
    const struct act *act = &record->act;
    if (record->seq != 1 || act->type != ACT_CREATED) {
        return;
    }
    struct str epoch = VAL(act, CREATED, EPOCH).s;
    snprintf(x->room, sizeof x->room, "r%.*s", (int)MIN(epoch.n, (size_t)10), epoch.p);
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
    room_rows(&x->job);
    export_tallies(x);
    withheld_rows(x);
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
