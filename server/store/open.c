// Which store: a file's path is SQLite's, an address PostgreSQL's.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"
#include "store/store_postgres.h"

bool store_is_address(const char *where)
{
    return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

struct store *store_open(const char *where, const struct store_way *way, char *err, size_t errn)
{
    return store_is_address(where) ? store_postgres(where, way, err, errn)
                                   : store_sqlite(where, err, errn);
}

// A file that is not there would be made.
struct store *store_look(const char *where, char *err, size_t errn)
{
    if (store_is_address(where) || access(where, R_OK) == 0)
        return store_open(where, &(struct store_way){.waits = true}, err, errn);
    snprintf(err, errn, "%s", strerror(errno));
    return NULL;
}
