// What one delivered frame costs, without a clock: a room of 200 people of whom CONNECTED are
// there, by the server's own loop but with nobody at the other end: libwebsockets takes each write
// and does nothing. One person is renamed many times inside cost_measured(), which callgrind is
// told to count; between two numbers of connected people nothing differs but how many are told.
// Says how many frames were handed over there. Run by cost.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "net/conn.h"
#include "net/net.h"
#include "net/socket.h"

enum { PEOPLE = 200, TIMES = 40, HEARD_MAX = 1 << 20, CODE_MAX = 16, TOKEN_MAX = 32 };
enum { NEVER = 1000000 }; // seconds between two pings

static struct {
    struct net *net;
    struct host *host;
    struct conn *conns[PEOPLE + 1]; // the facilitator is 0
    char room[CODE_MAX], token[TOKEN_MAX];
    struct buf heard; // since it was last emptied, by whom it is
    const struct lws *listener;
    unsigned long handed;
} w;

__attribute__((noinline)) static void hear(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(&w.heard, p[i] ? (char)p[i] : ' '); // of headers
}

// ---- instead of libwebsockets'

int lws_write(struct lws *wsi, unsigned char *p, size_t n, enum lws_write_protocol how)
{
    UNUSED(how);
    w.handed++;
    if (wsi == w.listener)
        hear(p, n);
    return (int)n;
}

int lws_partial_buffered(struct lws *wsi)
{
    UNUSED(wsi);
    return 0;
}

// ---- the room

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "deliver: %s: %s\n", what, why);
    exit(1);
}

static void turn(void)
{
    for (int i = 0; i < 4; i++)
        uv_run(&w.net->loop, UV_RUN_NOWAIT);
}

static struct lws *end_of(int i)
{
    static char ends[PEOPLE + 1];
    return (struct lws *)(void *)&ends[i];
}

static void ask(int i, const char *text)
{
    buf_reset(&w.heard);
    w.listener = end_of(i);
    conn_text(w.conns[i], str_from_cstr(text));
    turn();
    if (!strstr(buf_cstr(&w.heard), "\"t\":\"ok\"") &&
        !strstr(buf_cstr(&w.heard), "\"t\":\"welcome\""))
        fail(text, buf_cstr(&w.heard));
    w.listener = NULL;
}

static void take(const char *name, char *out, size_t n)
{
    char key[CODE_MAX];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = strstr(buf_cstr(&w.heard), key);
    if (!at)
        fail(name, buf_cstr(&w.heard));
    at += strlen(key);
    snprintf(out, n, "%.*s", (int)strcspn(at, "\""), at);
}

static void come(int i)
{
    w.conns[i] = socket_new(w.net, end_of(i), false);
    host_connected(w.host, w.conns[i]->id,
                   &(struct host_peer){.addr = "127.0.0.1", .loopback = true});
}

static void greet(int i)
{
    char text[256];
    take("token", w.token, sizeof w.token);
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", w.room,
             w.token);
    ask(i, text);
}

static void fill_room(int connected)
{
    char text[256];
    come(0);
    ask(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-brunante\","
           "\"tables\":24,\"places\":9}}");
    take("room", w.room, sizeof w.room);
    greet(0);
    for (int i = 1; i <= PEOPLE; i++) {
        come(i);
        snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"P %d\"}",
                 w.room, i);
        ask(i, text);
        if (i <= connected)
            greet(i);
    }
}

__attribute__((noinline)) static void cost_measured(const char *text, size_t n)
{
    conn_text(w.conns[1], (struct str){text, n});
    turn();
}

int main(int argc, char **argv)
{
    struct net_config config = {.ping_seconds = NEVER};
    char err[512] = "", text[256];
    buf_init(&w.heard, HEARD_MAX);
    w.net = net_new(&config, err, sizeof err);
    if (!w.net)
        fail("net", err);
    struct host_sink sink = net_sink(w.net);
    struct host_config of_host = {.now_ms = 1000000,
                                  .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    w.host = w.net->host = host_open(&of_host, &sink, err, sizeof err);
    if (!w.host)
        fail("host", err);
    fill_room(argc > 1 ? atoi(argv[1]) : PEOPLE);
    w.handed = 0;
    for (int i = 0; i < TIMES; i++) {
        int n = snprintf(text, sizeof text,
                         "{\"t\":\"do\",\"id\":\"n%d\",\"as\":\"p1\",\"act\":\"name\",\"a\":{"
                         "\"person\":\"p1\",\"name\":\"Personne %d\"}}",
                         i, i % 10);
        cost_measured(text, (size_t)n);
    }
    printf("%lu\n", w.handed);
    for (int i = 0; i <= PEOPLE; i++)
        conn_ended(w.conns[i]);
    host_close(w.host);
    w.net->host = NULL;
    net_free(w.net);
    buf_free(&w.heard);
    return 0;
}
