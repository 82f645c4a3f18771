// The rules of scenarios/README.md that a schema cannot say.
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"

enum { IDS_MAX = 64 };

// Words of each kind of phase, in the order of enum phase_kind.
static const char *const steps_of[] = {
    " situation card table ",
    " read alone sheet points presenter ",
    " pitch base clauses inject carry final ",
    " questions complete plenary ",
    " out_of_role story next ",
    " feel happened why parallels keep ",
};

static void unique(struct scenario_reader *r, struct map *seen, const struct node *item)
{
    struct node id = node_member(item, "id");
    struct str text = json_view(id.value);
    if (text.n > 0 && map_get(seen, text) != NULL) {
        scenario_fault(
            r, &id, (struct expected){"un nom qui ne sert qu’une fois", "a name used only once"});
    } else if (text.n > 0) {
        map_put(seen, text, r);
    }
}

static void unique_list(struct scenario_reader *r, struct map *seen, const struct node *list)
{
    for (size_t i = 0; i < json_array_size(list->value); i++) {
        struct node item = node_element(list, i);
        unique(r, seen, &item);
    }
}

static void check_ids(struct scenario_reader *r, const struct node *top)
{
    static const char *const kinds[] = {"roles", "injects", "expertise"};
    struct map seen;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct node list = node_member(top, kinds[i]);
        map_init(&seen, IDS_MAX, 0);
        unique_list(r, &seen, &list);
        map_free(&seen);
    }
    struct node groups = node_member(top, "groups"), roles = node_member(top, "roles");
    map_init(&seen, IDS_MAX, 0);
    for (int g = 0; g < SCENARIO_GROUPS; g++) {
        struct node group = node_member(&groups, scenario_group_names[g]);
        struct node list = node_member(&group, "interests");
        unique_list(r, &seen, &list);
    }
    map_free(&seen);
    map_init(&seen, IDS_MAX, 0);
    for (size_t i = 0; i < json_array_size(roles.value); i++) {
        struct node role = node_element(&roles, i), list = node_member(&role, "assets");
        unique_list(r, &seen, &list);
    }
    map_free(&seen);
}

static void check_role_order(struct scenario_reader *r, const struct node *top)
{
    struct node roles = node_member(top, "roles");
    unsigned run = 0;
    for (size_t i = 0; i < r->s->n_roles; i++) {
        unsigned bit = 1u << r->s->roles[i].group;
        struct node role = node_element(&roles, i), group = node_member(&role, "group");
        run = i % SCENARIO_GROUPS == 0 ? 0 : run;
        if (run & bit) {
            scenario_fault(r, &group,
                           (struct expected){"un groupe que ces trois rôles n’ont pas déjà",
                                             "a group that these three roles do not have yet"});
        }
        run |= bit;
    }
    struct node players = node_member(top, "players"), max = node_member(&players, "max");
    if (max.value != NULL && r->s->players_max != r->s->n_roles) {
        scenario_fault(r, &max, (struct expected){"le nombre de rôles", "the number of roles"});
    }
}

// Each interest is held by a role, and each group has money or premises somewhere.
static void check_groups(struct scenario_reader *r, const struct node *top)
{
    struct node groups = node_member(top, "groups");
    for (int g = 0; g < SCENARIO_GROUPS; g++) {
        struct node group = node_member(&groups, scenario_group_names[g]);
        struct node list = node_member(&group, "interests");
        unsigned held = 0;
        bool means = false;
        for (size_t i = 0; i < r->s->n_roles; i++) {
            const struct scenario_role *role = &r->s->roles[i];
            held |= role->group == g ? role->interests : 0u;
            for (size_t j = 0; j < role->n_assets && role->group == g; j++) {
                means |= role->assets[j].kind <= SCENARIO_PREMISES;
            }
        }
        for (size_t i = 0; i < json_array_size(list.value) && i < SCENARIO_INTERESTS; i++) {
            struct node item = node_element(&list, i), id = node_member(&item, "id");
            if (!(held >> i & 1)) {
                scenario_fault(r, &id,
                               (struct expected){"un intérêt qu’un rôle défend",
                                                 "an interest that a role holds"});
            }
        }
        if (group.value != NULL && !means) {
            scenario_fault(r, &group,
                           (struct expected){"de l’argent ou un lieu sur une carte",
                                             "money or premises on a card"});
        }
    }
}

static void check_steps(struct scenario_reader *r, const struct node *phase,
                        const struct scenario_phase *p)
{
    struct node list = node_member(phase, "steps");
    for (size_t i = 0; i < p->n_steps; i++) {
        struct node item = node_element(&list, i);
        struct node at = node_member(&item, "at_s"), id = node_member(&item, "id");
        int32_t at_s = p->steps[i].at_s;
        bool rising = i == 0 ? at_s == 0 : at_s > p->steps[i - 1].at_s;
        if (at.value != NULL && (!rising || at_s >= p->seconds)) {
            scenario_fault(r, &at,
                           (struct expected){"0 puis des secondes qui montent, avant la fin",
                                             "0, then rising seconds, before the phase’s end"});
        }
        char word[64];
        size_t n = MIN(p->steps[i].id.n, sizeof word - 3);
        memcpy(word + 1, p->steps[i].id.n > 0 ? p->steps[i].id.p : "", n);
        word[0] = word[n + 1] = ' ';
        word[n + 2] = '\0';
        if (id.value != NULL && (n == 0 || strstr(steps_of[p->kind], word) == NULL)) {
            scenario_fault(r, &id, (struct expected){steps_of[p->kind], steps_of[p->kind]});
        }
    }
}

static void check_clock(struct scenario_reader *r, const struct node *top)
{
    struct node phases = node_member(top, "phases"), injects = node_member(top, "injects");
    int32_t length[SCENARIO_PHASES_MAX] = {0};
    for (size_t i = 0; i < r->s->n_phases; i++) {
        const struct scenario_phase *p = &r->s->phases[i];
        struct node phase = node_element(&phases, i), kind = node_member(&phase, "kind");
        if (kind.value != NULL && (size_t)p->kind != i) {
            scenario_fault(r, &kind,
                           (struct expected){scenario_phase_names[i], scenario_phase_names[i]});
        }
        length[p->kind] = p->seconds;
        check_steps(r, &phase, p);
    }
    for (size_t i = 0; i < r->s->n_injects; i++) {
        struct node item = node_element(&injects, i), at = node_member(&item, "at_s");
        if (r->s->injects[i].at_s >= length[r->s->injects[i].phase] && at.value != NULL) {
            scenario_fault(r, &at,
                           (struct expected){"une seconde de la phase", "a second of the phase"});
        }
    }
}

// The words by which a card would name a role: its title up to a bracket or a comma.
static struct str title_head(struct str title)
{
    for (size_t i = 0; i < title.n; i++) {
        if (title.p[i] == '(' || title.p[i] == ',') {
            title.n = i;
        }
    }
    while (title.n > 0 && title.p[title.n - 1] == ' ') {
        title.n--;
    }
    return title;
}

static bool names_role(const struct scenario_inject *inject, const struct scenario_role *role)
{
    const struct {
        struct str text, ask, title;
    } said[] = {
        {inject->text.fr, inject->ask.fr, title_head(role->title.fr)},
        {inject->text.en, inject->ask.en, title_head(role->title.en)},
    };
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (str_has_nocase(said[i].text, said[i].title) ||
            str_has_nocase(said[i].ask, said[i].title) ||
            str_has_nocase(said[i].text, role->name) || str_has_nocase(said[i].ask, role->name)) {
            return true;
        }
    }
    return false;
}

// A card never acts for somebody seated: who is named in it is asked, and plays it.
static void check_injects(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "injects");
    for (size_t i = 0; i < r->s->n_injects && r->s->format > 1; i++) {
        struct node item = node_element(&list, i), text = node_member(&item, "text");
        for (size_t j = 0; j < r->s->n_roles; j++) {
            const struct scenario_role *role = &r->s->roles[j];
            if (r->s->injects[i].to >> j & 1 || !names_role(&r->s->injects[i], role)) {
                continue;
            }
            char want[160];
            snprintf(want, sizeof want,
                     r->faults->french ? "\"to\" avec \"" STR_FMT "\", que la carte nomme"
                                       : "\"to\" with \"" STR_FMT "\", whom the card names",
                     STR_ARG(role->id));
            scenario_fault(r, &text, (struct expected){want, want});
        }
    }
}

// The scenario names the choices that matter most in its case.
static void check_checklist(struct scenario_reader *r, const struct node *top)
{
    struct node list = node_member(top, "checklist");
    size_t n = check_list(r, &list, 1, 12);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(&list, i);
        struct str id = check_id(r, &item, 32);
        bool there = false;
        for (size_t j = 0; j < r->s->n_founding; j++) {
            bool this = str_eq(r->s->founding[j].id, id);
            r->s->founding[j].matters |= this;
            there |= this;
        }
        if (!there) {
            scenario_fault(
                r, &item,
                (struct expected){"un élément de checklist.json", "an item of checklist.json"});
        }
    }
}

void check_rules(struct scenario_reader *r, const struct node *top)
{
    struct node id = node_member(top, "id");
    if (r->asked->folder.n > 0 && id.value != NULL && !str_eq(r->s->id, r->asked->folder)) {
        scenario_fault(r, &id, (struct expected){"le nom du dossier", "the folder’s name"});
    }
    check_ids(r, top);
    check_role_order(r, top);
    check_knots(r, top);
    check_groups(r, top);
    check_sums(r, top);
    check_clock(r, top);
    check_injects(r, top);
    check_checklist(r, top);
}
