// One row of a file of the export, as CSV or as JSON.
#include <string.h>

#include "codec/export_parts.h"

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
// Spreadsheets in French part cells by semicolons and write decimals with a comma; what might part
// cells in either language is quoted.

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
        quoted |= is_one_of(s.p[i], ",;\t\"\r\n");
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

static void put_number(struct buf *b, struct str s, bool semicolons)
{
    for (size_t i = 0; i < s.n; i++) {
        buf_char(b, s.p[i] == '.' && semicolons ? ',' : s.p[i]);
    }
}

// As CSV shows it, before quotes.
static void put_value(struct buf *b, enum field_type type, const struct val *v, bool semicolons)
{
    char prefix = act_id_prefix(type);
    if (type == FIELD_NUMBER) {
        put_number(b, v->s, semicolons);
    } else if (is_typed(type) || type == FIELD_DATE) {
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

char export_separator(const struct export *x)
{
    return x->o.semicolons ? ';' : ',';
}

static void csv_row(struct export *x, struct buf *b, const struct row_table *table,
                    const struct val *cells)
{
    struct buf value;
    buf_init(&value, 1 << 20);
    buf_puts(b, x->room.name);
    for (int i = 0; i < table->n; i++) {
        buf_reset(&value);
        if (cells[i].set) {
            put_value(&value, table->columns[i].type, &cells[i], x->o.semicolons);
        }
        buf_char(b, export_separator(x));
        put_cell(b, buf_view(&value), is_typed(table->columns[i].type));
    }
    buf_puts(b, "\r\n");
    buf_free(&value);
}

void export_csv_head(const struct export *x, struct buf *b, const struct row_table *table)
{
    buf_puts(b, "room");
    for (int i = 0; i < table->n; i++) {
        buf_char(b, export_separator(x));
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
    jw_kcstr(&w, "room", x->room.name);
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
