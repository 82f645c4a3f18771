#include "core/rows.h"

#include <string.h>

#include "base/util.h"
#include "core/means.h"
#include "core/rows_cells.h"

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
    row_begin(&c, job, ROWS_ROOMS, 0);
    for (int i = 0; i < r->nphases; i++) {
        uint32_t rest = r->seconds[i], unit = 1;
        if (i > 0)
            seconds[n++] = ' ';
        while (unit * 10 <= rest)
            unit *= 10;
        for (; unit; unit /= 10)
            seconds[n++] = (char)('0' + rest / unit % 10);
    }
    row_put_text(&c, AT_ROOMS_SCENARIO, r->sc->id);
    row_put(&c, AT_ROOMS_VERSION, job->version);
    row_put(&c, AT_ROOMS_ERA, str_eq_cstr(r->sc->era, field_names(FIELD_ERA)[1]));
    row_put(&c, AT_ROOMS_LANG, r->lang);
    row_put(&c, AT_ROOMS_TABLES, r->ntables);
    row_put(&c, AT_ROOMS_PLACES, r->places);
    row_put_text(&c, AT_ROOMS_SECONDS, (struct str){seconds, n});
    row_put(&c, AT_ROOMS_PEOPLE, r->npeople);
    row_put(&c, AT_ROOMS_ENDED, r->ended);
    row_put(&c, AT_ROOMS_CARDS_APART, cards_apart(r));
    row_put(&c, AT_ROOMS_RULES, job->rules);
    row_end(&c);
}

static bool robots_played(const struct table *t, const struct room *r)
{
    bool any = false;
    for (int i = 0; i < t->nacts; i++)
        any |= r->person[t->acts[i].by]->robot;
    return any;
}

// As names with a space between, in the caller's place.
static struct str cards_text(const struct room *r, int table, char *out, size_t cap)
{
    const struct table *t = &r->table[table];
    size_t n = 0;
    for (int i = 0; i < t->ninjects; i++) {
        struct str id = r->sc->injects[t->inject[i].inject].id;
        CHECK(n + id.n + 1 <= cap);
        if (n > 0)
            out[n++] = ' ';
        memcpy(out + n, id.p, id.n);
        n += id.n;
    }
    return (struct str){out, n};
}

static void table_row(const struct row_job *job, int table)
{
    const struct table *t = &job->room->table[table];
    struct cells c;
    char cards[SCENARIO_INJECTS_MAX * (ROLE_ID_MAX + 1)];
    int adopted = 0;
    row_begin(&c, job, ROWS_TABLES, table);
    for (int i = 1; i <= t->nclauses; i++)
        adopted += t->clause[i]->state == CLAUSE_ADOPTED;
    row_put(&c, AT_TABLES_TABLE, table);
    row_put(&c, AT_TABLES_SEATED, row_seated(job->room, table));
    row_put(&c, AT_TABLES_PEOPLE, room_seats(job->room, table));
    row_put(&c, AT_TABLES_BASE, t->base);
    row_put(&c, AT_TABLES_CLAUSES, t->nclauses);
    row_put(&c, AT_TABLES_ADOPTED, adopted);
    row_put(&c, AT_TABLES_INJECTS, t->ninjects);
    row_put_text(&c, AT_TABLES_CARDS, cards_text(job->room, table, cards, sizeof cards));
    row_put(&c, AT_TABLES_UNLOCKED, t->unlocked);
    row_put(&c, AT_TABLES_REPORT_DONE, t->report_done);
    row_put(&c, AT_TABLES_ROBOTS, robots_played(t, job->room));
    row_end(&c);
}

static void interest_rows(const struct row_job *job, int table)
{
    struct cells c;
    for (int g = 0; g < GROUPS; g++) {
        const struct group_work *work = &job->room->table[table].group[g];
        for (int i = 0; i < SCENARIO_INTERESTS && (work->has_points || work->has_met); i++) {
            row_begin(&c, job, ROWS_INTERESTS, table);
            row_put(&c, AT_INTERESTS_TABLE, table);
            row_put(&c, AT_INTERESTS_GROUP, g);
            row_put_text(&c, AT_INTERESTS_INTEREST, job->room->sc->groups[g].interests[i].id);
            if (work->has_points)
                row_put(&c, AT_INTERESTS_POINTS, work->points[i]);
            if (work->has_met)
                row_put(&c, AT_INTERESTS_HALVES, work->met[i]);
            row_end(&c);
        }
    }
}

static void call_rows(const struct row_job *job, int table)
{
    const struct table *t = &job->room->table[table];
    struct cells c;
    for (int i = 0; i < t->ncalls; i++) {
        row_begin(&c, job, ROWS_CALLS, table);
        row_put(&c, AT_CALLS_TABLE, table);
        const struct scenario *sc = job->room->sc;
        int who = t->call[i].expert;
        if (t->call[i].owner)
            row_put_text(&c, AT_CALLS_ROLE, sc->roles[who].id);
        else
            row_put_text(&c, AT_CALLS_EXPERT, sc->experts[who].id);
        row_put_person(&c, AT_CALLS_BY, t->call[i].by);
        row_put(&c, AT_CALLS_AT, row_after(job, t->call[i].t));
        row_end(&c);
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
    row_put_text(c, AT_FOUNDING_CHOICE, (struct str){text, n});
}

static void founding_rows(const struct row_job *job, int table)
{
    const struct scenario *sc = job->room->sc;
    char chosen[SCENARIO_CHOICES_MAX * FOUNDING_ID_MAX];
    struct cells c;
    bool used = false;
    for (int i = 0; i < sc->n_founding; i++)
        used |= job->room->table[table].founding[i].set;
    for (int i = 0; i < sc->n_founding && used; i++) {
        const struct founding *f = &job->room->table[table].founding[i];
        row_begin(&c, job, ROWS_FOUNDING, table);
        row_put(&c, AT_FOUNDING_TABLE, table);
        row_put_text(&c, AT_FOUNDING_ITEM, sc->founding[i].id);
        row_put(&c, AT_FOUNDING_ANSWERED, f->set);
        if (sc->founding[i].difference < SCENARIO_DIFFERENCES)
            row_put(&c, AT_FOUNDING_DIFFERENCE, sc->founding[i].difference);
        put_choices(&c, &sc->founding[i], f->set ? f->value : 0, chosen);
        if (f->set && sc->founding[i].answer == SCENARIO_ANSWER_AMOUNT)
            row_put(&c, AT_FOUNDING_AMOUNT, f->value);
        row_put(&c, AT_FOUNDING_WRITTEN, f->set && f->text.v > 0);
        row_end(&c);
    }
}

// People

static void put_final(struct cells *c, const struct person *p)
{
    if (p->has_final && p->final != STANCE_SEALED)
        row_put(c, AT_PEOPLE_FINAL, p->final);
    else if (p->has_final)
        row_withhold(c, WITHHELD_PERSON, WITHHELD_SEALED);
}

static void put_seat(struct cells *c, const struct person *p)
{
    if (p->table == 0)
        return;
    row_put(c, AT_PEOPLE_TABLE, p->table);
    row_put(c, AT_PEOPLE_GROUP, p->group);
    if (p->hat < GROUPS)
        row_put(c, AT_PEOPLE_HAT, p->hat);
    if (p->seat < c->job->room->sc->n_roles)
        row_put_text(c, AT_PEOPLE_ROLE, c->job->room->sc->roles[p->seat].id);
}

static void person_row(const struct row_job *job, int id)
{
    const struct person *p = job->room->person[id];
    enum row_reason why;
    struct cells c;
    row_begin(&c, job, ROWS_PEOPLE, p->table);
    if (!row_may_show(job, id, &why)) {
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_PEOPLE_PERSON, id);
    put_seat(&c, p);
    row_put_person(&c, AT_PEOPLE_PHONE, p->phone);
    row_put(&c, AT_PEOPLE_LANG, p->lang);
    row_put(&c, AT_PEOPLE_JOINED, row_after(job, p->joined));
    row_put(&c, AT_PEOPLE_REMOVED, p->removed || p->dismissed);
    row_put(&c, AT_PEOPLE_ROBOT, p->robot);
    row_put(&c, AT_PEOPLE_DEBRIEF, p->debrief);
    row_put(&c, AT_PEOPLE_RESEARCH, p->research);
    put_final(&c, p);
    row_end(&c);
}

// Clauses and what was said and put in

static void clause_row(const struct row_job *job, int table, int id)
{
    const struct clause *x = job->room->table[table].clause[id];
    struct credit_text credit;
    struct cells c;
    row_begin(&c, job, ROWS_CLAUSES, table);
    row_put(&c, AT_CLAUSES_TABLE, table);
    row_put(&c, AT_CLAUSES_CLAUSE, id);
    row_put_person(&c, AT_CLAUSES_BY, x->credit.by);
    row_put_credit(&c, AT_CLAUSES_CREDIT, &x->credit, &credit);
    row_put(&c, AT_CLAUSES_GROUP, x->group);
    row_put(&c, AT_CLAUSES_STATE, x->state);
    row_put(&c, AT_CLAUSES_SCALE, x->scale);
    row_put(&c, AT_CLAUSES_DIMS, x->dims);
    if (x->beneficiary != BENEFICIARY_UNSAID)
        row_put(&c, AT_CLAUSES_FOR, x->beneficiary);
    row_put(&c, AT_CLAUSES_BEYOND, x->beyond);
    row_put(&c, AT_CLAUSES_VERSION, x->version);
    row_put(&c, AT_CLAUSES_AMENDMENTS, x->namend);
    row_put_person(&c, AT_CLAUSES_CARRIER, x->carrier);
    if (x->carrier)
        row_put(&c, AT_CLAUSES_CARRIER_GROUP, x->carry_hat);
    row_put_text(&c, AT_CLAUSES_DUE, x->due);
    row_end(&c);
}

// The wording it was proposed in, and each that was offered since.
static void version_row(const struct row_job *job, int table, int clause, int amendment)
{
    static const char *const states[] = {"open", "accepted", "declined", "withdrawn", "overtaken"};
    const struct clause *x = job->room->table[table].clause[clause];
    const struct amendment *a = &x->amend[amendment];
    const struct credit *credit = amendment ? &a->credit : &x->credit;
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct credit_text text;
    struct cells c;
    row_begin(&c, job, ROWS_VERSIONS, table);
    if (!row_may_show(job, credit->by, &why) && why == WITHHELD_FORGOTTEN) {
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_VERSIONS_TABLE, table);
    row_put(&c, AT_VERSIONS_CLAUSE, clause);
    if (amendment)
        row_put(&c, AT_VERSIONS_AMENDMENT, amendment);
    if (!amendment || a->state == AMEND_ACCEPTED)
        row_put(&c, AT_VERSIONS_VERSION, amendment ? a->made : 1);
    row_put_text(&c, AT_VERSIONS_STATE, str_from_cstr(amendment ? states[a->state] : "proposed"));
    row_put_person(&c, AT_VERSIONS_BY, credit->by);
    row_put_credit(&c, AT_VERSIONS_CREDIT, credit, &text);
    row_put(&c, AT_VERSIONS_GROUP, amendment ? credit_group(job->room, credit) : x->group);
    row_end(&c);
}

static void version_rows(const struct row_job *job, int table, int clause)
{
    for (int a = 0; a <= job->room->table[table].clause[clause]->namend; a++)
        version_row(job, table, clause, a);
}

static void stance_row(const struct row_job *job, int table, int clause, int person,
                       const struct stance *s)
{
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct cells c;
    if (!s->set)
        return;
    row_begin(&c, job, ROWS_STANCES, table);
    if (!row_may_show(job, person, &why) && why == WITHHELD_FORGOTTEN) {
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_STANCES_TABLE, table);
    row_put(&c, AT_STANCES_CLAUSE, clause);
    row_put_person(&c, AT_STANCES_PERSON, person);
    row_put(&c, AT_STANCES_GROUP, s->hat);
    row_put(&c, AT_STANCES_STANCE, s->stance);
    row_put(&c, AT_STANCES_IMPLICIT, s->implicit);
    if (s->stance == STANCE_OBJECT)
        row_put(&c, AT_STANCES_REASON, s->reason);
    row_put(&c, AT_STANCES_VERSION, s->version);
    row_put(&c, AT_STANCES_AT, row_after(job, s->t));
    row_end(&c);
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
    row_put_text(c, AT_COMMITMENTS_ROLE, sc->roles[m.role].id);
    row_put_text(c, AT_COMMITMENTS_ASSET, m.asset->id);
    if (k->amount > 0)
        row_put(c, AT_COMMITMENTS_AMOUNT, k->amount);
    row_put(c, AT_COMMITMENTS_LENT, k->lent);
    if (m.asset->condition.fr.n > 0)
        row_put(c, AT_COMMITMENTS_HOLDS, k->holds);
}

static void commitment_rows(const struct row_job *job, int table, int id)
{
    const struct clause *x = job->room->table[table].clause[id];
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct credit_text credit;
    struct cells c;
    for (int i = 1; i <= x->ncommit; i++) {
        const struct commitment *k = &x->commit[i];
        row_begin(&c, job, ROWS_COMMITMENTS, table);
        if (!row_may_show(job, k->credit.by, &why) && why == WITHHELD_FORGOTTEN) {
            row_withhold(&c, WITHHELD_ROW, why);
            continue;
        }
        row_put(&c, AT_COMMITMENTS_TABLE, table);
        row_put(&c, AT_COMMITMENTS_CLAUSE, id);
        row_put(&c, AT_COMMITMENTS_COMMITMENT, i);
        row_put_person(&c, AT_COMMITMENTS_BY, k->credit.by);
        row_put_credit(&c, AT_COMMITMENTS_CREDIT, &k->credit, &credit);
        row_put(&c, AT_COMMITMENTS_GROUP, credit_group(job->room, &k->credit));
        row_put(&c, AT_COMMITMENTS_KIND, k->kind);
        row_put(&c, AT_COMMITMENTS_GONE, k->gone);
        put_means(&c, job->room->sc, k);
        row_end(&c);
    }
}

void room_rows(const struct row_job *job)
{
    const struct room *r = job->room;
    room_row(job);
    for (int t = 1; t <= r->ntables; t++) {
        table_row(job, t);
        row_tally(job, t);
        interest_rows(job, t);
        call_rows(job, t);
        founding_rows(job, t);
        for (int c = 1; c <= r->table[t].nclauses; c++) {
            clause_row(job, t, c);
            version_rows(job, t, c);
            stance_rows(job, t, c);
            commitment_rows(job, t, c);
        }
    }
    for (int p = 1; p <= r->npeople; p++)
        person_row(job, p);
}
