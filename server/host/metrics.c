// Counts for whoever watches over the server, in the words of Prometheus. No name, code or address.
#include "host/budget.h"
#include "host/host.h"
#include "host/life.h"
#include "host/outbox.h"
#include "host/state.h"

static void gauge(struct buf *out, const char *name, size_t n)
{
    buf_printf(out, "# TYPE tablee_%s gauge\ntablee_%s %zu\n", name, name, n);
}

void host_metrics(const struct host *h, struct buf *out)
{
    uint64_t n;
    buf_printf(out, "# TYPE tablee_info gauge\ntablee_info{version=\"%s\"} 1\n", TABLEE_VERSION);
    gauge(out, "rooms", h->room_list.n);
    gauge(out, "connections", h->sessions.n);
    gauge(out, "connections_max", h->limits.max_connections);
    buf_printf(out,
               "# TYPE tablee_connections_displaced_total counter\n"
               "tablee_connections_displaced_total %llu\n",
               (unsigned long long)h->displaced);
    gauge(out, "answers_waiting", out_waiting(h));
    gauge(out, "library_tasks", h->tasks.n);
    gauge(out, "rooms_bytes", h->rooms_bytes);
    gauge(out, "recordings_kept", h->tapes.n);
    buf_printf(out,
               "# TYPE tablee_recordings_made_total counter\ntablee_recordings_made_total %llu\n",
               (unsigned long long)h->taped);
    if (h->disk_left != UINT64_MAX)
        gauge(out, "disk_left_bytes", (size_t)h->disk_left);
    if (store_rooms_count(h->store, &n) == STORE_YES)
        gauge(out, "rooms_kept", n);
    gauge(out, "store_waiting_ms", store_waits(h->store));
    life_metrics(h, out);
    budgets_metrics(h->budgets, out);
}
