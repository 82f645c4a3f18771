// Loaded before the C library, under a server: what it writes below POWER_DIR is noted, with what
// stood there, until a sync makes it certain. power.mjs then takes away, tears or leaves what was
// not, as a disk does whose current fails. One file of notes a file that is written, beside DIR.
// POWER_LIES=1: syncs change nothing, as of a disk that lies; what they promised must be missed.
// POWER_SYNCS=N, POWER_BYTES=N: the N-th sync from now fails; so do writes past N bytes, for want
// of room. POWER_LEFT=FILE: as many bytes are left on the disk as that file says in digits.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FILES = 1024, CUT = 1, SYNC_NS = 5000000 };

// Behind it come so many old bytes, then so many that were written over them.
struct note {
    uint64_t kind, at, size, old, now; // size: of the file before
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int notes[FILES]; // of that descriptor, 0: not looked at, -1: is none of ours
static long syncs = -1, room = -1;

static ssize_t real_pwrite(int fd, const void *p, size_t n, off_t at)
{
    return syscall(SYS_pwrite64, fd, p, n, at);
}

static long setting(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : -1;
}

__attribute__((constructor)) static void begin(void)
{
    syncs = setting("POWER_SYNCS");
    room = setting("POWER_BYTES");
}

static int notes_of(int fd)
{
    char link[64], path[4096], name[8192];
    const char *dir = getenv("POWER_DIR");
    size_t n = dir ? strlen(dir) : 0;
    if (fd < 0 || fd >= FILES || !n)
        return -1;
    if (notes[fd])
        return notes[fd];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path - 1);
    notes[fd] = -1;
    if (got <= 0)
        return -1;
    path[got] = '\0';
    if (strncmp(path, dir, n) != 0 || path[n] != '/' || !strstr(path + n, ".db"))
        return -1;
    snprintf(name, sizeof name, "%s.notes/%s", dir, path + n + 1);
    int to = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    notes[fd] = to < 0 ? -1 : to;
    return notes[fd];
}

static void put(int to, const void *p, size_t n)
{
    for (ssize_t got; n > 0; n -= (size_t)got, p = (const char *)p + got)
        if ((got = syscall(SYS_write, to, p, n)) <= 0)
            abort();
}

static void note(int to, int fd, uint64_t kind, const void *now, size_t n, off_t at)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        abort();
    size_t old = st.st_size > at ? (size_t)(st.st_size - at) : 0;
    if (kind != CUT && old > n)
        old = n;
    struct note head = {kind, (uint64_t)at, (uint64_t)st.st_size, old, kind == CUT ? 0 : n};
    char *was = malloc(old + 1);
    char own[64];
    snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
    int again = open(own, O_RDONLY | O_CLOEXEC); // the descriptor itself may only be for writing
    if (!was || again < 0 || pread(again, was, old, at) != (ssize_t)old)
        abort();
    syscall(SYS_close, again);
    put(to, &head, sizeof head);
    put(to, was, old);
    put(to, now, head.now);
    free(was);
}

static ssize_t write_at(int fd, const void *p, size_t n, off_t at)
{
    pthread_mutex_lock(&lock);
    int to = notes_of(fd);
    ssize_t got = -1;
    if (to > 0 && room >= 0 && (room -= (long)n) < 0) {
        room = 0;
        errno = ENOSPC;
    } else {
        if (to > 0)
            note(to, fd, 0, p, n, at);
        got = real_pwrite(fd, p, n, at);
    }
    pthread_mutex_unlock(&lock);
    return got;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return write_at(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return write_at(fd, p, n, at);
}

static int cut_to(int fd, off_t size)
{
    pthread_mutex_lock(&lock);
    int to = notes_of(fd);
    if (to > 0)
        note(to, fd, CUT, NULL, 0, size);
    int got = (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_unlock(&lock);
    return got;
}

int ftruncate(int fd, off_t size)
{
    return cut_to(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    return cut_to(fd, size);
}

// As long as a disk takes: most of the time something is not certain.
static int sync_it(int fd, long call)
{
    nanosleep(&(struct timespec){.tv_nsec = SYNC_NS}, NULL);
    pthread_mutex_lock(&lock);
    int to = notes_of(fd), got = -1;
    if (to > 0 && syncs >= 0 && syncs-- == 0) {
        syncs = 0;
        errno = EIO;
    } else {
        got = (int)syscall(call, fd);
        if (to > 0 && got == 0 && !getenv("POWER_LIES") && syscall(SYS_ftruncate, to, 0) != 0)
            abort();
    }
    pthread_mutex_unlock(&lock);
    return got;
}

int fsync(int fd)
{
    return sync_it(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_it(fd, SYS_fdatasync);
}

int close(int fd)
{
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < FILES) {
        if (notes[fd] > 0)
            syscall(SYS_close, notes[fd]);
        notes[fd] = 0;
    }
    pthread_mutex_unlock(&lock);
    return (int)syscall(SYS_close, fd);
}

static int space(struct statvfs *out)
{
    const char *file = getenv("POWER_LEFT");
    FILE *f = file ? fopen(file, "re") : NULL;
    unsigned long left = 1UL << 40;
    if (file && (!f || fscanf(f, "%lu", &left) != 1))
        abort();
    if (f)
        fclose(f);
    *out = (struct statvfs){.f_bsize = 1, .f_frsize = 1, .f_bavail = left};
    return 0;
}

int fstatvfs(int fd, struct statvfs *out)
{
    (void)fd;
    return space(out);
}

int fstatvfs64(int fd, struct statvfs64 *out)
{
    (void)fd;
    return space((struct statvfs *)out); // the same on 64 bits
}
