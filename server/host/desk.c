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

enum { NAME_BYTES = 4096 };

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
    VEC(struct sketch_known *) known;
};

struct desk *desk_new(const char *folders, const char *state)
{
    struct desk *d = mem_alloc(sizeof *d);
    d->folders = text_copy(folders, "");
    d->saved = state && *state ? text_copy(state, "/scenarios") : NULL;
    d->sketches = state && *state ? text_copy(state, "/drafts") : NULL;
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

bool sketch_read(const struct desk *d, struct str id, struct buf *out, char hash[DIGEST_TEXT])
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

void sketches_each(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx)
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
    char name[NAME_BYTES];
    enum sketch_result may = compare(d, id, base);
    if (may != SKETCH_OK)
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
    sketch_name(d, id, name);
    return unlink(name) == 0 && sync_around(name) ? SKETCH_OK : SKETCH_FAILED;
}

enum sketch_result sketch_publish(const struct desk *d, struct str id, struct str text)
{
    char folder[NAME_BYTES / 2], name[NAME_BYTES];
    if (!d->saved)
        return SKETCH_READ_ONLY;
    snprintf(folder, sizeof folder, "%s/" STR_FMT, d->saved, STR_ARG(id));
    snprintf(name, sizeof name, "%s/scenario.json", folder);
    return make_dir(d->saved) && make_dir(folder) && replace(name, text) ? SKETCH_OK
                                                                         : SKETCH_FAILED;
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
