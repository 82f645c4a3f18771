// A conversation with the whole host, a line each: frames of four connections, GET and POST, time,
// connections that end. Whatever is said, the host stays alive, what it sends is JSON, and the log
// it leaves starts a server again.
//   0{"t":"hello",...}   a frame of connection 0..3; %R %T %P stand for the room's code and the
//                        tokens of a facilitator and of a person
//   c1   t5000   gPATH?QUERY   pPATH?QUERY BODY   (a request comes with the facilitator's token)
#include "host/host.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/map.h"
#include "fuzz.h"
#include "host/chain.h"
#include "store/store_parts.h"

enum { CONNS = 4, LINES_MAX = 200, LINE_BYTES = 20000, BODY_BYTES = 16 << 20 };

static struct host *h;
static uint64_t now, entropy;
static char room[8], tokens[2][32];
static struct buf body;
static char folder[40];

static void chance_bytes(void *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ((unsigned char *)p)[i] = (unsigned char)(hash_u64(++entropy) >> 32);
    }
}

static void remove_folder(void)
{
    char link[80];
    snprintf(link, sizeof link, "%s/la-mauve", folder);
    unlink(link);
    rmdir(folder);
}

static void prepare(void)
{
    char link[80];
    snprintf(folder, sizeof folder, "/tmp/tablee-fuzz-XXXXXX");
    CHECK(mkdtemp(folder));
    snprintf(link, sizeof link, "%s/la-mauve", folder);
    CHECK(symlink(TABLEE_SOURCE_DIR "/scenarios/la-mauve", link) == 0);
    atexit(remove_folder);
    secret_source(chance_bytes);
    log_set_level(LOG_LEVEL_NONE);
    buf_init(&body, BODY_BYTES);
}

// ---- the sink

static void take_text(const json_t *out, const char *member, char *to, size_t n)
{
    const char *text = json_string_value(json_object_get(out, member));
    if (text && !to[0]) {
        snprintf(to, n, "%s", text);
    }
}

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    json_t *m = json_loadb((const char *)f->bytes, f->len, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_is_object(m));
    for (size_t i = 0; i < n; i++) {
        CHECK(conns[i] < CONNS);
    }
    const json_t *out = json_object_get(m, "out");
    take_text(out, "room", room, sizeof room);
    take_text(out, "token", tokens[json_object_get(out, "person") ? 1 : 0], sizeof tokens[0]);
    json_decref(m);
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    CHECK(conn < CONNS && code >= 1000 && reason);
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    UNUSED(why);
    CHECK(false);
}

// ---- a store that outlives the host

static void stays(struct store *s)
{
    UNUSED(s);
}

static void open_host(struct store *store)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    char err[512] = "";
    struct host_config config = {.store = store, .scenario_dirs = folder, .now_ms = now};
    h = host_open(&config, &sink, err, sizeof err);
    if (!h) {
        fprintf(stderr, "%s\n", err);
    }
    CHECK(h);
}

// ---- lines

static void settle(void)
{
    host_tick(h, now);
    host_turn_end(h);
    host_committed(h, now);
}

static const char *stand_in(char sign)
{
    return sign == 'R' ? room : sign == 'T' ? tokens[0] : sign == 'P' ? tokens[1] : NULL;
}

static struct str filled(struct str line)
{
    static char out[LINE_BYTES + 64];
    size_t n = 0;
    for (size_t i = 0; i < line.n && n < LINE_BYTES; i++) {
        const char *text = line.p[i] == '%' && i + 1 < line.n ? stand_in(line.p[i + 1]) : NULL;
        if (text) {
            n += (size_t)snprintf(out + n, 40, "%s", text);
            i++;
        } else {
            out[n++] = line.p[i];
        }
    }
    out[n] = 0;
    return (struct str){out, n};
}

static bool downloaded(struct host_download *d, const char **type, int *status)
{
    enum host_part part = HOST_PART_SOON;
    if (!d) {
        return false;
    }
    while (part == HOST_PART_SOON || part == HOST_PART_BYTES) {
        part = host_download_next(d, &body, type, status);
    }
    CHECK(part == HOST_PART_LAST);
    host_download_close(d);
    return true;
}

static void request(char kind, struct str line)
{
    static char words[LINE_BYTES + 64];
    const char *type = NULL;
    int status = 200;
    bool known;
    snprintf(words, sizeof words, STR_FMT, STR_ARG(line));
    char *sent = strchr(words, ' '), *query = strchr(words, '?');
    if (sent) {
        *sent++ = 0;
    }
    if (query) {
        *query++ = 0;
    }
    if (kind == 'g') {
        known = host_http(h, words, &body, &type);
        known = known || downloaded(host_download_open(h, words, query, tokens[0]), &type, &status);
    } else {
        known =
            downloaded(host_post(h, words, query, tokens[0], str_from_cstr(sent)), &type, &status);
    }
    CHECK(!known || (type && status >= 200 && status < 600));
}

static const struct host_peer somebody = {.addr = "192.0.2.1"};

static void reconnect(uint32_t conn)
{
    host_closed(h, conn, now);
    host_connected(h, conn, &somebody);
}

static void one_line(struct str line)
{
    int64_t ms = 0;
    struct str rest = filled(str_sub(line, 1, line.n));
    char kind = line.p[0];
    if (kind >= '0' && kind < '0' + CONNS) {
        host_text(h, (uint32_t)(kind - '0'), rest.p, rest.n, now);
    } else if (kind == 'c' && rest.n && rest.p[0] >= '0' && rest.p[0] < '0' + CONNS) {
        reconnect((uint32_t)(rest.p[0] - '0'));
    } else if (kind == 't' && str_int(rest, 0, 3600000, &ms)) {
        now += (uint64_t)ms;
    } else if (kind == 'g' || kind == 'p') {
        request(kind, rest);
    }
    settle();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = fuzz_text(data, size);
    struct store *store = store_memory();
    const struct store_ops *ops = store->ops;
    struct store_ops kept = *ops;
    if (!folder[0]) {
        prepare();
    }
    kept.close = stays;
    store->ops = &kept;
    now = 1700000000000;
    entropy = 0;
    memset(room, 0, sizeof room);
    memset(tokens, 0, sizeof tokens);
    open_host(store);
    for (uint32_t i = 0; i < CONNS; i++) {
        host_connected(h, i, &somebody);
    }
    for (int n = 0; rest.n && n < LINES_MAX; n++) {
        struct str line = str_cut(&rest, '\n');
        if (line.n && line.n < LINE_BYTES) {
            one_line(line);
        }
    }
    host_close(h);
    open_host(store);
    store->ops = ops;
    host_close(h);
    return 0;
}
