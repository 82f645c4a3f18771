// What durability costs on this disk, beside the server: appends records and syncs, alone.
//     bench_append FILE RECORDS_A_COMMIT SECONDS
// prints one JSON object: records a second, records a CPU second, and the median time of a commit
// in microseconds.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"
#include "parts.h"

enum { RECORD = 300, COMMITS_MAX = 1 << 20 };

static int by_time(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: bench_append FILE RECORDS_A_COMMIT SECONDS\n");
        return 2;
    }
    size_t batch = (size_t)number(argv[2], 1, 10000) * RECORD, commits = 0;
    uint64_t start = clock_ns(), now = start;
    uint64_t end = start + (uint64_t)number(argv[3], 1, 60) * 1000000000u;
    uint32_t *took = mem_alloc(COMMITS_MAX * sizeof *took);
    char *bytes = mem_alloc(batch);
    memset(bytes, 'x', batch);
    int fd = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        fail(argv[1]);
    while (now < end && commits < COMMITS_MAX) {
        if (write(fd, bytes, batch) != (ssize_t)batch || fdatasync(fd) != 0)
            fail(argv[1]);
        uint64_t after = clock_ns();
        took[commits++] = (uint32_t)((after - now) / 1000);
        now = after;
    }
    close(fd);
    unlink(argv[1]);
    qsort(took, commits, sizeof *took, by_time);
    double records = (double)(commits * (batch / RECORD));
    printf("{\"records\":%.0f,\"records_cpu\":%.0f,\"commit_us\":%u}\n",
           records * 1e9 / (double)(now - start), records / cpu_seconds(), took[commits / 2]);
    mem_free(took);
    mem_free(bytes);
    return 0;
}
