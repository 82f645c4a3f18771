// What the state of a room is made of, as tables: each struct of room_state.h, its members, and
// how far each number goes. Written once, it says how a room is kept as bytes and made again
// (snapshot.h). What is reckoned anew from the rest (live tallies, what was touched) is not here.
// Static tables; nobody else includes this.
#ifndef CORE_SHAPE_H
#define CORE_SHAPE_H

#include "core/room_state.h"

enum member_kind {
    MEMBER_NUM,    // `size` bytes, within low and high
    MEMBER_TEXT,   // struct str, of the room's arena
    MEMBER_NAME,   // char[size], NUL-terminated
    MEMBER_PART,   // a struct in its place: `of`
    MEMBER_MADE,   // a pointer to `many` structs of the arena, or NULL
    MEMBER_ACTS,   // struct table_act *, as many as nacts, in place for cap_acts
    MEMBER_DRAFTS, // struct draft, as many as ndrafts: what is behind them is for patches
    MEMBER_FIELD,  // const struct field_spec *, of the act before it
    MEMBER_RULES,  // const struct rules *
};

// What `high` is, where it hangs on the room: read before.
enum member_most {
    MOST_FIXED,
    MOST_PEOPLE,
    MOST_ACTOR, // the same, and facilitators below zero
    MOST_TABLES,
    MOST_CLAUSES, // of the table at hand
    MOST_ROLES,
    MOST_INJECTS,
    MOST_PHASES,
};

struct shape;

struct member {
    const char *name;
    uint8_t kind, most, size;
    bool is_signed;
    uint16_t count;    // of an array; 1 for what is none
    uint32_t at, step; // bytes: of the first, and from each to the next
    int64_t low, high;
    const struct shape *of;
    uint16_t many;
};

struct shape {
    size_t size;
    const struct member *members;
    size_t n;
};

extern const struct shape room_shape, table_shape, table_act_shape, draft_shape;

#endif
