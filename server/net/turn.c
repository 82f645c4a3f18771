#include "net/turn.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/log.h"
#include "core/limits.h"
#include "net/clock.h"
#include "net/conn.h"
#include "net/control.h"
#include "net/drop.h"
#include "net/state.h"
#include "net/stream.h"
#include "net/tls.h"

enum {
    SECOND = 1000,
    PONG_WAIT = 20,    // ticks from a ping to giving up
    HEAD_SLACK = 50,   // ms by which the loop's time may be behind what it read
    DRAIN_WAIT = 4000, // ms everybody gets when the server stops
    LEAVE_WAIT = 2500, // ms for what is in front to see that this server leaves
};

static void due_cb(uv_timer_t *t)
{
    struct net *n = t->data;
    n->active = true;
}

// From the loop's waking, which its clock tells in milliseconds, to here: how long others waited.
static void count_turn(struct net *n)
{
    uint64_t now = uv_hrtime() / 1000000, woken = uv_now(&n->loop);
    uint64_t took = now > woken ? now - woken : 0;
    n->turns++;
    n->turns_long += took > NET_TURN_MS;
    n->turn_longest_ms = MAX(n->turn_longest_ms, took);
}

static void run_host(struct net *n)
{
    n->active = false;
    uint64_t now = net_now(n);
    uint64_t next = host_tick(n->host, now);
    host_turn_end(n->host);
    if (next)
        uv_timer_start(&n->due, due_cb, next > now ? next - now : 1, 0);
    else
        uv_timer_stop(&n->due);
}

static void quit_loop(struct net *n)
{
    n->quit = true;
    uv_stop(&n->loop);
}

static void turn_end(struct net *n)
{
    if (atomic_load(&n->fatal)) {
        n->exit_code = host_is_replaced(n->host) ? NET_EXIT_REPLACED : NET_EXIT_FATAL;
        quit_loop(n);
        return;
    }
    if (n->quit)
        return;
    if (n->active)
        run_host(n);
    conn_flush_marked(n);
    count_turn(n);
    if (n->draining && n->conns.n == 0)
        quit_loop(n);
}

static void prepare_cb(uv_prepare_t *p)
{
    turn_end(p->data);
}

static void check_cb(uv_check_t *c)
{
    turn_end(c->data);
}

static void wake_cb(uv_async_t *a)
{
    struct net *n = a->data;
    if (!n->host || atomic_load(&n->fatal))
        return;
    n->active = true;
    host_committed(n->host, net_now(n));
    stream_wake(n);
    control_wake(n);
}

static bool is_late(const struct net *n, const struct conn *c, uint64_t now)
{
    UNUSED(n);
    return c->close_code && c->close_by <= now;
}

static uint64_t tick_ms(const struct net *n)
{
    return (uint64_t)n->config.ping_seconds * SECOND / NET_BUCKETS;
}

// Who sends a message byte by byte answers no ping meanwhile, and is never silent.
static bool dawdles(const struct net *n, const struct conn *c, uint64_t now)
{
    uint64_t limit = (uint64_t)n->config.request_seconds * SECOND * NET_MESSAGE_HALVES / 2;
    return (c->half && now - c->half > limit) || (c->head && now - c->head > limit);
}

// The library tells of a frame once its head is whole; the kernel tells that bytes came. Asked once
// between two pings, of those who have not been heard since the last.
static void look_for_head(struct net *n, struct conn *c)
{
    struct tcp_info info = {0};
    socklen_t size = sizeof info;
    uint64_t now = uv_now(&n->loop);
    if (!c->wsi || c->head ||
        getsockopt(lws_get_socket_fd(c->wsi), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return;
    uint64_t since = now - MIN(now, (uint64_t)info.tcpi_last_data_recv);
    if (since > c->heard + HEAD_SLACK)
        c->head = since;
}

static void drop_those(struct net *n,
                       bool (*which)(const struct net *, const struct conn *, uint64_t now))
{
    uint64_t now = uv_now(&n->loop);
    size_t at = 0;
    vec_clear(&n->walk);
    for (const struct map64_slot *s; (s = map64_next(&n->conns, &at));) {
        const struct conn *c = s->value;
        if (which(n, c, now))
            vec_push(&n->walk, c->id);
    }
    for (size_t i = 0; i < n->walk.n; i++) {
        struct conn *c = conn_get(n, n->walk.p[i]);
        if (c)
            conn_drop(c);
    }
}

// Those whose ping of PONG_WAIT ticks ago found no answer, nor the silence before it, are
// gone, whatever TCP believes.
static void kill_silent(struct net *n)
{
    uint64_t limit = (NET_BUCKETS + PONG_WAIT - 1) * tick_ms(n), now = uv_now(&n->loop);
    struct conn *next, *c = n->wheel[(n->hand + NET_BUCKETS - PONG_WAIT) % NET_BUCKETS];
    for (; c; c = next) {
        next = c->next;
        if (now - c->heard > limit)
            conn_drop(c);
    }
}

static void tick_cb(uv_timer_t *t)
{
    struct net *n = t->data;
    n->hand = (n->hand + 1) % NET_BUCKETS;
    if (n->conns.n == 0)
        net_set_clock(n); // set meanwhile, and nobody is here whose hour would jump
    kill_silent(n);
    // Not empty: libwebsockets keeps an empty answer to itself.
    struct frame *ping = frame_new(STR("?"));
    for (struct conn *c = n->wheel[n->hand]; c; c = c->next) {
        look_for_head(n, c);
        conn_send(c, ping, WS_PING);
    }
    frame_unref(ping);
    if (n->closing)
        drop_those(n, is_late);
    drop_those(n, dawdles);
    wsi_drop_late(n, &n->uploads);
    wsi_drop_late(n, &n->streams);
}

static void drain_cb(uv_timer_t *t)
{
    quit_loop(t->data);
}

static void close_all(struct net *n)
{
    size_t at = 0;
    for (const struct map64_slot *s; (s = map64_next(&n->conns, &at));) {
        struct conn *c = s->value;
        if (c->echo)
            conn_close(c, HOST_CLOSE_RESTART, "restart");
    }
}

static void drain(struct net *n)
{
    n->draining = true;
    n->active = true;
    log_info("stopping", log_i("connections", (int64_t)n->conns.n));
    host_drain(n->host, net_now(n));
    close_all(n);
    uv_timer_start(&n->drain, drain_cb, DRAIN_WAIT, 0);
}

static void leave_cb(uv_timer_t *t)
{
    drain(t->data);
}

// Who is sent away while the proxy still leads here comes back.
void turn_drain(struct net *n)
{
    if (n->draining) {
        quit_loop(n); // asked twice: somebody is in a hurry
    } else if (n->leaving || !n->config.behind_proxy || !host_is_shared(n->host)) {
        drain(n);
    } else {
        n->leaving = true;
        log_info("leaving", log_i("connections", (int64_t)n->conns.n));
        uv_timer_start(&n->drain, leave_cb, LEAVE_WAIT, 0);
    }
}

void turn_reload(struct net *n)
{
    tls_reload(n);
    if (n->host)
        host_reload(n->host);
}

static void signal_cb(uv_signal_t *s, int number)
{
    UNUSED(number);
    turn_drain(s->data);
}

// The kernel sends it when the terminal closes; to a server without one, `systemctl reload` does,
// and scenarios are read again, as servers have always understood it.
static void hangup_cb(uv_signal_t *s, int number)
{
    struct net *n = s->data;
    UNUSED(number);
    if (n->config.hangup_stops)
        turn_drain(n);
    else
        turn_reload(n);
}

// Who starts a program by nohup wants it to stay.
static bool hangup_is_ignored(void)
{
    struct sigaction now;
    return sigaction(SIGHUP, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

bool turn_start(struct net *n, char *err, size_t errn)
{
    int rc = uv_loop_init(&n->loop);
    if (rc == 0)
        rc = uv_async_init(&n->loop, &n->wake, wake_cb);
    if (rc != 0) {
        snprintf(err, errn, "The event loop could not start: %s.", uv_strerror(rc));
        return false;
    }
    uv_prepare_init(&n->loop, &n->prepare);
    uv_check_init(&n->loop, &n->check);
    uv_timer_init(&n->loop, &n->tick);
    uv_timer_init(&n->loop, &n->due);
    uv_timer_init(&n->loop, &n->drain);
    uv_signal_init(&n->loop, &n->term);
    uv_signal_init(&n->loop, &n->intr);
    uv_signal_init(&n->loop, &n->hup);
    n->wake.data = n->prepare.data = n->check.data = n;
    n->tick.data = n->due.data = n->drain.data = n->term.data = n->intr.data = n->hup.data = n;
    n->handles = true;
    uv_prepare_start(&n->prepare, prepare_cb);
    uv_check_start(&n->check, check_cb);
    uv_timer_start(&n->tick, tick_cb, tick_ms(n), tick_ms(n));
    uv_signal_start(&n->term, signal_cb, SIGTERM);
    uv_signal_start(&n->intr, signal_cb, SIGINT);
    if (!hangup_is_ignored())
        uv_signal_start(&n->hup, hangup_cb, SIGHUP);
    return true;
}

void turn_stop(struct net *n)
{
    if (!n->handles)
        return;
    n->handles = false;
    uv_handle_t *all[] = {(uv_handle_t *)&n->prepare, (uv_handle_t *)&n->check,
                          (uv_handle_t *)&n->tick,    (uv_handle_t *)&n->due,
                          (uv_handle_t *)&n->drain,   (uv_handle_t *)&n->term,
                          (uv_handle_t *)&n->intr,    (uv_handle_t *)&n->hup};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        uv_close(all[i], NULL);
}
