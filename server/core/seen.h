// What one person may read, as plain data, for whoever plays for them (robot/): nothing else of a
// room is known there. Texts borrow the room until the next event.
#ifndef CORE_SEEN_H
#define CORE_SEEN_H

#include "core/scenario.h"

struct arena;
struct room;

enum { SEEN_STANCE_SUPPORT, SEEN_STANCE_LIVE, SEEN_STANCE_OBJECT, SEEN_STANCE_NONE };
enum { SEEN_SHEETS = 7, SEEN_REPORTS = 8 };

struct seen_person {
    uint16_t id;
    uint8_t group, role; // role: index in the scenario
    bool robot, on;
    bool to_rate; // before the reader can answer
};

struct seen_clause {
    int id;
    uint16_t by; // who typed it
    uint8_t group;
    bool adopted, open; // neither: it is set aside
    bool asks_me;       // it waits for a word of the reader
    bool round;         // what others answered is hidden still
    uint8_t mine;       // the reader's stance, hidden or said: SEEN_STANCE_…
    uint16_t version;
    struct str text;
    uint16_t objector; // somebody whose objection stands and was revealed; 0: nobody
    struct str could;  // what would let them live with it
    uint16_t carrier;
    // The first amendment that waits for the reader's answer; 0: none. And whether they typed one.
    int amendment;
    bool amends;
    uint16_t given;    // roles that put something in, as bits
    int condition;     // the reader's commitment whose condition is not ticked; 0: none
    uint64_t proposed; // since when its wording stands, Unix milliseconds
};

struct seen {
    const struct scenario *sc;
    bool english; // the workshop's language
    bool aside;   // the reader is a robot beside people, who proposes and speaks
    enum phase_kind phase;
    uint64_t now, began, ends; // of the phase, Unix milliseconds
    // The reader
    int me, table;
    uint8_t group, role;
    bool ready, wrote, answered, finished, final_old, said_q6; // finished: gave a final stance
    uint16_t assets; // of their card that are left to put in, as bits
    int n_people;    // at the table, the reader among them
    struct seen_person people[PLACES_MAX];
    // Their group's
    struct str sheet[SEEN_SHEETS], red, gave_up;
    bool tagged[4]; // 1..3
    bool has_points, has_met;
    uint16_t presenter;
    // The table's
    uint8_t base; // groups, as bits
    int left;     // clauses that the reader's group may still propose
    int n_clauses;
    struct seen_clause clause[CLAUSES_MAX];
    int heart;
    struct str report[SEEN_REPORTS];
    bool reported, unlocked;
};

// False when they are not here, or have no seat. `now`: Unix milliseconds of the room.
bool room_seen(const struct room *r, int person, uint64_t now, struct seen *out);

// What the next robot joins as, or the one `more` after it; its name is in the arena.
void robot_joins(const struct room *r, int more, struct arena *scratch, struct act *e);
bool room_has_robots(const struct room *r); // some sit, or sat, there
bool room_is_robot(const struct room *r, int person);
// The next robot that sits at that table, by their numbers, after that one; 0: none follows.
int room_robot_after(const struct room *r, int table, int after);
// So many times as fast as people play it; 0: people do.
int room_speed(const struct room *r);
// Robots play all of it, and its phase has lasted as long as it was to, or it has not begun.
bool room_waits_for_next(const struct room *r, uint64_t now);
bool room_is_in_last_phase(const struct room *r);
// Of the phase, Unix milliseconds, and how long it is; 0: no clock runs.
uint64_t room_phase_ends(const struct room *r);
uint64_t room_phase_length(const struct room *r);

#endif
