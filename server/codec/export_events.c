// Events and words. An event is shown without what would name somebody who did not consent; words
// are core/words.h's to give.
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"
#include "core/words.h"

enum { WORDS_BYTES_MAX = 8 << 20 }; // whose words they are, of each text of each table

// What somebody wrote beside an answer they gave alone: by nobody, and in no order of time.
struct alone {
    int table;
    const char *act, *field;
    struct str text;
};

enum { ALONE_MAX = PEOPLE_MAX, ALONE_BYTES_MAX = PEOPLE_MAX * TEXT_CHARS * 4 + (1 << 16) };

struct export_walk {
    struct export *x;
    uint16_t table[PEOPLE_MAX + 1]; // of each person, as of the record at hand
    uint8_t group[PEOPLE_MAX + 1];
    struct arena words, alone_words;
    struct words_giver *giver;
    struct buf fields, credit;
    int64_t n; // events that may be in the file, so far
    VEC(struct alone) alone;
};

static bool shown(const struct export_walk *w, int person)
{
    enum row_reason why;
    return row_may_show(&w->x->job, person, &why);
}

static enum row_reason reason_of(const struct export_walk *w, int person)
{
    enum row_reason why;
    row_may_show(&w->x->job, person, &why);
    return why;
}

// The field of that type, or NULL when the act has none or it is not set.
static const struct val *field_of(const struct act *act, enum field_type type)
{
    const struct act_spec *spec = act_spec(act->type);
    for (int i = 0; i < spec->nfields; i++) {
        if (spec->fields[i].type == type && act->f[i].set) {
            return &act->f[i];
        }
    }
    return NULL;
}

static void seat(struct export_walk *w, const struct act *act)
{
    const struct val *person = field_of(act, FIELD_PERSON), *table = field_of(act, FIELD_TABLE);
    const struct val *group = field_of(act, FIELD_GROUP);
    int64_t who = person ? person->i : act->by;
    if ((act->type != ACT_JOIN && act->type != ACT_SIT) || who < 1 || !table) {
        return;
    }
    w->table[who] = (uint16_t)table->i;
    w->group[who] = group ? (uint8_t)group->i : w->group[who];
}

static int table_at(const struct export_walk *w, const struct act *act)
{
    const struct val *table = field_of(act, FIELD_TABLE);
    return table ? (int)table->i : act->by > 0 ? w->table[act->by] : 0;
}

// What a person typed to be read: no name, no code, nothing half typed or typed by somebody else.
static bool is_words(const struct export_walk *w, const struct act *act,
                     const struct field_spec *field)
{
    bool names = act->type == ACT_NAME ||
                 (act->type == ACT_FOUND && row_asks_names(&w->x->job, VAL(act, FOUND, ITEM).s));
    return (field->flags & FIELD_PRIVATE) && act->by > 0 && act->type != ACT_DRAFT && !names &&
           strcmp(field->name, "base") != 0;
}

// What people answer, or write without saying it yet, is theirs: in no order, beside no other act.
// Their answers have rows of their own (core/rows_ratings.c).
static bool is_alone(enum act_type type)
{
    return type == ACT_RATE || type == ACT_ANSWERS || type == ACT_DRAFT || type == ACT_RESERVE ||
           type == ACT_WRITING || type == ACT_LAPSE;
}

static void keep_alone(struct export_walk *w, const struct act *act, int i)
{
    const struct act_spec *spec = act_spec(act->type);
    const struct alone one = {table_at(w, act), spec->name, spec->fields[i].name,
                              arena_str(&w->alone_words, act->f[i].s)};
    CHECK(one.text.p != NULL && vec_push(&w->alone, one));
}

static void text_row(struct export_walk *w, const struct act_record *record, int i)
{
    const struct act *act = &record->act;
    const struct act_spec *spec = act_spec(act->type);
    if (is_alone(act->type)) {
        keep_alone(w, act, i);
        return;
    }
    const struct val *clause = field_of(act, FIELD_CLAUSE);
    const struct val *group = field_of(act, FIELD_GROUP); // whose words they are, whoever types
    int table = table_at(w, act);
    const struct val cells[] = {
        export_int(w->n),
        {.set = table > 0, .i = table},
        export_int(act->by),
        {.set = table > 0, .i = group ? group->i : w->group[act->by]},
        export_text(str_from_cstr(spec->name)),
        export_text(str_from_cstr(spec->fields[i].name)),
        clause ? *clause : (struct val){0},
        act->f[i],
    };
    export_row(w->x, ROWS_TEXTS, cells);
}

// A shared text that was emptied: its last word is that there is none.
static bool emptied(const struct act_spec *spec, int i, const struct val *v)
{
    return v->s.n == 0 && !v->hidden && i > 0 && strcmp(spec->fields[i - 1].name, "base") == 0;
}

static void text_rows(struct export_walk *w, const struct act_record *record)
{
    struct act_record given = *record;
    const struct act_spec *spec = act_spec(record->act.type);
    enum words_answer answer = words_give(w->giver, &given.act);
    enum row_reason why = answer == WORDS_GIVEN       ? WITHHELD_NOT_IN_LOG
                          : answer == WORDS_FORGOTTEN ? WITHHELD_FORGOTTEN
                                                      : WITHHELD_NO_CONSENT;
    for (int i = 0; i < spec->nfields; i++) {
        const struct val *v = &given.act.f[i];
        if (!is_words(w, &record->act, &spec->fields[i]) || !v->set) {
            continue;
        }
        if (v->hidden) {
            export_withhold(w->x, table_at(w, &record->act), ROWS_TEXTS, WITHHELD_WORDS, why, 1);
        }
        bool said = v->s.n > 0 || emptied(spec, i, v);
        if (said && shown(w, given.act.by)) { // others' words are in what they typed
            text_row(w, &given, i);
        }
    }
}

// Fields that are neither words nor secrets. A person is named only when they may be shown.
static bool field_shown(struct export_walk *w, const struct field_spec *field, const struct val *v,
                        int table)
{
    static const char *const secret[] = {"code", "epoch", "hash", "link"};
    for (size_t i = 0; i < ARRAY_LEN(secret); i++) {
        if (strcmp(field->name, secret[i]) == 0) {
            return false;
        }
    }
    if ((field->flags & FIELD_PRIVATE) || field->type == FIELD_CLAUSE ||
        field->type == FIELD_TABLE) {
        return false;
    }
    if (field->type == FIELD_PERSON && !shown(w, (int)v->i)) {
        export_withhold(w->x, table, ROWS_EVENTS, WITHHELD_PERSON, reason_of(w, (int)v->i), 1);
        return false;
    }
    return true;
}

static struct str fields_json(struct export_walk *w, const struct act *act, int table)
{
    const struct act_spec *spec = act_spec(act->type);
    struct jw out;
    int n = 0;
    buf_reset(&w->fields);
    jw_init(&out, &w->fields);
    jw_obj(&out);
    for (int i = 0; i < spec->nfields; i++) {
        if (act->f[i].set && field_shown(w, &spec->fields[i], &act->f[i], table)) {
            act_value_write(&out, &spec->fields[i], &act->f[i]);
            n++;
        }
    }
    jw_end(&out);
    return n ? buf_view(&w->fields) : STR("");
}

static struct str credit_text(struct export_walk *w, const struct act *act, int table)
{
    buf_reset(&w->credit);
    for (int i = 0; i < act->ncredit; i++) {
        if (!shown(w, act->credit[i])) {
            export_withhold(w->x, table, ROWS_EVENTS, WITHHELD_PERSON, reason_of(w, act->credit[i]),
                            1);
            continue;
        }
        buf_puts(&w->credit, w->credit.n ? " p" : "p");
        buf_int(&w->credit, act->credit[i]);
    }
    return buf_view(&w->credit);
}

// The host's business, and what says something of one person.
static bool event_shown(struct export_walk *w, const struct act *act, enum row_reason *why)
{
    const struct val *person = field_of(act, FIELD_PERSON);
    int64_t who = act->by > 0 ? act->by : person ? person->i : 0;
    bool good = who < 1 || row_may_show(&w->x->job, (int)who, why);
    return good || (*why == WITHHELD_NO_CONSENT && act->by != 0);
}

// A stance that the log does not tell.
static bool is_sealed(const struct act *act)
{
    const struct act_spec *spec = act_spec(act->type);
    for (int i = 0; i < spec->nfields; i++) {
        if ((spec->fields[i].flags & FIELD_SEALED) && !(spec->fields[i].flags & FIELD_PRIVATE) &&
            act->f[i].hidden) {
            return true;
        }
    }
    return false;
}

static void event_row(struct export_walk *w, const struct act_record *record)
{
    const struct act *act = &record->act;
    const struct val *clause = field_of(act, FIELD_CLAUSE);
    enum row_reason why = WITHHELD_NO_CONSENT;
    char by[ACTOR_NAME_MAX];
    int table = table_at(w, act);
    bool named = act->by <= 0 || shown(w, act->by);
    if (act->type == ACT_CRED || is_alone(act->type)) {
        return;
    }
    if (is_sealed(act)) {
        export_withhold(w->x, table, ROWS_EVENTS, WITHHELD_ROW, WITHHELD_SEALED, 1);
        return;
    }
    if (!event_shown(w, act, &why)) {
        export_withhold(w->x, table, ROWS_EVENTS, WITHHELD_ROW, why, 1);
        return;
    }
    if (!named) {
        export_withhold(w->x, table, ROWS_EVENTS, WITHHELD_PERSON, WITHHELD_NO_CONSENT, 1);
    }
    actor_name(act->by, by);
    const struct val cells[] = {
        export_int(w->n),
        export_int((int64_t)(act->t_ms - MIN(act->t_ms, w->x->job.began_ms))),
        {.set = table > 0, .i = table},
        export_text(str_from_cstr(named ? by : NULL)),
        {.set = act->by > 0 && table > 0, .i = act->by > 0 ? w->group[act->by] : 0},
        export_text(credit_text(w, act, table)),
        export_text(str_from_cstr(act_spec(act->type)->name)),
        clause ? *clause : (struct val){0},
        export_text(fields_json(w, act, table)),
    };
    export_row(w->x, ROWS_EVENTS, cells);
}

void export_event(struct export_walk *w, const struct act_record *record)
{
    seat(w, &record->act);
    w->n += !is_alone(record->act.type);
    event_row(w, record);
    text_rows(w, record);
}

static int compare(const struct alone *a, const struct alone *b)
{
    int order = a->table - b->table;
    order = order ? order : memcmp(a->text.p, b->text.p, MIN(a->text.n, b->text.n));
    return order ? order : (a->text.n > b->text.n) - (a->text.n < b->text.n);
}

void export_events_end(struct export_walk *w)
{
    for (size_t i = 1; i < w->alone.n; i++) {
        struct alone one = w->alone.p[i];
        size_t k = i;
        for (; k > 0 && compare(&w->alone.p[k - 1], &one) > 0; k--) {
            w->alone.p[k] = w->alone.p[k - 1];
        }
        w->alone.p[k] = one;
    }
    for (size_t i = 0; i < w->alone.n; i++) {
        const struct alone *one = &w->alone.p[i];
        const struct val cells[] = {{0},
                                    {.set = one->table > 0, .i = one->table},
                                    {0},
                                    {0},
                                    export_text(str_from_cstr(one->act)),
                                    export_text(str_from_cstr(one->field)),
                                    {0},
                                    export_text(one->text)};
        export_row(w->x, ROWS_TEXTS, cells);
    }
}

struct export_walk *export_walk_new(struct export *x)
{
    struct export_walk *w = mem_alloc(sizeof *w);
    enum words_answer of[PEOPLE_MAX + 1];
    w->x = x;
    words_answers(x->job.room,
                  (struct words_reader){.purpose = x->job.debrief ? WORDS_DEBRIEF : WORDS_RESEARCH},
                  of);
    arena_init(&w->words, WORDS_BYTES_MAX);
    arena_init(&w->alone_words, ALONE_BYTES_MAX);
    w->giver = words_giver_new(&w->words, x->job.room, of);
    CHECK(w->giver != NULL);
    vec_init(&w->alone, ALONE_MAX);
    buf_init(&w->fields, 1 << 16);
    buf_init(&w->credit, 1 << 10);
    return w;
}

void export_walk_free(struct export_walk *w)
{
    if (w == NULL) {
        return;
    }
    arena_free(&w->words);
    arena_free(&w->alone_words);
    vec_free(&w->alone);
    buf_free(&w->fields);
    buf_free(&w->credit);
    mem_free(w);
}
