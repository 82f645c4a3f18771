// `person/P`: what only that person may know.
#include "base/util.h"
#include "core/means.h"
#include "core/project.h"
#include "core/rules_parts.h"

void project_stance(const struct pen *p, const struct stance *s)
{
    CHECK(s);
    jw_obj(p->w);
    pen_name(p, "s", FIELD_STANCE, s->stance);
    if (pen_has(p, "reason", s->stance == STANCE_OBJECT))
        jw_cstr(p->w, field_names(FIELD_REASON)[s->reason]);
    pen_text(p, "why", s->why);
    pen_text(p, "could", s->could);
    if (pen_has(p, "implicit", s->implicit))
        jw_bool(p->w, true);
    jw_kint(p->w, "since", (int64_t)s->t);
    jw_kint(p->w, "version", s->version);
    jw_end(p->w);
}

void project_idea(const struct pen *p, const struct idea *idea)
{
    jw_obj(p->w);
    jw_kstr(p->w, "need", idea->need);
    jw_kstr(p->w, "idea", idea->idea);
    jw_end(p->w);
}

void project_asset(const struct pen *p, const struct scenario_asset *asset)
{
    jw_kstr(p->w, "id", asset->id);
    pen_name(p, "kind", FIELD_RESOURCE, (unsigned)asset->kind);
    jw_key(p->w, "text");
    jw_text2(p->w, &asset->text);
    if (asset->amount)
        jw_kint(p->w, "amount", asset->amount);
}

static void put_assets(const struct pen *p, const struct scenario_role *role)
{
    jw_karr(p->w, "assets");
    for (int i = 0; i < role->n_assets; i++) {
        const struct scenario_asset *asset = &role->assets[i];
        jw_obj(p->w);
        project_asset(p, asset);
        if (asset->condition.fr.n > 0) {
            jw_key(p->w, "condition");
            jw_text2(p->w, &asset->condition);
        }
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Of what stands on the card, in its order.
static void put_left(const struct pen *p, const struct room *r, const struct person *who)
{
    if (!pen_has(p, "left", who->table && who->seat < r->sc->n_roles))
        return;
    const struct scenario_role *role = &r->sc->roles[who->seat];
    jw_arr(p->w);
    for (int i = 0; i < role->n_assets; i++)
        jw_int(p->w, means_left(r, who->table, &(struct means){who->seat, i, &role->assets[i]}));
    jw_end(p->w);
}

static void put_card(const struct pen *p, const struct room *r, const struct person *who)
{
    if (!pen_has(p, "role", who->table && who->seat < r->sc->n_roles))
        return;
    const struct scenario_role *role = &r->sc->roles[who->seat];
    jw_obj(p->w);
    jw_kstr(p->w, "id", role->id);
    project_role(p, role);
    pen_text2(p, "mandate", &role->mandate);
    pen_text2(p, "knows", &role->knows);
    jw_key(p->w, "wants");
    jw_texts(p->w, role->wants, role->n_wants);
    jw_key(p->w, "fears");
    jw_texts(p->w, role->fears, role->n_fears);
    pen_text2(p, "red_line", &role->red_line);
    put_assets(p, role);
    jw_end(p->w);
}

// A draft that is done with stays in its slot, empty, until another takes the slot.
static void put_drafts(const struct pen *p, const struct person *who)
{
    jw_kobj(p->w, "drafts");
    for (int i = 0; i < who->ndrafts; i++)
        jw_kstr(p->w, who->draft[i].key, who->draft[i].text);
    for (int i = who->ndrafts; p->patch && i < DRAFTS_MAX; i++) {
        bool again = false;
        if (!who->draft[i].key[0])
            continue;
        for (int j = 0; j < who->ndrafts; j++)
            again |= str_eq_cstr(str_from_cstr(who->draft[i].key), who->draft[j].key);
        for (int j = who->ndrafts; j < i; j++)
            again |= str_eq_cstr(str_from_cstr(who->draft[i].key), who->draft[j].key);
        if (!again)
            jw_knull(p->w, who->draft[i].key);
    }
    jw_end(p->w);
}

static const struct stance *last_stance(const struct stance *pending, const struct stance *said)
{
    return pending->set ? pending : said->set ? said : NULL;
}

static int most_clauses(const struct room *r)
{
    int n = 0;
    for (int t = 1; t <= r->ntables; t++)
        n = r->table[t].nclauses > n ? r->table[t].nclauses : n;
    return n;
}

// The first clause from that one on of which somebody may be told something else, 0 when there is
// none: all of them for who was moved, who takes none of the other table's along; else those that
// were touched.
static int next_told(const struct pen *p, const struct room *r, int id, int clause)
{
    int table = r->person[id]->table;
    bool whole = p->all || (r->d_person[id] & PERSON_OWN);
    int n = whole ? most_clauses(r) : r->table[table].nclauses;
    while (clause <= n && !whole && !r->d_clause[table][clause])
        clause++;
    return clause <= n ? clause : 0;
}

static void put_stances(const struct pen *p, const struct room *r, int id, const char *key,
                        bool hat)
{
    const struct table *t = &r->table[r->person[id]->table];
    jw_kobj(p->w, key);
    for (int i = 1; (i = next_told(p, r, id, i)) != 0; i++) {
        const struct clause *c = i <= t->nclauses ? t->clause[i] : NULL;
        const struct stance *s = NULL;
        if (c && hat)
            s = last_stance(&voice_of(c, id)->hat_pending, &voice_of(c, id)->hat_said);
        else if (c)
            s = last_stance(&voice_of(c, id)->pending, &voice_of(c, id)->said);
        if (pen_has_id(p, "c", (unsigned)i, s != NULL))
            project_stance(p, s);
    }
    jw_end(p->w);
}

// The groups for which they object to a text that is no more.
static unsigned asked_for(const struct room *r, int id, const struct clause *c)
{
    const struct person *who = r->person[id];
    const struct voice *v = voice_of(c, id);
    bool own = voice_asked(c, &v->said) && !v->pending.set;
    bool hat = who->hat < GROUPS && voice_asked(c, &v->hat_said) && !v->hat_pending.set;
    return (own ? 1u << who->group : 0) | (hat ? 1u << who->hat : 0);
}

// Of both hats, the one that writes or wrote.
static const struct stance *reserve_of(const struct clause *c, int id)
{
    const struct stance *own = &voice_of(c, id)->pending;
    const struct stance *worn = c->worn ? &voice_of(c, id)->hat_pending : own;
    return own->reserve || (own->lapsed && !worn->reserve) ? own : worn;
}

// What each does alone in a phase.
static const char *todo_of(const struct room *r, const struct person *who)
{
    static const char *const todo[PHASE_KINDS] = {
        [PHASE_BRIEFING] = "card", [PHASE_GROUP_WORK] = "idea", [PHASE_REPORT] = "answers"};
    enum phase_kind now = room_phase(r);
    return who->table && !did_task(who, now) ? todo[now] : NULL;
}

// They sat down after the presentation, or did not look: nobody has told them what they play.
static bool has_unseen(const struct room *r, const struct person *who)
{
    enum phase_kind now = room_phase(r);
    return who->table && !who->ready && (now == PHASE_GROUP_WORK || now == PHASE_POOLING);
}

static void put_question(const struct pen *p, const char *q, int who, bool must)
{
    jw_obj(p->w);
    jw_kcstr(p->w, "q", q);
    pen_id(p, "who", "p", (unsigned)who);
    if (must)
        jw_kbool(p->w, "must", true);
    jw_end(p->w);
}

// Of each of the others, then of oneself. A replay does not say who was rated.
static void put_questions(const struct pen *patch, const struct room *r, int id)
{
    const struct person *who = r->person[id];
    const struct pen plain = pen_plain(patch), *p = &plain;
    if (!pen_has(patch, "questions",
                 room_phase(r) == PHASE_REPORT && who->table && !who->answered && !r->told))
        return;
    jw_arr(p->w);
    for (int whom = 1; whom <= r->npeople; whom++) {
        bool must = is_to_rate(r, id, whom);
        if (whom != id && at_table(r, who->table, whom) && (must || !r->person[whom]->erased))
            put_question(p, "q1", whom, must || r->recorded);
    }
    put_question(p, "q2", 0, false);
    put_question(p, "q3", 0, true);
    put_question(p, "q4", 0, true);
    put_question(p, "q5", 0, true);
    jw_end(p->w);
}

static void put_due(const struct pen *p, const struct room *r, int id)
{
    const struct person *who = r->person[id];
    const struct table *t = &r->table[who->table];
    const char *todo = todo_of(r, who);
    if (pen_has(p, "todo", todo != NULL))
        jw_cstr(p->w, todo);
    if (pen_has(p, "unseen", has_unseen(r, who)))
        jw_bool(p->w, true);
    put_questions(p, r, id);
    jw_kobj(p->w, "awaits");
    for (int i = 1; (i = next_told(p, r, id, i)) != 0; i++) {
        const struct clause *c = i <= t->nclauses ? t->clause[i] : NULL;
        bool now = who->here && room_phase(r) == PHASE_POOLING && c &&
                   (clause_awaits(r, c, id) || clause_offers(r, who->table, c, id));
        if (pen_has_id(p, "c", (unsigned)i, now))
            jw_bool(p->w, true);
    }
    jw_end(p->w);
}

static void put_asked(const struct pen *p, const struct room *r, int id)
{
    const struct table *t = &r->table[r->person[id]->table];
    jw_kobj(p->w, "asked");
    for (int i = 1; (i = next_told(p, r, id, i)) != 0; i++) {
        const struct clause *c = i <= t->nclauses ? t->clause[i] : NULL;
        unsigned groups = c ? asked_for(r, id, c) : 0;
        if (!pen_has_id(p, "c", (unsigned)i, groups != 0) || !c)
            continue;
        jw_obj(p->w);
        jw_kint(p->w, "t", (int64_t)c->version_t);
        pen_set(p, "groups", FIELD_GROUPS, groups);
        jw_end(p->w);
    }
    jw_end(p->w);
    jw_kobj(p->w, "reserves");
    for (int i = 1; (i = next_told(p, r, id, i)) != 0; i++) {
        const struct stance *s = i <= t->nclauses ? reserve_of(t->clause[i], id) : NULL;
        if (!pen_has_id(p, "c", (unsigned)i, s && (s->reserve || s->lapsed)) || !s)
            continue;
        jw_obj(p->w);
        pen_time(p, "until", s->reserve);
        if (pen_has(p, "lapsed", s->lapsed))
            jw_bool(p->w, true);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_ratings(const struct pen *p, const struct room *r, const struct person *who)
{
    jw_kobj(p->w, "ratings");
    for (int id = 1; who->nrated && id <= r->npeople; id++)
        if (rating_of(who, id)) {
            pen_key_id(p, "p", (unsigned)id);
            jw_int(p->w, rating_of(who, id) == RATED_CANNOT_SAY ? 0 : rating_of(who, id));
        }
    jw_end(p->w);
}

static void put_answers(const struct pen *p, const struct room *r, const struct person *who)
{
    if (!pen_has(p, "answers", who->answered))
        return;
    jw_obj(p->w);
    if (!r->recorded) {
        pen_people(p, "q2", who->q2, 2);
        pen_name(p, "q3", FIELD_Q3, who->q3);
        jw_kint(p->w, "q4", who->q4);
        jw_kbool(p->w, "q5", who->q5);
        pen_text(p, "q5text", who->q5text);
    }
    jw_kbool(p->w, "done", true);
    jw_end(p->w);
}

static void put_own(const struct pen *p, const struct room *r, const struct person *who)
{
    put_left(p, r, who);
    jw_kstr(p->w, "name", who->name);
    if (!r->recorded)
        pen_text(p, "resume", who->resume);
    jw_kobj(p->w, "consent");
    jw_kbool(p->w, "debrief", who->debrief);
    jw_kbool(p->w, "research", who->research);
    jw_end(p->w);
    jw_kbool(p->w, "ready", who->ready);
    pen_text(p, "tale", who->tale);
    if (pen_has(p, "told", who->tale_told))
        jw_bool(p->w, true);
    if (pen_has(p, "idea", who->own_idea.set))
        project_idea(p, &who->own_idea);
    if (pen_has(p, "hat_idea", who->hat_idea.set && who->hat < GROUPS))
        project_idea(p, &who->hat_idea);
    if (pen_has(p, "final", who->has_final && who->final != STANCE_SEALED))
        jw_cstr(p->w, field_names(FIELD_STANCE)[who->final]);
    bool old = who->has_final && r->table[who->table].text_t > who->final_t;
    if (pen_has(p, "final_old", old && room_phase(r) == PHASE_POOLING))
        jw_bool(p->w, true);
    put_answers(p, r, who);
    if (r->recorded)
        return;
    put_ratings(p, r, who);
    pen_text(p, "q6", who->q6);
}

void project_person(const struct pen *p, const struct room *r, int id)
{
    const struct person *who = r->person[id];
    if (p->all || who->seated_t == r->now)
        put_card(p, r, who); // long, and new only to who has just sat down
    if (p->all || (r->d_person[id] & PERSON_OWN))
        put_own(p, r, who);
    else if (r->d_person[id] & PERSON_NAME)
        jw_kstr(p->w, "name", who->name);
    if (!r->recorded && (p->all || (r->d_person[id] & PERSON_DRAFTS)))
        put_drafts(p, who);
    if (p->all || (r->d_person[id] & (PERSON_OWN | PERSON_STANCES | PERSON_DUE)))
        put_due(p, r, id);
    if (p->all || (r->d_person[id] & PERSON_STANCES)) {
        put_stances(p, r, id, "stances", false);
        put_stances(p, r, id, "hat_stances", true);
        put_asked(p, r, id);
    }
}
