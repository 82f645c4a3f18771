// An act: what somebody asks (a command) and, once accepted, what happened (an event).
// Both are one struct read from one table, acts.def: an event is the command with the fields
// flagged OUT filled in by the decision. Texts are views: of the caller's frame in a command, of
// the room's arena once applied; an act owns nothing.
#ifndef CORE_ACT_H
#define CORE_ACT_H

#include "base/str.h"
#include "core/limits.h"
#include <stdbool.h>
#include <stdint.h>

enum act_type {
#define ACT(NAME, name, who, phases) ACT_##NAME,
#define F(ACT, FIELD, name, type, min, max, flags)
#include "core/acts.def"
#undef ACT
#undef F
    ACT_TYPES
};

// Index of every field among all fields of all acts (rows of the table).
enum act_row {
#define ACT(NAME, name, who, phases)                                                               \
    ROW_##NAME##_FIRST, ROW_##NAME##_BEFORE = ROW_##NAME##_FIRST - 1,
#define F(ACT, FIELD, name, type, min, max, flags) ROW_##ACT##_##FIELD,
#include "core/acts.def"
#undef ACT
#undef F
    ACT_ROWS
};

enum { ACT_FIELDS_MAX = 13 };

enum act_who { WHO_SYSTEM = 1, WHO_FACILITATOR = 2, WHO_SELF = 4, WHO_SEATED = 8 };

enum phase_kind {
    PHASE_BRIEFING,
    PHASE_GROUP_WORK,
    PHASE_POOLING,
    PHASE_REPORT,
    PHASE_CONCLUSION,
    PHASE_DEBRIEF,
    PHASE_LOBBY, // before the first phase
    PHASE_ENDED, // after the last
    PHASE_KINDS
};

enum field_type {
    FIELD_TEXT, // plain: codes, keys
    FIELD_LINE, // one line a person typed
    FIELD_LONG, // one or more lines a person typed
    FIELD_INT,
    FIELD_BOOL,
    FIELD_PERSON,       // "p3"
    FIELD_TABLE,        // "t1"
    FIELD_CLAUSE,       // "c2"
    FIELD_AMENDMENT,    // "a1"
    FIELD_COMMITMENT,   // "k1"
    FIELD_DATE,         // "2014-06-30"; a text
    FIELD_SECONDS,      // "300,900": lengths of phases; a text
    FIELD_DIGEST,       // 32 bytes; in a log 64 hex digits; a text
    FIELD_NUMBER,       // of exports: a decimal number, as its text
    FIELD_GROUP,        // "M" "C" "O"; enums from here on
    FIELD_LANG,         // "fr" "en"
    FIELD_ROLES,        // "auto" "choose" "facilitator"
    FIELD_CRED_ROLE,    // "person" "facilitator" "screen" "observer" "recovery"
    FIELD_WHY,          // enum why
    FIELD_SHOW,         // enum show
    FIELD_WOOL,         // "threads" "few" "none": of tables at work, in the hall
    FIELD_PLENARY,      // "each" "pairs" "gallery" "drawn"
    FIELD_SHEET_FIELD,  // "title" "need" "clause1" "clause2" "clause3" "bring" "ask"
    FIELD_BENEFICIARY,  // "own" "several" "all"
    FIELD_STANCE,       // "support" "live" "object"
    FIELD_REASON,       // "cost" "excludes" "mandate" "scale" "red_line"
    FIELD_RESOURCE,     // "money" "premises" "expertise" "volunteers" "permits" "network"
    FIELD_Q3,           // "no_one" "one_person" "one_group" "two_groups" "all_groups"
    FIELD_REPORT_FIELD, // "title" "from" "carried" "scales" "compromise" "open" "closest" "own"
    FIELD_ERA,          // "2014" "today"
    FIELD_WAY,          // "socket" "events" "polls"
    FIELD_WHERE,        // "hall" "remote" and, of a table, "mixed": enum where
    FIELD_DIFFERENCE,   // "democratic" "collective" "solidarity"
    FIELD_CLAUSE_STATE, // of exports, with the next two: "open" "adopted" ...
    FIELD_WHAT,         // "row" "person" "words" "figure"
    FIELD_WITHHELD,     // "no_consent" "forgotten" "not_in_log" ...
    FIELD_GROUPS,       // sets from here on: arrays of names; bit n is name n
    FIELD_SCALES,       // "local" "mrc" "region" "beyond"
    FIELD_DIMS,         // "soc" "eco"
    FIELD_TYPES
};

enum field_flag { FIELD_OPTIONAL = 1, FIELD_OUT = 2, FIELD_PRIVATE = 4, FIELD_SEALED = 8 };

enum group { GROUP_M, GROUP_C, GROUP_O, GROUPS };
enum where { WHERE_HALL, WHERE_REMOTE, WHERE_MIXED };
enum why { WHY_FACILITATOR, WHY_RESTART };
enum show { SHOW_AUTO, SHOW_CODE, SHOW_TABLES, SHOW_REPORT, SHOW_OUTCOME, SHOW_FRAME, SHOW_GOT };

struct field_spec {
    const char *name;
    enum field_type type;
    int32_t min, max;
    unsigned flags;
};

struct act_spec {
    const char *name;
    unsigned who;    // enum act_who, or-ed
    unsigned phases; // 1 << enum phase_kind, or-ed
    const struct field_spec *fields;
    int nfields;
};

// So many bytes of a text, and whose words they are: a person's. None: they are not known here.
struct part {
    uint16_t by, n;
};

struct val {
    bool set;
    int64_t i;
    struct str s;
    bool hidden;    // it, or some of a text, is not known here: forgotten, or kept elsewhere
    uint8_t nparts; // of what is known of a text that several wrote, one after another;
    const struct part *parts; // 0: all of it is whose act_words_of says
};

static inline struct val val_int(int64_t i)
{
    return (struct val){.set = true, .i = i};
}

static inline struct val val_text(struct str s)
{
    return (struct val){.set = true, .s = s};
}

// Where and when whoever asks believes to be. A command that finds it otherwise is refused; an
// event happened where it happened, and says none of it. Zero is not said.
struct meant {
    uint16_t table; // of the actor; of a facilitator's act, where the person named is
    bool has_phase;
    int8_t phase;     // of the clock, -1 the lobby
    uint64_t wording; // of the clause that the act names: see struct clause
    uint64_t undoes;  // the event that it takes back, by its number in the log
};

struct act {
    enum act_type type;
    int by;        // > 0 a person, 0 the system, < 0 facilitator number -by
    uint64_t t_ms; // Unix milliseconds, the server's clock
    uint8_t ncredit;
    uint16_t credit[CREDIT_MAX]; // whose idea it was; none: the actor's
    struct meant meant;
    struct val f[ACT_FIELDS_MAX];
};

// Index of a field inside its act: ACT_F(PROPOSE, TEXT) is 1.
#define ACT_F(ACT, FIELD)  ((int)ROW_##ACT##_##FIELD - (int)ROW_##ACT##_FIRST)
// The value of a field of an act of that type.
#define VAL(a, ACT, FIELD) ((a)->f[ACT_F(ACT, FIELD)])

// Its value is a text, and not a number.
static inline bool field_is_text(enum field_type type)
{
    return type == FIELD_TEXT || type == FIELD_LINE || type == FIELD_LONG || type == FIELD_DATE ||
           type == FIELD_SECONDS || type == FIELD_DIGEST;
}

static inline void set_val(struct act *a, int field, int64_t value)
{
    a->f[field] = val_int(value);
}

const struct act_spec *act_spec(enum act_type type);
// The type with that wire name, or ACT_TYPES.
enum act_type act_by_name(struct str name);
// The names of an enum or set field type, NULL-terminated; NULL for the others.
const char *const *field_names(enum field_type type);
// Whose words the private texts of an event are: the person it names, else whoever said it; as
// struct act's `by`.
int act_words_of(const struct act *e);
// Whoever asked for it, which an event by the server may seal.
int act_asked_by(const struct act *e);
// "M", "C" or "O".
const char *group_name(enum group g);
const char *phase_name(enum phase_kind kind);

#endif
