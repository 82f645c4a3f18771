// Forged logs: acts that no rule gave, most of them absurd. What room_can_apply lets pass must be
// applied and shown without a fault, as a replay withholds half of the people's words too; the
// sanitizers judge. forged SEED EVENTS [LOGS]
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/room_state.h"
#include "core/words.h"
#include "kit.h"

enum { TOPICS = 512, ROOM_BYTES = 3 << 20, SHOWN_EVERY = 25 };

static uint64_t state;

static int below(int n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((state >> 33) % (uint64_t)n);
}

static const struct room *room;

static int64_t value(const struct field_spec *f)
{
    int64_t high = f->type == FIELD_PERSON                                  ? room->npeople + 1
                   : f->type == FIELD_TABLE                                 ? room->ntables + 1
                   : f->type >= FIELD_CLAUSE && f->type <= FIELD_COMMITMENT ? 4
                                                                            : f->max + 1;
    if (f->flags & FIELD_OUT && f->type == FIELD_PERSON && below(10))
        return room->npeople + 1;
    return below(40) ? f->min + below((int)(high - f->min + 1) % 100000) : below(1000) - 500;
}

static struct act forge(void)
{
    static char text[3000];
    struct act e = {.type = (enum act_type)below(ACT_TYPES)};
    e.t_ms = KIT_T0 + (uint64_t)below(1 << 22);
    const struct act_spec *spec = act_spec(e.type);
    bool person = below(10) ? (spec->who & (WHO_SELF | WHO_SEATED)) != 0 : below(2) != 0;
    bool system = below(10) ? (spec->who & WHO_SYSTEM) != 0 : below(2) != 0;
    e.by = person   ? 1 + below(room->npeople + (room->npeople == 0 || !below(20)))
           : system ? 0
                    : -below(4);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "xx x\xc3\xa9 x\xc3"[i % 10]; // words, and code points that are cut
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *f = &spec->fields[i];
        bool words = field_is_text(f->type);
        e.f[i].set = f->flags & FIELD_OPTIONAL ? below(2) : below(30);
        if (e.f[i].set && words) {
            size_t from = (size_t)below(10);
            e.f[i].s = (struct str){text + from, (size_t)below(below(4) ? 40 : 2900)};
        } else if (e.f[i].set)
            e.f[i].i = value(f);
    }
    for (int n = below(6) ? 0 : below(CREDIT_MAX + 1); n > 0; n--)
        e.credit[e.ncredit++] = (uint16_t)below(room->npeople + 2);
    return e;
}

static void show(struct room *r, struct buf *json)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    static struct topic topics[TOPICS];
    struct reader reader = {.kind = READ_PERSON};
    int n = 0;
    buf_reset(json);
    room_patches(r, patches, ROOM_PATCHES_MAX, json);
    for (int p = 1; p <= r->npeople; p++) {
        reader.npeople = 1;
        reader.person[0] = (uint16_t)p;
        n = room_topics_of(r, &reader, topics, TOPICS);
        for (int i = 0; i < n; i++)
            kit_document(r, topics[i], json);
    }
    reader.kind = READ_FACILITATOR;
    n = room_topics_of(r, &reader, topics, TOPICS);
    for (int i = 0; i < n; i++)
        kit_document(r, topics[i], json);
    room_next_tick(r);
}

static long forge_log(uint64_t seed, int events, struct buf *json)
{
    struct arena arena, scratch, words;
    enum words_answer of[PEOPLE_MAX + 1];
    struct act first;
    const char *fault;
    long applied = 0;
    arena_init(&arena, ROOM_BYTES);
    arena_init(&scratch, 1 << 20);
    arena_init(&words, (size_t)64 << 20);
    state = seed;
    struct room *r = room_new(&arena, kit_scenario());
    room = r;
    for (int i = 0; i <= PEOPLE_MAX; i++)
        of[i] = i % 2 ? WORDS_GIVEN : WORDS_NOT_AGREED;
    struct words_giver *giver = words_giver_new(&words, r, of);
    if (!kit_act_read(str_from_cstr("sys created code=1234567 epoch=e scenario=essai version=1 "
                                    "hash=0123456789abcdef0123456789abcdef lang=fr tables=2 "
                                    "places=9 roles=auto seconds=\"\" "
                                    "rules=1"),
                      &scratch, &first, &fault))
        exit(2);
    room_apply(r, &first, 1);
    for (int i = 0; i < events; i++) {
        struct act e = forge();
        if (!room_can_apply(r, &e))
            continue;
        words_give(giver, &e);
        room_apply(r, &e, (uint64_t)i + 2);
        if (++applied % SHOWN_EVERY == 0)
            show(r, json);
    }
    show(r, json);
    arena_free(&arena);
    arena_free(&scratch);
    arena_free(&words);
    return applied;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: forged SEED EVENTS [LOGS]\n");
        return 2;
    }
    uint64_t seed = strtoull(argv[1], NULL, 10);
    int events = atoi(argv[2]), logs = argc > 3 ? atoi(argv[3]) : 1;
    long applied = 0;
    struct buf json;
    buf_init(&json, 64 << 20);
    for (int i = 0; i < logs; i++) {
        fprintf(stderr, "seed %llu\n", (unsigned long long)(seed + (uint64_t)i));
        applied += forge_log(seed + (uint64_t)i, events, &json);
    }
    buf_free(&json);
    printf("%d forged logs, %ld events applied\n", logs, applied);
    return applied > logs * (long)events / 20 ? 0 : 1;
}
