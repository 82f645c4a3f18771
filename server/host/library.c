// The library of scenarios over HTTP: whole files, checks, drafts and what is made from them, for
// whoever holds the host's key.
#include <string.h>

#include "base/log.h"
#include "host/host_parts.h"

static void reply_problem(const struct host_reply *re, int status, const char *word)
{
    struct jw w;
    *re->status = status;
    buf_reset(re->body);
    jw_init(&w, re->body);
    jw_obj(&w);
    jw_kcstr(&w, "error", word);
    jw_end(&w);
}

// The value of name=… in a query, as it stands.
static struct str asked_for(struct str query, const char *name)
{
    while (query.n) {
        struct str value = str_cut(&query, '&');
        if (str_eq_cstr(str_cut(&value, '='), name))
            return value;
    }
    return STR("");
}

static bool may_host(const struct host *h, const char *bearer)
{
    return !h->key || (bearer && is_host_key(h, str_from_cstr(bearer)));
}

struct checked {
    struct arena arena;
    struct scenario sc, other;
    struct buf faults;
    int n;
};

static struct scenario_asked asked_in(const struct host_request *rq, struct str folder)
{
    bool french = !str_eq(asked_for(rq->query, "lang"), STR("en"));
    return (struct scenario_asked){.file = "#", .folder = folder, .french = french};
}

static struct checked *check(const struct host_request *rq, struct str text, struct str folder)
{
    struct checked *c = mem_alloc(sizeof *c);
    struct scenario_asked asked = asked_in(rq, folder);
    arena_init(&c->arena, 4 << 20);
    buf_init(&c->faults, SCENARIO_FAULTS_BYTES);
    c->n = scenario_read(text, &asked, &c->arena, &c->sc, &c->other, &c->faults);
    return c;
}

static void checked_free(struct checked *c)
{
    arena_free(&c->arena);
    buf_free(&c->faults);
    mem_free(c);
}

static void reply_faults(const struct host_reply *re, int status, const char *hash,
                         const struct checked *c)
{
    struct jw w;
    *re->status = status;
    jw_init(&w, re->body);
    jw_obj(&w);
    if (hash)
        jw_kcstr(&w, "hash", hash);
    jw_kint(&w, "n", c->n);
    faults_json(&w, buf_view(&c->faults));
    jw_end(&w);
}

// ---- reading

static void whole_file(struct host *h, struct str id, const struct host_reply *re)
{
    const struct scenario *sc = scenario_find(h, id, STR(""));
    if (sc)
        buf_str(re->body, scenario_kept_of(h, sc)->bytes);
    else
        reply_problem(re, 404, "no_such_item");
}

struct listing {
    struct host *h;
    const struct host_request *rq;
    struct jw w;
};

static void list_one(void *ctx, struct str id)
{
    struct listing *l = ctx;
    struct buf text;
    char hash[65];
    buf_init(&text, 2 * HOST_SENT_MAX);
    if (draft_read(l->h, id, &text, hash)) {
        struct checked *c = check(l->rq, buf_view(&text), id);
        const struct scenario *now = scenario_find(l->h, id, STR(""));
        jw_obj(&l->w);
        jw_kstr(&l->w, "id", id);
        jw_kcstr(&l->w, "hash", hash);
        text2_json(&l->w, "title", &c->sc.title);
        jw_kint(&l->w, "faults", c->n);
        jw_kint(&l->w, "version", c->sc.version);
        jw_kint(&l->w, "published", now && scenario_kept_of(l->h, now)->saved ? now->version : 0);
        jw_end(&l->w);
        checked_free(c);
    }
    buf_free(&text);
}

static void drafts_list(struct host *h, const struct host_request *rq, const struct host_reply *re)
{
    struct listing l = {.h = h, .rq = rq};
    jw_init(&l.w, re->body);
    jw_obj(&l.w);
    jw_kbool(&l.w, "saves", h->draft_dir != NULL);
    jw_karr(&l.w, "drafts");
    drafts_each(h, list_one, &l);
    jw_end(&l.w);
    jw_end(&l.w);
}

// The draft as it is now: what whoever saves over somebody else's change gets too.
static bool draft_reply(const struct host *h, struct str id, const char *error,
                        const struct host_reply *re)
{
    struct buf text;
    struct jw w;
    char hash[65];
    buf_init(&text, 2 * HOST_SENT_MAX);
    bool there = draft_read(h, id, &text, hash);
    if (there) {
        jw_init(&w, re->body);
        jw_obj(&w);
        if (error)
            jw_kcstr(&w, "error", error);
        jw_kcstr(&w, "hash", hash);
        jw_kstr(&w, "text", buf_view(&text));
        jw_end(&w);
    }
    buf_free(&text);
    return there;
}

static void draft_get(struct host *h, struct str id, const struct host_request *rq,
                      const struct host_reply *re)
{
    UNUSED(rq);
    if (!draft_reply(h, id, NULL, re))
        reply_problem(re, 404, "no_such_item");
}

static void scenario_get(struct host *h, struct str file, const struct host_request *rq,
                         const struct host_reply *re)
{
    UNUSED(rq);
    if (str_ends(file, STR(".json")))
        whole_file(h, str_sub(file, 0, file.n - 5), re);
    else
        reply_problem(re, 404, "no_such_item");
}

bool library_get(struct host *h, const struct host_request *rq, struct host_reply *re)
{
    static const struct {
        struct str under;
        void (*get)(struct host *h, struct str rest, const struct host_request *rq,
                    const struct host_reply *re);
    } ways[] = {{STR_INIT("/api/scenarios/"), scenario_get}, {STR_INIT("/api/drafts/"), draft_get}};
    bool list = str_eq_cstr(rq->path, "/api/drafts");
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        if (!list && !str_starts(rq->path, ways[i].under))
            continue;
        if (!may_host(h, rq->bearer))
            reply_problem(re, 403, "bad_key");
        else if (list)
            drafts_list(h, rq, re);
        else
            ways[i].get(h, str_sub(rq->path, ways[i].under.n, rq->path.n), rq, re);
        return true;
    }
    return false;
}

// ---- changing

static void reload(struct host *h, const struct host_request *rq, const struct host_reply *re)
{
    struct jw w;
    UNUSED(rq);
    jw_init(&w, re->body);
    jw_obj(&w);
    jw_karr(&w, "refused");
    size_t n = scenarios_reload(h, &w);
    jw_end(&w);
    jw_kint(&w, "listed", (int64_t)n);
    jw_end(&w);
}

static void check_sent(struct host *h, const struct host_request *rq, const struct host_reply *re)
{
    struct checked *c = check(rq, rq->sent, STR(""));
    UNUSED(h);
    reply_faults(re, 200, NULL, c);
    checked_free(c);
}

static void reply_hash(const struct host_reply *re, const char *hash)
{
    struct jw w;
    jw_init(&w, re->body);
    jw_obj(&w);
    jw_kcstr(&w, "hash", hash);
    jw_end(&w);
}

// Makes a room of it possible, by its hash, without listing it.
static void trial(struct host *h, const struct host_request *rq, const struct host_reply *re)
{
    struct checked *c = check(rq, rq->sent, STR(""));
    struct scenario_asked asked = asked_in(rq, STR(""));
    const struct scenario_kept *k = c->n ? NULL : scenario_add(h, rq->sent, &asked, &c->faults);
    if (k)
        reply_hash(re, k->hash);
    else if (c->n)
        reply_faults(re, 422, NULL, c);
    else
        reply_problem(re, 409, "full");
    checked_free(c);
}

static void reply_result(struct host *h, struct str id, enum draft_result result,
                         const struct host_reply *re)
{
    static const struct {
        int status;
        const char *word;
    } rows[] = {
        [DRAFT_CHANGED] = {409, "changed"},   [DRAFT_FULL] = {409, "full"},
        [DRAFT_NONE] = {404, "no_such_item"}, [DRAFT_READ_ONLY] = {409, "read_only"},
        [DRAFT_FAILED] = {500, "store"},
    };
    *re->status = rows[result].status;
    if (result != DRAFT_CHANGED || !draft_reply(h, id, rows[result].word, re))
        reply_problem(re, rows[result].status, rows[result].word);
}

static void draft_save(struct host *h, struct str id, const struct host_request *rq,
                       const struct host_reply *re)
{
    char hash[65];
    struct checked *c = check(rq, rq->sent, id);
    if (!scenario_is_object(rq->sent)) {
        reply_faults(re, 422, NULL, c);
    } else {
        enum draft_result result = draft_write(h, id, asked_for(rq->query, "base"), rq->sent, hash);
        if (result == DRAFT_OK)
            reply_faults(re, 200, hash, c);
        else
            reply_result(h, id, result, re);
    }
    checked_free(c);
}

static void draft_drop(struct host *h, struct str id, const struct host_request *rq,
                       const struct host_reply *re)
{
    enum draft_result result = draft_delete(h, id, asked_for(rq->query, "base"));
    if (result == DRAFT_OK)
        reply_hash(re, "");
    else
        reply_result(h, id, result, re);
}

// A scenario that came with the server is not replaced, and a version says that it changed.
static const char *unpublishable(struct host *h, const struct checked *c)
{
    const struct scenario *now = scenario_find(h, c->sc.id, STR(""));
    if (now && !scenario_kept_of(h, now)->saved)
        return "taken";
    return now && c->sc.version <= now->version ? "version" : NULL;
}

static void publish_text(struct host *h, struct str id, const struct host_request *rq,
                         struct str text, const struct host_reply *re)
{
    struct checked *c = check(rq, text, id);
    const char *wrong = c->n ? NULL : unpublishable(h, c);
    enum draft_result result = c->n || wrong ? DRAFT_NONE : draft_publish(h, id, text);
    if (c->n) {
        reply_faults(re, 422, NULL, c);
    } else if (wrong) {
        reply_problem(re, 409, wrong);
    } else if (result != DRAFT_OK) {
        reply_result(h, id, result, re);
    } else {
        scenarios_reload(h, NULL);
        reply_hash(re, scenario_find(h, id, STR(""))->hash.p);
    }
    checked_free(c);
}

static void draft_make(struct host *h, struct str id, const struct host_request *rq,
                       const struct host_reply *re)
{
    struct buf text;
    char hash[65];
    buf_init(&text, 2 * HOST_SENT_MAX);
    if (!draft_read(h, id, &text, hash))
        reply_problem(re, 404, "no_such_item");
    else if (!str_eq_cstr(asked_for(rq->query, "base"), hash))
        reply_result(h, id, DRAFT_CHANGED, re);
    else
        publish_text(h, id, rq, buf_view(&text), re);
    buf_free(&text);
}

static void draft_post(struct host *h, const struct host_request *rq, const struct host_reply *re)
{
    static const struct {
        const char *act;
        void (*run)(struct host *h, struct str id, const struct host_request *rq,
                    const struct host_reply *re);
    } acts[] = {{"", draft_save}, {"publish", draft_make}, {"delete", draft_drop}};
    struct str act = str_sub(rq->path, strlen("/api/drafts/"), rq->path.n);
    struct str id = str_cut(&act, '/');
    for (size_t i = 0; draft_id_good(id) && i < ARRAY_LEN(acts); i++)
        if (str_eq_cstr(act, acts[i].act)) {
            acts[i].run(h, id, rq, re);
            return;
        }
    reply_problem(re, 404, "no_such_item");
}

bool library_post(struct host *h, const struct host_request *rq, struct host_reply *re)
{
    static const struct {
        const char *path;
        void (*run)(struct host *h, const struct host_request *rq, const struct host_reply *re);
    } ways[] = {{"/api/scenarios/reload", reload},
                {"/api/scenarios/check", check_sent},
                {"/api/scenarios/trial", trial}};
    bool draft = str_starts(rq->path, STR("/api/drafts/"));
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        if (!draft && !str_eq_cstr(rq->path, ways[i].path))
            continue;
        if (!may_host(h, rq->bearer))
            reply_problem(re, 403, "bad_key");
        else if (draft)
            draft_post(h, rq, re);
        else
            ways[i].run(h, rq, re);
        return true;
    }
    return false;
}
