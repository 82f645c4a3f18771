
// Whole files and their hashes, for whoever reads them where the loop does not wait: any thread.
#ifndef TABLEE_HOST_FILES_H
#define TABLEE_HOST_FILES_H

#include "base/buf.h"
#include "host/secrets.h"

char *text_copy(const char *a, const char *b); // the two joined, the caller's; NULL counts as empty
void text_digest(struct str text, unsigned char digest[DIGEST_BYTES]);
void text_hash(struct str text, char hash[DIGEST_TEXT]); // the same in digits
// What is there, behind what was in `out`; false when it cannot be read or does not fit.
bool read_whole(const char *name, struct buf *out);

#endif
