// A scenario's file. One without faults makes a room in which every document can be shown.
#include "codec/scenario_json.h"

#include <jansson.h>

#include "core/room.h"
#include "fuzz.h"

enum { ARENA_BYTES = 4 << 20, ROOM_BYTES = 64 << 20, DOCUMENT_BYTES = 16 << 20 };

static void created(struct act *a)
{
    VAL(a, CREATED, CODE).s = STR("1234567");
    VAL(a, CREATED, EPOCH).s = STR("e");
    VAL(a, CREATED, TABLES).i = 2;
    VAL(a, CREATED, PLACES).i = 6;
    VAL(a, CREATED, RULES).i = RULES_VERSION;
    for (int i = 0; i < act_spec(ACT_CREATED)->nfields; i++) {
        a->f[i].set = true;
    }
}

static void joined(struct act *a)
{
    VAL(a, JOIN, PERSON) = (struct val){.set = true, .i = 1};
    VAL(a, JOIN, NAME) = (struct val){.set = true, .s = STR("Alix")};
    VAL(a, JOIN, TABLE) = (struct val){.set = true, .i = 1};
    VAL(a, JOIN, GROUP) = (struct val){.set = true};
    VAL(a, JOIN, SEAT) = (struct val){.set = true};
}

static void check_document(const struct room *room, struct topic t)
{
    struct buf doc;
    struct jw w;
    buf_init(&doc, DOCUMENT_BYTES);
    jw_init(&w, &doc);
    room_document(room, t, &w);
    CHECK(jw_done(&w));
    json_t *json = json_loadb(doc.p, doc.n, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_is_object(json));
    json_decref(json);
    buf_free(&doc);
}

static void check_room(const struct scenario *sc)
{
    static const struct topic topics[] = {
        {TOPIC_ROOM, 0, 0},   {TOPIC_TABLE, 1, 0},   {TOPIC_GROUP, 1, 0},
        {TOPIC_PERSON, 0, 1}, {TOPIC_CONSOLE, 0, 0}, {TOPIC_SCREEN, 0, 0},
    };
    struct arena arena;
    struct act make = {.type = ACT_CREATED}, join = {.type = ACT_JOIN};
    arena_init(&arena, ROOM_BYTES);
    struct room *room = room_new(&arena, sc);
    created(&make);
    joined(&join);
    room_apply(room, &make, 1);
    room_apply(room, &join, 2);
    for (size_t i = 0; i < ARRAY_LEN(topics); i++) {
        check_document(room, topics[i]);
    }
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scenario sc, other;
    struct scenario_asked asked = {.file = "scenario.json"};
    struct arena arena;
    struct file_faults faults;
    arena_init(&arena, ARENA_BYTES);
    file_faults_init(&faults, size & 1);
    sc = (struct scenario){0};
    int n = scenario_read(fuzz_text(data, size), &asked, &arena, &sc, &other, &faults);
    if (n == 0) {
        check_room(&sc);
        if (other.id.n) {
            check_room(&other);
        }
    } else {
        CHECK(n > 0 && (faults.parts.n || faults.parts.overflow));
    }
    arena_free(&arena);
    file_faults_free(&faults);
    return 0;
}
