#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "store/store_parts.h"

enum { WAL_PAGES_MANY = 2000, QUIET_S = 1, REST_NS = 1000000 };

enum { SQL_ROOM, SQL_RECORD, SQL_TEXT, SQL_FORGET, SQL_SCENARIO, SQL_COUNT };

struct sqlite {
    struct store base;
    sqlite3 *reader;  // the loop's
    sqlite3 *writer;  // the writer thread's, like the statements
    sqlite3 *sweeper; // the sweeper thread's: it alone makes checkpoints, so commits stay short
    sqlite3_stmt *sql[SQL_COUNT];
    bool forgot; // the transaction under way deleted texts
    pthread_t write_thread;
    pthread_t sweep_thread;
    pthread_mutex_t lock; // guards all that follows
    pthread_cond_t more;
    pthread_cond_t swept;
    struct batch *first; // what waits for the writer
    struct batch *last;
    uint64_t done;
    int wal_pages;
    bool failed;
    bool closing;
    char why[256];
};

static const char *const schema =
    "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "INSERT OR IGNORE INTO meta VALUES('format', 1);"
    "CREATE TABLE IF NOT EXISTS rooms(id INTEGER PRIMARY KEY, code INTEGER NOT NULL,"
    "  created INTEGER NOT NULL, state INTEGER NOT NULL) STRICT;"
    // No unique index: it halves the speed of a commit. Continuity is looked at when reading.
    "CREATE TABLE IF NOT EXISTS events(room INTEGER NOT NULL, seq INTEGER NOT NULL,"
    "  body BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS texts(room INTEGER NOT NULL, person INTEGER NOT NULL,"
    "  seq INTEGER NOT NULL, field TEXT NOT NULL, salt BLOB NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS scenarios(hash BLOB PRIMARY KEY, text BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER IF NOT EXISTS events_stay BEFORE DELETE ON events"
    "  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;"
    "CREATE TRIGGER IF NOT EXISTS events_fixed BEFORE UPDATE ON events"
    "  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;";

static const char *const statements[SQL_COUNT] = {
    [SQL_ROOM] = "INSERT INTO rooms VALUES(?1,?2,?3,?4) ON CONFLICT(id) DO UPDATE SET state=?4",
    [SQL_RECORD] = "INSERT INTO events(rowid,room,seq,body,hash) VALUES(?5,?1,?2,?3,?4)",
    [SQL_TEXT] = ("INSERT INTO texts(rowid,room,person,seq,field,salt,text)"
                  " VALUES(?7,?1,?2,?3,?4,?5,?6)"),
    [SQL_FORGET] = "DELETE FROM texts WHERE room=?1 AND person=?2",
    [SQL_SCENARIO] = "INSERT OR IGNORE INTO scenarios VALUES(?1,?2)",
};

static struct sqlite *of(struct store *s)
{
    return (struct sqlite *)s;
}

// ---- writing

static void bind_bytes(sqlite3_stmt *q, int at, const void *p, size_t n)
{
    sqlite3_bind_blob64(q, at, p ? p : "", n, SQLITE_STATIC);
}

static void bind_text(sqlite3_stmt *q, int at, struct str s)
{
    sqlite3_bind_text64(q, at, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static sqlite3_stmt *bind_put(struct sqlite *s, const struct put *p)
{
    sqlite3_stmt *q = s->sql[p->kind];
    switch (p->kind) {
    case PUT_ROOM:
        sqlite3_bind_int64(q, 1, p->room.id);
        sqlite3_bind_int64(q, 2, p->room.code);
        sqlite3_bind_int64(q, 3, (int64_t)p->room.created_ms);
        sqlite3_bind_int64(q, 4, p->room.state);
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
        sqlite3_bind_int64(q, 1, p->forget.room);
        sqlite3_bind_int64(q, 2, p->forget.person);
        s->forgot = true;
        break;
    case PUT_SCENARIO:
        bind_bytes(q, 1, p->scenario.hash, sizeof p->scenario.hash);
        bind_bytes(q, 2, p->scenario.text.p, p->scenario.text.n);
        break;
    }
    return q;
}

static bool write_batch(struct sqlite *s, const struct batch *b)
{
    for (size_t i = 0; i < b->puts.n; i++) {
        sqlite3_stmt *q = bind_put(s, &b->puts.p[i]);
        if (sqlite3_step(q) != SQLITE_DONE || sqlite3_reset(q) != SQLITE_OK)
            return false;
    }
    return true;
}

// One transaction and one sync for all the batches that came meanwhile.
static bool write_all(struct sqlite *s, const struct batch *first)
{
    s->forgot = false;
    bool good = sqlite3_exec(s->writer, "BEGIN IMMEDIATE", 0, 0, 0) == SQLITE_OK;
    for (const struct batch *b = first; good && b; b = b->next)
        good = write_batch(s, b);
    good = good && sqlite3_exec(s->writer, "COMMIT", 0, 0, 0) == SQLITE_OK;
    // A deleted text is still in the file until its page has left the write-ahead log.
    if (good && s->forgot)
        sqlite3_wal_checkpoint_v2(s->writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return good;
}

static struct batch *take(struct sqlite *s)
{
    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->closing)
        pthread_cond_wait(&s->more, &s->lock);
    struct batch *first = s->first;
    s->first = s->last = NULL;
    pthread_mutex_unlock(&s->lock);
    return first;
}

static void wrote(struct sqlite *s, bool good, uint64_t id)
{
    pthread_mutex_lock(&s->lock);
    if (good) {
        s->done = id;
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

static void free_all(struct batch *b)
{
    while (b) {
        struct batch *next = b->next;
        batch_free(b);
        b = next;
    }
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
        free_all(first);
    }
    return NULL;
}

// ---- checkpoints

static int on_wal(void *ctx, sqlite3 *db, const char *name, int pages)
{
    UNUSED(db);
    UNUSED(name);
    struct sqlite *s = ctx;
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
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += QUIET_S;
    uint64_t before = s->done;
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

static void sqlite_flush(struct store *base, struct batch *b)
{
    struct sqlite *s = of(base);
    pthread_mutex_lock(&s->lock);
    if (s->last)
        s->last->next = b;
    else
        s->first = b;
    s->last = b;
    pthread_cond_signal(&s->more);
    pthread_mutex_unlock(&s->lock);
}

static enum store_status sqlite_done(struct store *base, uint64_t *batch, const char **why)
{
    struct sqlite *s = of(base);
    pthread_mutex_lock(&s->lock);
    *batch = s->done;
    *why = s->why;
    enum store_status status = s->failed ? STORE_FAILED : STORE_OK;
    pthread_mutex_unlock(&s->lock);
    return status;
}

// Keeps why reading failed for store_done; always false.
static bool unreadable(struct sqlite *s, const char *why)
{
    pthread_mutex_lock(&s->lock);
    snprintf(s->why, sizeof s->why, "the database could not be read: %s", why);
    pthread_mutex_unlock(&s->lock);
    return false;
}

static const char missing_row[] = "a row is missing, or is not as it was written";

enum row { ROW_NEXT, ROW_STOP, ROW_BAD };

typedef enum row each_row(void *ctx, sqlite3_stmt *q);

static enum row step_rows(sqlite3_stmt *q, int *step, each_row *each, void *ctx)
{
    enum row row = ROW_NEXT;
    while (row == ROW_NEXT && (*step = sqlite3_step(q)) == SQLITE_ROW)
        row = each(ctx, q);
    return row;
}

// Calls `each` for what a query gives: once for each of `rows`, bound as ?1, or once when NULL.
// *done: how many rows it is done with; NULL when nobody asks.
static bool read_rows(struct sqlite *s, const char *sql, const uint32_t *rows, size_t n,
                      size_t *done, each_row *each, void *ctx)
{
    size_t i = 0;
    sqlite3_stmt *q;
    enum row row = ROW_NEXT;
    int step = SQLITE_DONE;
    if (sqlite3_prepare_v2(s->reader, sql, -1, &q, NULL) != SQLITE_OK)
        return unreadable(s, sqlite3_errmsg(s->reader));
    for (; i < (rows ? n : 1) && row == ROW_NEXT && step == SQLITE_DONE; i++) {
        if (rows)
            sqlite3_bind_int64(q, 1, rows[i]);
        row = step_rows(q, &step, each, ctx);
        sqlite3_reset(q);
    }
    if (done)
        *done = i - (row == ROW_STOP);
    bool good = row != ROW_BAD || unreadable(s, missing_row);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        good = unreadable(s, sqlite3_errmsg(s->reader));
    sqlite3_finalize(q);
    return good;
}

static struct str column(sqlite3_stmt *q, int at)
{
    const void *p = sqlite3_column_blob(q, at);
    return (struct str){p, (size_t)sqlite3_column_bytes(q, at)};
}

// A blob of a known length.
static bool read_bytes(sqlite3_stmt *q, int at, unsigned char *out, size_t n)
{
    struct str bytes = column(q, at);
    if (bytes.n != n)
        return false;
    memcpy(out, bytes.p, n);
    return true;
}

struct rooms_reader {
    store_each_room *each;
    void *ctx;
};

static enum row room_row(void *ctx, sqlite3_stmt *q)
{
    struct rooms_reader *r = ctx;
    struct store_room room = {
        .id = (uint32_t)sqlite3_column_int64(q, 0),
        .code = (uint32_t)sqlite3_column_int64(q, 1),
        .created_ms = (uint64_t)sqlite3_column_int64(q, 2),
        .state = (uint32_t)sqlite3_column_int64(q, 3),
    };
    return r->each(r->ctx, &room) ? ROW_NEXT : ROW_STOP;
}

static bool sqlite_rooms(struct store *base, store_each_room *each, void *ctx)
{
    struct rooms_reader r = {each, ctx};
    return read_rows(of(base), "SELECT id,code,created,state FROM rooms ORDER BY id", NULL, 0, NULL,
                     room_row, &r);
}

// Rows of one room are read at their places. All are read one after another, and their places
// noted the first time; so is one room as long as not all places are known.

struct records_reader {
    store_each_record *each;
    void *ctx;
    uint32_t room; // 0: all
    uint64_t from;
    struct continuity *seen; // NULL: from one room's places
    struct places *note;     // NULL: they are known
    bool stopped;
};

static enum row record_row(void *ctx, sqlite3_stmt *q)
{
    struct records_reader *r = ctx;
    struct store_record record = {.room = (uint32_t)sqlite3_column_int64(q, 0),
                                  .seq = (uint64_t)sqlite3_column_int64(q, 1),
                                  .body = column(q, 2)};
    if (!read_bytes(q, 3, record.hash, sizeof record.hash) ||
        (r->seen && !continuity_next(r->seen, record.room, record.seq)))
        return ROW_BAD;
    if (r->note)
        places_note(r->note, record.room, sqlite3_column_int64(q, 4));
    if ((r->room && record.room != r->room) || record.seq < r->from)
        return ROW_NEXT;
    r->stopped = !r->each(r->ctx, &record);
    return r->stopped ? ROW_STOP : ROW_NEXT;
}

static bool sqlite_records(struct store *base, uint32_t room, uint64_t from,
                           store_each_record *each, void *ctx)
{
    struct records_reader r = {.each = each, .ctx = ctx, .room = room, .from = from};
    struct places *places = &base->records;
    size_t n;
    const uint32_t *rows = places_of(places, room, &n);
    if (room && places->whole)
        return read_rows(of(base), "SELECT room,seq,body,hash FROM events WHERE rowid=?1",
                         rows + MIN(from - 1, n), n - MIN(from - 1, n), NULL, record_row, &r);
    r.note = room || places->whole ? NULL : places;
    if (r.note)
        places_forget(places);
    r.seen = continuity_new();
    bool good = read_rows(of(base), "SELECT room,seq,body,hash,rowid FROM events ORDER BY rowid",
                          NULL, 0, NULL, record_row, &r);
    continuity_free(r.seen);
    places->whole |= good && r.note && !r.stopped;
    return good;
}

struct texts_reader {
    store_each_text *each;
    void *ctx;
    uint32_t room;
    size_t skip, taken; // of the room's, where they are not read at their places
    struct places *note;
    bool stopped;
};

static enum row text_row(void *ctx, sqlite3_stmt *q)
{
    struct texts_reader *r = ctx;
    struct store_text t = {.room = (uint32_t)sqlite3_column_int64(q, 0),
                           .person = (uint32_t)sqlite3_column_int64(q, 1),
                           .seq = (uint64_t)sqlite3_column_int64(q, 2),
                           .field = column(q, 3),
                           .text = column(q, 5)};
    if (!read_bytes(q, 4, t.salt, sizeof t.salt))
        return ROW_BAD;
    if (r->note)
        places_note(r->note, t.room, sqlite3_column_int64(q, 6));
    if (r->room && t.room != r->room)
        return ROW_NEXT;
    if (r->skip) {
        r->skip--;
        return ROW_NEXT;
    }
    r->stopped = !r->each(r->ctx, &t);
    r->taken += !r->stopped;
    return r->stopped ? ROW_STOP : ROW_NEXT;
}

static bool texts_at(struct sqlite *s, struct texts_reader *r, size_t *place)
{
    size_t n, from, done = 0;
    const uint32_t *rows = places_of(&s->base.texts, r->room, &n);
    from = MIN(*place, n);
    if (from == n)
        return true;
    bool good = read_rows(s, "SELECT room,person,seq,field,salt,text FROM texts WHERE rowid=?1",
                          rows + from, n - from, &done, text_row, r);
    *place = from + done;
    return good;
}

static bool sqlite_texts(struct store *base, uint32_t room, size_t *place, store_each_text *each,
                         void *ctx)
{
    struct texts_reader r = {.each = each, .ctx = ctx, .room = room};
    struct places *places = &base->texts;
    if (room && places->whole)
        return texts_at(of(base), &r, place);
    r.skip = *place;
    r.note = room || places->whole ? NULL : places;
    if (r.note)
        places_forget(places);
    bool good = read_rows(of(base),
                          "SELECT room,person,seq,field,salt,text,rowid FROM texts ORDER BY rowid",
                          NULL, 0, NULL, text_row, &r);
    *place += r.taken;
    places->whole |= good && r.note && !r.stopped;
    return good;
}

struct scenarios_reader {
    store_each_scenario *each;
    void *ctx;
};

static enum row scenario_row(void *ctx, sqlite3_stmt *q)
{
    struct scenarios_reader *r = ctx;
    struct store_scenario sc = {.text = column(q, 1)};
    if (!read_bytes(q, 0, sc.hash, sizeof sc.hash))
        return ROW_BAD;
    return r->each(r->ctx, &sc) ? ROW_NEXT : ROW_STOP;
}

static bool sqlite_scenarios(struct store *base, store_each_scenario *each, void *ctx)
{
    struct scenarios_reader r = {each, ctx};
    return read_rows(of(base), "SELECT hash,text FROM scenarios", NULL, 0, NULL, scenario_row, &r);
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
    pthread_cond_destroy(&s->more);
    pthread_cond_destroy(&s->swept);
    mem_free(s);
}

static void sqlite_close_all(struct store *base)
{
    struct sqlite *s = of(base);
    pthread_mutex_lock(&s->lock);
    s->closing = true;
    pthread_cond_signal(&s->more);
    pthread_cond_signal(&s->swept);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->write_thread, NULL);
    pthread_join(s->sweep_thread, NULL);
    free_all(s->first);
    close_files(s);
}

static const struct store_ops sqlite_ops = {
    .flush = sqlite_flush,
    .done = sqlite_done,
    .rooms = sqlite_rooms,
    .records = sqlite_records,
    .texts = sqlite_texts,
    .scenarios = sqlite_scenarios,
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
static bool open_file(const char *path, sqlite3 **db)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, db, flags, NULL) != SQLITE_OK)
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

static bool prepare(struct sqlite *s)
{
    if (sqlite3_exec(s->writer, schema, 0, 0, 0) != SQLITE_OK)
        return false;
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
    if (!open_file(path, &s->writer))
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
    if (prepare(s) && open_file(path, &s->reader) && open_file(path, &s->sweeper))
        return true;
failed:
    snprintf(s->why, sizeof s->why, "%s: %s", path,
             s->writer ? sqlite3_errmsg(s->writer) : "no memory");
    return false;
}

static void find_places(struct sqlite *s)
{
    places_init(&s->base.records, ask(s->reader, "SELECT ifnull(max(rowid),0) FROM events"));
    places_init(&s->base.texts, ask(s->reader, "SELECT ifnull(max(rowid),0) FROM texts"));
}

static void start_threads(struct sqlite *s)
{
    CHECK(pthread_create(&s->write_thread, NULL, write_loop, s) == 0);
    CHECK(pthread_create(&s->sweep_thread, NULL, sweep_loop, s) == 0);
}

struct store *store_sqlite(const char *path, char *err, size_t errn)
{
    struct sqlite *s = mem_alloc(sizeof *s);
    s->base.ops = &sqlite_ops;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->more, NULL);
    pthread_cond_init(&s->swept, NULL);
    if (!open_files(s, path)) {
        snprintf(err, errn, "%s", s->why);
        close_files(s);
        return NULL;
    }
    find_places(s);
    int64_t generation = ask(s->reader, "SELECT value FROM meta WHERE name='generation'");
    s->base.generation = generation > 0 ? (uint32_t)generation : 0;
    start_threads(s);
    return &s->base;
}
