#include "core/tally_table.h"

#include <string.h>

static const struct tally_cases no_cases;

void table_people(struct table *t, const char *groups)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    static const struct str clauses[] = {STR_INIT("A"), STR_INIT("B"), STR_INIT("C"),
                                         STR_INIT("D")};
    memset(t, 0, sizeof *t);
    tally_input_init(&t->in);
    for (; *groups != '\0'; groups++) {
        enum tally_group g = *groups == 'M' ? TALLY_M : *groups == 'C' ? TALLY_C : TALLY_O;
        struct str id = str_from_cstr(names[t->in.n_people]);
        t->in.people[t->in.n_people++] = tally_make_person(id, g, 0);
    }
    memcpy(t->in.clauses, clauses, sizeof clauses);
    t->in.n_clauses = 4;
    t->in.acts = t->acts;
}

void table_seven(struct table *t)
{
    table_people(t, "MCOMCOC");
}

struct tally_act *table_act(struct table *t, enum tally_kind kind, int by, int clause)
{
    struct tally_act *act = &t->acts[t->in.n_acts++];
    *act = tally_make_act(kind, by, clause);
    return act;
}

struct tally_act *table_react(struct table *t, int by, int clause, enum tally_stance stance)
{
    struct tally_act *act = table_act(t, TALLY_REACT, by, clause);
    act->stance = (uint8_t)stance;
    return act;
}

struct tally_act *table_amend(struct table *t, int by, int clause)
{
    struct tally_act *act = table_act(t, TALLY_AMEND, by, clause);
    act->accepted = true;
    return act;
}

void table_consent(struct table *t, int clause)
{
    table_react(t, M1, clause, TALLY_SUPPORT);
    table_react(t, C1, clause, TALLY_SUPPORT);
    table_react(t, O1, clause, TALLY_SUPPORT);
}

void table_tally(struct table *t)
{
    tally_compute(&t->in, &tally_thresholds_1, &no_cases, &t->out);
}

void table_live(struct table *t, int64_t now_ms)
{
    tally_live(&t->in, &tally_thresholds_1, now_ms, &t->live);
}
