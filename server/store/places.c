#include "base/map.h"
#include "store/store_parts.h"

enum { ROOMS_MAX = 1 << 24, ROWS_MAX = 1 << 28 };

// All rows of one room, in the order of writing.
struct room_places {
    VEC(uint32_t) rows;
};

void places_init(struct places *p, int64_t last)
{
    map64_init(&p->rooms, ROOMS_MAX);
    p->last = last;
    p->whole = last == 0;
}

void places_free(struct places *p)
{
    size_t at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&p->rooms, &at));) {
        struct room_places *room = slot->value;
        vec_free(&room->rows);
        mem_free(room);
    }
    map64_free(&p->rooms);
}

void places_note(struct places *p, uint32_t room, int64_t row)
{
    struct room_places *places = map64_get(&p->rooms, room);
    if (!places) {
        places = mem_alloc(sizeof *places);
        vec_init(&places->rows, ROWS_MAX);
        CHECK(map64_put(&p->rooms, room, places));
    }
    CHECK(row <= UINT32_MAX && vec_push(&places->rows, (uint32_t)row));
}

int64_t places_next(struct places *p, uint32_t room)
{
    p->last++;
    places_note(p, room, p->last);
    return p->last;
}

const uint32_t *places_of(const struct places *p, uint32_t room, size_t *n)
{
    const struct room_places *places = map64_get(&p->rooms, room);
    *n = places ? places->rows.n : 0;
    return places ? places->rows.p : NULL;
}

void places_forget(struct places *p)
{
    int64_t last = p->last;
    places_free(p);
    places_init(p, last);
}
