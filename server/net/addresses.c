#include "net/addresses.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <uv.h>

#include "base/str.h"
#include "base/util.h"

enum { ANSWER_BYTES = 512 };

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

// What avahi answers at its own socket: "+ interface protocol name", or "-" and a reason.
static bool asked_avahi(const char *question, char answer[ANSWER_BYTES])
{
    struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/run/avahi-daemon/socket"};
    struct timeval patience = {.tv_usec = 200000}; // it knows its own names
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ssize_t n = -1;
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
        send(fd, question, strlen(question), MSG_NOSIGNAL) == (ssize_t)strlen(question))
        n = recv(fd, answer, ANSWER_BYTES - 1, 0);
    if (fd >= 0)
        close(fd);
    answer[n > 0 ? n : 0] = 0;
    return n > 0;
}

bool net_local_name(const char *address, char out[NET_NAME_LEN])
{
    char question[NET_ADDRESS_LEN + 32], answer[ANSWER_BYTES];
    snprintf(question, sizeof question, "RESOLVE-ADDRESS %s\n", address);
    return asked_avahi(question, answer) && sscanf(answer, "+ %*d %*d %255s", out) == 1 &&
           str_ends(str_from_cstr(out), STR(".local"));
}
