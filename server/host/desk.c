// The editor's files: sketches, one file each, and the scenarios made from them, one folder each.
// A file is replaced whole, or not at all, and what was replaced stays so when the power fails.
// All of it is slow, and runs where the loop does not wait for it (library.h): nothing here may
// touch the host.
#include "host/desk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "host/files.h"
#include "host/secrets.h"
#include "host/shelf.h"

enum { NAME_BYTES = 4096, COPIES_MAX = 1024 };

bool sketch_id_good(struct str id)
{
    bool hyphen = true; // may not begin with one, nor have two together, nor end with one
    if (!id.n || id.n > SCENARIO_ID_MAX)
        return false;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool sign = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!sign && (c != '-' || hyphen))
            return false;
        hyphen = c == '-';
    }
    return !hyphen;
}

struct desk {
    char *folders;          // directories of scenario folders, separated by ':'
    char *saved, *sketches; // the editor's; NULL: nothing is kept on disk
    struct store *shared;   // that they are copies of, or NULL
    VEC(struct sketch_known *) known;
};

// What one had before it shared is no copy of anything, and stays as it is.
struct desk *desk_new(const char *folders, const char *state, struct store *store)
{
    struct desk *d = mem_alloc(sizeof *d);
    bool kept = state && *state, shared = store_is_shared(store);
    d->folders = text_copy(folders, "");
    d->saved = kept ? text_copy(state, shared ? "/shared-scenarios" : "/scenarios") : NULL;
    d->sketches = kept ? text_copy(state, shared ? "/shared-drafts" : "/drafts") : NULL;
    d->shared = kept && shared ? store : NULL;
    vec_init(&d->known, SAVED_MAX);
    return d;
}

void desk_free(struct desk *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->known.n; i++)
        mem_free(d->known.p[i]);
    vec_free(&d->known);
    mem_free(d->folders);
    mem_free(d->saved);
    mem_free(d->sketches);
    mem_free(d);
}

bool desk_saves(const struct desk *d)
{
    return d->sketches != NULL;
}

void desk_shelf(const struct desk *d, struct shelf *s, bool french)
{
    shelf_init(s, d->folders, d->saved, french);
}

static void sketch_name(const struct desk *d, struct str id, char out[NAME_BYTES])
{
    snprintf(out, NAME_BYTES, "%s/" STR_FMT ".json", d->sketches, STR_ARG(id));
}

static bool read_here(const struct desk *d, struct str id, struct buf *out, char hash[DIGEST_TEXT])
{
    char name[NAME_BYTES];
    if (!d->sketches || !sketch_id_good(id))
        return false;
    sketch_name(d, id, name);
    size_t before = out->n;
    if (!read_whole(name, out))
        return false;
    text_hash(str_sub(buf_view(out), before, out->n), hash);
    return true;
}

static bool write_all(int fd, struct str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n <= 0)
            return false;
        text = str_sub(text, (size_t)n, text.n);
    }
    return fsync(fd) == 0;
}

// The directory that `name` is in: until then, a name that was added, changed or taken away may
// be as it was after the power failed.
static bool sync_around(const char *name)
{
    char dir[NAME_BYTES];
    snprintf(dir, sizeof dir, "%.*s", (int)(strrchr(name, '/') - name), name);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); // where there is nothing to sync
    if (fd >= 0)
        close(fd);
    return good;
}

static bool make_dir(const char *name)
{
    if (mkdir(name, 0700) == 0)
        return sync_around(name);
    return errno == EEXIST;
}

static bool replace(const char *name, struct str text)
{
    char fresh[NAME_BYTES + 8];
    snprintf(fresh, sizeof fresh, "%s.new", name);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = fd >= 0 && write_all(fd, text);
    if (fd >= 0)
        close(fd);
    good = good && rename(fresh, name) == 0 && sync_around(name);
    if (!good)
        log_error("scenario_unwritten", log_s("file", name), log_s("why", strerror(errno)));
    return good;
}

static int is_sketch(const struct dirent *e)
{
    struct str name = str_from_cstr(e->d_name);
    return str_ends(name, STR(".json")) && sketch_id_good(str_sub(name, 0, name.n - 5));
}

static void each_here(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx)
{
    struct dirent **names;
    int n = d->sketches ? scandir(d->sketches, &names, is_sketch, alphasort) : -1;
    for (int i = 0; i < n; i++) {
        each(ctx, str_sub(str_from_cstr(names[i]->d_name), 0, strlen(names[i]->d_name) - 5));
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

// ---- what servers that share a store have in common

struct copy {
    char id[SCENARIO_ID_MAX + 1], hash[DIGEST_TEXT];
};
struct copies {
    VEC(struct copy) all;
    VEC(struct copy) over; // here, and no more there
};

static void note_copy(void *ctx, struct str name, struct str hash)
{
    struct copies *c = ctx;
    struct copy one;
    if (!sketch_id_good(name) || hash.n >= sizeof one.hash)
        return;
    snprintf(one.id, sizeof one.id, STR_FMT, STR_ARG(name));
    snprintf(one.hash, sizeof one.hash, STR_FMT, STR_ARG(hash));
    vec_push(&c->all, one);
}

static void note_over(void *ctx, struct str id)
{
    struct copies *c = ctx;
    struct copy one = {0};
    for (size_t i = 0; i < c->all.n; i++)
        if (str_eq_cstr(id, c->all.p[i].id))
            return;
    snprintf(one.id, sizeof one.id, STR_FMT, STR_ARG(id));
    vec_push(&c->over, one);
}

static bool place(const struct desk *d, enum store_drawer in, struct str id, char out[NAME_BYTES])
{
    char folder[NAME_BYTES / 2];
    snprintf(folder, sizeof folder, "%s/" STR_FMT, d->saved, STR_ARG(id));
    if (in == STORE_SKETCHES)
        sketch_name(d, id, out);
    else
        snprintf(out, NAME_BYTES, "%s/scenario.json", folder);
    return in == STORE_SKETCHES ? make_dir(d->sketches) : make_dir(d->saved) && make_dir(folder);
}

static void bring(const struct desk *d, enum store_drawer in, const struct copy *c)
{
    char name[NAME_BYTES], hash[DIGEST_TEXT] = "";
    struct str id = str_from_cstr(c->id);
    struct buf text;
    if (!place(d, in, id, name))
        return;
    buf_init(&text, 2 * HOST_SENT_MAX);
    if (read_whole(name, &text))
        text_hash(buf_view(&text), hash);
    buf_reset(&text);
    if (strcmp(hash, c->hash) != 0 && store_file(d->shared, in, id, &text))
        replace(name, buf_view(&text));
    buf_free(&text);
}

// The one of that name, or all when it is empty. When the database does not answer, what is here is
// what was there when it last did.
static void pull(const struct desk *d, enum store_drawer in, struct str id)
{
    struct copies c;
    char name[NAME_BYTES];
    if (!d->shared)
        return;
    vec_init(&c.all, COPIES_MAX);
    vec_init(&c.over, COPIES_MAX);
    bool good = store_files(d->shared, in, id, note_copy, &c);
    for (size_t i = 0; i < c.all.n; i++)
        bring(d, in, &c.all.p[i]);
    if (good && in == STORE_SKETCHES && id.n)
        note_over(&c, id);
    else if (good && in == STORE_SKETCHES)
        each_here(d, note_over, &c);
    for (size_t i = 0; i < c.over.n; i++) {
        sketch_name(d, str_from_cstr(c.over.p[i].id), name);
        unlink(name);
    }
    vec_free(&c.all);
    vec_free(&c.over);
}

void desk_renew(const struct desk *d)
{
    pull(d, STORE_PUBLISHED, STR(""));
}

bool sketch_read(const struct desk *d, struct str id, struct buf *out, char hash[DIGEST_TEXT])
{
    if (sketch_id_good(id))
        pull(d, STORE_SKETCHES, id);
    return read_here(d, id, out, hash);
}

void sketches_each(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx)
{
    pull(d, STORE_SKETCHES, STR(""));
    each_here(d, each, ctx);
}

// True: the store has it, or nobody shares it. Who was a moment too late hears what they would have
// heard a moment later.
static bool filed(const struct desk *d, struct str id, enum store_filed filed,
                  enum sketch_result *result)
{
    *result = filed == FILED_YES ? SKETCH_OK : filed == FILED_NO ? SKETCH_CHANGED : SKETCH_FAILED;
    if (filed == FILED_FAILED)
        log_error("scenario_unwritten", log_s("file", id.p), log_s("why", "database"));
    if (filed == FILED_NO)
        pull(d, STORE_SKETCHES, id);
    return filed == FILED_YES;
}

static void count_one(void *ctx, struct str id)
{
    UNUSED(id);
    ++*(int *)ctx;
}

// Whether the sketch is still what `base` says.
static enum sketch_result compare(const struct desk *d, struct str id, struct str base)
{
    struct buf now;
    char hash[DIGEST_TEXT] = "";
    int n = 0;
    if (!d->sketches)
        return SKETCH_READ_ONLY;
    buf_init(&now, 2 * HOST_SENT_MAX);
    bool there = sketch_read(d, id, &now, hash);
    buf_free(&now);
    if (there || base.n)
        return str_eq_cstr(base, hash) ? SKETCH_OK : there ? SKETCH_CHANGED : SKETCH_NONE;
    sketches_each(d, count_one, &n);
    return n < SAVED_MAX ? SKETCH_OK : SKETCH_FULL;
}

enum sketch_result sketch_write(const struct desk *d, struct str id, struct str base,
                                struct str text)
{
    char name[NAME_BYTES], hash[DIGEST_TEXT];
    enum sketch_result may = compare(d, id, base);
    text_hash(text, hash);
    const struct store_file f = {STORE_SKETCHES, id, str_from_cstr(hash), text, false, base};
    if (may != SKETCH_OK)
        return may;
    if (d->shared && !filed(d, id, store_file_put(d->shared, &f), &may))
        return may;
    sketch_name(d, id, name);
    return make_dir(d->sketches) && replace(name, text) ? SKETCH_OK : SKETCH_FAILED;
}

enum sketch_result sketch_delete(const struct desk *d, struct str id, struct str base)
{
    char name[NAME_BYTES];
    enum sketch_result may = base.n ? compare(d, id, base) : SKETCH_NONE;
    if (may != SKETCH_OK)
        return may;
    if (d->shared && !filed(d, id, store_file_drop(d->shared, STORE_SKETCHES, id, base), &may))
        return may;
    sketch_name(d, id, name);
    return unlink(name) == 0 && sync_around(name) ? SKETCH_OK : SKETCH_FAILED;
}

enum sketch_result sketch_publish(const struct desk *d, struct str id, struct str text)
{
    char name[NAME_BYTES], hash[DIGEST_TEXT];
    enum sketch_result may;
    if (!d->saved)
        return SKETCH_READ_ONLY;
    text_hash(text, hash);
    const struct store_file f = {STORE_PUBLISHED, id, str_from_cstr(hash), text, true, STR("")};
    if (d->shared && !filed(d, id, store_file_put(d->shared, &f), &may))
        return may;
    return place(d, STORE_PUBLISHED, id, name) && replace(name, text) ? SKETCH_OK : SKETCH_FAILED;
}

// ---- what was found of each sketch, so that a list checks only what changed

static struct sketch_known *known_of(const struct desk *d, struct str id)
{
    for (size_t i = 0; i < d->known.n; i++)
        if (str_eq_cstr(id, d->known.p[i]->id))
            return d->known.p[i];
    return NULL;
}

// A sketch's may be of any length; a list shows its beginning, in whole signs.
static void put_title(char out[SKETCH_TITLE_BYTES], struct str title)
{
    size_t n = MIN(title.n, (size_t)SKETCH_TITLE_BYTES - 1);
    while (n && n < title.n && ((unsigned char)title.p[n] & 0xc0) == 0x80)
        n--;
    snprintf(out, SKETCH_TITLE_BYTES, "%.*s", (int)n, title.p);
}

// The one noted longest ago makes place: of a sketch that is no more, or that is looked at again.
static struct sketch_known *known_for(struct desk *d, struct str id)
{
    struct sketch_known *known = known_of(d, id);
    if (known)
        return known;
    if (!vec_has_room(&d->known)) {
        mem_free(d->known.p[0]);
        vec_remove(&d->known, 0);
    }
    known = mem_alloc(sizeof *known);
    CHECK(vec_push(&d->known, known));
    return known;
}

const struct sketch_known *sketch_remember(struct desk *d, struct str id,
                                           const char hash[DIGEST_TEXT], const struct checked *c)
{
    struct sketch_known *known = known_for(d, id);
    snprintf(known->id, sizeof known->id, STR_FMT, STR_ARG(id));
    memcpy(known->hash, hash, DIGEST_TEXT);
    put_title(known->fr, c->kept->sc.title.fr);
    put_title(known->en, c->kept->sc.title.en);
    known->faults = c->n;
    known->version = c->kept->sc.version;
    return known;
}

const struct sketch_known *sketch_look(struct desk *d, struct str id)
{
    struct buf text;
    char hash[DIGEST_TEXT];
    buf_init(&text, 2 * HOST_SENT_MAX);
    bool there = sketch_read(d, id, &text, hash);
    const struct sketch_known *known = there ? known_of(d, id) : NULL;
    if (there && (!known || strcmp(known->hash, hash) != 0)) {
        const struct scenario_asked asked = {.file = "#", .folder = id};
        struct checked c;
        scenario_check(&c, buf_view(&text), &asked, false);
        known = sketch_remember(d, id, hash, &c);
        checked_free(&c);
    }
    buf_free(&text);
    return known;
}
