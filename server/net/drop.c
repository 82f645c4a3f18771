#include "net/drop.h"

#include <sys/socket.h>

enum { DROPS_MAX = 64 };

void wsi_drop(struct lws *wsi)
{
    shutdown(lws_get_socket_fd(wsi), SHUT_RDWR);
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
}

// A peer that sends or takes drop by drop would keep its place for ever: lws counts from the last
// drop. Those beyond the bound are dropped at the next tick.
void wsi_drop_late(const struct net *n, const struct map64 *requests)
{
    struct lws *late[DROPS_MAX];
    size_t at = 0, count = 0;
    for (const struct map64_slot *slot; count < DROPS_MAX && (slot = map64_next(requests, &at));) {
        const struct pending *p = slot->value;
        if (p->by <= uv_now(&n->loop))
            late[count++] = p->wsi;
    }
    while (count)
        wsi_drop(late[--count]);
}
