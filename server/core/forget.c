// Forgetting a person: their name and every word they wrote leave the room; what was decided
// stays, as the rules never look at words. The host deletes the texts beside the log.
#include "core/rules_parts.h"

static const struct str nothing;

static void forget_stances(struct stance *s)
{
    s->why = s->could = nothing;
}

static void forget_voice(struct voice *v)
{
    forget_stances(&v->pending);
    forget_stances(&v->said);
    forget_stances(&v->hat_pending);
    forget_stances(&v->hat_said);
}

static void forget_in_clause(struct clause *c, int id)
{
    if (c->credit.by == id && c->version == 1)
        c->text = nothing;
    if (c->credit.by == id)
        c->first = nothing;
    if (c->norm_by == id)
        c->norm = nothing;
    if (c->voice[id])
        forget_voice(c->voice[id]);
    for (int i = 1; i <= c->namend; i++)
        if (c->amend[i].credit.by == id) {
            c->amend[i].text = nothing;
            if (c->amend[i].state == AMEND_ACCEPTED && c->amend[i].made == c->version)
                c->text = nothing;
        }
    for (int i = 1; i <= c->ncommit; i++)
        if (c->commit[i].credit.by == id)
            c->commit[i].text = nothing;
}

static void forget_shared(struct shared_text *texts, int n, int id)
{
    for (int i = 0; i < n; i++)
        if (texts[i].by == id)
            texts[i].text = nothing;
}

static void forget_at_table(struct table *t, int id)
{
    for (int c = 1; c <= t->nclauses; c++)
        forget_in_clause(t->clause[c], id);
    for (int g = 0; g < GROUPS; g++) {
        struct group_work *work = &t->group[g];
        forget_shared(work->sheet, SHEET_FIELDS, id);
        forget_shared(&work->red, 1, id);
        forget_shared(&work->gave_up, 1, id);
    }
    forget_shared(t->report, REPORT_FIELDS, id);
    for (int i = 0; i < FOUNDING_MAX; i++)
        forget_shared(&t->founding[i].text, 1, id);
}

static int decide_facilitator(struct decision *d)
{
    int64_t id = VAL(d->cmd, ERASE, FACILITATOR).i;
    if (d->cmd->by > 0 || VAL(d->cmd, ERASE, PERSON).set)
        return refuse(d, REFUSED_NOT_ALLOWED, "facilitator", 0);
    if (id > d->room->nfacilitators)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "facilitator", d->room->nfacilitators);
    return as_asked(d);
}

int decide_ERASE(struct decision *d)
{
    if (VAL(d->cmd, ERASE, FACILITATOR).set)
        return decide_facilitator(d);
    int id = VAL(d->cmd, ERASE, PERSON).set ? (int)VAL(d->cmd, ERASE, PERSON).i : d->cmd->by;
    if (id < 1 || id > d->room->npeople)
        return refuse(d, REFUSED_NO_SUCH_PERSON, "person", 0);
    if (d->cmd->by > 0 && id != d->cmd->by)
        return refuse(d, REFUSED_NOT_ALLOWED, "person", 0);
    VAL(emit_same(d), ERASE, PERSON) = val_int(id);
    return 0;
}

static void forget_said(struct said *said, uint32_t n, int by)
{
    for (uint32_t i = 0; i < n; i++)
        if (said[i].by == by)
            said[i].text = nothing;
}

static void forget_facilitator(struct room *r, int id)
{
    r->facilitator[id] = nothing;
    forget_said(r->say, r->nsays < SAYS_MAX ? r->nsays : SAYS_MAX, -id);
    forget_said(r->note, r->nnotes, -id);
    r->dirt |= DIRT_ALL;
}

void apply_ERASE(struct room *r, const struct act *e)
{
    if (VAL(e, ERASE, FACILITATOR).set) {
        forget_facilitator(r, (int)VAL(e, ERASE, FACILITATOR).i);
        return;
    }
    int id = (int)VAL(e, ERASE, PERSON).i;
    struct person *p = r->person[id];
    p->erased = true;
    p->debrief = p->research = false;
    p->name = p->resume = p->q5text = p->q6 = nothing;
    p->own_idea.need = p->own_idea.idea = p->hat_idea.need = p->hat_idea.idea = nothing;
    for (int i = 0; i < DRAFTS_MAX; i++)
        p->draft[i].text = nothing; // its place too, as apply_DRAFT does
    p->ndrafts = 0;
    for (int t = 1; t <= r->ntables; t++)
        forget_at_table(&r->table[t], id);
    r->dirt |= DIRT_ALL;
}
