// Checks of single values of a scenario, and the words for what is wrong with them.
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"
#include "codec/scenario_parts.h"

enum { FAULTS_SHOWN_MAX = 200, FAULT_BYTES = 8 << 10 };

const char *const scenario_group_names[] = {"municipal", "citizen", "organisation", NULL};
const char *const scenario_phase_names[] = {"briefing",   "group_work", "pooling", "report",
                                            "conclusion", "debrief",    NULL};

void scenario_fault(struct scenario_reader *r, const struct node *node, struct expected expected)
{
    bool french = r->faults->french;
    struct buf at, say;
    if (++r->n_faults > FAULTS_SHOWN_MAX) {
        return;
    }
    buf_init(&at, FAULT_BYTES);
    buf_init(&say, FAULT_BYTES);
    node_path(&at, node);
    buf_puts(&say, french ? "trouvé " : "found ");
    json_found(&say, node->value, french);
    buf_printf(&say, french ? ", attendu %s" : ", expected %s", french ? expected.fr : expected.en);
    file_faults_add(r->faults, &(struct file_fault){str_from_cstr(r->asked->file), buf_view(&at),
                                                    buf_view(&say)});
    buf_free(&at);
    buf_free(&say);
}

// Expectations that hold numbers are written here; one at a time is enough.
static void fault_numbers(struct scenario_reader *r, const struct node *node,
                          struct expected format, long long a, long long b)
{
    char text[160];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, r->faults->french ? format.fr : format.en, a, b);
#pragma GCC diagnostic pop
    scenario_fault(r, node, (struct expected){text, text});
}

// Looks a word of n bytes up in "a! b c!"; *must tells whether it had its mark.
static bool in_words(const char *words, const char *key)
{
    struct str rest = str_from_cstr(words);
    while (rest.n > 0) {
        struct str word = str_cut(&rest, ' ');
        word.n -= str_ends(word, STR("!"));
        if (str_eq_cstr(word, key)) {
            return true;
        }
    }
    return false;
}

bool check_object(struct scenario_reader *r, const struct node *node, const char *keys)
{
    const char *key;
    json_t *value;
    if (!json_is_object(node->value)) {
        scenario_fault(r, node, (struct expected){"un objet", "an object"});
        return false;
    }
    json_object_foreach((json_t *)node->value, key, value)
    {
        if (!in_words(keys, key)) {
            struct node member = {node, key, 0, value};
            scenario_fault(r, &member,
                           (struct expected){"aucun champ de ce nom", "no field of that name"});
        }
    }
    struct str rest = str_from_cstr(keys);
    while (rest.n > 0) {
        struct str word = str_cut(&rest, ' ');
        if (str_ends(word, STR("!"))) {
            char name[32];
            snprintf(name, sizeof name, "%.*s", (int)word.n - 1, word.p);
            struct node member = node_member(node, name);
            if (member.value == NULL) {
                scenario_fault(r, &member, (struct expected){"ce champ", "this field"});
            }
        }
    }
    return true;
}

size_t check_list(struct scenario_reader *r, const struct node *node, size_t min, size_t max)
{
    size_t n = json_array_size(node->value);
    if (node->value == NULL) {
        return 0;
    }
    if (!json_is_array(node->value) || n < min || n > max) {
        fault_numbers(r, node,
                      (struct expected){"une liste de %lld à %lld", "a list of %lld to %lld"},
                      (long long)min, (long long)max);
    }
    return MIN(n, max);
}

static bool is_plain(struct str text)
{
    uint32_t code = 0;
    bool edge = false;
    for (size_t at = 0; at < text.n;) {
        bool first = at == 0;
        code = utf8_next(text, &at);
        bool space = code == ' ' || code == 0xa0 || code == 0x202f;
        edge |= space && (first || at == text.n);
        if (code < 0x20 || code == 0x7f || code == 0x2028 || code == 0x2029) {
            return false;
        }
    }
    return text.n > 0 && !edge;
}

struct str check_text(struct scenario_reader *r, const struct node *node, size_t max)
{
    struct str text = {json_string_value(node->value), json_string_length(node->value)};
    if (node->value == NULL) {
        return (struct str){NULL, 0};
    }
    if (!json_is_string(node->value) || !is_plain(text)) {
        scenario_fault(r, node,
                       (struct expected){"une ligne de texte, sans espace aux bouts",
                                         "a line of text, without spaces at its ends"});
    } else if (utf8_count(text) > max) {
        fault_numbers(r, node,
                      (struct expected){"au plus %lld caractères (il y en a %lld)",
                                        "at most %lld characters (there are %lld)"},
                      (long long)max, (long long)utf8_count(text));
    }
    return arena_str(r->arena, text);
}

struct text2 check_text2(struct scenario_reader *r, const struct node *up, const char *key,
                         size_t max)
{
    struct node node = key == NULL ? *up : node_member(up, key);
    struct text2 text = {{NULL, 0}, {NULL, 0}};
    if (node.value != NULL && check_object(r, &node, "fr! en!")) {
        struct node fr = node_member(&node, "fr"), en = node_member(&node, "en");
        text.fr = check_text(r, &fr, max);
        text.en = check_text(r, &en, max);
    }
    return text;
}

int64_t check_whole(struct scenario_reader *r, const struct node *up, const char *key, int64_t min,
                    int64_t max)
{
    struct node node = node_member(up, key);
    json_int_t n = json_integer_value(node.value);
    if (node.value != NULL && (!json_is_integer(node.value) || n < min || n > max)) {
        fault_numbers(r, &node,
                      (struct expected){"un nombre entier de %lld à %lld",
                                        "a whole number from %lld to %lld"},
                      min, max);
    }
    return CLAMP(n, min, max);
}

bool check_flag(struct scenario_reader *r, const struct node *up, const char *key)
{
    struct node node = node_member(up, key);
    if (node.value != NULL && !json_is_boolean(node.value)) {
        scenario_fault(r, &node, (struct expected){"vrai ou faux", "true or false"});
    }
    return json_is_true(node.value);
}

static bool is_id(struct str text)
{
    bool dash = true; // none at the start, none after another
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && (c != '-' || dash)) {
            return false;
        }
        dash = c == '-';
    }
    return text.n > 0 && !dash;
}

struct str check_id(struct scenario_reader *r, const struct node *node, size_t max)
{
    struct str text = {json_string_value(node->value), json_string_length(node->value)};
    if (node->value != NULL && (!is_id(text) || text.n > max)) {
        scenario_fault(r, node,
                       (struct expected){"un nom en minuscules, chiffres et traits d’union",
                                         "a name of lower-case letters, digits and hyphens"});
    }
    return arena_str(r->arena, text);
}

static int index_of(const json_t *value, const char *const *names)
{
    for (int i = 0; names[i] != NULL && json_is_string(value); i++) {
        if (strcmp(names[i], json_string_value(value)) == 0) {
            return i;
        }
    }
    return -1;
}

int check_choice(struct scenario_reader *r, const struct node *node, const char *const *names)
{
    int i = index_of(node->value, names);
    if (i >= 0 || node->value == NULL) {
        return MAX(i, 0);
    }
    struct buf list;
    buf_init(&list, 4096);
    for (int j = 0; names[j] != NULL; j++) {
        buf_printf(&list, "%s\"%s\"", j > 0 ? ", " : "", names[j]);
    }
    scenario_fault(r, node, (struct expected){buf_cstr(&list), buf_cstr(&list)});
    buf_free(&list);
    return 0;
}

uint8_t check_choices(struct scenario_reader *r, const struct node *node, size_t min,
                      const char *const *names)
{
    uint8_t bits = 0;
    size_t n = check_list(r, node, min, 8);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(node, i);
        uint8_t bit = (uint8_t)(1u << check_choice(r, &item, names));
        if (bits & bit && index_of(item.value, names) >= 0) {
            scenario_fault(r, &item, (struct expected){"chacun une seule fois", "each only once"});
        }
        bits |= bit;
    }
    return bits;
}
