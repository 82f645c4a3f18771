// The tables, format 1, and getting in. What changes is added, and counted (PG_TABLES), so that
// two versions run on them at once; deploy/cluster/README.md tells how.
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "store/postgres_parts.h"

// Bytes are bytes, the texts of people too: the chain hashes what was written, and the database is
// to have no opinion of it. Numbers are all bigint.
static const char *const schema[] = {
    "CREATE TABLE IF NOT EXISTS meta(name text PRIMARY KEY, value bigint NOT NULL)",
    "CREATE TABLE IF NOT EXISTS nodes(name text PRIMARY KEY, incarnation bigint NOT NULL UNIQUE,"
    "  beat bigint NOT NULL DEFAULT 0, dead boolean NOT NULL DEFAULT false, version text NOT NULL)",
    "ALTER TABLE nodes ADD COLUMN IF NOT EXISTS seen timestamptz NOT NULL DEFAULT now()",
    // What a node says of itself: milliseconds, `committed` since its last commit, -1: none yet.
    "ALTER TABLE nodes ADD COLUMN IF NOT EXISTS rooms bigint NOT NULL DEFAULT 0,"
    "  ADD COLUMN IF NOT EXISTS connections bigint NOT NULL DEFAULT 0,"
    "  ADD COLUMN IF NOT EXISTS waits bigint NOT NULL DEFAULT 0,"
    "  ADD COLUMN IF NOT EXISTS committed bigint NOT NULL DEFAULT -1",
    // `turn` rises with each transaction that writes of the room; it and `term` are the fence.
    // Half of a page stays free, so that it moves within it.
    "CREATE TABLE IF NOT EXISTS rooms(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    "  code bigint NOT NULL UNIQUE, created bigint NOT NULL DEFAULT 0, once bytea UNIQUE,"
    "  look bytea, day bigint NOT NULL DEFAULT 0, keep bigint NOT NULL DEFAULT 0,"
    "  doomed bigint NOT NULL DEFAULT 0, archived bigint NOT NULL DEFAULT 0, scenario bytea,"
    "  title bytea, made boolean NOT NULL DEFAULT false, owner bigint, term bigint NOT NULL,"
    "  turn bigint NOT NULL DEFAULT 0, handed bigint, last_seq bigint NOT NULL DEFAULT 0,"
    "  last_hash bytea NOT NULL DEFAULT decode(repeat('00',32),'hex')) WITH (fillfactor=50)",
    // Whether the owner before was seen just before it was taken from.
    "ALTER TABLE rooms ADD COLUMN IF NOT EXISTS lately boolean NOT NULL DEFAULT false",
    "CREATE INDEX IF NOT EXISTS rooms_day ON rooms(day)",
    "CREATE INDEX IF NOT EXISTS rooms_keep ON rooms((day+keep)) WHERE keep>0",
    "CREATE INDEX IF NOT EXISTS rooms_doomed ON rooms(doomed) WHERE doomed>0",
    "CREATE INDEX IF NOT EXISTS rooms_scenario ON rooms(scenario)",
    "CREATE TABLE IF NOT EXISTS events(room bigint NOT NULL, seq bigint NOT NULL,"
    "  body bytea NOT NULL, hash bytea NOT NULL, PRIMARY KEY(room,seq))",
    "ALTER TABLE events ALTER body SET STORAGE EXTERNAL",
    // `n` counts the texts of a room as they are written.
    "CREATE TABLE IF NOT EXISTS texts(room bigint NOT NULL, n bigint NOT NULL,"
    "  person bigint NOT NULL, seq bigint NOT NULL, field bytea NOT NULL, salt bytea NOT NULL,"
    "  text bytea NOT NULL, PRIMARY KEY(room,n))",
    "CREATE TABLE IF NOT EXISTS keys(digest bytea PRIMARY KEY, room bigint NOT NULL)",
    "CREATE INDEX IF NOT EXISTS keys_room ON keys(room)",
    "CREATE TABLE IF NOT EXISTS snapshots(room bigint PRIMARY KEY, seq bigint NOT NULL,"
    "  bytes bytea NOT NULL)",
    "CREATE TABLE IF NOT EXISTS scenarios(hash bytea PRIMARY KEY, text bytea NOT NULL)",
    "CREATE TABLE IF NOT EXISTS gone(room bigint PRIMARY KEY, code bigint NOT NULL,"
    "  created bigint NOT NULL, gone bigint NOT NULL, why bytea NOT NULL, records bigint NOT NULL)",
    // `node` and `n`: one that is sent again is there already.
    "CREATE TABLE IF NOT EXISTS register(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    "  t bigint NOT NULL, code bigint NOT NULL, kind bytea NOT NULL, who bytea NOT NULL,"
    "  what bytea NOT NULL, node bigint NOT NULL, n bigint NOT NULL, UNIQUE(node,n))",
    "CREATE OR REPLACE FUNCTION tablee_events_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    "  IF TG_OP='UPDATE' THEN RAISE EXCEPTION 'events are never changed'; END IF;"
    "  IF NOT EXISTS(SELECT 1 FROM gone WHERE room=OLD.room) THEN"
    "   RAISE EXCEPTION 'events are never deleted, but of a room that is gone'; END IF;"
    "  RETURN OLD; END $$",
    "CREATE OR REPLACE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events"
    "  FOR EACH ROW EXECUTE FUNCTION tablee_events_stay()",
    "INSERT INTO meta VALUES('format',1),('generation',0) ON CONFLICT DO NOTHING",
    "INSERT INTO meta VALUES('tables',1) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
};

static bool told(struct postgres *s, const char *fr, const char *en)
{
    snprintf(s->why, sizeof s->why, "%s: %s", s->shown, lang_pick(fr, en));
    return false;
}

static bool failed(struct postgres *s)
{
    // NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): both are here
    snprintf(s->why, sizeof s->why,
             lang_pick("%s\u00a0: la base de données a répondu\u00a0: %s",
                       "%s: the database answered: %s"),
             s->shown, s->asking.why);
    return false;
}

static bool run(struct postgres *s, const char *sql, const struct pg_params *p, int64_t *out)
{
    PGresult *r = pg_ask(&s->asking, sql, p, s->answer_ms);
    if (r && out && PQntuples(r) && !PQgetisnull(r, 0, 0))
        *out = pg_col_int(r, 0, 0);
    PQclear(r);
    return r != NULL;
}

// What the address says, but for who asks and by which word.
static void show(struct postgres *s)
{
    const PGconn *c = s->asking.conn;
    const char *host = PQhost(c);
    snprintf(s->shown, sizeof s->shown, "postgresql://%s:%s/%s", host && *host ? host : "?",
             PQport(c), PQdb(c));
}

static bool too_old(struct postgres *s)
{
    snprintf(s->why, sizeof s->why,
             lang_pick("ce serveur est PostgreSQL %d; il faut le %d ou plus récent",
                       "this server is PostgreSQL %d; %d or newer is needed"),
             s->asking.version / 10000, PG_LEAST / 10000);
    return false;
}

static bool connect(struct postgres *s)
{
    PQconninfoOption *parts = PQconninfoParse(s->address, NULL); // its complaint shows passwords
    if (!parts) {
        snprintf(s->why, sizeof s->why, "%s",
                 lang_pick("l’adresse de la base de données s’écrit "
                           "postgresql://NOM@MACHINE/BASE",
                           "a database's address is written postgresql://USER@HOST/DATABASE"));
        return false;
    }
    PQconninfoFree(parts);
    bool there = pg_open(&s->asking, s->answer_ms);
    if (!there && s->asking.version && s->asking.version < PG_LEAST)
        return too_old(s);
    if (!there) {
        snprintf(s->why, sizeof s->why,
                 lang_pick("la base de données ne répond pas\u00a0: %s",
                           "the database does not answer: %s"),
                 s->asking.why);
        return false;
    }
    show(s);
    return true;
}

// *tables: how often something was added to them.
static bool check_format(struct postgres *s, int64_t *tables)
{
    int64_t there = 0, format = 0;
    if (!run(s, "SELECT count(*) FROM pg_class WHERE oid=to_regclass('meta')", NULL, &there))
        return failed(s);
    if (there && (!run(s, "SELECT value FROM meta WHERE name='format'", NULL, &format) ||
                  !run(s, "SELECT value FROM meta WHERE name='tables'", NULL, tables)))
        return failed(s);
    if (format > PG_FORMAT) {
        char fr[120], en[120];
        snprintf(fr, sizeof fr,
                 "vient d’une version plus récente (format %d; celle-ci connaît le %d)",
                 (int)format, PG_FORMAT);
        snprintf(en, sizeof en, "was written by a newer version (format %d; this one knows %d)",
                 (int)format, PG_FORMAT);
        return told(s, fr, en);
    }
    if (!there && !s->incarnation)
        return told(s, "il n’y a pas d’ateliers dans cette base", "there are no workshops in it");
    return true;
}

// One process after another: two that make the tables at once would stumble over each other.
static bool make_tables(struct postgres *s)
{
    bool good = run(s, "BEGIN", NULL, NULL) &&
                run(s, "SELECT pg_advisory_xact_lock(hashtext('tablee'))::text", NULL, NULL);
    int64_t tables = 0;
    good = good && check_format(s, &tables);
    if (!good)
        return *s->why ? false : failed(s);
    // Adding locks a table for a moment, for all servers: it is done once.
    for (size_t i = 0; good && tables < PG_TABLES && i < ARRAY_LEN(schema); i++)
        good = run(s, schema[i], NULL, NULL);
    return (good && run(s, "COMMIT", NULL, NULL)) || failed(s);
}

// Who is alone may bring another.
static bool check_key(struct postgres *s)
{
    struct pg_params p = {0}, name = {0};
    int64_t others = 0, key = 0;
    pg_int(&p, s->key);
    pg_bytes(&name, str_from_cstr(s->node));
    if (!s->key)
        return true;
    if (!run(s,
             "SELECT count(*) FROM nodes WHERE NOT dead AND name<>$1::text"
             " AND seen>now()-interval '30 seconds'",
             &name, &others) ||
        !run(s, "SELECT value FROM meta WHERE name='key'", NULL, &key))
        return failed(s);
    if (others && key && key != s->key)
        return told(s, "les autres serveurs ont une autre clé (--key)",
                    "the other servers have another key (--key)");
    return run(s,
               "INSERT INTO meta(name,value) VALUES('key',$1) ON CONFLICT(name)"
               " DO UPDATE SET value=excluded.value",
               &p, NULL) ||
           failed(s);
}

// The process of that name that was before is over, and so is what it made and did not finish.
static bool take_name(struct postgres *s)
{
    struct pg_params p = {0};
    pg_bytes(&p, str_from_cstr(s->node));
    pg_int(&p, s->incarnation);
    pg_bytes(&p, STR(TABLEE_VERSION));
    return (run(s,
                "INSERT INTO nodes(name,incarnation,version) VALUES($1::text,$2,$3::text)"
                " ON CONFLICT(name) DO UPDATE SET incarnation=excluded.incarnation, beat=0,"
                " dead=false, seen=now(), version=excluded.version",
                &p, NULL) &&
            run(s,
                "DELETE FROM rooms WHERE NOT made AND NOT EXISTS(SELECT 1 FROM nodes"
                " WHERE incarnation=owner AND NOT dead)",
                NULL, NULL)) ||
           failed(s);
}

static void warn_of_habits(struct postgres *s)
{
    int64_t off = 0;
    if (run(s,
            "SELECT count(*) FROM pg_settings WHERE name IN ('fsync','full_page_writes')"
            " AND setting='off'",
            NULL, &off) &&
        off)
        log_warn("database_does_not_sync", log_s("database", s->shown));
}

// Days count from it, and who is a year ahead would delete what others still keep.
static bool check_clock(struct postgres *s)
{
    int64_t there = 0;
    if (!s->clock_ms || !s->incarnation)
        return true;
    if (!run(s, "SELECT (extract(epoch FROM clock_timestamp())*1000)::bigint", NULL, &there))
        return failed(s);
    int64_t days = (there > s->clock_ms ? there - s->clock_ms : s->clock_ms - there) / STORE_DAY_MS;
    if (days < 1)
        return true;
    char fr[160], en[160];
    snprintf(fr, sizeof fr,
             "son horloge et celle de cet ordinateur diffèrent de %lld jours; réglez celle qui est "
             "fausse",
             (long long)days);
    snprintf(en, sizeof en,
             "its clock and this computer's differ by %lld days; set the one that is wrong",
             (long long)days);
    return told(s, fr, en);
}

// Who serves writes; who only looks may look at a standby.
static bool check_writable(struct postgres *s)
{
    int64_t standby = 0;
    if (!s->incarnation)
        return true;
    if (!run(s, "SELECT pg_is_in_recovery()::int::bigint", NULL, &standby))
        return failed(s);
    return !standby ||
           told(s,
                "cette base est un secondaire, qui se lit seulement; nommez aussi les autres "
                "machines (HOST1,HOST2/BASE?target_session_attrs=read-write)",
                "this database is a standby, which can only be read; name the other machines too "
                "(HOST1,HOST2/DATABASE?target_session_attrs=read-write)");
}

bool postgres_enter(struct postgres *s)
{
    int64_t generation = 0, tables = 0;
    if (!connect(s) || !check_clock(s) || !check_writable(s) ||
        !(s->incarnation ? make_tables(s) : check_format(s, &tables)))
        return false;
    if (s->incarnation && (!check_key(s) || !take_name(s)))
        return false;
    if (!run(s, "SELECT value FROM meta WHERE name='generation'", NULL, &generation))
        return failed(s);
    s->base.generation = (uint32_t)generation;
    if (s->incarnation)
        warn_of_habits(s);
    return true;
}
