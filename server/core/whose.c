// Whose the words are that somebody types where several write: what they found there, or had before
// their eyes and took, stays whose it was. Decided once, when it is typed; the event says it.
#include "core/rules_parts.h"
#include "core/slots.h"

#include <string.h>

#include "base/util.h"

enum { SOURCE_BYTES = 4 * DRAFT_CHARS };

struct sources {
    struct weave *w;
    struct slot like; // what the text resembles most
    int alike;
};

static int parts_of(const struct slot *slot, struct part out[PARTS_MAX])
{
    return parts_unpack(slot->who ? *slot->who : (struct str){0}, slot->text->n, slot->by, out);
}

static void edit(struct weave *w, const struct slot *slot)
{
    struct part parts[PARTS_MAX];
    if (slot->text != NULL)
        weave_edit(w, *slot->text, parts, parts_of(slot, parts));
}

// Half of its words, or half of the text's, are the same.
static void compare(void *ctx, const struct slot *slot)
{
    struct sources *s = ctx;
    int of, alike = weave_alike(s->w, *slot->text, &of);
    if (alike > s->alike && 2 * alike >= MIN(of, (int)s->w->nwords)) {
        s->alike = alike;
        s->like = *slot;
    }
}

static void copy(void *ctx, const struct slot *slot)
{
    struct sources *s = ctx;
    struct part parts[PARTS_MAX];
    weave_copy(s->w, *slot->text, parts, parts_of(slot, parts));
}

static int part_field(struct decision *d, struct act *e, int field, const struct slot *slot)
{
    struct part parts[PARTS_MAX], *kept;
    struct val *v = &e->f[field];
    struct weave w = weave_new(d->scratch, v->s, SOURCE_BYTES);
    struct sources s = {.w = &w};
    CHECK(w.by && w.taken && w.word);
    edit(&w, slot);
    slots_before(d->room, e->by, compare, &s);
    edit(&w, &s.like);
    slots_before(d->room, e->by, copy, &s);
    int n = weave_end(&w, e->by, parts);
    if (n < 0)
        return refuse(d, REFUSED_FULL, act_spec(e->type)->fields[field].name, PARTS_MAX);
    if (n == 1 && parts[0].by == e->by)
        return 0;
    kept = arena_new_n(d->scratch, struct part, (size_t)n);
    CHECK(kept != NULL);
    memcpy(kept, parts, (size_t)n * sizeof *parts);
    v->parts = kept;
    v->nparts = (uint8_t)n;
    return 0;
}

int part_words(struct decision *d)
{
    for (int i = 0; i < d->n && d->room->rules->parted; i++) {
        struct act *e = &d->out[i];
        const struct act_spec *spec = act_spec(e->type);
        for (int k = 0; k < spec->nfields; k++) {
            struct slot slot = e->f[k].s.n > 0 ? slot_of(d->room, e, k) : (struct slot){0};
            if (slot.text != NULL && part_field(d, e, k, &slot) != 0)
                return -1;
        }
    }
    return 0;
}
