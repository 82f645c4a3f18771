// What an act's own handler gets, and where it writes down what it decides. Inside core only; a
// decision borrows all it points at.
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include "core/room_state.h"

// A decision: fills `out` or says why not. `me` is the actor when it is a person, else NULL.
struct decision {
    const struct room *room;
    const struct act *cmd;
    const struct person *me;
    int table; // the actor's, 0 when none
    struct arena *scratch;
    struct act *out;
    int n, cap;
    struct refusal *refusal;
};

// Handlers, one pair an act, in the table of rules.c. decide returns 0, or -1 after refuse().
typedef int decide_fn(struct decision *d);
typedef void apply_fn(struct room *r, const struct act *e);
#define RULE(NAME)                                                                                 \
    decide_fn decide_##NAME;                                                                       \
    apply_fn apply_##NAME;
#define ACT(NAME, name, who, phases) RULE(NAME)
#define F(ACT, FIELD, name, type, min, max, flags)
#include "core/acts.def"
#undef ACT
#undef F
#undef RULE

int refuse(struct decision *d, enum refusal_code code, const char *field, int64_t limit); // -1
// A further event, a copy of the command's header with that type; cleared fields. NULL: no room.
struct act *emit(struct decision *d, enum act_type type);
// The same of the room itself: nobody did it, nobody is credited.
struct act *emit_system(struct decision *d, enum act_type type);
// The command as its own event.
struct act *emit_same(struct decision *d);
// The same, and nothing else: what a handler says that refuses nothing more. 0
int as_asked(struct decision *d);
// Refuses a table that the room has not.
int check_table(struct decision *d, const struct val *table);

#endif
