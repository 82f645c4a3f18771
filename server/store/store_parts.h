// What the two stores share: the batch being gathered, and the table of what a store must do.
// A batch owns copies of all that was put; whoever got it from store_flush frees it.
#ifndef TABLEE_STORE_STORE_PARTS_H
#define TABLEE_STORE_STORE_PARTS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/store.h"

enum put_kind { PUT_ROOM, PUT_RECORD, PUT_TEXT, PUT_FORGET, PUT_SCENARIO };

struct put {
    enum put_kind kind;
    int64_t row; // of a record or a text
    union {
        struct store_room room;
        struct store_record record;
        struct store_text text;
        struct store_scenario scenario;
        struct {
            uint32_t room;
            uint32_t person;
        } forget;
    };
};

// Where the rows of each room lie, so that one room is read without going through the others. An
// index in the file would do the same, at the price of half the speed of a commit.
struct places {
    struct map64 rooms; // struct room_places
    int64_t last;       // row that was given out
    bool whole;         // no row is missing here
};

void places_init(struct places *p, int64_t last);
void places_free(struct places *p);
void places_forget(struct places *p); // before all rows are noted again
void places_note(struct places *p, uint32_t room, int64_t row);
int64_t places_next(struct places *p, uint32_t room); // a row for what is put now
const uint32_t *places_of(const struct places *p, uint32_t room, size_t *n);

struct batch {
    uint64_t id;
    struct batch *next;
    unsigned records; // of puts, those that are records
    struct arena bytes;
    VEC(struct put) puts;
};

typedef bool store_each_room(void *ctx, const struct store_room *room);
typedef bool store_each_record(void *ctx, const struct store_record *record);
typedef bool store_each_text(void *ctx, const struct store_text *text);
typedef bool store_each_scenario(void *ctx, const struct store_scenario *scenario);

struct store_ops {
    void (*flush)(struct store *s, struct batch *b);
    enum store_status (*done)(struct store *s, uint64_t *batch, const char **why);
    bool (*rooms)(struct store *s, store_each_room *each, void *ctx);
    // Of one room from a seq on, or of all rooms when `room` is 0.
    bool (*records)(struct store *s, uint32_t room, uint64_t from, store_each_record *each,
                    void *ctx);
    bool (*texts)(struct store *s, uint32_t room, size_t *place, store_each_text *each, void *ctx);
    bool (*scenarios)(struct store *s, store_each_scenario *each, void *ctx);
    void (*close)(struct store *s);
};

// The first member of each kind of store.
struct store {
    const struct store_ops *ops;
    struct batch *pending; // NULL: nothing was put
    uint64_t flushed;
    struct store_waker waker;
    struct places records, texts;
    uint32_t generation;
};

void batch_free(struct batch *b);
void store_wake(const struct store *s);

// Looks at continuity while records go by: each room counts 1, 2, 3 …
struct continuity;
struct continuity *continuity_new(void);
bool continuity_next(struct continuity *c, uint32_t room, uint64_t seq);
void continuity_free(struct continuity *c);

#endif
