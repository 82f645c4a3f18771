// A connection to PostgreSQL, of one thread, whose every wait ends: libpq waits as long as the
// other side likes, and neither TCP nor the server's own limits end that.
#ifndef TABLEE_STORE_POSTGRES_LINK_H
#define TABLEE_STORE_POSTGRES_LINK_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { PG_PARAMS_MAX = 18, PG_WHY = 256, PG_LEAST = 150000 };
#define PG_READ_ONLY "25006" // the SQLSTATE of a database that takes no writes, as a standby

struct pg_link {
    const char *address; // the caller's, as long as the link lives
    PGconn *conn;        // NULL: there is none
    int version;         // of the server that was last reached, as libpq counts; 0: none was
    bool warned;         // a warning came, with an answer or without, since pg_begin or pg_ask
    char state[6];       // of the last error, SQLSTATE; "": it was the connection's
    char why[PG_WHY];    // of the last error
};

// What stands for $1, $2 … in a statement: bigint, bytea or an array of these, all binary. Bytes
// are the caller's until it is sent.
struct pg_params {
    int n;
    const char *p[PG_PARAMS_MAX];
    int bytes[PG_PARAMS_MAX];
    uint64_t ints[PG_PARAMS_MAX];
};

void pg_int(struct pg_params *p, int64_t n);
void pg_bytes(struct pg_params *p, struct str s);
void pg_bytes_or_null(struct pg_params *p, struct str s); // null when it is empty

// One parameter that is many; as long as it is used by pg_put_array, it lives.
struct pg_array {
    struct buf bytes;
    uint32_t n;
    bool of_bytes;
};
void pg_array_init(struct pg_array *a, bool of_bytes);
void pg_array_free(struct pg_array *a);
void pg_array_int(struct pg_array *a, int64_t n);
void pg_array_bytes(struct pg_array *a, struct str s);
void pg_put_array(struct pg_params *p, struct pg_array *a); // nothing is added to it after

// False, and `why`, when there is none, or it is older than PG_LEAST. Its commits are synced,
// whatever the server's habit.
bool pg_open(struct pg_link *l, unsigned limit_ms);
void pg_close(struct pg_link *l);
bool pg_prepare(struct pg_link *l, const char *name, const char *sql, unsigned limit_ms);
// One statement and its answer, to be cleared; NULL: it failed, and the link is closed.
PGresult *pg_ask(struct pg_link *l, const char *sql, const struct pg_params *p, unsigned limit_ms);
// Statements that are one transaction, sent together. `pg_end` gives each answer to `each`; false
// when any of it failed or nobody knows: the link is closed then. A warning is for the caller.
bool pg_begin(struct pg_link *l);
bool pg_queue(struct pg_link *l, const char *prepared, const struct pg_params *p);
bool pg_end(struct pg_link *l, unsigned limit_ms,
            void (*each)(void *ctx, unsigned at, const PGresult *), void *ctx);

int64_t pg_col_int(const PGresult *r, int row, int col);
struct str pg_col(const PGresult *r, int row, int col); // a view, as long as the answer

#endif
