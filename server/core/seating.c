#include "core/seating.h"

int seating_next(const struct scenario *sc, int group, unsigned taken)
{
    int first = -1;
    for (int i = 0; i < sc->n_roles; i++) {
        if (sc->roles[i].group != group)
            continue;
        if (first < 0)
            first = i;
        if (!(taken >> i & 1))
            return i;
    }
    return first;
}

unsigned seating_of(const struct scenario *sc, const int people[SCENARIO_GROUPS])
{
    unsigned seated = 0;
    for (int g = 0; g < SCENARIO_GROUPS; g++)
        for (int n = 0; n < people[g]; n++) {
            int role = seating_next(sc, g, seated);
            seated |= role < 0 ? 0 : 1u << role;
        }
    return seated;
}
