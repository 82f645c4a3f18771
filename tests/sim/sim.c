// simulation SEED [COUNT] [--verbose] [--break NAME]: runs whole workshops in which things go
// wrong, one a seed. A run that fails prints one line that says what was found and how to see it
// again.
#include "sim.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

enum { ROOM_KB_LEAST = 220 }; // a room takes 190 before anybody comes
enum { EVENTS_MAX = 1 << 20, HOUR_MS = 240000, SETTLE_MS = 240000, STEPS_MAX = 2000000 };

struct sim sim;

// ---- time

struct due {
    uint64_t when, order;
    void (*run)(uint64_t a, uint64_t b);
    uint64_t a, b;
};

static VEC(struct due) heap;
static uint64_t order;

static bool before(const struct due *x, const struct due *y)
{
    return x->when != y->when ? x->when < y->when : x->order < y->order;
}

static void swap(size_t i, size_t k)
{
    struct due kept = heap.p[i];
    heap.p[i] = heap.p[k];
    heap.p[k] = kept;
}

void at(uint64_t when, void (*run)(uint64_t a, uint64_t b), uint64_t a, uint64_t b)
{
    CHECK(vec_push(&heap, (struct due){MAX(when, sim.now), order++, run, a, b}));
    for (size_t i = heap.n - 1; i && before(&heap.p[i], &heap.p[(i - 1) / 2]); i = (i - 1) / 2) {
        swap(i, (i - 1) / 2);
    }
}

static struct due take(void)
{
    struct due first = heap.p[0];
    heap.p[0] = heap.p[--heap.n];
    for (size_t i = 0;;) {
        size_t least = i, left = 2 * i + 1;
        for (size_t k = left; k < left + 2 && k < heap.n; k++) {
            least = before(&heap.p[k], &heap.p[least]) ? k : least;
        }
        if (least == i) {
            return first;
        }
        swap(i, least);
        i = least;
    }
}

static void step(void)
{
    struct due d = take();
    sim.now = d.when;
    d.run(d.a, d.b);
}

// ---- chance

int below(int n)
{
    return dice_below(&sim.random, n);
}

bool chance(int per_thousand)
{
    return below(1000) < per_thousand;
}

uint64_t about(int mean_ms)
{
    return (uint64_t)(mean_ms / 2 + below(mean_ms + 1));
}

// ---- words

static const char *const broken_names[BROKEN_KINDS] = {
    "nothing", "early", "forgetful", "twice", "gap", "crossed", "queue", "give-up", "altered",
};

static const char *how_again(void)
{
    static char line[80];
    snprintf(line, sizeof line, "simulation %llu 1 --verbose%s%s", (unsigned long long)sim.seed,
             sim.broken ? " --break " : "", sim.broken ? broken_names[sim.broken] : "");
    return line;
}

static void tell_seed(void)
{
    const char *line = how_again();
    (void)!write(2, "\nagain: ", 8);
    (void)!write(2, line, strlen(line));
    (void)!write(2, "\n", 1);
}

static void on_signal(int number)
{
    tell_seed();
    signal(number, SIG_DFL);
    raise(number);
}

extern void __sanitizer_set_death_callback(void (*)(void)) __attribute__((weak));

void sim_fail(const char *format, ...)
{
    char what[400];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    fprintf(stderr, "seed %llu at %.3f s: %s; again: %s\n", (unsigned long long)sim.seed,
            (double)(sim.now - KIT_T0) / 1000, what, how_again());
    exit(1);
}

void sim_say(const char *format, ...)
{
    va_list args;
    if (!sim.verbose) {
        return;
    }
    fprintf(stderr, "%9.3f ", (double)(sim.now - KIT_T0) / 1000);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\n");
}

// ---- what goes wrong, again and again

static void again(int mean_ms, void (*run)(uint64_t a, uint64_t b))
{
    if (mean_ms && !sim.calm) {
        at(sim.now + about(mean_ms), run, 0, 0);
    }
}

static void cut(uint64_t a, uint64_t b)
{
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm) {
        uint32_t conn = wire_some_open();
        wire_cut(conn, chance(600));
    }
    again(sim.faults.cut_ms, cut);
}

static void dead_zone(uint64_t a, uint64_t b)
{
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm) {
        int client = below(clients_count());
        sim_say("client %d is out of reach", client);
        wire_dead_zone(client, sim.now + about(15000));
        if (chance(200)) {
            client_type_much(client);
        }
    }
    again(sim.faults.dead_zone_ms, dead_zone);
}

static void crash(uint64_t a, uint64_t b)
{
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm && chance(700)) {
        server_crash();
    } else if (!sim.calm) {
        server_drain();
    }
    again(sim.faults.crash_ms, crash);
}

static void change_browser(uint64_t a, uint64_t b)
{
    static void (*const changes[])(int) = {client_reload, client_reload, client_new_browser,
                                           client_second_tab, client_add_person};
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm) {
        int who = below(clients_count());
        changes[below((int)ARRAY_LEN(changes))](who);
    }
    again(sim.faults.reload_ms, change_browser);
}

static void somebody_acts(uint64_t a, uint64_t b)
{
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm) {
        client_act(below(clients_count()));
    }
    again(700, somebody_acts);
}

static void somebody_reads(uint64_t a, uint64_t b)
{
    UNUSED(a);
    UNUSED(b);
    if (!sim.calm) {
        reader_begin(below(clients_count()));
    }
    again(4000, somebody_reads);
}

static void choose_faults(void)
{
    static const int latencies[] = {1, 20, 80, 400};
    struct faults *f = &sim.faults;
    *f = (struct faults){.latency_ms = latencies[below(4)]};
    f->commit_ms = below(30);
    f->jitter_ms = chance(700) ? below(6 * f->latency_ms) + 1 : 0;
    if (chance(200)) {
        f->lost = below(30);
        f->twice = below(30);
        f->swapped = below(50);
    }
    f->slow_readers = sim.broken == BROKEN_QUEUE ? 1000 : chance(300) ? 400 : 0;
    f->cut_ms = chance(600) ? 2000 + below(20000) : 0;
    f->dead_zone_ms = chance(400) ? 10000 + below(40000) : 0;
    f->crash_ms = chance(600) ? 10000 + below(60000) : 0;
    f->reload_ms = chance(600) ? 4000 + below(20000) : 0;
    f->commit_slow = chance(300) ? below(100) : 0;
    f->room_kb = chance(100) ? ROOM_KB_LEAST + below(600) : 0;
    f->commit_fails = chance(200) ? below(20) : 0;
    f->idle_ms = chance(400) ? 1000 + below(30000) : 0;
    f->late = chance(300) ? below(500) : 0;
    f->doubts = chance(300) ? below(50) : 0;
    f->refuses = chance(300) ? below(20) : 0;
}

// ---- one run

static void end_all(void)
{
    server_reset();
    disk_reset();
    wire_reset();
    clients_reset();
    people_reset();
    ledger_reset();
    oracle_reset();
}

static void reset(uint64_t seed)
{
    end_all(); // which may throw dice
    sim.seed = seed;
    sim.now = KIT_T0;
    sim.random = dice_seed(seed);
    sim.calm = false;
    vec_clear(&heap);
    order = 0;
}

static void populate(void)
{
    int rooms = chance(200) ? 2 : 1;
    for (int room = 0; room < rooms; room++) {
        client_create(client_new(ROLE_FACILITATOR, room));
        if (chance(500)) {
            client_new(ROLE_FACILITATOR, room);
        }
        if (chance(500)) {
            client_new(ROLE_SCREEN, room);
        }
        for (int n = 2 + below(rooms == 1 ? 9 : 5); n > 0; n--) {
            client_new(ROLE_PERSON, room);
        }
    }
}

static bool settled(void)
{
    return server_is_idle() && wire_is_idle() && !clients_wait();
}

static void settle(void)
{
    uint64_t begun = sim.now, limit = begun + SETTLE_MS;
    while (sim.now < begun + 1000 || !settled()) {
        if (sim.now > limit || !heap.n) {
            ledger_check();
            sim_fail("nothing goes wrong any more, and nothing settles");
        }
        step();
    }
}

static void check_end(void)
{
    clients_check(true);
    people_check();
    oracle_replay();
    server_crash();
    clients_reload_all();
    settle();
    clients_check(true);
    ledger_check();
}

static void run(uint64_t seed)
{
    reset(seed);
    choose_faults();
    server_start();
    populate();
    again(500, somebody_acts);
    again(4000, somebody_reads);
    again(sim.faults.cut_ms, cut);
    again(sim.faults.dead_zone_ms, dead_zone);
    again(sim.faults.crash_ms, crash);
    again(sim.faults.reload_ms, change_browser);
    for (int n = 0; sim.now < KIT_T0 + HOUR_MS; n++) {
        if (n > STEPS_MAX) {
            sim_fail("time does not move on");
        }
        step();
        if (n % 8192 == 0) {
            clients_check(false);
        }
    }
    sim.calm = true;
    sim_say("nothing goes wrong any more");
    wire_cut_all(); // what a wire swallowed is not missed
    settle();
    check_end();
}

static enum broken broken_named(const char *name)
{
    for (int i = 0; i < BROKEN_KINDS; i++) {
        if (strcmp(broken_names[i], name) == 0) {
            return (enum broken)i;
        }
    }
    fprintf(stderr, "nothing named %s can be broken\n", name);
    exit(2);
}

static void read_arguments(int argc, char **argv, uint64_t numbers[2])
{
    for (int i = 1, n = 0; i < argc; i++) {
        if (strcmp(argv[i], "--verbose") == 0) {
            sim.verbose = true;
        } else if (strcmp(argv[i], "--break") == 0 && i + 1 < argc) {
            sim.broken = broken_named(argv[++i]);
        } else if (n < 2) {
            numbers[n++] = strtoull(argv[i], NULL, 10);
        }
    }
}

int main(int argc, char **argv)
{
    uint64_t numbers[2] = {1, 1}; // the first seed, and how many
    read_arguments(argc, argv, numbers);
    log_set_level(LOG_LEVEL_NONE);
    signal(SIGABRT, on_signal);
    signal(SIGSEGV, on_signal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(tell_seed);
    }
    vec_init(&heap, EVENTS_MAX);
    for (uint64_t seed = numbers[0]; seed < numbers[0] + numbers[1]; seed++) {
        run(seed);
    }
    end_all();
    printf("%llu workshops, %ld commands, %ld records, %ld restarts, %ld refused as full, "
           "%ld times a room was loaded, %ld let go of, %ld taken away and %ld after that; "
           "%ld downloads, %ld late reads\n",
           (unsigned long long)numbers[1], sim.commands, sim.records, sim.restarts, sim.full,
           sim.taken, sim.released, sim.refused, sim.moved, sim.read, sim.late_reads);
    return 0;
}
