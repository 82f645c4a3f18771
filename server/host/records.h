// The records of one room as the store keeps them, words and all, for those who export it.
// Owns what it read; the store is borrowed and must outlive it.
#ifndef TABLEE_HOST_RECORDS_H
#define TABLEE_HOST_RECORDS_H

#include "codec/act_json.h"
#include "host/host.h"
#include "store/store.h"

struct records;

struct records *records_new(struct store *s, uint32_t room);
void records_free(struct records *r);
// The next `count` records at most. *taken: how many there were; 0 with STORE_LATER.
// STORE_UNREADABLE when the store, a record or `take` failed. Texts are views that last until the
// next record.
enum store_answer records_page(struct records *r, uint64_t count, record_take *take, void *to,
                               uint64_t *taken);
// What such an answer is to whoever downloads: SOON when there is more to be made.
enum host_part records_part(enum store_answer answer);
// All of them, from the first each time, of a store that is never late.
struct record_source records_source(struct records *r);

// Proves the records of a room: the chain, and each kept text against the hash in its record.
// `wrong` is told the seq of what is not as it was written, and the field of a text, which is empty
// for the record itself. False when they cannot be read to the end. *count: how many there are.
bool records_prove(struct store *s, uint32_t room,
                   void (*wrong)(void *ctx, uint64_t seq, struct str field), void *ctx,
                   uint64_t *count);

#endif
