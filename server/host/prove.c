// What is kept of rooms, held against their logs: of a still host.
#include "host/host.h"
#include "host/load.h"
#include "host/rooms.h"
#include "host/snapshots.h"
#include "host/state.h"

enum { ROOMS_MAX = 1 << 24 };

static bool prove_one(struct host *h, const struct store_room *room)
{
    struct store_snapshot s;
    struct buf kept;
    if (store_snapshot(h->store, room->id, &s) != STORE_YES)
        return true;
    buf_init(&kept, SNAPSHOT_BYTES_MAX);
    buf_str(&kept, s.bytes);
    struct hroom *r = hroom_at(h, room->code, s.seq);
    bool right = !r || r->seq != s.seq || snapshot_is_right(h, r, buf_view(&kept));
    if (r)
        hroom_let_go(h, r);
    buf_free(&kept);
    return right;
}

struct room_list {
    VEC(struct store_room) rooms;
};

static bool list_room(void *ctx, const struct store_room *room)
{
    struct room_list *list = ctx;
    return vec_push(&list->rooms, ((struct store_room){.id = room->id, .code = room->code}));
}

bool host_prove_snapshots(struct host *h, void (*wrong)(void *ctx, uint32_t code), void *ctx)
{
    struct room_list list;
    CHECK(h->limits.still);
    vec_init(&list.rooms, ROOMS_MAX);
    bool good = store_rooms(h->store, list_room, &list) == STORE_YES;
    for (size_t i = 0; good && i < list.rooms.n; i++)
        if (!prove_one(h, &list.rooms.p[i]))
            wrong(ctx, list.rooms.p[i].code);
    vec_free(&list.rooms);
    return good;
}
