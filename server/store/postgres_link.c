#include "store/postgres_link.h"

#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "store/store_parts.h"

enum { ARRAY_BYTES_MAX = 1 << 30, ARRAY_HEAD = 20, OID_INT8 = 20, OID_BYTEA = 17 };

// ---- parameters

void pg_int(struct pg_params *p, int64_t n)
{
    CHECK(p->n < PG_PARAMS_MAX);
    p->ints[p->n] = htobe64((uint64_t)n);
    p->p[p->n] = NULL; // points into the struct itself: set when it is sent
    p->bytes[p->n++] = -1;
}

void pg_bytes(struct pg_params *p, struct str s)
{
    CHECK(p->n < PG_PARAMS_MAX);
    p->p[p->n] = s.p ? s.p : "";
    p->bytes[p->n++] = (int)s.n;
}

void pg_bytes_or_null(struct pg_params *p, struct str s)
{
    pg_bytes(p, s);
    if (!s.n) {
        p->p[p->n - 1] = NULL;
        p->bytes[p->n - 1] = 0;
    }
}

static void put_u32(struct buf *b, uint32_t n)
{
    n = htobe32(n);
    buf_put(b, &n, sizeof n);
}

void pg_array_init(struct pg_array *a, bool of_bytes)
{
    *a = (struct pg_array){.of_bytes = of_bytes};
    buf_init(&a->bytes, ARRAY_BYTES_MAX);
    put_u32(&a->bytes, 1); // one dimension, without nulls
    put_u32(&a->bytes, 0);
    put_u32(&a->bytes, of_bytes ? OID_BYTEA : OID_INT8);
    put_u32(&a->bytes, 0); // how many, at last
    put_u32(&a->bytes, 1);
}

void pg_array_free(struct pg_array *a)
{
    buf_free(&a->bytes);
}

void pg_array_int(struct pg_array *a, int64_t n)
{
    uint64_t big = htobe64((uint64_t)n);
    put_u32(&a->bytes, sizeof big);
    buf_put(&a->bytes, &big, sizeof big);
    a->n++;
}

void pg_array_bytes(struct pg_array *a, struct str s)
{
    put_u32(&a->bytes, (uint32_t)s.n);
    buf_str(&a->bytes, s);
    a->n++;
}

void pg_put_array(struct pg_params *p, struct pg_array *a)
{
    uint32_t n = htobe32(a->n);
    CHECK(!a->bytes.overflow && a->bytes.n >= ARRAY_HEAD);
    memcpy(a->bytes.p + 12, &n, sizeof n);
    pg_bytes(p, buf_view(&a->bytes));
}

int64_t pg_col_int(const PGresult *r, int row, int col)
{
    uint64_t n = 0;
    if (PQgetlength(r, row, col) == (int)sizeof n)
        memcpy(&n, PQgetvalue(r, row, col), sizeof n);
    return (int64_t)be64toh(n);
}

struct str pg_col(const PGresult *r, int row, int col)
{
    return (struct str){PQgetvalue(r, row, col), (size_t)PQgetlength(r, row, col)};
}

// ---- failing

// Its first line: the others are advice to whoever sits at the server.
static bool fail(struct pg_link *l, const char *why, const char *state)
{
    snprintf(l->why, sizeof l->why, "%.*s", (int)strcspn(why, "\n"), why);
    snprintf(l->state, sizeof l->state, "%s", state ? state : "");
    pg_close(l);
    return false;
}

static bool lost(struct pg_link *l)
{
    return fail(l, l->conn ? PQerrorMessage(l->conn) : "no connection", NULL);
}

static void on_notice(void *ctx, const PGresult *r)
{
    const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && strcmp(severity, "WARNING") == 0)
        ((struct pg_link *)ctx)->warned = true;
}

// ---- waiting

static bool wait_once(struct pg_link *l, bool writes, uint64_t until_ms)
{
    uint64_t now = store_steady_ms();
    struct pollfd at = {PQsocket(l->conn), (short)(POLLIN | (writes ? POLLOUT : 0)), 0};
    if (now >= until_ms)
        return fail(l, "no answer in time", NULL);
    int n = poll(&at, 1, (int)MIN(until_ms - now, (uint64_t)60000));
    if (n < 0 && errno != EINTR)
        return fail(l, strerror(errno), NULL);
    return n <= 0 || !(at.revents & (POLLIN | POLLHUP | POLLERR)) || PQconsumeInput(l->conn) ||
           lost(l);
}

// The next answer, or NULL where one ends; false when it does not come.
static bool next(struct pg_link *l, uint64_t until_ms, PGresult **out)
{
    for (;;) {
        int unsent = PQflush(l->conn);
        if (unsent < 0)
            return lost(l);
        if (!unsent && !PQisBusy(l->conn))
            break;
        if (!wait_once(l, unsent > 0, until_ms))
            return false;
    }
    *out = PQgetResult(l->conn);
    return true;
}

static bool is_good(struct pg_link *l, const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_PIPELINE_SYNC)
        return true;
    return fail(l, PQresultErrorMessage(r), PQresultErrorField(r, PG_DIAG_SQLSTATE));
}

// The last of what one statement answers.
static PGresult *answer(struct pg_link *l, unsigned limit_ms)
{
    uint64_t until = store_steady_ms() + limit_ms;
    PGresult *r = NULL, *more = NULL;
    bool good = true;
    while (good && (good = next(l, until, &more)) && more) {
        PQclear(r);
        r = more;
        good = is_good(l, r);
    }
    if (good && r)
        return r;
    PQclear(r);
    return NULL;
}

// ---- asking

static bool send(struct pg_link *l, const char *sql, const char *prepared,
                 const struct pg_params *p)
{
    const char *values[PG_PARAMS_MAX];
    int bytes[PG_PARAMS_MAX], binary[PG_PARAMS_MAX];
    int n = p ? p->n : 0;
    for (int i = 0; i < n; i++) {
        bool is_int = p->bytes[i] < 0;
        values[i] = is_int ? (const char *)&p->ints[i] : p->p[i];
        bytes[i] = is_int ? (int)sizeof p->ints[i] : p->bytes[i];
        binary[i] = 1;
    }
    int sent = prepared ? PQsendQueryPrepared(l->conn, prepared, n, values, bytes, binary, 1)
                        : PQsendQueryParams(l->conn, sql, n, NULL, values, bytes, binary, 1);
    return sent || lost(l);
}

PGresult *pg_ask(struct pg_link *l, const char *sql, const struct pg_params *p, unsigned limit_ms)
{
    l->warned = false;
    if (!l->conn || !send(l, sql, NULL, p))
        return NULL;
    return answer(l, limit_ms);
}

bool pg_prepare(struct pg_link *l, const char *name, const char *sql, unsigned limit_ms)
{
    PGresult *r = NULL;
    if (PQsendPrepare(l->conn, name, sql, 0, NULL))
        r = answer(l, limit_ms);
    else
        lost(l);
    PQclear(r);
    return r != NULL;
}

bool pg_begin(struct pg_link *l)
{
    l->warned = false;
    return l->conn && (PQenterPipelineMode(l->conn) || lost(l));
}

bool pg_queue(struct pg_link *l, const char *prepared, const struct pg_params *p)
{
    return l->conn && send(l, NULL, prepared, p);
}

bool pg_end(struct pg_link *l, unsigned limit_ms,
            void (*each)(void *ctx, unsigned at, const PGresult *), void *ctx)
{
    uint64_t until = store_steady_ms() + limit_ms;
    bool synced = false;
    if (!l->conn || (!PQpipelineSync(l->conn) && !lost(l)))
        return false;
    for (unsigned at = 0; !synced;) {
        PGresult *r = NULL;
        if (!next(l, until, &r))
            return false;
        if (!r)
            continue; // where the answer to one statement ends
        bool good = is_good(l, r);
        synced = good && PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        if (good && !synced)
            each(ctx, at++, r);
        PQclear(r);
        if (!good)
            return false;
    }
    return PQexitPipelineMode(l->conn) || lost(l);
}

// ---- opening and closing

void pg_close(struct pg_link *l)
{
    PQfinish(l->conn);
    l->conn = NULL;
}

// A commit is told when it is on disk, and on the standby that is waited for; only we end waits.
static const char settings[] =
    "SELECT set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit')"
    "  IN ('off','local') THEN 'on' ELSE current_setting('synchronous_commit') END, false),"
    " set_config('statement_timeout','0',false), set_config('lock_timeout','0',false),"
    " set_config('idle_in_transaction_session_timeout','0',false), set_config('jit','off',false)";

bool pg_open(struct pg_link *l, unsigned limit_ms)
{
    // What the address says counts more than what stands before it.
    static const char *const names[] = {"connect_timeout", "fallback_application_name", "dbname",
                                        NULL};
    const char *values[] = {"3", "tablee", l->address, NULL};
    pg_close(l);
    l->conn = PQconnectdbParams(names, values, 1);
    if (!l->conn || PQstatus(l->conn) != CONNECTION_OK || PQsetnonblocking(l->conn, 1) != 0)
        return lost(l);
    l->version = PQserverVersion(l->conn);
    if (l->version < PG_LEAST)
        return fail(l, "the server is too old", NULL);
    PQsetNoticeReceiver(l->conn, on_notice, l);
    PGresult *r = pg_ask(l, settings, NULL, limit_ms);
    PQclear(r);
    return r != NULL;
}
