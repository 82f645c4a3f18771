// The addresses by which others reach this computer: which, in which order, and when they change.
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/parts.h"

enum { NEWS_BYTES = 16384, ADDRESSES_MAX = 8 };

struct watch {
    uv_poll_t poll;
    struct net *net;
    int fd;
    char known[ADDRESSES_MAX][NET_ADDRESS_LEN];
    int n;
};

// Whose address the way out has; "" when there is none. Nothing is sent.
static void address_out(char out[NET_ADDRESS_LEN])
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(9)};
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    out[0] = 0;
    a.sin_addr.s_addr = htonl(0xC0000201); // 192.0.2.1, an address of nobody
    if (fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0 &&
        getsockname(fd, (struct sockaddr *)&a, &n) == 0)
        uv_ip4_name(&a, out, NET_ADDRESS_LEN);
    if (fd >= 0)
        close(fd);
}

// Of containers, virtual machines and tunnels: no phone is there.
static bool is_virtual(const char *interface)
{
    static const char *const names[] = {"docker", "podman", "br-", "veth", "virbr",    "vmnet",
                                        "vbox",   "lxc",    "lxd", "cni",  "flannel",  "tun",
                                        "tap",    "ppp",    "wg",  "zt",   "tailscale"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strncmp(interface, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

// NetworkManager gives 10.42.X.1 to the Wi-Fi that it makes, and phones are on that one.
static bool is_hotspot(const uv_interface_address_t *one)
{
    uint32_t a = ntohl(one->address.address4.sin_addr.s_addr);
    return (a & 0xFFFF00FF) == 0x0A2A0001;
}

// Given by nobody: two computers on a cable at best.
static bool is_link_local(const uv_interface_address_t *one)
{
    return (ntohl(one->address.address4.sin_addr.s_addr) & 0xFFFF0000) == 0xA9FE0000;
}

enum { RANK_HOTSPOT, RANK_OUT, RANK_REAL, RANK_VIRTUAL, RANK_LINK_LOCAL, RANKS };

static int rank_of(const uv_interface_address_t *one, const char *way_out, char name[])
{
    if (one->is_internal || one->address.address4.sin_family != AF_INET ||
        uv_ip4_name(&one->address.address4, name, NET_ADDRESS_LEN) != 0)
        return RANKS;
    return is_link_local(one)           ? RANK_LINK_LOCAL
           : is_virtual(one->name)      ? RANK_VIRTUAL
           : is_hotspot(one)            ? RANK_HOTSPOT
           : strcmp(name, way_out) == 0 ? RANK_OUT
                                        : RANK_REAL;
}

int net_addresses(char out[][NET_ADDRESS_LEN], int cap)
{
    uv_interface_address_t *all;
    char way_out[NET_ADDRESS_LEN];
    int count, n = 0;
    if (uv_interface_addresses(&all, &count) != 0)
        return 0;
    address_out(way_out);
    for (int rank = 0; rank < RANKS; rank++)
        for (int i = 0; i < count && n < cap; i++)
            n += rank_of(&all[i], way_out, out[n]) == rank;
    uv_free_interface_addresses(all, count);
    return n;
}

bool net_local_name(char out[NET_NAME_LEN])
{
    char name[NET_NAME_LEN];
    if (access("/run/avahi-daemon/socket", F_OK) != 0 || gethostname(name, sizeof name) != 0)
        return false;
    name[sizeof name - 1] = 0;
    name[strcspn(name, ".")] = 0;
    return snprintf(out, NET_NAME_LEN, "%.200s.local", name) > (int)strlen(".local");
}

// ---- watched

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
