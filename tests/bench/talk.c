#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { EVENTS = 512, THOUSAND = 1000 };

static void send_all(struct member *m, const char *p, size_t n)
{
    while (n) {
        ssize_t sent = send(m->fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            fail("the server closed a connection");
        if (sent < 0) {
            struct pollfd wait = {.fd = m->fd, .events = POLLOUT};
            poll(&wait, 1, -1);
            continue;
        }
        p += sent;
        n -= (size_t)sent;
    }
}

static void send_text(struct load *l, struct member *m, struct str text)
{
    buf_reset(&l->out);
    frame_put(&l->out, true, text.p, text.n);
    send_all(m, l->out.p, l->out.n);
}

// ---- getting in

static void watch(struct load *l, struct member *m, int op, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = m};
    if (epoll_ctl(l->epoll, op, m->fd, &e) != 0)
        fail("epoll_ctl");
}

static void dial(struct load *l, struct member *m)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)l->port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    m->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (m->fd < 0)
        fail("socket");
    no_delay(m->fd);
    if (connect(m->fd, (struct sockaddr *)&a, sizeof a) != 0 && errno != EINPROGRESS)
        fail("connect");
    watch(l, m, EPOLL_CTL_ADD, EPOLLOUT);
}

static void dialled(struct load *l, struct member *m)
{
    char ask[512];
    int n = snprintf(ask, sizeof ask,
                     "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: tablee.v1\r\n\r\n",
                     l->port);
    send_all(m, ask, (size_t)n);
    m->state = MEMBER_SHAKES;
    watch(l, m, EPOLL_CTL_MOD, EPOLLIN);
}

static size_t shaken(struct load *l, struct member *m, const char *p, size_t n)
{
    const char *end = memmem(p, n, "\r\n\r\n", 4);
    if (!end)
        return 0;
    if (memcmp(p, "HTTP/1.1 101", 12) != 0) {
        errno = EPROTO;
        fail("the server refused a WebSocket");
    }
    m->state = MEMBER_OPEN;
    if (++l->open % THOUSAND == 0)
        l->opened[l->open / THOUSAND] = clock_ns();
    if (m->greeting.n)
        send_text(l, m, m->greeting);
    return (size_t)(end + 4 - p);
}

void dial_all(struct load *l, int at_once)
{
    bool wait_heard = l->members.n && l->members.p[0]->greeting.n;
    l->opened = mem_alloc((l->members.n / THOUSAND + 2) * sizeof *l->opened);
    l->first_dial = l->opened[0] = clock_ns();
    while (l->open < l->members.n || (wait_heard && l->heard < l->members.n)) {
        size_t done = wait_heard ? l->heard : l->open;
        while (l->dialled < l->members.n && l->dialled - done < (size_t)at_once)
            dial(l, l->members.p[l->dialled++]);
        turn(l, -1);
    }
}

// ---- speaking

void make_slots(struct load *l, int n)
{
    for (int i = 0; i < n; i++) {
        int room = i % (int)l->rooms.n;
        struct slot s = {.room = room, .place = l->rooms.p[room].slots++};
        vec_push(&l->slots, s);
    }
    for (size_t i = 0; i < l->members.n; i++) {
        struct member *m = l->members.p[i];
        m->last = mem_alloc(((size_t)l->rooms.p[m->room].slots + 1) * sizeof *m->last);
    }
}

static void put_digits(char *to, uint64_t n, int digits)
{
    while (digits--) {
        to[digits] = (char)('0' + n % 10);
        n /= 10;
    }
}

// Every mark in what the plan says is written over, the command's own id among them.
static void put_marks(struct buf *b, size_t from, uint64_t slot, uint64_t count)
{
    char *at = b->p + from, *end = b->p + b->n;
    while ((at = memmem(at, (size_t)(end - at), "~~", 2))) {
        put_digits(at + 2, slot, MARK_SLOT);
        put_digits(at + 2 + MARK_SLOT, count, MARK_COUNT);
        at += MARK_LEN;
    }
}

void say(struct load *l, struct slot *s, uint64_t when)
{
    struct room *r = &l->rooms.p[s->room];
    size_t place = ((size_t)s->place + (size_t)s->count * (size_t)r->slots) % r->members.n;
    struct member *m = r->members.p[place];
    s->count++;
    s->sent[s->count % SENT_KEPT] = when;
    s->sayer[s->count % SENT_KEPT] = m;
    buf_reset(&l->out);
    frame_put(&l->out, true, m->command.p, m->command.n);
    put_marks(&l->out, 0, (uint64_t)(s - l->slots.p), s->count);
    send_all(m, l->out.p, l->out.n);
}

// ---- hearing

static uint64_t digits(const char *p, int n)
{
    uint64_t out = 0;
    while (n--)
        out = out * 10 + (uint64_t)(*p++ - '0');
    return out;
}

// False when the mark is no news: a text may carry older ones beside the new one.
static bool delivered(struct load *l, struct member *m, const char *mark, uint64_t now)
{
    uint64_t which = digits(mark + 2, MARK_SLOT), count = digits(mark + 2 + MARK_SLOT, MARK_COUNT);
    if (which >= l->slots.n)
        return false;
    struct slot *s = &l->slots.p[which];
    uint32_t *last = &m->last[s->place];
    if (count <= *last)
        return false;
    l->lost += count - *last - 1;
    *last = (uint32_t)count;
    if (l->counting) {
        l->tally.deliveries++;
        tally_time(&l->tally, now - MIN(now, s->sent[count % SENT_KEPT]));
    }
    if (s->sayer[count % SENT_KEPT] != m || s->count - count >= SENT_KEPT)
        return true;
    s->done++;
    l->tally.commands += l->counting;
    if (!l->beat && !l->stopping)
        say(l, s, now);
    return true;
}

static void look_for_marks(struct load *l, struct member *m, const struct ws_frame *f, uint64_t now)
{
    const char *at = f->payload, *end = f->payload + f->n;
    bool any = false, news = false;
    while ((at = memmem(at, (size_t)(end - at), "~~", 2)) && at + MARK_LEN <= end) {
        any = true;
        news |= delivered(l, m, at, now);
        at += MARK_LEN;
    }
    l->disordered += any && !news;
}

static void heard(struct load *l, struct member *m, const struct ws_frame *f, uint64_t now)
{
    size_t n = strlen(l->counted);
    if (!m->heard) {
        m->heard = true;
        l->heard++;
    }
    if (f->n > 8 && memcmp(f->payload, "{\"t\":\"no", 8) == 0 && ++l->tally.refused <= 3)
        fprintf(stderr, "bench: refused: %.*s\n", (int)f->n, f->payload);
    if (l->slots.n && f->n >= n && memcmp(f->payload, l->counted, n) == 0)
        look_for_marks(l, m, f, now);
}

static size_t take(struct load *l, struct member *m, char *p, size_t n, uint64_t now)
{
    struct ws_frame f;
    if (m->state == MEMBER_SHAKES)
        return shaken(l, m, p, n);
    size_t used = frame_take(p, n, &f);
    if (used && f.opcode == 1)
        heard(l, m, &f, now);
    else if (used && f.opcode == 8)
        fprintf(stderr, "bench: closed: %.*s\n", (int)(f.n > 2 ? f.n - 2 : 0), f.payload + 2);
    return used;
}

static void receive(struct load *l, struct member *m)
{
    size_t kept = m->in.n, at = 0;
    memcpy(l->bytes, m->in.p ? m->in.p : "", kept);
    ssize_t got = recv(m->fd, l->bytes + kept, READ_BYTES, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN))
        fail("the server closed a connection");
    if (got < 0)
        return;
    size_t n = kept + (size_t)got;
    uint64_t now = clock_ns();
    l->tally.bytes += l->counting ? (uint64_t)got : 0;
    for (size_t used; at < n && (used = take(l, m, l->bytes + at, n - at, now)) > 0;)
        at += used;
    buf_reset(&m->in);
    buf_put(&m->in, l->bytes + at, n - at);
    if (!m->in.n)
        buf_free(&m->in);
    if (m->in.n > READ_BYTES)
        fail("a frame is too long");
}

void turn(struct load *l, int wait_ms)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(l->epoll, events, EVENTS, wait_ms);
    for (int i = 0; i < n; i++) {
        struct member *m = events[i].data.ptr;
        if (m->state == MEMBER_DIALS)
            dialled(l, m);
        else
            receive(l, m);
    }
}

// ---- the end

bool all_came(const struct load *l)
{
    for (size_t i = 0; i < l->slots.n; i++) {
        const struct slot *s = &l->slots.p[i];
        const struct room *r = &l->rooms.p[s->room];
        for (size_t k = 0; k < r->members.n; k++)
            if (r->members.p[k]->last[s->place] < s->count)
                return false;
    }
    return true;
}

void count_lost(struct load *l)
{
    for (size_t i = 0; i < l->slots.n; i++) {
        const struct slot *s = &l->slots.p[i];
        const struct room *r = &l->rooms.p[s->room];
        for (size_t k = 0; k < r->members.n; k++)
            l->lost += s->count - r->members.p[k]->last[s->place];
    }
}
