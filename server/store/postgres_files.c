// The editor's files in PostgreSQL, each whole, over a connection of their own: who asks waits, and
// is not the loop. A change names the text that it started from, in the statement that makes it.
#include <string.h>

#include "store/postgres_parts.h"

enum { NAMES_AT_ONCE = 1024 };

// Tried again where the connection was lost meanwhile: what reads may be asked twice.
static PGresult *ask(struct postgres *s, const char *sql, const struct pg_params *p)
{
    struct pg_link *l = &s->filing;
    PGresult *r = NULL;
    for (int tries = 0; !r && tries < 2; tries++)
        if (l->conn || pg_open(l, s->answer_ms))
            r = pg_ask(l, sql, p, s->answer_ms);
    return r;
}

static struct pg_params drawer_of(enum store_drawer in)
{
    struct pg_params p = {0};
    pg_int(&p, in);
    return p;
}

bool postgres_files(struct store *base, enum store_drawer in, struct str name,
                    store_each_file *each, void *ctx)
{
    struct pg_params p = drawer_of(in);
    pg_bytes(&p, name);
    pg_int(&p, NAMES_AT_ONCE);
    PGresult *r = ask(postgres_of(base),
                      "SELECT name,hash FROM files WHERE drawer=$1"
                      " AND ($2::text='' OR name=$2::text) ORDER BY name LIMIT $3",
                      &p);
    for (int row = 0; r && row < PQntuples(r); row++)
        each(ctx, pg_col(r, row, 0), pg_col(r, row, 1));
    PQclear(r);
    return r != NULL;
}

bool postgres_file(struct store *base, enum store_drawer in, struct str name, struct buf *out)
{
    struct pg_params p = drawer_of(in);
    pg_bytes(&p, name);
    PGresult *r =
        ask(postgres_of(base), "SELECT text FROM files WHERE drawer=$1 AND name=$2::text", &p);
    bool there = r && PQntuples(r);
    if (there)
        buf_str(out, pg_col(r, 0, 0));
    PQclear(r);
    return there;
}

// Once: what was lost on the way may have been done.
static enum store_filed change(struct postgres *s, const char *sql, const struct pg_params *p)
{
    struct pg_link *l = &s->filing;
    PGresult *r = l->conn || pg_open(l, s->answer_ms) ? pg_ask(l, sql, p, s->answer_ms) : NULL;
    enum store_filed filed = !r || l->warned ? FILED_FAILED : PQntuples(r) ? FILED_YES : FILED_NO;
    PQclear(r);
    return filed;
}

enum store_filed postgres_file_put(struct store *base, const struct store_file *f)
{
    struct pg_params p = drawer_of(f->in);
    pg_bytes(&p, f->name);
    pg_bytes(&p, f->hash);
    pg_bytes(&p, f->text);
    if (f->any) // and the others are told that there is something new
        return change(postgres_of(base),
                      "WITH more AS (INSERT INTO meta(name,value) VALUES('filed',1)"
                      "  ON CONFLICT(name) DO UPDATE SET value=meta.value+1)"
                      " INSERT INTO files(drawer,name,hash,text)"
                      " VALUES($1,$2::text,$3::text,$4::bytea) ON CONFLICT(drawer,name)"
                      " DO UPDATE SET hash=excluded.hash, text=excluded.text RETURNING 1",
                      &p);
    if (f->base.n) {
        pg_bytes(&p, f->base);
        return change(postgres_of(base),
                      "UPDATE files SET hash=$3::text, text=$4::bytea"
                      " WHERE drawer=$1 AND name=$2::text AND hash=$5::text RETURNING 1",
                      &p);
    }
    return change(postgres_of(base),
                  "INSERT INTO files(drawer,name,hash,text)"
                  " VALUES($1,$2::text,$3::text,$4::bytea) ON CONFLICT DO NOTHING RETURNING 1",
                  &p);
}

enum store_filed postgres_file_drop(struct store *base, enum store_drawer in, struct str name,
                                    struct str hash)
{
    struct pg_params p = drawer_of(in);
    pg_bytes(&p, name);
    pg_bytes(&p, hash);
    return change(postgres_of(base),
                  "DELETE FROM files WHERE drawer=$1 AND name=$2::text AND hash=$3::text"
                  " RETURNING 1",
                  &p);
}

uint64_t postgres_filed(struct store *base)
{
    struct postgres *s = postgres_of(base);
    pg_lock(s);
    uint64_t filed = s->filed;
    pg_unlock(s);
    return filed;
}
