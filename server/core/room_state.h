// The state of a room, for the files of core that decide, apply and project. Nobody else
// includes this. All ids count from 1; index 0 of such arrays is unused.
#ifndef CORE_ROOM_STATE_H
#define CORE_ROOM_STATE_H

#include "core/room.h"

// In the order of the names of FIELD_STANCE.
enum { STANCE_SUPPORT, STANCE_LIVE, STANCE_OBJECT, STANCE_SEALED /* it is not known here */ };

struct stance {
    bool set, implicit; // implicit: by authorship, carrying or committing
    uint8_t stance;     // STANCE_…
    uint8_t reason, hat;
    struct str why, could;
    uint64_t t, seq;  // when it was taken, and by which event; implied: none
    uint64_t since;   // of an objection: since when it stands, however often it is repeated
    uint16_t version; // of the clause
    bool kept;        // implied by something that was taken back since
    // Of what is pending: an objection that is being written, until then; and the version for which
    // this voice had its time.
    uint64_t reserve;
    uint16_t reserved;
    uint64_t reserve_seq, reserve_end; // the events of it; of what is said, those before it
    bool lapsed;                       // without a reason: the words are a draft again
};

// All that one person said of a clause: this round's, hidden, and what was revealed; and the same
// under a hat: a person with two roles has two voices.
struct voice {
    struct stance pending, said, hat_pending, hat_said;
};

// Whose idea something was.
struct credit {
    uint16_t by, who[CREDIT_MAX]; // who typed it, and whose it was; none: by's own
    uint8_t n, hat;               // hat: that it was done under, GROUPS when none
    uint8_t unsure;               // bits of `who` that have not said so themselves
};

struct amendment {
    struct credit credit;
    uint8_t state;   // enum amend_state
    bool live;       // who typed it objects, and can live with it
    uint16_t yes[2]; // who accepted it, and another group's yes is needed, too; its author first
    uint64_t t;      // when it was offered, or accepted so
    uint16_t made;   // the version it made, once accepted
    struct str text, who;
};
enum amend_state {
    AMEND_OPEN,
    AMEND_ACCEPTED,
    AMEND_DECLINED,
    AMEND_WITHDRAWN, // by who offered it
    AMEND_OVERTAKEN, // the clause got another wording meanwhile
};
// It came to nothing: a later one may have its place.
static inline bool amend_closed(const struct amendment *a)
{
    return a->state > AMEND_ACCEPTED;
}

struct commitment {
    bool gone;
    uint8_t kind;
    // Of which card, as role + 1, and which resource of it; 0: of none in particular.
    uint8_t card, asset;
    bool lent;         // by somebody nobody plays: no hand
    bool holds;        // its condition, as the table has ticked it
    uint16_t holds_by; // who ticked it last, or took the tick off
    int32_t amount;    // whole dollars, 0 when the resource has no sum
    struct credit credit;
    struct str text;
};

enum { WOOL_THREADS, WOOL_FEW, WOOL_NONE }; // in the order of the names of FIELD_WOOL
enum { BENEFICIARY_UNSAID = 3 };            // after the names of FIELD_BENEFICIARY

enum clause_state { CLAUSE_OPEN, CLAUSE_ADOPTED, CLAUSE_PARKED, CLAUSE_DROPPED };

struct clause {
    struct credit credit;
    uint8_t group; // the proposer's, or the hat's
    uint8_t state; // enum clause_state: adopted is recomputed after each event
    uint8_t scale, dims, beneficiary;
    uint16_t scale_by, dims_by, beneficiary_by; // who said it last
    bool parked, beyond; // beyond: names a rule it exceeds, whether or not we still know which
    uint16_t version;    // 1.., one more for each accepted amendment
    uint64_t wording; // the event that gave it this text: none other ever has that number, though
                      // an amendment, or a withdrawal, let something else stand in its place
    struct str text;  // the same bytes as of the first, or of the amendment that made it
    struct str norm, norm_who;
    uint16_t norm_by;
    struct str first, who; // the text as it was proposed, version 1
    uint64_t version_t;    // since when that text stands
    uint16_t writing;      // voices that have reserved their answer
    uint16_t unnamed;      // of them, those of which the log at hand does not tell whose
    uint8_t eased;         // groups, as bits, an objection of which gave way to another wording
    uint64_t round_until;  // stances stay hidden until then; 0: the round is over
    struct voice *voice[PEOPLE_MAX + 1]; // NULL until that person speaks; voices.c
    bool worn;                           // somebody spoke under a hat
    struct amendment amend[AMENDS_MAX + 1];
    uint8_t namend;
    struct commitment commit[COMMITS_MAX + 1];
    uint8_t ncommit;
    uint64_t dropped_t;
    uint8_t old_amends, old_commits; // of the clause that had this number before
    uint16_t carrier, carry_by;
    bool carry_unsure; // the carrier was named and has not said so
    uint8_t carry_hat;
    struct str due;
};

// What a text of several said before, and who had written last.
struct earlier {
    struct str text, who;
    uint16_t v, by;
    uint64_t t;
};

// A text several people write: `v` counts its changes. Beside such a text `who` tells whose its
// parts are (parts.h). `was` are VERSIONS_KEPT, of which the first `nwas` are some, oldest first;
// NULL before there is one. Which change makes a version, and which goes when there is no place,
// never hangs on the words: a log that does not know them tells the same.
struct shared_text {
    struct str text, who;
    uint16_t v, by;
    uint64_t t; // of the last change
    struct earlier *was;
    uint8_t nwas;
};

enum { SHEET_FIELDS = 7, REPORT_FIELDS = 8 };

struct group_work {
    bool ideas_open; // all wrote, or the step is over
    struct shared_text sheet[SHEET_FIELDS];
    struct {
        bool set;
        uint8_t scale, dims, beneficiary;
    } tags[4]; // 1..3
    bool has_points, has_met;
    uint8_t points[3], met[3];
    uint16_t points_by; // who shared them out last
    struct shared_text red, gave_up;
    uint16_t presenter;
};

// A choice of the founding checklist: as its kind of answer asks, a text or a value.
struct founding {
    struct shared_text text;
    bool set;      // answered: something was chosen or written, and not taken back
    int32_t value; // choices as bits, or an amount
    uint16_t by;
};

struct called {
    uint8_t expert; // or the role, of an absent owner
    bool owner;
    uint16_t by;
    uint64_t t;
};

struct dealt {
    uint8_t inject;
    bool extra;      // the table had finished: what it does from here on is not counted
    bool unseated;   // nobody there played a role that it is addressed to, when it was dealt
    uint64_t t, seq; // when, and by which event
};

// What the tallies count, kept small; people and clauses by id. See tally.h for the kinds.
struct table_act {
    uint64_t t;
    uint16_t by, credit[CREDIT_MAX];
    uint8_t ncredit, kind, hat, clause; // kind: enum tally_kind; hat: GROUPS when none
    uint8_t groups, scales, dims, beneficiary, stance, resource;
    bool norm, accepted, reason, due, ext;
    uint8_t unsure; // bits of `credit`: named, and have not said so
    uint8_t item;   // of an amendment or commitment: its number
};

// What changed under what people had said yes or no to: the table is told, and who did it.
enum change_kind {
    CHANGE_VERSION,
    CHANGE_DROPPED,
    CHANGE_PARKED,
    CHANGE_TAGS,
    CHANGE_CARRIER,
    CHANGE_TAKEN_BACK,
    CHANGE_REFUSED,
    CHANGE_STATE,
    CHANGE_BASE,
    CHANGE_KINDS
};
struct table_change {
    uint64_t t;
    int16_t by;
    uint16_t who; // whom it is about; 0: nobody else
    uint8_t kind, clause, state;
};

// What facilitators are told about a table while it negotiates. It depends on the time, so it is
// computed when patches are made and kept: a document then says what the patches said.
struct table_live {
    uint64_t next; // when time alone changes it, UINT64_MAX for never; 0: not computed
    uint8_t stuck, without_hand, nsilent;
    bool asks;         // `clause` is objected to in a wording that is no more
    bool owners;       // it is time to say whom it has not called
    uint64_t pressing; // clauses, as bits, that somebody has been asked again of for long
    uint64_t waiting;  // and those of which a new wording waits for a second yes as long
    uint16_t conceded[GROUPS];
    uint16_t typist, clause,
        silent[TALLY_PEOPLE_MAX]; // persons; clause: of the oldest objection
};

// The last patch of a topic, kept so that one that would say the same again is not sent.
struct told {
    char *p;
    size_t n, cap;
};

struct said {
    bool gone;
    uint16_t table; // told there alone; 0: to everybody
    int by;
    uint64_t t;
    struct str text;
};

// What a facilitator says instead of what people's places make of it.
enum { CHATS_UNSAID, CHATS_OFF, CHATS_ON };

// A facilitator's link to a call, and who gave it.
struct call {
    struct str url;
    int by;
};

struct table {
    struct table_live live;
    uint8_t where;               // enum where + 1, as a facilitator said; 0: as its people do
    uint8_t chats;               // CHATS_…
    struct said chat[CHAT_KEPT]; // number n is at (n - 1) % CHAT_KEPT
    uint32_t nchats;
    struct group_work group[GROUPS];
    uint8_t base;     // bitset of groups
    uint16_t base_by; // who chose it last
    struct clause *clause[CLAUSES_MAX + 1];
    uint8_t nclauses; // numbers ever given
    struct dealt inject[INJECTS_MAX];
    uint8_t ninjects;
    uint16_t plan[SCENARIO_INJECTS_MAX]; // when the clock deals each card, where it is other than
                                         // elsewhere: see timeline.c
    struct call link;
    struct called call[CALLS_MAX];
    uint8_t ncalls;
    struct founding founding[FOUNDING_MAX];
    uint64_t helped;        // the event that called or answered last
    uint64_t help;          // since, or 0
    uint64_t help_answered; // the call that was answered, for an answer taken back
    struct shared_text report[REPORT_FIELDS];
    bool report_done, unlocked;
    uint16_t rapporteur;
    // The acts the tallies count, in order; grows in the arena.
    struct table_act *acts;
    uint16_t nacts, cap_acts;
    struct tally_act *tally; // [cap_acts]: where room_tally_input writes
    struct tally_kept *kept; // live tallies as of the last look; NULL before the first
    bool recount;            // acts that it has read were changed or moved
    struct told outcome;
    struct table_change change[CHANGES_SHOWN]; // number n is at (n - 1) % CHANGES_SHOWN
    uint32_t nchanges;
    uint64_t text_t;              // when what is adopted last changed
    uint8_t heart;                // clause, or 0
    uint64_t pool_began, pool_ms; // the pooling phase as of the last of them
};

struct draft {
    char key[33];
    struct str text, who;
};

// What one wrote alone in phase 1.
struct idea {
    bool set;
    struct str need, idea;
};

enum { RATED_CANNOT_SAY = 6 };

struct rating {
    uint16_t who;
    uint8_t value; // 1..5, or RATED_CANNOT_SAY
};

struct person {
    bool here, removed, dismissed, erased, on, ready, debrief, research, has_final, answered;
    bool sealed;              // what they answered is not known here
    bool robot;               // the server plays for them
    bool remote;              // they are not in the hall
    bool hushed;              // a facilitator keeps their microphone closed
    uint8_t way;              // FIELD_WAY, of the phone they last came by
    uint8_t lang, group, hat; // hat: GROUPS when none
    uint8_t seat;             // index of the role in the scenario
    uint16_t table;           // 0: no seat
    uint16_t phone;           // whose phone they share; 0: their own
    struct str name, resume, q5text, q6, tale;
    struct idea own_idea, hat_idea; // for their own group, and for the one whose hat they wear
    bool tale_told;                 // the hall sees it
    uint64_t tale_seq;              // the event it came with
    uint64_t steered; // the event that last moved, named, removed or restored them, or gave a hat
    uint64_t joined, seated_t, left_t, last_act;
    uint64_t strokes_t;              // when all they proposed, amended and withdrew is paid for
    uint64_t chats_t;                // and all they wrote beside it
    uint8_t final;                   // STANCE_…
    uint64_t final_t, final_seq;     // when it was said, and by which event
    struct rating rating[RATED_MAX]; // of others, in the order they were first rated
    uint8_t nrated;
    uint16_t q2[2];
    uint8_t q3, q4;
    bool q5;
    struct draft draft[DRAFTS_MAX];
    uint8_t ndrafts;
};

// They have a seat at that table; for that group, or under its hat.
static inline bool sits_at(const struct person *p, int table)
{
    return p->here && p->table == table;
}

static inline bool sits_for(const struct person *p, int table, int group)
{
    return sits_at(p, table) && (p->group == group || p->hat == group);
}

struct logged_act { // for the console's list of what facilitators did
    uint64_t seq, t;
    int by;
    enum act_type type;
    uint16_t person, table;
    const struct field_spec *field; // of its first other value, or NULL
    int64_t value;
    bool undo; // it takes back what it names
};

// Whether the list of acts tells a field of that type: minutes, a phase, yes or no…
static inline bool field_is_told(const struct field_spec *f)
{
    return f->type == FIELD_INT || f->type == FIELD_BOOL || f->type == FIELD_SHOW ||
           f->type == FIELD_PLENARY || f->type == FIELD_GROUP || f->type == FIELD_WHERE;
}

enum { ACTS_SHOWN = 50 };

struct clock {
    int8_t phase;  // -1 lobby, 0.. index in the scenario's phases, nphases: ended
    uint64_t ends; // while it runs
    uint64_t left; // while it is paused
    uint64_t length;
    uint64_t began; // start of this phase, moved along by pauses
    bool paused, restart;
    uint64_t paused_t; // when; windows move along by the pause
    uint64_t moved;    // the event that moved it last, to a phase or the end
    int8_t before;     // the phase that next or back would undo to with its left time
    uint64_t before_left, before_t;
};

// People who arrived one after another, by their numbers.
struct arrivals {
    uint16_t from, to; // 0: there are none
    uint64_t t;        // of the last of them; or when they were dismissed
    uint64_t seq;      // the event that dismissed them or let them in again
};

// Until when it is kept, in days after somebody last did something there. Numbers of days count
// from 1970, so that a document changes once a day.
struct life {
    uint16_t host, own; // days; 0: without end; as the host's
    uint32_t lived;     // the day
    uint64_t doomed;    // when it will be deleted; 0: nobody asked
    bool archived;
    uint8_t scarce; // place for words: 0 enough, PLACE_LITTLE, PLACE_NONE
};

// What an event touched, so that only that is projected again.
enum dirt {
    DIRT_ROOM = 1, // the members of `room` that are not collections
    DIRT_ALL = 2,  // every topic, whole
    DIRT_SCREEN = 4,
    DIRT_CONSOLE = 8, // members that are not tables
};

// What of a person was touched.
enum {
    PERSON_ROW = 1, // room.people[p]
    PERSON_OWN = 2, // person/p: what is not named below
    PERSON_DRAFTS = 4,
    PERSON_STANCES = 8, // and, in table/t, theirs of the clauses that were touched
    PERSON_DUE = 16,    // what is awaited of them; so is it by all but row, drafts and name
    PERSON_NAME = 32,   // of PERSON_OWN, the name alone
    PERSON_ALL = 63,
};

// What of a clause was touched.
enum {
    CLAUSE_STANCES = 1, // its state, its round, and stances of the people whose PERSON_STANCES
    CLAUSE_THREAD = 2,  // objections along its thread, and whether that is closed
    CLAUSE_ALL = 7,
};

// What of a table's counts was touched.
enum {
    COUNTS_ROWS = 1, // room.tables[t], console.tables[t]
    COUNTS_ALL = 3,  // and those of table/t
};

// Who says who plays what, of FIELD_ROLES: the room, people, or a facilitator.
enum roles { ROLES_DEALT, ROLES_CHOSEN, ROLES_GIVEN };

struct room {
    struct arena *arena;
    const struct scenario *sc;
    const struct rules *rules; // that the log's first record names
    struct str code, epoch, link;
    uint8_t lang, roles; // enum roles
    uint8_t ntables, places, nphases;
    uint32_t seconds[PHASES_MAX];
    bool planned;
    bool robots;    // some sit, or sat, here
    uint8_t speed;  // robots play it, so many times as fast; 0: people do
    int32_t starts; // as planned, minutes since 1970; 0: not said
    struct str zone;
    bool locked, ended;
    bool sound;          // places hear themselves on phones (sound.c)
    bool told;           // the report was left: whoever had not answered may have seen the tallies
    uint64_t locked_seq; // the event that locked or unlocked it last
    struct arrivals burst, dismissed; // the last of each
    struct clock clock;
    struct life life;
    struct table table[TABLES_MAX + 1];
    uint16_t npeople;
    struct person *person[PEOPLE_MAX + 1];
    uint8_t nfacilitators;
    uint8_t lead; // of them
    struct str facilitator[FACILITATORS_MAX + 1];
    bool withdrawn[FACILITATORS_MAX + 1];
    struct said say[SAYS_MAX]; // to all and to tables: number n is at (n - 1) % SAYS_MAX
    uint32_t nsays;
    uint16_t plan[SCENARIO_INJECTS_MAX]; // when the clock deals each card: see timeline.c
    struct call call;
    struct said note[NOTES_MAX];
    uint16_t nnotes;
    struct logged_act acts[ACTS_SHOWN];
    uint32_t nlogged;
    uint8_t chats;    // CHATS_…: of tables of which it is not said
    bool plenary_set; // by a facilitator: else it is as many tables as time has place for
    uint8_t plenary;  // FIELD_PLENARY
    uint8_t drawn[PLENARY_DRAWN];
    uint8_t show, wool; // wool: what the hall sees of tables at work, as FIELD_WOOL
    uint16_t show_table;
    uint64_t show_t;     // since when that is shown
    uint64_t seq, now;   // of the last event
    uint64_t quoted_seq; // of the last that changed whose words are told
    bool recorded;       // person topics leave out what belongs to forms and keys
    // Bytes of the arena that hold what is reckoned anew, and those that the log took and a room
    // made of a snapshot does not: what may still be written hangs on the log alone.
    size_t reckoned, spent;

    // Touched since the last projection.
    unsigned dirt;
    uint8_t d_person[PEOPLE_MAX + 1]; // PERSON_…
    bool d_chat[TABLES_MAX + 1];
    bool d_table[TABLES_MAX + 1];      // table/t, all but clauses; and what d_counts covers
    uint8_t d_counts[TABLES_MAX + 1];  // COUNTS_…
    uint8_t d_changes[TABLES_MAX + 1]; // how many are new
    bool d_group[TABLES_MAX + 1][GROUPS];
    uint8_t d_clause[TABLES_MAX + 1][CLAUSES_MAX + 1]; // CLAUSE_…
    uint8_t knots[TABLES_MAX + 1][CLAUSES_MAX + 1];    // thread_moved, by then
};

// room.c
const struct person *room_person(const struct room *r, int id); // here, or NULL
const struct clause *room_clause(const struct room *r, int table,
                                 int id); // not dropped, or NULL
enum phase_kind room_phase(const struct room *r);
// As the scenario has it, or the debrief that the workshop was given besides.
const struct scenario_phase *room_phase_at(const struct room *r, int phase);
bool phase_reached(const struct room *r, enum phase_kind kind); // is, or was, in progress
bool room_seated(const struct room *r, int table,
                 int group);                     // somebody, or a hat, at that table
int room_seats(const struct room *r, int table); // people seated there
// arrivals.c: places that are held there, and people that the room holds. Who never sat and is gone
// holds none, nor who is gone for good.
int places_held(const struct room *r, int table);
// Group an act is done for: the given hat or the person's own; GROUPS when not theirs.
int room_hat(const struct room *r, int person, const struct val *hat);
// What they wrote alone for that group, theirs or the one whose hat they wear.
const struct idea *person_idea(const struct person *p, int group);
// can_apply.c: the room's memory has place for these events; people leave some of it to others.
bool room_has_place(const struct room *r, const struct act *events, int n);
struct str room_keep(struct room *r, struct str text); // a copy in the room's arena
void *room_reckon(struct room *r, size_t n);           // for what is reckoned anew; NULL: full
// The same into a place whose text nobody else shares, where it lies when it fits: what is
// written again and again does not fill the room.
void room_put(struct room *r, struct str *slot, struct str text);
uint32_t text_capacity(struct str text); // of one that room_put left there
// Bytes taken for a text: half as many more, as it will grow.
static inline size_t text_room(size_t n)
{
    return n + n / 2;
}
void touch_person(struct room *r, int person); // all of them, and the table's counts
void touch_parts(struct room *r, int person, unsigned parts);
void touch_quoted(struct room *r);             // whose words are told
void touch_counts(struct room *r, int person); // of the table the person is at
void touch_table(struct room *r, int table);
void touch_clause(struct room *r, int table, int clause); // all of it, and the table's rows
void touch_said(struct room *r, int table, int clause);   // the same, but CLAUSE_STANCES alone
void touch_group(struct room *r, int table, int group);
bool table_touched(const struct room *r, int table);

#endif
