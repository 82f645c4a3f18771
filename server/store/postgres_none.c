// Instead of all other postgres files where libpq is missing.
#include <stdio.h>

#include "base/lang.h"
#include "base/util.h"
#include "store/store_postgres.h"

struct store *store_postgres(const char *address, const struct store_way *way, char *err,
                             size_t errn)
{
    UNUSED(address);
    UNUSED(way);
    snprintf(err, errn, "%s",
             lang_pick("ce tablee a été fait sans PostgreSQL\u00a0: installez libpq-dev et "
                       "compilez-le de nouveau",
                       "this tablee was built without PostgreSQL: install libpq-dev and build it "
                       "again"));
    return NULL;
}
