#include "store/test_open.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"

static void with_file(void (*body)(struct store *s))
{
    char dir[] = "/tmp/tablee-stores-XXXXXX", path[64], err[256] = "";
    static const char *const endings[] = {"", "-wal", "-shm"};
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    struct store *s = store_sqlite(path, err, sizeof err);
    cr_assert(s, "%s", err);
    body(s);
    store_close(s);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        unlink(file);
    }
    rmdir(dir);
}

#ifdef TABLEE_POSTGRES

#include <libpq-fe.h>

static char schema[64], address[512];

static const char *server(void)
{
    return getenv("TABLEE_POSTGRES");
}

static long long run(const char *where, const char *sql)
{
    PGconn *c = PQconnectdb(where);
    cr_assert_eq(PQstatus(c), CONNECTION_OK, "%s", PQerrorMessage(c));
    PGresult *r = PQexec(c, sql);
    ExecStatusType status = PQresultStatus(r);
    cr_assert(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%s", PQerrorMessage(c));
    long long n = PQntuples(r) ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : 0;
    PQclear(r);
    PQfinish(c);
    return n;
}

const char *pg_schema(void)
{
    char sql[128];
    if (!server())
        return NULL;
    snprintf(schema, sizeof schema, "t%ld", (long)getpid());
    snprintf(sql, sizeof sql, "CREATE SCHEMA %s", schema);
    run(server(), sql);
    snprintf(address, sizeof address, "%s%coptions=-csearch_path%%3D%s", server(),
             strchr(server(), '?') ? '&' : '?', schema);
    return address;
}

void pg_schema_end(void)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SET client_min_messages=warning; DROP SCHEMA %s CASCADE", schema);
    run(server(), sql);
}

long long pg_sql(const char *sql)
{
    return run(address, sql);
}

static PGconn *held;

void pg_hold(const char *sql)
{
    held = PQconnectdb(address);
    cr_assert_eq(PQstatus(held), CONNECTION_OK, "%s", PQerrorMessage(held));
    PQclear(PQexec(held, "BEGIN"));
    PGresult *r = PQexec(held, sql);
    cr_assert_eq(PQresultStatus(r), PGRES_TUPLES_OK, "%s", PQerrorMessage(held));
    PQclear(r);
}

void pg_let_go(void)
{
    PQclear(PQexec(held, "COMMIT"));
    PQfinish(held);
}

#else

void pg_hold(const char *sql)
{
    UNUSED(sql);
}

void pg_let_go(void)
{
}

const char *pg_schema(void)
{
    return NULL;
}

void pg_schema_end(void)
{
}

long long pg_sql(const char *sql)
{
    UNUSED(sql);
    return 0;
}

#endif

static void with_postgres(void (*body)(struct store *s))
{
    char err[256] = "";
    const char *where = pg_schema();
    if (!where)
        return;
    struct store *s =
        store_open(where, &(struct store_way){.node = "test", .waits = true}, err, sizeof err);
    cr_assert(s, "%s", err);
    body(s);
    store_close(s);
    pg_schema_end();
}

void with_store(enum store_kind kind, void (*body)(struct store *s))
{
    struct store *s = kind == MEMORY ? store_memory() : NULL;
    if (kind == SQLITE)
        with_file(body);
    else if (kind == POSTGRES)
        with_postgres(body);
    else
        body(s);
    store_close(s);
}
