// The input of the tallies. One that is read can be computed and written, as whole JSON.
#include <jansson.h>

#include "codec/tally_json.h"
#include "fuzz.h"

enum { ARENA_BYTES = 1 << 20, CASES_BYTES = 4 << 20, OUT_BYTES = 16 << 20 };

static void check_tally(const struct tally_input *in)
{
    struct arena arena;
    struct tally_cases cases = {0};
    struct buf fault, out;
    struct jw w;
    arena_init(&arena, CASES_BYTES);
    buf_init(&fault, 4096);
    buf_init(&out, OUT_BYTES);
    CHECK(tally_cases_read(tally_cases_builtin(), &arena, &cases, &fault));
    struct tally *tally = arena_new(&arena, struct tally);
    tally_compute(in, &tally_thresholds_1, &cases, tally);
    jw_init(&w, &out);
    tally_json_write(&w, in, &cases, tally, TALLY_DECIMALS);
    CHECK(jw_done(&w));
    json_t *json = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_is_object(json));
    json_decref(json);
    buf_free(&out);
    buf_free(&fault);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct buf fault;
    arena_init(&arena, ARENA_BYTES);
    buf_init(&fault, 4096);
    static struct tally_input in;
    if (tally_json_read(fuzz_text(data, size), &arena, &in, &fault)) {
        check_tally(&in);
    } else {
        CHECK(fault.n || fault.overflow);
    }
    arena_free(&arena);
    buf_free(&fault);
    return 0;
}
