// Reading of the tallies' files. Every value carries the way to it, so that a fault can say where.
#include <string.h>

#include "base/util.h"
#include "codec/json_node.h"
#include "codec/tally_json.h"

enum { TEXT_MAX = 200 };
static const double seconds_max = 1e6;

struct reader {
    struct arena *arena;
    struct buf *fault;
    struct tally_input *in;
    struct tally_act *acts;
    json_int_t *order;                   // of each act
    struct str robots[TALLY_PEOPLE_MAX]; // ids of those who are on no roster
    size_t n_robots;
    struct str resources[TALLY_RESOURCES_MAX];
    size_t n_resources;
    bool failed; // a fault was written; only the first one is
};

static bool is_there(const struct node *node)
{
    return node->value != NULL && !json_is_null(node->value);
}

// Faults

static bool fail(struct reader *r, const struct node *node, const char *expected)
{
    if (!r->failed) {
        r->failed = true;
        node_path(r->fault, node);
        buf_puts(r->fault, ": found ");
        json_found(r->fault, node->value, false);
        buf_printf(r->fault, ", expected %s", expected);
    }
    return false;
}

// Single values

static bool read_text(struct reader *r, const struct node *node, struct str *out)
{
    size_t n = json_string_length(node->value);
    if (!json_is_string(node->value) || n == 0 || n > TEXT_MAX) {
        return fail(r, node, "a text of 1 to 200 bytes");
    }
    *out = arena_str(r->arena, (struct str){json_string_value(node->value), n});
    CHECK(out->p != NULL);
    return true;
}

struct word {
    struct str text;
    int value;
};

static int read_word(struct reader *r, const struct node *node, const struct word *words, size_t n,
                     const char *expected)
{
    struct str text = str_from_cstr(json_string_value(node->value));
    for (size_t i = 0; i < n && json_is_string(node->value); i++) {
        if (str_eq(words[i].text, text)) {
            return words[i].value;
        }
    }
    fail(r, node, expected);
    return -1;
}

// An array of words as bits; nothing is no word.
static uint8_t read_words(struct reader *r, const struct node *node, const struct word *words,
                          size_t n, const char *expected)
{
    uint8_t bits = 0;
    if (!is_there(node)) {
        return 0;
    }
    if (!json_is_array(node->value)) {
        fail(r, node, "an array");
    }
    for (size_t i = 0; i < json_array_size(node->value); i++) {
        struct node item = node_element(node, i);
        int value = read_word(r, &item, words, n, expected);
        bits |= (uint8_t)(value < 0 ? 0 : TALLY_BIT(value));
    }
    return bits;
}

static int64_t read_ms(struct reader *r, const struct node *node, int64_t otherwise)
{
    double seconds = json_number_value(node->value);
    if (!is_there(node)) {
        return otherwise;
    }
    if (!json_is_number(node->value) || seconds > seconds_max || seconds < -seconds_max) {
        fail(r, node, "a number of seconds, at most 1000000");
        return otherwise;
    }
    return (int64_t)(seconds * 1000 + (seconds < 0 ? -0.5 : 0.5));
}

// true, a date, a reason: anything said. false, null, "" and nothing are not.
static bool read_said(struct reader *r, const struct node *node)
{
    if (!is_there(node)) {
        return false;
    }
    if (!json_is_boolean(node->value) && !json_is_string(node->value)) {
        fail(r, node, "true, false or a text");
    }
    return json_is_true(node->value) || json_string_length(node->value) > 0;
}

static const struct word groups[] = {
    {STR_INIT("M"), TALLY_M},
    {STR_INIT("C"), TALLY_C},
    {STR_INIT("O"), TALLY_O},
};
static const struct word scales[] = {
    {STR_INIT("local"), TALLY_LOCAL},
    {STR_INIT("mrc"), TALLY_MRC},
    {STR_INIT("region"), TALLY_REGION},
    {STR_INIT("beyond"), TALLY_BEYOND},
};
static const struct word dims[] = {{STR_INIT("soc"), 0}, {STR_INIT("eco"), 1}}; // bit numbers
static const struct word stances[] = {
    {STR_INIT("support"), TALLY_SUPPORT},
    {STR_INIT("live"), TALLY_LIVE},
    {STR_INIT("object"), TALLY_OBJECT},
};

#define GROUPS  groups, ARRAY_LEN(groups), "\"M\", \"C\" or \"O\""
#define SCALES  scales, ARRAY_LEN(scales), "\"local\", \"mrc\", \"region\" or \"beyond\""
#define DIMS    dims, ARRAY_LEN(dims), "\"soc\" or \"eco\""
#define STANCES stances, ARRAY_LEN(stances), "\"support\", \"live\" or \"object\""

// Who

static int find_person(const struct tally_input *in, const json_t *id)
{
    struct str text = {json_string_value(id), json_string_length(id)};
    for (size_t p = 0; p < in->n_people && json_is_string(id); p++) {
        if (str_eq(in->people[p].id, text)) {
            return (int)p;
        }
    }
    return TALLY_NOBODY;
}

static bool is_robot(const struct reader *r, const json_t *id)
{
    struct str text = {json_string_value(id), json_string_length(id)};
    for (size_t i = 0; i < r->n_robots && json_is_string(id); i++) {
        if (str_eq(r->robots[i], text)) {
            return true;
        }
    }
    return false;
}

static void read_person(struct reader *r, const struct node *node)
{
    struct tally_person *person = &r->in->people[r->in->n_people];
    if (!json_is_object(node->value)) {
        fail(r, node, "an object");
        return;
    }
    struct node id = node_member(node, "id"), group = node_member(node, "g"),
                hats = node_member(node, "hats");
    struct node in = node_member(node, "in"), left = node_member(node, "out");
    struct node robot = node_member(node, "robot");
    read_text(r, &id, &person->id);
    if (find_person(r->in, id.value) != TALLY_NOBODY || is_robot(r, id.value)) {
        fail(r, &id, "an id that no one above has");
    }
    person->group = (uint8_t)MAX(read_word(r, &group, GROUPS), 0);
    person->hats = read_words(r, &hats, GROUPS);
    person->in_ms = read_ms(r, &in, 0);
    person->left_ms = read_ms(r, &left, TALLY_STAYED);
    if (read_said(r, &robot)) {
        r->in->robots = true;
        r->robots[r->n_robots++] = person->id;
    } else {
        r->in->n_people++;
    }
}

static void read_people(struct reader *r, const struct node *node)
{
    if (!json_is_array(node->value)) {
        fail(r, node, "an array");
    }
    if (json_array_size(node->value) > TALLY_PEOPLE_MAX) {
        fail(r, node, "at most 32 people");
    }
    for (size_t i = 0; i < json_array_size(node->value) && !r->failed; i++) {
        struct node person = node_element(node, i);
        read_person(r, &person);
    }
}

// Those of the roster whom a list of ids names, as bits; the first of them goes to *first.
static uint32_t read_ids(struct reader *r, const struct node *node, int8_t *first)
{
    uint32_t people = 0;
    if (!is_there(node)) {
        return 0;
    }
    if (!json_is_array(node->value)) {
        fail(r, node, "an array");
    }
    for (size_t i = 0; i < json_array_size(node->value); i++) {
        struct node name = node_element(node, i);
        int person = find_person(r->in, name.value);
        if (!json_is_string(name.value)) {
            fail(r, &name, "the id of a person");
        } else if (person != TALLY_NOBODY) {
            *first = people == 0 ? (int8_t)person : *first;
            people |= TALLY_BIT(person);
        }
    }
    return people;
}

// Credit: whose idea it was. A credit that names no one on the roster leaves no one to act. Robots
// only propose, and credit nobody.
static void read_credit(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node by = node_member(event, "by"), credit = node_member(event, "credit");
    struct node unconfirmed = node_member(event, "unconfirmed");
    int8_t first = TALLY_NOBODY;
    if (is_there(&by) && !json_is_string(by.value)) {
        fail(r, &by, "the id of a person");
    }
    act->by = (int8_t)find_person(r->in, by.value);
    act->credit = read_ids(r, &credit, &act->first);
    act->unconfirmed = read_ids(r, &unconfirmed, &first);
    if (json_array_size(credit.value) > 0 && act->credit == 0) {
        act->by = TALLY_NOBODY;
    }
    if (is_robot(r, by.value)) {
        act->robot = act->kind == TALLY_PROPOSE;
        act->by = act->first = TALLY_NOBODY;
        act->credit = 0;
    }
}

// What

static int find_or_add(struct reader *r, const struct node *node, struct str *list, size_t *n,
                       size_t max, const char *too_many)
{
    struct str text = {NULL, 0};
    if (!read_text(r, node, &text)) {
        return 0;
    }
    for (size_t i = 0; i < *n; i++) {
        if (str_eq(list[i], text)) {
            return (int)i;
        }
    }
    if (*n == max) {
        fail(r, node, too_many);
        return 0;
    }
    list[*n] = text;
    return (int)(*n)++;
}

static uint8_t read_beneficiary(struct reader *r, const struct node *node)
{
    static const struct word words[] = {
        {STR_INIT("own"), TALLY_FOR_OWN},
        {STR_INIT("M"), TALLY_FOR_M},
        {STR_INIT("C"), TALLY_FOR_C},
        {STR_INIT("O"), TALLY_FOR_O},
    };
    struct str text = str_from_cstr(json_string_value(node->value));
    if (!is_there(node)) {
        return TALLY_FOR_UNSAID;
    }
    if (!json_is_string(node->value)) {
        fail(r, node, "a text");
    }
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_eq(text, words[i].text)) {
            return (uint8_t)words[i].value;
        }
    }
    return text.n == 0 ? TALLY_FOR_UNSAID : TALLY_FOR_WIDER;
}

typedef void read_act(struct reader *, const struct node *, struct tally_act *);

static void read_base(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node node = node_member(event, "groups");
    if (!json_is_array(node.value)) {
        fail(r, &node, "an array");
    }
    act->groups = read_words(r, &node, GROUPS);
}

static void read_propose(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node scale = node_member(event, "scale"), dim = node_member(event, "dims");
    struct node whom = node_member(event, "for"), norm = node_member(event, "norm");
    act->scales = read_words(r, &scale, SCALES);
    act->dims = read_words(r, &dim, DIMS);
    act->beneficiary = read_beneficiary(r, &whom);
    act->norm = read_said(r, &norm);
}

static void read_amend(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node accepted = node_member(event, "ok");
    if (is_there(&accepted) && !json_is_boolean(accepted.value)) {
        fail(r, &accepted, "true or false");
    }
    act->accepted = json_is_true(accepted.value);
}

static void read_react(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node stance = node_member(event, "s"), why = node_member(event, "why");
    act->stance = (uint8_t)MAX(read_word(r, &stance, STANCES), 0);
    act->reason = read_said(r, &why);
}

static void read_carry(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node due = node_member(event, "due");
    act->due = read_said(r, &due);
}

static void read_commit(struct reader *r, const struct node *event, struct tally_act *act)
{
    struct node resource = node_member(event, "res");
    act->resource = (uint8_t)find_or_add(r, &resource, r->resources, &r->n_resources,
                                         TALLY_RESOURCES_MAX, "at most 32 kinds of resources");
}

static read_act *const read_kind[TALLY_KINDS] = {
    [TALLY_BASE] = read_base,   [TALLY_PROPOSE] = read_propose, [TALLY_AMEND] = read_amend,
    [TALLY_REACT] = read_react, [TALLY_CARRY] = read_carry,     [TALLY_COMMIT] = read_commit,
};

// The last three are told elsewhere in the file.
static const struct word kinds[] = {
    {STR_INIT("base"), TALLY_BASE},    {STR_INIT("propose"), TALLY_PROPOSE},
    {STR_INIT("amend"), TALLY_AMEND},  {STR_INIT("react"), TALLY_REACT},
    {STR_INIT("carry"), TALLY_CARRY},  {STR_INIT("commit"), TALLY_COMMIT},
    {STR_INIT("join"), TALLY_KINDS},   {STR_INIT("final"), TALLY_KINDS},
    {STR_INIT("rating"), TALLY_KINDS},
};

#define EXPECTED_KIND "base, propose, amend, react, carry, commit, join, final or rating"

static struct tally_act read_event(struct reader *r, const struct node *event, int kind)
{
    struct node clause = node_member(event, "c"), hat = node_member(event, "hat");
    struct node when = node_member(event, "t"), ext = node_member(event, "ext");
    struct tally_act act = tally_make_act((enum tally_kind)kind, TALLY_NOBODY, 0);
    if (kind != TALLY_BASE) {
        act.clause = (int16_t)find_or_add(r, &clause, r->in->clauses, &r->in->n_clauses,
                                          TALLY_CLAUSES_MAX, "at most 64 clauses");
    }
    if (is_there(&hat)) {
        act.hat = (uint8_t)MAX(read_word(r, &hat, GROUPS), 0);
    }
    act.at_ms = read_ms(r, &when, 0);
    act.ext = read_said(r, &ext);
    read_credit(r, event, &act);
    read_kind[kind](r, event, &act);
    return act;
}

// Acts go where their number says; equal numbers, and none, keep the order of the file.
static void place_act(struct reader *r, struct tally_act act, json_int_t number)
{
    size_t at = r->in->n_acts++;
    for (; at > 0 && r->order[at - 1] > number; at--) {
        r->acts[at] = r->acts[at - 1];
        r->order[at] = r->order[at - 1];
    }
    r->acts[at] = act;
    r->order[at] = number;
}

static void read_events(struct reader *r, const struct node *node)
{
    json_int_t number = INT64_MIN;
    if (!json_is_array(node->value)) {
        fail(r, node, "an array");
    }
    if (json_array_size(node->value) > TALLY_ACTS_MAX) {
        fail(r, node, "at most 4096 events");
    }
    for (size_t i = 0; i < json_array_size(node->value) && !r->failed; i++) {
        struct node event = node_element(node, i);
        if (!json_is_object(event.value)) {
            fail(r, &event, "an object");
            return;
        }
        struct node kind = node_member(&event, "k"), n = node_member(&event, "n");
        if (is_there(&n) && !json_is_integer(n.value)) {
            fail(r, &n, "a whole number");
        }
        number = is_there(&n) ? json_integer_value(n.value) : number;
        int k = read_word(r, &kind, kinds, ARRAY_LEN(kinds), EXPECTED_KIND);
        if (k >= 0 && k != TALLY_KINDS) {
            place_act(r, read_event(r, &event, k), number);
        }
    }
}

// After phase 2

// An object, or nothing.
static bool is_object(struct reader *r, const struct node *node)
{
    if (is_there(node) && !json_is_object(node->value)) {
        return fail(r, node, "an object");
    }
    return is_there(node);
}

static void read_finals(struct reader *r, const struct node *node)
{
    for (size_t p = 0; is_object(r, node) && p < r->in->n_people; p++) {
        const char *id = arena_cstr(r->arena, r->in->people[p].id);
        struct node stance = node_member(node, id);
        if (is_there(&stance)) {
            r->in->final[p] = (uint8_t)MAX(read_word(r, &stance, STANCES), 0);
        }
    }
}

static uint8_t read_rating(struct reader *r, const struct node *node)
{
    json_int_t value = json_integer_value(node->value);
    if (node->value == NULL) {
        return TALLY_NO_RATE;
    }
    if (json_is_null(node->value)) {
        return TALLY_CANT_SAY;
    }
    if (!json_is_integer(node->value) || value < 1 || value > 5) {
        fail(r, node, "a whole number from 1 to 5, or null");
        return TALLY_NO_RATE;
    }
    return (uint8_t)value;
}

static void read_ratings(struct reader *r, const struct node *node)
{
    for (size_t p = 0; is_object(r, node) && p < r->in->n_people; p++) {
        const char *id = arena_cstr(r->arena, r->in->people[p].id);
        struct node answers = node_member(node, id);
        for (size_t q = 0; is_object(r, &answers) && q < r->in->n_people; q++) {
            const char *about = arena_cstr(r->arena, r->in->people[q].id);
            struct node rating = node_member(&answers, about);
            r->in->rating[p][q] = read_rating(r, &rating);
        }
    }
}

static struct tally_interest read_interest(struct reader *r, const struct node *node)
{
    struct node points = node_element(node, 0), met = node_element(node, 1);
    double halves = 2 * json_number_value(met.value);
    json_int_t value = json_integer_value(points.value);
    struct tally_interest out = {.halves = TALLY_CANT_SAY};
    if (!json_is_array(node->value) || json_array_size(node->value) != 2) {
        fail(r, node, "an array of two: points and satisfaction");
        return out;
    }
    if (!json_is_integer(points.value) || value < 0 || value > 1000) {
        fail(r, &points, "a whole number of points from 0 to 1000");
        return out;
    }
    out.points = (uint16_t)value;
    if (json_is_null(met.value)) {
        return out;
    }
    if (!json_is_number(met.value) || !(halves >= 0 && halves <= 2) || halves != (int)halves) {
        fail(r, &met, "0, 0.5, 1 or null");
        return out;
    }
    out.halves = (uint8_t)halves;
    return out;
}

static void read_interests(struct reader *r, const struct node *node)
{
    for (size_t g = 0; is_object(r, node) && g < ARRAY_LEN(groups); g++) {
        struct node list = node_member(node, groups[g].text.p);
        size_t n = json_array_size(list.value);
        if (!is_there(&list)) {
            continue;
        }
        if (!json_is_array(list.value) || n > TALLY_INTERESTS_MAX) {
            fail(r, &list, "an array of at most 8 interests");
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            struct node interest = node_element(&list, i);
            r->in->interests[g][i] = read_interest(r, &interest);
        }
        r->in->n_interests[g] = n;
    }
}

// The version of the rules that the table is read by; the newest when it is not said.
static void read_rules(struct reader *r, const struct node *node)
{
    char expected[64];
    if (!is_there(node)) {
        return;
    }
    r->in->rules = json_is_integer(node->value) ? rules(json_integer_value(node->value)) : NULL;
    if (r->in->rules == NULL) {
        snprintf(expected, sizeof expected, "a version of the rules, 1 to %d", RULES_VERSION);
        fail(r, node, expected);
    }
}

static void read_input(struct reader *r, const struct node *top)
{
    struct node version = node_member(top, "rules");
    struct node people = node_member(top, "people"), events = node_member(top, "events");
    struct node length = node_member(top, "phase2_s"), finals = node_member(top, "final");
    struct node ratings = node_member(top, "ratings"), interests = node_member(top, "interests");
    tally_input_init(r->in);
    read_rules(r, &version);
    r->in->phase2_ms = read_ms(r, &length, r->in->phase2_ms);
    if (r->in->phase2_ms < 0) {
        fail(r, &length, "a length, not a negative number");
    }
    read_people(r, &people);
    r->acts = arena_new_n(r->arena, struct tally_act, TALLY_ACTS_MAX);
    r->order = arena_new_n(r->arena, json_int_t, TALLY_ACTS_MAX);
    CHECK(r->acts != NULL && r->order != NULL);
    r->in->acts = r->acts;
    read_events(r, &events);
    read_finals(r, &finals);
    read_ratings(r, &ratings);
    r->in->sealed = json_is_true(node_member(top, "sealed").value);
    read_interests(r, &interests);
}

static json_t *parse(struct str text, struct buf *fault)
{
    json_error_t error;
    json_t *value =
        json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL) {
        buf_printf(fault, "line %d, column %d: not JSON: %s", error.line, error.column, error.text);
    } else if (!json_is_object(value)) {
        struct reader r = {.fault = fault};
        struct node top = {NULL, NULL, 0, value};
        fail(&r, &top, "an object");
        json_decref(value);
        return NULL;
    }
    return value;
}

bool tally_json_read(struct str text, struct arena *arena, struct tally_input *out,
                     struct buf *fault)
{
    json_t *value = parse(text, fault);
    if (value == NULL) {
        return false;
    }
    struct reader r = {.arena = arena, .fault = fault, .in = out};
    struct node top = {NULL, NULL, 0, value}, input = node_member(&top, "input");
    if (input.value != NULL && !json_is_object(input.value)) {
        fail(&r, &input, "an object");
    } else {
        read_input(&r, input.value == NULL ? &top : &input);
    }
    json_decref(value);
    return !r.failed;
}

// Cases

static void read_case(struct reader *r, const struct node *node, struct tally_case *out)
{
    struct node key = node_member(node, "key"), from = node_member(node, "from"),
                to = node_member(node, "to");
    struct node help = node_member(node, "help"), at = node_member(node, "scales");
    if (!json_is_object(node->value)) {
        fail(r, node, "an object");
        return;
    }
    read_text(r, &key, &out->key);
    out->from = read_words(r, &from, GROUPS);
    out->to = read_words(r, &to, GROUPS);
    out->help = read_words(r, &help, GROUPS);
    out->scales = read_words(r, &at, SCALES);
    struct node also = node_member(node, "also");
    out->also = also.value != NULL ? read_words(r, &also, SCALES) : 0;
}

bool tally_cases_read(struct str text, struct arena *arena, struct tally_cases *out,
                      struct buf *fault)
{
    json_t *value = parse(text, fault);
    if (value == NULL) {
        return false;
    }
    memset(out, 0, sizeof *out);
    struct reader r = {.arena = arena, .fault = fault};
    struct node top = {NULL, NULL, 0, value};
    struct node version = node_member(&top, "version"), list = node_member(&top, "cases");
    read_text(&r, &version, &out->version);
    if (!json_is_array(list.value) || json_array_size(list.value) > TALLY_CASES_MAX) {
        fail(&r, &list, "an array of at most 16 cases");
    }
    for (size_t i = 0; i < json_array_size(list.value) && !r.failed; i++) {
        struct node item = node_element(&list, i);
        read_case(&r, &item, &out->list[out->n++]);
    }
    json_decref(value);
    return !r.failed;
}
