#include "core/rows.h"

#include <string.h>

#include "base/util.h"
#include "core/means.h"
#include "core/rules_parts.h"
#include "core/words.h"

// Where each column stands among the cells of its row.
enum {
#define ROWS(NAME, name, en, fr)              NAME##_FIRST, NAME##_BEFORE = NAME##_FIRST - 1,
#define COL(NAME, COLUMN, name, type, en, fr) AT_##NAME##_##COLUMN,
#include "core/rows.def"
#undef ROWS
#undef COL
    COLUMNS
};

static const struct row_column all_columns[COLUMNS] = {
#define ROWS(NAME, name, en, fr)
#define COL(NAME, COLUMN, name, type, en, fr) [AT_##NAME##_##COLUMN] = {name, FIELD_##type, en, fr},
#include "core/rows.def"
#undef ROWS
#undef COL
};

static const struct {
    const char *name, *en, *fr;
    int first;
} files[ROW_FILES + 1] = {
#define ROWS(NAME, name, en, fr) {name, en, fr, NAME##_FIRST},
#define COL(NAME, COLUMN, name, type, en, fr)
#include "core/rows.def"
#undef ROWS
#undef COL
    {NULL, NULL, NULL, COLUMNS},
};

struct row_table row_table(enum row_file file)
{
    CHECK(file < ROW_FILES);
    return (struct row_table){files[file].name, files[file].en, files[file].fr,
                              &all_columns[files[file].first],
                              files[file + 1].first - files[file].first};
}

// Cells

struct cells {
    const struct row_job *job;
    enum row_file file;
    int table;
    struct val val[ROW_CELLS_MAX];
};

static void put(struct cells *c, int column, int64_t value)
{
    c->val[column - files[c->file].first] = (struct val){.set = true, .i = value};
}

static void put_text(struct cells *c, int column, struct str text)
{
    c->val[column - files[c->file].first] = (struct val){.set = text.n > 0, .s = text};
}

static void begin(struct cells *c, const struct row_job *job, enum row_file file, int table)
{
    memset(c, 0, sizeof *c);
    c->job = job;
    c->file = file;
    c->table = table;
    CHECK(files[file + 1].first - files[file].first <= ROW_CELLS_MAX);
}

static void end(const struct cells *c)
{
    c->job->row(c->job->ctx, c->file, c->val);
}

static void withhold(const struct cells *c, enum row_what what, enum row_reason why)
{
    c->job->withheld->n[c->table][c->file][what][why]++;
}

static void put_person(struct cells *c, int column, int person)
{
    enum row_reason why;
    if (person == 0)
        return;
    if (row_may_show(c->job, person, &why))
        put(c, column, person);
    else
        withhold(c, WITHHELD_PERSON, why);
}

struct credit_text {
    char p[CREDIT_MAX * 6];
    size_t n;
};

static void add_credit(struct credit_text *text, int person)
{
    char digits[8];
    int n = 0;
    if (text->n)
        text->p[text->n++] = ' ';
    text->p[text->n++] = 'p';
    do {
        digits[n++] = (char)('0' + person % 10);
    } while (person /= 10);
    while (n)
        text->p[text->n++] = digits[--n];
}

static void put_credit(struct cells *c, int column, const struct credit *credit,
                       struct credit_text *text)
{
    enum row_reason why;
    text->n = 0;
    for (int i = 0; i < credit->n; i++)
        if (row_may_show(c->job, credit->who[i], &why))
            add_credit(text, credit->who[i]);
        else
            withhold(c, WITHHELD_PERSON, why);
    put_text(c, column, (struct str){text->p, text->n});
}

static int64_t after(const struct row_job *job, uint64_t t)
{
    return t > job->began_ms ? (int64_t)(t - job->began_ms) : 0;
}

bool row_may_show(const struct row_job *job, int person, enum row_reason *why)
{
    struct words_reader reader = {.purpose = job->debrief ? WORDS_DEBRIEF : WORDS_RESEARCH};
    enum words_answer answer = words_may(job->room, reader, person);
    *why = answer == WORDS_FORGOTTEN ? WITHHELD_FORGOTTEN : WITHHELD_NO_CONSENT;
    return answer == WORDS_GIVEN;
}

int row_person_table(const struct row_job *job, int person)
{
    return job->room->person[person]->table;
}

int row_person_group(const struct row_job *job, int person)
{
    return job->room->person[person]->group;
}

bool row_asks_names(const struct row_job *job, struct str item)
{
    const struct scenario *sc = job->room->sc;
    for (int i = 0; i < sc->n_founding; i++)
        if (str_eq(sc->founding[i].id, item))
            return sc->founding[i].answer == SCENARIO_ANSWER_NAMES;
    return false;
}

int row_seated(const struct room *r, int table)
{
    int groups = 0;
    for (int g = 0; g < GROUPS; g++)
        groups |= room_seated(r, table, g) << g;
    return groups;
}

// Rooms and tables

static void room_row(const struct row_job *job)
{
    const struct room *r = job->room;
    struct cells c;
    char seconds[PHASES_MAX * 8];
    size_t n = 0;
    begin(&c, job, ROWS_ROOMS, 0);
    for (int i = 0; i < r->nphases; i++) {
        uint32_t rest = r->seconds[i], unit = 1;
        if (i > 0)
            seconds[n++] = ' ';
        while (unit * 10 <= rest)
            unit *= 10;
        for (; unit; unit /= 10)
            seconds[n++] = (char)('0' + rest / unit % 10);
    }
    put_text(&c, AT_ROOMS_SCENARIO, r->sc->id);
    put(&c, AT_ROOMS_VERSION, job->version);
    put(&c, AT_ROOMS_ERA, str_eq_cstr(r->sc->era, field_names(FIELD_ERA)[1]));
    put(&c, AT_ROOMS_LANG, r->lang);
    put(&c, AT_ROOMS_TABLES, r->ntables);
    put(&c, AT_ROOMS_PLACES, r->places);
    put_text(&c, AT_ROOMS_SECONDS, (struct str){seconds, n});
    put(&c, AT_ROOMS_PEOPLE, r->npeople);
    put(&c, AT_ROOMS_ENDED, r->ended);
    put(&c, AT_ROOMS_RULES, job->rules);
    end(&c);
}

static void table_row(const struct row_job *job, int table)
{
    const struct table *t = &job->room->table[table];
    struct cells c;
    int adopted = 0;
    begin(&c, job, ROWS_TABLES, table);
    for (int i = 1; i <= t->nclauses; i++)
        adopted += t->clause[i]->state == CLAUSE_ADOPTED;
    put(&c, AT_TABLES_TABLE, table);
    put(&c, AT_TABLES_SEATED, row_seated(job->room, table));
    put(&c, AT_TABLES_PEOPLE, room_seats(job->room, table));
    put(&c, AT_TABLES_BASE, t->base);
    put(&c, AT_TABLES_CLAUSES, t->nclauses);
    put(&c, AT_TABLES_ADOPTED, adopted);
    put(&c, AT_TABLES_INJECTS, t->ninjects);
    put(&c, AT_TABLES_UNLOCKED, t->unlocked);
    put(&c, AT_TABLES_REPORT_DONE, t->report_done);
    end(&c);
}

static void interest_rows(const struct row_job *job, int table)
{
    struct cells c;
    for (int g = 0; g < GROUPS; g++) {
        const struct group_work *work = &job->room->table[table].group[g];
        for (int i = 0; i < SCENARIO_INTERESTS && (work->has_points || work->has_met); i++) {
            begin(&c, job, ROWS_INTERESTS, table);
            put(&c, AT_INTERESTS_TABLE, table);
            put(&c, AT_INTERESTS_GROUP, g);
            put_text(&c, AT_INTERESTS_INTEREST, job->room->sc->groups[g].interests[i].id);
            if (work->has_points)
                put(&c, AT_INTERESTS_POINTS, work->points[i]);
            if (work->has_met)
                put(&c, AT_INTERESTS_HALVES, work->met[i]);
            end(&c);
        }
    }
}

static void call_rows(const struct row_job *job, int table)
{
    const struct table *t = &job->room->table[table];
    struct cells c;
    for (int i = 0; i < t->ncalls; i++) {
        begin(&c, job, ROWS_CALLS, table);
        put(&c, AT_CALLS_TABLE, table);
        const struct scenario *sc = job->room->sc;
        int who = t->call[i].expert;
        if (t->call[i].owner)
            put_text(&c, AT_CALLS_ROLE, sc->roles[who].id);
        else
            put_text(&c, AT_CALLS_EXPERT, sc->experts[who].id);
        put_person(&c, AT_CALLS_BY, t->call[i].by);
        put(&c, AT_CALLS_AT, after(job, t->call[i].t));
        end(&c);
    }
}

static void put_choices(struct cells *c, const struct scenario_founding *item, int32_t bits,
                        char text[SCENARIO_CHOICES_MAX * FOUNDING_ID_MAX])
{
    size_t n = 0;
    for (int i = 0; i < item->n_choices; i++) {
        if (bits >> i & 1) {
            struct str id = str_sub(item->choices[i], 0, FOUNDING_ID_MAX - 1);
            text[n] = ' ';
            n += n > 0;
            memcpy(text + n, id.p, id.n);
            n += id.n;
        }
    }
    put_text(c, AT_FOUNDING_CHOICE, (struct str){text, n});
}

static void founding_rows(const struct row_job *job, int table)
{
    const struct scenario *sc = job->room->sc;
    char chosen[SCENARIO_CHOICES_MAX * FOUNDING_ID_MAX];
    struct cells c;
    for (int i = 0; i < sc->n_founding; i++) {
        const struct founding *f = &job->room->table[table].founding[i];
        if (!f->set)
            continue;
        begin(&c, job, ROWS_FOUNDING, table);
        put(&c, AT_FOUNDING_TABLE, table);
        put_text(&c, AT_FOUNDING_ITEM, sc->founding[i].id);
        if (sc->founding[i].difference < SCENARIO_DIFFERENCES)
            put(&c, AT_FOUNDING_DIFFERENCE, sc->founding[i].difference);
        put_choices(&c, &sc->founding[i], f->value, chosen);
        if (sc->founding[i].answer == SCENARIO_ANSWER_AMOUNT)
            put(&c, AT_FOUNDING_AMOUNT, f->value);
        put(&c, AT_FOUNDING_WRITTEN, f->text.v > 0);
        end(&c);
    }
}

// People and how they rate each other

static void put_answers(struct cells *c, const struct person *p)
{
    bool final = p->has_final && p->final != STANCE_SEALED;
    if (final)
        put(c, AT_PEOPLE_FINAL, p->final);
    if (p->sealed || final != p->has_final)
        withhold(c, WITHHELD_PERSON, WITHHELD_SEALED);
    if (!p->answered || p->sealed)
        return;
    put_person(c, AT_PEOPLE_Q2A, p->q2[0]);
    put_person(c, AT_PEOPLE_Q2B, p->q2[1]);
    put(c, AT_PEOPLE_Q3, p->q3);
    put(c, AT_PEOPLE_Q4, p->q4);
    put(c, AT_PEOPLE_Q5, p->q5);
}

static void put_seat(struct cells *c, const struct person *p)
{
    if (p->table == 0)
        return;
    put(c, AT_PEOPLE_TABLE, p->table);
    put(c, AT_PEOPLE_GROUP, p->group);
    if (p->hat < GROUPS)
        put(c, AT_PEOPLE_HAT, p->hat);
    if (p->seat < c->job->room->sc->n_roles)
        put_text(c, AT_PEOPLE_ROLE, c->job->room->sc->roles[p->seat].id);
}

static void person_row(const struct row_job *job, int id)
{
    const struct person *p = job->room->person[id];
    enum row_reason why;
    struct cells c;
    begin(&c, job, ROWS_PEOPLE, p->table);
    if (!row_may_show(job, id, &why)) {
        withhold(&c, WITHHELD_ROW, why);
        return;
    }
    put(&c, AT_PEOPLE_PERSON, id);
    put_seat(&c, p);
    put_person(&c, AT_PEOPLE_PHONE, p->phone);
    put(&c, AT_PEOPLE_LANG, p->lang);
    put(&c, AT_PEOPLE_JOINED, after(job, p->joined));
    put(&c, AT_PEOPLE_REMOVED, p->removed || p->dismissed);
    put(&c, AT_PEOPLE_ROBOT, p->robot);
    put(&c, AT_PEOPLE_DEBRIEF, p->debrief);
    put(&c, AT_PEOPLE_RESEARCH, p->research);
    put_answers(&c, p);
    end(&c);
}

static void rating_row(const struct row_job *job, int rater, int rated)
{
    const struct person *p = job->room->person[rater];
    enum row_reason why;
    struct cells c;
    uint8_t value = rating_of(p, rated);
    if (value == 0)
        return;
    begin(&c, job, ROWS_RATINGS, p->table);
    if (!row_may_show(job, rater, &why) || !row_may_show(job, rated, &why)) {
        withhold(&c, WITHHELD_ROW, why);
        return;
    }
    put(&c, AT_RATINGS_TABLE, p->table);
    put(&c, AT_RATINGS_RATER, rater);
    put(&c, AT_RATINGS_RATED, rated);
    if (value != RATED_CANNOT_SAY)
        put(&c, AT_RATINGS_VALUE, value);
    end(&c);
}

// Clauses and what was said and put in

static void clause_row(const struct row_job *job, int table, int id)
{
    const struct clause *x = job->room->table[table].clause[id];
    struct credit_text credit;
    struct cells c;
    begin(&c, job, ROWS_CLAUSES, table);
    put(&c, AT_CLAUSES_TABLE, table);
    put(&c, AT_CLAUSES_CLAUSE, id);
    put_person(&c, AT_CLAUSES_BY, x->credit.by);
    put_credit(&c, AT_CLAUSES_CREDIT, &x->credit, &credit);
    put(&c, AT_CLAUSES_GROUP, x->group);
    put(&c, AT_CLAUSES_STATE, x->state);
    put(&c, AT_CLAUSES_SCALE, x->scale);
    put(&c, AT_CLAUSES_DIMS, x->dims);
    if (x->beneficiary != BENEFICIARY_UNSAID)
        put(&c, AT_CLAUSES_FOR, x->beneficiary);
    put(&c, AT_CLAUSES_BEYOND, x->beyond);
    put(&c, AT_CLAUSES_VERSION, x->version);
    put(&c, AT_CLAUSES_AMENDMENTS, x->namend);
    put_person(&c, AT_CLAUSES_CARRIER, x->carrier);
    if (x->carrier)
        put(&c, AT_CLAUSES_CARRIER_GROUP, x->carry_hat);
    put_text(&c, AT_CLAUSES_DUE, x->due);
    end(&c);
}

static void stance_row(const struct row_job *job, int table, int clause, int person,
                       const struct stance *s)
{
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct cells c;
    if (!s->set)
        return;
    begin(&c, job, ROWS_STANCES, table);
    if (!row_may_show(job, person, &why) && why == WITHHELD_FORGOTTEN) {
        withhold(&c, WITHHELD_ROW, why);
        return;
    }
    put(&c, AT_STANCES_TABLE, table);
    put(&c, AT_STANCES_CLAUSE, clause);
    put_person(&c, AT_STANCES_PERSON, person);
    put(&c, AT_STANCES_GROUP, s->hat);
    put(&c, AT_STANCES_STANCE, s->stance);
    put(&c, AT_STANCES_IMPLICIT, s->implicit);
    if (s->stance == STANCE_OBJECT)
        put(&c, AT_STANCES_REASON, s->reason);
    put(&c, AT_STANCES_VERSION, s->version);
    put(&c, AT_STANCES_AT, after(job, s->t));
    end(&c);
}

static void stance_rows(const struct row_job *job, int table, int id)
{
    const struct clause *x = job->room->table[table].clause[id];
    for (int p = 1; p <= job->room->npeople; p++) {
        stance_row(job, table, id, p, &voice_of(x, p)->said);
        stance_row(job, table, id, p, &voice_of(x, p)->hat_said);
    }
}

static void put_means(struct cells *c, const struct scenario *sc, const struct commitment *k)
{
    struct means m = means_of(sc, k);
    if (m.asset == NULL)
        return;
    put_text(c, AT_COMMITMENTS_ROLE, sc->roles[m.role].id);
    put_text(c, AT_COMMITMENTS_ASSET, m.asset->id);
    if (k->amount > 0)
        put(c, AT_COMMITMENTS_AMOUNT, k->amount);
    put(c, AT_COMMITMENTS_LENT, k->lent);
    if (m.asset->condition.fr.n > 0)
        put(c, AT_COMMITMENTS_HOLDS, k->holds);
}

static void commitment_rows(const struct row_job *job, int table, int id)
{
    const struct clause *x = job->room->table[table].clause[id];
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct credit_text credit;
    struct cells c;
    for (int i = 1; i <= x->ncommit; i++) {
        const struct commitment *k = &x->commit[i];
        begin(&c, job, ROWS_COMMITMENTS, table);
        if (!row_may_show(job, k->credit.by, &why) && why == WITHHELD_FORGOTTEN) {
            withhold(&c, WITHHELD_ROW, why);
            continue;
        }
        put(&c, AT_COMMITMENTS_TABLE, table);
        put(&c, AT_COMMITMENTS_CLAUSE, id);
        put(&c, AT_COMMITMENTS_COMMITMENT, i);
        put_person(&c, AT_COMMITMENTS_BY, k->credit.by);
        put_credit(&c, AT_COMMITMENTS_CREDIT, &k->credit, &credit);
        put(&c, AT_COMMITMENTS_GROUP, credit_group(job->room, &k->credit));
        put(&c, AT_COMMITMENTS_KIND, k->kind);
        put(&c, AT_COMMITMENTS_GONE, k->gone);
        put_means(&c, job->room->sc, k);
        end(&c);
    }
}

void room_rows(const struct row_job *job)
{
    const struct room *r = job->room;
    room_row(job);
    for (int t = 1; t <= r->ntables; t++) {
        table_row(job, t);
        interest_rows(job, t);
        call_rows(job, t);
        founding_rows(job, t);
        for (int c = 1; c <= r->table[t].nclauses; c++) {
            clause_row(job, t, c);
            stance_rows(job, t, c);
            commitment_rows(job, t, c);
        }
    }
    for (int p = 1; p <= r->npeople; p++) {
        person_row(job, p);
        for (int q = 1; q <= r->npeople; q++)
            rating_row(job, p, q);
    }
}
