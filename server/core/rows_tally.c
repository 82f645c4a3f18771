// How a table was played, as the tallies read it: who was on the roster, what each voice did and in
// which order, whose hands are in which clause, what became of objections, and the moments that the
// figures point at. From these rows alone each figure can be counted again.
#include "base/util.h"
#include "core/rows_cells.h"
#include "core/tally_course.h"
#include "core/tally_sets.h"

enum { MINUTE_MS = 60000, SECOND_MS = 1000 };

struct played {
    const struct row_job *job;
    int table;
    struct tally_input in;
    struct tally tally;
    struct sets sets;
    struct sets_clause clause[TALLY_CLAUSES_MAX];
    struct sets_lead lead;
    uint32_t amended[TALLY_CLAUSES_MAX][TALLY_GROUPS]; // people whose amendment was accepted
};

// A row that tells of one person; false, and counted, when they were forgotten.
static bool begin_of(struct cells *c, const struct played *w, enum row_file file, size_t person)
{
    enum row_reason why = WITHHELD_NO_CONSENT;
    row_begin(c, w->job, file, w->table);
    if (!row_may_show(w->job, w->in.people[person].number, &why) && why == WITHHELD_FORGOTTEN) {
        row_withhold(c, WITHHELD_ROW, why);
        return false;
    }
    return true;
}

// The roster

static int64_t present_s(const struct played *w, size_t person)
{
    return tally_present_ms(&w->in, person) / SECOND_MS;
}

static void seat_row(const struct played *w, size_t p)
{
    const struct tally_person *who = &w->in.people[p];
    enum row_reason why = WITHHELD_NO_CONSENT;
    struct cells c;
    row_begin(&c, w->job, ROWS_SEATS, w->table);
    if (!row_may_show(w->job, who->number, &why)) {
        row_withhold(&c, WITHHELD_ROW, why);
        return;
    }
    row_put(&c, AT_SEATS_TABLE, w->table);
    row_put(&c, AT_SEATS_PERSON, who->number);
    row_put(&c, AT_SEATS_GROUP, who->group);
    row_put(&c, AT_SEATS_HATS, who->hats);
    row_put(&c, AT_SEATS_PRESENT, present_s(w, p));
    row_put(&c, AT_SEATS_ELIGIBLE, TALLY_HAS(w->tally.eligible_people, p));
    row_put(&c, AT_SEATS_ENGAGED, TALLY_HAS(w->tally.engaged_people, p));
    row_end(&c);
}

// What is counted of a group's people, whoever of them may be shown.
struct side {
    int people, eligible, engaged, silent, final[TALLY_STANCES];
    int64_t present_ms;
};

static struct side side_of(const struct played *w, int group)
{
    struct side s = {0};
    for (size_t p = 0; p < w->in.n_people; p++) {
        if (w->in.people[p].group != group)
            continue;
        s.people++;
        s.eligible += TALLY_HAS(w->tally.eligible_people, p) != 0;
        s.engaged += TALLY_HAS(w->tally.engaged_people, p) != 0;
        s.silent += w->tally.acts[p].num == 0;
        s.final[w->in.final[p]]++;
        s.present_ms += tally_present_ms(&w->in, p);
    }
    return s;
}

static void side_row(const struct played *w, int group)
{
    struct side s = side_of(w, group);
    struct cells c;
    if (!TALLY_HAS(w->tally.seated, group))
        return;
    row_begin(&c, w->job, ROWS_SIDES, w->table);
    row_put(&c, AT_SIDES_TABLE, w->table);
    row_put(&c, AT_SIDES_GROUP, group);
    row_put(&c, AT_SIDES_PEOPLE, s.people);
    row_put(&c, AT_SIDES_ELIGIBLE, s.eligible);
    row_put(&c, AT_SIDES_PRESENT, s.present_ms);
    row_put(&c, AT_SIDES_ENGAGED, s.engaged);
    row_put(&c, AT_SIDES_SILENT, s.silent);
    row_put(&c, AT_SIDES_VOICES, s.people - s.final[TALLY_UNSAID]);
    if (!w->tally.final_sealed) {
        row_put(&c, AT_SIDES_SUPPORT, s.final[TALLY_SUPPORT]);
        row_put(&c, AT_SIDES_LIVE, s.final[TALLY_LIVE]);
        row_put(&c, AT_SIDES_OBJECT, s.final[TALLY_OBJECT]);
    }
    row_end(&c);
}

// Acts

static const char *const act_names[TALLY_KINDS] = {
    [TALLY_PROPOSE] = "propose", [TALLY_AMEND] = "amend",   [TALLY_REACT] = "react",
    [TALLY_CARRY] = "carry",     [TALLY_COMMIT] = "commit",
};

// Is it an act that the tallies see? They see none on a clause before it was proposed.
static bool is_seen(const struct played *w, const struct tally_act *act, uint32_t who)
{
    bool there = act->clause >= 0 && (size_t)act->clause < w->in.n_clauses;
    if (!there || act->ext || act->robot || act->kind == TALLY_BASE || who == 0 ||
        act->clause >= w->sets.places)
        return false;
    const struct sets_clause *c = &w->clause[act->clause];
    return c->known && act >= c->act;
}

static void put_done(struct cells *c, const struct tally_act *act)
{
    if (act->kind == TALLY_REACT && act->stance != TALLY_UNSAID) {
        row_put(c, AT_ACTS_STANCE, act->stance - TALLY_SUPPORT);
        row_put(c, AT_ACTS_REASONED, act->reason);
    }
    if (act->kind == TALLY_AMEND)
        row_put(c, AT_ACTS_ACCEPTED, act->accepted);
    if (act->kind == TALLY_CARRY)
        row_put(c, AT_ACTS_DATED, act->due);
    if (act->kind == TALLY_COMMIT)
        row_put(c, AT_ACTS_KIND, act->resource);
}

static void act_row(const struct played *w, const struct tally_act *act, int n, size_t p,
                    bool leads)
{
    struct cells c;
    if (!begin_of(&c, w, ROWS_ACTS, p))
        return;
    row_put(&c, AT_ACTS_TABLE, w->table);
    row_put(&c, AT_ACTS_N, n);
    row_put(&c, AT_ACTS_MINUTE, MAX(act->at_ms, 0) / MINUTE_MS);
    row_put_person(&c, AT_ACTS_PERSON, w->in.people[p].number);
    row_put(&c, AT_ACTS_GROUP, sets_voice(&w->in, act, p));
    row_put(&c, AT_ACTS_VOICES, tally_bits(sets_credited(&w->in, act)));
    row_put_text(&c, AT_ACTS_ACT, str_from_cstr(act_names[act->kind]));
    row_put(&c, AT_ACTS_CLAUSE, act->clause + 1);
    row_put(&c, AT_ACTS_LEADS, leads);
    row_put(&c, AT_ACTS_SURE, !TALLY_HAS(act->unconfirmed, p));
    put_done(&c, act);
    row_end(&c);
}

static void act_rows(struct played *w)
{
    int n = 0, lead = 0;
    for (size_t i = 0; i < w->in.n_acts; i++) {
        const struct tally_act *act = &w->in.acts[i];
        uint32_t who = sets_credited(&w->in, act);
        if (!is_seen(w, act, who))
            continue;
        bool leads = lead < w->lead.n && w->lead.act[lead] == (int16_t)i;
        size_t first = sets_first(act, who);
        lead += leads;
        n++;
        for (size_t p = 0; p < w->in.n_people; p++) {
            if (!TALLY_HAS(who, p))
                continue;
            act_row(w, act, n, p, leads && p == first);
            if (act->kind == TALLY_AMEND && act->accepted)
                w->amended[act->clause][sets_voice(&w->in, act, p)] |= TALLY_BIT(p);
        }
    }
}

// Hands

static void hand_row(const struct played *w, int16_t clause, size_t p, int group,
                     enum tally_kind kind, int resource)
{
    struct cells c;
    if (!begin_of(&c, w, ROWS_HANDS, p))
        return;
    row_put(&c, AT_HANDS_TABLE, w->table);
    row_put(&c, AT_HANDS_CLAUSE, clause + 1);
    row_put_person(&c, AT_HANDS_PERSON, w->in.people[p].number);
    row_put(&c, AT_HANDS_GROUP, group);
    row_put_text(&c, AT_HANDS_HAND, str_from_cstr(act_names[kind]));
    if (kind == TALLY_COMMIT)
        row_put(&c, AT_HANDS_KIND, resource);
    row_end(&c);
}

static void hands_of(const struct played *w, int16_t at, size_t p, int group)
{
    const struct sets_clause *c = &w->clause[at];
    if (TALLY_HAS(c->proposers[group], p))
        hand_row(w, at, p, group, TALLY_PROPOSE, 0);
    if (TALLY_HAS(w->amended[at][group], p))
        hand_row(w, at, p, group, TALLY_AMEND, 0);
    if (TALLY_HAS(c->carriers[group], p))
        hand_row(w, at, p, group, TALLY_CARRY, 0);
    for (int k = 0; k < TALLY_RESOURCES_MAX; k++)
        if (TALLY_HAS(c->resources[p][group], k))
            hand_row(w, at, p, group, TALLY_COMMIT, k);
}

// Objections

static void objection_row(const struct played *w, int16_t at, size_t p, int group)
{
    static const char *const fates[FATES] = {[FATE_STANDING] = "standing",
                                             [FATE_COMPROMISE] = "compromise",
                                             [FATE_WITHDRAWN] = "withdrawn"};
    const struct sets_clause *clause = &w->clause[at];
    const struct episode *e = &clause->episode[p][group];
    struct cells c;
    if (e->fate == FATE_NONE || !begin_of(&c, w, ROWS_OBJECTIONS, p))
        return;
    row_put(&c, AT_OBJECTIONS_TABLE, w->table);
    row_put(&c, AT_OBJECTIONS_CLAUSE, at + 1);
    row_put_person(&c, AT_OBJECTIONS_PERSON, w->in.people[p].number);
    row_put(&c, AT_OBJECTIONS_GROUP, group);
    row_put_text(&c, AT_OBJECTIONS_FATE, str_from_cstr(fates[e->fate]));
    row_put(&c, AT_OBJECTIONS_REASONED, e->reason);
    row_put(&c, AT_OBJECTIONS_GAVE_WAY, TALLY_HAS(clause->gave_way[group], p));
    row_put(&c, AT_OBJECTIONS_VERSION, e->version + 1);
    row_end(&c);
}

static void clause_rows(const struct played *w)
{
    for (int i = 0; i < w->sets.n_clauses; i++) {
        int16_t at = w->sets.order[i];
        for (size_t p = 0; p < w->in.n_people; p++) {
            for (int g = 0; g < TALLY_GROUPS; g++) {
                hands_of(w, at, p, g);
                objection_row(w, at, p, g);
            }
        }
    }
}

// Moments

static void moment_row(const struct played *w, enum tally_moment moment,
                       const struct tally_mark *mark)
{
    static const char *const moments[MOMENTS] = {
        [MOMENT_FIRST_HAND] = "first_hand", [MOMENT_ALL_HANDS] = "all_hands",
        [MOMENT_COMPROMISE] = "compromise", [MOMENT_LONGEST] = "longest_objection",
        [MOMENT_SILENT] = "silence",        [MOMENT_TYPIST] = "typist"};
    struct cells c;
    if (!mark->known)
        return;
    row_begin(&c, w->job, ROWS_MOMENTS, w->table);
    row_put(&c, AT_MOMENTS_TABLE, w->table);
    row_put_text(&c, AT_MOMENTS_MOMENT, str_from_cstr(moments[moment]));
    row_put(&c, AT_MOMENTS_MINUTE, MAX(mark->at_ms, 0) / MINUTE_MS);
    if (moment == MOMENT_LONGEST || moment == MOMENT_SILENT)
        row_put(&c, AT_MOMENTS_LASTED, mark->ms / SECOND_MS);
    if (mark->clause >= 0)
        row_put(&c, AT_MOMENTS_CLAUSE, mark->clause + 1);
    if (mark->group < TALLY_GROUPS)
        row_put(&c, AT_MOMENTS_GROUP, mark->group);
    if (moment == MOMENT_TYPIST) {
        row_put(&c, AT_MOMENTS_ACTS, mark->acts.x);
        row_put(&c, AT_MOMENTS_OF, mark->acts.y);
    }
    row_end(&c);
}

static void moment_rows(const struct played *w)
{
    struct tally_mark marks[MOMENTS];
    tally_course(&w->in, &tally_thresholds_1, marks);
    for (int m = 0; m < MOMENTS; m++)
        moment_row(w, (enum tally_moment)m, &marks[m]);
}

void row_tally(const struct row_job *job, int table)
{
    static const struct tally_cases none;
    struct played w = {.job = job, .table = table};
    CHECK(room_tally_input(job->room, table, &w.in));
    tally_compute(&w.in, &tally_thresholds_1, &none, &w.tally);
    sets_start(&w.sets, &w.in, w.clause, &w.lead);
    sets_acts(&w.sets, 0);
    for (size_t p = 0; p < w.in.n_people; p++)
        seat_row(&w, p);
    for (int g = 0; g < TALLY_GROUPS; g++)
        side_row(&w, g);
    act_rows(&w);
    clause_rows(&w);
    moment_rows(&w);
    row_ratings(job, table, &w.in, w.tally.eligible_people);
}
