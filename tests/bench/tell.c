// What the load generator measured, as JSON, a line a thing.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "load.h"

enum { FIELD_UTIME = 14, FIELD_STIME = 15, THOUSAND = 1000 };

static const double NS = 1e9;

// Fields of /proc/PID/stat count from 1, and the second may hold spaces.
static double cpu_of(int pid)
{
    char path[64], line[1024] = "";
    double ticks = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *f = pid ? fopen(path, "re") : NULL;
    if (!f)
        return 0;
    size_t n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = 0;
    char *at = strrchr(line, ')'), *save = NULL;
    int field = 3;
    for (char *word = at ? strtok_r(at + 1, " ", &save) : NULL; word && field <= FIELD_STIME;
         word = strtok_r(NULL, " ", &save), field++)
        if (field >= FIELD_UTIME)
            ticks += number(word, 0, INT32_MAX);
    return ticks / (double)sysconf(_SC_CLK_TCK);
}

// All of the machine: user, nice, system, irq, softirq.
static double cpu_busy(void)
{
    unsigned long long t[7] = {0};
    FILE *f = fopen("/proc/stat", "re");
    if (!f)
        return 0;
    int got = fscanf(f, "cpu %llu %llu %llu %llu %llu %llu %llu", &t[0], &t[1], &t[2], &t[3], &t[4],
                     &t[5], &t[6]);
    fclose(f);
    return got == 7 ? (double)(t[0] + t[1] + t[2] + t[5] + t[6]) / (double)sysconf(_SC_CLK_TCK) : 0;
}

void tally_begin(struct load *l)
{
    l->tally = (struct tally){.refused = l->tally.refused};
    l->counting = true;
    l->tally.cpu = -cpu_of(l->pid);
    l->tally.others = -cpu_busy() + cpu_of(l->pid) + cpu_of((int)getpid());
    l->tally.began = clock_ns();
}

void tally_end(struct load *l)
{
    l->counting = false;
    l->tally.ended = clock_ns();
    l->tally.cpu += cpu_of(l->pid);
    l->tally.others += cpu_busy() - cpu_of(l->pid) - cpu_of((int)getpid());
}

static size_t bin_of(uint64_t us)
{
    if (us < STEPS)
        return us;
    int top = 63 - __builtin_clzll(us);
    size_t octave = (size_t)top - 4, step = us >> (top - 5) & (STEPS - 1);
    return MIN(octave * STEPS + step, (size_t)BINS - 1);
}

static double bin_value(size_t bin)
{
    if (bin < STEPS)
        return (double)bin;
    size_t octave = bin / STEPS, step = bin % STEPS;
    return (double)((STEPS + step) << (octave - 1));
}

void tally_time(struct tally *t, uint64_t ns)
{
    t->bin[bin_of(ns / 1000)]++;
    t->timed++;
}

static double percentile(const struct tally *t, double share)
{
    uint64_t wanted = (uint64_t)(share * (double)t->timed), seen = 0;
    for (size_t i = 0; i < BINS; i++)
        if ((seen += t->bin[i]) > wanted)
            return bin_value(i);
    return 0;
}

void tell_connected(const struct load *l, uint64_t ready_ns)
{
    size_t last = l->open / THOUSAND;
    double all = (double)(ready_ns - l->first_dial) / NS;
    double first = last ? (double)(l->opened[1] - l->opened[0]) / NS : all;
    double end = last ? (double)(l->opened[last] - l->opened[last - 1]) / NS : all;
    printf("{\"connected\":%zu,\"seconds\":%.4f,\"first_thousand\":%.4f,\"last_thousand\":%.4f}\n",
           l->open, all, first, end);
    fflush(stdout);
}

void tell_result(const struct load *l)
{
    const struct tally *t = &l->tally;
    double seconds = (double)(t->ended - t->began) / NS;
    printf("{\"seconds\":%.3f,\"commands\":%llu,\"deliveries\":%llu,\"bytes\":%llu,"
           "\"p50\":%.0f,\"p99\":%.0f,\"p999\":%.0f,\"cpu\":%.2f,\"others\":%.2f,"
           "\"lost\":%llu,\"disordered\":%llu,\"refused\":%llu}\n",
           seconds, (unsigned long long)t->commands, (unsigned long long)t->deliveries,
           (unsigned long long)t->bytes, percentile(t, 0.5), percentile(t, 0.99),
           percentile(t, 0.999), t->cpu, t->others, (unsigned long long)l->lost,
           (unsigned long long)l->disordered, (unsigned long long)t->refused);
    fflush(stdout);
}
