#include "core/means.h"
#include "base/util.h"

struct means means_named(const struct scenario *sc, struct str id)
{
    for (int i = 0; i < sc->n_roles; i++) {
        for (int j = 0; j < sc->roles[i].n_assets; j++)
            if (str_eq(sc->roles[i].assets[j].id, id))
                return (struct means){i, j, &sc->roles[i].assets[j]};
    }
    return (struct means){0};
}

struct means means_of(const struct scenario *sc, const struct commitment *k)
{
    int role = k->card - 1;
    if (role < 0 || role >= sc->n_roles || k->asset >= sc->roles[role].n_assets)
        return (struct means){0};
    return (struct means){role, k->asset, &sc->roles[role].assets[k->asset]};
}

unsigned roles_seated(const struct room *r, int table)
{
    unsigned roles = 0;
    for (int p = 1; p <= r->npeople; p++)
        if (sits_at(r->person[p], table))
            roles |= 1u << r->person[p]->seat;
    return roles;
}

bool role_seated(const struct room *r, int table, int role)
{
    return roles_seated(r, table) >> role & 1;
}

int calls_left(const struct room *r, int table)
{
    return room_phase(r) == PHASE_POOLING ? CALLS_MAX - r->table[table].ncalls : 0;
}

unsigned owners_to_call(const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    unsigned roles = 0;
    if (!calls_left(r, table))
        return 0;
    for (int i = 0; i < r->sc->n_roles; i++)
        if (r->sc->roles[i].id.n)
            roles |= 1u << i;
    for (int k = 0; k < t->ncalls; k++)
        roles &= t->call[k].owner ? ~(1u << t->call[k].expert) : ~0u;
    return roles & ~roles_seated(r, table);
}

const struct called *owner_called(const struct table *t, int role)
{
    for (int i = 0; i < t->ncalls; i++)
        if (t->call[i].owner && t->call[i].expert == role)
            return &t->call[i];
    return NULL;
}

static bool is_put(const struct clause *c, const struct commitment *k)
{
    return c->state != CLAUSE_DROPPED && !k->gone;
}

int32_t means_left(const struct room *r, int table, const struct means *m)
{
    const struct table *t = &r->table[table];
    int32_t left = MAX(m->asset->amount, 1);
    for (int i = 1; i <= t->nclauses; i++) {
        const struct clause *c = t->clause[i];
        for (int k = 1; k <= c->ncommit; k++) {
            bool same = c->commit[k].card == m->role + 1 && c->commit[k].asset == m->index;
            if (same && is_put(c, &c->commit[k]))
                left -= MAX(c->commit[k].amount, 1);
        }
    }
    return MAX(left, 0);
}

struct sums table_sums(const struct room *r, int table)
{
    const struct table *t = &r->table[table];
    struct sums sums = {0};
    for (int i = 1; i <= t->nclauses; i++) {
        const struct clause *c = t->clause[i];
        for (int n = 1; n <= c->ncommit; n++) {
            const struct commitment *k = &c->commit[n];
            struct means m = means_of(r->sc, k);
            if (!is_put(c, k) || m.asset == NULL || m.asset->aside)
                continue;
            bool holds = m.asset->condition.fr.n == 0 || k->holds;
            *(holds && c->state == CLAUSE_ADOPTED ? &sums.counted : &sums.waiting) += k->amount;
        }
    }
    return sums;
}

void touch_means(struct room *r, int table, int role)
{
    r->d_counts[table] = COUNTS_ALL;
    for (int p = 1; p <= r->npeople; p++)
        if (r->person[p]->table == table && r->person[p]->seat == role)
            touch_parts(r, p, PERSON_OWN);
}

void touch_means_on(struct room *r, int table, const struct clause *c)
{
    for (int k = 1; k <= c->ncommit; k++)
        if (c->commit[k].card > 0)
            touch_means(r, table, c->commit[k].card - 1);
}
