// The figures of each table as rows, by their path in the tallies that `tablee tally` prints.
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"
#include "codec/json_parts.h"

enum { TALLY_BYTES_MAX = 1 << 20, TALLY_DEPTH_MAX = 6, TALLY_PATH_MAX = 128 };

struct figures {
    struct export *x;
    int table;
    const struct tally_input *in;
};

static void figure_row(const struct figures *f, const char *path, struct val value,
                       struct val label)
{
    const struct val cells[] = {export_int(f->table), export_text(str_from_cstr(path)), value,
                                label};
    export_row(f->x, ROWS_TALLIES, cells);
}

static struct val number_of(const json_t *value, int decimals, char out[TALLY_NUMBER_MAX])
{
    if (json_is_real(value)) {
        return export_text(tally_number(json_real_value(value), decimals, out));
    }
    snprintf(out, TALLY_NUMBER_MAX, "%lld", (long long)json_integer_value(value));
    return export_text(str_from_cstr(out));
}

static void leaf(const struct figures *f, const char *path, const json_t *value)
{
    char number[TALLY_NUMBER_MAX];
    struct val none = {0};
    if (json_is_number(value)) {
        figure_row(f, path, number_of(value, f->x->o.decimals, number), none);
    } else if (json_is_boolean(value)) {
        figure_row(f, path, none, export_text(json_is_true(value) ? STR("true") : STR("false")));
    } else {
        figure_row(f, path, none, export_text(json_view(value)));
    }
}

// [x, y] is x of y; texts are told together.
static void list(const struct figures *f, const char *path, const json_t *value)
{
    char part[TALLY_PATH_MAX];
    struct buf label;
    if (json_array_size(value) == 2 && json_is_integer(json_array_get(value, 0))) {
        for (size_t i = 0; i < 2; i++) {
            snprintf(part, sizeof part, "%s.%s", path, i == 0 ? "x" : "of");
            leaf(f, part, json_array_get(value, i));
        }
        return;
    }
    buf_init(&label, TALLY_BYTES_MAX);
    for (size_t i = 0; i < json_array_size(value); i++) {
        buf_puts(&label, i == 0 ? "" : " ");
        buf_str(&label, json_view(json_array_get(value, i)));
    }
    figure_row(f, path, (struct val){0}, export_text(buf_view(&label)));
    buf_free(&label);
}

static void figures(const struct figures *f, const char *path, const json_t *value);

// Of each person of the roster who may be told of.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the tallies, which are ours
static void acts(const struct figures *f, const json_t *of)
{
    char path[TALLY_PATH_MAX];
    enum row_reason why;
    for (size_t p = 0; p < f->in->n_people; p++) {
        const struct tally_person *who = &f->in->people[p];
        snprintf(path, sizeof path, "acts." STR_FMT, STR_ARG(who->id));
        if (row_may_show(&f->x->job, who->number, &why)) {
            figures(f, path, json_object_get(of, path + strlen("acts.")));
        } else {
            export_withhold(f->x, f->table, ROWS_TALLIES, WITHHELD_FIGURE, why, 1);
        }
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tallies, which are ours
static void figures(const struct figures *f, const char *path, const json_t *value)
{
    char part[TALLY_PATH_MAX];
    const char *key;
    json_t *member;
    if (json_is_array(value)) {
        list(f, path, value);
    } else if (!json_is_object(value)) {
        leaf(f, path, value);
    } else if (strcmp(path, "acts") == 0) {
        acts(f, value);
    } else {
        json_object_foreach((json_t *)value, key, member)
        {
            snprintf(part, sizeof part, "%s%s%s", path, *path ? "." : "", key);
            figures(f, part, member);
        }
    }
}

static void withhold_peer(struct export *x, int table, enum tally_suppressed why)
{
    static const enum row_reason reason[] = {[TALLY_FEW_ELIGIBLE] = WITHHELD_FEW_ELIGIBLE,
                                             [TALLY_FEW_RATERS] = WITHHELD_FEW_RATERS,
                                             [TALLY_NO_RATING] = WITHHELD_NO_RATING,
                                             [TALLY_SEALED] = WITHHELD_SEALED};
    if (why != TALLY_SHOWN) {
        export_withhold(x, table, ROWS_TALLIES, WITHHELD_FIGURE, reason[why], 1);
    }
}

static void one_table(struct export *x, int table)
{
    struct tally_input *in = mem_alloc(sizeof *in);
    struct tally *tally = mem_alloc(sizeof *tally);
    struct figures f = {x, table, in};
    json_error_t error;
    struct buf text;
    struct jw w;
    CHECK(room_tally_input(x->job.room, table, in));
    tally_compute(in, &tally_thresholds_1, x->o.cases, tally);
    buf_init(&text, TALLY_BYTES_MAX);
    jw_init(&w, &text);
    tally_json_write(&w, in, x->o.cases, tally, x->o.decimals);
    json_t *root = json_parse(buf_view(&text), TALLY_BYTES_MAX, TALLY_DEPTH_MAX, &error);
    CHECK(root != NULL);
    figures(&f, "", root);
    json_decref(root);
    buf_free(&text);
    withhold_peer(x, table, tally->peer.suppressed);
    if (x->o.format == EXPORT_GRAPHML) {
        export_graphs(x, table, in, tally);
    }
    mem_free(in);
    mem_free(tally);
}

void export_tallies(struct export *x)
{
    for (int t = 1; t <= room_tables(x->job.room); t++) {
        one_table(x, t);
    }
}
