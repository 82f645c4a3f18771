// The library of scenarios over HTTP: whole files, checks, sketches and what is made from them, for
// whoever holds the host's key. Files and checks are slow: a request is a task, which runs on
// another thread, one at a time, so that what one saved the next one finds; what it found is told
// on the loop, which alone knows what is listed.
#include "host/library.h"

#include <string.h>

#include "base/log.h"
#include "host/load.h"
#include "host/reasons.h"
#include "host/scenarios.h"
#include "host/state.h"
#include "host/throttle.h"

bool library_may(const struct host *h, const char *bearer)
{
    return !h->key || (bearer && is_host_key(h, str_from_cstr(bearer)));
}

static struct str id_of(const struct task *t)
{
    return str_from_cstr(t->id);
}

static struct str sent_of(const struct task *t)
{
    return (struct str){t->sent, t->sent_n};
}

static struct scenario_asked asking(struct str folder)
{
    return (struct scenario_asked){.file = "#", .folder = folder};
}

// ---- answers

void tell_problem(struct task *t, int status, const char *word)
{
    struct jw w;
    t->status = status;
    buf_reset(&t->body);
    jw_init(&w, &t->body);
    jw_obj(&w);
    jw_kcstr(&w, "error", word);
    jw_end(&w);
}

static void tell_faults(struct task *t, int status, const char *hash)
{
    struct jw w;
    t->status = status;
    jw_init(&w, &t->body);
    jw_obj(&w);
    if (hash)
        jw_kcstr(&w, "hash", hash);
    jw_kint(&w, "n", t->checked.n);
    faults_json(&w, &t->checked.faults);
    jw_end(&w);
}

static void tell_hash(struct task *t, const struct scenario_kept *k)
{
    struct jw w;
    char hash[DIGEST_TEXT] = "";
    if (k)
        secret_hex(k->hash, hash);
    jw_init(&w, &t->body);
    jw_obj(&w);
    jw_kcstr(&w, "hash", hash);
    jw_end(&w);
}

// A sketch as it is now: what whoever saves over somebody else's change gets too.
static void tell_text(struct task *t, int status, const char *error)
{
    struct jw w;
    t->status = status;
    jw_init(&w, &t->body);
    jw_obj(&w);
    if (error)
        jw_kcstr(&w, "error", error);
    jw_kcstr(&w, "hash", t->hash);
    jw_kstr(&w, "text", buf_view(&t->text));
    jw_end(&w);
}

static void tell_result(struct task *t)
{
    const struct {
        int status;
        const char *word;
    } rows[] = {
        [SKETCH_CHANGED] = {409, "changed"},  [SKETCH_FULL] = {409, FULL},
        [SKETCH_NONE] = {404, NO_SUCH_ITEM},  [SKETCH_READ_ONLY] = {409, "read_only"},
        [SKETCH_FAILED] = {500, STORE_FAILS},
    };
    if (t->result == SKETCH_CHANGED && t->text.n)
        tell_text(t, rows[t->result].status, rows[t->result].word);
    else
        tell_problem(t, rows[t->result].status, rows[t->result].word);
}

static void read_now(struct task *t)
{
    buf_reset(&t->text);
    if (!sketch_read(t->host->desk, id_of(t), &t->text, t->hash))
        buf_reset(&t->text);
}

// ---- reading

// NAME.json, NAME.seats.json
static void scenario_tell(struct task *t)
{
    struct str file = id_of(t), whole = STR(".json"), seats = STR(".seats.json");
    bool of_seats = str_ends(file, seats);
    size_t end = of_seats ? seats.n : str_ends(file, whole) ? whole.n : file.n;
    const struct scenario *sc = scenario_find(t->host, str_sub(file, 0, file.n - end), STR(""));
    struct jw w;
    if (!sc) {
        tell_problem(t, 404, NO_SUCH_ITEM);
    } else if (of_seats) {
        jw_init(&w, &t->body);
        scenario_seats_write(&w, sc);
    } else {
        buf_str(&t->body, scenario_kept_of(t->host, sc)->bytes);
    }
}

static void list_one(void *ctx, struct str id)
{
    struct task *t = ctx;
    const struct sketch_known *known = sketch_look(t->host->desk, id);
    if (known)
        vec_push(&t->sketches, *known);
}

static void sketches_run(struct task *t)
{
    sketches_each(t->host->desk, list_one, t);
}

static void sketch_json(struct jw *w, const struct task *t, const struct sketch_known *d)
{
    const struct scenario *now = scenario_find(t->host, str_from_cstr(d->id), STR(""));
    struct text2 title = {str_from_cstr(d->fr), str_from_cstr(d->en)};
    jw_obj(w);
    jw_kcstr(w, "id", d->id);
    jw_kcstr(w, "hash", d->hash);
    text2_json(w, "title", &title);
    jw_kint(w, "faults", d->faults);
    jw_kint(w, "version", d->version);
    jw_kint(w, "published", now && scenario_kept_of(t->host, now)->saved ? now->version : 0);
    jw_end(w);
}

static void sketches_tell(struct task *t)
{
    struct jw w;
    jw_init(&w, &t->body);
    jw_obj(&w);
    jw_kbool(&w, "saves", desk_saves(t->host->desk));
    jw_karr(&w, "drafts");
    for (size_t i = 0; i < t->sketches.n; i++)
        sketch_json(&w, t, &t->sketches.p[i]);
    jw_end(&w);
    jw_end(&w);
}

static void sketch_tell(struct task *t)
{
    if (t->text.n)
        tell_text(t, 200, NULL);
    else
        tell_problem(t, 404, NO_SUCH_ITEM);
}

// ---- changing

static void reload_begin(struct task *t)
{
    scenarios_known(t->host, &t->shelf);
}

static void reload_run(struct task *t)
{
    shelf_read(&t->shelf);
}

static void reload_tell(struct task *t)
{
    struct jw w;
    jw_init(&w, &t->body);
    jw_obj(&w);
    jw_karr(&w, "refused");
    size_t n = scenarios_install(t->host, &t->shelf, &w);
    jw_end(&w);
    jw_kint(&w, "listed", (int64_t)n);
    jw_end(&w);
    hrooms_try_again(t->host); // a scenario that was missing may be there now
}

static void check_run(struct task *t)
{
    struct scenario_asked asked = asking(STR(""));
    scenario_check(&t->checked, sent_of(t), &asked, t->french);
}

static void check_tell(struct task *t)
{
    tell_faults(t, 200, NULL);
}

// Makes a room of it possible, by its hash, without listing it.
static void trial_tell(struct task *t)
{
    if (t->checked.n) {
        tell_faults(t, 422, NULL);
        return;
    }
    const struct scenario_kept *k = scenario_add(t->host, t->checked.kept);
    t->checked.kept = NULL;
    if (k)
        tell_hash(t, k);
    else
        tell_problem(t, 409, FULL);
}

static void save_run(struct task *t)
{
    struct scenario_asked asked = asking(id_of(t));
    scenario_check(&t->checked, sent_of(t), &asked, t->french);
    if (!scenario_is_object(sent_of(t))) {
        t->problem = "faults";
        return;
    }
    t->result = sketch_write(t->host->desk, id_of(t), str_from_cstr(t->base), sent_of(t));
    if (t->result == SKETCH_OK) {
        secret_hex(t->checked.kept->hash, t->hash);
        sketch_remember(t->host->desk, id_of(t), t->hash, &t->checked);
    } else if (t->result == SKETCH_CHANGED) {
        read_now(t);
    }
}

static void save_tell(struct task *t)
{
    if (t->problem)
        tell_faults(t, 422, NULL);
    else if (t->result == SKETCH_OK)
        tell_faults(t, 200, t->hash);
    else
        tell_result(t);
}

static void drop_run(struct task *t)
{
    t->result = sketch_delete(t->host->desk, id_of(t), str_from_cstr(t->base));
    if (t->result == SKETCH_CHANGED)
        read_now(t);
}

static void drop_tell(struct task *t)
{
    if (t->result == SKETCH_OK)
        tell_hash(t, NULL);
    else
        tell_result(t);
}

static void publish_begin(struct task *t)
{
    const struct scenario *now = scenario_find(t->host, id_of(t), STR(""));
    t->now.full = scenarios_full(t->host);
    t->now.there = now != NULL;
    t->now.saved = now && scenario_kept_of(t->host, now)->saved;
    t->now.version = now ? now->version : 0;
}

// A scenario that came with the server is not replaced, and a version says that it changed.
static const char *unpublishable(const struct task *t)
{
    if (!t->now.there)
        return t->now.full ? FULL : NULL;
    if (!t->now.saved)
        return "taken";
    return t->checked.kept->sc.version <= t->now.version ? "version" : NULL;
}

static void publish_run(struct task *t)
{
    struct scenario_asked asked = asking(id_of(t));
    read_now(t);
    t->result = !t->text.n                      ? SKETCH_NONE
                : strcmp(t->base, t->hash) != 0 ? SKETCH_CHANGED
                                                : SKETCH_OK;
    if (t->result != SKETCH_OK)
        return;
    scenario_check(&t->checked, buf_view(&t->text), &asked, t->french);
    t->problem = t->checked.n ? "faults" : unpublishable(t);
    if (!t->problem)
        t->result = sketch_publish(t->host->desk, id_of(t), buf_view(&t->text));
}

static void publish_tell(struct task *t)
{
    if (t->checked.n) {
        tell_faults(t, 422, NULL);
    } else if (t->problem) {
        tell_problem(t, 409, t->problem);
    } else if (t->result != SKETCH_OK) {
        tell_result(t);
    } else {
        struct scenario_kept *now = scenario_list(t->host, t->checked.kept);
        t->checked.kept = NULL;
        if (now)
            tell_hash(t, now);
        else
            tell_problem(t, 409, FULL);
    }
}

static const struct way ways[] = {
    {false, "/api/scenarios/", true, "", NULL, NULL, scenario_tell},
    {false, "/api/drafts/", true, "", NULL, read_now, sketch_tell},
    {false, "/api/drafts", false, "", NULL, sketches_run, sketches_tell},
    {true, "/api/scenarios/reload", false, "", reload_begin, reload_run, reload_tell},
    {true, "/api/scenarios/check", false, "", NULL, check_run, check_tell},
    {true, "/api/scenarios/trial", false, "", NULL, check_run, trial_tell},
    {true, "/api/drafts/", true, "", NULL, save_run, save_tell},
    {true, "/api/drafts/", true, "publish", publish_begin, publish_run, publish_tell},
    {true, "/api/drafts/", true, "delete", NULL, drop_run, drop_tell},
};

const struct way *const library_reloads = &ways[3];

const struct way *library_way(struct str path, bool post, struct str *id, bool *ours)
{
    *ours = false;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        const struct way *w = &ways[i];
        struct str under = str_from_cstr(w->path), act = str_sub(path, under.n, path.n);
        if (w->post != post || !str_starts(path, under) || (!w->named && act.n))
            continue;
        *ours = true;
        *id = w->named ? str_cut(&act, '/') : STR("");
        bool good = !w->named || !post || sketch_id_good(*id);
        if (good && str_eq_cstr(act, w->act))
            return w;
    }
    return NULL;
}

int library_refuses(const struct host *h, struct str path, const char *bearer)
{
    struct str id;
    bool ours;
    library_way(path, true, &id, &ours);
    return !ours ? 404 : library_may(h, bearer) ? 0 : 403;
}
