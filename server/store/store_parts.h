// What the stores share: the batch being gathered, and the table of what a store must do.
// A batch owns copies of all that was put; whoever got it from store_flush frees it.
#ifndef TABLEE_STORE_STORE_PARTS_H
#define TABLEE_STORE_STORE_PARTS_H

#include "base/arena.h"
#include "base/vec.h"
#include "store/store.h"

enum put_kind {
    PUT_ROOM,
    PUT_RECORD,
    PUT_TEXT,
    PUT_FORGET,
    PUT_SCENARIO,
    PUT_KEY,
    PUT_SNAPSHOT,
    PUT_DELETE,
    PUT_ENTRY,
    PUT_META,
    PUT_RUN,     // SQLite's own
    PUT_RELEASE, // PostgreSQL's own
};

// Where rows of a room lie.
struct rows {
    uint32_t room;
    bool texts;
    const uint32_t *p; // ascending
    size_t n;
};

enum { STORE_REGISTER_ROWS = 100000 }; // that a register holds
#define STORE_MISSING_ROW "a row is missing, or is not as it was written"

struct put {
    enum put_kind kind;
    int64_t row;   // SQLite's of a record or a text; PostgreSQL's count of texts or entries
    uint64_t term; // under which the room is had; PostgreSQL's own
    union {
        struct store_room room;
        struct store_record record;
        struct store_text text;
        struct store_scenario scenario;
        struct store_snapshot snapshot;
        struct {
            uint32_t room;
            uint32_t person;
            struct rows rows; // of the room's texts
        } forget;
        struct {
            struct store_gone gone;
            struct rows records, texts;
        } delete;
        struct store_entry entry;
        struct {
            unsigned char digest[STORE_HASH_BYTES];
            uint32_t room;
        } key;
        struct rows run;
        uint32_t release; // a room
        struct {
            const char *name; // static
            int64_t value;
        } meta;
    };
};

struct batch {
    uint64_t id;
    struct batch *next;
    unsigned records; // of puts, those that are records
    struct arena bytes;
    VEC(struct put) puts;
};

typedef bool store_each_room(void *ctx, const struct store_room *room);
typedef bool store_each_record(void *ctx, const struct store_record *record);
typedef bool store_each_gone(void *ctx, const struct store_gone *gone);
typedef bool store_each_entry(void *ctx, const struct store_entry *entry);
typedef bool store_each_key(void *ctx, const unsigned char *key);
typedef bool store_each_text(void *ctx, const struct store_text *text);
typedef void store_each_node(void *ctx, const struct store_node *node);

struct store_ops {
    // What is put passes here first, and may be added to; NULL: as it is.
    void (*putting)(struct store *s, struct put *p);
    void (*flushing)(struct store *s);
    void (*flush)(struct store *s, struct batch *b);
    enum store_status (*done)(struct store *s, uint64_t *batch, const char **why);
    void (*refused)(struct store *s, void (*each)(void *ctx, uint32_t room), void *ctx); // or NULL
    uint64_t (*waits)(struct store *s);                                                  // or NULL
    // Of a store that is shared; else all NULL.
    bool (*replaced)(struct store *s);
    void (*say)(struct store *s, uint32_t rooms, uint32_t connections);
    void (*nodes)(struct store *s, store_each_node *each, void *ctx);
    uint64_t (*cut)(struct store *s, bool *standby);
    bool (*about)(struct store *s, uint64_t *n);
    enum store_answer (*find)(struct store *s, struct store_sought sought, struct store_room *out);
    enum store_answer (*reserve)(struct store *s, uint32_t code, uint32_t *id);
    enum store_answer (*take)(struct store *s, uint32_t code, struct store_taken *out);
    void (*release)(struct store *s, uint32_t room); // or NULL
    enum store_answer (*rooms)(struct store *s, store_each_room *each, void *ctx);
    enum store_answer (*below)(struct store *s, uint32_t below, store_each_room *each, void *ctx);
    enum store_answer (*count)(struct store *s, uint64_t *n);
    enum store_answer (*due)(struct store *s, uint64_t now_ms, uint32_t days, store_each_room *each,
                             void *ctx);
    enum store_answer (*gone)(struct store *s, store_each_gone *each, void *ctx);
    enum store_answer (*entries)(struct store *s, store_each_entry *each, void *ctx);
    enum store_answer (*number)(struct store *s, const char *name, uint64_t *n);
    enum store_answer (*records)(struct store *s, uint32_t room, uint64_t from,
                                 store_each_record *each, void *ctx);
    enum store_answer (*texts)(struct store *s, uint32_t room, size_t *place, store_each_text *each,
                               void *ctx);
    enum store_answer (*texts_after)(struct store *s, uint32_t room, uint64_t seq, size_t *place);
    enum store_answer (*snapshot)(struct store *s, uint32_t room, struct store_snapshot *out);
    enum store_answer (*keys)(struct store *s, uint32_t room, store_each_key *each, void *ctx);
    enum store_answer (*scenario)(struct store *s, const unsigned char *hash, struct str *text);
    void (*close)(struct store *s);
};

// The first member of each kind of store.
struct store {
    const struct store_ops *ops;
    struct batch *pending; // NULL: nothing was put
    uint64_t flushed;
    struct store_waker waker;
    uint32_t generation;
    // Those that are kept in memory alone, each in a store of its own: it goes with them.
    struct {
        uint32_t room; // 0: none
        struct store *store;
    } passing[STORE_PASSING_MAX];
    uint32_t passed; // how many there ever were
    bool old;        // of a format that found no room by its mark or its keys
    bool shared;
};

// One more in the batch being gathered.
struct put *batch_put(struct store *s, enum put_kind kind);
void batch_free(struct batch *b);
void batches_free(struct batch *first);    // and all that follow it
uint32_t put_room_of(const struct put *p); // 0: it is of none
void store_put_release(struct store *s, uint32_t room);
uint64_t store_steady_ms(void);
void store_wake(const struct store *s);

#endif
