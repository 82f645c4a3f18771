#include "core/shape.h"
#include "base/util.h"

#define OF(T, m)    ((T *)0)->m
#define PLACE(T, m) .name = #m, .at = offsetof(T, m), .step = sizeof OF(T, m), .count = 1
#define PLACES(T, m)                                                                               \
    .name = #m, .at = offsetof(T, m), .step = sizeof OF(T, m)[0], .count = ARRAY_LEN(OF(T, m))

// Versions of clang-format write braces in a macro otherwise.
// clang-format off
// A number from 0 to `most`; yes or no; any; one that may be below zero. S: an array of them.
#define N(T, m, most) {PLACE(T, m), .size = sizeof OF(T, m), .high = (most)}
#define NS(T, m, most) {PLACES(T, m), .size = sizeof OF(T, m)[0], .high = (most)}
#define B(T, m) N(T, m, 1)
#define U(T, m) {PLACE(T, m), .size = sizeof OF(T, m), .low = INT64_MIN, .high = INT64_MAX}
#define I(T, m, least, most) \
    {PLACE(T, m), .size = sizeof OF(T, m), .is_signed = true, .low = (least), .high = (most)}
// The number of somebody or something of the room, or 0.
#define ID(T, m, what) {PLACE(T, m), .size = sizeof OF(T, m), .most = MOST_##what}
#define IDS(T, m, what) {PLACES(T, m), .size = sizeof OF(T, m)[0], .most = MOST_##what}
#define BY(T, m) {PLACE(T, m), .size = sizeof OF(T, m), .is_signed = true, .most = MOST_ACTOR}
#define TEXT(T, m) {PLACE(T, m), .kind = MEMBER_TEXT}
#define TEXTS(T, m) {PLACES(T, m), .kind = MEMBER_TEXT}
#define PART(T, m, shape) {PLACE(T, m), .kind = MEMBER_PART, .of = &shape##_shape}
#define PARTS(T, m, shape) {PLACES(T, m), .kind = MEMBER_PART, .of = &shape##_shape}
#define MADES(T, m, shape) {PLACES(T, m), .kind = MEMBER_MADE, .of = &shape##_shape, .many = 1}
#define MADE(T, m, shape, n) {PLACE(T, m), .kind = MEMBER_MADE, .of = &shape##_shape, .many = (n)}
#define SPECIAL(T, m, what) {PLACE(T, m), .kind = MEMBER_##what}
// clang-format on

#define SHAPE(T, name)                                                                             \
    const struct shape name##_shape = {sizeof(T), name##_members, ARRAY_LEN(name##_members)}

static const struct member stance_members[] = {
    B(struct stance, set),
    B(struct stance, implicit),
    N(struct stance, stance, 2),
    N(struct stance, reason, 4),
    N(struct stance, hat, GROUPS),
    TEXT(struct stance, why),
    TEXT(struct stance, could),
    U(struct stance, t),
    U(struct stance, seq),
    U(struct stance, since),
    N(struct stance, version, UINT16_MAX),
    B(struct stance, kept),
    U(struct stance, reserve),
    U(struct stance, reserve_seq),
    U(struct stance, reserve_end),
    N(struct stance, reserved, UINT16_MAX),
    B(struct stance, lapsed),
};
static SHAPE(struct stance, stance);

static const struct member voice_members[] = {
    PART(struct voice, pending, stance),
    PART(struct voice, said, stance),
    PART(struct voice, hat_pending, stance),
    PART(struct voice, hat_said, stance),
};
static SHAPE(struct voice, voice);

static const struct member credit_members[] = {
    ID(struct credit, by, PEOPLE),       IDS(struct credit, who, PEOPLE),
    N(struct credit, n, CREDIT_MAX),     N(struct credit, hat, GROUPS),
    N(struct credit, unsure, UINT8_MAX),
};
static SHAPE(struct credit, credit);

static const struct member amendment_members[] = {
    PART(struct amendment, credit, credit),
    N(struct amendment, state, AMEND_OVERTAKEN),
    B(struct amendment, live),
    IDS(struct amendment, yes, PEOPLE),
    U(struct amendment, t),
    N(struct amendment, made, UINT16_MAX),
    TEXT(struct amendment, text),
    TEXT(struct amendment, who),
};
static SHAPE(struct amendment, amendment);

enum { RESOURCES = SCENARIO_NETWORK + 1, SCALES_ALL = 15, DIMS_ALL = 3, GROUPS_ALL = 7 };

static const struct member commitment_members[] = {
    B(struct commitment, gone),
    N(struct commitment, kind, RESOURCES - 1),
    N(struct commitment, card, SCENARIO_ROLES_MAX),
    N(struct commitment, asset, SCENARIO_ASSETS_MAX - 1),
    B(struct commitment, lent),
    B(struct commitment, holds),
    ID(struct commitment, holds_by, PEOPLE),
    I(struct commitment, amount, 0, INT32_MAX),
    PART(struct commitment, credit, credit),
    TEXT(struct commitment, text),
};
static SHAPE(struct commitment, commitment);

static const struct member clause_members[] = {
    PART(struct clause, credit, credit),
    N(struct clause, group, GROUPS),
    N(struct clause, state, CLAUSE_DROPPED),
    N(struct clause, scale, SCALES_ALL),
    N(struct clause, dims, DIMS_ALL),
    N(struct clause, beneficiary, BENEFICIARY_UNSAID),
    ID(struct clause, scale_by, PEOPLE),
    ID(struct clause, dims_by, PEOPLE),
    ID(struct clause, beneficiary_by, PEOPLE),
    B(struct clause, parked),
    B(struct clause, beyond),
    N(struct clause, version, UINT16_MAX),
    U(struct clause, wording),
    TEXT(struct clause, text),
    TEXT(struct clause, norm),
    TEXT(struct clause, norm_who),
    ID(struct clause, norm_by, PEOPLE),
    TEXT(struct clause, first),
    TEXT(struct clause, who),
    U(struct clause, version_t),
    N(struct clause, writing, UINT16_MAX),
    N(struct clause, unnamed, UINT16_MAX),
    N(struct clause, eased, GROUPS_ALL),
    U(struct clause, round_until),
    MADES(struct clause, voice, voice),
    B(struct clause, worn),
    PARTS(struct clause, amend, amendment),
    N(struct clause, namend, AMENDS_MAX),
    PARTS(struct clause, commit, commitment),
    N(struct clause, ncommit, COMMITS_MAX),
    U(struct clause, dropped_t),
    N(struct clause, old_amends, AMENDS_MAX),
    N(struct clause, old_commits, COMMITS_MAX),
    ID(struct clause, carrier, PEOPLE),
    ID(struct clause, carry_by, PEOPLE),
    B(struct clause, carry_unsure),
    N(struct clause, carry_hat, GROUPS),
    TEXT(struct clause, due),
};
static SHAPE(struct clause, clause);

static const struct member earlier_members[] = {
    TEXT(struct earlier, text),
    TEXT(struct earlier, who),
    N(struct earlier, v, TEXT_CHANGES_MAX),
    ID(struct earlier, by, PEOPLE),
    U(struct earlier, t),
};
static SHAPE(struct earlier, earlier);

static const struct member shared_members[] = {
    TEXT(struct shared_text, text),
    TEXT(struct shared_text, who),
    N(struct shared_text, v, TEXT_CHANGES_MAX),
    ID(struct shared_text, by, PEOPLE),
    U(struct shared_text, t),
    MADE(struct shared_text, was, earlier, VERSIONS_KEPT),
    N(struct shared_text, nwas, VERSIONS_KEPT),
};
static SHAPE(struct shared_text, shared);

// clang-format off
#define TAG(m, most) \
    {.name = "tags." #m, .at = offsetof(struct group_work, tags[0].m), \
     .step = sizeof OF(struct group_work, tags[0]), \
     .count = ARRAY_LEN(OF(struct group_work, tags)), .size = 1, .high = (most)}
// clang-format on
static const struct member group_members[] = {
    B(struct group_work, ideas_open),
    PARTS(struct group_work, sheet, shared),
    TAG(set, 1),
    TAG(scale, SCALES_ALL),
    TAG(dims, DIMS_ALL),
    TAG(beneficiary, BENEFICIARY_UNSAID),
    B(struct group_work, has_points),
    B(struct group_work, has_met),
    NS(struct group_work, points, 10),
    NS(struct group_work, met, 2),
    PART(struct group_work, red, shared),
    PART(struct group_work, gave_up, shared),
    ID(struct group_work, points_by, PEOPLE),
    ID(struct group_work, presenter, PEOPLE),
};
static SHAPE(struct group_work, group);

static const struct member founding_members[] = {
    PART(struct founding, text, shared),
    B(struct founding, set),
    I(struct founding, value, INT32_MIN, INT32_MAX),
    ID(struct founding, by, PEOPLE),
};
static SHAPE(struct founding, founding);

static const struct member called_members[] = {
    N(struct called, expert, SCENARIO_ROLES_MAX - 1),
    B(struct called, owner),
    ID(struct called, by, PEOPLE),
    U(struct called, t),
};
static SHAPE(struct called, called);

static const struct member dealt_members[] = {
    ID(struct dealt, inject, INJECTS),
    B(struct dealt, extra),
    B(struct dealt, unseated),
    U(struct dealt, t),
    U(struct dealt, seq),
};
static SHAPE(struct dealt, dealt);

static const struct member table_act_members[] = {
    U(struct table_act, t),
    ID(struct table_act, by, PEOPLE),
    IDS(struct table_act, credit, PEOPLE),
    N(struct table_act, ncredit, CREDIT_MAX),
    N(struct table_act, kind, TALLY_KINDS - 1),
    N(struct table_act, hat, GROUPS),
    ID(struct table_act, clause, CLAUSES),
    N(struct table_act, groups, GROUPS_ALL),
    N(struct table_act, scales, SCALES_ALL),
    N(struct table_act, dims, DIMS_ALL),
    N(struct table_act, beneficiary, TALLY_FOR_O),
    N(struct table_act, stance, TALLY_STANCES - 1),
    N(struct table_act, resource, RESOURCES - 1),
    B(struct table_act, norm),
    B(struct table_act, accepted),
    B(struct table_act, reason),
    B(struct table_act, due),
    B(struct table_act, ext),
    N(struct table_act, unsure, UINT8_MAX),
    N(struct table_act, item, UINT8_MAX),
};
SHAPE(struct table_act, table_act);

static const struct member change_members[] = {
    U(struct table_change, t),
    BY(struct table_change, by),
    ID(struct table_change, who, PEOPLE),
    N(struct table_change, kind, CHANGE_KINDS - 1),
    ID(struct table_change, clause, CLAUSES),
    N(struct table_change, state, CLAUSE_DROPPED),
};
static SHAPE(struct table_change, change);

static const struct member said_members[] = {
    B(struct said, gone), N(struct said, table, TABLES_MAX), BY(struct said, by),
    U(struct said, t),    TEXT(struct said, text),
};
static SHAPE(struct said, said);
static const struct member call_members[] = {
    TEXT(struct call, url),
    BY(struct call, by),
};
static SHAPE(struct call, call);

enum { PLAN_MOST = PHASE_SECONDS_MAX + 2 };

static const struct member table_members[] = {
    N(struct table, where, WHERE_MIXED + 1),
    N(struct table, chats, CHATS_ON),
    PARTS(struct table, chat, said),
    N(struct table, nchats, UINT32_MAX),
    N(struct table, nclauses, CLAUSES_MAX),
    MADES(struct table, clause, clause),
    PARTS(struct table, group, group),
    N(struct table, base, GROUPS_ALL),
    ID(struct table, base_by, PEOPLE),
    PARTS(struct table, inject, dealt),
    N(struct table, ninjects, INJECTS_MAX),
    NS(struct table, plan, PLAN_MOST),
    PART(struct table, link, call),
    PARTS(struct table, call, called),
    N(struct table, ncalls, CALLS_MAX),
    PARTS(struct table, founding, founding),
    U(struct table, helped),
    U(struct table, help),
    U(struct table, help_answered),
    PARTS(struct table, report, shared),
    B(struct table, report_done),
    B(struct table, unlocked),
    ID(struct table, rapporteur, PEOPLE),
    SPECIAL(struct table, acts, ACTS),
    PARTS(struct table, change, change),
    N(struct table, nchanges, UINT32_MAX),
    U(struct table, text_t),
    ID(struct table, heart, CLAUSES),
    U(struct table, pool_began),
    U(struct table, pool_ms),
};
SHAPE(struct table, table);

static const struct member draft_members[] = {
    {PLACE(struct draft, key), .kind = MEMBER_NAME, .size = sizeof OF(struct draft, key)},
    TEXT(struct draft, text),
    TEXT(struct draft, who),
};
SHAPE(struct draft, draft);

static const struct member idea_members[] = {
    B(struct idea, set),
    TEXT(struct idea, need),
    TEXT(struct idea, idea),
};
static SHAPE(struct idea, idea);

static const struct member rating_members[] = {
    ID(struct rating, who, PEOPLE),
    N(struct rating, value, RATED_CANNOT_SAY),
};
static SHAPE(struct rating, rating);

static const struct member person_members[] = {
    B(struct person, here),
    B(struct person, removed),
    B(struct person, dismissed),
    B(struct person, erased),
    B(struct person, on),
    B(struct person, ready),
    B(struct person, debrief),
    B(struct person, research),
    B(struct person, has_final),
    B(struct person, answered),
    B(struct person, sealed),
    B(struct person, robot),
    B(struct person, remote),
    B(struct person, hushed),
    N(struct person, way, 2),
    N(struct person, lang, 1),
    N(struct person, group, GROUPS),
    N(struct person, hat, GROUPS),
    ID(struct person, seat, ROLES),
    ID(struct person, table, TABLES),
    ID(struct person, phone, PEOPLE),
    TEXT(struct person, name),
    TEXT(struct person, resume),
    TEXT(struct person, q5text),
    TEXT(struct person, q6),
    TEXT(struct person, tale),
    B(struct person, tale_told),
    U(struct person, tale_seq),
    PART(struct person, own_idea, idea),
    PART(struct person, hat_idea, idea),
    U(struct person, steered),
    U(struct person, joined),
    U(struct person, seated_t),
    U(struct person, left_t),
    U(struct person, last_act),
    U(struct person, strokes_t),
    U(struct person, chats_t),
    N(struct person, final, STANCE_SEALED),
    U(struct person, final_t),
    U(struct person, final_seq),
    PARTS(struct person, rating, rating),
    N(struct person, nrated, RATED_MAX),
    IDS(struct person, q2, PEOPLE),
    N(struct person, q3, 4),
    N(struct person, q4, 5),
    B(struct person, q5),
    SPECIAL(struct person, draft, DRAFTS),
};
static SHAPE(struct person, person);

static const struct member logged_members[] = {
    U(struct logged_act, seq),
    U(struct logged_act, t),
    BY(struct logged_act, by),
    N(struct logged_act, type, ACT_TYPES - 1),
    ID(struct logged_act, person, PEOPLE),
    ID(struct logged_act, table, TABLES),
    SPECIAL(struct logged_act, field, FIELD),
    I(struct logged_act, value, INT64_MIN, INT64_MAX),
    B(struct logged_act, undo),
};
static SHAPE(struct logged_act, logged);

static const struct member clock_members[] = {
    {PLACE(struct clock, phase), .size = 1, .is_signed = true, .low = -1, .most = MOST_PHASES},
    U(struct clock, ends),
    U(struct clock, left),
    U(struct clock, length),
    U(struct clock, began),
    B(struct clock, paused),
    B(struct clock, restart),
    U(struct clock, paused_t),
    U(struct clock, moved),
    {PLACE(struct clock, before), .size = 1, .is_signed = true, .low = -1, .most = MOST_PHASES},
    U(struct clock, before_left),
    U(struct clock, before_t),
};
static SHAPE(struct clock, clock);

static const struct member arrivals_members[] = {
    ID(struct arrivals, from, PEOPLE),
    ID(struct arrivals, to, PEOPLE),
    U(struct arrivals, t),
    U(struct arrivals, seq),
};
static SHAPE(struct arrivals, arrivals);

static const struct member life_members[] = {
    N(struct life, host, KEEP_DAYS_MAX),
    N(struct life, own, KEEP_DAYS_MAX),
    N(struct life, lived, UINT32_MAX),
    U(struct life, doomed),
    B(struct life, archived),
    N(struct life, scarce, PLACE_NONE),
};
static SHAPE(struct life, life);

// Numbers that others hang on come first.
static const struct member room_members[] = {
    SPECIAL(struct room, rules, RULES),
    N(struct room, nfacilitators, FACILITATORS_MAX),
    N(struct room, npeople, PEOPLE_MAX),
    N(struct room, ntables, TABLES_MAX),
    N(struct room, places, PLACES_MAX),
    N(struct room, nphases, PHASES_MAX),
    TEXT(struct room, code),
    TEXT(struct room, epoch),
    TEXT(struct room, link),
    N(struct room, lang, 1),
    N(struct room, roles, 2),
    NS(struct room, seconds, UINT32_MAX),
    B(struct room, planned),
    B(struct room, robots),
    N(struct room, speed, LIVING_SPEED_MAX),
    I(struct room, starts, 0, STARTS_MAX),
    TEXT(struct room, zone),
    B(struct room, locked),
    B(struct room, ended),
    B(struct room, sound),
    B(struct room, told),
    U(struct room, locked_seq),
    PART(struct room, burst, arrivals),
    PART(struct room, dismissed, arrivals),
    PART(struct room, clock, clock),
    PART(struct room, life, life),
    PARTS(struct room, table, table),
    MADES(struct room, person, person),
    N(struct room, lead, FACILITATORS_MAX),
    TEXTS(struct room, facilitator),
    NS(struct room, withdrawn, 1),
    PARTS(struct room, say, said),
    N(struct room, nsays, UINT32_MAX),
    NS(struct room, plan, PLAN_MOST),
    PART(struct room, call, call),
    PARTS(struct room, note, said),
    N(struct room, nnotes, NOTES_MAX),
    PARTS(struct room, acts, logged),
    N(struct room, nlogged, UINT32_MAX),
    N(struct room, chats, CHATS_ON),
    B(struct room, plenary_set),
    N(struct room, plenary, 3),
    IDS(struct room, drawn, TABLES),
    N(struct room, show, 6),
    N(struct room, wool, WOOL_NONE),
    ID(struct room, show_table, TABLES),
    U(struct room, show_t),
    U(struct room, seq),
    U(struct room, quoted_seq),
    U(struct room, now),
};
SHAPE(struct room, room);
