// Who is there, and how far a table is: what several documents count.
#include "core/project.h"
#include "core/rules_parts.h"

int present_at(const struct room *r, int table)
{
    int n = 0;
    for (int p = 1; p <= r->npeople; p++)
        n += is_present(r, p, table);
    return n;
}

void clause_counts(const struct table *t, int *adopted, int *open)
{
    *adopted = *open = 0;
    for (int c = 1; c <= t->nclauses; c++) {
        *adopted += t->clause[c]->state == CLAUSE_ADOPTED;
        *open += t->clause[c]->state == CLAUSE_OPEN || t->clause[c]->state == CLAUSE_PARKED;
    }
}

unsigned groups_missing(const struct room *r, int table)
{
    unsigned missing = 0;
    for (int g = 0; g < GROUPS; g++)
        missing |= room_seated(r, table, g) ? 0u : 1u << g;
    return missing;
}

bool did_task(const struct person *who, enum phase_kind phase)
{
    switch (phase) {
    case PHASE_LOBBY:
    case PHASE_BRIEFING:
        return who->ready;
    case PHASE_GROUP_WORK:
        return who->own_idea.set && (who->hat >= GROUPS || who->hat_idea.set);
    case PHASE_POOLING:
        return who->has_final;
    case PHASE_REPORT:
        return who->answered;
    default:
        return who->q6.n > 0;
    }
}

void table_progress(const struct room *r, int table, int *done, int *of)
{
    *done = 0;
    *of = room_seats(r, table);
    for (int p = 1; p <= r->npeople; p++)
        *done += sits_at(r->person[p], table) && !is_aside(r, p) &&
                 did_task(r->person[p], room_phase(r));
}
