// What one act costs, without a clock: the host with a store in memory, a table of ten, their
// facilitator, and one act said many times inside cost_measured(), which callgrind is told to
// count. Says how many times, and the bytes that another person of the table got each time. With
// COST_DB, a path, the store is a database there and its writer can be counted. Run by cost.
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/util.h"
#include "host/host.h"

enum { PEOPLE = 10, CLAUSES = 6, BEAT_MS = 500, HEARD_MAX = 4 << 20 };
enum { LISTENER = 1 }; // whose bytes are told: the first person

static struct {
    struct buf heard[PEOPLE + 1]; // the facilitator is 0
    char token[PEOPLE + 1][32];
    char room[16];
    struct host *host;
    uint64_t now;
    unsigned said; // commands, for their ids
    sem_t woken;   // by the store's writer
    const char *db;
} w = {.now = 1000000};

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    for (size_t i = 0; i < n; i++) {
        buf_put(&w.heard[conns[i]], f->bytes, f->len);
        buf_char(&w.heard[conns[i]], '\n');
    }
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    fprintf(stderr, "cost: connection %u is closed: %d %s\n", conn, code, reason);
    exit(1);
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
    sem_post(&w.woken);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    fprintf(stderr, "cost: %s\n", why);
    exit(1);
}

// Until whoever asked has heard; a store in memory is as fast as the call.
static void settle(uint32_t conn)
{
    host_turn_end(w.host);
    host_committed(w.host, w.now);
    while (w.heard[conn].n == 0) {
        sem_wait(&w.woken);
        host_committed(w.host, w.now);
    }
}

__attribute__((noinline)) static void cost_measured(uint32_t conn, const char *text, size_t n)
{
    host_text(w.host, conn, text, n, w.now);
    settle(conn);
}

static const char *ask(uint32_t conn, const char *text)
{
    buf_reset(&w.heard[conn]);
    w.now += BEAT_MS;
    host_text(w.host, conn, text, strlen(text), w.now);
    settle(conn);
    return buf_cstr(&w.heard[conn]);
}

static void member(const char *json, const char *name, char *out, size_t n)
{
    char key[40];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = strstr(json, key);
    if (at == NULL) {
        fprintf(stderr, "cost: no %s in %s\n", name, json);
        exit(1);
    }
    at += strlen(key);
    snprintf(out, n, "%.*s", (int)strcspn(at, "\""), at);
}

// The frame of an act of a person, or of the facilitator: 0.
__attribute__((format(printf, 4, 5))) static size_t frame(char *out, size_t size, int by,
                                                          const char *format, ...)
{
    char act[400];
    va_list args;
    va_start(args, format);
    vsnprintf(act, sizeof act, format, args);
    va_end(args);
    int n = snprintf(out, size, "{\"t\":\"do\",\"id\":\"n%u\",\"as\":\"%s%d\",\"act\":%s}",
                     ++w.said, by ? "p" : "f", by ? by : 1, act);
    CHECK(n > 0 && (size_t)n < size);
    return (size_t)n;
}

#define SAY(by, ...) (frame(text, sizeof text, by, __VA_ARGS__), ask((uint32_t)(by), text))

static void must(const char *answer, const char *what)
{
    if (strstr(answer, "\"t\":\"ok\"") == NULL) {
        fprintf(stderr, "cost: %s is refused: %s\n", what, answer);
        exit(1);
    }
}

static void connect_from_here(uint32_t conn)
{
    host_connected(w.host, conn, &(struct host_peer){.addr = "127.0.0.1", .loopback = true});
}

static void enter(int person)
{
    char text[512];
    connect_from_here((uint32_t)person);
    snprintf(text, sizeof text,
             "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"Personne %c\"}", w.room,
             'A' + person);
    member(ask((uint32_t)person, text), "token", w.token[person], sizeof w.token[person]);
}

static void greet(int conn)
{
    char text[512];
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", w.room,
             w.token[conn]);
    ask((uint32_t)conn, text);
}

static void open_room(void)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    struct host_config config = {
        .now_ms = w.now, .db_path = w.db, .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    char err[512] = "", text[512];
    w.host = host_open(&config, &sink, err, sizeof err);
    if (w.host == NULL) {
        on_fatal(NULL, err);
    }
    connect_from_here(0);
    const char *made =
        ask(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-brunante\","
               "\"tables\":1,\"places\":12}}");
    member(made, "room", w.room, sizeof w.room);
    member(made, "token", w.token[0], sizeof w.token[0]);
    greet(0);
    for (int p = 1; p <= PEOPLE; p++) {
        enter(p);
        greet(p);
    }
    for (int i = 0; i < 3; i++) {
        must(SAY(0, "\"next\""), "next");
    }
}

// Two clauses a group, everybody's stance on each: rounds are over.
static void negotiate(void)
{
    char text[512];
    int made = 0;
    for (int p = 1; p <= PEOPLE && made < CLAUSES; p++) {
        for (int i = 0; i < 2; i++) {
            const char *answer =
                SAY(p,
                    "\"propose\",\"a\":{\"text\":\"Un lieu pour tous, au coeur du village, en "
                    "deux ans (%d)\",\"scale\":[\"local\"],\"dims\":[\"soc\"],\"for\":\"all\"}",
                    p * 10 + i);
            made += strstr(answer, "\"t\":\"ok\"") != NULL;
        }
    }
    CHECK(made == CLAUSES);
    for (int c = 1; c <= CLAUSES; c++) {
        for (int p = 1; p <= PEOPLE; p++) {
            must(SAY(p, "\"stance\",\"a\":{\"clause\":\"c%d\",\"stance\":\"support\"}", c),
                 "stance");
        }
    }
}

static void stances(int n)
{
    static const char *const what[] = {"support", "live"};
    char text[512];
    for (int i = 0; i < n; i++) {
        must(SAY(i % PEOPLE + 1, "\"stance\",\"a\":{\"clause\":\"c%d\",\"stance\":\"%s\"}",
                 i % CLAUSES + 1, what[i / PEOPLE % 2]),
             "stance");
    }
}

// Twelve new versions of the first clause, and eighteen things put into it.
static void work_over(void)
{
    static const char *const kinds[] = {"money",      "premises", "expertise",
                                        "volunteers", "permits",  "network"};
    char text[512];
    int amended = 0, put = 0;
    for (int p = 1; p <= PEOPLE && amended == 0; p++) {
        for (int i = 0; i < 12; i++) {
            const char *said =
                SAY(p,
                    "\"amend\",\"a\":{\"clause\":\"c1\",\"text\":\"Un lieu pour tous, "
                    "au coeur du village, dans %d mois au plus tard\"}",
                    20 - i);
            amended += strstr(said, "\"accept\":true") != NULL || strstr(said, "accepted") != NULL;
        }
    }
    for (int p = 1; p <= PEOPLE; p++) {
        for (int k = 0; k < 6 && put < 18; k++) {
            const char *said =
                SAY(p,
                    "\"commit\",\"a\":{\"clause\":\"c1\",\"kind\":\"%s\",\"text\":\"De quoi "
                    "commencer dès ce printemps\"}",
                    kinds[k]);
            put += strstr(said, "\"t\":\"ok\"") != NULL;
        }
    }
    if (amended < 12 || put < 18) {
        fprintf(stderr, "cost: %d amendments and %d commitments\n", amended, put);
        exit(1);
    }
    for (int p = 1; p <= PEOPLE; p++) {
        must(SAY(p, "\"stance\",\"a\":{\"clause\":\"c1\",\"stance\":\"support\"}"), "stance");
    }
}

static size_t frame_of(const char *act, int i, char *text, size_t n)
{
    int by = i % (PEOPLE - 1) + 2; // never the listener
    if (strcmp(act, "name") == 0) {
        return frame(text, n, by, "\"name\",\"a\":{\"person\":\"p%d\",\"name\":\"Personne %c%d\"}",
                     by, 'A' + by, i % 10);
    }
    return frame(text, n, by, "\"stance\",\"a\":{\"clause\":\"c1\",\"stance\":\"%s\"}",
                 i / (PEOPLE - 1) % 2 ? "support" : "live");
}

// cost ACT [BEFORE [worked]]: BEFORE stances come first; the first clause is worked over.
int main(int argc, char **argv)
{
    const char *act = argc > 1 ? argv[1] : "stance";
    char text[512];
    size_t bytes = 0;
    int times = getenv("COST_TIMES") ? atoi(getenv("COST_TIMES")) : 40;
    CHECK(times > 0);
    for (int i = 0; i <= PEOPLE; i++) {
        buf_init(&w.heard[i], HEARD_MAX);
    }
    w.db = getenv("COST_DB");
    sem_init(&w.woken, 0, 0);
    open_room();
    negotiate();
    if (argc > 3) {
        work_over();
    }
    stances(argc > 2 ? atoi(argv[2]) : 0);
    for (int i = 0; i < times; i++) {
        size_t n = frame_of(act, i, text, sizeof text);
        for (int c = 0; c <= PEOPLE; c++) {
            buf_reset(&w.heard[c]);
        }
        w.now += BEAT_MS;
        cost_measured((uint32_t)(i % (PEOPLE - 1) + 2), text, n);
        must(buf_cstr(&w.heard[i % (PEOPLE - 1) + 2]), act);
        bytes += w.heard[LISTENER].n;
    }
    printf("%d %zu\n", times, bytes / (size_t)times);
    if (getenv("COST_SHOW")) {
        fputs(buf_cstr(&w.heard[LISTENER]), stderr);
        fputs(buf_cstr(&w.heard[0]), stderr);
    }
    host_close(w.host);
    for (int i = 0; i <= PEOPLE; i++) {
        buf_free(&w.heard[i]);
    }
    return 0;
}
