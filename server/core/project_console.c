// `console`: what facilitators see of every table, never what is on a card; and `screen`.
#include "base/util.h"
#include "core/means.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include "core/tally_input.h"
#include <string.h>

enum { ACTS_LISTED = 40 };

// The tallies count a few kinds of acts; who answers or types is not silent either.
static void copy_silent(const struct room *r, uint16_t id, uint64_t now, struct table_live *live)
{
    uint64_t until = r->person[id]->last_act + (uint64_t)tally_thresholds_1.silent_ms;
    if (until < now)
        live->silent[live->nsilent++] = id;
    else if (until + 1 < live->next)
        live->next = until + 1;
}

// A table that finished early and plays on for itself needs no prompting; nor is who left it while
// the clock stood, and by that clock is still there, silent at it.
static void copy_prompts(const struct room *r, int table, const struct tally_input *in,
                         const struct tally_live *seen, uint64_t now, struct table_live *live)
{
    live->stuck = seen->stuck;
    if (seen->changes_ms < INT64_MAX)
        live->next = r->clock.began + (uint64_t)seen->changes_ms;
    for (size_t i = 0; i < in->n_people; i++)
        if (seen->silent & TALLY_BIT(i) && sits_at(r->person[in->people[i].number], table))
            copy_silent(r, in->people[i].number, now, live);
}

// What stands against it was said of a text before this one.
static bool clause_asks(const struct room *r, int t, int clause)
{
    const struct clause *c = r->table[t].clause[clause];
    for (int id = 1; c->version > 1 && id <= r->npeople; id++)
        if (at_table(r, t, id) &&
            (voice_asked(c, &voice_of(c, id)->said) || voice_asked(c, &voice_of(c, id)->hat_said)))
            return true;
    return false;
}

static bool is_past(uint64_t at, uint64_t now, struct table_live *live)
{
    if (at > now)
        live->next = MIN(live->next, at);
    return at <= now;
}

// What time makes worth telling: from the middle of the phase on, whom the table has not called;
// and who is asked again, once that has waited.
static void copy_due(const struct room *r, int table, uint64_t now, struct table_live *live)
{
    const struct table *t = &r->table[table];
    uint64_t middle = r->clock.began + r->clock.length / 2;
    live->owners = !table_plays_on(t) && owners_to_call(r, table) && is_past(middle, now, live);
    for (int c = 1; c <= t->nclauses; c++)
        if (clause_asks(r, table, c) && is_past(t->clause[c]->version_t + ASKED_MS, now, live))
            live->pressing |= UINT64_C(1) << c;
    for (int c = 1; c <= t->nclauses; c++) {
        const struct amendment *a = clause_waiting(r, table, t->clause[c]);
        if (a != NULL && is_past(a->t + ASKED_MS, now, live))
            live->waiting |= UINT64_C(1) << c;
    }
}

static void copy_seen(const struct room *r, int table, const struct tally_input *in,
                      const struct tally_live *seen, uint64_t now, struct table_live *live)
{
    live->without_hand = seen->without_hand;
    for (int g = 0; g < GROUPS; g++)
        live->conceded[g] = (uint16_t)seen->concessions[g];
    if (seen->n_objections)
        live->clause = (uint8_t)(seen->objections[0].clause + 1);
    live->asks = live->clause && clause_asks(r, table, live->clause);
    if (seen->typist)
        live->typist = in->people[seen->typist_person].number;
    if (!table_plays_on(&r->table[table]))
        copy_prompts(r, table, in, seen, now, live);
    copy_due(r, table, now, live);
}

// While the clock stands, so does what is told: silence is not held against anybody.
static uint64_t live_time(const struct room *r)
{
    return r->clock.paused ? r->clock.paused_t : r->now;
}

void live_whole(const struct room *r, int table, struct table_live *live)
{
    struct tally_input in;
    struct tally_live seen;
    uint64_t now = live_time(r);
    memset(live, 0, sizeof *live);
    live->next = UINT64_MAX;
    if (room_phase(r) != PHASE_POOLING || !room_tally_input(r, table, &in))
        return;
    tally_live(&in, &tally_thresholds_1, (int64_t)(now - r->clock.began), &seen);
    copy_seen(r, table, &in, &seen, now, live);
}

static void live_now(struct room *r, int table, struct table_live *live)
{
    const struct tally_input *in;
    struct tally_live seen;
    uint64_t now = live_time(r);
    memset(live, 0, sizeof *live);
    live->next = UINT64_MAX;
    if (room_phase(r) != PHASE_POOLING)
        return;
    if (tally_kept_tell(r, table, (int64_t)(now - r->clock.began), &seen, &in))
        copy_seen(r, table, in, &seen, now, live);
    else
        live_whole(r, table, live);
}

// Not memcmp: what lies between the members is nobody's, and versions must be the same when it is
// loaded.
bool live_same(const struct table_live *a, const struct table_live *b)
{
    return a->stuck == b->stuck && a->without_hand == b->without_hand && a->nsilent == b->nsilent &&
           a->typist == b->typist && a->clause == b->clause && a->asks == b->asks &&
           a->owners == b->owners && a->pressing == b->pressing && a->waiting == b->waiting &&
           memcmp(a->conceded, b->conceded, sizeof a->conceded) == 0 &&
           memcmp(a->silent, b->silent, sizeof a->silent) == 0;
}

void live_refresh(struct room *r)
{
    for (int t = 1; t <= r->ntables; t++) {
        struct table_live *old = &r->table[t].live;
        if (r->now < old->next && !(r->dirt & DIRT_ALL) && !table_touched(r, t))
            continue;
        struct table_live now;
        live_now(r, t, &now);
        if (!live_same(&now, old))
            r->d_counts[t] = COUNTS_ALL;
        *old = now;
    }
}

static void put_live(const struct pen *p, const struct table_live *live)
{
    pen_set(p, "hands_missing", FIELD_GROUPS, live->without_hand);
    jw_kobj(p->w, "conceded");
    for (int g = 0; g < GROUPS; g++)
        jw_kint(p->w, group_name((enum group)g), live->conceded[g]);
    jw_end(p->w);
}

static void put_dealt(const struct pen *p, const struct room *r, int t)
{
    const struct table *table = &r->table[t];
    jw_karr(p->w, "deals");
    for (int i = 0; i < r->sc->n_injects; i++)
        if (table_takes_card(r, t, i))
            jw_int(p->w, i);
    jw_end(p->w);
    jw_karr(p->w, "dealt");
    for (int i = 0; i < table->ninjects; i++)
        jw_int(p->w, table->inject[i].inject);
    jw_end(p->w);
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
    pen_time(p, "help", table->help);
    put_dealt(p, r, t);
    project_planned(p, r, t);
    jw_kbool(p->w, "finished", table_finished(table));
    jw_kbool(p->w, "extra", table_plays_on(table));
    pen_time(p, "acted", table->nacts ? table->acts[table->nacts - 1].t : 0);
    pen_set(p, "robots", FIELD_GROUPS, robots_groups(r, t));
    pen_set(p, "robots_may", FIELD_GROUPS, robots_wanted(r, t));
    put_live(p, &table->live);
    project_needs(p, r, t);
    jw_end(p->w);
}

static void put_facilitators(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "facilitators");
    for (int i = 1; i <= r->nfacilitators; i++) {
        pen_key_id(p, "f", (unsigned)i);
        jw_obj(p->w);
        jw_kstr(p->w, "name", r->facilitator[i]);
        jw_kbool(p->w, "leads", room_leads(r, i));
        jw_kbool(p->w, "withdrawn", r->withdrawn[i]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_value(const struct pen *p, const struct logged_act *a)
{
    if (!a->field)
        return;
    if (a->field->type == FIELD_INT)
        jw_kint(p->w, a->field->name, a->value);
    else if (a->field->type == FIELD_BOOL)
        jw_kbool(p->w, a->field->name, a->value != 0);
    else
        pen_name(p, a->field->name, (enum field_type)a->field->type, (unsigned)a->value);
}

static void put_act(const struct pen *p, const struct logged_act *a)
{
    jw_obj(p->w);
    jw_kint(p->w, "t", (int64_t)a->t);
    pen_actor(p, "by", a->by);
    jw_kcstr(p->w, "act", act_spec(a->type)->name);
    pen_id(p, "who", "p", a->person);
    pen_id(p, "table", "t", a->table);
    put_value(p, a);
    if (a->undo)
        jw_kbool(p->w, "undo", true);
    jw_end(p->w);
}

// Fewer are listed than kept, so that a patch can name those that leave the list. Numbers of the
// log may repeat when one command made several events: the last of them is listed.
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

// Notes are only ever added: a patch carries those of its own event.
static void put_notes(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "notes");
    for (int i = 0; i < r->nnotes; i++) {
        const struct said *note = &r->note[i];
        if (!p->all && note->t < r->now)
            continue;
        pen_key_id(p, "", (unsigned)i + 1);
        pen_said(p, note);
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
    jw_kobj(p->w, "codes"); // keys: a recording has none
    for (int id = 1; id <= r->npeople && !r->recorded; id++)
        if (p->all || (r->d_person[id] & PERSON_ROW)) {
            const struct person *who = r->person[id];
            if (pen_has_id(p, "p", (unsigned)id, who->here && who->resume.n))
                jw_str(p->w, who->resume);
        }
    jw_end(p->w);
    jw_kobj(p->w, "ways"); // those whose network lets no WebSocket through
    for (int id = 1; id <= r->npeople; id++)
        if ((p->all || (r->d_person[id] & PERSON_ROW)) &&
            pen_has_id(p, "p", (unsigned)id, r->person[id]->here && r->person[id]->way))
            jw_cstr(p->w, field_names(FIELD_WAY)[r->person[id]->way]);
    jw_end(p->w);
    jw_kobj(p->w, "removed"); // so that somebody removed by mistake can be named
    for (int id = 1; id <= r->npeople; id++)
        if ((p->all || (r->d_person[id] & PERSON_ROW)) &&
            pen_has_id(p, "p", (unsigned)id, r->person[id]->removed))
            jw_str(p->w, r->person[id]->name);
    jw_end(p->w);
}

static bool has_tale(const struct room *r, int id)
{
    return room_phase(r) == PHASE_LOBBY && r->person[id]->here && r->person[id]->tale.n > 0;
}

static void put_tales(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "tales");
    for (int id = 1; id <= r->npeople; id++) {
        const struct person *who = r->person[id];
        if (!(p->all || (r->d_person[id] & PERSON_ROW)) ||
            !pen_has_id(p, "p", (unsigned)id, has_tale(r, id)))
            continue;
        jw_obj(p->w);
        jw_kstr(p->w, "text", who->tale);
        jw_kint(p->w, "seq", (int64_t)who->tale_seq);
        jw_kbool(p->w, "told", who->tale_told);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_arrivals(const struct pen *p, const struct room *r, const char *key,
                         const struct arrivals *a, bool dismissed)
{
    int n = arrivals_here(r, a, dismissed);
    if (!pen_has(p, key, n > 0))
        return;
    struct pen plain = pen_plain(p);
    jw_obj(p->w);
    pen_id(&plain, "from", "p", a->from);
    pen_id(&plain, "to", "p", a->to);
    jw_kint(p->w, "people", n);
    jw_kint(p->w, "t", (int64_t)a->t);
    jw_end(p->w);
}

// The scenario's event cards, to choose from; they never change, like the scenario in `room`.
static void put_cards(const struct pen *p, const struct room *r)
{
    if (p->patch && r->clock.phase >= 0)
        return;
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "cards");
    for (int i = 0; i < r->sc->n_injects; i++) {
        const struct scenario_inject *card = &r->sc->injects[i];
        jw_obj(p->w);
        pen_text2(&plain, "title", &card->title);
        pen_text2(&plain, "text", &card->text);
        pen_text2(&plain, "ask", &card->ask);
        project_to(&plain, r->sc, card);
        if (card->at_s >= 0)
            jw_kint(p->w, "at_s", card->at_s);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_place(const struct pen *p, const struct room *r)
{
    if (pen_has(p, "place", r->life.scarce != 0))
        jw_cstr(p->w, r->life.scarce == PLACE_NONE ? "none" : "little");
}

void project_console(const struct pen *p, const struct room *r)
{
    if (p->all)
        put_cards(p, r);
    if (p->all || (r->dirt & DIRT_CONSOLE)) {
        put_facilitators(p, r);
        put_acts(p, r);
        put_notes(p, r);
        put_consent(p, r);
        put_arrivals(p, r, "arrivals", &r->burst, false);
        put_arrivals(p, r, "dismissed", &r->dismissed, true);
        put_place(p, r);
        put_people(p, r);
        put_tales(p, r);
        project_planned(p, r, 0);
    }
    bool touched = p->all;
    jw_kobj(p->w, "tables");
    for (int t = 1; t <= r->ntables; t++)
        if (p->all || table_touched(r, t)) {
            put_table(p, r, t);
            touched = true;
        }
    jw_end(p->w);
    if (touched && pen_has(p, "cards_apart", cards_apart(r)))
        jw_bool(p->w, true);
}

enum { FEW_THREADS = 3 };

// Who looks at participation changes it: the hall sees that tables work, and not who does.
static void put_work(const struct pen *p, const struct room *r)
{
    bool shown = r->wool != WOOL_NONE && phase_reached(r, PHASE_POOLING) &&
                 !phase_reached(r, PHASE_CONCLUSION);
    int most = r->wool == WOOL_FEW ? FEW_THREADS : CLAUSES_MAX;
    jw_kobj(p->w, "work");
    for (int t = 1; t <= r->ntables; t++) {
        int laid = 0, closed = 0;
        for (int n = 1; n <= r->table[t].nclauses; n++) {
            uint8_t state = r->table[t].clause[n]->state;
            laid += state != CLAUSE_DROPPED;
            closed += state == CLAUSE_ADOPTED;
        }
        if (!pen_has_id(p, "t", (unsigned)t, shown && laid > 0))
            continue;
        jw_obj(p->w);
        jw_kint(p->w, "laid", MIN(laid, most));
        jw_kint(p->w, "closed", MIN(closed, most));
        int seats = room_seats(r, t);
        if (pen_has(p, "signed", seats > 0 && finals_in(r, t) == seats))
            jw_bool(p->w, true);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_told(const struct pen *p, const struct room *r)
{
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "told");
    for (int id = 1; id <= r->npeople; id++) {
        if (!has_tale(r, id) || !r->person[id]->tale_told)
            continue;
        jw_obj(p->w);
        pen_id(&plain, "who", "p", (unsigned)id);
        jw_kstr(p->w, "text", r->person[id]->tale);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Whose report it shows; 0: none.
static int report_shown(const struct room *r)
{
    if (r->show != SHOW_REPORT || !phase_reached(r, PHASE_REPORT))
        return 0;
    return r->show_table ? r->show_table : 1;
}

bool screen_touched(const struct room *r)
{
    if ((r->dirt & DIRT_SCREEN) || (report_shown(r) && r->d_table[report_shown(r)]))
        return true;
    for (int t = 1; t <= r->ntables; t++)
        if (r->d_counts[t] == COUNTS_ALL && phase_reached(r, PHASE_POOLING))
            return true; // it may be signed by now, or not any more
    return false;
}

static void put_report(const struct pen *p, const struct room *r)
{
    int table = report_shown(r);
    if (!pen_has(p, "report", table > 0))
        return;
    jw_obj(p->w);
    for (int i = 0; i < REPORT_FIELDS; i++)
        pen_text(p, field_names(FIELD_REPORT_FIELD)[i], r->table[table].report[i].text);
    jw_end(p->w);
}

void project_screen(const struct pen *p, const struct room *r)
{
    pen_name(p, "show", FIELD_SHOW, r->show);
    pen_set(p, "shows", FIELD_SHOW, views_open(r));
    pen_id(p, "table", "t", r->show_table);
    pen_time(p, "since", r->show_t);
    pen_name(p, "wool", FIELD_WOOL, r->wool);
    put_report(p, r);
    put_work(p, r);
    put_told(p, r);
}
