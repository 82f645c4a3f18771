// Folders of scenarios, read and checked where the loop does not wait for it: nothing here may
// touch the host. What is listed already, by its bytes, is not checked again.
#include "host/shelf.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "host/files.h"
#include "host/secrets.h"

enum { SCENARIO_ARENA = 4 << 20, PATH_BYTES = 1024 };

static struct scenario_kept *kept_new(void)
{
    struct scenario_kept *k = mem_alloc(sizeof *k);
    arena_init(&k->arena, SCENARIO_ARENA);
    return k;
}

void kept_free(struct scenario_kept *k)
{
    if (!k)
        return;
    arena_free(&k->arena);
    mem_free(k);
}

static void put_hash(struct scenario_kept *k)
{
    text_digest(k->bytes, k->hash);
    k->sc.hash = k->other.hash = (struct str){(const char *)k->hash, sizeof k->hash};
}

void scenario_check(struct checked *c, struct str text, const struct scenario_asked *asked,
                    bool french)
{
    struct scenario_kept *k = c->kept = kept_new();
    file_faults_init(&c->faults, french);
    k->bytes = arena_str(&k->arena, text);
    c->n = 1; // what does not even fit
    if (k->bytes.p)
        c->n = scenario_read(k->bytes, asked, &k->arena, &k->sc, &k->other, &c->faults);
    put_hash(k);
}

void checked_free(struct checked *c)
{
    kept_free(c->kept);
    file_faults_free(&c->faults);
    c->kept = NULL;
}

// ---- reading folders

void shelf_init(struct shelf *s, const char *folders, const char *saved, bool french)
{
    s->french = french;
    s->folders = folders;
    s->saved = saved;
    vec_init(&s->known, SHELF_MAX);
    vec_init(&s->items, SHELF_MAX);
}

void shelf_free(struct shelf *s)
{
    for (size_t i = 0; i < s->items.n; i++) {
        kept_free(s->items.p[i]->kept);
        file_faults_free(&s->items.p[i]->faults);
        mem_free(s->items.p[i]);
    }
    vec_free(&s->items);
    vec_free(&s->known);
}

static const struct scenario_kept *known_of(const struct shelf *s, const char *file,
                                            struct str folder)
{
    const struct scenario_kept *found = NULL;
    struct buf text;
    unsigned char hash[DIGEST_BYTES];
    buf_init(&text, SCENARIO_BYTES_MAX + 1);
    if (s->known.n && read_whole(file, &text)) {
        text_digest(buf_view(&text), hash);
        for (size_t i = 0; i < s->known.n && !found; i++)
            if (memcmp(s->known.p[i]->hash, hash, sizeof hash) == 0 &&
                str_eq(s->known.p[i]->sc.id, folder))
                found = s->known.p[i];
    }
    buf_free(&text);
    return found;
}

static void load_one(struct shelf *s, const char *dir, const char *folder, bool saved)
{
    char path[2 * PATH_BYTES], file[2 * PATH_BYTES + 32];
    struct shelf_item *item = mem_alloc(sizeof *item);
    snprintf(path, sizeof path, "%s/%s", dir, folder);
    snprintf(file, sizeof file, "%s/scenario.json", path);
    snprintf(item->folder, sizeof item->folder, "%s", folder);
    item->saved = saved;
    item->known = known_of(s, file, str_from_cstr(folder));
    file_faults_init(&item->faults, s->french);
    if (!item->known) {
        struct scenario_kept *k = item->kept = kept_new();
        item->n = scenario_load(path, &k->arena, &k->sc, &k->other, &k->bytes, &item->faults);
        put_hash(k);
    }
    if (item->n) {
        kept_free(item->kept);
        item->kept = NULL;
    }
    CHECK(vec_push(&s->items, item));
}

static void load_dir(struct shelf *s, struct str dir, bool saved)
{
    char path[PATH_BYTES];
    struct dirent **names;
    snprintf(path, sizeof path, STR_FMT, STR_ARG(dir));
    int n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char file[PATH_BYTES + 300];
        snprintf(file, sizeof file, "%s/%s/scenario.json", path, names[i]->d_name);
        FILE *there =
            names[i]->d_name[0] == '.' || s->items.n == SHELF_MAX ? NULL : fopen(file, "re");
        if (there) {
            fclose(there);
            load_one(s, path, names[i]->d_name, saved);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

void shelf_read(struct shelf *s)
{
    struct str rest = str_from_cstr(s->folders);
    while (rest.n)
        load_dir(s, str_cut(&rest, ':'), false);
    if (s->saved)
        load_dir(s, str_from_cstr(s->saved), true);
}
