// What changed under what people had said yes or no to: told to the table, with who did it.
#include "core/rules_parts.h"

void tell_change(struct room *r, int table, enum change_kind kind, int clause, int by, int who)
{
    struct table *t = &r->table[table];
    struct table_change *c = &t->change[t->nchanges++ % CHANGES_SHOWN];
    *c = (struct table_change){.t = r->now,
                               .by = (int16_t)by,
                               .who = (uint16_t)who,
                               .kind = (uint8_t)kind,
                               .clause = (uint8_t)clause};
    c->state = clause > 0 ? t->clause[clause]->state : 0;
    if (r->d_changes[table] < CHANGES_SHOWN)
        r->d_changes[table]++;
    r->d_counts[table] = COUNTS_ALL;
}
