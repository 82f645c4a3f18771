/* `console`: what facilitators see of every table, never what is on a card; and `screen`. */
#include "core/project.h"
#include <string.h>

enum { ACTS_LISTED = 40, LIVE_EVERY_MS = 30000, OBJECT = 2 };

static uint16_t number_in(struct str id)
{
    int64_t n = 0;
    str_int(str_sub(id, 1, id.n), 0, UINT16_MAX, &n);
    return (uint16_t)n;
}

static struct table_live live_now(const struct room *r, int table)
{
    struct tally_input in;
    struct tally_live seen;
    struct table_live live;
    memset(&live, 0, sizeof live);
    if (room_phase(r) != PHASE_POOLING || r->clock.paused || !room_tally_input(r, table, &in))
        return live;
    tally_live(&in, &tally_thresholds_1, (int64_t)(r->now - r->clock.began), &seen);
    live.stuck = seen.stuck;
    live.without_hand = seen.without_hand;
    if (seen.n_objections)
        live.clause = number_in(in.clauses[seen.objections[0].clause]);
    if (seen.typist)
        live.typist = number_in(in.people[seen.typist_person].id);
    for (size_t i = 0; i < in.n_people; i++)
        if (seen.silent & TALLY_BIT(i))
            live.silent[live.nsilent++] = number_in(in.people[i].id);
    return live;
}

/* Silence is noticed when anything at all happens in the room, at most half a minute late. */
// Not memcmp: what lies between the members is nobody's, and versions must be the same in replay.
static bool live_same(const struct table_live *a, const struct table_live *b)
{
    return a->stuck == b->stuck && a->without_hand == b->without_hand && a->nsilent == b->nsilent &&
           a->typist == b->typist && a->clause == b->clause &&
           memcmp(a->silent, b->silent, sizeof a->silent) == 0;
}

void live_refresh(struct room *r)
{
    for (int t = 1; t <= r->ntables; t++) {
        struct table_live *old = &r->table[t].live;
        bool due = r->now >= old->t + LIVE_EVERY_MS;
        if (!due && !(r->dirt & DIRT_ALL) && !table_touched(r, t))
            continue;
        struct table_live now = live_now(r, t);
        if (!live_same(&now, old))
            r->d_counts[t] = true;
        now.t = r->now;
        *old = now;
    }
}

static void put_standing(const struct pen *p, const struct room *r, const struct table *t)
{
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "standing");
    for (int c = 1; c <= t->nclauses; c++)
        for (int id = 1; id <= r->npeople; id++) {
            const struct stance *s = &t->clause[c]->stance[id];
            if (!s->set || s->stance != OBJECT || !r->person[id]->here ||
                t->clause[c]->state == CLAUSE_DROPPED)
                continue;
            jw_obj(p->w);
            pen_id(&plain, "clause", "c", (unsigned)c);
            pen_id(&plain, "by", "p", (unsigned)id);
            jw_kint(p->w, "since", (int64_t)s->t);
            jw_end(p->w);
        }
    jw_end(p->w);
}

static void put_live(const struct pen *p, const struct table_live *live)
{
    static const char *const stuck[] = {"no_adoption", "objection", "idle"};
    pen_people(p, "silent", live->silent, live->nsilent);
    pen_id(p, "typist", "p", live->typist);
    pen_set(p, "hands_missing", FIELD_GROUPS, live->without_hand);
    jw_karr(p->w, "stuck");
    for (unsigned i = 0; i < 3; i++)
        if (live->stuck >> i & 1)
            jw_cstr(p->w, stuck[i]);
    jw_end(p->w);
    if (pen_has(p, "prompt", live->stuck != 0))
        jw_cstr(p->w, live->stuck & TALLY_STUCK_OBJECTION     ? stuck[1]
                      : live->stuck & TALLY_STUCK_NO_ADOPTION ? stuck[0]
                                                              : stuck[2]);
}

static void put_table(const struct pen *p, const struct room *r, int t)
{
    const struct table *table = &r->table[t];
    int done, of, adopted, open;
    table_progress(r, t, &done, &of);
    clause_counts(table, &adopted, &open);
    pen_key_id(p, "t", (unsigned)t);
    jw_obj(p->w);
    jw_kobj(p->w, "progress");
    jw_kint(p->w, "done", done);
    jw_kint(p->w, "of", of);
    jw_end(p->w);
    jw_kint(p->w, "on", present_at(r, t));
    jw_kint(p->w, "seats", of);
    jw_kint(p->w, "adopted", adopted);
    jw_kint(p->w, "open", open);
    put_standing(p, r, table);
    pen_time(p, "help", table->help);
    pen_time(p, "acted", table->nacts ? table->acts[table->nacts - 1].t : 0);
    put_live(p, &table->live);
    jw_end(p->w);
}

static void put_facilitators(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "facilitators");
    for (int i = 1; i <= r->nfacilitators; i++) {
        pen_key_id(p, "f", (unsigned)i);
        jw_obj(p->w);
        jw_kstr(p->w, "name", r->facilitator[i]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_act(const struct pen *p, const struct logged_act *a)
{
    jw_obj(p->w);
    jw_kint(p->w, "t", (int64_t)a->t);
    pen_actor(p, "by", a->by);
    jw_kcstr(p->w, "act", act_spec(a->type)->name);
    pen_id(p, "who", "p", a->person);
    pen_id(p, "table", "t", a->table);
    jw_end(p->w);
}

/* Fewer are listed than kept, so that a patch can name those that leave the list. Numbers of the
   log may repeat when one command made several events: the last of them is listed. */
static void put_acts(const struct pen *p, const struct room *r)
{
    uint32_t kept = r->nlogged < ACTS_SHOWN ? r->nlogged : ACTS_SHOWN;
    jw_kobj(p->w, "acts");
    for (uint32_t back = kept; back >= 1; back--) {
        const struct logged_act *a = &r->acts[(r->nlogged - back) % ACTS_SHOWN];
        if (pen_has_id(p, "", (unsigned)a->seq, back <= ACTS_LISTED))
            put_act(p, a);
    }
    jw_end(p->w);
}

/* Notes are only ever added: a patch carries those of its own event. */
static void put_notes(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "notes");
    for (int i = 0; i < r->nnotes; i++) {
        const struct said *note = &r->note[i];
        if (!p->all && note->t < r->now)
            continue;
        pen_key_id(p, "", (unsigned)i + 1);
        jw_obj(p->w);
        jw_kstr(p->w, "text", note->text);
        jw_kint(p->w, "t", (int64_t)note->t);
        pen_actor(p, "by", note->by);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_consent(const struct pen *p, const struct room *r)
{
    int debrief = 0, research = 0, of = 0;
    for (int id = 1; id <= r->npeople; id++) {
        of += r->person[id]->here;
        debrief += r->person[id]->here && r->person[id]->debrief;
        research += r->person[id]->here && r->person[id]->research;
    }
    jw_kobj(p->w, "consent");
    jw_kint(p->w, "debrief", debrief);
    jw_kint(p->w, "research", research);
    jw_kint(p->w, "of", of);
    jw_end(p->w);
}

static void put_people(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "codes");
    for (int id = 1; id <= r->npeople; id++)
        if (p->all || r->d_person_row[id]) {
            const struct person *who = r->person[id];
            if (pen_has_id(p, "p", (unsigned)id, who->here && who->resume.n))
                jw_str(p->w, who->resume);
        }
    jw_end(p->w);
    jw_kobj(p->w, "removed"); /* so that somebody removed by mistake can be named */
    for (int id = 1; id <= r->npeople; id++)
        if ((p->all || r->d_person_row[id]) &&
            pen_has_id(p, "p", (unsigned)id, r->person[id]->removed))
            jw_str(p->w, r->person[id]->name);
    jw_end(p->w);
}

void project_console(const struct pen *p, const struct room *r)
{
    if (p->all || (r->dirt & DIRT_CONSOLE)) {
        put_facilitators(p, r);
        put_acts(p, r);
        put_notes(p, r);
    }
    put_consent(p, r);
    put_people(p, r);
    jw_kobj(p->w, "tables");
    for (int t = 1; t <= r->ntables; t++)
        if (p->all || table_touched(r, t))
            put_table(p, r, t);
    jw_end(p->w);
}

void project_screen(const struct pen *p, const struct room *r)
{
    pen_name(p, "show", FIELD_SHOW, r->show);
    pen_id(p, "table", "t", r->show_table);
}
