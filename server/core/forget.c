// Forgetting a person: their name and every word they wrote leave the room; what was decided
// stays, as the rules never look at words. The host deletes the texts beside the log.
#include "core/rules_parts.h"
#include "core/slots.h"

static const struct str nothing;

static void forget_slot(void *ctx, const struct slot *slot)
{
    slot_forget(slot, *(const int *)ctx);
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
    for (int t = 0; t <= r->ntables; t++) {
        if (t)
            forget_said(r->table[t].chat, CHAT_KEPT, -id);
        struct call *call = t ? &r->table[t].link : &r->call;
        if (call->by == -id)
            call->url = nothing;
    }
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
    p->name = p->resume = nothing;
    slots_each(r, forget_slot, &id);
    slots_reworded(r);
    for (int i = 0; i < DRAFTS_MAX; i++)
        p->draft[i].text = p->draft[i].who = nothing; // its place too, as apply_DRAFT does
    p->ndrafts = 0;
    p->tale_told = false;
    touch_quoted(r);
    r->dirt |= DIRT_ALL;
}
