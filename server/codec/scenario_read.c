// Reading of a scenario, part by part; the tables of the format are scenarios/scenario.schema.json.
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"
#include "codec/tally_json.h"

enum { DEPTH_MAX = 12, ID_MAX = 32, GUIDE_ENDINGS = 3 };

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const scale_names[] = {"local", "mrc", "region", "beyond", NULL};

static int32_t whole(struct scenario_reader *r, const struct node *up, const char *key, int64_t min,
                     int64_t max)
{
    return (int32_t)check_whole(r, up, key, min, max);
}

static int choice(struct scenario_reader *r, const struct node *up, const char *key,
                  const char *const *names)
{
    struct node node = node_member(up, key);
    return check_choice(r, &node, names);
}

static struct str id_of(struct scenario_reader *r, const struct node *up, size_t max)
{
    struct node node = node_member(up, "id");
    return check_id(r, &node, max);
}

static struct str plain(struct scenario_reader *r, const struct node *up, const char *key,
                        size_t max)
{
    struct node node = node_member(up, key);
    return check_text(r, &node, max);
}

static uint8_t texts(struct scenario_reader *r, const struct node *up, const char *key, size_t min,
                     size_t max, size_t length, struct text2 *out)
{
    struct node list = node_member(up, key);
    size_t n = check_list(r, &list, min, max);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        out[i] = check_text2(r, &item, NULL, length);
    }
    return (uint8_t)n;
}

static int32_t degrees(struct scenario_reader *r, const struct node *up, const char *key, int min,
                       int max, struct expected expected)
{
    struct node node = node_member(up, key);
    double n = json_number_value(node.value);
    if (node.value != NULL && !(json_is_number(node.value) && n >= min && n <= max)) {
        scenario_fault(r, &node, expected);
        return 0;
    }
    return (int32_t)(n * 10000 + (n < 0 ? -0.5 : 0.5));
}

static void read_place(struct scenario_reader *r, const struct node *top)
{
    struct scenario_place *p = &r->s->place;
    struct node place = node_member(top, "place"), mrc = node_member(&place, "mrc");
    if (place.value == NULL ||
        !check_object(r, &place, "name! mrc! region! population! population_year lat! lon!")) {
        return;
    }
    p->name = plain(r, &place, "name", 60);
    p->mrc = json_is_null(mrc.value) ? p->mrc : check_text(r, &mrc, 60);
    p->region = plain(r, &place, "region", 60);
    p->population = whole(r, &place, "population", 1, 2000000);
    if (json_object_get(place.value, "population_year") != NULL) {
        p->year = whole(r, &place, "population_year", 1900, 2100);
    }
    p->lat_1e4 = degrees(r, &place, "lat", 44, 63,
                         (struct expected){"une latitude de 44 à 63", "a latitude from 44 to 63"});
    p->lon_1e4 =
        degrees(r, &place, "lon", -80, -56,
                (struct expected){"une longitude de -80 à -56", "a longitude from -80 to -56"});
}

static void read_group(struct scenario_reader *r, const struct node *groups, int g)
{
    struct scenario_group *group = &r->s->groups[g];
    struct node node = node_member(groups, scenario_group_names[g]);
    if (node.value == NULL || !check_object(r, &node, "name mandate! interests!")) {
        return;
    }
    group->name = check_text2(r, &node, "name", 60);
    group->mandate = check_text2(r, &node, "mandate", 280);
    struct node list = node_member(&node, "interests");
    size_t n = check_list(r, &list, SCENARIO_INTERESTS, SCENARIO_INTERESTS);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "id! text!")) {
            group->interests[i].id = id_of(r, &item, ID_MAX);
            group->interests[i].text = check_text2(r, &item, "text", 100);
        }
    }
}

// The members of an object that format 1 has, and those it has since format 2.
static const char *keys(const struct scenario_reader *r, const char *first, const char *second)
{
    return r->s->format == 1 ? first : second;
}

static void read_assets(struct scenario_reader *r, const struct node *up, struct scenario_role *out)
{
    struct node list = node_member(up, "assets");
    out->n_assets = (uint8_t)check_list(r, &list, 1, SCENARIO_ASSETS_MAX);
    for (size_t i = 0; i < out->n_assets; i++) {
        struct scenario_asset *asset = &out->assets[i];
        struct node item = node_element(&list, i), amount = node_member(&item, "amount");
        if (!check_object(
                r, &item,
                keys(r, "id! kind! text! amount", "id! kind! text! amount condition aside"))) {
            continue;
        }
        asset->aside = check_flag(r, &item, "aside");
        asset->condition = check_text2(r, &item, "condition", 100);
        asset->id = id_of(r, &item, ID_MAX);
        asset->kind = (enum scenario_asset_kind)choice(
            r, &item, "kind",
            NAMES("money", "premises", "expertise", "volunteers", "permits", "network"));
        asset->text = check_text2(r, &item, "text", 140);
        if (amount.value != NULL) {
            asset->amount = whole(r, &item, "amount", 1, 100000000);
        } else if (asset->kind == SCENARIO_MONEY) {
            scenario_fault(
                r, &amount,
                (struct expected){"une somme, car c’est de l’argent", "a sum, as this is money"});
        }
    }
}

static void read_private(struct scenario_reader *r, const struct node *up,
                         struct scenario_role *out)
{
    struct node node = node_member(up, "private");
    if (node.value == NULL || !check_object(r, &node, "knows wants! fears! red_line!")) {
        return;
    }
    out->knows = check_text2(r, &node, "knows", 200);
    out->n_wants = texts(r, &node, "wants", 1, SCENARIO_WANTS_MAX, 140, out->wants);
    out->n_fears = texts(r, &node, "fears", 1, SCENARIO_FEARS_MAX, 140, out->fears);
    out->red_line = check_text2(r, &node, "red_line", 140);
}

// What another era may replace too.
static void read_role_texts(struct scenario_reader *r, const struct node *node,
                            struct scenario_role *out)
{
    out->title = check_text2(r, node, "title", 60);
    out->public = check_text2(r, node, "public", 280);
    out->mandate = check_text2(r, node, "mandate", 200);
    out->absent = check_text2(r, node, "absent", 280);
    read_private(r, node, out);
    read_assets(r, node, out);
}

static void read_role_interests(struct scenario_reader *r, const struct node *up,
                                struct scenario_role *out)
{
    const struct scenario_group *group = &r->s->groups[out->group];
    struct node list = node_member(up, "interests");
    size_t n = check_list(r, &list, 1, SCENARIO_INTERESTS);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        struct str id = check_id(r, &item, ID_MAX);
        uint8_t bit = 0;
        for (unsigned j = 0; j < SCENARIO_INTERESTS; j++) {
            bit |= (uint8_t)(str_eq(id, group->interests[j].id) << j);
        }
        if (bit == 0 || bit & out->interests) {
            scenario_fault(r, &item,
                           (struct expected){"un intérêt de son groupe, une seule fois",
                                             "an interest of its own group, once"});
        }
        out->interests |= bit;
    }
}

#define ROLE_KEYS "id! group! title! name! public! mandate! interests! private! assets!"

static void read_roles(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "roles");
    r->s->n_roles = (uint8_t)check_list(r, &list, SCENARIO_ROLES_MIN, SCENARIO_ROLES_MAX);
    for (size_t i = 0; i < r->s->n_roles; i++) {
        struct scenario_role *role = &r->s->roles[i];
        struct node item = node_element(&list, i);
        if (!check_object(r, &item, keys(r, ROLE_KEYS, ROLE_KEYS " stake casting after absent"))) {
            continue;
        }
        role->stake = check_flag(r, &item, "stake");
        role->casting = check_text2(r, &item, "casting", 280);
        role->after = check_text2(r, &item, "after", 280);
        role->id = id_of(r, &item, ID_MAX);
        role->group = (uint8_t)choice(r, &item, "group", scenario_group_names);
        role->name = plain(r, &item, "name", 40);
        read_role_texts(r, &item, role);
        read_role_interests(r, &item, role);
    }
}

static void read_inject_texts(struct scenario_reader *r, const struct node *node,
                              struct scenario_inject *out)
{
    out->title = check_text2(r, node, "title", 60);
    out->text = check_text2(r, node, "text", 280);
    out->ask = check_text2(r, node, "ask", 200);
}

#define INJECT_KEYS "id! title! text! ask! kind! phase! at_s"

// To whom it is addressed, and what is done where none of them is seated: one without the other
// would leave a table without a word.
static void read_inject_to(struct scenario_reader *r, const struct node *node,
                           struct scenario_inject *out)
{
    struct node to = node_member(node, "to"), unseated = node_member(node, "unseated");
    if (to.value != NULL) {
        out->to = check_role_ids(r, &to, 1, SCENARIO_GROUPS);
    }
    out->unseated = check_text2(r, node, "unseated", 200);
    if ((to.value == NULL) != (unseated.value == NULL)) {
        scenario_fault(r, to.value == NULL ? &to : &unseated,
                       (struct expected){"`to` et `unseated`, ensemble ou pas du tout",
                                         "`to` and `unseated`, both or neither"});
    }
}

static void read_injects(struct scenario_reader *r, const struct node *top)
{
    static const enum phase_kind phases[] = {PHASE_GROUP_WORK, PHASE_POOLING, PHASE_REPORT};
    struct node list = node_member(top, "injects");
    r->s->n_injects = (uint8_t)check_list(r, &list, 3, SCENARIO_INJECTS_MAX);
    for (size_t i = 0; i < r->s->n_injects; i++) {
        struct scenario_inject *inject = &r->s->injects[i];
        struct node item = node_element(&list, i);
        inject->at_s = -1;
        if (!check_object(r, &item, keys(r, INJECT_KEYS, INJECT_KEYS " to unseated"))) {
            continue;
        }
        read_inject_to(r, &item, inject);
        inject->id = id_of(r, &item, ID_MAX);
        read_inject_texts(r, &item, inject);
        inject->kind = (enum scenario_inject_kind)choice(
            r, &item, "kind",
            NAMES("carrier_leaves", "conditional_programme", "norm_blocks", "last_service_closes",
                  "radio_calls", "custom"));
        inject->phase = phases[choice(r, &item, "phase", NAMES("group_work", "pooling", "report"))];
        if (json_object_get(item.value, "at_s") != NULL) {
            inject->at_s = whole(r, &item, "at_s", 0, 7199);
        }
    }
}

static void read_phase(struct scenario_reader *r, const struct node *node,
                       struct scenario_phase *out)
{
    struct node list = node_member(node, "steps");
    out->kind = (enum phase_kind)choice(r, node, "kind", scenario_phase_names);
    out->seconds = whole(r, node, "seconds", 30, 7200);
    out->n_steps = (uint8_t)check_list(r, &list, 1, SCENARIO_STEPS_MAX);
    for (size_t i = 0; i < out->n_steps; i++) {
        struct scenario_step *step = &out->steps[i];
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "id! at_s! title text")) {
            struct node id = node_member(&item, "id");
            step->id = check_text(r, &id, ID_MAX);
            step->at_s = whole(r, &item, "at_s", 0, 7199);
            step->title = check_text2(r, &item, "title", 60);
            step->text = check_text2(r, &item, "text", 280);
        }
    }
}

static void read_phases(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "phases");
    r->s->n_phases = (uint8_t)check_list(r, &list, 5, SCENARIO_PHASES_MAX);
    for (size_t i = 0; i < r->s->n_phases; i++) {
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "kind! seconds! steps!")) {
            read_phase(r, &item, &r->s->phases[i]);
        }
    }
}

static void read_expert_texts(struct scenario_reader *r, const struct node *node,
                              struct scenario_expert *out)
{
    out->title = check_text2(r, node, "title", 60);
    out->offers = check_text2(r, node, "offers", 100);
    out->advice = check_text2(r, node, "advice", 400);
}

static void read_experts(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "expertise");
    r->s->n_experts = (uint8_t)check_list(r, &list, 1, SCENARIO_EXPERTS_MAX);
    for (size_t i = 0; i < r->s->n_experts; i++) {
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "id! title! offers! advice!")) {
            r->s->experts[i].id = id_of(r, &item, ID_MAX);
            read_expert_texts(r, &item, &r->s->experts[i]);
        }
    }
}

static void check_trajectory(struct scenario_reader *r, const struct node *story)
{
    struct node node = node_member(story, "trajectory");
    struct node from = node_member(&node, "from"), to = node_member(&node, "to");
    struct node helped = node_member(&node, "helped_by"), scales = node_member(&node, "scales");
    if (node.value != NULL && check_object(r, &node, "from! to! helped_by! scales!")) {
        check_choices(r, &from, 1, scenario_group_names);
        check_choices(r, &to, 1, scenario_group_names);
        check_choices(r, &helped, 0, scenario_group_names);
        check_choices(r, &scales, 1, scale_names);
    }
}

static void read_story(struct scenario_reader *r, const struct node *top)
{
    struct scenario_story *out = &r->s->story;
    struct node story = node_member(top, "story"), list = node_member(&story, "events");
    if (story.value == NULL || !check_object(r, &story, "events! outcome! trajectory")) {
        return;
    }
    out->outcome = check_text2(r, &story, "outcome", 600);
    out->n_events = (uint8_t)check_list(r, &list, 2, SCENARIO_EVENTS_MAX);
    for (size_t i = 0; i < out->n_events; i++) {
        struct scenario_story_event *event = &out->events[i];
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "date! text! lead scale")) {
            struct node lead = node_member(&item, "lead"), scale = node_member(&item, "scale");
            event->date = check_text2(r, &item, "date", 40);
            event->text = check_text2(r, &item, "text", 280);
            event->lead = check_choices(r, &lead, 1, scenario_group_names);
            event->scale =
                (int8_t)(scale.value == NULL ? -1 : check_choice(r, &scale, scale_names));
        }
    }
    check_trajectory(r, &story);
}

static void read_sources(struct scenario_reader *r, const struct node *top)
{
    struct scenario_story *out = &r->s->story;
    struct node list = node_member(top, "sources");
    out->n_sources = (uint8_t)check_list(r, &list, 1, SCENARIO_SOURCES_MAX);
    for (size_t i = 0; i < out->n_sources; i++) {
        struct node item = node_element(&list, i), address = node_member(&item, "url");
        if (!check_object(r, &item, "title! url! used_for!")) {
            continue;
        }
        out->sources[i].title = plain(r, &item, "title", 160);
        struct str url = check_text(r, &address, 400);
        out->sources[i].url = url;
        if (url.n > 0 && !str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))) {
            scenario_fault(r, &address,
                           (struct expected){"une adresse en http", "an address in http"});
        }
        check_text2(r, &item, "used_for", 140);
    }
}

static void read_players(struct scenario_reader *r, const struct node *top)
{
    struct node node = node_member(top, "players");
    if (node.value != NULL && check_object(r, &node, "min! max! best!")) {
        r->s->players_min = (uint8_t)whole(r, &node, "min", 3, 12);
        r->s->players_max = (uint8_t)whole(r, &node, "max", 3, 12);
        r->s->players_best = (uint8_t)whole(r, &node, "best", 3, 12);
    }
}

static void read_groups(struct scenario_reader *r, const struct node *top)
{
    struct node groups = node_member(top, "groups");
    if (groups.value != NULL && check_object(r, &groups, "municipal! citizen! organisation!")) {
        for (int g = 0; g < SCENARIO_GROUPS; g++) {
            read_group(r, &groups, g);
        }
    }
}

static void read_budget(struct scenario_reader *r, const struct node *top)
{
    struct node node = node_member(top, "budget");
    struct scenario_budget *out = &r->s->budget;
    if (node.value == NULL || !check_object(r, &node, "total! community! what")) {
        return;
    }
    out->what = check_text2(r, &node, "what", 100);
    out->total = whole(r, &node, "total", 1, 1000000000);
    out->community = whole(r, &node, "community", 1, 1000000000);
    if (out->community > out->total) {
        struct node part = node_member(&node, "community");
        scenario_fault(
            r, &part,
            (struct expected){"une partie du coût, pas davantage", "a part of the cost, not more"});
    }
}

// For who facilitates: the rules have no use for it, the kit prints it from the file.
static void check_guide(struct scenario_reader *r, const struct node *top)
{
    struct node node = node_member(top, "guide");
    if (node.value == NULL || !check_object(r, &node, "usual! endings!")) {
        return;
    }
    struct node list = node_member(&node, "endings");
    size_t n = check_list(r, &list, GUIDE_ENDINGS, GUIDE_ENDINGS);
    check_text2(r, &node, "usual", 400);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        if (check_object(r, &item, "ending! question!")) {
            check_text2(r, &item, "ending", 200);
            check_text2(r, &item, "question", 200);
        }
    }
}

static void read_head(struct scenario_reader *r, const struct node *top)
{
    static const char *const sectors[] = {
        "housing",  "education", "food",   "services",  "tourism", "media", "culture",
        "forestry", "health",    "energy", "transport", "other",   NULL};
    static const char *const statuses[] = {"documented", "inspired", NULL};
    struct scenario *s = r->s;
    s->id = id_of(r, top, 40);
    s->version = whole(r, top, "version", 1, 1000000);
    s->era = str_from_cstr(scenario_era_names[choice(r, top, "era", scenario_era_names)]);
    s->sector = str_from_cstr(sectors[choice(r, top, "sector", sectors)]);
    s->status = str_from_cstr(statuses[choice(r, top, "status", statuses)]);
    s->model = (uint8_t)choice(r, top, "model", scenario_group_names);
    s->title = check_text2(r, top, "title", 60);
    s->tagline = check_text2(r, top, "tagline", 100);
    s->when = check_text2(r, top, "when", 100);
    s->need = check_text2(r, top, "need", 200);
    s->conflict = check_text2(r, top, "conflict", 280);
    texts(r, top, "summary", SCENARIO_SUMMARY, SCENARIO_SUMMARY, 200, s->summary);
    s->n_situation = texts(r, top, "situation", 2, SCENARIO_SITUATION_MAX, 600, s->situation);
    s->n_fiction = texts(r, top, "fiction", 1, SCENARIO_FICTION_MAX, 280, s->fiction);
}

#define TOP_KEYS                                                                                   \
    "$schema format! id! version! title! tagline! era! when! place! model! sector! status! "       \
    "summary! situation! need! conflict! players! groups! roles! tensions! trades! injects! "      \
    "phases! expertise checklist story! fiction! sources! eras"

static void read_all(struct scenario_reader *r, const struct node *top)
{
    r->s->format = (uint8_t)whole(r, top, "format", 1, SCENARIO_FORMAT);
    if (!check_object(r, top, keys(r, TOP_KEYS, TOP_KEYS " budget guide"))) {
        return;
    }
    read_head(r, top);
    read_budget(r, top);
    check_guide(r, top);
    read_place(r, top);
    read_players(r, top);
    read_groups(r, top);
    read_roles(r, top);
    read_injects(r, top);
    read_phases(r, top);
    read_experts(r, top);
    read_story(r, top);
    read_sources(r, top);
    check_rules(r, top);
}

// They were checked when the program was built.
static const struct tally_cases *builtin_cases(struct arena *arena)
{
    struct tally_cases *cases = arena_new(arena, struct tally_cases);
    struct buf fault;
    buf_init(&fault, 1024);
    bool good = cases != NULL && tally_cases_read(tally_cases_builtin(), arena, cases, &fault);
    buf_free(&fault);
    return good ? cases : NULL;
}

// The other era is read like a file of its own, so that every rule holds in it too.
static int read_other(const struct scenario_asked *asked, const json_t *root, struct arena *arena,
                      struct scenario *out, struct file_faults *faults)
{
    char file[4200];
    struct scenario_asked again = *asked;
    json_t *other = scenario_other_era(root);
    struct str era = json_view(json_object_get(other, "era"));
    snprintf(file, sizeof file, "%s (" STR_FMT ")", asked->file, STR_ARG(era));
    again.file = file;
    struct scenario_reader r = {&again, arena, faults, out, 0};
    checklist_read(&r);
    read_all(&r, &(struct node){NULL, NULL, 0, other});
    json_decref(other);
    return r.n_faults;
}

// Of the whole file.
static int whole_fault(const char *file, struct file_faults *faults, const char *say)
{
    file_faults_add(faults,
                    &(struct file_fault){.file = str_from_cstr(file), .say = str_from_cstr(say)});
    return 1;
}

static int not_json(const char *file, struct file_faults *faults, const json_error_t *error)
{
    char say[JSON_ERROR_TEXT_LENGTH + 64];
    snprintf(say, sizeof say,
             faults->french ? "ligne %d\u00a0: pas du JSON\u00a0: %s" : "line %d: not JSON: %s",
             error->line, error->text);
    return whole_fault(file, faults, say);
}

int scenario_read(struct str text, const struct scenario_asked *asked, struct arena *arena,
                  struct scenario *out, struct scenario *other, struct file_faults *faults)
{
    json_error_t error;
    json_t *root = json_parse(text, SCENARIO_BYTES_MAX, DEPTH_MAX, &error);
    memset(out, 0, sizeof *out);
    if (other != NULL) {
        memset(other, 0, sizeof *other);
    }
    if (root == NULL) {
        return not_json(asked->file, faults, &error);
    }
    struct scenario_reader r = {asked, arena, faults, out, 0};
    checklist_read(&r);
    struct node top = {NULL, NULL, 0, root};
    read_all(&r, &top);
    out->two_eras = scenario_check_eras(&r, &top);
    if (out->two_eras && other != NULL && r.n_faults == 0) {
        r.n_faults = read_other(asked, root, arena, other, faults);
        other->two_eras = true;
        other->cases = builtin_cases(arena);
    }
    json_decref(root);
    out->cases = builtin_cases(arena);
    return r.n_faults;
}

bool scenario_is_object(struct str text)
{
    json_error_t error;
    json_t *root = json_parse(text, SCENARIO_BYTES_MAX, DEPTH_MAX, &error);
    bool object = json_is_object(root);
    json_decref(root);
    return object;
}

// Files

static bool read_file(const char *path, size_t max, struct arena *arena, struct str *out)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        return false;
    }
    char *bytes = arena_alloc(arena, max + 1); // one more shows that a file is too large
    *out = (struct str){bytes, bytes == NULL ? 0 : fread(bytes, 1, max + 1, in)};
    bool good = bytes != NULL && !ferror(in);
    fclose(in);
    return good;
}

static struct str last_name(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/') {
        path.n--;
    }
    for (size_t i = path.n; i > 0; i--) {
        if (path.p[i - 1] == '/') {
            return str_sub(path, i, path.n);
        }
    }
    return path;
}

int scenario_load(const char *path, struct arena *arena, struct scenario *out,
                  struct scenario *other, struct str *bytes, struct file_faults *faults)
{
    char file[4096];
    struct scenario_asked asked = {file, {NULL, 0}};
    struct str text, name = last_name(str_from_cstr(path));
    snprintf(file, sizeof file, "%s/scenario.json", path);
    bool read = read_file(file, SCENARIO_BYTES_MAX, arena, &text);
    if (read) {
        asked.folder = str_eq(name, STR(".")) || str_eq(name, STR("..")) ? asked.folder : name;
    } else {
        snprintf(file, sizeof file, "%s", path);
        read = read_file(file, SCENARIO_BYTES_MAX, arena, &text);
    }
    if (!read) {
        return whole_fault(path, faults,
                           faults->french ? "aucun scenario.json lisible"
                                          : "no scenario.json that can be read");
    }
    if (bytes != NULL) {
        *bytes = text;
    }
    return scenario_read(text, &asked, arena, out, other, faults);
}
