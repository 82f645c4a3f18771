// What the files of the PostgreSQL store share; nobody else includes this.
// Threads beside the loop, each with a link of its own: one writes, one asks what the loop wants to
// know, one says every second that this process lives, one cleans up.
#ifndef TABLEE_STORE_POSTGRES_PARTS_H
#define TABLEE_STORE_POSTGRES_PARTS_H

#include <pthread.h>

#include "base/map.h"
#include "store/postgres_link.h"
#include "store/store_parts.h"

// PG_TABLES: how often something was added to them; who finds more than it knows has no use for it.
enum { PG_FORMAT = 1, PG_TABLES = 1, PG_ANSWER_MS = 3000, PG_NAME = 64 };
enum { PG_PAGE = 1024, PG_QUESTIONS_MAX = 1 << 20 }; // records or texts that are asked for at once

enum ask_kind {
    ASK_CODE,
    ASK_ONCE,
    ASK_KEY,
    ASK_ROOMS,
    ASK_BELOW,
    ASK_DUE,
    ASK_COUNT,
    ASK_GONE,
    ASK_ENTRIES,
    ASK_NUMBER,
    ASK_SCENARIO,
    ASK_RECORDS, // of a room, like all that follow
    ASK_TEXTS,
    ASK_TEXTS_AFTER,
    ASK_SNAPSHOT,
    ASK_KEYS,
    ASK_TAKE,
    ASK_LOOK, // at a room as if it were taken
    ASK_RESERVE,
    ASK_KINDS
};

// A question of the loop. It owns its key and its answer; until it is ready the asking thread has
// it.
struct question {
    enum ask_kind kind;
    struct str key; // its bytes lie behind it
    int64_t a, b;   // what it asks about, with the text in the key, if any
    struct question *next;
    bool ready;               // guarded, with what follows
    bool claims;              // a room is had by it
    enum store_answer answer; // YES, or UNREADABLE
    PGresult *rows;
    uint64_t done; // what was durable when it was asked
    uint64_t ready_ms, used_ms;
};

// A room that is had here. Guarded: the writer moves `seq`, `turn` and `hash` on, the loop the
// rest.
struct pg_room {
    uint32_t id, code;
    uint64_t term, turn; // who owns it; how often that owner wrote
    uint64_t seq;        // of its last durable record
    unsigned char hash[STORE_HASH_BYTES];
    uint64_t texts;               // place of the last text that was put
    uint64_t records_in, gone_in; // batch of the last record or text; of what forgot words
    uint64_t let_go;              // with this batch; 0: it is had
    bool refused;
};

struct postgres {
    struct store base;
    char *address, node[PG_NAME], shown[PG_WHY]; // shown: the address without its secrets
    int64_t key;                                 // that all servers have, or 0
    int64_t incarnation;                         // what rooms are taken under; 0: it only looks
    int64_t clock_ms; // what this computer's clock said as this began, or 0
    bool waits;
    unsigned answer_ms;
    struct arena found; // what the last answer shows
    struct arena names; // of other servers, as long as this lives
    VEC(char *) known;
    uint64_t entries;             // the loop's, like what follows: entries of the register so far
    struct map questions;         // by their keys
    VEC(struct question *) pages; // those of them that are of records or texts
    VEC(uint32_t) leaving;        // rooms on the way out
    uint64_t changed[ASK_KINDS];  // batch that last changed what such a question tells
    uint64_t swept_ms;            // when questions that nobody repeats were last dropped
    uint64_t wants_vacuum;        // batch that deleted something
    struct pg_link writing, asking, keeping, sweeping;
    pthread_t write_thread, ask_thread, keep_thread, sweep_thread;
    bool writes, asks, keeps; // these threads run
    pthread_mutex_t lock;     // guards all that follows
    pthread_cond_t more, asked, answered, kept;
    struct batch *first, *last; // what waits for the writer
    struct question *ask_first, *ask_last;
    struct map64 rooms; // struct pg_room, by id
    VEC(uint32_t) refused;
    uint64_t done, moved_ms, vacuum; // vacuum: the batch that last deleted something, or 0
    bool failed, replaced, closing;
    uint32_t generation; // that is to be another from now on; 0: none
    uint32_t said_rooms, said_connections;
    PGresult *nodes; // as they were at `beaten_ms`, when the database last answered a beat; or NULL
    bool standby;    // it refused the last beat, for it can only be read
    uint64_t beaten_ms, committed_ms; // committed_ms: 0: nothing was yet
    uint64_t kept_rooms;              // rooms in the database, when they were last counted
    bool counted;
    char why[PG_WHY + 128];
};

static inline struct postgres *postgres_of(struct store *s)
{
    return (struct postgres *)s;
}

static inline void pg_lock(struct postgres *s)
{
    pthread_mutex_lock(&s->lock);
}

static inline void pg_unlock(struct postgres *s)
{
    pthread_mutex_unlock(&s->lock);
}

// postgres_schema.c: makes the tables if need be and looks whether they are ours; then takes the
// node's name. False, and `why` in the reader's language.
bool postgres_enter(struct postgres *s);

// postgres_write.c, postgres_ask.c, postgres_keep.c: the threads.
void *postgres_keep_loop(void *ctx);
void *postgres_sweep_loop(void *ctx);
void postgres_die(struct postgres *s); // the last word of a process: its rooms are free
void postgres_nodes(struct store *s, store_each_node *each, void *ctx);
void *postgres_write_loop(void *ctx);
void *postgres_ask_loop(void *ctx);
void pg_rest(struct postgres *s, unsigned ms); // less when the store is closed

// postgres_ask.c: the ready answer, or NULL: later. Waits when the store does, or when `now`.
struct question *postgres_ask(struct postgres *s, enum ask_kind kind, int64_t a, int64_t b,
                              struct str text, bool now);
void postgres_forget_question(struct postgres *s, struct question *q);
void postgres_forget_room(struct postgres *s, uint32_t room); // its pages
void postgres_sweep_questions(struct postgres *s, uint64_t now_ms,
                              void (*unclaimed)(struct postgres *s, const struct question *q));
// One answer of that room that has row `from` and enough after it; else as postgres_ask.
struct question *postgres_ask_page(struct postgres *s, enum ask_kind kind, uint32_t room,
                                   uint64_t from, bool now);

// postgres_read.c
// A room that was taken for an answer that nobody fetched is had, and at once let go.
void postgres_unclaimed(struct postgres *s, const struct question *q);
enum store_answer postgres_find(struct store *s, struct store_sought sought,
                                struct store_room *out);
enum store_answer postgres_rooms(struct store *s, store_each_room *each, void *ctx);
enum store_answer postgres_below(struct store *s, uint32_t below, store_each_room *each, void *ctx);
enum store_answer postgres_count(struct store *s, uint64_t *n);
enum store_answer postgres_due(struct store *s, uint64_t now_ms, uint32_t days,
                               store_each_room *each, void *ctx);
enum store_answer postgres_gone(struct store *s, store_each_gone *each, void *ctx);
enum store_answer postgres_entries(struct store *s, store_each_entry *each, void *ctx);
enum store_answer postgres_number(struct store *s, const char *name, uint64_t *n);
enum store_answer postgres_records(struct store *s, uint32_t room, uint64_t from,
                                   store_each_record *each, void *ctx);
enum store_answer postgres_texts(struct store *s, uint32_t room, size_t *place,
                                 store_each_text *each, void *ctx);
enum store_answer postgres_texts_after(struct store *s, uint32_t room, uint64_t seq, size_t *place);
enum store_answer postgres_snapshot(struct store *s, uint32_t room, struct store_snapshot *out);
enum store_answer postgres_keys(struct store *s, uint32_t room, store_each_key *each, void *ctx);
enum store_answer postgres_scenario(struct store *s, const unsigned char *hash, struct str *text);
enum store_answer postgres_take(struct store *s, uint32_t code, struct store_taken *out);
enum store_answer postgres_reserve(struct store *s, uint32_t code, uint32_t *id);

#endif
