#include "store/places.h"

#include <stdlib.h>

#include "base/util.h"

enum { ROOMS_MAX = 1 << 24, ROWS_MAX = 1 << 28 };

void places_init(struct places *p)
{
    *p = (struct places){0};
    map64_init(&p->rooms, ROOMS_MAX);
}

static void free_room(struct room_places *room)
{
    vec_free(&room->rows);
    mem_free(room);
}

void places_free(struct places *p)
{
    size_t at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&p->rooms, &at));)
        free_room(slot->value);
    map64_free(&p->rooms);
}

struct room_places *places_of(struct places *p, uint32_t room)
{
    struct room_places *places = map64_get(&p->rooms, room);
    if (places)
        return places;
    places = mem_alloc(sizeof *places);
    vec_init(&places->rows, ROWS_MAX);
    CHECK(map64_put(&p->rooms, room, places));
    return places;
}

void places_add(struct places *p, uint32_t room, int64_t row)
{
    CHECK(row > 0 && row <= UINT32_MAX && vec_push(&places_of(p, room)->rows, (uint32_t)row));
    p->last = MAX(p->last, row);
    p->fresh++;
}

static int by_row(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void places_fill(struct room_places *room, const uint32_t *rows, size_t n)
{
    size_t fresh = room->rows.n - room->noted, kept = 0;
    for (size_t i = 0; i < n; i++)
        CHECK(vec_push(&room->rows, rows[i]));
    if (room->rows.n)
        qsort(room->rows.p, room->rows.n, sizeof *room->rows.p, by_row);
    for (size_t i = 0; i < room->rows.n; i++)
        if (i == 0 || room->rows.p[i] != room->rows.p[i - 1])
            room->rows.p[kept++] = room->rows.p[i];
    room->rows.n = kept;
    room->noted = kept - MIN(fresh, kept); // the last ones; one that was noted already may be again
    room->whole = true;
}

void places_drop(struct places *p, uint32_t room)
{
    struct room_places *places = map64_del(&p->rooms, room);
    if (places)
        free_room(places);
}

void places_note(struct places *p, uint64_t batch,
                 void (*note)(void *ctx, uint32_t room, const uint32_t *rows, size_t n), void *ctx)
{
    size_t at = 0;
    for (const struct map64_slot *slot; (slot = map64_next(&p->rooms, &at));) {
        struct room_places *room = slot->value;
        if (room->noted == room->rows.n)
            continue;
        note(ctx, (uint32_t)slot->key, room->rows.p + room->noted, room->rows.n - room->noted);
        room->noted = room->rows.n;
        room->batch = batch;
    }
    p->fresh = 0;
}

// None is taken out while walking: their numbers are kept first.
void places_trim(struct places *p, uint64_t done)
{
    VEC(uint64_t) idle;
    size_t at = 0;
    vec_init(&idle, ROOMS_MAX);
    for (const struct map64_slot *slot; (slot = map64_next(&p->rooms, &at));) {
        const struct room_places *room = slot->value;
        if (!room->used && room->noted == room->rows.n && room->batch <= done)
            CHECK(vec_push(&idle, slot->key));
    }
    for (size_t i = 0; i < idle.n; i++)
        free_room(map64_del(&p->rooms, idle.p[i]));
    vec_free(&idle);
}
