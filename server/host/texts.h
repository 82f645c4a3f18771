
// Private texts, beside the records they belong to: both were written in one order, so they are
// read side by side. Owns the texts; the store is borrowed.
#ifndef TABLEE_HOST_TEXTS_H
#define TABLEE_HOST_TEXTS_H

#include "base/arena.h"
#include "base/vec.h"
#include "codec/act_json.h"
#include "store/store.h"

struct texts {
    struct arena bytes;
    VEC(struct store_text) all;
    size_t from, to; // those of the record being read
    uint64_t before; // only texts of records before that are wanted; 0: all
    bool full;
    // Told of a text that is not the one that its record holds the hash of; or NULL.
    void (*wrong)(void *ctx, uint64_t seq, struct str field);
    void *ctx;
};

void texts_init(struct texts *t);
void texts_free(struct texts *t);
// Of one room, in the place of what was loaded: from *place on, those of records before `seq`.
// STORE_UNREADABLE too when they do not fit (`full`).
enum store_answer texts_load_page(struct texts *t, struct store *s, uint32_t room, size_t *place,
                                  uint64_t seq);
// Opens the texts of that record, which comes after the one before; every record is named, whether
// it is read or not. Borrows *t.
struct act_opener texts_opener(struct texts *t, uint32_t room, uint64_t seq);

#endif
