// Loads a WebSocket server and says what came back.
//     bench_load PORT PID PLAN COUNTED hold AT_ONCE
//     bench_load PORT PID PLAN COUNTED saturate IN_FLIGHT WARM_MS MEASURE_MS
//     bench_load PORT PID PLAN COUNTED rate COMMANDS_A_SECOND WARM_MS MEASURE_MS
//     bench_load PORT PID PLAN COUNTED each COMMANDS_A_SLOT IN_FLIGHT
// PID: whose CPU is told (0: nobody's). COUNTED: how a delivery begins.
// Prints a JSON line once all members are in (a greeting is answered, an empty one need not be),
// and one with the result. `hold` says nothing and
// stays until its standard input ends.
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load.h"

enum { AT_ONCE = 64, LONG = 1 << 30 };

static const uint64_t MS = 1000000, SETTLE = 5000; // ms for the last deliveries

static struct load load;

static void run_until(uint64_t end)
{
    for (uint64_t now; (now = clock_ns()) < end;)
        turn(&load, (int)((end - now) / MS) + 1);
}

static void settle(void)
{
    uint64_t end = clock_ns() + SETTLE * MS;
    load.stopping = true;
    while (!all_came(&load) && clock_ns() < end)
        turn(&load, 10);
    count_lost(&load);
}

static void saturate(int in_flight, uint64_t warm, uint64_t measure)
{
    make_slots(&load, in_flight);
    for (size_t i = 0; i < load.slots.n; i++)
        say(&load, &load.slots.p[i], clock_ns());
    run_until(clock_ns() + warm * MS);
    tally_begin(&load);
    run_until(load.tally.began + measure * MS);
    tally_end(&load);
    settle();
}

// Commands leave on a beat whatever comes back, and their time counts from the beat.
static void beat(int a_second, uint64_t warm, uint64_t measure)
{
    uint64_t step = 1000 * MS / (uint64_t)a_second, next = clock_ns() + step;
    uint64_t begin = next + warm * MS, end = begin + measure * MS;
    make_slots(&load, (int)load.members.n);
    load.beat = true;
    for (size_t i = 0; next < end; i++, next += step) {
        if (next >= begin && !load.counting)
            tally_begin(&load);
        for (uint64_t now; (now = clock_ns()) < next;)
            turn(&load, next - now > 2 * MS ? 1 : 0);
        say(&load, &load.slots.p[i % load.slots.n], next);
    }
    tally_end(&load);
    settle();
}

static bool any_short(uint32_t wanted)
{
    for (size_t i = 0; i < load.slots.n; i++)
        if (load.slots.p[i].done < wanted)
            return true;
    return false;
}

static void each(int wanted, int in_flight)
{
    make_slots(&load, in_flight);
    load.beat = true;
    tally_begin(&load);
    while (any_short((uint32_t)wanted)) {
        for (size_t i = 0; i < load.slots.n; i++) {
            struct slot *s = &load.slots.p[i];
            if (s->count == s->done && s->done < (uint32_t)wanted)
                say(&load, s, clock_ns());
        }
        turn(&load, 100);
    }
    tally_end(&load);
    settle();
}

static void hold(void)
{
    struct pollfd both[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                            {.fd = load.epoll, .events = POLLIN}};
    char byte;
    for (;;) {
        poll(both, 2, -1);
        if (both[1].revents)
            turn(&load, 0);
        if (both[0].revents && read(STDIN_FILENO, &byte, 1) <= 0)
            return;
    }
}

static void begin(char **argv, int at_once)
{
    load.port = number(argv[1], 1, 65535);
    load.pid = number(argv[2], 0, LONG);
    load.counted = argv[4];
    load.epoll = epoll_create1(0);
    load.bytes = mem_alloc(2 * READ_BYTES + 1);
    vec_init(&load.members, 1 << 20);
    vec_init(&load.rooms, 1 << 20);
    vec_init(&load.slots, 1 << 20);
    buf_init(&load.out, BUFFER_MAX);
    raise_files();
    plan_read(&load, argv[3]);
    dial_all(&load, at_once);
    tell_connected(&load, clock_ns());
}

int main(int argc, char **argv)
{
    const char *mode = argc > 6 ? argv[5] : "";
    bool held = strcmp(mode, "hold") == 0 && argc == 7, sent = strcmp(mode, "each") == 0;
    bool full = strcmp(mode, "saturate") == 0, paced = strcmp(mode, "rate") == 0;
    if (!held && !(sent && argc == 8) && !((full || paced) && argc == 9)) {
        fprintf(stderr, "usage: see the head of tests/bench/load.c\n");
        return 2;
    }
    begin(argv, held ? number(argv[6], 1, LONG) : AT_ONCE);
    if (held) {
        hold();
        return 0;
    }
    int amount = number(argv[6], 1, LONG), second = number(argv[7], 0, LONG);
    if (sent)
        each(amount, second);
    else if (full)
        saturate(amount, (uint64_t)second, (uint64_t)number(argv[8], 1, LONG));
    else
        beat(amount, (uint64_t)second, (uint64_t)number(argv[8], 1, LONG));
    tell_result(&load);
    return 0;
}
