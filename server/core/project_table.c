// `table/T`: what those at the table, the facilitators and the projector may know.
#include "base/util.h"
#include "core/means.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include <string.h>

static const char *const state_name[] = {"open", "adopted", "parked", "dropped"};
static const char *const amend_name[] = {"open", "accepted", "declined", "withdrawn", "overtaken"};

static void put_history(const struct pen *p, const struct clause *c)
{
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "history");
    for (int v = 1; v < c->version; v++) {
        struct str text = c->first;
        int by = c->credit.by;
        for (int a = 1; a <= c->namend; a++)
            if (c->amend[a].made == v) {
                text = c->amend[a].text;
                by = c->amend[a].credit.by;
            }
        jw_obj(p->w);
        jw_kint(p->w, "v", v);
        jw_kstr(p->w, "text", text);
        pen_actor(&plain, "by", by);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Who answered is not said, nor who writes: only how many.
static void put_round(const struct pen *p, const struct room *r, int t, const struct clause *c)
{
    if (!pen_has(p, "round", c->round_until != 0))
        return;
    int answered = 0;
    for (int id = 1; id <= r->npeople; id++)
        answered += is_present(r, id, t) && has_answered(r, c, id);
    jw_obj(p->w);
    jw_kint(p->w, "until", (int64_t)round_ends(r, c));
    jw_kint(p->w, "answered", answered);
    jw_kint(p->w, "of", present_at(r, t));
    jw_end(p->w);
}

// Those that were revealed.
static void put_stances(const struct pen *p, const struct room *r, const char *key,
                        const struct clause *c, bool hat)
{
    if (!pen_has(p, key, !hat || c->worn))
        return;
    jw_obj(p->w);
    for (int id = 1; id <= r->npeople; id++) {
        const struct stance *s = hat ? &voice_of(c, id)->hat_said : &voice_of(c, id)->said;
        bool touched = r->d_person[id] & PERSON_STANCES;
        if ((touched || (p->all && s->set)) &&
            pen_has_id(p, "p", (unsigned)id, s->set && r->person[id]->here))
            project_stance(p, s);
    }
    jw_end(p->w);
}

static void put_authors(const struct pen *p, const char *key, const struct credit *c)
{
    uint16_t who[CREDIT_MAX + 1] = {c->by};
    int n = 1;
    for (int i = 0; i < c->n; i++)
        if (c->who[i] != c->by)
            who[n++] = c->who[i];
    pen_people(p, key, who, n);
}

// Nobody is asked whose a clause was that is in no text any more, nor what hangs on it.
static void put_credit(const struct pen *p, const struct clause *clause, const struct credit *c)
{
    pen_actor(p, "by", c->by);
    pen_people(p, "credit", c->who, c->n);
    put_authors(p, "authors", c);
    if (!pen_has(p, "unsure", c->unsure != 0 && clause->state != CLAUSE_DROPPED))
        return;
    char id[ID_TEXT_MAX];
    jw_arr(p->w);
    for (int i = 0; i < c->n; i++)
        if (c->unsure >> i & 1)
            jw_cstr(p->w, id_text(id, "p", c->who[i]));
    jw_end(p->w);
}

// Who may accept it now: its clause's author, or those whose yes it waits for.
static void put_answers(const struct pen *p, const struct room *r, int t, const struct clause *c,
                        const struct amendment *a)
{
    bool open = act_is_open(r, ACT_ANSWER_AMEND) && c->state != CLAUSE_DROPPED;
    bool waits = open && amend_waits(r, t, c, a);
    if (pen_has(p, "waits", waits))
        jw_bool(p->w, true);
    if (waits || (open && a->state == AMEND_OPEN && clause_orphan(r, t, c)))
        project_seconds(p, r, t, c, a, "answers");
    else if (open && a->state == AMEND_OPEN)
        put_authors(p, "answers", &c->credit);
    else
        pen_has(p, "answers", false);
}

static void put_amends(const struct pen *p, const struct room *r, int t, const struct clause *c)
{
    jw_kobj(p->w, "amends");
    for (int i = 1; i <= MAX(c->namend, c->old_amends); i++) {
        const struct amendment *a = &c->amend[i];
        if (!pen_has_id(p, "a", (unsigned)i, i <= c->namend))
            continue;
        jw_obj(p->w);
        jw_kstr(p->w, "text", a->text);
        put_credit(p, c, &a->credit);
        put_answers(p, r, t, c, a);
        jw_kcstr(p->w, "state", amend_name[a->state]);
        if (pen_has(p, "live", a->live))
            jw_bool(p->w, true);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Whose yes a wording waits for hangs on what they say of the clause.
static void put_asked(const struct pen *p, const struct room *r, int t, const struct clause *c)
{
    jw_kobj(p->w, "amends");
    for (int i = 1; i <= c->namend; i++) {
        if (c->amend[i].state != AMEND_OPEN)
            continue;
        pen_key_id(p, "a", (unsigned)i);
        jw_obj(p->w);
        put_answers(p, r, t, c, &c->amend[i]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_carry(const struct pen *p, const struct room *r, int t, const struct clause *c)
{
    if (!pen_has(p, "carry", c->carrier != 0))
        return;
    jw_obj(p->w);
    pen_id(p, "by", "p", c->carry_by);
    pen_id(p, "who", "p", c->carrier);
    pen_text(p, "due", c->due);
    if (pen_has(p, "unsure", c->carry_unsure && c->state != CLAUSE_DROPPED))
        jw_bool(p->w, true);
    if (pen_has(p, "gone", !at_table(r, t, c->carrier))) // moved, or removed
        jw_bool(p->w, true);
    jw_end(p->w);
}

// Of which card it is, what it is worth, and its condition.
static void put_means(const struct pen *p, const struct scenario *sc, const struct commitment *k)
{
    struct means m = means_of(sc, k);
    bool under = m.asset && m.asset->condition.fr.n > 0;
    if (pen_has(p, "role", m.asset != NULL))
        jw_str(p->w, sc->roles[m.role].id);
    if (pen_has(p, "amount", k->amount > 0))
        jw_int(p->w, k->amount);
    if (pen_has(p, "aside", k->amount > 0 && m.asset && m.asset->aside))
        jw_bool(p->w, true);
    if (pen_has(p, "lent", k->lent))
        jw_bool(p->w, true);
    if (pen_has(p, "condition", under))
        jw_text2(p->w, &m.asset->condition);
    if (pen_has(p, "holds", under && k->holds))
        jw_bool(p->w, true);
    pen_id(p, "holds_by", "p", k->holds_by);
}

static void put_commits(const struct pen *p, const struct scenario *sc, const struct clause *c)
{
    jw_kobj(p->w, "commits");
    for (int i = 1; i <= MAX(c->ncommit, c->old_commits); i++) {
        const struct commitment *k = &c->commit[i];
        if (!pen_has_id(p, "k", (unsigned)i, i <= c->ncommit && !k->gone))
            continue;
        jw_obj(p->w);
        pen_name(p, "kind", FIELD_RESOURCE, k->kind);
        jw_kstr(p->w, "text", k->text);
        put_credit(p, c, &k->credit);
        put_means(p, sc, k);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// What is said of it, and who said so last.
static void put_tags(const struct pen *p, const struct clause *c)
{
    pen_set(p, "scale", FIELD_SCALES, c->scale);
    pen_set(p, "dims", FIELD_DIMS, c->dims);
    pen_beneficiary(p, c->beneficiary);
    pen_text(p, "norm", c->norm);
    jw_kobj(p->w, "said");
    pen_id(p, "scale", "p", c->scale ? c->scale_by : 0);
    pen_id(p, "dims", "p", c->dims ? c->dims_by : 0);
    pen_id(p, "for", "p", c->beneficiary != BENEFICIARY_UNSAID ? c->beneficiary_by : 0);
    pen_id(p, "norm", "p", c->beyond ? c->norm_by : 0);
    jw_end(p->w);
}

// What people's stances change: those of who moved, and what comes of them.
static void put_positions(const struct pen *p, const struct room *r, int t, const struct clause *c,
                          unsigned parts)
{
    jw_kcstr(p->w, "state", state_name[c->state]);
    put_round(p, r, t, c);
    if (pen_has(p, "writing", c->writing > 0))
        jw_int(p->w, c->writing);
    put_stances(p, r, "stances", c, false);
    put_stances(p, r, "hat_stances", c, true);
    if (parts != CLAUSE_ALL && r->rules->seconded)
        put_asked(p, r, t, c);
    if (parts & CLAUSE_THREAD)
        project_thread(p, r, t, c);
}

// Who can say that the idea was not theirs.
static void put_named(const struct pen *p, const struct room *r, const struct credit *c)
{
    uint16_t who[CREDIT_MAX];
    int n = 0;
    for (int i = 0; i < c->n; i++)
        if (is_named_by_other(r, c, c->who[i]))
            who[n++] = c->who[i];
    if (n)
        pen_people(p, "named", who, n);
    else
        pen_has(p, "named", false);
}

// What is set aside is not carried out, and nobody puts anything in.
static void put_may(const struct pen *p, const struct room *r, const struct clause *c)
{
    static const struct {
        const char *name;
        enum act_type act;
        bool aside; // of what is set aside, too
    } all[] = {{"stance", ACT_STANCE, true}, {"amend", ACT_AMEND, true},
               {"carry", ACT_CARRY, false},  {"commit", ACT_COMMIT, false},
               {"retag", ACT_RETAG, true},   {"park", ACT_PARK, true},
               {"heart", ACT_HEART, true}};
    jw_karr(p->w, "may");
    for (size_t i = 0; c->state != CLAUSE_DROPPED && i < ARRAY_LEN(all); i++)
        if ((all[i].aside || !c->parked) && act_is_open(r, all[i].act))
            jw_cstr(p->w, all[i].name);
    jw_end(p->w);
}

static void put_clause(const struct pen *p, const struct room *r, int t, int n)
{
    const struct clause *c = r->table[t].clause[n];
    jw_kint(p->w, "n", n);
    jw_kstr(p->w, "text", c->text);
    put_credit(p, c, &c->credit);
    put_named(p, r, &c->credit);
    if (pen_has(p, "group", c->group < GROUPS))
        jw_cstr(p->w, group_name((enum group)c->group));
    put_tags(p, c);
    jw_kint(p->w, "version", c->version);
    jw_kint(p->w, "wording", (int64_t)c->wording);
    put_history(p, c);
    put_positions(p, r, t, c, CLAUSE_ALL);
    put_amends(p, r, t, c);
    put_may(p, r, c);
    put_carry(p, r, t, c);
    put_commits(p, r->sc, c);
}

// Who is present decides how many a round waits for.
static void put_clauses(const struct pen *p, const struct room *r, int t)
{
    jw_kobj(p->w, "clauses");
    for (int n = 1; n <= r->table[t].nclauses; n++) {
        const struct clause *c = r->table[t].clause[n];
        unsigned parts = p->all ? (unsigned)CLAUSE_ALL : r->d_clause[t][n];
        if (!parts && !c->round_until)
            continue;
        pen_key_id(p, "c", (unsigned)n);
        jw_obj(p->w);
        if (parts == CLAUSE_ALL)
            put_clause(p, r, t, n);
        else if (parts)
            put_positions(p, r, t, c, parts);
        else
            put_round(p, r, t, c);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_sheet_clauses(const struct pen *p, const struct group_work *work)
{
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "clauses");
    for (int i = 1; i <= 3; i++) {
        const struct str text = work->sheet[i + 1].text; // after title and need
        if (!text.n)
            continue;
        jw_obj(p->w);
        jw_kstr(p->w, "text", text);
        pen_set(&plain, "scale", FIELD_SCALES, work->tags[i].scale);
        pen_set(&plain, "dims", FIELD_DIMS, work->tags[i].dims);
        if (work->tags[i].set)
            pen_beneficiary(&plain, work->tags[i].beneficiary);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_sheet(const struct pen *p, const struct group_work *work)
{
    const char *const *names = field_names(FIELD_SHEET_FIELD);
    jw_obj(p->w);
    for (int i = 0; i < SHEET_FIELDS; i++)
        if (i < 2 || i > 4)
            pen_text(p, names[i], work->sheet[i].text);
    put_sheet_clauses(p, work);
    jw_end(p->w);
}

// What groups wrote apart is seen by all at once, when the second phase begins.
static void put_sheets(const struct pen *p, const struct room *r, const struct table *t)
{
    bool open = phase_reached(r, PHASE_POOLING);
    if (pen_has(p, "sheets", open)) {
        jw_obj(p->w);
        for (int g = 0; g < GROUPS; g++) {
            jw_key(p->w, group_name((enum group)g));
            put_sheet(p, &t->group[g]);
        }
        jw_end(p->w);
    }
    if (pen_has(p, "presenters", open)) {
        jw_obj(p->w);
        for (int g = 0; g < GROUPS; g++)
            pen_id(p, group_name((enum group)g), "p", t->group[g].presenter);
        jw_end(p->w);
    }
    if (pen_has(p, "redlines", phase_reached(r, PHASE_REPORT))) {
        jw_obj(p->w);
        for (int g = 0; g < GROUPS; g++)
            pen_text(p, group_name((enum group)g), t->group[g].red.text);
        jw_end(p->w);
    }
}

static void put_got(const struct pen *p, const struct scenario_group *group,
                    const struct group_work *work)
{
    int halves = 0;
    jw_obj(p->w);
    jw_karr(p->w, "interests");
    for (int i = 0; i < SCENARIO_INTERESTS; i++) {
        jw_obj(p->w);
        jw_key(p->w, "text");
        jw_text2(p->w, &group->interests[i].text);
        if (work->has_points)
            jw_kint(p->w, "points", work->points[i]);
        if (work->has_met)
            jw_kint(p->w, "met", work->met[i]);
        jw_end(p->w);
        halves += work->points[i] * work->met[i];
    }
    jw_end(p->w);
    if (work->has_points && work->has_met)
        jw_kint(p->w, "halves", halves);
    pen_text(p, "gave_up", work->gave_up.text);
    jw_end(p->w);
}

// What each group wanted and what it got stays its own until the hour is looked back on. What a
// person answered alone is never in it.
static void put_gains(const struct pen *p, const struct room *r, const struct table *t)
{
    if (!pen_has(p, "got", phase_reached(r, PHASE_CONCLUSION)))
        return;
    jw_obj(p->w);
    for (int g = 0; g < GROUPS; g++) {
        const struct group_work *work = &t->group[g];
        if (pen_has(p, group_name((enum group)g),
                    work->has_points || work->has_met || work->gave_up.text.n > 0))
            put_got(p, &r->sc->groups[g], work);
    }
    jw_end(p->w);
}

static void put_injects(const struct pen *p, const struct room *r, const struct table *t)
{
    jw_kobj(p->w, "injects");
    for (int i = 0; i <= t->ninjects && i < INJECTS_MAX; i++) { // the last may be taken back
        if (!pen_has_id(p, "", (unsigned)i + 1, i < t->ninjects))
            continue;
        const struct scenario_inject *card = &r->sc->injects[t->inject[i].inject];
        jw_obj(p->w);
        jw_kstr(p->w, "id", card->id);
        pen_text2(p, "title", &card->title);
        pen_text2(p, "text", &card->text);
        pen_text2(p, "ask", t->inject[i].unseated ? &card->unseated : &card->ask);
        project_to(p, r->sc, card);
        jw_kint(p->w, "t", (int64_t)t->inject[i].t);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Who may be called; what they say is known once they were.
static void put_experts(const struct pen *p, const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    int left = calls_left(r, table);
    bool some = phase_reached(r, PHASE_POOLING) && r->sc->n_experts > 0;
    if (pen_has(p, "calls", some))
        jw_int(p->w, left);
    if (!pen_has(p, "experts", some))
        return;
    jw_obj(p->w);
    for (int i = 0; i < r->sc->n_experts; i++) {
        const struct scenario_expert *card = &r->sc->experts[i];
        const struct called *call = NULL;
        for (int k = 0; k < t->ncalls; k++)
            call = t->call[k].expert == i && !t->call[k].owner ? &t->call[k] : call;
        pen_key_id(p, "", (unsigned)i);
        jw_obj(p->w);
        pen_text2(p, "title", &card->title);
        pen_text2(p, "offers", &card->offers);
        if (pen_has(p, "may", !call && left > 0))
            jw_bool(p->w, true);
        if (call) {
            pen_text2(p, "advice", &card->advice);
            pen_actor(p, "by", call->by);
            jw_kint(p->w, "t", (int64_t)call->t);
        }
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_grants(const struct pen *p, const struct room *r, int t, int role)
{
    const struct scenario_role *card = &r->sc->roles[role];
    if (!pen_has(p, "grants", true))
        return;
    jw_arr(p->w);
    for (int i = 0; i < card->n_assets; i++) {
        const struct scenario_asset *asset = &card->assets[i];
        jw_obj(p->w);
        project_asset(p, asset);
        jw_kint(p->w, "left", means_left(r, t, &(struct means){role, i, asset}));
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_owner(const struct pen *p, const struct room *r, int t, int role, bool may)
{
    const struct scenario_role *card = &r->sc->roles[role];
    const struct called *call = owner_called(&r->table[t], role);
    unsigned kinds = 0;
    for (int i = 0; i < card->n_assets; i++)
        kinds |= 1u << card->assets[i].kind;
    jw_obj(p->w);
    jw_karr(p->w, "kinds");
    for (unsigned i = 0; kinds >> i; i++)
        if (kinds >> i & 1)
            jw_cstr(p->w, field_names(FIELD_RESOURCE)[i]);
    jw_end(p->w);
    if (pen_has(p, "may", may))
        jw_bool(p->w, true);
    if (call) {
        pen_text2(p, "says", &card->absent);
        jw_key(p->w, "wants");
        jw_texts(p->w, card->wants, card->n_wants);
        pen_text2(p, "red_line", &card->red_line);
        put_grants(p, r, t, role);
        pen_actor(p, "by", call->by);
        jw_kint(p->w, "t", (int64_t)call->t);
    }
    jw_end(p->w);
}

// Who owns something and is played by nobody here. Who has called one keeps what was said, should
// somebody sit down in that role later.
static void put_owners(const struct pen *p, const struct room *r, int t)
{
    bool some = phase_reached(r, PHASE_POOLING);
    unsigned seated = roles_seated(r, t), able = owners_to_call(r, t);
    if (!pen_has(p, "owners", some))
        return;
    jw_obj(p->w);
    for (int i = 0; i < r->sc->n_roles; i++) {
        struct str name = r->sc->roles[i].id;
        char id[ROLE_ID_MAX] = "";
        if (name.n == 0)
            continue;
        memcpy(id, name.p, MIN(name.n, sizeof id - 1));
        bool there = !(seated >> i & 1) || owner_called(&r->table[t], i);
        if (pen_has(p, id, there))
            put_owner(p, r, t, i, able >> i & 1);
    }
    jw_end(p->w);
}

static void put_sums(const struct pen *p, const struct room *r, int t)
{
    const struct scenario_budget *budget = &r->sc->budget;
    struct sums sums = table_sums(r, t);
    if (!pen_has(p, "sums", phase_reached(r, PHASE_POOLING)))
        return;
    jw_obj(p->w);
    jw_kint(p->w, "counted", sums.counted);
    jw_kint(p->w, "waiting", sums.waiting);
    if (budget->total) {
        jw_kint(p->w, "community", budget->community);
        jw_kint(p->w, "total", budget->total);
        pen_text2(p, "what", &budget->what);
    }
    jw_end(p->w);
}

static void put_answer(const struct pen *p, const struct scenario_founding *item,
                       const struct founding *f)
{
    jw_obj(p->w);
    pen_shared(p, "text", &f->text);
    if (pen_has(p, "amount", item->answer == SCENARIO_ANSWER_AMOUNT && f->set))
        jw_int(p->w, f->value);
    if (pen_has(p, "choice", item->n_choices > 0)) {
        jw_arr(p->w);
        for (int i = 0; i < item->n_choices; i++)
            if (f->value >> i & 1)
                jw_str(p->w, item->choices[i]);
        jw_end(p->w);
    }
    pen_actor(p, "by", f->by);
    jw_end(p->w);
}

// By the item's id; what was taken back goes away.
static void put_founding(const struct pen *p, const struct room *r, const struct table *t)
{
    jw_kobj(p->w, "founding");
    for (int i = 0; i < r->sc->n_founding; i++) {
        const struct scenario_founding *item = &r->sc->founding[i];
        bool there = t->founding[i].set || t->founding[i].text.v > 0;
        char id[FOUNDING_ID_MAX] = "";
        memcpy(id, item->id.p, MIN(item->id.n, sizeof id - 1));
        if (pen_has(p, id, there))
            put_answer(p, item, &t->founding[i]);
    }
    jw_end(p->w);
}

static void put_final(const struct pen *p, const struct room *r, int t)
{
    bool revealed = finals_revealed(r, t);
    jw_kobj(p->w, "final");
    jw_kbool(p->w, "revealed", revealed);
    jw_kint(p->w, "answered", finals_in(r, t));
    jw_kint(p->w, "of", room_seats(r, t));
    if (pen_has(p, "stances", revealed)) {
        jw_obj(p->w);
        for (int id = 1; id <= r->npeople; id++) {
            const struct person *who = r->person[id];
            bool told = sits_at(who, t) && who->has_final && who->final != STANCE_SEALED;
            if (who->final_t != 0 && pen_has_id(p, "p", (unsigned)id, told))
                jw_cstr(p->w, field_names(FIELD_STANCE)[who->final]);
        }
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_prompt(const struct pen *p, const struct room *r, int t)
{
    const struct table_live *live = &r->table[t].live;
    const char *kind = live_prompt(live);
    if (!pen_has(p, "prompt", kind && room_phase(r) == PHASE_POOLING))
        return;
    unsigned clause = live->stuck & TALLY_STUCK_OBJECTION ? live->clause : 0;
    jw_obj(p->w);
    jw_kcstr(p->w, "kind", clause && live->asks ? "asked" : kind);
    pen_id(p, "clause", "c", clause);
    jw_end(p->w);
}

static void put_change(const struct pen *p, const struct table_change *c)
{
    static const char *const kinds[CHANGE_KINDS] = {
        [CHANGE_VERSION] = "version", [CHANGE_DROPPED] = "dropped",
        [CHANGE_PARKED] = "parked",   [CHANGE_TAGS] = "tags",
        [CHANGE_CARRIER] = "carrier", [CHANGE_TAKEN_BACK] = "taken_back",
        [CHANGE_REFUSED] = "refused", [CHANGE_STATE] = "state",
        [CHANGE_BASE] = "base"};
    jw_obj(p->w);
    jw_kint(p->w, "t", (int64_t)c->t);
    jw_kcstr(p->w, "kind", kinds[c->kind]);
    pen_id(p, "clause", "c", c->clause);
    pen_actor(p, "by", c->by);
    pen_id(p, "who", "p", c->who);
    if (pen_has(p, "state", c->clause))
        jw_cstr(p->w, state_name[c->state]);
    jw_end(p->w);
}

// The last ones. A patch brings those that are new, and takes as many away.
static void put_changes(const struct pen *p, const struct room *r, int t)
{
    const struct table *table = &r->table[t];
    uint32_t shown = MIN(table->nchanges, (uint32_t)CHANGES_SHOWN);
    jw_kobj(p->w, "changes");
    for (uint32_t n = table->nchanges - shown + 1; n <= table->nchanges; n++) {
        bool is_new = table->nchanges - n < r->d_changes[t];
        if (p->patch && is_new && n > CHANGES_SHOWN)
            pen_has_id(p, "", n - CHANGES_SHOWN, false);
        if (!p->all && !is_new)
            continue;
        pen_key_id(p, "", n);
        put_change(p, &table->change[(n - 1) % CHANGES_SHOWN]);
    }
    jw_end(p->w);
}

static void put_seated(const struct pen *p, const struct room *r, int t)
{
    char text[ID_TEXT_MAX];
    jw_karr(p->w, "seated");
    for (int id = 1; id <= r->npeople; id++)
        if (at_table(r, t, id))
            jw_cstr(p->w, id_text(text, "p", (unsigned)id));
    jw_end(p->w);
}

static void put_counts(const struct pen *p, const struct room *r, int t)
{
    int answered = 0, seats = room_seats(r, t);
    for (int id = 1; id <= r->npeople; id++)
        answered += sits_at(r->person[id], t) && r->person[id]->answered;
    jw_kint(p->w, "answered", answered);
    jw_kint(p->w, "of", seats);
    put_seated(p, r, t);
    jw_kobj(p->w, "caps");
    jw_kint(p->w, "clauses_per_group", share_of_group(r, t));
    jw_kobj(p->w, "left");
    for (int g = 0; g < GROUPS; g++)
        jw_kint(p->w, group_name((enum group)g), clauses_left(r, t, g));
    jw_end(p->w);
    jw_end(p->w);
    put_final(p, r, t);
    put_prompt(p, r, t);
    put_changes(p, r, t);
    put_owners(p, r, t);
}

static void put_report(const struct pen *p, const struct table *t)
{
    const char *const *names = field_names(FIELD_REPORT_FIELD);
    jw_kobj(p->w, "report");
    for (int i = 0; i < REPORT_FIELDS; i++)
        pen_shared(p, names[i], &t->report[i]);
    jw_kbool(p->w, "done", t->report_done);
    jw_end(p->w);
    pen_id(p, "rapporteur", "p", t->rapporteur);
}

void project_table(const struct pen *p, const struct room *r, int t)
{
    const struct table *table = &r->table[t];
    if (p->all || r->d_table[t]) {
        pen_set(p, "base", FIELD_GROUPS, table->base);
        pen_id(p, "base_by", "p", table->base_by);
        put_sheets(p, r, table);
        put_gains(p, r, table);
        put_injects(p, r, table);
        put_experts(p, r, t);
        put_founding(p, r, table);
        put_report(p, table);
        project_says(p, r, t);
        project_call(p, r, t);
        pen_id(p, "heart", "c", table->heart);
    }
    if (p->all || r->d_table[t] || r->d_counts[t] == COUNTS_ALL)
        put_counts(p, r, t);
    put_clauses(p, r, t);
    put_sums(p, r, t);
}
