// Counts for whoever watches over the server, in the words of Prometheus. No name, code or address.
#include "host/budget.h"
#include "host/crowd.h"
#include "host/host.h"
#include "host/life.h"
#include "host/outbox.h"
#include "host/state.h"
#include "host/tape.h"
#include "host/words.h"

static void gauge(struct buf *out, const char *name, size_t n)
{
    buf_printf(out, "# TYPE tablee_%s gauge\ntablee_%s %zu\n", name, name, n);
}

// ---- those who share the store, each by its name

struct nodes_told {
    struct buf *out;
    const char *name;
    double (*value)(const struct store_node *n);
};

static double is_alive(const struct store_node *n)
{
    return !n->dead;
}

static double rooms_of(const struct store_node *n)
{
    return n->rooms;
}

static double connections_of(const struct store_node *n)
{
    return n->connections;
}

static double waits_of(const struct store_node *n)
{
    return (double)n->waits_ms / 1e3;
}

static double seen_of(const struct store_node *n)
{
    return (double)n->seen_ms / 1e3;
}

static double committed_of(const struct store_node *n)
{
    return n->committed_ms == UINT64_MAX ? -1 : (double)n->committed_ms / 1e3;
}

static void tell_node(void *ctx, const struct store_node *n)
{
    const struct nodes_told *t = ctx;
    buf_printf(t->out, "tablee_node_%s{node=\"", t->name);
    for (size_t i = 0; i < n->name.n; i++) {
        if (n->name.p[i] == '"' || n->name.p[i] == '\\')
            buf_char(t->out, '\\');
        buf_char(t->out, n->name.p[i]);
    }
    buf_printf(t->out, "\"} %.15g\n", t->value(n));
}

static void nodes_metrics(const struct host *h, struct buf *out)
{
    static const struct {
        const char *name;
        double (*value)(const struct store_node *n);
    } rows[] = {{"up", is_alive},
                {"rooms", rooms_of},
                {"connections", connections_of},
                {"store_waiting_seconds", waits_of},
                {"seen_seconds_ago", seen_of},
                {"committed_seconds_ago", committed_of}};
    for (size_t i = 0; i < ARRAY_LEN(rows) && host_is_shared(h); i++) {
        struct nodes_told t = {out, rows[i].name, rows[i].value};
        buf_printf(out, "# TYPE tablee_node_%s gauge\n", t.name);
        store_nodes(h->store, tell_node, &t);
    }
}

void host_metrics(const struct host *h, struct buf *out)
{
    uint64_t n;
    bool standby;
    buf_printf(out, "# TYPE tablee_info gauge\ntablee_info{version=\"%s\"} 1\n", TABLEE_VERSION);
    gauge(out, "rooms", h->room_list.n);
    gauge(out, "connections", h->sessions.n);
    gauge(out, "connections_max", h->limits.max_connections);
    crowd_metrics(h->crowd, out);
    gauge(out, "answers_waiting", out_waiting(h));
    gauge(out, "library_tasks", h->tasks.n);
    space_metrics(h->space, out);
    tapes_metrics(h, out);
    if (store_rooms_about(h->store, &n))
        gauge(out, "rooms_kept", n);
    gauge(out, "store_waiting_ms", store_waits(h->store));
    gauge(out, "store_cut_ms", host_cut(h, &standby));
    gauge(out, "store_standby", standby);
    nodes_metrics(h, out);
    life_metrics(h, out);
    budgets_metrics(h->budgets, out);
}
