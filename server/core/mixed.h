/* A text that several wrote, and which of its words are withheld. A change is taken as words that
   stay and words that are new; what is new is its author's. Words that a change only moves, or says
   twice, stay whose they were.
   All zeros is the empty text. The bytes live in the arena given. Inside core only. */
#ifndef CORE_MIXED_H
#define CORE_MIXED_H

#include "base/arena.h"
#include "core/act.h"

struct mixed {
    char *text;    /* as it stands, whole */
    uint8_t *mask; /* of each byte, whether it is withheld */
    size_t n, cap;
    bool torn; /* what it became since is not known: whatever is new may be what was forgotten */
};

struct mixed_change {
    const struct mixed *from; /* what the author changed */
    struct mixed *to;         /* where it is kept; may be the same */
    struct val *text;
    struct str base; /* what the author's screen showed, where the event says it */
    bool told;       /* the author's words may be */
};

/* Keeps the text, and makes of `c->text` what may be told of it, with an ellipsis for what is
   missing; hidden when nothing is left. False when an arena is full. */
bool mixed_change(const struct mixed_change *c, struct arena *arena, struct arena *scratch);
bool mixed_copy(struct mixed *to, const struct mixed *from, struct arena *arena);
/* How many bytes of `text`, at both ends, the mixed text has too. */
size_t mixed_common(const struct mixed *m, struct str text);
/* As if it had been forgotten. */
void mixed_hide(struct val *text);

#endif
