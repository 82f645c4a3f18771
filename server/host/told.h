// Takes out of a topic's patch what the patches before it already said. An event touches more than
// it changes (a stance touches its author's row), and a patch that says it again costs every
// reader. A merge patch may be taken twice to no effect, so a member may be left out when the last
// patch of that member was the same; members of members are looked at one by one, no deeper. What
// was said is remembered as hashes in a table that forgets when two members meet in one place: then
// the member is said again. A struct told owns its table; all zeros is a valid one that knows of
// nothing.
#ifndef TABLEE_HOST_TOLD_H
#define TABLEE_HOST_TOLD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

struct told {
    uint64_t last;  // hash of the last patch, as it came
    uint64_t turns; // counts the members that stopped being objects: theirs are forgotten
    uint64_t *said; // by the path's hash: hash of path and value
    uint32_t places;
};

void told_free(struct told *t);
// Writes to *out (reset first) what is news in `patch`, a compact JSON object of our own making.
// `places` is how many members may be remembered, a power of two, as of the first call. False when
// nothing is news.
bool told_news(struct told *t, uint32_t places, struct str patch, struct buf *out);

#endif
