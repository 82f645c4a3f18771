// Where the room keeps what people typed.
#include "core/slots.h"

#include <string.h>

#include "base/util.h"
#include "core/rules_parts.h"

// Whoever looks does not change, and whoever changes has a room that is not const.
static struct str *loose(const struct str *s)
{
    return (struct str *)(uintptr_t)s;
}

static void one(slot_fn *each, void *ctx, const struct str *text, const struct str *who, int by)
{
    if (text->n > 0)
        each(ctx, &(struct slot){loose(text), loose(who), by});
}

// With what it said before, for those who may write in it.
static void of_shared(const struct shared_text *t, int n, bool was, slot_fn *each, void *ctx)
{
    for (int i = 0; i < n; i++) {
        one(each, ctx, &t[i].text, &t[i].who, t[i].by);
        for (int k = 0; was && k < t[i].nwas; k++)
            one(each, ctx, &t[i].was[k].text, &t[i].was[k].who, t[i].was[k].by);
    }
}

static void of_group(const struct group_work *work, bool was, slot_fn *each, void *ctx)
{
    of_shared(work->sheet, SHEET_FIELDS, was, each, ctx);
    of_shared(&work->red, 1, was, each, ctx);
    of_shared(&work->gave_up, 1, was, each, ctx);
}

static void of_stance(const struct stance *s, int by, slot_fn *each, void *ctx)
{
    one(each, ctx, &s->why, NULL, by);
    one(each, ctx, &s->could, NULL, by);
}

// What is not yet said is nobody's to see.
static void of_voices(const struct clause *c, bool said_only, slot_fn *each, void *ctx)
{
    for (int p = 1; p <= PEOPLE_MAX; p++) {
        const struct voice *v = c->voice[p];
        if (v == NULL)
            continue;
        of_stance(&v->said, p, each, ctx);
        of_stance(&v->hat_said, p, each, ctx);
        if (said_only)
            continue;
        of_stance(&v->pending, p, each, ctx);
        of_stance(&v->hat_pending, p, each, ctx);
    }
}

static void of_clause(const struct clause *c, bool said_only, slot_fn *each, void *ctx)
{
    one(each, ctx, &c->first, &c->who, c->credit.by);
    for (int i = 1; i <= c->namend; i++)
        one(each, ctx, &c->amend[i].text, &c->amend[i].who, c->amend[i].credit.by);
    one(each, ctx, &c->norm, &c->norm_who, c->norm_by);
    of_voices(c, said_only, each, ctx);
    for (int i = 1; i <= c->ncommit; i++)
        one(each, ctx, &c->commit[i].text, NULL, c->commit[i].credit.by);
}

// Facilitators' are the workshop's.
static void of_chat(const struct table *t, slot_fn *each, void *ctx)
{
    for (int i = 0; i < CHAT_KEPT; i++)
        if (t->chat[i].by > 0)
            one(each, ctx, &t->chat[i].text, NULL, t->chat[i].by);
}

static void of_table(const struct table *t, bool said_only, slot_fn *each, void *ctx)
{
    for (int c = 1; c <= t->nclauses; c++)
        of_clause(t->clause[c], said_only, each, ctx);
    of_shared(t->report, REPORT_FIELDS, true, each, ctx);
    of_chat(t, each, ctx);
    for (int i = 0; i < FOUNDING_MAX; i++)
        of_shared(&t->founding[i].text, 1, true, each, ctx);
}

static void of_idea(const struct idea *idea, int by, slot_fn *each, void *ctx)
{
    one(each, ctx, &idea->need, NULL, by);
    one(each, ctx, &idea->idea, NULL, by);
}

static void of_person(const struct person *p, int id, slot_fn *each, void *ctx)
{
    one(each, ctx, &p->q5text, NULL, id);
    one(each, ctx, &p->q6, NULL, id);
    one(each, ctx, &p->tale, NULL, id);
    of_idea(&p->own_idea, id, each, ctx);
    of_idea(&p->hat_idea, id, each, ctx);
    for (int i = 0; i < DRAFTS_MAX; i++)
        one(each, ctx, &p->draft[i].text, &p->draft[i].who, id);
}

void slots_each(struct room *r, slot_fn *each, void *ctx)
{
    for (int t = 1; t <= r->ntables; t++) {
        for (int g = 0; g < GROUPS; g++)
            of_group(&r->table[t].group[g], true, each, ctx);
        of_table(&r->table[t], false, each, ctx);
    }
    for (int p = 1; p <= r->npeople; p++)
        of_person(r->person[p], p, each, ctx);
}

void slots_before(const struct room *r, int person, slot_fn *each, void *ctx)
{
    const struct person *me = r->person[person];
    const struct table *t = &r->table[me->table];
    bool pooled = phase_reached(r, PHASE_POOLING);
    for (int g = 0; g < GROUPS && me->table > 0; g++) {
        bool ours = g == me->group || g == me->hat;
        if (ours || pooled)
            of_group(&t->group[g], ours, each, ctx);
        for (int p = 1; p <= r->npeople && ours && t->group[g].ideas_open; p++)
            if (sits_for(r->person[p], me->table, g))
                of_idea(person_idea(r->person[p], g), p, each, ctx);
    }
    if (me->table > 0)
        of_table(t, true, each, ctx);
}

// ---- the text of several that an event writes

static struct slot of_text(const struct shared_text *t)
{
    return (struct slot){loose(&t->text), loose(&t->who), t->by};
}

// The wording that stands: as proposed, or of the amendment that made it.
static struct slot wording_of(const struct clause *c)
{
    struct slot s = {loose(&c->first), loose(&c->who), c->credit.by};
    for (int i = 1; i <= c->namend && c->version > 1; i++) {
        const struct amendment *a = &c->amend[i];
        if (a->state == AMEND_ACCEPTED && a->made == c->version)
            s = (struct slot){loose(&a->text), loose(&a->who), a->credit.by};
    }
    return s;
}

static struct slot norm_of(const struct table *t, const struct val *clause)
{
    const struct clause *c = t->clause[clause->i];
    return (struct slot){loose(&c->norm), loose(&c->norm_who), c->norm_by};
}

static struct slot founding_of(const struct room *r, const struct table *t, const struct act *e)
{
    int item = founding_item(r->sc, VAL(e, FOUND, ITEM).s);
    return item < 0 ? (struct slot){0} : of_text(&t->founding[item].text);
}

static struct slot draft_of(const struct room *r, const struct act *e)
{
    static const struct str none;
    const struct person *p = r->person[e->by];
    int i = person_draft(p, VAL(e, DRAFT, KEY).s);
    return i < 0 ? (struct slot){loose(&none), loose(&none), e->by}
                 : (struct slot){loose(&p->draft[i].text), loose(&p->draft[i].who), e->by};
}

struct slot slot_of(const struct room *r, const struct act *e, int field)
{
    static const struct str none;
    const struct table *t = &r->table[e->by > 0 ? r->person[e->by]->table : 0];
    const struct slot fresh = {loose(&none), loose(&none), e->by};
    if (e->by < 1)
        return (struct slot){0};
    switch (e->type) {
    case ACT_SHEET:
        return field != ACT_F(SHEET, TEXT)
                   ? (struct slot){0}
                   : of_text(&t->group[VAL(e, SHEET, GROUP).i].sheet[VAL(e, SHEET, FIELD).i]);
    case ACT_RED_LINE:
        return field != ACT_F(RED_LINE, TEXT) ? (struct slot){0}
                                              : of_text(&t->group[VAL(e, RED_LINE, GROUP).i].red);
    case ACT_GAVE_UP:
        return field != ACT_F(GAVE_UP, TEXT) ? (struct slot){0}
                                             : of_text(&t->group[VAL(e, GAVE_UP, GROUP).i].gave_up);
    case ACT_REPORT_TEXT:
        return field != ACT_F(REPORT_TEXT, TEXT)
                   ? (struct slot){0}
                   : of_text(&t->report[VAL(e, REPORT_TEXT, FIELD).i]);
    case ACT_FOUND:
        return field != ACT_F(FOUND, TEXT) ? (struct slot){0} : founding_of(r, t, e);
    case ACT_PROPOSE:
        return field == ACT_F(PROPOSE, TEXT) || field == ACT_F(PROPOSE, NORM) ? fresh
                                                                              : (struct slot){0};
    case ACT_RETAG:
        return field != ACT_F(RETAG, NORM) ? (struct slot){0} : norm_of(t, &VAL(e, RETAG, CLAUSE));
    case ACT_AMEND:
        return field != ACT_F(AMEND, TEXT) ? (struct slot){0}
                                           : wording_of(t->clause[VAL(e, AMEND, CLAUSE).i]);
    case ACT_DRAFT:
        return field != ACT_F(DRAFT, TEXT) ? (struct slot){0} : draft_of(r, e);
    default:
        return (struct slot){0};
    }
}

// ---- forgetting

// In their place: what is left is no longer.
void slot_forget(const struct slot *slot, int person)
{
    struct part parts[PARTS_MAX], left[PARTS_MAX];
    char packed[PARTS_MAX * PART_BYTES];
    char *text = (char *)(uintptr_t)slot->text->p;
    size_t at = 0, kept = 0;
    int m = 0,
        n = parts_unpack(slot->who ? *slot->who : (struct str){0}, slot->text->n, slot->by, parts);
    for (int i = 0; i < n; at += parts[i++].n) {
        if (parts[i].by == person)
            continue;
        memmove(text + kept, text + at, parts[i].n);
        kept += parts[i].n;
        left[m++] = parts[i];
    }
    if (m == n)
        return;
    *slot->text = kept > 0 ? (struct str){text, kept} : (struct str){0};
    if (slot->who == NULL)
        return;
    struct str who = parts_pack(left, m, slot->by, packed);
    if (who.n > 0)
        memcpy((char *)(uintptr_t)slot->who->p, who.p, who.n);
    slot->who->n = who.n;
}

void slots_reworded(struct room *r)
{
    for (int t = 1; t <= r->ntables; t++)
        for (int c = 1; c <= r->table[t].nclauses; c++)
            r->table[t].clause[c]->text = *wording_of(r->table[t].clause[c]).text;
}
