// Takes out of a topic's patch what the patches before it already said. An event touches more than
// it changes (a stance touches its author's row), and a patch that says it again costs every
// reader. A merge patch may be taken twice to no effect, so a member may be left out when the last
// patch of that member was the same; members of members are looked at one by one, no deeper. What
// was said is remembered as hashes in a table that forgets when two members meet in one place: then
// the member is said again. A struct news owns its table; all zeros is a valid one that knows of
// nothing.
#ifndef TABLEE_HOST_NEWS_H
#define TABLEE_HOST_NEWS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/room.h"

struct news {
    uint64_t last;   // hash of the last patch, as it came
    uint64_t turns;  // counts the members that stopped being objects: theirs are forgotten
    uint64_t *said;  // by the path's hash: hash of path and value
    uint32_t places; // a power of two; set it before the first patch, or it is the topic's
};

void news_free(struct news *t);
// Writes to *out (reset first) what is news in a patch, the bytes of which are in `json` and the
// members in `marks`: room_patches_of left both. False when nothing is.
bool news_take(struct news *t, const struct topic_patch *patch, struct str json,
               const struct jw_marks *marks, struct buf *out);

#endif
