#include "net/control_ask.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PART_BYTES = 4096 };

static bool send_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool read_all(int fd, struct buf *answer)
{
    char part[PART_BYTES];
    ssize_t n;
    while ((n = read(fd, part, sizeof part)) > 0)
        buf_put(answer, part, (size_t)n);
    return n == 0;
}

bool net_ask(const char *path, const char *line, struct buf *answer)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    buf_reset(answer);
    if (strlen(path) >= sizeof at.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(at.sun_path, path, strlen(path));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
                send_all(fd, line, strlen(line)) && send_all(fd, "\n", 1) && read_all(fd, answer);
    if (fd >= 0)
        close(fd);
    return good && answer->n > 0;
}
