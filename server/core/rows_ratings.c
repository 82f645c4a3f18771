// What people answered of the others and of the hour, each alone: under ids that are of these rows
// alone and that follow from what they say (nameless.h), so that no other file, and no order, tells
// whose they are. Where too few answered to be one among several, nothing is told.
#include "base/util.h"
#include "core/nameless.h"
#include "core/project.h"
#include "core/rows_cells.h"
#include "core/tally_sets.h"

struct asked {
    const struct row_job *job;
    int table;
    const struct tally_input *in;
    uint32_t eligible;
    struct row_raters who;
};

static const struct person *person_of(const struct asked *a, size_t p)
{
    return a->job->room->person[a->in->people[p].number];
}

static bool gave_answers(const struct asked *a, size_t p)
{
    const struct person *who = person_of(a, p);
    return who->answered && !who->sealed && who->table == a->table;
}

// May it be told of that one? Otherwise *why.
static bool may_tell(const struct asked *a, size_t p, enum row_reason *why)
{
    if (!row_may_show(a->job, a->in->people[p].number, why))
        return false;
    *why = TALLY_HAS(a->eligible, p) ? WITHHELD_FEW_RATERS : WITHHELD_INELIGIBLE;
    return TALLY_HAS(a->eligible, p) != 0;
}

// Who is told of, and how many of them said something of the others.
static int gather(const struct asked *a, uint8_t told[TALLY_PEOPLE_MAX], int *n)
{
    enum row_reason why;
    uint32_t may = 0;
    int raters = 0;
    *n = 0;
    for (size_t p = 0; p < a->in->n_people; p++)
        may |= may_tell(a, p, &why) ? TALLY_BIT(p) : 0;
    for (size_t p = 0; p < a->in->n_people; p++) {
        bool rates = gave_answers(a, p), rated = false;
        for (size_t q = 0; q < a->in->n_people; q++) {
            rates |= TALLY_HAS(may, q) && a->in->rating[p][q] != TALLY_NO_RATE;
            rated |= TALLY_HAS(may, q) && a->in->rating[q][p] != TALLY_NO_RATE;
        }
        if (!TALLY_HAS(may, p) || !(rates || rated))
            continue;
        raters += rates;
        told[(*n)++] = (uint8_t)p;
    }
    return raters;
}

// Groups are told when none of them is of so few that it would tell who.
static bool tells_groups(const struct asked *a, const uint8_t *told, int n)
{
    int of[GROUPS] = {0};
    bool good = true;
    for (int i = 0; i < n; i++)
        of[a->in->people[told[i]].group]++;
    for (int g = 0; g < GROUPS; g++)
        good &= of[g] == 0 || of[g] >= ROW_RATERS_MIN;
    return good;
}

static uint64_t said_of_self(const struct asked *a, size_t p)
{
    const struct person *who = person_of(a, p);
    uint64_t own = a->who.groups ? a->in->people[p].group : GROUPS;
    return gave_answers(a, p)
               ? own << 32 | 1U << 24 | (uint64_t)who->q3 << 16 | (uint64_t)who->q4 << 8 | who->q5
               : own << 32;
}

static uint16_t said_of(const struct asked *a, size_t p, size_t q)
{
    enum { FIRST = 1 << 8, SECOND = 1 << 9 };
    const struct person *who = person_of(a, p);
    int whom = gave_answers(a, p) ? a->in->people[q].number : 0;
    return (uint16_t)(a->in->rating[p][q] | (whom && who->q2[0] == whom ? FIRST : 0) |
                      (whom && who->q2[1] == whom ? SECOND : 0));
}

void row_raters(const struct row_job *job, int table, const struct tally_input *in,
                uint32_t eligible, struct row_raters *out)
{
    struct asked a = {.job = job, .table = table, .in = in, .eligible = eligible};
    struct nameless w = {0};
    uint8_t told[TALLY_PEOPLE_MAX], at[TALLY_PEOPLE_MAX];
    int n;
    *out = (struct row_raters){0};
    if (gather(&a, told, &n) < ROW_RATERS_MIN)
        return;
    a.who.groups = tells_groups(&a, told, n);
    w.n = n;
    for (int i = 0; i < n; i++) {
        w.own[i] = said_of_self(&a, told[i]);
        for (int k = 0; k < n; k++)
            w.said[i][k] = i == k ? 0 : said_of(&a, told[i], told[k]);
    }
    nameless_order(&w, at);
    out->n = n;
    out->groups = a.who.groups;
    for (int i = 0; i < n; i++) {
        out->at[i] = told[at[i]];
        out->id[told[at[i]]] = (uint8_t)(i + 1);
    }
}

// Rows

static void put_one(const struct asked *a, struct cells *c, int id_column, int group_column,
                    size_t p, char id[ID_TEXT_MAX])
{
    row_put_text(c, id_column, str_from_cstr(id_text(id, "e", a->who.id[p])));
    if (a->who.groups && group_column >= 0)
        row_put(c, group_column, a->in->people[p].group);
}

static void rating_row(const struct asked *a, size_t p, size_t q)
{
    char rater[ID_TEXT_MAX], rated[ID_TEXT_MAX];
    enum row_reason why = WITHHELD_FEW_RATERS;
    struct cells c;
    uint8_t value = a->in->rating[p][q];
    row_begin(&c, a->job, ROWS_RATINGS, a->table);
    if (!a->who.id[p] || !a->who.id[q]) {
        if (may_tell(a, p, &why))
            may_tell(a, q, &why);
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_RATINGS_TABLE, a->table);
    put_one(a, &c, AT_RATINGS_RATER, AT_RATINGS_RATER_GROUP, p, rater);
    put_one(a, &c, AT_RATINGS_RATED, AT_RATINGS_RATED_GROUP, q, rated);
    if (value != TALLY_CANT_SAY)
        row_put(&c, AT_RATINGS_VALUE, value);
    row_end(&c);
}

static void put_named(const struct asked *a, struct cells *c, int column, int number,
                      char id[ID_TEXT_MAX])
{
    for (size_t p = 0; number != 0 && p < a->in->n_people; p++)
        if (a->in->people[p].number == number && a->who.id[p])
            put_one(a, c, column, -1, p, id);
}

static void answers_row(const struct asked *a, size_t p)
{
    const struct person *who = person_of(a, p);
    char id[3][ID_TEXT_MAX];
    enum row_reason why = WITHHELD_SEALED;
    struct cells c;
    row_begin(&c, a->job, ROWS_ANSWERS, a->table);
    if (!a->who.id[p] || who->sealed) {
        if (gave_answers(a, p))
            may_tell(a, p, &why);
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_ANSWERS_TABLE, a->table);
    put_one(a, &c, AT_ANSWERS_RATER, AT_ANSWERS_GROUP, p, id[0]);
    put_named(a, &c, AT_ANSWERS_Q2A, who->q2[0], id[1]);
    put_named(a, &c, AT_ANSWERS_Q2B, who->q2[1], id[2]);
    row_put(&c, AT_ANSWERS_Q3, who->q3);
    row_put(&c, AT_ANSWERS_Q4, who->q4);
    row_put(&c, AT_ANSWERS_Q5, who->q5);
    row_end(&c);
}

// Those who are told of in the order of their ids, then the others, who are counted.
static void in_order(const struct asked *a, uint8_t order[TALLY_PEOPLE_MAX])
{
    int n = a->who.n;
    for (int i = 0; i < n; i++)
        order[i] = a->who.at[i];
    for (size_t p = 0; p < a->in->n_people; p++)
        if (!a->who.id[p])
            order[n++] = (uint8_t)p;
}

void row_ratings(const struct row_job *job, int table, const struct tally_input *in,
                 uint32_t eligible)
{
    struct asked a = {.job = job, .table = table, .in = in, .eligible = eligible};
    uint8_t order[TALLY_PEOPLE_MAX];
    row_raters(job, table, in, eligible, &a.who);
    in_order(&a, order);
    for (size_t i = 0; i < in->n_people; i++) {
        const struct person *who = person_of(&a, order[i]);
        if (who->answered && who->table == table)
            answers_row(&a, order[i]);
        for (size_t k = 0; k < in->n_people; k++)
            if (k != i && in->rating[order[i]][order[k]] != TALLY_NO_RATE)
                rating_row(&a, order[i], order[k]);
    }
}
