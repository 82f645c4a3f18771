// That the tables of a snapshot leave out no member of the state, but those that are reckoned anew:
// what no table holds is no wider than what the compiler leaves between two members.
#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/util.h"
#include "core/rulebook.h"
#include "core/shape.h"
#include "core/snapshot.h"

#include <string.h>

enum { STRUCT_MAX = 1 << 20 };

struct left_out {
    size_t at, n;
};

// Versions of clang-format write braces in a macro otherwise.
// clang-format off
#define LEFT_OUT(T, m) {offsetof(T, m), sizeof(((T *)0)->m)}
// clang-format on

static const struct left_out of_room[] = {
    LEFT_OUT(struct room, arena),     LEFT_OUT(struct room, sc),
    LEFT_OUT(struct room, recorded),  LEFT_OUT(struct room, reckoned),
    LEFT_OUT(struct room, spent),     LEFT_OUT(struct room, dirt),
    LEFT_OUT(struct room, d_person),  LEFT_OUT(struct room, d_table),
    LEFT_OUT(struct room, d_chat),    LEFT_OUT(struct room, d_counts),
    LEFT_OUT(struct room, d_changes), LEFT_OUT(struct room, d_group),
    LEFT_OUT(struct room, d_clause),  LEFT_OUT(struct room, knots),
};

static const struct left_out of_person[] = {LEFT_OUT(struct person, ndrafts)};

// Of acts, the numbers and the second list go with the first.
static const struct left_out of_table[] = {
    LEFT_OUT(struct table, live),     LEFT_OUT(struct table, nacts),
    LEFT_OUT(struct table, cap_acts), LEFT_OUT(struct table, tally),
    LEFT_OUT(struct table, kept),     LEFT_OUT(struct table, recount),
    LEFT_OUT(struct table, outcome),
};

static unsigned char held[STRUCT_MAX];

static size_t bytes_of(const struct member *m)
{
    switch ((enum member_kind)m->kind) {
    case MEMBER_NUM:
    case MEMBER_NAME:
        return m->size;
    case MEMBER_TEXT:
        return sizeof(struct str);
    case MEMBER_PART:
        return m->of->size;
    case MEMBER_DRAFTS:
        return sizeof(((struct person *)0)->draft);
    default:
        return sizeof(void *);
    }
}

static void check(const struct shape *s, const struct left_out *out, size_t nout)
{
    size_t run = 0;
    cr_assert_leq(s->size, sizeof held);
    memset(held, 0, s->size);
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->members[i].count; k++)
            memset(held + s->members[i].at + k * s->members[i].step, 1, bytes_of(&s->members[i]));
    for (size_t i = 0; i < nout; i++)
        memset(held + out[i].at, 1, out[i].n);
    for (size_t i = 0; i < s->size; i++) {
        run = held[i] ? 0 : run + 1;
        cr_assert_lt(run, sizeof(void *), "byte %zu of what begins with %s has no row in shape.c",
                     i, s->members[0].name);
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->members[i].of && s->members[i].of != &table_shape)
            check(s->members[i].of, of_person, s->members[i].of->size == sizeof(struct person));
}

Test(snapshot, the_tables_hold_all_of_the_state)
{
    check(&table_shape, of_table, ARRAY_LEN(of_table));
    check(&table_act_shape, NULL, 0);
    check(&draft_shape, NULL, 0);
    check(&room_shape, of_room, ARRAY_LEN(of_room));
}

Test(snapshot, nothing_is_no_room)
{
    static const struct scenario sc = {.n_phases = 5};
    struct arena arena;
    arena_init(&arena, 1 << 22);
    cr_assert_not(snapshot_read(room_new(&arena, &sc), STR("")));
    cr_assert_not(snapshot_read(room_new(&arena, &sc), STR("\x04\x7f\x7f\x7f")));
    cr_assert_eq(snapshot_format(), snapshot_format());
    arena_free(&arena);
}
