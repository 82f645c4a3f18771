// What a table needs a facilitator for, as the console tells it: what presses most first.
#include "base/util.h"
#include "core/means.h"
#include "core/project.h"
#include "core/rules_parts.h"

const char *live_prompt(const struct table_live *live)
{
    return live->stuck & TALLY_STUCK_OBJECTION     ? "objection"
           : live->stuck & TALLY_STUCK_NO_ADOPTION ? "no_adoption"
           : live->stuck & TALLY_STUCK_IDLE        ? "idle"
                                                   : NULL;
}

// It may wait, somebody should come, or it calls.
static const char later[] = "later", now[] = "now", call[] = "call";

// Items of an array are whole: what takes part in patching is the list.
static void begin(const struct pen *p, const char *kind, const char *press)
{
    jw_obj(p->w);
    jw_kcstr(p->w, "kind", kind);
    jw_kcstr(p->w, "press", press);
}

static void put_one(const struct pen *p, const char *kind, const char *press)
{
    begin(p, kind, press);
    jw_end(p->w);
}

static void put_people(const struct pen *p, const char *kind, const uint16_t *who, int n)
{
    if (n == 0)
        return;
    begin(p, kind, later);
    pen_people(p, "who", who, n);
    jw_end(p->w);
}

// The objection that somebody of the table holds against the clause, under either hat; or NULL.
static const struct stance *objection_of(const struct room *r, int table, const struct clause *c,
                                         int id)
{
    const struct stance *said[] = {&voice_of(c, id)->said, &voice_of(c, id)->hat_said};
    for (int i = 0; i < 2; i++)
        if (objects(said[i]))
            return c->state != CLAUSE_DROPPED && at_table(r, table, id) ? said[i] : NULL;
    return NULL;
}

static void put_objection(const struct pen *p, const struct room *r, int table, int clause, int id,
                          bool asked)
{
    const struct table *t = &r->table[table];
    const struct clause *c = t->clause[clause];
    const struct stance *s = objection_of(r, table, c, id);
    if (!s || voice_asked(c, s) != asked)
        return;
    uint16_t who = (uint16_t)id;
    begin(p, asked ? "asked" : "standing", asked && t->live.pressing >> clause & 1 ? now : later);
    jw_kint(p->w, "since", (int64_t)(asked ? c->version_t : s->since));
    pen_people(p, "who", &who, 1);
    pen_id(p, "clause", "c", (unsigned)clause);
    jw_end(p->w);
}

// Those of who is asked again of a new wording, or those that just stand. Once nobody can answer
// any more, nobody needs to come.
static void put_objections(const struct pen *p, const struct room *r, int table, bool asked)
{
    const struct table *t = &r->table[table];
    for (int c = 1; act_is_open(r, ACT_STANCE) && c <= t->nclauses; c++)
        for (int id = 1; id <= r->npeople; id++)
            put_objection(p, r, table, c, id, asked);
}

void project_seconds(const struct pen *p, const struct room *r, int t, const struct clause *c,
                     const struct amendment *a, const char *key)
{
    uint16_t who[PEOPLE_MAX];
    int n = amend_asked(r, t, c, a, who);
    pen_people(p, key, who, n);
}

// Another wording of what is adopted waits for the yes of one of those.
static void put_waiting(const struct pen *p, const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    for (int c = 1; act_is_open(r, ACT_ANSWER_AMEND) && c <= t->nclauses; c++) {
        const struct amendment *a = clause_waiting(r, table, t->clause[c]);
        if (a == NULL)
            continue;
        begin(p, "second", t->live.waiting >> c & 1 ? now : later);
        jw_kint(p->w, "since", (int64_t)a->t);
        project_seconds(p, r, table, t->clause[c], a, "who");
        pen_id(p, "clause", "c", (unsigned)c);
        jw_end(p->w);
    }
}

// A group that nobody speaks for, and somebody there could.
static void put_missing(const struct pen *p, const struct room *r, int table)
{
    unsigned missing = groups_missing(r, table);
    for (int g = 0; g < GROUPS; g++)
        missing &= robots_at(r, table, g) ? ~(1u << g) : ~0u;
    if (!missing || !act_is_open(r, ACT_HAT) || !room_seats(r, table))
        return;
    begin(p, "missing", later);
    pen_set(p, "groups", FIELD_GROUPS, missing);
    jw_end(p->w);
}

static void put_owners(const struct pen *p, const struct room *r, int table)
{
    unsigned roles = r->table[table].live.owners ? owners_to_call(r, table) : 0;
    if (!roles)
        return;
    begin(p, "owner", later);
    jw_karr(p->w, "roles");
    for (int i = 0; i < r->sc->n_roles; i++)
        if (roles >> i & 1)
            jw_str(p->w, r->sc->roles[i].id);
    jw_end(p->w);
    jw_end(p->w);
}

// The report was passed over before all had answered: what of it can still be done.
static void put_unanswered(const struct pen *p, const struct room *r, int table)
{
    bool past = phase_reached(r, PHASE_REPORT) && room_phase(r) != PHASE_REPORT && !r->ended;
    if (past && !r->table[table].unlocked && room_seats(r, table))
        put_one(p, "unanswered", later);
}

void project_needs(const struct pen *patch, const struct room *r, int table)
{
    const struct pen plain = pen_plain(patch), *p = &plain;
    const struct table *t = &r->table[table];
    jw_karr(p->w, "needs");
    if (t->help) {
        begin(p, "help", call);
        pen_time(p, "since", t->help);
        jw_end(p->w);
    }
    put_objections(p, r, table, true);
    put_waiting(p, r, table);
    if (live_prompt(&t->live))
        put_one(p, live_prompt(&t->live), now);
    if (act_is_open(r, ACT_DEAL) && table_finished(t) && !table_plays_on(t))
        put_one(p, "finished", now);
    put_missing(p, r, table);
    put_objections(p, r, table, false);
    put_people(p, "typist", &t->live.typist, t->live.typist != 0);
    put_people(p, "silent", t->live.silent, t->live.nsilent);
    put_owners(p, r, table);
    put_unanswered(p, r, table);
    jw_end(p->w);
}
