#include <string.h>

#include "host/host_parts.h"

static const char json_type[] = "application/json; charset=utf-8";
static const char ndjson_type[] = "application/x-ndjson";

static void problem(struct buf *body, int *status, int code, const char *word)
{
    struct jw w;
    *status = code;
    jw_init(&w, body);
    jw_obj(&w);
    jw_kcstr(&w, "error", word);
    jw_end(&w);
}

static void health(struct host *h, struct buf *body)
{
    struct jw w;
    jw_init(&w, body);
    jw_obj(&w);
    jw_kbool(&w, "ok", !h->dead && !h->draining);
    jw_kcstr(&w, "version", TABLEE_VERSION);
    jw_kbool(&w, "open", h->key == NULL);
    jw_kint(&w, "rooms", (int64_t)h->room_list.n);
    jw_kint(&w, "connections", (int64_t)h->conns.n);
    jw_end(&w);
}

static bool put_line(void *ctx, const struct store_record *record)
{
    struct buf *body = ctx;
    buf_str(body, str_sub(record->body, 0, record->body.n - 1)); // without the closing brace
    buf_puts(body, ",\"hash\":\"");
    buf_hex(body, record->hash, sizeof record->hash);
    buf_puts(body, "\"}\n");
    return !body->overflow;
}

static void log_header(const struct hroom *r, struct buf *body)
{
    struct jw w;
    jw_init(&w, body);
    jw_obj(&w);
    jw_kcstr(&w, "tablee", "log");
    jw_kint(&w, "format", STORE_FORMAT);
    jw_kint(&w, "rules", RULES_VERSION);
    jw_kcstr(&w, "room", r->code_text);
    jw_kcstr(&w, "epoch", r->epoch);
    jw_kstr(&w, "scenario", r->scenario->id);
    jw_kcstr(&w, "version", TABLEE_VERSION);
    jw_end(&w);
    buf_char(body, '\n');
}

// What a facilitator may download of a room.
struct download {
    struct host *h;
    struct hroom *r;
    struct str file; // what comes after /api/rooms/CODE/
    const char *query;
    struct buf *body;
    const char **type;
    int *status;
};

static void log_download(const struct download *d)
{
    *d->type = ndjson_type;
    log_header(d->r, d->body);
    bool good = store_read(d->h->store, d->r->id, 1, put_line, d->body);
    if (good && !d->body->overflow)
        return;
    buf_reset(d->body);
    *d->type = json_type;
    problem(d->body, d->status, 500, d->body->overflow ? "too_big" : "store");
}

static void export_download(const struct download *d, struct str name)
{
    if (room_export(d->h, d->r, name, d->query, d->body, d->type) && !d->body->overflow)
        return;
    buf_reset(d->body);
    *d->type = json_type;
    problem(d->body, d->status, 404, "no_file");
}

static void download(struct download *d, struct str code, const char *bearer)
{
    struct str export = STR("export/");
    struct cred *cred = bearer ? cred_find(d->h, str_from_cstr(bearer)) : NULL;
    d->r = room_find(d->h, code);
    // An unknown room and a wrong token look the same from outside.
    if (!d->r || !cred || cred->room != d->r || cred->role != CRED_FACILITATOR)
        problem(d->body, d->status, 403, "bad_token");
    else if (str_eq_cstr(d->file, "log.ndjson"))
        log_download(d);
    else if (str_starts(d->file, export))
        export_download(d, str_sub(d->file, export.n, d->file.n));
    else
        problem(d->body, d->status, 404, "no_file");
}

bool host_post(struct host *h, const char *path, const char *query, const char *bearer,
               struct str sent, struct buf *body, const char **type, int *status)
{
    struct host_request rq = {str_from_cstr(path), str_from_cstr(query), bearer, sent};
    struct host_reply re = {body, status};
    buf_reset(body);
    *type = json_type;
    *status = 200;
    return library_post(h, &rq, &re);
}

bool host_http(struct host *h, const char *path, const char *query, const char *bearer,
               struct buf *body, const char **type, int *status)
{
    struct host_request rq = {str_from_cstr(path), str_from_cstr(query), bearer, STR("")};
    struct host_reply re = {body, status};
    struct str p = str_from_cstr(path), rooms = STR("/api/rooms/");
    buf_reset(body);
    *type = json_type;
    *status = 200;
    if (str_eq_cstr(p, "/api/health")) {
        health(h, body);
    } else if (str_eq_cstr(p, "/api/scenarios")) {
        struct jw w;
        jw_init(&w, body);
        scenarios_json(h, &w);
    } else if (library_get(h, &rq, &re)) {
        return true;
    } else if (str_starts(p, rooms)) {
        struct str file = str_sub(p, rooms.n, p.n), code = str_cut(&file, '/');
        struct download d = {h, NULL, file, query, body, type, status};
        download(&d, code, bearer);
    } else {
        return false;
    }
    return true;
}
