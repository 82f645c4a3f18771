#include "net/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/map.h"
#include "base/util.h"
#include "net/request.h"

enum { FILE_MAX = 16 << 20, FILES_MAX = 4096, PATH_LEN = 1024, DEPTH_MAX = 8 };

struct files {
    struct map map;
};

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

static struct str without_coding(struct str path)
{
    if (str_ends(path, STR(".br")) || str_ends(path, STR(".gz")))
        path.n -= 3;
    return path;
}

static const char *type_of(const char *path)
{
    struct str bare = without_coding(str_from_cstr(path));
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_ends(bare, str_from_cstr(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}

static bool read_all(int fd, char *p, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, p + done, n - done);
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static void file_free(struct file *file)
{
    mem_free(file->path);
    mem_free(file->bytes);
    mem_free(file);
}

static void add_file(struct files *f, const char *name, const char *path, size_t size)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct file *file = mem_alloc(sizeof *file);
    file->path = mem_alloc(strlen(path) + 1);
    memcpy(file->path, path, strlen(path));
    file->bytes = mem_alloc(size + 1);
    file->n = size;
    file->type = type_of(path);
    file->immutable = str_starts(str_from_cstr(path), STR("/assets/"));
    struct str bytes = {file->bytes, size};
    if (fd < 0 || !read_all(fd, file->bytes, size) ||
        !map_put(&f->map, str_from_cstr(file->path), file)) {
        log_warn("web_file_unread", log_s("path", path));
        file_free(file);
    } else {
        snprintf(file->etag, sizeof file->etag, "\"%016llx%016llx\"",
                 (unsigned long long)hash_bytes(bytes, 1),
                 (unsigned long long)hash_bytes(bytes, 2));
    }
    if (fd >= 0)
        close(fd);
}

// `name` is the directory on disk, `path` what the browser calls it, without a final slash.
// NOLINTNEXTLINE(misc-no-recursion): at most DEPTH_MAX
static void add_directory(struct files *f, const char *name, const char *path, int depth)
{
    DIR *dir = depth < DEPTH_MAX ? opendir(name) : NULL;
    if (!dir)
        return;
    for (struct dirent *e; (e = readdir(dir));) {
        char sub[PATH_LEN], sub_path[PATH_LEN];
        struct stat st;
        if (e->d_name[0] == '.' ||
            snprintf(sub, sizeof sub, "%s/%s", name, e->d_name) >= (int)sizeof sub ||
            snprintf(sub_path, sizeof sub_path, "%s/%s", path, e->d_name) >= (int)sizeof sub_path ||
            lstat(sub, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            add_directory(f, sub, sub_path, depth + 1);
        else if (S_ISREG(st.st_mode) && st.st_size <= FILE_MAX)
            add_file(f, sub, sub_path, (size_t)st.st_size);
    }
    closedir(dir);
}

struct files *files_read(const char *dir)
{
    struct files *f = mem_alloc(sizeof *f);
    map_init(&f->map, FILES_MAX, 0);
    if (dir)
        add_directory(f, dir, "", 0);
    return f;
}

void files_free(struct files *f)
{
    if (!f)
        return;
    size_t at = 0;
    for (const struct map_slot *s; (s = map_next(&f->map, &at));)
        file_free(s->value);
    map_free(&f->map);
    mem_free(f);
}

const struct file *files_get(const struct files *f, struct str path)
{
    return map_get(&f->map, path);
}

const struct file *files_variant(const struct files *f, const struct file *file, struct str accept,
                                 const char **encoding)
{
    static const struct {
        struct str coding;
        const char *ending, *name;
    } codings[] = {{STR_INIT("br"), ".br", "br"}, {STR_INIT("gzip"), ".gz", "gzip"}};
    for (size_t i = 0; i < ARRAY_LEN(codings); i++) {
        char path[PATH_LEN];
        int n = snprintf(path, sizeof path, "%s%s", file->path, codings[i].ending);
        const struct file *v = n < (int)sizeof path ? files_get(f, str_from_cstr(path)) : NULL;
        if (v && request_accepts(accept, codings[i].coding)) {
            *encoding = codings[i].name;
            return v;
        }
    }
    *encoding = NULL;
    return file;
}
