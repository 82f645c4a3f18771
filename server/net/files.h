// The files of the web client, in memory. The struct owns the bytes; it never changes once read.
#ifndef TABLEE_NET_FILES_H
#define TABLEE_NET_FILES_H

#include <stdbool.h>

#include "base/str.h"

struct file {
    char *path; // "/assets/x.js"
    char *bytes;
    size_t n;
    const char *type; // of the file without .br or .gz
    bool immutable;   // its name changes with its content
    char etag[40];    // with its quotes
};

struct files;

// Reads every file below `dir` whose name does not start with a dot; none when there is no such
// directory. Links and what is over 16 MB are left out.
struct files *files_read(const char *dir);
void files_free(struct files *f);
const struct file *files_get(const struct files *f, struct str path);
// The best variant of `file` for this Accept-Encoding; *encoding is NULL for the file itself.
const struct file *files_variant(const struct files *f, const struct file *file, struct str accept,
                                 const char **encoding);

#endif
