// Small parts of several rules: texts written together, and events that nobody did.
#include "base/utf8.h"
#include "core/rules_parts.h"

int shared_decide(struct decision *d, const struct shared_text *now, int base, int text, int max)
{
    // Before anybody wrote, what the writer started from is the server's own suggestion.
    struct str start = now->v == 0 ? now->text : d->cmd->f[base].s;
    struct str merged = merge_texts(start, now->text, d->cmd->f[text].s, d->scratch);
    if (now->v > 0 && str_eq(merged, now->text)) {
        return 0;
    }
    if (utf8_count(merged) > (size_t)max) {
        return refuse(d, REFUSED_TOO_LONG, "text", max);
    }
    struct act *e = emit_same(d);
    e->f[text] = val_text(merged);
    return 0;
}

void shared_apply(struct room *r, struct shared_text *now, const struct act *e, int text)
{
    room_put(r, &now->text, e->f[text].s);
    now->by = (uint16_t)e->by;
    now->v++;
}

const struct person *at_table(const struct room *r, int table, int person)
{
    const struct person *p = room_person(r, person);
    return p != NULL && p->table == table ? p : NULL;
}

struct table *table_of(struct room *r, const struct act *e)
{
    return &r->table[r->person[e->by]->table];
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

void set_val(struct act *e, int field, int64_t value)
{
    e->f[field] = val_int(value);
}
