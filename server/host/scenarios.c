// Scenarios: those listed, as their folders are now, and every version that a room began with.
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "codec/scenario_json.h"
#include "host/host_parts.h"

enum { SCENARIO_ARENA = 4 << 20, PATH_BYTES = 1024, SPARE_MAX = 8 };

static void free_one(struct scenario_kept *k)
{
    arena_free(&k->arena);
    mem_free(k);
}

static struct scenario_kept *new_one(void)
{
    struct scenario_kept *k = mem_alloc(sizeof *k);
    arena_init(&k->arena, SCENARIO_ARENA);
    return k;
}

static struct scenario_kept *by_hash(const struct host *h, struct str hash)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        if (str_eq_cstr(hash, h->scenarios.p[i]->hash))
            return h->scenarios.p[i];
    return NULL;
}

static struct scenario_kept *listed(const struct host *h, struct str id)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        if (h->scenarios.p[i]->listed && str_eq(h->scenarios.p[i]->sc.id, id))
            return h->scenarios.p[i];
    return NULL;
}

// Takes it over: what is known already by its bytes is not kept twice. NULL when there is no room.
static struct scenario_kept *keep(struct host *h, struct scenario_kept *k)
{
    unsigned char digest[DIGEST_BYTES];
    secret_digest(k->bytes, digest);
    secret_hex(digest, k->hash);
    k->sc.hash = k->other.hash = str_from_cstr(k->hash);
    struct scenario_kept *same = by_hash(h, k->sc.hash);
    if (!same && vec_push(&h->scenarios, k))
        return k;
    free_one(k);
    return same;
}

// ---- faults

// "#: $.way: found …", the two parts; in French a no-break space stands before each colon.
static void fault_json(struct jw *w, struct str line)
{
    static const char *const seams[] = {": found ", "\u00a0: trouvé "};
    size_t from = str_find(line, ':') + 2, at = line.n, say = MIN(from, line.n);
    for (size_t i = 0; i < ARRAY_LEN(seams); i++) {
        size_t n = strlen(seams[i]);
        for (size_t j = from; j + n <= line.n && at == line.n; j++)
            if (memcmp(line.p + j, seams[i], n) == 0) {
                at = j;
                say = j + (i ? strlen("\u00a0: ") : strlen(": "));
            }
    }
    bool way = at < line.n && from < line.n && line.p[from] == '$';
    jw_obj(w);
    jw_kstr(w, "at", way ? str_sub(line, from, at - from) : STR("$"));
    jw_kstr(w, "say", str_sub(line, say, line.n));
    jw_end(w);
}

void faults_json(struct jw *w, struct str faults)
{
    jw_karr(w, "faults");
    while (faults.n)
        fault_json(w, str_cut(&faults, '\n'));
    jw_end(w);
}

// ---- reading folders

// A folder that no longer passes keeps what it held when it did.
static struct scenario_kept *listed_before(const struct host *h, struct str id)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        if (h->scenarios.p[i]->was_listed && str_eq(h->scenarios.p[i]->sc.id, id))
            return h->scenarios.p[i];
    return NULL;
}

struct reading {
    struct host *h;
    bool saved;         // folders that the editor writes
    struct jw *refused; // where to tell; may be NULL
};

static void refuse(const struct reading *rd, const char *folder, struct str faults)
{
    log_warn("scenario_refused", log_s("folder", folder));
    for (struct str rest = faults; rest.n;) {
        char line[512];
        struct str one = str_cut(&rest, '\n');
        snprintf(line, sizeof line, STR_FMT, STR_ARG(str_sub(one, 0, sizeof line - 1)));
        log_warn("scenario_fault", log_s("fault", line));
    }
    if (!rd->refused)
        return;
    jw_obj(rd->refused);
    jw_kcstr(rd->refused, "folder", folder);
    faults_json(rd->refused, faults);
    jw_end(rd->refused);
}

static void load_one(const struct reading *rd, const char *path)
{
    struct scenario_kept *k = new_one();
    const char *folder = strrchr(path, '/') + 1;
    struct buf faults;
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    int n = scenario_load(path, true, &k->arena, &k->sc, &k->other, &k->bytes, &faults);
    struct scenario_kept *now = n ? NULL : keep(rd->h, k);
    if (n) {
        free_one(k);
        refuse(rd, folder, buf_view(&faults));
        now = listed_before(rd->h, str_from_cstr(folder));
    }
    if (now && listed(rd->h, now->sc.id) == NULL) { // the first directory that has it
        now->listed = true;
        now->saved = rd->saved;
    }
    buf_free(&faults);
}

static void load_dir(const struct reading *rd, struct str dir)
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
            load_one(rd, file);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

// Forgets the oldest of those that nobody uses; a few stay, for a trial that is about to begin.
static void forget_unused(struct host *h, size_t spare)
{
    size_t unused = 0;
    for (size_t i = h->scenarios.n; i-- > 0;) {
        struct scenario_kept *k = h->scenarios.p[i];
        if (k->rooms || k->listed || ++unused <= spare)
            continue;
        vec_remove(&h->scenarios, i);
        free_one(k);
    }
}

size_t scenarios_reload(struct host *h, struct jw *refused)
{
    struct reading rd = {h, false, refused};
    struct str rest = str_from_cstr(h->scenario_dirs);
    size_t n = 0;
    for (size_t i = 0; i < h->scenarios.n; i++) {
        h->scenarios.p[i]->was_listed = h->scenarios.p[i]->listed;
        h->scenarios.p[i]->listed = false;
    }
    while (rest.n)
        load_dir(&rd, str_cut(&rest, ':'));
    rd.saved = true;
    if (h->saved_dir)
        load_dir(&rd, str_from_cstr(h->saved_dir));
    for (size_t i = 0; i < h->scenarios.n; i++)
        n += h->scenarios.p[i]->listed;
    forget_unused(h, SPARE_MAX);
    log_info("scenarios", log_i("listed", (int64_t)n));
    return n;
}

bool scenarios_open(struct host *h, const char *dirs, const char *state, char *err, size_t errn)
{
    vec_init(&h->scenarios, SCENARIOS_MAX);
    h->scenario_dirs = text_copy(dirs, "");
    h->saved_dir = state && *state ? text_copy(state, "/scenarios") : NULL;
    h->draft_dir = state && *state ? text_copy(state, "/drafts") : NULL;
    if (scenarios_reload(h, NULL) || h->limits.still) // whose rooms have their own
        return true;
    snprintf(err, errn,
             lang_pick("aucun scénario utilisable dans %s", "no scenario that can be used in %s"),
             dirs ? dirs : "(–)");
    return false;
}

void scenarios_close(struct host *h)
{
    for (size_t i = 0; i < h->scenarios.n; i++)
        free_one(h->scenarios.p[i]);
    vec_free(&h->scenarios);
    mem_free(h->scenario_dirs);
    mem_free(h->saved_dir);
    mem_free(h->draft_dir);
}

// ---- single ones

const struct scenario *scenario_find(const struct host *h, struct str id, struct str era)
{
    const struct scenario_kept *k = listed(h, id);
    k = k ? k : by_hash(h, id);
    if (!k)
        return NULL;
    if (!era.n || str_eq(era, k->sc.era))
        return &k->sc;
    return k->other.id.n && str_eq(era, k->other.era) ? &k->other : NULL;
}

static struct scenario_kept *recall(struct host *h, struct str hash)
{
    static const struct scenario_asked asked = {.file = "#"};
    unsigned char digest[DIGEST_BYTES];
    struct str text;
    struct buf faults;
    if (!secret_unhex(hash, digest) || store_scenario(h->store, digest, &text) != STORE_YES)
        return NULL;
    struct scenario_kept *k = new_one();
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    k->bytes = arena_str(&k->arena, text);
    bool good =
        k->bytes.p && scenario_read(k->bytes, &asked, &k->arena, &k->sc, &k->other, &faults) == 0;
    buf_free(&faults);
    if (!good) {
        free_one(k);
        return NULL;
    }
    k->stored = true;
    forget_unused(h, SPARE_MAX);
    return keep(h, k);
}

// Its own, and no other version: cards do not change under those who hold them. A log of before
// logs carried their scenario has none; whoever replays it knows and says so.
const struct scenario *scenario_of(struct host *h, const struct act *created)
{
    const struct val *era = &VAL(created, CREATED, ERA);
    struct str name = str_from_cstr(era->set ? field_names(FIELD_ERA)[era->i] : NULL);
    struct str hash = VAL(created, CREATED, HASH).s;
    if (!by_hash(h, hash))
        recall(h, hash);
    const struct scenario *sc = by_hash(h, hash) ? scenario_find(h, hash, name) : NULL;
    return !sc && h->limits.still ? scenario_find(h, VAL(created, CREATED, SCENARIO).s, name) : sc;
}

struct scenario_kept *scenario_kept_of(const struct host *h, const struct scenario *sc)
{
    return by_hash(h, sc->hash);
}

const struct scenario_kept *scenario_add(struct host *h, struct str text,
                                         const struct scenario_asked *asked, struct buf *faults)
{
    struct scenario_kept *k = new_one();
    k->bytes = arena_str(&k->arena, text);
    if (k->bytes.p && scenario_read(k->bytes, asked, &k->arena, &k->sc, &k->other, faults) == 0) {
        forget_unused(h, SPARE_MAX);
        return keep(h, k);
    }
    free_one(k);
    return NULL;
}

void scenario_store(struct host *h, const struct scenario *sc)
{
    struct scenario_kept *k = by_hash(h, sc->hash);
    struct store_scenario out;
    if (!k || k->stored)
        return;
    secret_digest(k->bytes, out.hash);
    out.text = k->bytes;
    store_put_scenario(h->store, &out);
    k->stored = true;
}

// ---- the list

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
    jw_kstr(w, "era", sc->era);
    jw_kbool(w, "two_eras", sc->two_eras);
    text2_json(w, "when", &sc->when);
    text2_json(w, "need", &sc->need);
    text2_json(w, "conflict", &sc->conflict);
    texts_json(w, "summary", sc->summary, SCENARIO_SUMMARY);
    place_json(w, &sc->place);
    play_json(w, sc);
    jw_end(w);
}

static int by_id(const void *a, const void *b)
{
    const struct scenario_kept *const *x = a, *const *y = b;
    return str_cmp((*x)->sc.id, (*y)->sc.id);
}

void scenarios_json(const struct host *h, struct jw *w)
{
    struct scenario_kept *sorted[SCENARIOS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < h->scenarios.n; i++)
        if (h->scenarios.p[i]->listed)
            sorted[n++] = h->scenarios.p[i];
    qsort(sorted, n, sizeof *sorted, by_id);
    jw_arr(w);
    for (size_t i = 0; i < n; i++)
        one_json(w, &sorted[i]->sc);
    jw_end(w);
}
