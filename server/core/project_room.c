// `room`: what everybody in the room may know.
#include "base/util.h"
#include "core/means.h"
#include "core/project.h"
#include "core/rules_parts.h"
#include "core/scene.h"

// Steps keep their share of the phase when the room's clock is shorter or longer.
static void put_steps(const struct pen *p, const struct scenario_phase *phase, uint32_t seconds)
{
    int64_t planned = phase->seconds > 0 ? phase->seconds : 1;
    jw_karr(p->w, "steps");
    for (int i = 0; i < phase->n_steps; i++) {
        const struct scenario_step *step = &phase->steps[i];
        jw_obj(p->w);
        jw_kstr(p->w, "id", step->id);
        jw_kint(p->w, "at_s", step->at_s * (int64_t)seconds / planned);
        pen_text2(p, "title", &step->title);
        pen_text2(p, "text", &step->text);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_phases(const struct pen *p, const struct room *r)
{
    struct pen plain = pen_plain(p);
    jw_karr(p->w, "phases");
    for (int i = 0; i < r->nphases; i++) {
        jw_obj(p->w);
        jw_kcstr(p->w, "kind", phase_name(room_phase_at(r, i)->kind));
        jw_kint(p->w, "seconds", r->seconds[i]);
        jw_kbool(p->w, "warned", phase_warns(room_phase_at(r, i)->kind));
        jw_kbool(p->w, "waits", phase_waits(room_phase_at(r, i)->kind));
        put_steps(&plain, room_phase_at(r, i), r->seconds[i]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

static void put_place(const struct pen *p, const struct scenario_place *place)
{
    jw_kobj(p->w, "place");
    jw_kstr(p->w, "name", place->name);
    pen_text(p, "mrc", place->mrc);
    pen_text(p, "region", place->region);
    if (pen_has(p, "population", place->population > 0))
        jw_int(p->w, place->population);
    if (pen_has(p, "year", place->year > 0))
        jw_int(p->w, place->year);
    jw_end(p->w);
}

static void put_groups(const struct pen *p, const struct scenario *sc)
{
    jw_kobj(p->w, "groups");
    for (int g = 0; g < GROUPS; g++) {
        jw_kobj(p->w, group_name((enum group)g));
        pen_text2(p, "name", &sc->groups[g].name);
        jw_end(p->w);
    }
    jw_end(p->w);
}

void project_role(const struct pen *p, const struct scenario_role *role)
{
    pen_name(p, "group", FIELD_GROUP, role->group);
    pen_text2(p, "title", &role->title);
    pen_text(p, "name", role->name);
    pen_text2(p, "public", &role->public);
    pen_text2(p, "casting", &role->casting);
}

void project_to(const struct pen *p, const struct scenario *sc, const struct scenario_inject *card)
{
    if (!pen_has(p, "to", card->to))
        return;
    jw_arr(p->w);
    for (int i = 0; i < sc->n_roles; i++)
        if (card->to >> i & 1)
            jw_str(p->w, sc->roles[i].id);
    jw_end(p->w);
}

// What is to be said of a role once it is put down.
static void put_after(const struct pen *p, const struct scenario *sc)
{
    jw_kobj(p->w, "after");
    for (int i = 0; i < sc->n_roles; i++)
        if (sc->roles[i].after.fr.n) {
            jw_key_str(p->w, sc->roles[i].id);
            jw_text2(p->w, &sc->roles[i].after);
        }
    jw_end(p->w);
}

static void put_roles(const struct pen *p, const struct scenario *sc)
{
    jw_kobj(p->w, "roles");
    for (int i = 0; i < sc->n_roles; i++) {
        jw_key_str(p->w, sc->roles[i].id);
        jw_obj(p->w);
        project_role(p, &sc->roles[i]);
        jw_end(p->w);
    }
    jw_end(p->w);
}

// Which choices of the founding checklist there are; its words are a file of their own.
static void put_founding(const struct pen *p, const struct scenario *sc)
{
    if (!pen_has(p, "founding", sc->n_founding > 0))
        return;
    jw_arr(p->w);
    for (int i = 0; i < sc->n_founding; i++)
        if (sc->founding[i].matters)
            jw_str(p->w, sc->founding[i].id);
    jw_end(p->w);
}

// Due dates begin there.
static void put_scene(const struct pen *p, const struct scenario *sc)
{
    char date[SCENE_TEXT];
    if (pen_has(p, "scene", scene_date(sc->when.fr, date)))
        jw_cstr(p->w, date);
}

static void put_scenario_facts(const struct pen *p, const struct scenario *sc)
{
    jw_kstr(p->w, "id", sc->id);
    jw_kint(p->w, "version", sc->version);
    pen_text2(p, "title", &sc->title);
    pen_text2(p, "tagline", &sc->tagline);
    pen_text2(p, "when", &sc->when);
    put_scene(p, sc);
    jw_kstr(p->w, "era", sc->era);
    put_place(p, &sc->place);
    jw_key(p->w, "summary");
    jw_texts(p->w, sc->summary, SCENARIO_SUMMARY);
    jw_key(p->w, "situation");
    jw_texts(p->w, sc->situation, sc->n_situation);
    pen_text2(p, "need", &sc->need);
    pen_name(p, "model", FIELD_GROUP, sc->model);
    jw_key(p->w, "fiction");
    jw_texts(p->w, sc->fiction, sc->n_fiction);
    put_groups(p, sc);
    put_roles(p, sc);
    put_founding(p, sc);
}

static void put_story(const struct pen *p, const struct scenario *sc)
{
    const struct scenario_story *story = &sc->story;
    struct pen plain = pen_plain(p);
    jw_obj(p->w);
    jw_karr(p->w, "events");
    for (int i = 0; i < story->n_events; i++) {
        const struct scenario_story_event *e = &story->events[i];
        jw_obj(p->w);
        pen_text2(&plain, "date", &e->date);
        pen_text2(&plain, "text", &e->text);
        pen_set(&plain, "lead", FIELD_GROUPS, e->lead);
        if (e->scale >= 0)
            pen_name(&plain, "scale", FIELD_SCALES, (unsigned)e->scale);
        jw_end(p->w);
    }
    jw_end(p->w);
    pen_text2(p, "outcome", &story->outcome);
    put_after(p, sc);
    jw_karr(p->w, "sources");
    for (int i = 0; i < story->n_sources; i++) {
        jw_obj(p->w);
        jw_kstr(p->w, "title", story->sources[i].title);
        jw_kstr(p->w, "url", story->sources[i].url);
        jw_end(p->w);
    }
    jw_end(p->w);
    jw_end(p->w);
}

// The scenario never changes: once the room has left the lobby, patches carry the story only.
static void put_scenario(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "scenario");
    if (!p->patch || r->clock.phase < 0)
        put_scenario_facts(p, r->sc);
    if (pen_has(p, "story", room_recording_open(r) && r->sc->story.n_events > 0))
        put_story(p, r->sc);
    jw_end(p->w);
}

static void put_options(const struct pen *p, const struct room *r)
{
    jw_kobj(p->w, "options");
    pen_name(p, "roles", FIELD_ROLES, r->roles);
    jw_kint(p->w, "tables", r->ntables);
    jw_kint(p->w, "places", r->places);
    if (pen_has(p, "starts", r->starts != 0))
        jw_int(p->w, (int64_t)r->starts * 60000);
    pen_text(p, "zone", r->zone);
    if (pen_has(p, "speed", r->speed > 0))
        jw_int(p->w, r->speed);
    jw_kbool(p->w, "parted", r->rules->parted);
    jw_end(p->w);
}

static void put_tables(struct jw *w, int from, int to)
{
    char id[ID_TEXT_MAX];
    for (int t = from; t <= to; t++)
        jw_cstr(w, id_text(id, "t", (unsigned)t));
}

// An odd table joins the last pair.
static void put_pairs(struct jw *w, int tables)
{
    for (int t = 1; t < tables; t += 2) {
        jw_obj(w);
        jw_karr(w, "tables");
        put_tables(w, t, t + 2 == tables ? tables : t + 1);
        jw_end(w);
        jw_end(w);
    }
}

static void put_plenary(const struct pen *p, const struct room *r)
{
    enum plenary how = plenary_of(r);
    jw_kobj(p->w, "plenary");
    pen_name(p, "how", FIELD_PLENARY, how);
    jw_kint(p->w, "places", plenary_places(r));
    jw_karr(p->w, "order");
    for (int i = 0; i < PLENARY_DRAWN && how == PLENARY_DRAW; i++)
        if (r->drawn[i])
            put_tables(p->w, r->drawn[i], r->drawn[i]);
    if (how == PLENARY_EACH)
        put_tables(p->w, 1, r->ntables);
    jw_end(p->w);
    jw_karr(p->w, "pairs");
    if (how == PLENARY_PAIRS)
        put_pairs(p->w, r->ntables);
    jw_end(p->w);
    jw_end(p->w);
}

static const char *state_of(const struct room *r)
{
    if (r->ended)
        return "ended";
    if (r->clock.phase < 0)
        return "lobby";
    return r->clock.paused ? "paused" : "running";
}

static void put_clock(const struct pen *p, const struct room *r)
{
    const struct clock *c = &r->clock;
    bool timed = c->phase >= 0 && !r->ended;
    jw_kobj(p->w, "clock");
    jw_kint(p->w, "phase", c->phase);
    jw_kcstr(p->w, "kind", phase_name(room_phase(r)));
    pen_time(p, "ends", timed && !c->paused ? c->ends : 0);
    if (pen_has(p, "left", timed && c->paused))
        jw_int(p->w, (int64_t)c->left);
    jw_kint(p->w, "length", (int64_t)c->length);
    pen_time(p, "began", c->began);
    if (pen_has(p, "alone", phase_ends_alone(room_phase(r))))
        jw_bool(p->w, true);
    jw_kbool(p->w, "paused", c->paused);
    if (pen_has(p, "why", c->paused))
        jw_cstr(p->w, field_names(FIELD_WHY)[c->restart]);
    jw_end(p->w);
}

static void put_free(const struct pen *p, const struct room *r, int t)
{
    unsigned seated = roles_seated(r, t);
    if (!pen_has(p, "free", r->roles == ROLES_CHOSEN))
        return;
    jw_arr(p->w);
    for (int i = 0; i < r->sc->n_roles; i++)
        if (!(seated >> i & 1))
            jw_int(p->w, i);
    jw_end(p->w);
}

static void put_table_row(const struct pen *p, const struct room *r, int t)
{
    int adopted, open;
    bool told = phase_reached(r, PHASE_REPORT); // before it, no table is measured by another's
    clause_counts(&r->table[t], &adopted, &open);
    pen_key_id(p, "t", (unsigned)t);
    jw_obj(p->w);
    pen_time(p, "help", r->table[t].help);
    pen_set(p, "missing", FIELD_GROUPS, groups_missing(r, t));
    if (pen_has(p, "adopted", told))
        jw_int(p->w, adopted);
    if (pen_has(p, "open", told))
        jw_int(p->w, open);
    jw_kbool(p->w, "reported", r->table[t].report_done);
    if (pen_has(p, "where", table_where(r, t) != WHERE_HALL))
        jw_cstr(p->w, field_names(FIELD_WHERE)[table_where(r, t)]);
    if (pen_has(p, "full", places_held(r, t) >= r->places))
        jw_bool(p->w, true);
    put_free(p, r, t);
    jw_end(p->w);
}

static void put_person_row(const struct pen *p, const struct room *r, int id)
{
    const struct person *who = r->person[id];
    if (!pen_has_id(p, "p", (unsigned)id, who->here))
        return;
    jw_obj(p->w);
    jw_kstr(p->w, "name", who->name);
    pen_id(p, "table", "t", who->table);
    if (pen_has(p, "group", who->table && who->group < GROUPS))
        jw_cstr(p->w, group_name((enum group)who->group));
    if (pen_has(p, "role", who->table && who->seat < r->sc->n_roles))
        jw_str(p->w, r->sc->roles[who->seat].id);
    if (pen_has(p, "hat", who->hat < GROUPS))
        jw_cstr(p->w, group_name((enum group)who->hat));
    jw_kbool(p->w, "on", who->on);
    pen_id(p, "shared", "p", who->phone);
    if (pen_has(p, "gone", who->erased))
        jw_bool(p->w, true);
    if (pen_has(p, "remote", who->remote))
        jw_bool(p->w, true);
    if (pen_has(p, "hushed", who->hushed))
        jw_bool(p->w, true);
    if (pen_has(p, "robot", who->robot))
        jw_bool(p->w, true);
    jw_end(p->w);
}

void project_says(const struct pen *p, const struct room *r, int table)
{
    project_ring(p, "say", r->say, r->nsays, SAYS_MAX, table);
}

bool act_is_open(const struct room *r, enum act_type act)
{
    return act_spec(act)->phases >> room_phase(r) & 1;
}

// What screens offer only while it can be done.
static void put_may(const struct pen *p, const struct room *r)
{
    enum phase_kind phase = room_phase(r);
    bool on = is_under_way(r), seats = r->roles != ROLES_GIVEN;
    const struct {
        const char *what;
        bool now;
    } all[] = {{"sit", seats && seats_open(r)},
               {"take", seats && !r->locked},
               {"choose", r->roles == ROLES_CHOSEN},
               {"hat", act_is_open(r, ACT_HAT)},
               {"begin", phase == PHASE_LOBBY},
               {"next", on},
               {"back", on && r->clock.phase > 0},
               {"pause", on && !r->clock.paused},
               {"resume", on && r->clock.paused},
               {"extend", on},
               {"deal", act_is_open(r, ACT_DEAL)},
               {"schedule", act_is_open(r, ACT_SCHEDULE)},
               {"plenary", phase == PHASE_POOLING || phase == PHASE_REPORT},
               {"wool", phase == PHASE_POOLING},
               {"end", on},
               {"reopen", act_is_open(r, ACT_REOPEN)}};
    jw_karr(p->w, "may");
    for (size_t i = 0; !r->life.archived && i < ARRAY_LEN(all); i++)
        if (all[i].now)
            jw_cstr(p->w, all[i].what);
    if (room_recording_open(r))
        jw_cstr(p->w, "replay");
    jw_end(p->w);
}

static void put_life(const struct pen *p, const struct room *r)
{
    struct room_life life = room_life(r);
    pen_time(p, "until", life_until(&life));
    pen_time(p, "doomed", life.doomed);
    if (pen_has(p, "archived", life.archived))
        jw_bool(p->w, true);
    if (pen_has(p, "keep", life.own))
        jw_int(p->w, life.own);
    if (pen_has(p, "keep_most", life.host))
        jw_int(p->w, life.host);
}

// So that what was fetched with other words is fetched again.
static void put_withheld(const struct pen *p, const struct room *r)
{
    int n = 0;
    for (int id = 1; id <= r->npeople && room_recording_open(r); id++)
        n += !room_tells_words(r, id);
    if (pen_has(p, "withheld", n > 0))
        jw_int(p->w, n);
    if (pen_has(p, "quoted", room_recording_open(r)))
        jw_int(p->w, (int64_t)r->quoted_seq);
}

static void put_state(const struct pen *p, const struct room *r)
{
    pen_text(p, "code", r->code);
    pen_name(p, "lang", FIELD_LANG, r->lang);
    pen_text2(p, "title", &r->sc->title);
    jw_kcstr(p->w, "state", state_of(r));
    jw_kbool(p->w, "locked", r->locked);
    if (pen_has(p, "sound", r->sound))
        jw_bool(p->w, true);
    put_life(p, r);
    put_may(p, r);
    put_withheld(p, r);
    put_clock(p, r);
    project_says(p, r, 0);
    project_call(p, r, 0);
}

void project_room(const struct pen *p, const struct room *r)
{
    if (p->all || (r->dirt & DIRT_ROOM)) {
        put_state(p, r);
        put_plenary(p, r);
    }
    if (p->all) {
        if (!r->recorded)
            pen_text(p, "link", r->link);
        put_options(p, r);
        put_phases(p, r);
        put_scenario(p, r);
    }
    jw_kobj(p->w, "tables");
    for (int t = 1; t <= r->ntables; t++)
        if (p->all || table_touched(r, t))
            put_table_row(p, r, t);
    jw_end(p->w);
    jw_kobj(p->w, "people");
    for (int id = 1; id <= r->npeople; id++)
        if (p->all || (r->d_person[id] & PERSON_ROW))
            put_person_row(p, r, id);
    jw_end(p->w);
}
