#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "codec/scenario_json.h"
#include "host/host_parts.h"

enum { SCENARIOS_MAX = 200, SCENARIO_ARENA = 4 << 20, PATH_BYTES = 1024 };

static void free_one(struct scenario_kept *k)
{
    arena_free(&k->arena);
    mem_free(k);
}

static void load_one(struct host *h, const char *path)
{
    struct scenario_kept *k = mem_alloc(sizeof *k);
    unsigned char digest[DIGEST_BYTES];
    struct str bytes;
    struct buf faults;
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    arena_init(&k->arena, SCENARIO_ARENA);
    if (scenario_load(path, false, &k->arena, &k->sc, &bytes, &faults) == 0) {
        secret_digest(bytes, digest);
        secret_hex(digest, k->hash);
        k->sc.hash = str_from_cstr(k->hash);
        if (!vec_push(&h->scenarios, k))
            free_one(k);
    } else {
        log_warn("scenario_refused", log_s("faults", buf_cstr(&faults)));
        free_one(k);
    }
    buf_free(&faults);
}

static void load_dir(struct host *h, struct str dir)
{
    char path[PATH_BYTES];
    struct dirent **names;
    snprintf(path, sizeof path, STR_FMT, STR_ARG(dir));
    int n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char file[PATH_BYTES + 300];
        snprintf(file, sizeof file, "%s/%s/scenario.json", path, names[i]->d_name);
        FILE *there = names[i]->d_name[0] == '.' ? NULL : fopen(file, "r");
        if (there) {
            fclose(there);
            file[strlen(file) - strlen("/scenario.json")] = 0;
            load_one(h, file);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

bool scenarios_open(struct host *h, const char *dirs, char *err, size_t errn)
{
    struct str rest = str_from_cstr(dirs);
    vec_init(&h->scenarios, SCENARIOS_MAX);
    while (rest.n)
        load_dir(h, str_cut(&rest, ':'));
    if (!h->scenarios.n)
        snprintf(err, errn, "no scenario that can be used in %s", dirs ? dirs : "(no directory)");
    return h->scenarios.n > 0;
}

void scenarios_close(struct host *h)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        free_one(h->scenarios.p[i]);
    vec_free(&h->scenarios);
}

const struct scenario *scenario_find(const struct host *h, struct str id)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        if (str_eq(h->scenarios.p[i]->sc.id, id))
            return &h->scenarios.p[i]->sc;
    return NULL;
}

void text2_json(struct jw *w, const char *key, const struct text2 *t)
{
    if (key)
        jw_key(w, key);
    jw_obj(w);
    jw_kstr(w, "fr", t->fr);
    jw_kstr(w, "en", t->en);
    jw_end(w);
}

static void texts_json(struct jw *w, const char *key, const struct text2 *texts, int n)
{
    jw_karr(w, key);
    for (int i = 0; i < n; i++)
        text2_json(w, NULL, &texts[i]);
    jw_end(w);
}

static void place_json(struct jw *w, const struct scenario_place *place)
{
    jw_kobj(w, "place");
    jw_kstr(w, "name", place->name);
    jw_kstr(w, "mrc", place->mrc);
    jw_kstr(w, "region", place->region);
    jw_kint(w, "population", place->population);
    jw_kint(w, "lat", place->lat_1e4);
    jw_kint(w, "lon", place->lon_1e4);
    jw_end(w);
}

static void play_json(struct jw *w, const struct scenario *sc)
{
    jw_kobj(w, "players");
    jw_kint(w, "min", sc->players_min);
    jw_kint(w, "max", sc->players_max);
    jw_kint(w, "best", sc->players_best);
    jw_end(w);
    jw_karr(w, "seconds");
    for (int i = 0; i < sc->n_phases; i++)
        jw_int(w, sc->phases[i].seconds);
    jw_end(w);
    jw_karr(w, "roles");
    for (int i = 0; i < sc->n_roles; i++) {
        jw_obj(w);
        jw_kcstr(w, "group", group_name((enum group)sc->roles[i].group));
        text2_json(w, "title", &sc->roles[i].title);
        jw_end(w);
    }
    jw_end(w);
}

// What anyone may read before a workshop: nothing private of a card, no story, no knots.
static void one_json(struct jw *w, const struct scenario *sc)
{
    jw_obj(w);
    jw_kstr(w, "id", sc->id);
    jw_kint(w, "version", sc->version);
    text2_json(w, "title", &sc->title);
    text2_json(w, "tagline", &sc->tagline);
    jw_kcstr(w, "model", group_name((enum group)sc->model));
    jw_kstr(w, "status", sc->status);
    jw_kstr(w, "sector", sc->sector);
    text2_json(w, "when", &sc->when);
    text2_json(w, "need", &sc->need);
    text2_json(w, "conflict", &sc->conflict);
    texts_json(w, "summary", sc->summary, SCENARIO_SUMMARY);
    place_json(w, &sc->place);
    play_json(w, sc);
    jw_end(w);
}

void scenarios_json(const struct host *h, struct jw *w)
{
    jw_arr(w);
    for (size_t i = 0; i < h->scenarios.n; i++)
        one_json(w, &h->scenarios.p[i]->sc);
    jw_end(w);
}
