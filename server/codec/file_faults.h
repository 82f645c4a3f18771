// What is wrong with a file that somebody wrote: each fault in its parts, said once in the language
// of whoever asked, and shown as a line or as the members of an object. Owns its texts.
#ifndef TABLEE_CODEC_FILE_FAULTS_H
#define TABLEE_CODEC_FILE_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

struct file_fault {
    struct str file; // as it was named
    struct str at;   // the way to the value, as $.phases[2].seconds; empty: it is of the whole file
    struct str say;  // what was found, what was expected
};

struct file_faults {
    struct buf parts; // of each: its three texts, with a NUL behind each
    bool french;
};

void file_faults_init(struct file_faults *f, bool french); // takes no memory yet
void file_faults_free(struct file_faults *f);
void file_faults_reset(struct file_faults *f);

// Past 64 KiB nothing more is kept.
void file_faults_add(struct file_faults *f, const struct file_fault *fault);
// The one that begins at *place, 0 for the first, which then is that of the next; false: no more.
// The views last until the next is added.
bool file_faults_next(const struct file_faults *f, size_t *place, struct file_fault *out);
// FILE: $.way: what is wrong
void file_fault_line(const struct file_faults *f, const struct file_fault *fault, struct buf *out);
// All of them, a line each.
void file_faults_lines(const struct file_faults *f, struct buf *out);

#endif
