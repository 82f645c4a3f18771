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

void host_metrics(const struct host *h, struct buf *out)
{
    uint64_t n;
    buf_printf(out, "# TYPE tablee_info gauge\ntablee_info{version=\"%s\"} 1\n", TABLEE_VERSION);
    gauge(out, "rooms", h->room_list.n);
    gauge(out, "connections", h->sessions.n);
    gauge(out, "connections_max", h->limits.max_connections);
    crowd_metrics(h->crowd, out);
    gauge(out, "answers_waiting", out_waiting(h));
    gauge(out, "library_tasks", h->tasks.n);
    space_metrics(h->space, out);
    tapes_metrics(h, out);
    if (store_rooms_count(h->store, &n) == STORE_YES)
        gauge(out, "rooms_kept", n);
    gauge(out, "store_waiting_ms", store_waits(h->store));
    life_metrics(h, out);
    budgets_metrics(h->budgets, out);
}
