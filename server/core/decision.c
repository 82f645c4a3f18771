// Where a decision is written down: a refusal, or the events that it makes.
#include "core/decision.h"
#include "base/util.h"

int refuse(struct decision *d, enum refusal_code code, const char *field, int64_t limit)
{
    *d->refusal = (struct refusal){code, field, limit};
    return -1;
}

struct act *emit(struct decision *d, enum act_type type)
{
    if (d->n == d->cap)
        return NULL;
    struct act *e = &d->out[d->n++];
    *e = (struct act){.type = type, .by = d->cmd->by, .t_ms = d->cmd->t_ms};
    return e;
}

struct act *emit_same(struct decision *d)
{
    CHECK(d->n < d->cap);
    struct act *e = &d->out[d->n++];
    *e = *d->cmd;
    e->meant = (struct meant){0};
    return e;
}

struct act *emit_system(struct decision *d, enum act_type type)
{
    struct act *e = emit(d, type);
    if (e != NULL) {
        e->by = 0;
        e->ncredit = 0;
    }
    return e;
}

int as_asked(struct decision *d)
{
    emit_same(d);
    return 0;
}

int check_table(struct decision *d, const struct val *table)
{
    if (table->set && table->i > d->room->ntables)
        return refuse(d, REFUSED_NO_SUCH_TABLE, "table", d->room->ntables);
    return 0;
}
