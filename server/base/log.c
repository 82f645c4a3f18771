#include "base/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/jw.h"
#include "base/util.h"

enum { LINE_MAX_BYTES = 4096 };

static const char *const level_names[] = {"debug", "info", "warn", "error", "none"};

static _Atomic int least_level = LOG_LEVEL_INFO;
static _Atomic int out_fd = STDERR_FILENO;

void log_set_level(enum log_level least)
{
    least_level = (int)least;
}

void log_set_fd(int fd)
{
    out_fd = fd;
}

bool log_level_from(const char *word, enum log_level *out)
{
    for (size_t i = 0; i < ARRAY_LEN(level_names); i++) {
        if (strcmp(word, level_names[i]) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    }
    return false;
}

static void put_head(struct jw *w, enum log_level level, const char *name)
{
    struct timespec now;
    struct tm utc;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.", &utc);
    for (long unit = 100000000, rest = now.tv_nsec; unit >= 1000000; unit /= 10) {
        text[n++] = (char)('0' + rest / unit);
        rest %= unit;
    }
    text[n++] = 'Z';
    jw_obj(w);
    jw_kstr(w, "time", (struct str){text, n});
    jw_kcstr(w, "level", level_names[level]);
    jw_kcstr(w, "event", name);
}

static void put_field(struct jw *w, const struct log_field *field)
{
    if (!field->key)
        return;
    if (field->text)
        jw_kcstr(w, field->key, field->text);
    else if (field->is_bool)
        jw_kbool(w, field->key, field->number != 0);
    else
        jw_kint(w, field->key, field->number);
}

// One write a line, so that lines of two threads do not mix.
static void send_line(struct str line)
{
    while (line.n > 0) {
        ssize_t done = write(out_fd, line.p, line.n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        line = str_sub(line, (size_t)done, line.n);
    }
}

void log_write(enum log_level level, const char *name, const struct log_field *fields, size_t n)
{
    if ((int)level < least_level || level >= LOG_LEVEL_NONE)
        return;
    struct buf b;
    struct jw w;
    buf_init(&b, LINE_MAX_BYTES);
    for (int attempt = 0; attempt < 2; attempt++) {
        buf_reset(&b);
        jw_init(&w, &b);
        put_head(&w, level, name);
        for (size_t i = 0; i < n && attempt == 0; i++)
            put_field(&w, &fields[i]);
        jw_end(&w);
        buf_char(&b, '\n');
        if (jw_done(&w))
            break;
    }
    send_line(buf_view(&b));
    buf_free(&b);
}
