// What is of PostgreSQL alone: rooms that others have, answers that come late, a database that is
// slow, that dies while it commits, or that is not to be used. With TABLEE_POSTGRES only, one test
// after another: some of them change a setting of the server.
#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/util.h"
#include "store/test_open.h"
#include "store/test_parts.h"

enum { SHORT_MS = 200 };

static const char *where;

static void begin(void)
{
    log_set_level(LOG_LEVEL_NONE); // doubts are told there
    where = pg_schema();
}

static void end(void)
{
    if (where)
        pg_schema_end();
}

TestSuite(postgres, .init = begin, .fini = end);

static struct store *open_as(const char *node, bool waits, unsigned answer_ms)
{
    char err[256] = "";
    struct store_way way = {.node = node, .waits = waits, .answer_ms = answer_ms};
    struct store *s = store_open(where, &way, err, sizeof err);
    cr_assert(s, "%s", err);
    return s;
}

static uint64_t done_of(struct store *s)
{
    uint64_t batch;
    const char *why;
    cr_assert_eq(store_done(s, &batch, &why), STORE_OK, "%s", why);
    return batch;
}

static void refuse(void *ctx, uint32_t room)
{
    char *out = ctx;
    snprintf(out + strlen(out), 64 - strlen(out), "%u ", room);
}

static const char *refused_of(struct store *s)
{
    static char out[64];
    out[0] = 0;
    store_refused(s, refuse, out);
    return out;
}

// What is asked for until it is so: the database says when.
static void until(const char *sql)
{
    for (long long n = 0; n == 0;)
        n = pg_sql(sql);
}

#define WAITS "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'WITH w AS%' AND "

Test(postgres, answers_come_late_and_hold_for_who_asks_again)
{
    if (!where)
        return;
    struct store *s = open_as("a", false, 0);
    struct store_room room;
    struct store_taken taken;
    enum store_answer answer;
    uint32_t id = 0;
    while ((answer = store_reserve(s, 1000001, &id)) == STORE_LATER)
        ;
    cr_assert(answer == STORE_YES && id == 1);
    wakes(s);
    cr_assert_eq(store_find(s, (struct store_sought){.code = 1000001}, &room), STORE_LATER);
    while ((answer = store_find(s, (struct store_sought){.code = 1000001}, &room)) == STORE_LATER)
        ;
    cr_assert_eq(answer, STORE_NO, "it is not written yet");
    put_row(s, (struct store_room){.id = 1, .look = STR("{}")});
    append(s, 1, 1, "a");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    while ((answer = store_find(s, (struct store_sought){.code = 1000001}, &room)) == STORE_LATER)
        ;
    cr_assert(answer == STORE_YES && str_eq_cstr(room.look, "{}"), "what is durable is told");
    char all[256] = "";
    while ((answer = store_read(s, 1, 1, collect, all)) == STORE_LATER)
        ;
    cr_assert_str_eq(all, "1.1:a ");
    append(s, 1, 2, "b");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    all[0] = 0;
    while ((answer = store_read(s, 1, 1, collect, all)) == STORE_LATER)
        ;
    cr_assert_str_eq(all, "1.1:a 1.2:b ");
    store_release(s, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    while ((answer = store_take(s, 1000001, &taken)) == STORE_LATER)
        ;
    cr_assert(answer == STORE_YES && taken.handed && taken.last == 2);
    store_close(s);
}

Test(postgres, a_room_is_had_by_one)
{
    if (!where)
        return;
    struct store *a = open_as("a", true, 0), *b = open_as("b", true, 0);
    struct store_taken taken;
    char all[256] = "";
    wakes(a);
    make_rooms(a, 2);
    append(a, 1, 1, "a");
    append(a, 2, 1, "x");
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_eq(store_take(b, 1000001, &taken), STORE_ELSEWHERE);
    store_release(a, 1);
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_eq(store_take(b, 1000001, &taken), STORE_YES);
    cr_assert(taken.handed && taken.last == 1 && taken.room.id == 1);
    cr_assert_eq(store_take(a, 1000001, &taken), STORE_ELSEWHERE);
    // Whoever is declared dead finds out by writing; the other room of that batch is written.
    pg_sql("UPDATE rooms SET term=term+1, owner=(SELECT incarnation FROM nodes WHERE name='b')"
           " WHERE id=2 RETURNING 1");
    uint32_t id;
    cr_assert_eq(store_reserve(a, 1000003, &id), STORE_YES);
    put_row(a, (struct store_room){.id = id});
    append(a, 2, 2, "late");
    store_put_room(a, &(struct store_room){.id = 2, .code = 1000002, .look = STR("late")});
    put_text(a, 1, "of nobody");
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_str_eq(refused_of(a), "2 ");
    cr_assert_str_eq(refused_of(a), "", "it is told once");
    append(a, 2, 3, "later");
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    read_rooms(b, all);
    cr_assert_str_eq(all, "1.1:a 2.1:x ");
    cr_assert_eq(pg_sql("SELECT count(*) FROM rooms WHERE look='late'"), 0);
    cr_assert_eq(pg_sql("SELECT count(*) FROM rooms WHERE code=1000003 AND made"), 1);
    store_close(a);
    store_close(b);
}

// Declared dead while it stood still: it goes on, without the room that was taken meanwhile.
Test(postgres, who_was_declared_dead_hears_what_was_taken)
{
    if (!where)
        return;
    struct store *a = open_as("a", true, 0), *b = open_as("b", true, 0);
    struct store_taken taken;
    const char *refused;
    wakes(a);
    make_rooms(a, 2);
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_eq(store_take(b, 1000001, &taken), STORE_ELSEWHERE);
    cr_assert_str_eq(taken.owner, "a");
    enum store_answer answer = STORE_ELSEWHERE;
    while (answer == STORE_ELSEWHERE) { // it may have beaten in between
        pg_sql("UPDATE nodes SET dead=true WHERE name='a' RETURNING 1");
        answer = store_take(b, 1000001, &taken);
    }
    cr_assert_eq(answer, STORE_YES);
    cr_assert(taken.handed, "it was seen a moment ago");
    while (!*(refused = refused_of(a)))
        done_of(a);
    cr_assert_str_eq(refused, "1 ");
    append(a, 2, 1, "x");
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_str_eq(refused_of(a), "");
    store_close(a);
    store_close(b);
}

Test(postgres, what_a_dead_process_had_is_free)
{
    if (!where)
        return;
    struct store *a = open_as("a", true, 0), *b = open_as("b", true, 0);
    struct store_taken taken;
    wakes(a);
    make_rooms(a, 1);
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    cr_assert_eq(store_take(b, 1000001, &taken), STORE_ELSEWHERE);
    store_close(a); // without letting go
    cr_assert_eq(store_take(b, 1000001, &taken), STORE_YES);
    cr_assert(taken.handed, "it was there a moment ago");
    store_close(b);
}

// The statement waits longer than it is waited for: it is sent again, and whichever comes through
// first is the one.
Test(postgres, a_slow_database_writes_once)
{
    if (!where)
        return;
    struct store *s = open_as("a", true, SHORT_MS);
    char all[256] = "", texts[256] = "";
    wakes(s);
    make_rooms(s, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    pg_hold("SELECT 1 FROM rooms FOR UPDATE");
    append(s, 1, 1, "a");
    put_text(s, 1, "Alix");
    uint64_t batch = store_flush(s);
    until(WAITS "wait_event_type='Lock' HAVING count(*)>=2");
    cr_assert_lt(done_of(s), batch);
    cr_assert_gt(store_waits(s), 0);
    pg_let_go();
    append(s, 1, 2, "b");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    until("SELECT (count(*)=0)::int FROM pg_stat_activity WHERE query LIKE 'WITH w AS%' AND"
          " state<>'idle'");
    read_rooms(s, all);
    cr_assert_str_eq(all, "1.1:a 1.2:b ");
    read_texts(s, 1, texts);
    cr_assert_str_eq(texts, "p1.name:Alix ");
    cr_assert_str_eq(refused_of(s), "");
    store_close(s);
}

// Killed before it committed, and after, while it waited for a standby that is not there.
static void doubt(bool committed, const char *how)
{
    struct store *s = open_as("a", true, 0);
    char sql[512], all[256] = "";
    wakes(s);
    make_rooms(s, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    if (committed) {
        pg_sql("ALTER SYSTEM SET synchronous_standby_names='nobody'");
        pg_sql("SELECT pg_reload_conf()::int");
        until("SELECT (current_setting('synchronous_standby_names')='nobody')::int");
    } else {
        pg_hold("SELECT 1 FROM rooms FOR UPDATE");
    }
    append(s, 1, 1, "a");
    uint64_t batch = store_flush(s);
    const char *waits = committed ? WAITS "wait_event='SyncRep'" : WAITS "wait_event_type='Lock'";
    until(waits);
    snprintf(sql, sizeof sql, "SELECT count(%s(pid)) FROM pg_stat_activity WHERE %s", how,
             strstr(waits, "query LIKE"));
    pg_sql(sql);
    until(committed ? "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT id,term%' AND"
                      " wait_event='SyncRep'"
                    : waits);
    cr_assert_lt(done_of(s), batch, "nobody knows");
    if (committed) {
        pg_sql("ALTER SYSTEM RESET synchronous_standby_names");
        pg_sql("SELECT pg_reload_conf()::int");
    } else {
        pg_let_go();
    }
    append(s, 1, 2, "b");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    read_rooms(s, all);
    cr_assert_str_eq(all, "1.1:a 1.2:b ");
    cr_assert_str_eq(refused_of(s), "");
    store_close(s);
}

Test(postgres, a_commit_that_was_not_is_sent_again)
{
    if (where)
        doubt(false, "pg_terminate_backend");
}

Test(postgres, a_commit_that_was_is_found)
{
    if (where)
        doubt(true, "pg_terminate_backend");
}

// The server says that it committed, and warns that the standby may not have it.
Test(postgres, a_warning_that_rides_on_a_result_is_doubt)
{
    if (where)
        doubt(true, "pg_cancel_backend");
}

Test(postgres, connections_that_die_all_the_time_lose_nothing)
{
    if (!where)
        return;
    enum { RECORDS = 40 };
    struct store *s = open_as("a", true, 0);
    int n = 0;
    wakes(s);
    make_rooms(s, 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    for (uint64_t seq = 1; seq <= RECORDS; seq++) {
        append(s, 1, seq, "x");
        store_flush(s);
        if (seq % 4 == 0)
            pg_sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                   " WHERE application_name='tablee'");
    }
    store_put_number(s, "end", 1);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_read(s, 1, 1, count_record, &n), STORE_YES);
    cr_assert_eq(n, RECORDS);
    cr_assert_str_eq(refused_of(s), "");
    store_close(s);
}

// A standby that lagged was promoted: what it had not is not there, and nobody may mix the two.
Test(postgres, a_database_that_went_back_is_another_history)
{
    if (!where)
        return;
    struct store *s = open_as("a", true, 0);
    wakes(s);
    make_rooms(s, 1);
    append(s, 1, 1, "a");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(store_generation(s), 0);
    pg_sql("UPDATE rooms SET turn=turn-1 RETURNING 1");
    append(s, 1, 2, "b");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_str_eq(refused_of(s), "1 ");
    cr_assert_neq(store_generation(s), 0);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_eq(pg_sql("SELECT value FROM meta WHERE name='generation'"), store_generation(s));
    store_close(s);
}

Test(postgres, of_two_of_one_name_the_first_ends)
{
    if (!where)
        return;
    struct store *a = open_as("same", true, 0);
    uint64_t batch;
    const char *why = "";
    wakes(a);
    struct store *b = open_as("same", true, 0);
    while (store_done(a, &batch, &why) == STORE_OK)
        ;
    cr_assert(store_is_replaced(a));
    cr_assert(strstr(why, "'same'") && strstr(why, "--node"), "%s", why);
    done_of(b);
    store_close(a);
    store_close(b);
}

// ---- those who share it

struct told {
    char names[256];
    struct store_node last;
};

static void tell_node(void *ctx, const struct store_node *n)
{
    struct told *t = ctx;
    size_t used = strlen(t->names);
    snprintf(t->names + used, sizeof t->names - used, "%.*s%s ", (int)n->name.n, n->name.p,
             n->dead ? " dead" : "");
    t->last = *n;
}

static struct told nodes_of(struct store *s)
{
    struct told t = {0};
    store_nodes(s, tell_node, &t);
    return t;
}

Test(postgres, each_tells_what_it_does_and_all_know)
{
    if (!where)
        return;
    struct store *a = open_as("a", true, 0);
    struct told t;
    bool standby;
    uint64_t n = 0;
    wakes(a);
    store_close(open_as("tablee move", true, 0));
    make_rooms(a, 2);
    cr_assert_eq(flush_and_wait(a), STORE_OK);
    struct store *b = open_as("b", true, 0);
    store_say(b, 3, 4);
    do {
        t = nodes_of(a);
    } while (t.last.rooms != 3);
    cr_assert_str_eq(t.names, "a b ", "a command is no server once it is over");
    cr_assert_eq(t.last.connections, 4);
    cr_assert_eq(t.last.committed_ms, UINT64_MAX, "it wrote nothing");
    do {
        t = nodes_of(b);
    } while (strcmp(t.names, "a b ") != 0);
    while (!store_rooms_about(b, &n))
        ;
    cr_assert_eq(n, 2);
    cr_assert_lt(store_cut(b, &standby), 5000);
    cr_assert(!standby);
    store_close(b);
    do {
        t = nodes_of(a);
    } while (strcmp(t.names, "a b dead ") != 0);
    cr_assert(store_is_shared(a) && !store_is_replaced(a));
    store_close(a);
}

// Nobody answers its beats, as when the database alone is away.
Test(postgres, who_is_cut_off_knows_for_how_long)
{
    if (!where)
        return;
    bool standby;
    struct store *s = open_as("a", true, SHORT_MS);
    while (!nodes_of(s).names[0])
        ;
    pg_hold("SELECT 1 FROM nodes FOR UPDATE");
    while (store_cut(s, &standby) < 1500)
        ;
    cr_assert(!standby, "a lock is none");
    pg_let_go();
    while (store_cut(s, &standby) >= 1500)
        ;
    store_close(s);
}

static long long files_have(const char *word)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM pg_class c, pg_read_binary_file(pg_relation_filepath(c.oid)) f"
             " WHERE c.relnamespace=current_schema()::regnamespace AND c.relkind IN ('r','t','i')"
             " AND position('%s'::bytea in f)>0",
             word);
    pg_sql("CHECKPOINT");
    return pg_sql(sql);
}

Test(postgres, what_is_deleted_leaves_the_files)
{
    if (!where)
        return;
    struct store *s = open_as("a", true, 0);
    check_deletion(s);
    cr_assert_gt(files_have("Aline"), 0, "there is something to be found");
    put_text(s, 7, "Ermengarde");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    cr_assert_gt(files_have("Ermengarde"), 0);
    store_pii_delete(s, 1, 7);
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    store_close(s);
    cr_assert_eq(files_have("Ermengarde"), 0);
    cr_assert_eq(pg_sql("SELECT count(*) FROM texts"), 3);
    // Of a room the log went too; its rows are free, and nothing reads them.
    cr_assert_eq(pg_sql("SELECT count(*) FROM events"), 3);
}

Test(postgres, events_can_be_neither_changed_nor_deleted)
{
    if (!where)
        return;
    struct store *s = open_as("a", true, 0);
    wakes(s);
    make_rooms(s, 1);
    append(s, 1, 1, "a");
    cr_assert_eq(flush_and_wait(s), STORE_OK);
    static const char *const tries[] = {"UPDATE events SET seq=9", "DELETE FROM events"};
    for (size_t i = 0; i < ARRAY_LEN(tries); i++) {
        char sql[256];
        snprintf(sql, sizeof sql,
                 "DO $$ BEGIN %s; EXCEPTION WHEN raise_exception THEN NULL; END $$", tries[i]);
        pg_sql(sql);
        cr_assert_eq(pg_sql("SELECT seq FROM events"), 1);
    }
    store_close(s);
}

// ---- what cannot be used

static const char *refusal_of(const char *address)
{
    static char err[256];
    err[0] = 0;
    struct store *s = store_open(address, &(struct store_way){.node = "a"}, err, sizeof err);
    cr_assert_null(s);
    return err;
}

Test(postgres, a_newer_schema_is_refused_by_name)
{
    if (!where)
        return;
    store_close(open_as("a", true, 0));
    pg_sql("UPDATE meta SET value=2 WHERE name='format'");
    const char *err = refusal_of(where);
    cr_assert(strstr(err, "newer version (format 2"), "%s", err);
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    err = refusal_of(where);
    cr_assert(strstr(err, "plus récente (format 2"), "%s", err);
}

// Tables that are as new as this knows are left alone, however many servers use them.
Test(postgres, what_was_added_once_is_not_added_again)
{
    if (!where)
        return;
    store_close(open_as("a", true, 0));
    cr_assert_eq(pg_sql("SELECT value FROM meta WHERE name='tables'"), 1);
    pg_hold("SELECT count(*) FROM rooms"); // who changes the table would wait for it
    store_close(open_as("b", true, 0));
    pg_let_go();
    pg_sql("UPDATE meta SET value=99 WHERE name='tables'");
    store_close(open_as("c", true, 0));
    cr_assert_eq(pg_sql("SELECT value FROM meta WHERE name='tables'"), 99, "a newer one added");
    pg_sql("DELETE FROM meta WHERE name='tables'");
    pg_sql("ALTER TABLE nodes DROP COLUMN rooms, DROP COLUMN committed");
    store_close(open_as("d", true, 0));
    cr_assert_eq(pg_sql("SELECT count(committed) FROM nodes WHERE name='d'"), 1);
}

Test(postgres, a_clock_that_is_days_off_is_refused)
{
    if (!where)
        return;
    static const int64_t days[] = {-400, -1, 365};
    const int64_t day = STORE_DAY_MS,
                  now = pg_sql("SELECT extract(epoch FROM now())::bigint") * 1000;
    char err[256];
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        struct store_way way = {.node = "a", .now_ms = (uint64_t)(now + days[i] * day + 60000)};
        if (days[i] < 0)
            way.now_ms -= 120000;
        cr_assert_null(store_open(where, &way, err, sizeof err));
        char told[64];
        snprintf(told, sizeof told, "differ by %d days", (int)(days[i] < 0 ? -days[i] : days[i]));
        cr_assert(strstr(err, told) && strstr(err, "set the one"), "%s", err);
    }
    cr_assert_eq(pg_sql("SELECT count(*) FROM pg_class WHERE oid=to_regclass('rooms')"), 0,
                 "nothing was touched");
    struct store_way hour = {.node = "a", .now_ms = (uint64_t)now + 3600000};
    struct store *s = store_open(where, &hour, err, sizeof err);
    cr_assert(s, "an hour is nobody's days: %s", err);
    store_close(s);
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    hour.now_ms += (uint64_t)(365 * day);
    cr_assert_null(store_open(where, &hour, err, sizeof err));
    cr_assert(strstr(err, "diffèrent de 365 jours; réglez"), "%s", err);
}

Test(postgres, a_key_that_differs_is_refused_while_others_live)
{
    if (!where)
        return;
    char err[256] = "";
    struct store_way one = {.node = "a", .key = 7}, other = {.node = "b", .key = 8};
    struct store *a = store_open(where, &one, err, sizeof err);
    cr_assert(a, "%s", err);
    cr_assert_null(store_open(where, &other, err, sizeof err));
    cr_assert(strstr(err, "another key"), "%s", err);
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    cr_assert_null(store_open(where, &other, err, sizeof err));
    cr_assert(strstr(err, "une autre clé"), "%s", err);
    cr_assert_eq(pg_sql("SELECT value FROM meta WHERE name='key'"), 7);
    unsetenv("LC_ALL");
    other.key = 7;
    struct store *b = store_open(where, &other, err, sizeof err);
    cr_assert(b, "%s", err);
    store_close(a);
    store_close(b);
    one.key = 9;
    a = store_open(where, &one, err, sizeof err);
    cr_assert(a, "who is alone may bring another: %s", err);
    store_close(a);
}

Test(postgres, a_wrong_address_is_one_sentence_without_its_password)
{
    static const struct {
        const char *address, *en, *fr;
    } rows[] = {{"postgresql://u:hush@[", "is written postgresql://", "s’écrit postgresql://"},
                {"postgresql://u:hush@h:port/b", "does not answer", "ne répond pas"},
                {"postgresql://u:hush@127.0.0.1:1/b", "does not answer", "ne répond pas"},
                {"postgresql://u:hush@/b?host=/nowhere", "does not answer", "ne répond pas"},
                {"postgresql://u:hush@h/b?target=all", "is written postgresql://", "s’écrit"}};
    for (size_t i = 0; i < 2 * ARRAY_LEN(rows); i++) {
        bool fr = i >= ARRAY_LEN(rows);
        setenv("LC_ALL", fr ? "fr_CA.UTF-8" : "C", 1);
        const char *err = refusal_of(rows[i % ARRAY_LEN(rows)].address);
        const char *told = fr ? rows[i % ARRAY_LEN(rows)].fr : rows[i % ARRAY_LEN(rows)].en;
        cr_assert(strstr(err, told), "%s", err);
        cr_assert(!strstr(err, "hush") && !strchr(err, '\n'), "%s", err);
    }
}

// As much of a server as says how old it is.
static void *old_server(void *ctx)
{
    static const unsigned char says[] = "R\0\0\0\x08\0\0\0\0S\0\0\0\x18server_version\0"
                                        "13.4\0Z\0\0\0\x05I";
    char asked[1024];
    int c = accept(*(int *)ctx, NULL, NULL);
    cr_assert(c >= 0 && read(c, asked, sizeof asked) > 0);
    cr_assert_eq(write(c, says, sizeof says - 1), (ssize_t)sizeof says - 1);
    while (read(c, asked, sizeof asked) > 0)
        ;
    close(c);
    return NULL;
}

Test(postgres, an_old_server_is_refused_by_its_number)
{
    char dir[] = "/tmp/tablee-old-XXXXXX", address[128];
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    pthread_t t;
    cr_assert(mkdtemp(dir));
    snprintf(at.sun_path, sizeof at.sun_path, "%s/.s.PGSQL.5432", dir);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    cr_assert_eq(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    cr_assert_eq(listen(fd, 1), 0);
    cr_assert_eq(pthread_create(&t, NULL, old_server, &fd), 0);
    snprintf(address, sizeof address, "postgresql:///b?host=%s&user=u&port=5432", dir);
    const char *err = refusal_of(address);
    cr_assert(strstr(err, "PostgreSQL 13; 15 or newer"), "%s", err);
    pthread_join(t, NULL);
    cr_assert_eq(pthread_create(&t, NULL, old_server, &fd), 0);
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    err = refusal_of(address);
    cr_assert(strstr(err, "PostgreSQL 13; il faut le 15 ou plus récent"), "%s", err);
    pthread_join(t, NULL);
    close(fd);
    unlink(at.sun_path);
    rmdir(dir);
}
