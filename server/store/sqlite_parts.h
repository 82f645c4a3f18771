// What the files of the SQLite store share; nobody else includes this.
#ifndef TABLEE_STORE_SQLITE_PARTS_H
#define TABLEE_STORE_SQLITE_PARTS_H

#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>

#include "store/places.h"
#include "store/store_parts.h"

// Statements of the writer: one a kind of put, and its own.
enum { SQL_BEGIN = PUT_RUN + 1, SQL_COMMIT, SQL_DROP, SQL_STAY, SQL_COUNT };

struct sqlite {
    struct store base;
    struct places records, texts; // the loop's, like all up to the writer
    uint32_t last_room;           // that was reserved, or written
    struct arena found;           // what the last answer shows
    sqlite3 *reader;
    sqlite3 *writer;  // the writer thread's, like the statements
    sqlite3 *sweeper; // the sweeper thread's: it alone makes checkpoints, so commits stay short
    sqlite3_stmt *sql[SQL_COUNT];
    int log_pages; // the length of the log at the last commit
    bool forgot;   // the transaction under way deleted texts
    pthread_t write_thread;
    pthread_t sweep_thread;
    sem_t more;           // posted once for each batch
    pthread_mutex_t lock; // guards all that follows
    pthread_cond_t swept;
    struct batch *first; // what waits for the writer
    struct batch *last;
    uint64_t done;
    uint64_t moved_ms; // steady: when something was last written, or came to an idle writer
    int wal_pages;
    bool failed;
    bool closing;
    char why[256];
};

static inline struct sqlite *sqlite_of(struct store *s)
{
    return (struct sqlite *)s;
}

// sqlite_read.c
enum store_answer sqlite_find(struct store *s, struct store_sought sought, struct store_room *out);
enum store_answer sqlite_take(struct store *s, uint32_t code, struct store_taken *out);
enum store_answer sqlite_rooms(struct store *s, store_each_room *each, void *ctx);
enum store_answer sqlite_below(struct store *s, uint32_t below, store_each_room *each, void *ctx);
enum store_answer sqlite_count(struct store *s, uint64_t *n);
enum store_answer sqlite_due(struct store *s, uint64_t now_ms, uint32_t days, store_each_room *each,
                             void *ctx);
enum store_answer sqlite_gone(struct store *s, store_each_gone *each, void *ctx);
enum store_answer sqlite_entries(struct store *s, store_each_entry *each, void *ctx);
enum store_answer sqlite_number(struct store *s, const char *name, uint64_t *n);
enum store_answer sqlite_records(struct store *s, uint32_t room, uint64_t from,
                                 store_each_record *each, void *ctx);
enum store_answer sqlite_texts(struct store *s, uint32_t room, size_t *place, store_each_text *each,
                               void *ctx);
enum store_answer sqlite_texts_after(struct store *s, uint32_t room, uint64_t seq, size_t *place);
enum store_answer sqlite_snapshot(struct store *s, uint32_t room, struct store_snapshot *out);
enum store_answer sqlite_keys(struct store *s, uint32_t room, store_each_key *each, void *ctx);
enum store_answer sqlite_scenario(struct store *s, const unsigned char *hash, struct str *text);
// Rows written after the last that were noted; false when they cannot be read.
bool sqlite_find_last_rows(struct sqlite *s);
// NULL when its runs cannot be read.
struct room_places *sqlite_places(struct sqlite *s, bool texts, uint32_t room);

#endif
