// An archive of files as they are, which whatever unpacks ZIP opens (its published format, 4.3):
// one download for a folder. Nothing in it is packed, and it says no hour: of the same files, the
// same bytes.
#ifndef TABLEE_CODEC_ZIP_H
#define TABLEE_CODEC_ZIP_H

#include "base/buf.h"

struct zip {
    struct buf *out; // borrowed; that it overflows is for its owner to see
    struct buf index;
    size_t from;
    unsigned files;
};

void zip_begin(struct zip *z, struct buf *out);
void zip_file(struct zip *z, const char *name, struct str bytes); // another name each time
void zip_end(struct zip *z);

#endif
