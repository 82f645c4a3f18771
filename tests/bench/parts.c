#include "parts.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

void fail(const char *what)
{
    fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
    exit(EXIT_FAILURE);
}

uint64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void raise_files(void)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0)
        fail("getrlimit");
    r.rlim_cur = r.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &r) != 0)
        fail("setrlimit");
}

void no_delay(int fd)
{
    int on = 1;
    if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        fail("TCP_NODELAY");
}

int number(const char *text, int low, int high)
{
    char *end;
    errno = EINVAL;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < low || n > high)
        fail(text);
    return (int)n;
}

static void unmask(char *p, size_t n, const char *mask)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (char)(p[i] ^ mask[i & 3]);
}

size_t frame_take(char *p, size_t n, struct ws_frame *out)
{
    if (n < 2)
        return 0;
    const unsigned char *h = (const unsigned char *)p;
    size_t len = h[1] & 127, extra = len < 126 ? 0 : len == 126 ? 2 : 8;
    size_t mask = h[1] & 0x80 ? 4 : 0, head = 2 + extra + mask;
    if (n < head)
        return 0;
    if (extra)
        len = 0;
    for (size_t i = 0; i < extra; i++)
        len = len << 8 | h[2 + i];
    if (n - head < len)
        return 0;
    *out = (struct ws_frame){.opcode = h[0] & 15, .payload = p + head, .n = len};
    if (mask)
        unmask(out->payload, len, p + head - 4);
    return head + len;
}

void frame_put(struct buf *b, bool masked, const char *p, size_t n)
{
    unsigned char h[FRAME_HEADER_MAX] = {0x81};
    size_t extra = n < 126 ? 0 : n <= 0xffff ? 2 : 8;
    h[1] = (unsigned char)((masked ? 0x80 : 0) | (extra == 0 ? n : extra == 2 ? 126 : 127));
    for (size_t i = 0; i < extra; i++)
        h[2 + i] = (unsigned char)(n >> (8 * (extra - 1 - i)));
    buf_put(b, h, 2 + extra + (masked ? 4 : 0));
    buf_put(b, p, n);
}
