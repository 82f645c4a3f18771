// What of a room's log is told in the copies of it that leave: records hold the hashes of what was
// sealed, and of stances that were revealed the values go with them, with the salt of each. Found
// by playing the log again, a page at a time. Owns what it read; the store, and the room whose log
// it is, are borrowed and must outlive it.
#ifndef TABLEE_HOST_OPENINGS_H
#define TABLEE_HOST_OPENINGS_H

#include "base/buf.h"
#include "host/host.h"
#include "store/store.h"

struct hroom;
struct openings;

// Of the records up to `last`.
struct openings *openings_new(struct host *h, struct hroom *r, uint64_t last);
void openings_free(struct openings *o);
// LAST: all is known that the next asks for.
enum host_part openings_page(struct openings *o);
// Reads the values of *count records from `from` on, which are written next, one after another;
// `from` is 1, then what follows those that were written. *count is sure with STORE_YES.
enum store_answer openings_texts(struct openings *o, uint64_t from, uint64_t *count);
// Adds `,"open":{"stance":[salt,value]...}` when that record is told, and nothing otherwise.
void openings_write(struct openings *o, uint64_t seq, struct buf *out);

#endif
