// The editor's files: drafts, one file each, and the scenarios made from them, one folder each.
// A file is replaced whole, or not at all.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "host/host_parts.h"

enum { NAME_BYTES = 4096 };

char *text_copy(const char *a, const char *b)
{
    struct str x = str_from_cstr(a), y = str_from_cstr(b);
    char *out = mem_alloc(x.n + y.n + 1);
    if (x.n)
        memcpy(out, x.p, x.n);
    if (y.n)
        memcpy(out + x.n, y.p, y.n);
    return out;
}

bool draft_id_good(struct str id)
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

static void draft_name(const struct host *h, struct str id, char out[NAME_BYTES])
{
    snprintf(out, NAME_BYTES, "%s/" STR_FMT ".json", h->draft_dir, STR_ARG(id));
}

static void hash_of(struct str text, char hash[65])
{
    unsigned char digest[DIGEST_BYTES];
    secret_digest(text, digest);
    secret_hex(digest, hash);
}

static bool read_whole(const char *name, struct buf *out)
{
    FILE *in = fopen(name, "rbe");
    size_t n = 1;
    if (!in)
        return false;
    while (n > 0 && !out->overflow) {
        char some[8192];
        n = fread(some, 1, sizeof some, in);
        buf_put(out, some, n);
    }
    bool good = !ferror(in) && !out->overflow;
    fclose(in);
    return good;
}

bool draft_read(const struct host *h, struct str id, struct buf *out, char hash[65])
{
    char name[NAME_BYTES];
    if (!h->draft_dir || !draft_id_good(id))
        return false;
    draft_name(h, id, name);
    size_t before = out->n;
    if (!read_whole(name, out))
        return false;
    hash_of(str_sub(buf_view(out), before, out->n), hash);
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

static bool replace(const char *name, struct str text)
{
    char fresh[NAME_BYTES + 8];
    snprintf(fresh, sizeof fresh, "%s.new", name);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = fd >= 0 && write_all(fd, text);
    if (fd >= 0)
        close(fd);
    good = good && rename(fresh, name) == 0;
    if (!good)
        log_error("scenario_unwritten", log_s("file", name), log_s("why", strerror(errno)));
    return good;
}

static int is_draft(const struct dirent *e)
{
    struct str name = str_from_cstr(e->d_name);
    return str_ends(name, STR(".json")) && draft_id_good(str_sub(name, 0, name.n - 5));
}

void drafts_each(const struct host *h, void (*each)(void *ctx, struct str id), void *ctx)
{
    struct dirent **names;
    int n = h->draft_dir ? scandir(h->draft_dir, &names, is_draft, alphasort) : -1;
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

// Whether the draft is still what `base` says.
static enum draft_result compare(const struct host *h, struct str id, struct str base)
{
    struct buf now;
    char hash[65] = "";
    int n = 0;
    if (!h->draft_dir)
        return DRAFT_READ_ONLY;
    buf_init(&now, 2 * HOST_SENT_MAX);
    bool there = draft_read(h, id, &now, hash);
    buf_free(&now);
    if (there || base.n)
        return str_eq_cstr(base, hash) ? DRAFT_OK : there ? DRAFT_CHANGED : DRAFT_NONE;
    drafts_each(h, count_one, &n);
    return n < SAVED_MAX ? DRAFT_OK : DRAFT_FULL;
}

enum draft_result draft_write(const struct host *h, struct str id, struct str base, struct str text,
                              char hash[65])
{
    char name[NAME_BYTES];
    enum draft_result may = compare(h, id, base);
    if (may != DRAFT_OK)
        return may;
    draft_name(h, id, name);
    mkdir(h->draft_dir, 0700);
    hash_of(text, hash);
    return replace(name, text) ? DRAFT_OK : DRAFT_FAILED;
}

enum draft_result draft_delete(const struct host *h, struct str id, struct str base)
{
    char name[NAME_BYTES];
    enum draft_result may = base.n ? compare(h, id, base) : DRAFT_NONE;
    if (may != DRAFT_OK)
        return may;
    draft_name(h, id, name);
    return unlink(name) == 0 ? DRAFT_OK : DRAFT_FAILED;
}

enum draft_result draft_publish(const struct host *h, struct str id, struct str text)
{
    char folder[NAME_BYTES / 2], name[NAME_BYTES];
    if (!h->saved_dir)
        return DRAFT_READ_ONLY;
    snprintf(folder, sizeof folder, "%s/" STR_FMT, h->saved_dir, STR_ARG(id));
    snprintf(name, sizeof name, "%s/scenario.json", folder);
    mkdir(h->saved_dir, 0700);
    mkdir(folder, 0700);
    return replace(name, text) ? DRAFT_OK : DRAFT_FAILED;
}
