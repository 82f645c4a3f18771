#include "codec/scenario_json.h"
#include "host/host_parts.h"

static const char json_type[] = "application/json; charset=utf-8";

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

bool host_is_open(const struct host *h)
{
    return h->key == NULL;
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
    struct str p = str_from_cstr(path);
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
    } else {
        return false;
    }
    return true;
}
