// A store of each kind, empty, in a folder or a schema of its own that goes with it.
#ifndef UNIT_STORE_TEST_OPEN_H
#define UNIT_STORE_TEST_OPEN_H

#include "store/store.h"

enum store_kind { MEMORY, SQLITE, POSTGRES };

// Opens one, runs `body` and closes it. PostgreSQL's is passed over where there is none.
void with_store(enum store_kind kind, void (*body)(struct store *s));

// The address of an empty schema, or NULL where there is no server; pg_schema_end drops it.
const char *pg_schema(void);
void pg_schema_end(void);
// What one statement there answers first: a number, or 0.
long long pg_sql(const char *sql);
// In a transaction that stays open until pg_let_go.
void pg_hold(const char *sql);
void pg_let_go(void);

#endif
