// What the two stores share: the batch being gathered, and the table of what a store must do.
// A batch owns copies of all that was put; whoever got it from store_flush frees it.
#ifndef TABLEE_STORE_STORE_PARTS_H
#define TABLEE_STORE_STORE_PARTS_H

#include "base/arena.h"
#include "base/vec.h"
#include "store/store.h"

enum put_kind { PUT_ROOM, PUT_RECORD, PUT_TEXT, PUT_FORGET, PUT_SCENARIO };

struct put {
    enum put_kind kind;
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

struct batch {
    uint64_t id;
    struct batch *next;
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
    bool (*records)(struct store *s, uint32_t room, store_each_record *each, void *ctx); // 0: all
    bool (*texts)(struct store *s, uint32_t room, store_each_text *each, void *ctx);
    bool (*scenarios)(struct store *s, store_each_scenario *each, void *ctx);
    bool (*backup)(struct store *s, const char *path);
    void (*close)(struct store *s);
};

// The first member of each kind of store.
struct store {
    const struct store_ops *ops;
    struct batch *pending; // NULL: nothing was put
    uint64_t flushed;
    struct store_waker waker;
};

void batch_free(struct batch *b);
void store_wake(const struct store *s);

// Looks at continuity while records go by: each room counts 1, 2, 3 …
struct continuity;
struct continuity *continuity_new(void);
bool continuity_next(struct continuity *c, uint32_t room, uint64_t seq);
void continuity_free(struct continuity *c);

#endif
