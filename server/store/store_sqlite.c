#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "store/log_file.h"
#include "store/sqlite_parts.h"

// Rows that are not noted are read again when the file is opened: few enough to be no wait.
enum { WAL_PAGES_MANY = 2000, QUIET_S = 1, REST_NS = 1000000, NOTE_ROWS = 8192 };
// The writer lets go of the log before the sweeper, who waits for QUIET_S, comes.
enum { KEEP_NS = 500000000, SECOND_NS = 1000000000 };
enum { FOUND_BYTES = 16 << 20, LEAVING = 5 };

static const char *const schema =
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS rooms(id INTEGER PRIMARY KEY, code INTEGER NOT NULL,"
    "  created INTEGER NOT NULL, once TEXT, look TEXT, day INTEGER NOT NULL DEFAULT 0,"
    "  keep INTEGER NOT NULL DEFAULT 0, doomed INTEGER NOT NULL DEFAULT 0,"
    "  archived INTEGER NOT NULL DEFAULT 0, scenario BLOB, title TEXT) STRICT;"
    "CREATE UNIQUE INDEX IF NOT EXISTS rooms_code ON rooms(code);"
    "CREATE UNIQUE INDEX IF NOT EXISTS rooms_once ON rooms(once) WHERE once IS NOT NULL;"
    // Each finds rooms whose time is over without looking at the others.
    "CREATE INDEX IF NOT EXISTS rooms_day ON rooms(day);"
    "CREATE INDEX IF NOT EXISTS rooms_keep ON rooms(day+keep) WHERE keep>0;"
    "CREATE INDEX IF NOT EXISTS rooms_doomed ON rooms(doomed) WHERE doomed>0;"
    "CREATE INDEX IF NOT EXISTS rooms_scenario ON rooms(scenario);"
    "CREATE TABLE IF NOT EXISTS keys(digest BLOB PRIMARY KEY, room INTEGER NOT NULL)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS keys_room ON keys(room);"
    // That a room was there, without anything of it.
    "CREATE TABLE IF NOT EXISTS gone(room INTEGER PRIMARY KEY, code INTEGER NOT NULL,"
    "  created INTEGER NOT NULL, gone INTEGER NOT NULL, why TEXT NOT NULL,"
    "  records INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS register(id INTEGER PRIMARY KEY, t INTEGER NOT NULL,"
    "  code INTEGER NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL) STRICT;"
    // No index: it halves the speed of a commit. Continuity is looked at when reading.
    "CREATE TABLE IF NOT EXISTS events(room INTEGER NOT NULL, seq INTEGER NOT NULL,"
    "  body BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS texts(room INTEGER NOT NULL, person INTEGER NOT NULL,"
    "  seq INTEGER NOT NULL, field TEXT NOT NULL, salt BLOB NOT NULL, text TEXT NOT NULL) STRICT;"
    // Where the rows of a room lie in events (of = 0) and texts (1): four bytes each.
    "CREATE TABLE IF NOT EXISTS runs(room INTEGER NOT NULL, of INTEGER NOT NULL,"
    "  first INTEGER NOT NULL, rows BLOB NOT NULL, PRIMARY KEY(room, of, first))"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS scenarios(hash BLOB PRIMARY KEY, text BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS snapshots(room INTEGER PRIMARY KEY, seq INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER IF NOT EXISTS events_stay BEFORE DELETE ON events"
    "  WHEN NOT EXISTS(SELECT 1 FROM gone WHERE room=OLD.room)"
    "  BEGIN SELECT RAISE(ABORT, 'events are never deleted, but of a room that is gone'); END;"
    "CREATE TRIGGER IF NOT EXISTS events_fixed BEFORE UPDATE ON events"
    "  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;"
    "INSERT OR IGNORE INTO meta VALUES('format', 4),('noted_events', 0),('noted_texts', 0);"
    // Format 2 had no snapshots, and a program of then would forget words and leave one; of 3 it
    // would give the number of a room that is gone to another.
    "UPDATE meta SET value=4 WHERE name='format' AND value IN (2,3);";

// Of format 1: a state that was never other than 0, and rooms found by reading all of them.
static const char *const renewal = "ALTER TABLE rooms ADD COLUMN once TEXT;"
                                   "ALTER TABLE rooms ADD COLUMN look TEXT;"
                                   "ALTER TABLE rooms DROP COLUMN state;";

// Of format 3: nothing was ever deleted. When somebody was last there nobody noted: they are kept
// as if it had been today.
static const char *const lives = "ALTER TABLE rooms ADD COLUMN day INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE rooms ADD COLUMN keep INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE rooms ADD COLUMN doomed INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE rooms ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;"
                                 "ALTER TABLE rooms ADD COLUMN scenario BLOB;"
                                 "UPDATE rooms SET day=strftime('%s','now')/86400;"
                                 "DROP TRIGGER IF EXISTS events_stay;";

// Before, the title stood in what is told of a room alone; a program of then leaves this one be.
static const char *const titles = "ALTER TABLE rooms ADD COLUMN title TEXT;"
                                  "UPDATE rooms SET title=json_extract(look,'$.title.fr')"
                                  "  ||char(10)||json_extract(look,'$.title.en')"
                                  "  WHERE json_valid(look);";

// What is left of a room when its records and texts are away; the last takes ?2, its scenario.
static const char *const leaving[LEAVING] = {
    "DELETE FROM runs WHERE room=?1",
    "DELETE FROM snapshots WHERE room=?1",
    "DELETE FROM keys WHERE room=?1",
    ("DELETE FROM scenarios WHERE hash=(SELECT scenario FROM rooms WHERE id=?1)"
     " AND NOT EXISTS(SELECT 1 FROM rooms WHERE scenario=hash AND id<>?1)"
     " AND NOT EXISTS(SELECT 1 FROM rooms WHERE scenario IS NULL)"),
    "DELETE FROM rooms WHERE id=?1",
};

static const char *const statements[SQL_COUNT] = {
    [PUT_ROOM] = ("INSERT INTO"
                  " rooms(id,code,created,once,look,day,keep,doomed,archived,scenario,title)"
                  " VALUES(?1,?2,?3,nullif(?4,''),nullif(?5,''),?6,?7,?8,?9,?10,nullif(?11,''))"
                  " ON CONFLICT(id) DO UPDATE SET once=excluded.once, look=excluded.look,"
                  " day=excluded.day, keep=excluded.keep, doomed=excluded.doomed,"
                  " archived=excluded.archived, scenario=excluded.scenario,"
                  " title=excluded.title"),
    [PUT_RECORD] = "INSERT INTO events(rowid,room,seq,body,hash) VALUES(?5,?1,?2,?3,?4)",
    [PUT_TEXT] = ("INSERT INTO texts(rowid,room,person,seq,field,salt,text)"
                  " VALUES(?7,?1,?2,?3,?4,?5,?6)"),
    [PUT_FORGET] = "DELETE FROM texts WHERE rowid=?1 AND person=?2",
    [PUT_SCENARIO] = "INSERT OR IGNORE INTO scenarios VALUES(?1,?2)",
    [PUT_KEY] = "INSERT OR REPLACE INTO keys VALUES(?1,?2)",
    [PUT_SNAPSHOT] = "INSERT OR REPLACE INTO snapshots VALUES(?1,?2,?3)",
    [PUT_DELETE] = "INSERT INTO gone VALUES(?1,?2,?3,?4,?5,?6)",
    [PUT_ENTRY] = "INSERT INTO register(t,code,kind,who,what) VALUES(?1,?2,?3,?4,?5)",
    [PUT_RUN] = "INSERT OR REPLACE INTO runs VALUES(?1,?2,?3,?4)",
    [PUT_META] = ("INSERT INTO meta VALUES(?1,?2)"
                  " ON CONFLICT(name) DO UPDATE SET value=max(value,?2)"),
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_DROP] = "DELETE FROM snapshots WHERE room=?1", // it holds the words that go
    [SQL_STAY] = "SELECT 1 FROM meta", // while it has not ended, the writer stays a reader
};

// ---- writing

static void bind_bytes(sqlite3_stmt *q, int at, const void *p, size_t n)
{
    sqlite3_bind_blob64(q, at, p ? p : "", n, SQLITE_STATIC);
}

static void bind_text(sqlite3_stmt *q, int at, struct str s)
{
    sqlite3_bind_text64(q, at, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_room(sqlite3_stmt *q, const struct store_room *r)
{
    static const unsigned char none[STORE_HASH_BYTES];
    sqlite3_bind_int64(q, 1, r->id);
    sqlite3_bind_int64(q, 2, r->code);
    sqlite3_bind_int64(q, 3, (int64_t)r->created_ms);
    bind_text(q, 4, r->once);
    bind_text(q, 5, r->look);
    sqlite3_bind_int64(q, 6, r->day);
    sqlite3_bind_int64(q, 7, r->keep);
    sqlite3_bind_int64(q, 8, (int64_t)r->doomed_ms);
    sqlite3_bind_int64(q, 9, r->archived);
    if (memcmp(r->scenario, none, sizeof none) == 0)
        sqlite3_bind_null(q, 10);
    else
        bind_bytes(q, 10, r->scenario, sizeof r->scenario);
    bind_text(q, 11, r->title);
}

static void bind_gone(sqlite3_stmt *q, const struct store_gone *g)
{
    sqlite3_bind_int64(q, 1, g->room);
    sqlite3_bind_int64(q, 2, g->code);
    sqlite3_bind_int64(q, 3, (int64_t)g->created_ms);
    sqlite3_bind_int64(q, 4, (int64_t)g->gone_ms);
    bind_text(q, 5, g->why);
    sqlite3_bind_int64(q, 6, (int64_t)g->records);
}

static void bind_entry(sqlite3_stmt *q, const struct store_entry *e)
{
    sqlite3_bind_int64(q, 1, (int64_t)e->t_ms);
    sqlite3_bind_int64(q, 2, e->code);
    bind_text(q, 3, e->kind);
    bind_text(q, 4, e->who);
    bind_text(q, 5, e->what);
}

static void bind_put(sqlite3_stmt *q, const struct put *p)
{
    switch (p->kind) {
    case PUT_ROOM:
        bind_room(q, &p->room);
        break;
    case PUT_DELETE:
        bind_gone(q, &p->delete.gone);
        break;
    case PUT_ENTRY:
        bind_entry(q, &p->entry);
        break;
    case PUT_RECORD:
        sqlite3_bind_int64(q, 1, p->record.room);
        sqlite3_bind_int64(q, 2, (int64_t)p->record.seq);
        bind_bytes(q, 3, p->record.body.p, p->record.body.n);
        bind_bytes(q, 4, p->record.hash, sizeof p->record.hash);
        sqlite3_bind_int64(q, 5, p->row);
        break;
    case PUT_TEXT:
        sqlite3_bind_int64(q, 1, p->text.room);
        sqlite3_bind_int64(q, 2, p->text.person);
        sqlite3_bind_int64(q, 3, (int64_t)p->text.seq);
        bind_text(q, 4, p->text.field);
        bind_bytes(q, 5, p->text.salt, sizeof p->text.salt);
        bind_text(q, 6, p->text.text);
        sqlite3_bind_int64(q, 7, p->row);
        break;
    case PUT_FORGET:
        sqlite3_bind_int64(q, 2, p->forget.person);
        break;
    case PUT_SCENARIO:
        bind_bytes(q, 1, p->scenario.hash, sizeof p->scenario.hash);
        bind_bytes(q, 2, p->scenario.text.p, p->scenario.text.n);
        break;
    case PUT_KEY:
        bind_bytes(q, 1, p->key.digest, sizeof p->key.digest);
        sqlite3_bind_int64(q, 2, p->key.room);
        break;
    case PUT_SNAPSHOT:
        sqlite3_bind_int64(q, 1, p->snapshot.room);
        sqlite3_bind_int64(q, 2, (int64_t)p->snapshot.seq);
        bind_bytes(q, 3, p->snapshot.bytes.p, p->snapshot.bytes.n);
        break;
    case PUT_RUN:
        sqlite3_bind_int64(q, 1, p->run.room);
        sqlite3_bind_int64(q, 2, p->run.texts);
        sqlite3_bind_int64(q, 3, p->run.p[0]);
        bind_bytes(q, 4, p->run.p, p->run.n * sizeof *p->run.p);
        break;
    case PUT_META:
        bind_text(q, 1, str_from_cstr(p->meta.name));
        sqlite3_bind_int64(q, 2, p->meta.value);
        break;
    case PUT_RELEASE:
        break;
    }
}

static bool run_statement(sqlite3_stmt *q)
{
    return sqlite3_step(q) == SQLITE_DONE && sqlite3_reset(q) == SQLITE_OK;
}

static bool run_sql(struct sqlite *s, const char *sql, int64_t n)
{
    sqlite3_stmt *q = NULL;
    bool good = sqlite3_prepare_v2(s->writer, sql, -1, &q, NULL) == SQLITE_OK &&
                sqlite3_bind_int64(q, 1, n) == SQLITE_OK && sqlite3_step(q) == SQLITE_DONE;
    sqlite3_finalize(q);
    return good;
}

static bool delete_rows(struct sqlite *s, const char *sql, const struct rows *rows)
{
    sqlite3_stmt *q = NULL;
    bool good = sqlite3_prepare_v2(s->writer, sql, -1, &q, NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < rows->n; i++) {
        sqlite3_bind_int64(q, 1, rows->p[i]);
        sqlite3_bind_int64(q, 2, rows->room);
        good = run_statement(q);
    }
    sqlite3_finalize(q);
    return good;
}

// Rarely done: its statements are made for it.
static bool delete_room(struct sqlite *s, const struct put *p)
{
    s->forgot = true;
    bool good =
        run_statement(s->sql[PUT_DELETE]) && // from then on events may go
        delete_rows(s, "DELETE FROM events WHERE rowid=?1 AND room=?2", &p->delete.records) &&
        delete_rows(s, "DELETE FROM texts WHERE rowid=?1 AND room=?2", &p->delete.texts);
    for (size_t i = 0; good && i < LEAVING; i++)
        good = run_sql(s, leaving[i], p->delete.gone.room);
    return good;
}

// The oldest leave a register that is full, but incidents, which are to be kept five years.
static bool write_entry(struct sqlite *s)
{
    return run_statement(s->sql[PUT_ENTRY]) &&
           run_sql(s, "DELETE FROM register WHERE id<=?1 AND kind<>'incident'",
                   sqlite3_last_insert_rowid(s->writer) - STORE_REGISTER_ROWS);
}

static bool write_put(struct sqlite *s, const struct put *p)
{
    sqlite3_stmt *q = s->sql[p->kind];
    bind_put(q, p);
    if (p->kind == PUT_DELETE)
        return delete_room(s, p);
    if (p->kind == PUT_ENTRY)
        return write_entry(s);
    if (p->kind != PUT_FORGET)
        return run_statement(q);
    s->forgot = true;
    sqlite3_bind_int64(s->sql[SQL_DROP], 1, p->forget.room);
    bool good = run_statement(s->sql[SQL_DROP]);
    for (size_t i = 0; good && i < p->forget.rows.n; i++) {
        sqlite3_bind_int64(q, 1, p->forget.rows.p[i]);
        good = run_statement(q);
    }
    return good;
}

static bool write_batch(struct sqlite *s, const struct batch *b)
{
    bool good = true;
    for (size_t i = 0; good && i < b->puts.n; i++)
        good = write_put(s, &b->puts.p[i]);
    return good;
}

// Between its transactions the writer stays a reader, by a statement that has not ended: so a
// commit takes one lock and gives it back, not three, and its pages stay known. Nobody can empty
// the log meanwhile, so it lets go when that is long, when words are to leave it, and when nothing
// comes.
static void stay_reader(struct sqlite *s)
{
    if (s->forgot || s->log_pages >= WAL_PAGES_MANY)
        sqlite3_reset(s->sql[SQL_STAY]);
    else if (!sqlite3_stmt_busy(s->sql[SQL_STAY]))
        sqlite3_step(s->sql[SQL_STAY]); // without it the next commit only takes longer
}

// One transaction and one sync for all the batches that came meanwhile.
static bool write_all(struct sqlite *s, const struct batch *first)
{
    s->forgot = false;
    bool good = run_statement(s->sql[SQL_BEGIN]);
    for (const struct batch *b = first; good && b; b = b->next)
        good = write_batch(s, b);
    stay_reader(s);
    good = good && run_statement(s->sql[SQL_COMMIT]);
    // A deleted text is still in the file until its page has left the write-ahead log.
    if (good && s->forgot)
        sqlite3_wal_checkpoint_v2(s->writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return good;
}

static struct timespec in_ns(int64_t ns)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    ns += t.tv_nsec;
    return (struct timespec){t.tv_sec + ns / SECOND_NS, ns % SECOND_NS};
}

// A semaphore, for who waits on a condition takes its lock again, which costs two more calls.
static void wait_for_more(struct sqlite *s)
{
    struct timespec until = in_ns(KEEP_NS);
    if (!sqlite3_stmt_busy(s->sql[SQL_STAY]))
        sem_wait(&s->more);
    else if (sem_timedwait(&s->more, &until) != 0 && errno == ETIMEDOUT)
        sqlite3_reset(s->sql[SQL_STAY]);
}

static struct batch *take(struct sqlite *s)
{
    for (;;) {
        pthread_mutex_lock(&s->lock);
        struct batch *first = s->first;
        bool closing = s->closing;
        s->first = s->last = NULL;
        pthread_mutex_unlock(&s->lock);
        if (first || closing)
            return first;
        wait_for_more(s);
    }
}

static void wrote(struct sqlite *s, bool good, uint64_t id)
{
    pthread_mutex_lock(&s->lock);
    if (good) {
        s->done = id;
        s->moved_ms = store_steady_ms();
    } else {
        s->failed = true;
        snprintf(s->why, sizeof s->why, "the database could not be written: %s",
                 sqlite3_errmsg(s->writer));
    }
    pthread_mutex_unlock(&s->lock);
    store_wake(&s->base);
}

static uint64_t last_id(const struct batch *b)
{
    while (b->next)
        b = b->next;
    return b->id;
}

// A sync costs the processor as much as several commands do. When more than one came with each of
// the last commits, the next may wait for more; when they come one by one, none is kept waiting.
static void rest_when_busy(const struct batch *first, unsigned *busy)
{
    unsigned n = 0;
    for (const struct batch *b = first; b; b = b->next)
        n += b->records;
    *busy = (7 * *busy + 16 * n) / 8; // sixteenths of a record, the mean of the last few commits
    if (*busy >= 2 * 16)
        nanosleep(&(struct timespec){.tv_nsec = REST_NS}, NULL);
}

static void *write_loop(void *ctx)
{
    struct sqlite *s = ctx;
    bool good = true;
    unsigned busy = 0;
    for (struct batch *first; (first = take(s));) {
        good = good && write_all(s, first);
        wrote(s, good, last_id(first));
        rest_when_busy(first, &busy);
        batches_free(first);
    }
    return NULL;
}

// ---- checkpoints

static int on_wal(void *ctx, sqlite3 *db, const char *name, int pages)
{
    UNUSED(db);
    UNUSED(name);
    struct sqlite *s = ctx;
    s->log_pages = pages;
    pthread_mutex_lock(&s->lock);
    s->wal_pages = pages;
    if (pages >= WAL_PAGES_MANY)
        pthread_cond_signal(&s->swept);
    pthread_mutex_unlock(&s->lock);
    return SQLITE_OK;
}

// True when a checkpoint is worth making: the log is long, or nothing came for a while.
static bool wait_for_sweep(struct sqlite *s)
{
    uint64_t before = s->done;
    struct timespec until = in_ns((int64_t)QUIET_S * SECOND_NS);
    int got = pthread_cond_timedwait(&s->swept, &s->lock, &until);
    return s->wal_pages >= WAL_PAGES_MANY ||
           (got == ETIMEDOUT && s->wal_pages > 0 && s->done == before);
}

static void *sweep_loop(void *ctx)
{
    struct sqlite *s = ctx;
    pthread_mutex_lock(&s->lock);
    while (!s->closing) {
        if (!wait_for_sweep(s))
            continue;
        s->wal_pages = 0;
        pthread_mutex_unlock(&s->lock);
        sqlite3_wal_checkpoint_v2(s->sweeper, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

// ---- the loop's side

// Copies, for the batch outlives what the places hold.
static struct rows keep_rows(struct sqlite *s, bool texts, uint32_t room, const uint32_t *rows,
                             size_t n)
{
    uint32_t *kept = arena_new_n(&s->base.pending->bytes, uint32_t, MAX(n, 1u));
    CHECK(kept);
    if (n)
        memcpy(kept, rows, n * sizeof *kept);
    return (struct rows){room, texts, kept, n};
}

static void fail_writing(struct sqlite *s)
{
    pthread_mutex_lock(&s->lock);
    s->failed = true;
    pthread_mutex_unlock(&s->lock);
}

// Rows that are not found cannot be taken away: nothing may be said to be done.
static struct rows places_of_all(struct sqlite *s, bool texts, uint32_t room)
{
    const struct room_places *places = sqlite_places(s, texts, room);
    if (places)
        return keep_rows(s, texts, room, places->rows.p, places->rows.n);
    fail_writing(s);
    return (struct rows){.room = room};
}

static void deleting(struct sqlite *s, struct put *p)
{
    uint32_t room = p->delete.gone.room;
    p->delete.records = places_of_all(s, false, room);
    p->delete.texts = places_of_all(s, true, room);
    p->delete.gone.records += p->delete.records.n;
    places_drop(&s->records, room);
    places_drop(&s->texts, room);
}

static void sqlite_putting(struct store *base, struct put *p)
{
    struct sqlite *s = sqlite_of(base);
    if (p->kind == PUT_RECORD) {
        p->row = s->records.last + 1;
        places_add(&s->records, p->record.room, p->row);
    } else if (p->kind == PUT_TEXT) {
        p->row = s->texts.last + 1;
        places_add(&s->texts, p->text.room, p->row);
    } else if (p->kind == PUT_ROOM) {
        s->last_room = MAX(s->last_room, p->room.id);
    } else if (p->kind == PUT_FORGET) {
        p->forget.rows = places_of_all(s, true, p->forget.room);
    } else if (p->kind == PUT_DELETE) {
        deleting(s, p);
    }
}

struct noting {
    struct sqlite *s;
    bool texts;
};

static void note_run(void *ctx, uint32_t room, const uint32_t *rows, size_t n)
{
    const struct noting *to = ctx;
    struct put *p = batch_put(&to->s->base, PUT_RUN);
    p->run = keep_rows(to->s, to->texts, room, rows, n);
}

static void note(struct sqlite *s, bool texts)
{
    struct places *places = texts ? &s->texts : &s->records;
    places_note(places, s->base.flushed + 1, note_run, &(struct noting){s, texts});
    struct put *p = batch_put(&s->base, PUT_META);
    p->meta.name = texts ? "noted_texts" : "noted_events";
    p->meta.value = places->last;
}

static uint64_t done_now(struct sqlite *s)
{
    pthread_mutex_lock(&s->lock);
    uint64_t done = s->done;
    pthread_mutex_unlock(&s->lock);
    return done;
}

static void sqlite_flushing(struct store *base)
{
    struct sqlite *s = sqlite_of(base);
    if (s->records.fresh + s->texts.fresh < NOTE_ROWS)
        return;
    note(s, false);
    note(s, true);
    places_trim(&s->records, done_now(s));
    places_trim(&s->texts, done_now(s));
}

static void sqlite_flush(struct store *base, struct batch *b)
{
    struct sqlite *s = sqlite_of(base);
    pthread_mutex_lock(&s->lock);
    if (s->done + 1 == b->id)
        s->moved_ms = store_steady_ms();
    if (s->last)
        s->last->next = b;
    else
        s->first = b;
    s->last = b;
    pthread_mutex_unlock(&s->lock);
    sem_post(&s->more); // after: who is woken finds the lock free
}

static enum store_status sqlite_done(struct store *base, uint64_t *batch, const char **why)
{
    struct sqlite *s = sqlite_of(base);
    pthread_mutex_lock(&s->lock);
    *batch = s->done;
    *why = s->why;
    enum store_status status = s->failed ? STORE_FAILED : STORE_OK;
    pthread_mutex_unlock(&s->lock);
    return status;
}

static uint64_t sqlite_waits(struct store *base)
{
    struct sqlite *s = sqlite_of(base);
    pthread_mutex_lock(&s->lock);
    uint64_t waits = s->done < base->flushed ? store_steady_ms() - s->moved_ms : 0;
    pthread_mutex_unlock(&s->lock);
    return waits;
}

static enum store_answer sqlite_reserve(struct store *base, uint32_t code, uint32_t *id)
{
    struct sqlite *s = sqlite_of(base);
    struct store_room room;
    enum store_answer there = sqlite_find(base, (struct store_sought){.code = code}, &room);
    if (there != STORE_NO)
        return there == STORE_YES ? STORE_NO : there;
    *id = ++s->last_room;
    struct room_places *both[] = {places_of(&s->records, *id), places_of(&s->texts, *id)};
    for (size_t i = 0; i < ARRAY_LEN(both); i++)
        both[i]->used = both[i]->whole = true; // nothing of it is written yet
    return STORE_YES;
}

// What is not noted stays in memory until it is.
static void sqlite_release(struct store *base, uint32_t room)
{
    struct sqlite *s = sqlite_of(base);
    places_of(&s->records, room)->used = false;
    places_of(&s->texts, room)->used = false;
    places_trim(&s->records, done_now(s));
    places_trim(&s->texts, done_now(s));
}

// ---- opening and closing

static void close_files(struct sqlite *s)
{
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(s->sql[i]);
    sqlite3_close(s->reader);
    sqlite3_close(s->sweeper);
    sqlite3_close(s->writer); // the last one: it empties the write-ahead log
    pthread_mutex_destroy(&s->lock);
    sem_destroy(&s->more);
    pthread_cond_destroy(&s->swept);
    places_free(&s->records);
    places_free(&s->texts);
    arena_free(&s->found);
    mem_free(s);
}

static void sqlite_close_all(struct store *base)
{
    struct sqlite *s = sqlite_of(base);
    pthread_mutex_lock(&s->lock);
    s->closing = true;
    sem_post(&s->more);
    pthread_cond_signal(&s->swept);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->write_thread, NULL);
    pthread_join(s->sweep_thread, NULL);
    batches_free(s->first);
    close_files(s);
}

static const struct store_ops sqlite_ops = {
    .putting = sqlite_putting,
    .flushing = sqlite_flushing,
    .flush = sqlite_flush,
    .done = sqlite_done,
    .waits = sqlite_waits,
    .find = sqlite_find,
    .reserve = sqlite_reserve,
    .take = sqlite_take,
    .release = sqlite_release,
    .rooms = sqlite_rooms,
    .below = sqlite_below,
    .count = sqlite_count,
    .due = sqlite_due,
    .gone = sqlite_gone,
    .entries = sqlite_entries,
    .number = sqlite_number,
    .records = sqlite_records,
    .texts = sqlite_texts,
    .texts_after = sqlite_texts_after,
    .snapshot = sqlite_snapshot,
    .keys = sqlite_keys,
    .scenario = sqlite_scenario,
    .close = sqlite_close_all,
};

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q;
    int64_t got = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        got = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return got;
}

// Pragmas belong to a connection: each one is set, and what matters is read back.
static bool open_file(const char *path, const char *vfs, sqlite3 **db)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, db, flags, vfs) != SQLITE_OK)
        return false;
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_busy_timeout(*db, 5000); // for tools from outside; we ourselves never wait
    return sqlite3_exec(*db,
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                        "PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;"
                        "PRAGMA trusted_schema=OFF",
                        0, 0, 0) == SQLITE_OK &&
           ask(*db, "PRAGMA synchronous") == 2;
}

// All or nothing: a start that was cut short is made again.
static bool renew(struct sqlite *s)
{
    bool older = ask(s->writer, "SELECT count(*) FROM pragma_table_info('rooms')"
                                " WHERE name='state'") > 0;
    bool lifeless = ask(s->writer, "SELECT (SELECT count(*) FROM pragma_table_info('rooms'))>0 AND"
                                   " (SELECT count(*) FROM pragma_table_info('rooms')"
                                   " WHERE name='day')=0") > 0;
    bool untitled = ask(s->writer, "SELECT (SELECT count(*) FROM pragma_table_info('rooms'))>0 AND"
                                   " (SELECT count(*) FROM pragma_table_info('rooms')"
                                   " WHERE name='title')=0") > 0;
    return sqlite3_exec(s->writer, "BEGIN IMMEDIATE", 0, 0, 0) == SQLITE_OK &&
           (!older || sqlite3_exec(s->writer, renewal, 0, 0, 0) == SQLITE_OK) &&
           (!lifeless || sqlite3_exec(s->writer, lives, 0, 0, 0) == SQLITE_OK) &&
           (!untitled || sqlite3_exec(s->writer, titles, 0, 0, 0) == SQLITE_OK) &&
           sqlite3_exec(s->writer, schema, 0, 0, 0) == SQLITE_OK &&
           sqlite3_exec(s->writer, "COMMIT", 0, 0, 0) == SQLITE_OK;
}

static bool prepare(struct sqlite *s)
{
    if (!renew(s))
        return false;
    s->base.old = ask(s->writer, "SELECT value FROM meta WHERE name='format'") == 1;
    for (int i = 0; i < SQL_COUNT; i++)
        if (sqlite3_prepare_v2(s->writer, statements[i], -1, &s->sql[i], NULL) != SQLITE_OK)
            return false;
    sqlite3_wal_hook(s->writer, on_wal, s);
    return true;
}

static bool open_files(struct sqlite *s, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600); // people's words: for us alone
    if (fd < 0) {
        snprintf(s->why, sizeof s->why, "%s: %s", path, strerror(errno));
        return false;
    }
    close(fd);
    if (!open_file(path, log_file_vfs(), &s->writer))
        goto failed;
    int64_t format = ask(s->writer, "SELECT value FROM meta WHERE name='format'");
    if (format > STORE_FORMAT) {
        snprintf(
            s->why, sizeof s->why,
            lang_pick("%s vient d’une version plus récente (format %d; celle-ci connaît le %d)",
                      "%s was written by a newer version (format %d; this one knows %d)"),
            path, (int)format, STORE_FORMAT);
        return false;
    }
    if (prepare(s) && open_file(path, NULL, &s->reader) && open_file(path, NULL, &s->sweeper))
        return sqlite_find_last_rows(s); // or it says why
failed:
    snprintf(s->why, sizeof s->why, "%s: %s", path,
             s->writer ? sqlite3_errmsg(s->writer) : "no memory");
    return false;
}

static void start_threads(struct sqlite *s)
{
    CHECK(pthread_create(&s->write_thread, NULL, write_loop, s) == 0);
    CHECK(pthread_create(&s->sweep_thread, NULL, sweep_loop, s) == 0);
}

struct store *store_sqlite(const char *path, char *err, size_t errn)
{
    // Nobody asks how much memory the library has, and the count costs a lock an allocation. It is
    // refused, to no harm, when a database was opened before.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct sqlite *s = mem_alloc(sizeof *s);
    s->base.ops = &sqlite_ops;
    pthread_mutex_init(&s->lock, NULL);
    sem_init(&s->more, 0, 0);
    pthread_cond_init(&s->swept, NULL);
    places_init(&s->records);
    places_init(&s->texts);
    arena_init(&s->found, FOUND_BYTES);
    if (!open_files(s, path)) {
        snprintf(err, errn, "%s", s->why);
        close_files(s);
        return NULL;
    }
    s->last_room = (uint32_t)ask(s->reader, "SELECT max((SELECT ifnull(max(id),0) FROM rooms),"
                                            "(SELECT ifnull(max(room),0) FROM gone))");
    int64_t generation = ask(s->reader, "SELECT value FROM meta WHERE name='generation'");
    s->base.generation = generation > 0 ? (uint32_t)generation : 0;
    start_threads(s);
    return &s->base;
}
