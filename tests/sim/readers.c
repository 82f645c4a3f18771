// Who reads over HTTP: what is downloaded of a room, and what whoever keeps the server asks.
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "client.h"
#include "host/host.h"

enum { READERS_MAX = 6, PARTS_A_TURN = 16, READER_BYTES = 1 << 20 };

static struct download {
    struct host_download *d; // NULL: nobody
    char path[80];
    bool waits; // for a commit
    size_t bytes;
} readers[READERS_MAX];

static struct download *free_place(void)
{
    for (int i = 0; i < READERS_MAX; i++) {
        if (!readers[i].d) {
            return &readers[i];
        }
    }
    return NULL;
}

// As whoever sits there, who may not read all of it, or as whoever keeps the server.
void reader_begin(int client)
{
    static const char *const files[] = {"log.ndjson", "mine.json",         "export/events.csv",
                                        "export/",    "scenario.json",     "replay",
                                        "replay/p1",  "replay/facilitator"};
    static const char *const asked[] = {"", "/rooms", "/register"};
    static const char *const done[] = {"/purge", "/copied", "/rooms/%s/doom", "/rooms/%s/spare"};
    struct host *h = server_host();
    const struct client *c = client_at(client);
    struct download *r = free_place();
    int by = below(10);
    if (!h || !r || !c->room[0]) {
        return;
    }
    host_clock(h, sim.now);
    if (by < 7) {
        snprintf(r->path, sizeof r->path, "/api/rooms/%s/%s", c->room,
                 files[below((int)ARRAY_LEN(files))]);
        r->d = host_download_open(h, r->path, NULL, c->token);
    } else {
        const char *path =
            by < 9 ? asked[below((int)ARRAY_LEN(asked))] : done[below((int)ARRAY_LEN(done))];
        size_t n = (size_t)snprintf(r->path, sizeof r->path, "/api/host");
        char *code = strstr(path, "%s");
        if (code) {
            snprintf(r->path + n, sizeof r->path - n, "%.*s%s%s", (int)(code - path), path, c->room,
                     code + 2);
        } else {
            snprintf(r->path + n, sizeof r->path - n, "%s", path);
        }
        r->d = host_keep(h, by == 9, r->path, "", STR(""));
    }
    CHECK(r->d);
    r->waits = false;
    r->bytes = 0;
    sim_say("somebody reads %s", r->path);
}

static void leave(struct download *r)
{
    host_download_close(r->d);
    r->d = NULL;
}

static bool is_known(int status)
{
    static const int known[] = {200, 403, 404, 409, 503};
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (known[i] == status) {
            return true;
        }
    }
    return false;
}

static void read_part(struct download *r, struct buf *out)
{
    const char *type;
    int status = 0;
    switch (host_download_next(r->d, out, &type, &status)) {
    case HOST_PART_LAST:
        r->bytes += out->n;
        if (!is_known(status) || !r->bytes) {
            sim_fail("%s ends with %d and %zu bytes", r->path, status, r->bytes);
        }
        sim.read += status == 200;
        leave(r);
        break;
    case HOST_PART_FAILED: // of a room that another server has now, or that fills its memory
        if (!sim.faults.refuses && !sim.faults.room_kb && server_is_up()) {
            sim_fail("%s is cut", r->path);
        }
        leave(r);
        break;
    case HOST_PART_LATER:
        r->waits = true;
        break;
    case HOST_PART_BYTES:
        r->bytes += out->n;
        break;
    default:
        break;
    }
}

bool readers_go_on(bool committed)
{
    struct buf out;
    bool more = false;
    buf_init(&out, READER_BYTES);
    for (int i = 0; i < READERS_MAX; i++) {
        struct download *r = &readers[i];
        r->waits = r->waits && !committed;
        for (int part = 0; r->d && !r->waits && part < PARTS_A_TURN; part++) {
            read_part(r, &out);
        }
        more |= r->d && !r->waits;
    }
    buf_free(&out);
    return more;
}

bool readers_are_idle(void)
{
    for (int i = 0; i < READERS_MAX; i++) {
        if (readers[i].d) {
            return false;
        }
    }
    return true;
}

void readers_close(void)
{
    for (int i = 0; i < READERS_MAX; i++) {
        if (readers[i].d) {
            leave(&readers[i]);
        }
    }
}
