#include "cli/keeping.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/util.h"
#include "cli/data_dir.h"
#include "cli/running.h"
#include "host/host.h"
#include "net/control_ask.h"

enum { ERR_LEN = 512, PATH_LEN = 4096 + 32, LINE_LEN = 6000, REST_NS = 1000000 };

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

// ---- the database, when no server runs

static void nobody(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    UNUSED(conns);
    UNUSED(n);
    UNUSED(f);
}

static void close_nobody(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(conn);
    UNUSED(code);
    UNUSED(reason);
}

static void end(void *ctx, const char *why)
{
    UNUSED(ctx);
    UNUSED(why);
}

static bool run(struct host *h, const char *line, struct buf *answer)
{
    char copy[LINE_LEN];
    const char *type;
    int status;
    struct buf part;
    enum host_part got = HOST_PART_SOON;
    snprintf(copy, sizeof copy, "%s", line);
    char *path = strchr(copy, ' '), *body = path ? strchr(path + 1, ' ') : NULL;
    if (body)
        *body++ = 0;
    char *query = path ? strchr(path, '?') : NULL;
    if (query)
        *query++ = 0;
    struct host_download *d = path ? host_keep(h, copy[0] == 'P', path + 1, query ? query : "",
                                               str_from_cstr(body ? body : ""))
                                   : NULL;
    buf_init(&part, answer->max);
    while (d && got != HOST_PART_LAST && got != HOST_PART_FAILED) {
        got = host_download_next(d, &part, &type, &status);
        buf_str(answer, buf_view(&part));
        host_tick(h, now_ms());
        host_turn_end(h);
        host_committed(h, now_ms());
        if (got == HOST_PART_LATER)
            nanosleep(&(struct timespec){.tv_nsec = REST_NS}, NULL);
    }
    host_download_close(d);
    buf_free(&part);
    return got == HOST_PART_LAST;
}

static bool ask_database(struct state_dir *s, const char *line, struct buf *answer, char *err,
                         size_t errn)
{
    static const struct host_sink sink = {NULL, nobody, close_nobody, NULL, end, NULL};
    char db[PATH_LEN], scenarios[PATH_LEN];
    find_scenarios(scenarios, sizeof scenarios);
    snprintf(db, sizeof db, "%s/tablee.db", s->path);
    struct host_config config = {.db_path = db, .scenario_dirs = scenarios, .now_ms = now_ms()};
    log_set_level(LOG_LEVEL_ERROR);
    struct host *h = host_open(&config, &sink, err, errn);
    bool good = h && run(h, line, answer);
    host_close(h);
    return good;
}

int keeping_ask(const struct command *c, struct state_dir *s, const char *line, struct buf *answer)
{
    char err[ERR_LEN] = "";
    if (s->fd >= 0 && net_ask(s->control, line, answer))
        return running_answered(c, s, answer);
    if (s->fd < 0 || !state_dir_wait(s, 0))
        command_complain(c, s->path,
                         s->fd < 0 ? lang_pick("ce dossier n’est pas celui d’un serveur",
                                               "this is no server's directory")
                                   : lang_pick("le serveur qui tourne ne répond pas",
                                               "the server that runs does not answer"));
    else if (!ask_database(s, line, answer, err, sizeof err))
        command_complain(c, s->path, err[0] ? err : "error");
    else
        return COMMAND_GOOD;
    return COMMAND_FAILED;
}

// ---- what the host wrote

// Behind the value that begins at `at`: an object, a list, a text, or what ends with them.
static size_t value_end(struct str s, size_t at)
{
    int depth = 0;
    bool text = false;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (text) {
            at += c == '\\';
            text = c != '"';
        } else if (c == '"') {
            text = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth-- == 0)
                return at;
        } else if (c == ',' && depth == 0) {
            return at;
        }
    }
    return s.n;
}

struct str keeping_member(struct str object, const char *name)
{
    size_t at = 1;
    while (at < object.n) {
        size_t end = value_end(object, at);
        struct str value = str_sub(object, at, end - at), key = str_cut(&value, ':');
        if (key.n > 1 && str_eq_cstr(str_sub(key, 1, key.n - 2), name))
            return value;
        at = end + 1;
    }
    return STR("");
}

bool keeping_next(struct str *list, struct str *object)
{
    size_t end = value_end(*list, 1);
    if (list->n < 2 || end <= 1)
        return false;
    *object = str_sub(*list, 1, end - 1);
    *list = str_sub(*list, end, list->n); // from the comma, or the end, on
    return object->n > 0;
}

struct str keeping_text(struct str value, struct buf *out)
{
    buf_reset(out);
    if (value.n && value.p[0] == '"')
        value = str_sub(value, 1, value.n - 2);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if (c == '\\' && i + 1 < value.n && (value.p[i + 1] == '"' || value.p[i + 1] == '\\'))
            buf_char(out, value.p[++i]);
        else if (c >= ' ' && c != 0x7f && c != '\\')
            buf_char(out, (char)c);
    }
    return buf_view(out);
}

void keeping_escape(struct buf *out, const char *text)
{
    for (; *text; text++) {
        bool plain = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
                     (*text >= '0' && *text <= '9') || *text == '-' || *text == '.';
        if (plain)
            buf_char(out, *text);
        else
            buf_printf(out, "%%%02x", (unsigned char)*text);
    }
}
