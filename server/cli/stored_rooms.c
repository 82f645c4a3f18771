#include "cli/stored_rooms.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/util.h"
#include "base/vec.h"
#include "host/chain.h"
#include "host/records.h"

// The version that a room began with, as the server keeps it.
static bool find_stored(void *ctx, struct str hash, struct arena *arena, struct str *text)
{
    struct str found;
    if (store_scenario(ctx, (const unsigned char *)hash.p, &found) != STORE_YES) {
        return false;
    }
    *text = arena_str(arena, found);
    return text->n > 0;
}

struct room_list {
    const struct stored_rooms *asked;
    VEC(struct store_room) rooms;
};

static bool list_room(void *ctx, const struct store_room *room)
{
    struct room_list *list = ctx;
    bool wanted = list->asked->n == 0;
    for (size_t i = 0; i < list->asked->n; i++) {
        wanted |= list->asked->codes[i] == room->code;
    }
    return !wanted || vec_push(&list->rooms, *room);
}

static int read_one(const struct stored_rooms *asked, struct store *s,
                    const struct store_room *room)
{
    char name[16];
    struct records *records = records_new(s, room->id);
    snprintf(name, sizeof name, "%07u", room->code);
    struct record_source source = records_source(records);
    struct scenario_shelf shelf = {asked->scenarios, s, find_stored};
    int code = asked->each(asked->ctx, name, &source, &shelf);
    records_free(records);
    return code;
}

int stored_rooms_read(const struct command *c, const struct stored_rooms *asked)
{
    struct room_list list = {.asked = asked};
    char err[512] = "";
    struct store *s = store_look(asked->db, err, sizeof err);
    if (s == NULL) {
        return command_complain(c, asked->db, err);
    }
    vec_init(&list.rooms, STORED_ROOMS_MAX);
    int code =
        store_rooms(s, list_room, &list) == STORE_YES ? 0 : command_complain(c, asked->db, "rooms");
    if (list.rooms.n < MAX(asked->n, (size_t)1)) {
        code = command_complain(c, asked->db,
                                lang_pick("cet atelier n’y est pas", "that room is not in it"));
    }
    for (size_t i = 0; i < list.rooms.n && code == 0; i++) {
        code = read_one(asked, s, &list.rooms.p[i]);
    }
    vec_free(&list.rooms);
    store_close(s);
    return code;
}
