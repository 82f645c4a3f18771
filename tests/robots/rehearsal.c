// rehearsal SCENARIO fr|en SPEED SEED [tables]: robots play it to its end, by a clock that is moved
// from one thing that is due to the next. Its log goes to standard output; with `tables`, what each
// table has before it in the end instead, to be read. Fails when something that a robot
// asked was refused, when the hour does not end, and when anything of it is left once it is gone.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "core/seen.h"
#include "host/host.h"
#include "host/robots.h"
#include "host/rooms.h"

enum { HEARD_MAX = 1 << 20, TURNS_MAX = 200000, CONN = 1 };

static const uint64_t began = UINT64_C(1400000000000);
static struct buf heard;
static struct host *h;
static uint64_t now;

__attribute__((noreturn)) static void fail(const char *what)
{
    fprintf(stderr, "rehearsal: %s\n", what);
    exit(1);
}

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    for (size_t i = 0; i < n; i++)
        if (conns[i] == CONN)
            buf_put(&heard, f->bytes, f->len);
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(conn);
    UNUSED(code);
    UNUSED(reason);
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    fail(why);
}

static void settle(void)
{
    host_turn_end(h);
    host_committed(h, now);
}

static void member(const char *name, char *out, size_t n)
{
    char key[40];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = strstr(buf_cstr(&heard), key);
    if (at == NULL)
        fail(buf_cstr(&heard));
    at += strlen(key);
    snprintf(out, n, "%.*s", (int)strcspn(at, "\""), at);
}

static void open_server(const char *scenario, uint64_t seed)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    char err[512] = "";
    // A key is asked for, and not for this.
    struct host_config config = {.now_ms = now,
                                 .key = "a key that nobody here has",
                                 .max_living = 1,
                                 .living = scenario,
                                 .robots_seed = seed,
                                 .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    h = host_open(&config, &sink, err, sizeof err);
    if (h == NULL)
        fail(err);
}

static void ask_for_it(const char *scenario, const char *lang, int speed)
{
    char text[256];
    const struct host_peer peer = {.addr = "192.0.2.1"};
    snprintf(text, sizeof text,
             "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"%s\",\"lang\":\"%s\","
             "\"speed\":%d}}",
             scenario, lang, speed);
    host_connected(h, CONN, &peer);
    host_text(h, CONN, text, strlen(text), now);
    settle();
}

static void write_log(const char *code, const char *token)
{
    char path[64];
    const char *type;
    int status = 0;
    struct buf part;
    buf_init(&part, 1 << 24);
    snprintf(path, sizeof path, "/api/rooms/%s/log.ndjson", code);
    struct hroom *r = hroom_in_memory(h, str_from_cstr(code));
    uint64_t passes_ms = r->passes_ms;
    r->passes_ms = 0; // of one that passes, nobody is given it
    struct host_download *d = host_download_open(h, path, NULL, token);
    r->passes_ms = passes_ms;
    enum host_part got = HOST_PART_BYTES;
    while (d != NULL && got != HOST_PART_LAST && got != HOST_PART_FAILED) {
        got = host_download_next(d, &part, &type, &status);
        if (part.n > 0)
            fwrite(part.p, 1, part.n, stdout);
        settle();
    }
    if (got != HOST_PART_LAST || status != 200)
        fail("its log could not be read");
    host_download_close(d);
    buf_free(&part);
}

static void write_tables(const char *code)
{
    const struct hroom *r = hroom_in_memory(h, str_from_cstr(code));
    for (int t = 1; t <= room_tables(r->room); t++) {
        struct buf text;
        struct jw w;
        buf_init(&text, 1 << 24);
        jw_init(&w, &text);
        room_document(r->room, (struct topic){.kind = TOPIC_TABLE, .table = (uint16_t)t}, &w);
        printf("%s\n", buf_cstr(&text));
        buf_free(&text);
    }
}

// Runs what is due, one thing after the other, until the hour waits for nobody.
static void play(const char *code)
{
    struct hroom *r = hroom_in_memory(h, str_from_cstr(code));
    for (int i = 0; r != NULL && i < TURNS_MAX; i++) {
        uint64_t due = host_tick(h, now);
        settle();
        bool last = room_phase_ends(r->room) > 0 && hroom_time(r, now) >= room_phase_ends(r->room);
        if (last && !room_waits_for_next(r->room, hroom_time(r, now)) &&
            room_is_in_last_phase(r->room)) {
            fprintf(stderr, "%d turns, %llu events, %u refused, %llu s\n", i,
                    (unsigned long long)r->seq, robots_refused(r),
                    (unsigned long long)(now - began) / 1000);
            if (robots_refused(r) > 0)
                fail("a robot was refused what it asked");
            return;
        }
        now = due > now ? due : now + 1;
    }
    fail("the hour does not end");
}

int main(int argc, char **argv)
{
    char code[16], token[64];
    if (argc < 5)
        fail("SCENARIO fr|en SPEED SEED [tables]");
    now = began;
    buf_init(&heard, HEARD_MAX);
    open_server(argv[1], strtoull(argv[4], NULL, 10));
    ask_for_it(argv[1], argv[2], atoi(argv[3]));
    member("room", code, sizeof code);
    member("token", token, sizeof token);
    play(code);
    if (argc > 5)
        write_tables(code);
    else
        write_log(code, token);
    now += UINT64_C(2) * 3600 * 1000;
    host_tick(h, now);
    settle();
    if (hroom_in_memory(h, str_from_cstr(code)) != NULL)
        fail("it is still there two hours later");
    host_close(h);
    buf_free(&heard);
    return 0;
}
