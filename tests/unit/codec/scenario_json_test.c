// The scenarios of this repository pass; broken ones are refused with every fault at once.
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "codec/scenario_json.h"

static struct arena arena;
static struct file_faults faults;
static struct buf lines;
static struct scenario scenario, other;

static void setup(void)
{
    arena_init(&arena, 8 << 20);
    file_faults_init(&faults, false);
    buf_init(&lines, 1 << 20);
}

static void teardown(void)
{
    arena_free(&arena);
    file_faults_free(&faults);
    buf_free(&lines);
}

static const char *told(void)
{
    buf_reset(&lines);
    file_faults_lines(&faults, &lines);
    return buf_cstr(&lines);
}

TestSuite(scenario_json, .init = setup, .fini = teardown);

static const char *const folders[] = {
    "action-de-l-est",  "chasse-galerie",      "la-brunante",         "la-mauve",
    "lac-edouard",      "marche-de-racine",    "mfr-du-krtb",         "notre-dame-de-montauban",
    "riviere-a-pierre", "riviere-aux-saumons", "sante-robert-cliche", "vallee-bras-du-nord",
};

Test(scenario_json, all_twelve_pass)
{
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[512];
        arena_reset(&arena);
        snprintf(path, sizeof path, TABLEE_SOURCE_DIR "/scenarios/%s", folders[i]);
        cr_assert(scenario_load(path, &arena, &scenario, &other, NULL, &faults) == 0, "%s", told());
        cr_assert(str_eq_cstr(scenario.id, folders[i]));
        cr_assert(scenario.n_roles >= 9 && scenario.roles[8].assets[0].text.en.n > 0);
    }
}

static struct str brunante(void)
{
    struct str bytes;
    scenario_load(TABLEE_SOURCE_DIR "/scenarios/la-brunante", &arena, &scenario, NULL, &bytes,
                  &faults);
    return bytes;
}

Test(scenario_json, values_arrive)
{
    cr_assert(brunante().n > 1000);
    cr_assert(str_eq(scenario.place.name, STR("Racine")) && scenario.place.lon_1e4 == -722500);
    cr_assert(scenario.roles[0].assets[0].amount == 60000 && scenario.roles[0].interests == 3);
    cr_assert(scenario.phases[2].seconds == 1200 && scenario.injects[0].at_s == 720);
    cr_assert(scenario.injects[1].at_s == -1 && scenario.model == 1);
    cr_assert(scenario.story.n_sources > 3 &&
              str_starts(scenario.story.sources[0].url, STR("http")));
}

Test(scenario_json, eras_replace_what_they_name)
{
    cr_assert(scenario_load(TABLEE_SOURCE_DIR "/scenarios/la-brunante", &arena, &scenario, &other,
                            NULL, &faults) == 0);
    cr_assert(scenario.two_eras && other.two_eras);
    cr_assert(str_eq_cstr(scenario.era, "2014") && str_eq_cstr(other.era, "today"));
    cr_assert(str_eq(scenario.title.fr, other.title.fr));
    cr_assert(!str_eq(scenario.when.fr, other.when.fr));
    cr_assert(str_eq(scenario.roles[0].mandate.fr, other.roles[0].mandate.fr));
    int changed = 0;
    for (int i = 0; i < scenario.n_roles; i++) {
        cr_assert(str_eq(scenario.roles[i].id, other.roles[i].id));
        changed += !str_eq(scenario.roles[i].title.fr, other.roles[i].title.fr);
    }
    cr_assert(changed >= 2, "%d", changed);
    cr_assert(scenario_load(TABLEE_SOURCE_DIR "/scenarios/la-mauve", &arena, &scenario, &other,
                            NULL, &faults) == 0);
    cr_assert(!scenario.two_eras && other.id.n == 0);
}

static struct str replaced(struct str text, const char *from, const char *to)
{
    char *whole = arena_cstr(&arena, text), *at = strstr(whole, from);
    struct buf b;
    cr_assert_not_null(at, "%s", from);
    buf_init(&b, SCENARIO_BYTES_MAX);
    buf_put(&b, whole, (size_t)(at - whole));
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    struct str out = arena_str(&arena, buf_view(&b));
    buf_free(&b);
    return out;
}

// Files of format 1 are read for ever, as format 1: what came later is no field of theirs.
Test(scenario_json, format_1_is_still_read)
{
    struct scenario_asked ask = {"f", STR("la-mauve")};
    struct str text;
    cr_assert(scenario_load(TABLEE_SOURCE_DIR "/tests/golden/scenario-format-1.json", &arena,
                            &scenario, &other, &text, &faults) == 0,
              "%s", told());
    cr_assert(scenario.format == 1 && scenario.budget.total == 0 && scenario.n_tensions == 4);
    text = replaced(text, "\"groups\": {",
                    "\"budget\": {\"total\": 2, \"community\": 1}, \"groups\": {");
    cr_assert(scenario_read(text, &ask, &arena, &scenario, &other, &faults) > 0);
    cr_assert_not_null(strstr(told(), "$.budget: found an object, expected no field"));
}

// What format 2 asks of that file besides.
static const struct {
    const char *from, *to, *fault;
} second[] = {
    {"", "",
     "two tensions all of whose roles are seated at a table of 5 (municipal 0, citizen 2, "
     "organisation 3): "},
    {"", "", "two trades all of whose roles are seated at a table of 5"},
    {"", "", "a whole tension or trade for each seated role at a table of 5"},
    {"\"id\": \"preteur\",", "\"id\": \"preteur\", \"stake\": true,",
     ".stake: found true, expected the first role of its group"},
    {"\"id\": \"preteur\",", "\"id\": \"preteur\", \"stake\": 1,",
     ".stake: found 1, expected true or false"},
    {"\"groups\": {", "\"budget\": {\"total\": 5, \"community\": 6}, \"groups\": {",
     "$.budget.community: found 6, expected a part of the cost"},
    {"\"kind\": \"carrier_leaves\",", "\"kind\": \"carrier_leaves\", \"to\": [\"nobody\"],",
     ".to[0]: found \"nobody\", expected a role"},
    {"\"kind\": \"carrier_leaves\",", "\"kind\": \"carrier_leaves\", \"to\": [\"mairie\"],",
     ".unseated: found nothing, expected `to` and `unseated`"},
};

Test(scenario_json, what_format_2_asks)
{
    struct scenario_asked ask = {"f", STR("la-mauve")};
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct str text;
        arena_reset(&arena);
        scenario_load(TABLEE_SOURCE_DIR "/tests/golden/scenario-format-1.json", &arena, &scenario,
                      NULL, &text, &faults);
        text = replaced(text, "\"format\": 1", "\"format\": 2");
        text = second[i].from[0] ? replaced(text, second[i].from, second[i].to) : text;
        file_faults_reset(&faults);
        cr_assert(scenario_read(text, &ask, &arena, &scenario, &other, &faults) > 0);
        cr_assert_not_null(strstr(told(), second[i].fault), "%s: %s", second[i].fault, told());
    }
}

// A card that names somebody who may be seated says to whom it is addressed.
Test(scenario_json, no_card_acts_for_somebody_seated)
{
    struct scenario_asked ask = {"f", STR("la-mauve")};
    struct str text;
    scenario_load(TABLEE_SOURCE_DIR "/tests/golden/scenario-format-1.json", &arena, &scenario, NULL,
                  &text, &faults);
    text = replaced(text, "\"format\": 1", "\"format\": 2");
    char ask_fr[400];
    snprintf(ask_fr, sizeof ask_fr, STR_FMT, STR_ARG(scenario.injects[0].ask.fr));
    char with[600];
    snprintf(with, sizeof with, STR_FMT " dit non.", STR_ARG(scenario.roles[0].name));
    text = replaced(text, ask_fr, with);
    file_faults_reset(&faults);
    cr_assert(scenario_read(text, &ask, &arena, &scenario, &other, &faults) > 0);
    cr_assert_not_null(strstr(told(), "whom the card names"), "%s", told());
}

// One change of the good file, and the fault it must bring.
static const struct {
    const char *from, *to, *fault;
} broken[] = {
    {"\"version\": 7,", "\"version\": \"1\",", "$.version: found \"1\", expected a whole number"},
    {"\"version\": 7,", "\"version\": 3, \"colour\": 2,", "$.colour: found 2, expected no field"},
    {"\"sector\": \"housing\"", "\"sector\": \"x\"", "$.sector: found \"x\", expected \"housing\""},
    {"\"kind\": \"money\"", "\"kind\": \"gold\"", ".kind: found \"gold\""},
    {"\"id\": \"la-brunante\"", "\"id\": \"autre\"", "$.id: found \"autre\", expected the folder"},
    {"\"group\": \"citizen\"", "\"group\": \"municipal\"", "$.roles[1].group: found \"municipal\""},
    {"\"best\": 7", "\"best\": 13", "$.players.best: found 13"},
    {"\"max\": 12", "\"max\": 5", "$.players.max: found 5, expected the number of roles"},
    {"\"id\": \"idee\"", "\"id\": \"mairie\"", "$.roles[1].id: found \"mairie\", expected a name"},
    {"\"en\": \"La Brunante\"", "\"en\": \" \"", "$.title.en: found \"\", expected a line"},
    {", \"en\": \"La Brunante\"", "", "$.title.en: found nothing, expected this field"},
    {"\"at_s\": 720", "\"at_s\": 1300", "at_s: found 1300, expected"},
    {"\"roles\": {\n        \"direction\"", "\"roles\": {\n        \"nobody\"",
     "$.eras.today.roles.nobody: found"},
    {"\"lat\": 45.5", "\"lat\": 80", "$.place.lat: found 80, expected a latitude"},
};

static struct scenario_asked asked(void)
{
    return (struct scenario_asked){"f", STR("la-brunante")};
}

Test(scenario_json, each_fault_is_told)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct scenario_asked ask = asked();
        arena_reset(&arena);
        struct str text = replaced(brunante(), broken[i].from, broken[i].to);
        file_faults_reset(&faults);
        cr_assert(scenario_read(text, &ask, &arena, &scenario, &other, &faults) > 0, "%s",
                  broken[i].to);
        cr_assert_not_null(strstr(told(), broken[i].fault), "%s: %s", broken[i].fault, told());
    }
}

Test(scenario_json, all_faults_at_once_and_in_french)
{
    struct scenario_asked ask = asked();
    faults.french = true;
    struct str text = replaced(brunante(), "\"best\": 7", "\"best\": 13");
    text = replaced(text, "\"version\": 7,", "\"version\": 0,");
    cr_assert(scenario_read(text, &ask, &arena, &scenario, &other, &faults) == 2, "%s", told());
    cr_assert_not_null(strstr(told(), "$.players.best\u00a0: trouvé 13, attendu un nombre"));
}

Test(scenario_json, hostile_files)
{
    static const char *const files[] = {"",
                                        "{",
                                        "[]",
                                        "{}",
                                        "7",
                                        "{\"roles\":7,\"groups\":[]}",
                                        "{\"roles\":[7,8],\"phases\":[[]],\"eras\":{\"today\":3}}",
                                        "{\"a\":1,\"a\":2}"};
    struct scenario_asked ask = asked();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        file_faults_reset(&faults);
        cr_assert(scenario_read(str_from_cstr(files[i]), &ask, &arena, &scenario, &other, &faults) >
                  0);
        cr_assert(faults.parts.n > 0);
    }
}

Test(scenario_json, the_checklist_is_checked_like_a_scenario)
{
    static const struct {
        const char *from, *to, *fault;
    } changes[] = {
        {"\"kind\": \"several\"", "\"kind\": \"many\"", "$.items[1].kind: found \"many\""},
        {"\"verified\": false", "\"verified\": \"no\"", ".verified: found \"no\", expected true"},
        {"\"id\": \"founders\"", "\"id\": \"members\"", "$.items[2].id: found \"members\""},
        {"\"era\": \"today\"", "\"era\": \"1997\"", ".era: found \"1997\""},
        {"\"https://", "\"ftp://", "found \"ftp://"},
    };
    struct scenario_asked ask = asked();
    cr_assert(checklist_check(checklist_builtin(), &ask, &arena, &faults) == 0, "%s", told());
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct str text = replaced(checklist_builtin(), changes[i].from, changes[i].to);
        file_faults_reset(&faults);
        cr_assert(checklist_check(text, &ask, &arena, &faults) > 0, "%s", changes[i].to);
        cr_assert_not_null(strstr(told(), changes[i].fault), "%s", told());
    }
}
