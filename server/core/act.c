#include "core/act.h"
#include "base/util.h"
#include <stddef.h>

// The words of acts.def.
enum {
    SYSTEM = WHO_SYSTEM,
    FACILITATOR = WHO_FACILITATOR,
    SELF = WHO_SELF,
    SEATED = WHO_SEATED,
    LOBBY = 1 << PHASE_LOBBY,
    BRIEFING = 1 << PHASE_BRIEFING,
    GROUP_WORK = 1 << PHASE_GROUP_WORK,
    POOLING = 1 << PHASE_POOLING,
    REPORT = 1 << PHASE_REPORT,
    CONCLUSION = 1 << PHASE_CONCLUSION,
    DEBRIEF = 1 << PHASE_DEBRIEF,
    ENDED = 1 << PHASE_ENDED,
    ANY = (1 << PHASE_KINDS) - 1,
    OPTIONAL = FIELD_OPTIONAL,
    OUT = FIELD_OUT,
    PRIVATE = FIELD_PRIVATE,
    SEALED = FIELD_SEALED,
};

static const struct field_spec all_fields[ACT_ROWS + 1] = {
#define ACT(NAME, name, who, phases)
#define F(ACT, FIELD, name, type, min, max, flags)                                                 \
    [ROW_##ACT##_##FIELD] = {name, FIELD_##type, min, max, flags},
#include "core/acts.def"
#undef ACT
#undef F
};

// The number of fields of an act: one member of a struct each, so that sizeof counts them.
#define ACT(NAME, name, who, phases)                                                               \
    }                                                                                              \
    ;                                                                                              \
    struct fields_of_##NAME {                                                                      \
        char none;
#define F(ACT, FIELD, name, type, min, max, flags) char FIELD;
struct fields_of_no_act {
    char none;
#include "core/acts.def"
};
#undef ACT
#undef F

static const struct act_spec specs[ACT_TYPES] = {
#define ACT(NAME, name, who, phases)                                                               \
    [ACT_##NAME] = {name, who, phases, &all_fields[ROW_##NAME##_FIRST],                            \
                    (int)sizeof(struct fields_of_##NAME) - 1},
#define F(ACT, FIELD, name, type, min, max, flags)
#include "core/acts.def"
#undef ACT
#undef F
};

const struct act_spec *act_spec(enum act_type type)
{
    CHECK(type < ACT_TYPES);
    return &specs[type];
}

enum act_type act_by_name(struct str name)
{
    for (int i = 0; i < ACT_TYPES; i++)
        if (str_eq(name, str_from_cstr(specs[i].name)))
            return (enum act_type)i;
    return ACT_TYPES;
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const *const names[FIELD_TYPES] = {
    [FIELD_GROUP] = NAMES("M", "C", "O"),
    [FIELD_LANG] = NAMES("fr", "en"),
    [FIELD_ROLES] = NAMES("auto", "choose", "facilitator"),
    [FIELD_CRED_ROLE] = NAMES("person", "facilitator", "screen", "observer", "recovery"),
    [FIELD_WHY] = NAMES([WHY_FACILITATOR] = "facilitator", [WHY_RESTART] = "restart"),
    [FIELD_SHOW] = NAMES([SHOW_AUTO] = "auto", [SHOW_CODE] = "code", [SHOW_TABLES] = "tables",
                         [SHOW_REPORT] = "report", [SHOW_OUTCOME] = "outcome",
                         [SHOW_FRAME] = "frame", [SHOW_GOT] = "got"),
    [FIELD_WOOL] = NAMES("threads", "few", "none"),
    [FIELD_PLENARY] = NAMES("each", "pairs", "gallery", "drawn"),
    [FIELD_SHEET_FIELD] = NAMES("title", "need", "clause1", "clause2", "clause3", "bring", "ask"),
    [FIELD_BENEFICIARY] = NAMES("own", "several", "all"),
    [FIELD_STANCE] = NAMES("support", "live", "object"),
    [FIELD_REASON] = NAMES("cost", "excludes", "mandate", "scale", "red_line"),
    [FIELD_RESOURCE] = NAMES("money", "premises", "expertise", "volunteers", "permits", "network"),
    [FIELD_Q3] = NAMES("no_one", "one_person", "one_group", "two_groups", "all_groups"),
    [FIELD_REPORT_FIELD] =
        NAMES("title", "from", "carried", "scales", "compromise", "open", "closest", "own"),
    [FIELD_ERA] = NAMES("2014", "today"),
    [FIELD_WAY] = NAMES("socket", "events", "polls"),
    [FIELD_WHERE] = NAMES("hall", "remote", "mixed"),
    [FIELD_DIFFERENCE] = NAMES("democratic", "collective", "solidarity"),
    [FIELD_CLAUSE_STATE] = NAMES("open", "adopted", "parked", "dropped"),
    [FIELD_WHAT] = NAMES("row", "person", "words", "figure"),
    [FIELD_WITHHELD] = NAMES("no_consent", "forgotten", "not_in_log", "few_eligible", "few_raters",
                             "no_rating", "sealed", "ineligible"),
    [FIELD_GROUPS] = NAMES("M", "C", "O"),
    [FIELD_SCALES] = NAMES("local", "mrc", "region", "beyond"),
    [FIELD_DIMS] = NAMES("soc", "eco"),
};

const char *const *field_names(enum field_type type)
{
    return names[type];
}

const char *group_name(enum group g)
{
    CHECK(g < GROUPS);
    return names[FIELD_GROUP][g];
}

const char *phase_name(enum phase_kind kind)
{
    static const char *const kinds[PHASE_KINDS] = {"briefing",   "group_work", "pooling", "report",
                                                   "conclusion", "debrief",    "lobby",   "ended"};
    CHECK(kind < PHASE_KINDS);
    return kinds[kind];
}

int act_asked_by(const struct act *e)
{
    return e->type == ACT_WRITING ? (int)VAL(e, WRITING, PERSON).i : e->by;
}

int act_words_of(const struct act *e)
{
    if (e->type == ACT_JOIN)
        return (int)VAL(e, JOIN, PERSON).i;
    if (e->type == ACT_NAME && VAL(e, NAME, PERSON).set)
        return (int)VAL(e, NAME, PERSON).i;
    return e->by;
}
