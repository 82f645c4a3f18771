// Scenarios: those listed, as their folders are now, and every version that a room began with.
#include "host/scenarios.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "codec/scenario_json.h"
#include "host/chain.h"
#include "host/desk.h"
#include "host/shelf.h"
#include "host/state.h"

enum { SPARE_MAX = 8, LINE_BYTES = 16 << 10 };

struct scenarios {
    VEC(struct scenario_kept *) all;
};

static struct scenario_kept *by_hash(const struct host *h, struct str hash)
{
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        if (str_eq(hash, h->scenarios->all.p[i]->sc.hash))
            return h->scenarios->all.p[i];
    return NULL;
}

static struct scenario_kept *listed(const struct host *h, struct str id)
{
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        if (h->scenarios->all.p[i]->listed && str_eq(h->scenarios->all.p[i]->sc.id, id))
            return h->scenarios->all.p[i];
    return NULL;
}

// Takes it over: what is known already by its bytes is not kept twice. NULL when there is no room.
static struct scenario_kept *keep(struct host *h, struct scenario_kept *k)
{
    struct scenario_kept *same = by_hash(h, k->sc.hash);
    if (!same && vec_push(&h->scenarios->all, k))
        return k;
    kept_free(k);
    return same;
}

// ---- faults

void faults_json(struct jw *w, const struct file_faults *faults)
{
    struct file_fault fault;
    jw_karr(w, "faults");
    for (size_t place = 0; file_faults_next(faults, &place, &fault);) {
        jw_obj(w);
        jw_kstr(w, "at", fault.at.n ? fault.at : STR("$"));
        jw_kstr(w, "say", fault.say);
        jw_end(w);
    }
    jw_end(w);
}

// Forgets the oldest of those that nobody uses; a few stay, for a trial that is about to begin.
static void forget_unused(struct host *h, size_t spare)
{
    size_t unused = 0;
    for (size_t i = h->scenarios->all.n; i-- > 0;) {
        struct scenario_kept *k = h->scenarios->all.p[i];
        if (k->rooms || k->listed || ++unused <= spare)
            continue;
        vec_remove(&h->scenarios->all, i);
        kept_free(k);
    }
}

// ---- what was read of the folders

// A folder that no longer passes keeps what it held when it did.
static struct scenario_kept *listed_before(const struct host *h, struct str id)
{
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        if (h->scenarios->all.p[i]->was_listed && str_eq(h->scenarios->all.p[i]->sc.id, id))
            return h->scenarios->all.p[i];
    return NULL;
}

static void refuse(struct jw *refused, const char *folder, const struct file_faults *faults)
{
    struct file_fault fault;
    struct buf line;
    log_warn("scenario_refused", log_s("folder", folder));
    buf_init(&line, LINE_BYTES);
    for (size_t place = 0; file_faults_next(faults, &place, &fault);) {
        buf_reset(&line);
        file_fault_line(faults, &fault, &line);
        log_warn("scenario_fault", log_s("fault", buf_cstr(&line)));
    }
    buf_free(&line);
    if (!refused)
        return;
    jw_obj(refused);
    jw_kcstr(refused, "folder", folder);
    faults_json(refused, faults);
    jw_end(refused);
}

static void refuse_full(const struct host *h, struct jw *refused, const char *folder, bool french)
{
    struct file_faults faults;
    char say[128];
    snprintf(say, sizeof say,
             french ? "trouvé plus de %u scénarios, attendu %u au plus"
                    : "found more than %u scenarios, expected %u at most",
             h->limits.max_scenarios, h->limits.max_scenarios);
    file_faults_init(&faults, french);
    file_faults_add(&faults,
                    &(struct file_fault){.file = str_from_cstr(folder), .say = str_from_cstr(say)});
    refuse(refused, folder, &faults);
    file_faults_free(&faults);
}

static struct scenario_kept *install_one(struct host *h, struct shelf_item *item,
                                         struct jw *refused)
{
    struct scenario_kept *k = item->kept;
    item->kept = NULL;
    if (item->n)
        refuse(refused, item->folder, &item->faults);
    return item->known ? by_hash(h, item->known->sc.hash)
           : item->n   ? listed_before(h, str_from_cstr(item->folder))
                       : keep(h, k);
}

size_t scenarios_install(struct host *h, struct shelf *s, struct jw *refused)
{
    size_t n = 0;
    for (size_t i = 0; i < h->scenarios->all.n; i++) {
        h->scenarios->all.p[i]->was_listed = h->scenarios->all.p[i]->listed;
        h->scenarios->all.p[i]->listed = false;
    }
    for (size_t i = 0; i < s->items.n; i++) {
        struct shelf_item *item = s->items.p[i];
        struct scenario_kept *k = install_one(h, item, refused);
        if (!k || listed(h, k->sc.id)) // the first directory that has it
            continue;
        if (n == h->limits.max_scenarios) {
            refuse_full(h, refused, item->folder, s->french);
            continue;
        }
        k->listed = true;
        k->saved = item->saved;
        n++;
    }
    forget_unused(h, SPARE_MAX);
    log_info("scenarios", log_i("listed", (int64_t)n));
    return n;
}

void scenarios_known(const struct host *h, struct shelf *s)
{
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        if (h->scenarios->all.p[i]->listed)
            vec_push(&s->known, h->scenarios->all.p[i]);
}

struct scenario_kept *scenario_list(struct host *h, struct scenario_kept *k)
{
    struct scenario_kept *before = listed(h, k->sc.id);
    struct scenario_kept *now = keep(h, k);
    if (!now)
        return NULL;
    if (before)
        before->listed = false;
    now->listed = now->saved = true;
    forget_unused(h, SPARE_MAX);
    return now;
}

bool scenarios_open(struct host *h, const char *dirs, const char *state, char *err, size_t errn)
{
    struct shelf s;
    // A reload that changes all holds them twice; and each room in memory may have one of its own,
    // so that no list, however long, keeps a stored room from its scenario.
    h->scenarios = mem_alloc(sizeof *h->scenarios);
    vec_init(&h->scenarios->all,
             2 * (size_t)h->limits.max_scenarios + h->limits.max_rooms + SPARE_MAX);
    h->desk = desk_new(dirs, state);
    desk_shelf(h->desk, &s, lang_french());
    shelf_read(&s);
    size_t n = scenarios_install(h, &s, NULL);
    shelf_free(&s);
    if (n || h->limits.still) // whose rooms have their own
        return true;
    snprintf(err, errn,
             lang_pick("aucun scénario utilisable dans %s", "no scenario that can be used in %s"),
             dirs ? dirs : "(–)");
    return false;
}

void scenarios_close(struct host *h)
{
    desk_free(h->desk);
    if (!h->scenarios)
        return;
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        kept_free(h->scenarios->all.p[i]);
    vec_free(&h->scenarios->all);
    mem_free(h->scenarios);
}

// ---- single ones

static const struct scenario *of_era(const struct scenario_kept *k, struct str era)
{
    if (!k)
        return NULL;
    if (!era.n || str_eq(era, k->sc.era))
        return &k->sc;
    return k->other.id.n && str_eq(era, k->other.era) ? &k->other : NULL;
}

const struct scenario *scenario_find(const struct host *h, struct str id, struct str era)
{
    unsigned char hash[DIGEST_BYTES];
    const struct scenario_kept *k = listed(h, id);
    if (!k && secret_unhex(id, hash))
        k = by_hash(h, (struct str){(const char *)hash, sizeof hash});
    return of_era(k, era);
}

static enum store_answer recall(struct host *h, struct str hash, struct scenario_kept **out)
{
    static const struct scenario_asked asked = {.file = "#"};
    struct checked c;
    struct str text;
    enum store_answer answer = store_scenario(h->store, (const unsigned char *)hash.p, &text);
    if (answer != STORE_YES)
        return answer;
    scenario_check(&c, text, &asked, false);
    if (c.n == 0 && c.kept) {
        c.kept->stored = true;
        forget_unused(h, SPARE_MAX);
        *out = keep(h, c.kept);
        c.kept = NULL;
    }
    checked_free(&c);
    return answer;
}

// Its own, and no other version: cards do not change under those who hold them. A log of before
// logs carried their scenario has none; whoever replays such a file knows and says so.
enum store_answer scenario_of(struct host *h, const struct act *created,
                              const struct scenario **out)
{
    const struct val *era = &VAL(created, CREATED, ERA);
    struct str name = str_from_cstr(era->set ? field_names(FIELD_ERA)[era->i] : NULL);
    struct str hash = VAL(created, CREATED, HASH).s;
    struct scenario_kept *k = by_hash(h, hash);
    enum store_answer answer = k ? STORE_YES : recall(h, hash, &k);
    *out = of_era(k, name);
    if (!*out && h->limits.still)
        *out = scenario_find(h, VAL(created, CREATED, SCENARIO).s, name);
    if (*out)
        return STORE_YES;
    return answer == STORE_YES ? STORE_NO : answer; // it is kept, and has not that era
}

struct scenario_kept *scenario_kept_of(const struct host *h, const struct scenario *sc)
{
    return by_hash(h, sc->hash);
}

struct scenario_kept *scenario_hold(const struct host *h, const struct scenario *sc)
{
    struct scenario_kept *k = scenario_kept_of(h, sc);
    k->rooms++;
    return k;
}

void scenario_unhold(struct scenario_kept *k)
{
    k->rooms--;
}

const struct scenario_kept *scenario_add(struct host *h, struct scenario_kept *k)
{
    forget_unused(h, SPARE_MAX);
    return keep(h, k);
}

void scenario_store(struct host *h, const struct scenario *sc)
{
    struct scenario_kept *k = by_hash(h, sc->hash);
    struct store_scenario out;
    if (!k || k->stored)
        return;
    memcpy(out.hash, k->hash, sizeof out.hash);
    out.text = k->bytes;
    store_put_scenario(h->store, &out);
    k->stored = true;
}

void scenarios_unstored(struct host *h)
{
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        h->scenarios->all.p[i]->stored = false;
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
    struct scenario_kept **sorted = mem_alloc((h->limits.max_scenarios + 1) * sizeof *sorted);
    size_t n = 0;
    for (size_t i = 0; i < h->scenarios->all.n; i++)
        if (h->scenarios->all.p[i]->listed)
            sorted[n++] = h->scenarios->all.p[i];
    qsort(sorted, n, sizeof *sorted, by_id);
    jw_arr(w);
    for (size_t i = 0; i < n; i++)
        one_json(w, &sorted[i]->sc);
    jw_end(w);
    mem_free(sorted);
}

bool scenarios_full(const struct host *h)
{
    size_t all = 0, saved = 0;
    for (size_t i = 0; i < h->scenarios->all.n; i++) {
        const struct scenario_kept *k = h->scenarios->all.p[i];
        all += k->listed;
        saved += k->listed && k->saved;
    }
    return all >= h->limits.max_scenarios || saved >= SAVED_MAX;
}
