// A text and who wrote which part of it. In an act the parts are a list (struct val); in the room
// they are kept packed beside the text, nothing when all of it is one hand's. Pure; all views.
#ifndef CORE_PARTS_H
#define CORE_PARTS_H

#include "base/arena.h"
#include "core/act.h"

enum { PART_BYTES = 4, WEAVE_KEYS = 1 << 12 }; // packed; of words, as bits

// The parts of a text as one list, those of one hand that meet made one. `packed` is what
// parts_pack gave, of any text; a tail that it does not tell is by `by`. At most PARTS_MAX.
int parts_unpack(struct str packed, size_t bytes, int by, struct part out[PARTS_MAX]);
// Packs them, `out` has room for PARTS_MAX * PART_BYTES: {NULL, 0} when all are by `by`.
struct str parts_pack(const struct part *parts, int n, int by, char *out);

// Where words of the text begin, with the bytes from there on.
struct weave_word {
    uint64_t key;
    size_t at;
};

// Whose each byte of a text is that somebody typed, told from where its words may come from.
struct weave {
    struct str text;
    uint16_t *by; // of each byte; 0: nobody's yet
    bool *taken;  // of each byte of the source at hand
    size_t cap;   // bytes of a source
    struct weave_word *word;
    size_t nwords;
    uint8_t known[WEAVE_KEYS / 8]; // which of their beginnings there are
};

// NULL pointers inside when the arena is full. `source_max`: bytes of the longest source.
struct weave weave_new(struct arena *arena, struct str typed, size_t source_max);
// The text that was there before: what stands in both stays whose it was, whole words at a time, or
// to the sign when all that was there still is.
void weave_edit(struct weave *w, struct str source, const struct part *parts, int n);
// Another text: it is a source when the typed one begins or ends with all of it, or has a long
// piece of it.
void weave_copy(struct weave *w, struct str source, const struct part *parts, int n);
// How much of another text is in the typed one, in words; and of how many.
int weave_alike(const struct weave *w, struct str source, int *of);
// What is left is by `by`, and signs between words go with what is before them. How many parts, or
// -1 when they are more than PARTS_MAX.
int weave_end(struct weave *w, int by, struct part out[PARTS_MAX]);

#endif
