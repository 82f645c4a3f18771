#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "codec/scenario_json.h"
#include "codec/tally_json.h"
#include "codec/wire_json.h"

// Readers of what strangers send are refused memory at each point where they ask for some, and stay
// alive; an arena that is too small is told, never taken for an absent text. (Those of files say
// how large an arena is enough; tests/fuzz holds them to it.)

enum { ENOUGH = 8 << 20, STEPS = 400 };

static bool read_wire(struct str text, struct arena *arena)
{
    static struct wire_in in;
    struct act_fault fault;
    memset(&in, 0, sizeof in);
    return wire_read(text, arena, &in, &fault) == WIRE_OK;
}

static bool read_record(struct str text, struct arena *arena)
{
    struct act_record record;
    struct buf fault;
    buf_init(&fault, 1024);
    bool good = act_record_read(text, arena, NULL, &record, &fault);
    buf_free(&fault);
    return good;
}

static bool read_tally(struct str text, struct arena *arena)
{
    static struct tally_input in;
    struct buf fault;
    buf_init(&fault, 1024);
    bool good = tally_json_read(text, arena, &in, &fault);
    buf_free(&fault);
    return good;
}

static bool read_scenario(struct str text, struct arena *arena)
{
    static struct scenario sc, other;
    struct scenario_asked asked = {.file = "scenario.json"};
    struct file_faults faults;
    file_faults_init(&faults, true);
    int n = scenario_read(text, &asked, arena, &sc, &other, &faults);
    file_faults_free(&faults);
    return n == 0;
}

static const struct {
    bool (*read)(struct str text, struct arena *arena);
    const char *file; // in the sources, or
    const char *text;
    bool any_arena;
} readers[] = {
    {read_wire, NULL,
     "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"p3\",\"act\":\"propose\",\"credit\":[\"p2\"],\"a\":"
     "{\"text\":\"Un café\",\"scale\":[\"local\"],\"dims\":[\"soc\"],\"for\":\"all\"}}",
     true},
    {read_wire, NULL,
     "{\"t\":\"hello\",\"id\":1,\"v\":1,\"room\":\"1234567\",\"token\":\"x\",\"epoch\":\"e\","
     "\"have\":{\"room\":3,\"table/t1\":4,\"person/p3\":5}}",
     true},
    {read_record, NULL,
     "{\"seq\":7,\"t\":5,\"by\":\"p1\",\"act\":\"stance\",\"a\":{\"clause\":\"c1\",\"stance\":"
     "\"object\",\"reason\":\"cost\",\"why\":\"Trop cher\",\"could\":\"Moins\"},\"cmd\":\"n9\"}",
     true},
    {read_tally, "/tests/tally/vectors/V0.json", NULL, false},
    {read_scenario, "/scenarios/la-mauve/scenario.json", NULL, false},
};

static char *whole_file(const char *name)
{
    char path[512];
    static char text[SCENARIO_BYTES_MAX + 1];
    snprintf(path, sizeof path, TABLEE_SOURCE_DIR "%s", name);
    FILE *f = fopen(path, "rb");
    cr_assert(f, "%s", path);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    return text;
}

static struct str text_of(size_t i)
{
    return str_from_cstr(readers[i].text ? readers[i].text : whole_file(readers[i].file));
}

Test(torture, arenas_of_every_size)
{
    for (size_t i = 0; i < ARRAY_LEN(readers) && readers[i].any_arena; i++) {
        struct arena arena;
        struct str text = text_of(i);
        arena_init(&arena, ENOUGH);
        cr_assert(readers[i].read(text, &arena));
        size_t needs = arena_used(&arena), step = MAX(needs / STEPS, (size_t)16);
        arena_free(&arena);
        for (size_t max = 0; max < needs; max += step) {
            arena_init(&arena, max);
            cr_assert_not(readers[i].read(text, &arena), "reader %zu, %zu of %zu bytes", i, max,
                          needs);
            arena_free(&arena);
        }
    }
}

static long asked, refused_at;

static void *counted(size_t n)
{
    return ++asked == refused_at ? NULL : malloc(n);
}

Test(torture, a_json_library_without_memory)
{
    json_set_alloc_funcs(counted, free);
    for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
        struct arena arena;
        struct str text = text_of(i);
        arena_init(&arena, ENOUGH);
        asked = refused_at = 0;
        cr_assert(readers[i].read(text, &arena));
        long needs = asked, step = MAX(needs / STEPS, 1);
        for (long at = 1; at <= needs; at += step) {
            arena_reset(&arena);
            asked = 0;
            refused_at = at;
            readers[i].read(text, &arena); // the library may do with less: alive is what counts
        }
        arena_free(&arena);
    }
    json_set_alloc_funcs(malloc, free);
}
