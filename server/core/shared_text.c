// A text that several write: what each did to it is kept.
#include "base/utf8.h"
#include "core/rules_parts.h"
#include "core/slot_put.h"

int shared_decide(struct decision *d, const struct shared_text *now, int base, int text, int max)
{
    // Before anybody wrote, what the writer started from is the server's own suggestion.
    struct str start = now->v == 0 ? now->text : d->cmd->f[base].s;
    struct str merged = merge_texts(start, now->text, d->cmd->f[text].s, d->scratch);
    if (now->v > 0 && str_eq(merged, now->text))
        return 0;
    if (utf8_count(merged) > (size_t)max)
        return refuse(d, REFUSED_TOO_LONG, "text", max);
    struct act *e = emit_same(d);
    e->f[text] = val_text(merged);
    e->f[base] = (struct val){0}; // others' words, which are in the log as theirs
    return 0;
}

void shared_apply(struct room *r, struct shared_text *now, const struct act *e, int text)
{
    slot_put(r, &now->text, &now->who, e, text);
    now->by = (uint16_t)e->by;
    now->v++;
}
