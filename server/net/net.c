#include "net/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "net/callback.h"
#include "net/clock.h"
#include "net/conn.h"
#include "net/control.h"
#include "net/engine.h"
#include "net/files.h"
#include "net/state.h"
#include "net/stream.h"
#include "net/tls.h"
#include "net/turn.h"
#include "net/watch.h"

enum {
    FILES_WANTED = 65536,
    FILES_KEPT = 64, // for the log, the store and the standard streams
    SCRATCH_MAX = 80 << 20,
};

// lws calls back without a context: whether the plug-in was the trouble is all we need of it.
static bool plugin_missing;

static void lws_line(int level, const char *line)
{
    if (strstr(line, "evlib"))
        plugin_missing = true;
    static time_t told;
    struct str text = str_trim(str_from_cstr(line));
    char copy[256];
    snprintf(copy, sizeof copy, STR_FMT, STR_ARG(text));
    if (!(level & LLL_ERR) || told == time(NULL))
        return; // strangers bring such lines about: one a second, or they could fill the disk
    told = time(NULL);
    log_warn("libwebsockets", log_s("says", copy));
}

static size_t raise_files(void)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0)
        return 1024;
    rlim_t wanted = MIN(r.rlim_max, (rlim_t)FILES_WANTED);
    if (r.rlim_cur != wanted) {
        r.rlim_cur = wanted;
        if (setrlimit(RLIMIT_NOFILE, &r) != 0)
            getrlimit(RLIMIT_NOFILE, &r);
    }
    return (size_t)MIN(r.rlim_cur, (rlim_t)FILES_WANTED);
}

static void sink_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    conn_tell(ctx, conns, n, f);
}

static void sink_close(void *ctx, uint32_t id, int code, const char *reason)
{
    struct conn *c = conn_get(ctx, id);
    if (c)
        conn_close(c, code, reason);
}

static void sink_wake(void *ctx)
{
    struct net *n = ctx;
    uv_async_send(&n->wake);
}

static void sink_fatal(void *ctx, const char *why)
{
    struct net *n = ctx;
    log_error("fatal", log_s("why", why));
    atomic_store(&n->fatal, true);
    uv_async_send(&n->wake);
}

// ---- work that the loop does not wait for

struct work {
    uv_work_t request;
    struct net *net;
    struct host_job *job;
};

static void work_cb(uv_work_t *request)
{
    struct work *w = request->data;
    w->job->run(w->job);
}

static void worked_cb(uv_work_t *request, int status)
{
    struct work *w = request->data;
    struct net *n = w->net;
    UNUSED(status);
    w->job->done(w->job);
    mem_free(w);
    n->active = true;
    if (n->host) // and not at the end, when nobody is there any more
        stream_wake(n);
}

static void sink_work(void *ctx, struct host_job *job)
{
    struct net *n = ctx;
    struct work *w = mem_alloc(sizeof *w);
    w->request.data = w;
    w->net = n;
    w->job = job;
    CHECK(uv_queue_work(&n->loop, &w->request, work_cb, worked_cb) == 0);
}

struct host_sink net_sink(struct net *n)
{
    return (struct host_sink){n, sink_send, sink_close, sink_wake, sink_fatal, sink_work};
}

static void set_names(struct net *n)
{
    const char *at = n->config.public_url ? strstr(n->config.public_url, "://") : NULL;
    if (at)
        snprintf(n->public_host, sizeof n->public_host, "%.*s", (int)strcspn(at + 3, "/"), at + 3);
    if (gethostname(n->own_host, sizeof n->own_host) != 0)
        n->own_host[0] = 0;
    n->own_host[sizeof n->own_host - 1] = 0;
}

// Whether the address can be listened on now; 0 or the errno that says why not.
static int try_port(const char *listen_on, int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (inet_pton(AF_INET, listen_on, &a.sin_addr) != 1)
        return EINVAL;
    int one = 1, rc = 0, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, 1) != 0)
        rc = errno;
    close(fd);
    return rc;
}

static int choose_port(const struct net *n, char *err, size_t errn)
{
    const char *on = n->config.listen;
    bool search = n->config.port == NET_PORT_SEARCH;
    int port = search ? NET_PORT_FIRST : n->config.port;
    int last = search ? NET_PORT_LAST : port, rc = 0;
    for (; port <= last; port++)
        if ((rc = try_port(on, port)) == 0)
            return port;
    if (rc == EINVAL)
        snprintf(err, errn,
                 lang_pick("«\u00a0%s\u00a0» n’est pas une adresse IPv4 où écouter.",
                           "\"%s\" is not an IPv4 address to listen on."),
                 on);
    else if (search && rc != EADDRNOTAVAIL)
        snprintf(err, errn,
                 lang_pick("Les ports %d à %d sont pris sur %s; choisissez-en un par --port.",
                           "Ports %d to %d are taken on %s; choose one with --port."),
                 NET_PORT_FIRST, NET_PORT_LAST, on);
    else
        snprintf(
            err, errn,
            lang_pick(
                "Impossible d’écouter sur %s, port %d\u00a0: %s; choisissez autre chose par %s.",
                "Cannot listen on %s port %d: %s; choose another with %s."),
            on, last, strerror(rc), rc == EADDRNOTAVAIL ? "--listen" : "--port");
    return -1;
}

// What libwebsockets answers by itself, to what it cannot read, is a page as any other.
#define HEADER(next, name, value)                                                                  \
    (&(const struct lws_protocol_vhost_options){(next), NULL, name ":", value})
static const struct lws_protocol_vhost_options *const own_headers = HEADER(
    HEADER(HEADER(HEADER(NULL, "Cache-Control", "no-store"), "Referrer-Policy", "no-referrer"),
           "X-Content-Type-Options", "nosniff"),
    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

static bool open_context(struct net *n, int port, char *err, size_t errn)
{
    // Zeros: no ping policy of lws, which keeps a sorted list of all connections.
    static const lws_retry_bo_t no_policy = {0};
    void *loops[] = {&n->loop};
    struct lws_context_creation_info info = {
        .port = port,
        .iface = strcmp(n->config.listen, "0.0.0.0") == 0 ? NULL : n->config.listen,
        .protocols = net_protocols,
        .headers = own_headers,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DISABLE_IPV6 |
                   LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND,
        .foreign_loops = loops,
        .retry_and_idle_policy = &no_policy,
        .timeout_secs = (unsigned)n->config.request_seconds,
        .keepalive_timeout = n->config.request_seconds,
        .max_http_header_data = NET_HEAD_MAX,
        .user = n,
    };
    if (!tls_settings(n, &info, err, errn))
        return false;
    lws_set_log_level(LLL_ERR | LLL_WARN, lws_line);
    n->context = lws_create_context(&info);
    if (!n->context) {
        snprintf(
            err, errn, "%s",
            plugin_missing
                ? lang_pick("Il manque à libwebsockets son module libuv; installez-le par\u00a0: "
                            "sudo apt-get install libwebsockets-evlib-uv",
                            "The libuv plug-in of libwebsockets is missing; install it with: "
                            "sudo apt-get install libwebsockets-evlib-uv")
                : lang_pick("libwebsockets n’a pas pu démarrer.",
                            "libwebsockets could not start."));
        return false;
    }
    struct lws_vhost *vhost = lws_create_vhost(n->context, &info);
    if (!vhost) {
        snprintf(err, errn, "Cannot listen on %s port %d.", n->config.listen, port);
        return false;
    }
    n->port = lws_get_vhost_listen_port(vhost);
    return true;
}

// lws wants two destroys with the loop run between them. The wake handle outlives this, as the
// host's thread may still use it, but holds nothing up.
static void close_context(struct net *n)
{
    control_stop(n);
    watch_stop(n);
    engine_stop(n);
    turn_stop(n);
    uv_unref((uv_handle_t *)&n->wake);
    n->host = NULL;
    if (n->context) {
        lws_context_destroy(n->context);
        uv_run(&n->loop, UV_RUN_DEFAULT);
        lws_context_destroy(n->context);
        n->context = NULL;
    }
    uv_run(&n->loop, UV_RUN_DEFAULT);
}

void net_free(struct net *n)
{
    if (!n)
        return;
    close_context(n);
    uv_close((uv_handle_t *)&n->wake, NULL);
    uv_run(&n->loop, UV_RUN_DEFAULT);
    if (uv_loop_close(&n->loop) != 0)
        log_warn("loop_left_open");
    control_free(n);
    watch_free(n);
    engine_free(n);
    files_free(n->files);
    map64_free(&n->conns);
    map64_free(&n->uploads);
    map64_free(&n->streams);
    map_free(&n->links);
    map64_free(&n->readers);
    vec_free(&n->walk);
    buf_free(&n->scratch);
    buf_free(&n->body);
    mem_free(n);
}

struct net *net_new(const struct net_config *config, char *err, size_t errn)
{
    struct net *n = mem_alloc(sizeof *n);
    n->config = *config;
    net_set_clock(n);
    if (!n->config.listen)
        n->config.listen = "127.0.0.1";
    if (!n->config.max_message)
        n->config.max_message = WIRE_BYTES_MAX;
    if (!n->config.max_queue)
        n->config.max_queue = OUT_DEFAULT;
    if (!n->config.ping_seconds)
        n->config.ping_seconds = NET_PING_SECONDS;
    if (!n->config.request_seconds)
        n->config.request_seconds = NET_REQUEST_SECONDS;
    if (!turn_start(n, err, errn)) {
        mem_free(n);
        return NULL;
    }
    set_names(n);
    size_t open_files = raise_files();
    n->max_sockets = open_files > 2 * FILES_KEPT ? open_files - FILES_KEPT : FILES_KEPT;
    map64_init(&n->conns, n->max_sockets);
    map64_init(&n->uploads, n->max_sockets);
    map64_init(&n->streams, n->max_sockets);
    map_init(&n->links, n->max_sockets, 0);
    map64_init(&n->readers, n->max_sockets);
    n->dirty_end = &n->dirty;
    vec_init(&n->walk, n->max_sockets);
    buf_init(&n->scratch, SCRATCH_MAX);
    buf_init(&n->body, NET_BODY_MAX);
    n->files = files_read(config->web_dir);
    int port = choose_port(n, err, errn);
    if (port >= 0 && open_context(n, port, err, errn) && control_start(n, err, errn))
        return n;
    net_free(n);
    return NULL;
}

void net_stop(struct net *n)
{
    turn_drain(n);
}

void net_reload(struct net *n)
{
    turn_reload(n);
}

size_t net_connections(const struct net *n)
{
    return n->conns.n;
}

int net_run(struct net *n, struct host *h)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); // a file that may not grow is a write that fails
    n->host = h;
    log_info("listening", log_s("address", n->config.listen), log_i("port", n->port));
    if (n->config.listening)
        n->config.listening(n->config.ctx, n->port);
    if (strcmp(n->config.listen, "0.0.0.0") == 0 && !n->config.public_url)
        watch_start(n);
    engine_start(n);
    n->active = true;
    while (!n->quit)
        uv_run(&n->loop, UV_RUN_DEFAULT);
    close_context(n);
    log_info("stopped", log_i("code", n->exit_code));
    return n->exit_code;
}
