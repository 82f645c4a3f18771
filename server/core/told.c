// What is told to all by now of what was sealed when it was said.
#include "base/util.h"
#include "core/rules_parts.h"

struct telling {
    void (*told)(void *ctx, uint64_t seq);
    void *ctx;
};

static void tell(const struct telling *to, uint64_t seq)
{
    if (seq != 0)
        to->told(to->ctx, seq);
}

static void tell_stance(const struct telling *to, const struct stance *said)
{
    tell(to, said->seq);
    tell(to, said->reserve_seq);
    tell(to, said->reserve_end);
}

static void tell_clause(const struct telling *to, const struct room *r, const struct clause *c)
{
    for (int p = 1; p <= r->npeople; p++) {
        tell_stance(to, &voice_of(c, p)->said);
        tell_stance(to, &voice_of(c, p)->hat_said);
    }
}

static void tell_finals(const struct telling *to, const struct room *r)
{
    bool revealed[TABLES_MAX + 1];
    for (int t = 1; t <= r->ntables; t++)
        revealed[t] = finals_revealed(r, t);
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->table != 0 && revealed[r->person[p]->table])
            tell(to, r->person[p]->final_seq);
}

// An event reveals what was said of a clause that it names, whatever it does.
void room_told(const struct room *r, const struct act *e, void (*told)(void *ctx, uint64_t seq),
               void *ctx)
{
    const struct telling to = {told, ctx};
    const struct clause *c = clause_meant(r, e);
    if (c != NULL)
        tell_clause(&to, r, c);
    if (phase_reached(r, PHASE_POOLING))
        tell_finals(&to, r);
}
