// Where the rows of each room lie in a file, so that one room is read without going through the
// others. An index there would do the same, at the price of half the speed of a commit: instead,
// runs of rows are noted in a table from time to time, and only what is not yet noted, or is of
// rooms in use, is in memory. Rows that were written and not noted are found again at the end of
// the file. A row may be noted twice; it is read once.
#ifndef TABLEE_STORE_PLACES_H
#define TABLEE_STORE_PLACES_H

#include "base/map.h"
#include "base/vec.h"

struct room_places {
    VEC(uint32_t) rows; // ascending
    size_t noted;       // of these, those in the table, or in a batch on the way to it
    uint64_t batch;     // that batch
    bool whole;         // none of the room is missing here
    bool used;          // stays in memory
};

struct places {
    struct map64 rooms; // struct room_places
    int64_t last;       // row that was given out
    size_t fresh;       // rows that are not noted
};

void places_init(struct places *p);
void places_free(struct places *p);
struct room_places *places_of(struct places *p, uint32_t room); // made when there is none
void places_add(struct places *p, uint32_t room, int64_t row);  // after all that are there
// Rows from the table, in any order: with those that are here already, they are the whole room.
void places_fill(struct room_places *room, const uint32_t *rows, size_t n);
void places_drop(struct places *p, uint32_t room); // it is gone
// All that is not noted, a room at a time: `note` puts it into batch number `batch`.
void places_note(struct places *p, uint64_t batch,
                 void (*note)(void *ctx, uint32_t room, const uint32_t *rows, size_t n), void *ctx);
// Rooms that nobody uses and whose rows are in the table leave memory.
void places_trim(struct places *p, uint64_t done);

#endif
