// Tensions and trades between roles. From format 2 on a scenario is held to every table that the
// seating can make: five to twelve people, groups that differ by one at most, all three or one of
// them missing. Each such table keeps two whole tensions and two whole trades, and each role that
// is played is in one of them: nobody is sent to negotiate without a stake.
#include <stdio.h>

#include "base/util.h"
#include "codec/json_parts.h"
#include "codec/scenario_parts.h"
#include "core/seating.h"

enum { KNOT_ROLES_MAX = 6, TABLE_MIN = 5, TABLE_MAX = 12, WHOLE_MIN = 2 };

int scenario_role_of(const struct scenario *s, struct str id)
{
    for (size_t i = 0; i < s->n_roles; i++) {
        if (str_eq(s->roles[i].id, id)) {
            return (int)i;
        }
    }
    return -1;
}

uint16_t check_role_ids(struct scenario_reader *r, const struct node *list, size_t min, size_t max)
{
    uint16_t bits = 0;
    size_t n = check_list(r, list, min, max);
    for (size_t i = 0; i < n; i++) {
        struct node item = node_element(list, i);
        int role = scenario_role_of(r->s, json_view(item.value));
        if (role < 0 || bits >> role & 1) {
            scenario_fault(
                r, &item,
                (struct expected){"le nom d’un rôle, une seule fois", "a role’s id, only once"});
            continue;
        }
        bits |= (uint16_t)(1u << role);
    }
    return bits;
}

static uint8_t first_role(const struct scenario *s, const struct node *roles)
{
    struct node item = node_element(roles, 0);
    int role = scenario_role_of(s, json_view(item.value));
    return role < 0 ? 0 : (uint8_t)role;
}

static uint8_t read_knots(struct scenario_reader *r, const struct node *list, size_t min,
                          scenario_knot *out, struct text2 *texts, uint8_t *first)
{
    size_t max = r->s->format == 1 ? 5 : SCENARIO_KNOTS_MAX; // as format 1 always had it
    size_t n = check_list(r, list, min, max);
    for (size_t i = 0; i < n; i++) {
        struct node knot = node_element(list, i), roles = node_member(&knot, "roles");
        if (check_object(r, &knot, "roles! text!")) {
            texts[i] = check_text2(r, &knot, "text", 280);
            out[i] = check_role_ids(r, &roles, 2, KNOT_ROLES_MAX);
            first[i] = first_role(r->s, &roles);
        }
    }
    return (uint8_t)n;
}

// How many are whole among those seated; the roles they hold are added to *held.
static int whole_knots(const scenario_knot *knots, size_t n, unsigned seated, unsigned *held)
{
    int whole = 0;
    for (size_t i = 0; i < n; i++) {
        if (knots[i] != 0 && (knots[i] & ~seated) == 0) {
            whole++;
            *held |= knots[i];
        }
    }
    return whole;
}

// One table that falls short, with the names of who sits there.
struct short_table {
    const int *people;
    unsigned roles; // to be named
};

static void say_roles(struct buf *out, const struct scenario *s, unsigned roles)
{
    const char *between = "";
    for (size_t i = 0; i < s->n_roles; i++) {
        if (roles >> i & 1) {
            buf_printf(out, "%s" STR_FMT, between, STR_ARG(s->roles[i].id));
            between = ", ";
        }
    }
}

static void say_short(struct scenario_reader *r, const struct node *list,
                      const struct short_table *t, struct expected what)
{
    struct buf text;
    buf_init(&text, 4096);
    buf_printf(&text,
               r->faults->french
                   ? "%s à une table de %d (municipal %d, citoyen %d, organisme %d)\u00a0: "
                   : "%s at a table of %d (municipal %d, citizen %d, organisation %d): ",
               r->faults->french ? what.fr : what.en, t->people[0] + t->people[1] + t->people[2],
               t->people[0], t->people[1], t->people[2]);
    say_roles(&text, r->s, t->roles);
    scenario_fault(r, list, (struct expected){buf_cstr(&text), buf_cstr(&text)});
    buf_free(&text);
}

// What was already said is not said again for a larger table.
struct said {
    bool tensions, trades;
    unsigned alone;
};

static void check_table(struct scenario_reader *r, const struct node *top, const int *people,
                        struct said *said)
{
    const struct scenario *s = r->s;
    struct node tensions = node_member(top, "tensions"), trades = node_member(top, "trades");
    unsigned seated = seating_of(s, people), held = 0;
    struct short_table here = {people, seated};
    if (whole_knots(s->tensions, s->n_tensions, seated, &held) < WHOLE_MIN && !said->tensions) {
        say_short(r, &tensions, &here,
                  (struct expected){"deux tensions dont tous les rôles sont assis",
                                    "two tensions all of whose roles are seated"});
        said->tensions = true;
    }
    if (whole_knots(s->trades, s->n_trades, seated, &held) < WHOLE_MIN && !said->trades) {
        say_short(r, &trades, &here,
                  (struct expected){"deux échanges dont tous les rôles sont assis",
                                    "two trades all of whose roles are seated"});
        said->trades = true;
    }
    here.roles = seated & ~held & ~said->alone;
    if (here.roles != 0) {
        say_short(r, &tensions, &here,
                  (struct expected){"une tension ou un échange entier pour chaque rôle assis",
                                    "a whole tension or trade for each seated role"});
        said->alone |= here.roles;
    }
}

// The groups that are there differ by one at most.
static bool is_even(const int *people)
{
    int least = TABLE_MAX, most = 0, missing = 0;
    for (int g = 0; g < SCENARIO_GROUPS; g++) {
        missing += people[g] == 0;
        most = MAX(most, people[g]);
        least = people[g] > 0 ? MIN(least, people[g]) : least;
    }
    return missing <= 1 && most - least <= 1;
}

static void check_tables(struct scenario_reader *r, const struct node *top)
{
    struct said said = {0};
    for (int n = TABLE_MIN; n <= TABLE_MAX; n++) {
        for (int m = 0; m <= n; m++) {
            for (int c = 0; c <= n - m; c++) {
                int people[SCENARIO_GROUPS] = {m, c, n - m - c};
                if (is_even(people)) {
                    check_table(r, top, people, &said);
                }
            }
        }
    }
}

// Who holds what everybody wants is seated first.
static void check_stake(struct scenario_reader *r, const struct node *top)
{
    struct node roles = node_member(top, "roles");
    for (size_t i = 0; i < r->s->n_roles; i++) {
        struct node item = node_element(&roles, i), stake = node_member(&item, "stake");
        if (r->s->roles[i].stake && i >= SCENARIO_GROUPS) {
            scenario_fault(r, &stake,
                           (struct expected){"le premier rôle de son groupe, qu’on assoit d’abord",
                                             "the first role of its group, which is seated first"});
        }
    }
}

void check_knots(struct scenario_reader *r, const struct node *top)
{
    struct node tensions = node_member(top, "tensions"), trades = node_member(top, "trades");
    r->s->n_tensions =
        read_knots(r, &tensions, 2, r->s->tensions, r->s->tension_texts, r->s->tension_first);
    r->s->n_trades = read_knots(r, &trades, 1, r->s->trades, r->s->trade_texts, r->s->trade_first);
    if (r->s->format == 1) {
        return;
    }
    check_stake(r, top);
    if (r->n_faults == 0) {
        check_tables(r, top);
    }
}
