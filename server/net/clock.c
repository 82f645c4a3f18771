#include "net/clock.h"

#include <time.h>

#include "net/state.h"

static uint64_t steady_ms(void)
{
    return uv_hrtime() / 1000000;
}

void net_set_clock(struct net *n)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    uint64_t wall = (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
    n->clock_ahead = wall - steady_ms();
}

uint64_t net_now(const struct net *n)
{
    return n->clock_ahead + steady_ms();
}

uint64_t net_by(const struct net *n)
{
    return uv_now(&n->loop) + (uint64_t)n->config.request_seconds * NET_BODY_TIMES * 1000;
}
