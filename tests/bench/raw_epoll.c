// The least a broadcaster can do, to know what the machine can do: sockets, epoll, frames, and
// nothing else. No parsing, no checks, no memory of what was said.
//     bench_raw_epoll message|turn
// prints its port; the first message of a connection is the number of its room and is answered by
// itself, every later one goes to all of the room. `message` writes each at once to each member;
// `turn` joins what a member gets in one turn of the loop into one write.
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/util.h"
#include "base/vec.h"
#include "parts.h"

enum { ROOMS = 4096, MEMBERS = 1 << 16, EVENTS = 512, NO_ROOM = -1 };

struct member {
    int fd, room;
    bool open, dirty, gone;
    bool waits; // until the socket takes more
    struct buf in, out;
    size_t sent; // bytes of `out` that left
};

typedef VEC(struct member *) members_t;

static struct {
    int epoll, listener;
    bool turn;
    members_t room[ROOMS];
    members_t dirty;
    struct buf frame;
} server;

static void watch(struct member *m, int op, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = m};
    if (epoll_ctl(server.epoll, op, m->fd, &e) != 0)
        fail("epoll_ctl");
}

static void flush(struct member *m)
{
    m->dirty = false;
    if (m->gone)
        return;
    while (m->sent < m->out.n) {
        ssize_t n = send(m->fd, m->out.p + m->sent, m->out.n - m->sent, MSG_NOSIGNAL);
        if (n < 0)
            break;
        m->sent += (size_t)n;
    }
    bool left = m->sent < m->out.n;
    if (left != m->waits)
        watch(m, EPOLL_CTL_MOD, left ? EPOLLIN | EPOLLOUT : EPOLLIN);
    m->waits = left;
    if (left)
        return;
    m->sent = 0;
    buf_reset(&m->out);
}

static void give(struct member *m, struct str frame)
{
    buf_put(&m->out, frame.p, frame.n);
    if (!server.turn && !m->waits)
        flush(m);
    else if (!m->dirty)
        m->dirty = vec_push(&server.dirty, m);
}

static void said(struct member *m, const struct ws_frame *f)
{
    if (m->room == NO_ROOM) {
        m->room = atoi(f->payload) % ROOMS;
        vec_push(&server.room[m->room], m);
        buf_reset(&server.frame);
        frame_put(&server.frame, false, f->payload, f->n);
        give(m, buf_view(&server.frame));
        return;
    }
    buf_reset(&server.frame);
    frame_put(&server.frame, false, f->payload, f->n);
    members_t *all = &server.room[m->room];
    for (size_t i = 0; i < all->n; i++)
        give(all->p[i], buf_view(&server.frame));
}

// The key is not answered: our own generator does not look.
static size_t shake(struct member *m)
{
    static const char yes[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Accept: bench\r\n\r\n";
    const char *end = memmem(m->in.p, m->in.n, "\r\n\r\n", 4);
    if (!end)
        return 0;
    m->open = true;
    buf_put(&m->out, yes, sizeof yes - 1);
    flush(m);
    return (size_t)(end + 4 - m->in.p);
}

static size_t take(struct member *m, size_t at)
{
    struct ws_frame f;
    if (!m->open)
        return shake(m);
    size_t n = frame_take(m->in.p + at, m->in.n - at, &f);
    if (n && f.opcode == 1)
        said(m, &f);
    return n;
}

static void leave(struct member *m)
{
    m->gone = true;
    close(m->fd);
    for (size_t i = 0; m->room != NO_ROOM && i < server.room[m->room].n; i++)
        if (server.room[m->room].p[i] == m)
            vec_remove(&server.room[m->room], i);
    buf_free(&m->in);
    buf_free(&m->out); // the member itself stays: the turn may still name it
}

static void receive(struct member *m)
{
    ssize_t n = recv(m->fd, buf_room(&m->in, 4096), 4096, 0);
    if (n <= 0 && !(n < 0 && errno == EAGAIN)) {
        leave(m);
        return;
    }
    if (n < 0)
        return;
    buf_added(&m->in, (size_t)n);
    size_t at = 0;
    for (size_t used; (used = take(m, at)) > 0;)
        at += used;
    memmove(m->in.p, m->in.p + at, m->in.n - at);
    m->in.n -= at;
    if (!m->in.n)
        buf_free(&m->in);
}

static void welcome(void)
{
    int fd;
    while ((fd = accept4(server.listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct member *m = mem_alloc(sizeof *m);
        *m = (struct member){.fd = fd, .room = NO_ROOM};
        buf_init(&m->in, BUFFER_MAX);
        buf_init(&m->out, BUFFER_MAX);
        no_delay(fd);
        watch(m, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static void one_turn(void)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(server.epoll, events, EVENTS, -1);
    for (int i = 0; i < n; i++) {
        struct member *m = events[i].data.ptr;
        if (!m)
            welcome();
        else if (!m->gone && events[i].events & EPOLLOUT)
            flush(m);
        if (m && !m->gone && events[i].events & ~(uint32_t)EPOLLOUT)
            receive(m);
    }
    for (size_t i = 0; i < server.dirty.n; i++)
        flush(server.dirty.p[i]);
    vec_clear(&server.dirty);
}

static int listen_somewhere(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    server.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (server.listener < 0 || bind(server.listener, (struct sockaddr *)&a, len) != 0 ||
        listen(server.listener, 4096) != 0 ||
        getsockname(server.listener, (struct sockaddr *)&a, &len) != 0)
        fail("listen");
    struct epoll_event e = {.events = EPOLLIN};
    server.epoll = epoll_create1(0);
    if (epoll_ctl(server.epoll, EPOLL_CTL_ADD, server.listener, &e) != 0)
        fail("epoll_ctl");
    return ntohs(a.sin_port);
}

int main(int argc, char **argv)
{
    if (argc != 2 || (strcmp(argv[1], "message") != 0 && strcmp(argv[1], "turn") != 0)) {
        fprintf(stderr, "usage: bench_raw_epoll message|turn\n");
        return 2;
    }
    server.turn = argv[1][0] == 't';
    raise_files();
    buf_init(&server.frame, BUFFER_MAX);
    vec_init(&server.dirty, MEMBERS);
    for (int i = 0; i < ROOMS; i++)
        vec_init(&server.room[i], MEMBERS);
    printf("port %d\n", listen_somewhere());
    fflush(stdout);
    for (;;)
        one_turn();
}
