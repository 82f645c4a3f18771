// What a commit of a store costs, beside each other: turns of so many records of 300 bytes over 40
// rooms, each flushed and waited for, as the host does.
//     bench_store WHERE RECORDS_A_TURN SECONDS
// WHERE is a new file or an address of an empty PostgreSQL. Prints one JSON object: commits a
// second and the median and slowest hundredth of one in microseconds.
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/util.h"
#include "parts.h"
#include "store/store.h"

enum { ROOMS = 40, RECORD = 300, COMMITS_MAX = 1 << 20, ERR_LEN = 512 };

static sem_t woken;
static uint32_t ids[ROOMS];
static uint64_t seqs[ROOMS];
static size_t turn;

static void wake(void *ctx)
{
    UNUSED(ctx);
    sem_post(&woken);
}

static void flush(struct store *s)
{
    const char *why;
    uint64_t batch = store_flush(s), done = 0;
    while (store_done(s, &done, &why) == STORE_OK && done < batch)
        sem_wait(&woken);
    if (done < batch) {
        fprintf(stderr, "%s\n", why);
        exit(1);
    }
}

static void make_rooms(struct store *s)
{
    for (uint32_t i = 0; i < ROOMS; i++) {
        CHECK(store_reserve(s, 1000001 + i, &ids[i]) == STORE_YES);
        store_put_room(s, &(struct store_room){.id = ids[i], .code = 1000001 + i});
    }
    flush(s);
}

static void commit(struct store *s, size_t records)
{
    static char body[RECORD];
    memset(body, 'x', sizeof body);
    for (size_t i = 0; i < records; i++, turn++) {
        struct store_record r = {
            .room = ids[turn % ROOMS], .seq = ++seqs[turn % ROOMS], .body = {body, sizeof body}};
        store_append(s, &r);
    }
    flush(s);
}

static int by_time(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    char err[ERR_LEN] = "";
    if (argc != 4) {
        fprintf(stderr, "usage: bench_store WHERE RECORDS_A_TURN SECONDS\n");
        return 2;
    }
    size_t records = (size_t)number(argv[2], 1, 10000), commits = 0;
    uint64_t seconds = (uint64_t)number(argv[3], 1, 60);
    uint32_t *took = mem_alloc(COMMITS_MAX * sizeof *took);
    struct store_way way = {.node = "bench", .waits = true};
    log_set_level(LOG_LEVEL_NONE);
    struct store *s = store_open(argv[1], &way, err, sizeof err);
    if (!s) {
        fprintf(stderr, "%s\n", err);
        return 1;
    }
    sem_init(&woken, 0, 0);
    store_set_waker(s, (struct store_waker){wake, NULL});
    make_rooms(s);
    uint64_t start = clock_ns(), end = start + seconds * 1000000000u, now = start;
    while (now < end && commits < COMMITS_MAX) {
        commit(s, records);
        uint64_t after = clock_ns();
        took[commits++] = (uint32_t)((after - now) / 1000);
        now = after;
    }
    qsort(took, commits, sizeof *took, by_time);
    printf("{\"commits\":%.0f,\"median_us\":%u,\"p99_us\":%u}\n",
           (double)commits * 1e9 / (double)(now - start), took[commits / 2],
           took[commits * 99 / 100]);
    mem_free(took);
    store_close(s);
    return 0;
}
