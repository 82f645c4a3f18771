#include <string.h>

#include "codec/log_header.h"
#include "codec/scenario_json.h"
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

// The lines of a log and what its header says of them.
struct log_lines {
    struct buf *out;
    uint64_t records;
    unsigned char last[DIGEST_BYTES];
};

static bool put_line(void *ctx, const struct store_record *record)
{
    struct log_lines *lines = ctx;
    struct buf *out = lines->out;
    buf_str(out, str_sub(record->body, 0, record->body.n - 1)); // without the closing brace
    buf_puts(out, ",\"hash\":\"");
    buf_hex(out, record->hash, sizeof record->hash);
    buf_puts(out, "\"}\n");
    memcpy(lines->last, record->hash, sizeof lines->last);
    lines->records++;
    return !out->overflow;
}

static void log_header(const struct hroom *r, const struct log_lines *lines, struct buf *body)
{
    struct jw w;
    char last[2 * DIGEST_BYTES + 1];
    secret_hex(lines->last, last);
    jw_init(&w, body);
    log_header_write(&w, &(struct log_header){.format = STORE_FORMAT,
                                              .rules = RULES_VERSION,
                                              .room = str_from_cstr(r->code_text),
                                              .epoch = str_from_cstr(r->epoch),
                                              .scenario = r->scenario->id,
                                              .version = STR(TABLEE_VERSION),
                                              .records = (int64_t)lines->records,
                                              .last = str_from_cstr(last)});
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
    struct log_lines lines = {.out = &d->h->json};
    buf_reset(lines.out);
    bool good = store_read(d->h->store, d->r->id, 1, put_line, &lines) && !lines.out->overflow;
    log_header(d->r, &lines, d->body);
    buf_str(d->body, buf_view(lines.out));
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
    } else if (str_eq_cstr(p, "/api/checklist")) {
        buf_str(body, checklist_builtin());
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
