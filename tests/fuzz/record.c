// A record of the log. One that is read is written again, and then reads and writes the same.
#include "codec/act_json.h"
#include "fuzz.h"

enum { ARENA_BYTES = 4 << 20, RECORD_BYTES = 1 << 20 };

static void write(const struct act_record *record, struct buf *out)
{
    struct act_private privates[ACT_PRIVATES_MAX];
    struct jw w;
    buf_reset(out);
    jw_init(&w, out);
    act_record_write(&w, record, NULL, privates);
    CHECK(jw_done(&w) && !out->overflow);
}

static void check_again(const struct act_record *record, struct arena *arena, struct buf *fault)
{
    struct act_record again;
    struct buf one, two;
    buf_init(&one, RECORD_BYTES);
    buf_init(&two, RECORD_BYTES);
    write(record, &one);
    CHECK(act_record_read(buf_view(&one), arena, NULL, &again, fault));
    write(&again, &two);
    CHECK(str_eq(buf_view(&one), buf_view(&two)));
    buf_free(&one);
    buf_free(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct act_record record;
    struct arena arena;
    struct buf fault;
    arena_init(&arena, ARENA_BYTES);
    buf_init(&fault, 4096);
    if (act_record_read(fuzz_text(data, size), &arena, NULL, &record, &fault)) {
        CHECK(record.act.type < ACT_TYPES && record.seq > 0);
        if (!record.erased) {
            check_again(&record, &arena, &fault);
        }
    } else {
        CHECK(fault.n || fault.overflow);
    }
    arena_free(&arena);
    buf_free(&fault);
    return 0;
}
