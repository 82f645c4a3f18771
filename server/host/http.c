#include "codec/scenario_json.h"
#include "host/host.h"
#include "host/keeper.h"
#include "host/library.h"
#include "host/living.h"
#include "host/scenarios.h"
#include "host/sound.h"
#include "host/state.h"

static const char json_type[] = "application/json; charset=utf-8";

static void health(struct host *h, struct buf *body)
{
    struct jw w;
    jw_init(&w, body);
    jw_obj(&w);
    jw_kbool(&w, "ok", !h->dead && !h->draining);
    jw_kcstr(&w, "version", TABLEE_VERSION);
    jw_kbool(&w, "open", h->key == NULL);
    jw_kbool(&w, "living", h->limits.max_living > 0 && living_scenario(h, STR("")));
    jw_kbool(&w, "voice", sound_offered(h));
    jw_kint(&w, "rooms", (int64_t)h->room_list.n);
    jw_kint(&w, "connections", (int64_t)h->sessions.n);
    jw_end(&w);
}

int host_post_refused(const struct host *h, const char *path, const char *bearer)
{
    if (keeper_is(str_from_cstr(path)))
        return keeper_may(h, bearer) ? 0 : 403;
    return library_refuses(h, str_from_cstr(path), bearer);
}

bool host_http(struct host *h, const char *path, struct buf *body, const char **type)
{
    struct str p = str_from_cstr(path);
    buf_reset(body);
    *type = json_type;
    if (str_eq_cstr(p, "/api/health")) {
        health(h, body);
    } else if (str_eq_cstr(p, "/api/scenarios")) {
        struct jw w;
        jw_init(&w, body);
        scenarios_json(h, &w);
    } else if (str_eq_cstr(p, "/api/privacy")) {
        keeper_privacy(h, body);
    } else if (str_eq_cstr(p, "/api/checklist")) {
        buf_str(body, checklist_builtin());
    } else {
        return false;
    }
    return true;
}
