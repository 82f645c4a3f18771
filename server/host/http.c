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

static void log_export(struct host *h, struct str code, const char *bearer, struct buf *body,
                       const char **type, int *status)
{
    struct hroom *r = room_find(h, code);
    struct cred *cred = bearer ? cred_find(h, str_from_cstr(bearer)) : NULL;
    // An unknown room and a wrong token look the same from outside.
    if (!r || !cred || cred->room != r || cred->role != CRED_FACILITATOR) {
        problem(body, status, 403, "bad_token");
        return;
    }
    *type = ndjson_type;
    log_header(r, body);
    bool good = store_read(h->store, r->id, 1, put_line, body);
    if (good && !body->overflow)
        return;
    buf_reset(body);
    *type = json_type;
    problem(body, status, 500, body->overflow ? "too_big" : "store");
}

bool host_http(struct host *h, const char *path, const char *query, const char *bearer,
               struct buf *body, const char **type, int *status)
{
    UNUSED(query);
    struct str p = str_from_cstr(path);
    struct str rooms = STR("/api/rooms/"), log = STR("/log.ndjson");
    buf_reset(body);
    *type = json_type;
    *status = 200;
    if (str_eq_cstr(p, "/api/health")) {
        health(h, body);
    } else if (str_eq_cstr(p, "/api/scenarios")) {
        struct jw w;
        jw_init(&w, body);
        scenarios_json(h, &w);
    } else if (str_starts(p, rooms) && str_ends(p, log) && p.n > rooms.n + log.n) {
        struct str code = str_sub(p, rooms.n, p.n - rooms.n - log.n);
        log_export(h, code, bearer, body, type, status);
    } else {
        return false;
    }
    return true;
}
