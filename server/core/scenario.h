// A scenario as the rules see it: plain data, read once and never changed.
// Everything lives in the arena that the scenario was read into (codec/scenario_json.h): texts are
// views that last as long as that arena. Lengths and numbers were checked when it was read, so the
// rules trust them. An absent optional text is {NULL, 0} in both languages.
#ifndef TABLEE_CORE_SCENARIO_H
#define TABLEE_CORE_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "core/act.h"

enum {
    SCENARIO_FORMAT = 2, // of files, the newest; 1 is still read
    SCENARIO_GROUPS = 3,
    SCENARIO_INTERESTS = 3, // of each group
    SCENARIO_ROLES_MIN = 9,
    SCENARIO_ROLES_MAX = 12,
    SCENARIO_WANTS_MAX = 3,
    SCENARIO_FEARS_MAX = 2,
    SCENARIO_ASSETS_MAX = 4,
    SCENARIO_SUMMARY = 3,
    SCENARIO_SITUATION_MAX = 4,
    SCENARIO_INJECTS_MAX = 5,
    SCENARIO_PHASES_MAX = 6,
    SCENARIO_STEPS_MAX = 8,
    SCENARIO_FICTION_MAX = 6,
    SCENARIO_EVENTS_MAX = 20,
    SCENARIO_SOURCES_MAX = 20,
    SCENARIO_EXPERTS_MAX = 6,
    SCENARIO_FOUNDING_MAX = 24,
    SCENARIO_CHOICES_MAX = 6, // of one founding choice
    SCENARIO_KNOTS_MAX = 14,  // tensions, and as many trades: two at every seating take ten or so
};

// Actor groups by number, everywhere a scenario speaks of one: 0 municipal, 1 citizen,
// 2 organisation. Scales likewise: 0 local, 1 mrc, 2 region, 3 beyond.

enum scenario_asset_kind {
    SCENARIO_MONEY,
    SCENARIO_PREMISES,
    SCENARIO_EXPERTISE,
    SCENARIO_VOLUNTEERS,
    SCENARIO_PERMITS,
    SCENARIO_NETWORK,
};

enum scenario_inject_kind {
    SCENARIO_CARRIER_LEAVES,
    SCENARIO_CONDITIONAL_PROGRAMME,
    SCENARIO_NORM_BLOCKS,
    SCENARIO_LAST_SERVICE_CLOSES,
    SCENARIO_RADIO_CALLS,
    SCENARIO_CUSTOM,
};

struct text2 {
    struct str fr, en;
};

struct scenario_place {
    struct str name, mrc, region; // mrc is empty where there is none
    int32_t population;
    int32_t year;             // of that figure, 0 when not given
    int32_t lat_1e4, lon_1e4; // ten-thousandths of a degree
};

struct scenario_interest {
    struct str id;
    struct text2 text;
};

struct scenario_group {
    struct text2 name; // optional
    struct text2 mandate;
    struct scenario_interest interests[SCENARIO_INTERESTS];
};

struct scenario_asset {
    struct str id;
    enum scenario_asset_kind kind;
    struct text2 text;
    struct text2 condition; // optional: what the table ticks before it counts (format 2)
    int32_t amount;         // whole Canadian dollars, 0 when not given
    bool aside;             // worth that, and no part of what the project must find (format 2)
};

struct scenario_role {
    struct str id;
    uint8_t group;
    uint8_t interests; // bit i: its group's interest i
    struct str name;   // the same in both languages
    struct text2 title, public, mandate;
    struct text2 knows; // optional
    struct text2 casting,
        after;           // optional (format 2): to whoever gives the role, and for the debrief
    struct text2 absent; // optional (format 2): what they say when called, played by nobody
    bool stake;          // the stake is theirs (format 2)
    struct text2 wants[SCENARIO_WANTS_MAX], fears[SCENARIO_FEARS_MAX], red_line;
    uint8_t n_wants, n_fears, n_assets;
    struct scenario_asset assets[SCENARIO_ASSETS_MAX];
};

struct scenario_inject {
    struct str id;
    enum scenario_inject_kind kind;
    enum phase_kind phase; // in which it can be dealt
    int32_t at_s;          // second of that phase, -1: by hand only
    uint16_t to;           // bit i: addressed to role i, theirs to play; 0: to the table
    struct text2 title, text, ask;
    struct text2 unseated; // instead of `ask` where none of those is seated; absent when to is 0
};

// What the project costs and what the community must bring of it, in whole Canadian dollars; 0
// where the scenario does not say.
struct scenario_budget {
    int32_t total, community;
    struct text2 what; // optional: what it pays for
};

// A conflict or an exchange between roles: bit i, role i.
typedef uint16_t scenario_knot;

struct scenario_step {
    struct str id; // situation, card, ... as in the schema
    int32_t at_s;
    struct text2 title, text; // optional: the interface has its own
};

struct scenario_phase {
    enum phase_kind kind;
    int32_t seconds;
    uint8_t n_steps;
    struct scenario_step steps[SCENARIO_STEPS_MAX];
};

struct scenario_expert {
    struct str id;
    struct text2 title, offers, advice;
};

struct scenario_story_event {
    struct text2 date, text;
    uint8_t lead; // bit g: group g led then; 0 when not given
    int8_t scale; // -1 when not given
};

struct scenario_source {
    struct str title, url;
};

struct scenario_story {
    struct scenario_story_event events[SCENARIO_EVENTS_MAX];
    struct scenario_source sources[SCENARIO_SOURCES_MAX];
    uint8_t n_events, n_sources;
    struct text2 outcome;
};

struct tally_cases;

// How a choice of the founding checklist is answered.
enum scenario_answer {
    SCENARIO_ANSWER_TEXT,
    SCENARIO_ANSWER_CHOICE,
    SCENARIO_ANSWER_SEVERAL,
    SCENARIO_ANSWER_YES_NO,
    SCENARIO_ANSWER_AMOUNT,
    SCENARIO_ANSWER_NAMES,
};

// The part of the co-operative difference that an answer informs.
enum scenario_difference {
    SCENARIO_DEMOCRATIC,
    SCENARIO_COLLECTIVE,
    SCENARIO_SOLIDARITY,
    SCENARIO_DIFFERENCES, // of none
};

// What the rules need of a choice; its words, laws and sources are for screens (`checklist`).
struct scenario_founding {
    struct str id;
    enum scenario_answer answer;
    enum scenario_difference difference;
    bool matters; // most, in this scenario
    uint8_t n_choices;
    struct str choices[SCENARIO_CHOICES_MAX];
};

struct scenario {
    const struct tally_cases *cases; // the known cases that tables are compared with; NULL: none
    struct str id;
    uint8_t format; // of its file: 1 or 2
    int32_t version;
    struct str hash; // SHA-256 of the file's bytes, 32 of them; empty if not asked for
    struct str era;  // "2014" or "today"
    bool two_eras;   // the file offers the other one too
    struct str sector;
    struct str status; // "documented" or "inspired"
    uint8_t model;     // a group
    uint8_t players_min, players_max, players_best;
    struct text2 title, tagline, when, need, conflict;
    struct scenario_place place;
    struct text2 summary[SCENARIO_SUMMARY];
    struct text2 situation[SCENARIO_SITUATION_MAX];
    uint8_t n_situation;
    struct scenario_group groups[SCENARIO_GROUPS];
    uint8_t n_roles, n_injects, n_phases, n_experts, n_fiction, n_tensions, n_trades;
    scenario_knot tensions[SCENARIO_KNOTS_MAX], trades[SCENARIO_KNOTS_MAX];
    struct text2 tension_texts[SCENARIO_KNOTS_MAX], trade_texts[SCENARIO_KNOTS_MAX];
    // The role that is named first: of «this against that», this is theirs.
    uint8_t tension_first[SCENARIO_KNOTS_MAX], trade_first[SCENARIO_KNOTS_MAX];
    struct scenario_budget budget;
    struct scenario_role roles[SCENARIO_ROLES_MAX];
    struct scenario_inject injects[SCENARIO_INJECTS_MAX];
    struct scenario_phase phases[SCENARIO_PHASES_MAX];
    struct scenario_expert experts[SCENARIO_EXPERTS_MAX];
    struct text2 fiction[SCENARIO_FICTION_MAX];
    struct scenario_story story;
    struct scenario_founding founding[SCENARIO_FOUNDING_MAX];
    uint8_t n_founding;
};

#endif
