// A client's frame. What is accepted as a command is within the bounds of its table, and can be
// logged and read again as it was.
#include <string.h>

#include "codec/wire_json.h"
#include "fuzz.h"

enum { ARENA_BYTES = 4 << 20, RECORD_BYTES = 1 << 20 };

static bool same_value(const struct val *a, const struct val *b)
{
    return a->set == b->set && a->i == b->i && str_eq(a->s, b->s);
}

static void check_act(const struct act *act, struct arena *arena)
{
    struct act_record record = {.seq = 1, .act = *act}, again;
    struct act_private privates[ACT_PRIVATES_MAX];
    struct buf out, fault;
    struct jw w;
    buf_init(&out, RECORD_BYTES);
    buf_init(&fault, 1024);
    jw_init(&w, &out);
    act_record_write(&w, &record, NULL, privates);
    CHECK(jw_done(&w) && !out.overflow);
    // A command has no outcome yet; a record needs one.
    bool whole = true;
    for (int i = 0; i < act_spec(act->type)->nfields; i++) {
        const struct field_spec *f = &act_spec(act->type)->fields[i];
        whole &= act->f[i].set || !(f->flags & FIELD_OUT) || (f->flags & FIELD_OPTIONAL);
    }
    if (whole) {
        bool read = act_record_read(buf_view(&out), arena, NULL, &again, &fault);
        CHECK(read && again.act.type == act->type && again.act.by == act->by);
        for (int i = 0; i < ACT_FIELDS_MAX; i++) {
            CHECK(same_value(&again.act.f[i], &act->f[i]));
        }
    }
    buf_free(&out);
    buf_free(&fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct wire_in in;
    struct act_fault fault;
    struct arena arena;
    arena_init(&arena, ARENA_BYTES);
    memset(&in, 0, sizeof in);
    if (wire_read(fuzz_text(data, size), &arena, &in, &fault) == WIRE_OK) {
        CHECK(in.type < WIRE_TYPES && in.n_have >= 0 && in.n_have <= WIRE_HAVE_MAX);
        if (in.type == WIRE_DO) {
            CHECK(in.act.ncredit <= CREDIT_MAX);
            check_act(&in.act, &arena);
        }
    }
    arena_free(&arena);
    return 0;
}
