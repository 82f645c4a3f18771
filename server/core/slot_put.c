// Words are put where the room keeps them: whoever writes needs to know nothing of other places.
#include "core/slot_put.h"

#include "core/parts.h"

void slot_put(struct room *r, struct str *text, struct str *who, const struct act *e, int field)
{
    char packed[PARTS_MAX * PART_BYTES];
    const struct val *v = &e->f[field];
    room_put(r, text, v->s);
    room_put(r, who, parts_pack(v->parts, v->nparts, e->by, packed));
}
