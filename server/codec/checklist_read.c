// Reading of checklist.json: the choices a table makes when it founds a co-operative. The rules get
// their ids and kinds; the words, laws and sources are checked here and shown from the file.
#include <string.h>

#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"

enum { CHECKLIST_BYTES = 512 << 10, CHECKLIST_DEPTH = 8, ID_MAX = 32, URLS_MAX = 4, RULES_MAX = 4 };

static const char *const answer_names[] = {"text",   "choice", "several", "yes-no",
                                           "amount", "names",  NULL};
static const char *const difference_names[] = {"democratic", "collective", "solidarity", NULL};

static void check_urls(struct scenario_reader *r, const struct node *up)
{
    struct node list = node_member(up, "sources");
    size_t n = check_list(r, &list, 1, URLS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        struct str url = check_text(r, &item, 400);
        if (url.n > 0 && !str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))) {
            scenario_fault(r, &item,
                           (struct expected){"une adresse en http", "an address in http"});
        }
    }
}

static void check_rule(struct scenario_reader *r, const struct node *rule)
{
    struct node verified = node_member(rule, "verified"), era = node_member(rule, "era");
    if (!check_object(r, rule, "text! verified! era sources!")) {
        return;
    }
    check_text2(r, rule, "text", 280);
    if (verified.value != NULL && !json_is_boolean(verified.value)) {
        scenario_fault(r, &verified, (struct expected){"true ou false", "true or false"});
    }
    if (era.value != NULL) {
        check_choice(r, &era, scenario_era_names);
    }
    check_urls(r, rule);
}

static void check_words(struct scenario_reader *r, const struct node *item)
{
    struct node rules = node_member(item, "rules"), seen = node_member(item, "seen");
    size_t n = check_list(r, &rules, 0, RULES_MAX);
    check_text2(r, item, "question", 100);
    for (size_t i = 0; i < n; i++) {
        struct node rule = node_element(&rules, i);
        check_rule(r, &rule);
    }
    if (seen.value != NULL && check_object(r, &seen, "text! sources!")) {
        check_text2(r, &seen, "text", 280);
        check_urls(r, &seen);
    }
}

static void read_choices(struct scenario_reader *r, const struct node *up,
                         struct scenario_founding *out)
{
    struct node list = node_member(up, "choices");
    if (out->answer == SCENARIO_ANSWER_YES_NO) {
        out->choices[0] = STR("yes");
        out->choices[1] = STR("no");
        out->n_choices = 2;
        return;
    }
    bool needed = out->answer == SCENARIO_ANSWER_CHOICE || out->answer == SCENARIO_ANSWER_SEVERAL;
    if (!needed) {
        return;
    }
    if (list.value == NULL) {
        scenario_fault(r, &list, (struct expected){"ses choix", "its choices"});
    }
    out->n_choices = (uint8_t)check_list(r, &list, 2, SCENARIO_CHOICES_MAX);
    for (size_t i = 0; i < out->n_choices; i++) {
        struct node item = node_element(&list, i), id = node_member(&item, "id");
        if (check_object(r, &item, "id! text!")) {
            out->choices[i] = check_id(r, &id, ID_MAX);
            check_text2(r, &item, "text", 60);
        }
    }
}

static void read_item(struct scenario_reader *r, const struct node *item,
                      struct scenario_founding *out)
{
    struct node id = node_member(item, "id"), kind = node_member(item, "kind");
    struct node difference = node_member(item, "difference");
    out->difference = SCENARIO_DIFFERENCES;
    if (!check_object(r, item, "id! question! kind! choices rules! seen difference")) {
        return;
    }
    out->id = check_id(r, &id, ID_MAX);
    out->answer = (enum scenario_answer)check_choice(r, &kind, answer_names);
    if (difference.value != NULL) {
        out->difference = (enum scenario_difference)check_choice(r, &difference, difference_names);
    }
    read_choices(r, item, out);
    check_words(r, item);
}

static void read_items(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "items");
    if (!check_object(r, top, "$schema format! version! title! notice! items!")) {
        return;
    }
    check_whole(r, top, "format", 1, 1);
    check_whole(r, top, "version", 1, 1000000);
    check_text2(r, top, "title", 100);
    check_text2(r, top, "notice", 600);
    r->s->n_founding = (uint8_t)check_list(r, &list, 1, SCENARIO_FOUNDING_MAX);
    for (size_t i = 0; i < r->s->n_founding; i++) {
        struct node item = node_element(&list, i);
        read_item(r, &item, &r->s->founding[i]);
        for (size_t j = 0; j < i; j++) {
            if (str_eq(r->s->founding[i].id, r->s->founding[j].id)) {
                struct node id = node_member(&item, "id");
                scenario_fault(
                    r, &id,
                    (struct expected){"un nom qui ne sert qu’une fois", "a name used only once"});
            }
        }
    }
}

static int read_text(struct str text, struct scenario_reader *r)
{
    json_error_t error;
    json_t *root = json_parse(text, CHECKLIST_BYTES, CHECKLIST_DEPTH, &error);
    struct node top = {NULL, NULL, 0, root};
    if (root == NULL) {
        scenario_fault(r, &top, (struct expected){"du JSON", "JSON"});
    } else {
        read_items(r, &top);
    }
    json_decref(root);
    return r->n_faults;
}

int checklist_check(struct str text, const struct scenario_asked *asked, struct arena *arena,
                    struct file_faults *faults)
{
    struct scenario *ignored = mem_alloc(sizeof *ignored);
    struct scenario_reader r = {asked, arena, faults, ignored, 0};
    int n = read_text(text, &r);
    mem_free(ignored);
    return n;
}

void checklist_read(struct scenario_reader *r)
{
    read_text(checklist_builtin(), r); // without a fault, but for an arena that is full
}
