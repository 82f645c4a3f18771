// The store that several servers share. Only store/open.c opens one.
#ifndef TABLEE_STORE_STORE_POSTGRES_H
#define TABLEE_STORE_STORE_POSTGRES_H

#include "store/store.h"

// NULL, and one sentence in the reader's language, when it cannot be used, or when this program was
// made without libpq.
struct store *store_postgres(const char *address, const struct store_way *way, char *err,
                             size_t errn);

#endif
