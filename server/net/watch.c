#include "net/watch.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "net/addresses.h"
#include "net/state.h"

enum { NEWS_BYTES = 16384, ADDRESSES_MAX = 8 };

struct watch {
    uv_poll_t poll;
    struct net *net;
    int fd;
    char known[ADDRESSES_MAX][NET_ADDRESS_LEN];
    int n;
};

static bool look(struct watch *w)
{
    char now[ADDRESSES_MAX][NET_ADDRESS_LEN] = {{0}};
    int n = net_addresses(now, ADDRESSES_MAX);
    bool changed = n != w->n;
    for (int i = 0; i < n && !changed; i++)
        changed = strcmp(now[i], w->known[i]) != 0;
    memcpy(w->known, now, sizeof now);
    w->n = n;
    return changed;
}

// The kernel says that something changed; what there is now is asked.
static void news_cb(uv_poll_t *p, int status, int events)
{
    struct watch *w = p->data;
    char news[NEWS_BYTES];
    UNUSED(status);
    UNUSED(events);
    while (recv(w->fd, news, sizeof news, MSG_DONTWAIT) > 0 || errno == ENOBUFS) {
    }
    if (!look(w))
        return;
    log_info("addresses", log_i("count", w->n), log_s("first", w->n ? w->known[0] : ""));
    if (w->net->config.moved)
        w->net->config.moved(w->net->config.ctx);
    if (w->net->host)
        host_moved(w->net->host);
    w->net->active = true;
}

// In a container that keeps the kernel's news from us, addresses are asked for where they are
// shown.
void watch_start(struct net *n)
{
    struct sockaddr_nl at = {.nl_family = AF_NETLINK,
                             .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        if (fd >= 0)
            close(fd);
        return;
    }
    struct watch *w = mem_alloc(sizeof *w);
    n->watch = w;
    w->net = n;
    w->fd = fd;
    w->poll.data = w;
    look(w);
    uv_poll_init(&n->loop, &w->poll, fd);
    uv_poll_start(&w->poll, UV_READABLE, news_cb);
}

void watch_stop(struct net *n)
{
    if (n->watch && !uv_is_closing((uv_handle_t *)&n->watch->poll))
        uv_close((uv_handle_t *)&n->watch->poll, NULL);
}

void watch_free(struct net *n)
{
    if (n->watch)
        close(n->watch->fd);
    mem_free(n->watch);
    n->watch = NULL;
}
