#include "kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "core/room_state.h"

static struct text2 both(struct str s)
{
    return (struct text2){s, s};
}

static struct str marked(int role)
{
    static char text[SCENARIO_ROLES_MAX][16];
    snprintf(text[role], sizeof text[role], "qzR%d-0;", role);
    return str_from_cstr(text[role]);
}

static void make_experts(struct scenario *s)
{
    static char advice[3][16];
    s->n_experts = 3;
    for (int i = 0; i < 3; i++) {
        snprintf(advice[i], sizeof advice[i], "qzE%d-0;", i);
        s->experts[i] = (struct scenario_expert){.id = STR("e"),
                                                 .title = both(STR("Conseil")),
                                                 .offers = both(STR("Un avis")),
                                                 .advice = both(str_from_cstr(advice[i]))};
    }
}

static void make_injects(struct scenario *s)
{
    static char text[2][16];
    s->n_injects = 2;
    for (int i = 0; i < 2; i++) {
        snprintf(text[i], sizeof text[i], "qzC%d-0;", i);
        s->injects[i] = (struct scenario_inject){.id = i ? STR("autre") : STR("carte"),
                                                 .kind = SCENARIO_CUSTOM,
                                                 .phase = PHASE_POOLING,
                                                 .at_s = i ? -1 : 720,
                                                 .title = both(STR("Carte")),
                                                 .text = both(str_from_cstr(text[i])),
                                                 .ask = both(STR("Et vous?"))};
    }
    s->injects[1].to = 1; // to the first role, theirs to play
    s->injects[1].unseated = both(STR("Et la table?"));
}

static void make_story(struct scenario *s)
{
    s->story.n_events = 1;
    s->story.events[0] = (struct scenario_story_event){
        .date = both(STR("1997")), .text = both(STR("qzH0-0;")), .lead = 1, .scale = 1};
    s->story.outcome = both(STR("qzH0-0;"));
    s->story.n_sources = 1;
    s->story.sources[0] = (struct scenario_source){STR("Essai"), STR("https://example.org/")};
}

static void make_founding(struct scenario *s)
{
    static const struct scenario_founding items[] = {
        {.id = STR_INIT("item0"), .answer = SCENARIO_ANSWER_TEXT, .matters = true},
        {.id = STR_INIT("item1"),
         .answer = SCENARIO_ANSWER_SEVERAL,
         .difference = SCENARIO_COLLECTIVE,
         .n_choices = 3,
         .choices = {STR_INIT("choice0"), STR_INIT("choice1"), STR_INIT("choice2")}},
        {.id = STR_INIT("item2"),
         .answer = SCENARIO_ANSWER_YES_NO,
         .difference = SCENARIO_DIFFERENCES,
         .n_choices = 2,
         .choices = {STR_INIT("yes"), STR_INIT("no")}},
        {.id = STR_INIT("item3"), .answer = SCENARIO_ANSWER_AMOUNT},
    };
    s->n_founding = ARRAY_LEN(items);
    memcpy(s->founding, items, sizeof items);
}

static void make_role(struct scenario *s, int i)
{
    static const char *const ids[] = {"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"};
    struct scenario_role *role = &s->roles[i];
    *role = (struct scenario_role){.id = str_from_cstr(ids[i]), .group = (uint8_t)(i % 3)};
    role->name = STR("Camille");
    role->title = role->public = both(STR("Public"));
    role->mandate = role->red_line = role->wants[0] = role->fears[0] = both(marked(i));
    role->knows = both(marked(i));
    role->casting = role->after = i == 0 ? both(STR("Avec respect")) : (struct text2){0};
    role->n_wants = role->n_fears = role->n_assets = 1;
    static const char *const assets[] = {"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"};
    role->absent = both(marked(i));
    role->assets[0] = (struct scenario_asset){.id = str_from_cstr(assets[i]),
                                              .kind = (enum scenario_asset_kind)(i % 3),
                                              .text = both(marked(i)),
                                              .amount = i * 1000,
                                              .aside = i == 4};
    role->assets[0].condition = i > 2 ? both(STR("Si le toit tient")) : (struct text2){0};
}

static void make_phase(struct scenario *s, enum phase_kind kind, int seconds, const char *step,
                       int at_s)
{
    struct scenario_phase *p = &s->phases[s->n_phases++];
    *p = (struct scenario_phase){.kind = kind, .seconds = seconds, .n_steps = 1};
    p->steps[0] = (struct scenario_step){.id = str_from_cstr(step),
                                         .at_s = at_s,
                                         .title = both(STR("Pas")),
                                         .text = both(STR("Un pas"))};
}

const struct scenario *kit_scenario(void)
{
    static struct scenario s;
    if (s.n_roles) {
        return &s;
    }
    s.id = STR("essai");
    s.version = 1;
    s.era = STR("2014");
    s.title = s.tagline = s.need = s.conflict = both(STR("Essai"));
    s.when = both(STR("Essai, avril 2014"));
    s.place = (struct scenario_place){.name = STR("Essai"),
                                      .mrc = STR("Essai"),
                                      .region = STR("Essai"),
                                      .population = 1200,
                                      .year = 2011};
    s.n_fiction = s.n_situation = 1;
    s.situation[0] = s.fiction[0] = both(STR("Essai"));
    for (int g = 0; g < SCENARIO_GROUPS; g++) {
        s.groups[g].name = both(STR("Groupe"));
        s.groups[g].mandate = both(STR("Mandat"));
        for (int i = 0; i < SCENARIO_INTERESTS; i++) {
            s.groups[g].interests[i] = (struct scenario_interest){STR("i"), both(STR("Un but"))};
        }
    }
    s.budget = (struct scenario_budget){100000, 9000, both(STR("un toit"))};
    s.n_roles = 9;
    for (int i = 0; i < 9; i++) {
        make_role(&s, i);
    }
    make_phase(&s, PHASE_BRIEFING, 300, "card", 90);
    make_phase(&s, PHASE_GROUP_WORK, 900, "sheet", 240);
    make_phase(&s, PHASE_POOLING, 1200, "inject", 720);
    make_phase(&s, PHASE_REPORT, 900, "complete", 180);
    make_phase(&s, PHASE_CONCLUSION, 300, "story", 60);
    make_experts(&s);
    make_founding(&s);
    make_injects(&s);
    make_story(&s);
    static const struct tally_cases cases = {
        .version = STR_INIT("1"), .list = {{STR_INIT("ailleurs"), 1, 2, 4, 1, 0}}, .n = 1};
    s.cases = &cases;
    return &s;
}

// Acts as text

bool kit_actor(struct str word, int *by)
{
    int64_t n;
    if (str_eq_cstr(word, "sys")) {
        *by = 0;
        return true;
    }
    if (word.n < 2 || !str_int(str_sub(word, 1, word.n), 1, 9999, &n)) {
        return false;
    }
    *by = word.p[0] == 'p' ? (int)n : -(int)n;
    return word.p[0] == 'p' || word.p[0] == 'f';
}

static char id_letter(enum field_type type)
{
    static const char letters[FIELD_TYPES] = {[FIELD_PERSON] = 'p',
                                              [FIELD_TABLE] = 't',
                                              [FIELD_CLAUSE] = 'c',
                                              [FIELD_AMENDMENT] = 'a',
                                              [FIELD_COMMITMENT] = 'k'};
    return letters[type];
}

static int name_index(enum field_type type, struct str word)
{
    const char *const *names = field_names(type);
    for (int i = 0; names[i]; i++) {
        if (str_eq_cstr(word, names[i])) {
            return i;
        }
    }
    return -1;
}

static bool read_names(enum field_type type, struct str word, int64_t *out)
{
    int i = 0;
    *out = 0;
    if (type < FIELD_GROUPS) {
        *out = name_index(type, word);
        return *out >= 0;
    }
    while (word.n && i >= 0) {
        i = name_index(type, str_cut(&word, ','));
        *out |= i >= 0 ? INT64_C(1) << i : 0;
    }
    return i >= 0;
}

static bool read_value(enum field_type type, struct str word, struct val *out)
{
    out->set = true;
    if (field_is_text(type)) {
        out->s = word;
        return true;
    }
    if (type == FIELD_BOOL) {
        out->i = str_eq_cstr(word, "yes");
        return out->i || str_eq_cstr(word, "no");
    }
    if (id_letter(type)) {
        return word.n > 1 && word.p[0] == id_letter(type) &&
               str_int(str_sub(word, 1, word.n), INT32_MIN, INT32_MAX, &out->i);
    }
    if (type == FIELD_INT) {
        return str_int(word, INT32_MIN, INT32_MAX, &out->i);
    }
    return read_names(type, word, &out->i);
}

// Takes `word` or `"some words"` off the front.
static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    if (rest->n && rest->p[0] == '"') {
        *rest = str_sub(*rest, 1, rest->n);
        return str_cut(rest, '"');
    }
    return str_cut(rest, ' ');
}

static bool read_credit(struct str word, struct act *out)
{
    while (word.n && out->ncredit < CREDIT_MAX) {
        int by;
        if (!kit_actor(str_cut(&word, ','), &by) || by < 1) {
            return false;
        }
        out->credit[out->ncredit++] = (uint16_t)by;
    }
    return word.n == 0;
}

// at.table=t1 at.phase=2 at.wording=1 at.undoes=7
static bool read_meant(struct str name, struct str word, struct meant *out)
{
    int64_t n;
    bool table = str_eq_cstr(name, "at.table");
    if (!str_int(table ? str_sub(word, 1, word.n) : word, -1, 1 << 20, &n)) {
        return false;
    }
    if (table) {
        out->table = (uint16_t)n;
    } else if (str_eq_cstr(name, "at.phase")) {
        out->has_phase = true;
        out->phase = (int8_t)n;
    } else if (str_eq_cstr(name, "at.wording")) {
        out->wording = (uint64_t)n;
    } else if (str_eq_cstr(name, "at.undoes")) {
        out->undoes = (uint64_t)n;
    } else {
        return false;
    }
    return true;
}

static bool read_field(struct str *rest, struct act *out)
{
    struct str name = str_trim(str_cut(rest, '='));
    struct str word = rest->n && rest->p[0] == ' ' ? (struct str){0} : next_word(rest);
    if (str_eq_cstr(name, "credit")) {
        return read_credit(word, out);
    }
    if (str_starts(name, STR("at."))) {
        return read_meant(name, word, &out->meant);
    }
    const struct act_spec *spec = act_spec(out->type);
    for (int i = 0; i < spec->nfields; i++) {
        if (str_eq_cstr(name, spec->fields[i].name)) {
            return read_value(spec->fields[i].type, word, &out->f[i]);
        }
    }
    return false;
}

bool kit_act_read(struct str line, struct arena *arena, struct act *out, const char **fault)
{
    struct str rest = arena_str(arena, str_trim(line));
    *out = (struct act){0};
    if (!kit_actor(next_word(&rest), &out->by)) {
        *fault = "no such actor";
        return false;
    }
    out->type = act_by_name(next_word(&rest));
    if (out->type == ACT_TYPES) {
        *fault = "no such act";
        return false;
    }
    for (rest = str_trim(rest); rest.n; rest = str_trim(rest)) {
        if (!read_field(&rest, out)) {
            *fault = "no such field or value";
            return false;
        }
    }
    return true;
}

static void put_names(enum field_type type, int64_t value, struct buf *out)
{
    const char *const *names = field_names(type);
    if (type < FIELD_GROUPS) {
        buf_puts(out, names[value]);
        return;
    }
    for (int i = 0, n = 0; names[i]; i++) {
        if (value >> i & 1) {
            buf_puts(out, n++ ? "," : "");
            buf_puts(out, names[i]);
        }
    }
}

static void put_value(enum field_type type, const struct val *v, struct buf *out)
{
    if (field_is_text(type)) {
        buf_char(out, '"');
        buf_str(out, v->s);
        buf_char(out, '"');
    } else if (type == FIELD_BOOL) {
        buf_puts(out, v->i ? "yes" : "no");
    } else if (type == FIELD_INT || id_letter(type)) {
        if (id_letter(type)) {
            buf_char(out, id_letter(type));
        }
        buf_int(out, v->i);
    } else {
        put_names(type, v->i, out);
    }
}

void kit_act_write(const struct act *a, struct buf *out)
{
    const struct act_spec *spec = act_spec(a->type);
    buf_puts(out, a->by > 0 ? "p" : a->by < 0 ? "f" : "sys");
    if (a->by) {
        buf_int(out, abs(a->by));
    }
    buf_char(out, ' ');
    buf_puts(out, spec->name);
    for (int i = 0; i < spec->nfields; i++) {
        if (a->f[i].set) {
            buf_printf(out, " %s=", spec->fields[i].name);
            put_value(spec->fields[i].type, &a->f[i], out);
        }
    }
    for (int i = 0; i < a->ncredit; i++) {
        buf_printf(out, "%sp%d", i ? "," : " credit=", a->credit[i]);
    }
}

// Documents

void kit_document(const struct room *room, struct topic topic, struct buf *out)
{
    struct jw w;
    buf_reset(out);
    jw_init(&w, out);
    room_document(room, topic, &w);
}

int kit_topics(const struct room *r, struct topic out[KIT_TOPICS_MAX])
{
    return room_topics_of(r, NULL, out, KIT_TOPICS_MAX);
}

void kit_merge(json_t *doc, const json_t *patch)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)patch, key, value)
    {
        if (json_is_null(value)) {
            json_object_del(doc, key);
        } else if (!json_is_object(value)) {
            json_object_set(doc, key, value);
        } else {
            if (!json_is_object(json_object_get(doc, key))) {
                json_object_set_new(doc, key, json_object());
            }
            kit_merge(json_object_get(doc, key), value);
        }
    }
}

const json_t *kit_at(const json_t *doc, const char *path)
{
    struct str rest = str_from_cstr(path);
    while (rest.n && doc) {
        struct str key = str_cut(&rest, '.');
        int64_t i;
        doc = json_is_array(doc) && str_int(key, 0, 1 << 20, &i)
                  ? json_array_get(doc, (size_t)i)
                  : json_object_getn(doc, key.p, key.n);
    }
    return doc;
}
