// An append-only log of opaque records by (room, seq), the list of rooms, and beside the log the
// private texts, which may be forgotten. SQLite, memory and PostgreSQL, one interface; the last
// shares rooms between several servers, so whoever uses a room takes it first and lets it go
// afterwards.
// The store owns its files, its thread and copies of all that is put. One thread (the loop) calls
// everything here; the writer is the store's own. What is put is gathered; store_flush hands it
// over as one transaction. A write that fails is final: nothing is retried, every later answer is
// STORE_FAILED, and the process must end and start again from what is durable.
#ifndef TABLEE_STORE_STORE_H
#define TABLEE_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

// Rooms that are kept in memory alone: so many at once, by numbers of their own.
enum { STORE_PASSING_MAX = 32 };
#define STORE_PASSING UINT32_C(0x80000000)

enum { STORE_HASH_BYTES = 32, STORE_SALT_BYTES = 16, STORE_FORMAT = 4, STORE_DAY_MS = 86400000 };

struct store;

struct store_room {
    uint32_t id;         // reserved, from 1, never used again
    uint32_t code;       // seven digits
    uint64_t created_ms; // wall clock
    struct str once;     // the mark of the request that made it; empty: none
    struct str look;     // what is told of it while nobody has it; the caller's; empty: not known
    struct str title;    // by which it is found in a list; the caller's
    // How long it is kept: the day since 1970 on which somebody last did something there, its own
    // days after that or 0, and when it is to go by all means, or 0.
    uint32_t day, keep;
    uint64_t doomed_ms;
    bool archived;
    unsigned char scenario[STORE_HASH_BYTES]; // what it is played with; zeros: not known
};

struct store_record {
    uint32_t room;
    uint64_t seq; // 1, 2, 3 … without a gap in each room
    struct str body;
    unsigned char hash[STORE_HASH_BYTES];
};

struct store_text {
    uint32_t room;
    uint32_t person; // whose words, a number of the caller's; 0 when nobody's
    uint64_t seq;
    struct str field;
    unsigned char salt[STORE_SALT_BYTES];
    struct str text;
};

// A scenario as it was when a room began, so that the room keeps it whatever the file becomes.
struct store_scenario {
    unsigned char hash[STORE_HASH_BYTES]; // of the text
    struct str text;
};

// What the records of a room up to one of them come to, so that a reader need not begin with the
// first. The caller's own bytes, which say by themselves whether they are to be believed.
struct store_snapshot {
    uint32_t room;
    uint64_t seq; // of the last record that is in it
    struct str bytes;
};

// That a room was there, without anything of it.
struct store_gone {
    uint32_t room, code;
    uint64_t created_ms, gone_ms;
    struct str why;   // the caller's word
    uint64_t records; // how many it had; the store adds those that it takes away
};

// A line of the register: who had what, and when. The caller's words; `what` may be JSON.
struct store_entry {
    uint64_t id; // filled in by the store
    uint64_t t_ms;
    uint32_t code; // of the room, or 0
    struct str kind, who, what;
};

// Called from the writer's thread after each transaction, done or failed; where an answer was
// STORE_LATER, also when it may be asked for again.
struct store_waker {
    void (*wake)(void *ctx);
    void *ctx;
};

// How PostgreSQL is used; files and memory look at none of it.
struct store_way {
    const char *node;   // whose rooms are taken: this process, until another takes the name; NULL:
                        // it only looks, and what is put goes nowhere
    uint64_t key;       // what servers that share rooms must have alike, as a number; 0: nothing
    bool waits;         // answers are waited for on the spot, and are never late
    unsigned answer_ms; // an answer that takes longer is in doubt, and is asked for anew; 0: 3000
    uint64_t now_ms; // this computer's clock, which is to be the database's to the day; 0: none is
};

// All of these: NULL on failure, with one sentence in `err`. What a newer version made is refused
// by name.
bool store_is_address(const char *where); // of PostgreSQL; else it is a file's path
struct store *store_open(const char *where, const struct store_way *way, char *err, size_t errn);
// To read what is there, and nothing is made.
struct store *store_look(const char *where, char *err, size_t errn);
struct store *store_sqlite(const char *path, char *err, size_t errn);
struct store *store_memory(void);
void store_set_waker(struct store *s, struct store_waker w); // before the first flush
// Waits for what was flushed; what was only put is lost.
void store_close(struct store *s);

// ---- rooms: found, made, taken and let go

enum store_answer {
    STORE_YES,
    STORE_NO,        // there is none; of a code to reserve: it is somebody's
    STORE_LATER,     // ask again after the next wake
    STORE_ELSEWHERE, // another server has it; store_take alone says so
    STORE_UNREADABLE // store_done's why says so
};

// What a room is found by: one of the three.
struct store_sought {
    uint32_t code;
    struct str once;
    const unsigned char *key; // STORE_HASH_BYTES, as given to store_put_key
};

// Durable rooms only; whoever makes one knows of it until then. *out is a view that lasts until the
// store is called again.
enum store_answer store_find(struct store *s, struct store_sought sought, struct store_room *out);
// A number for a new room of that code; nobody else gets either, though none is written yet.
enum store_answer store_reserve(struct store *s, uint32_t code, uint32_t *id);

// The same for a room that is kept in memory alone, in a store_memory() that is taken over, beside
// the others and until it is deleted: it is written nowhere, found by nothing and in no list.
// STORE_NO: the code is somebody's, or there are too many. It is taken by that.
enum store_answer store_pass(struct store *s, uint32_t code, struct store *beside, uint32_t *id);

struct store_taken {
    struct store_room room; // a view, as of store_find
    uint64_t last;          // seq of its last record; 0: none
    bool handed;       // whoever had it let it go in order, or was seen a moment ago: its clock
                       // is not to be stopped
    const char *owner; // of STORE_ELSEWHERE alone: who has it, as long as the store lives
};
// From now on it is read and written here, and nowhere else, until it is released, deleted or
// refused; what was reserved is taken too. Nothing of a room may be put that is not. SQLite and
// memory have all rooms to themselves: they never say later nor elsewhere, and refuse nothing.
enum store_answer store_take(struct store *s, uint32_t code, struct store_taken *out);
// Another may take it once what was put of it is durable, and finds it handed over.
void store_release(struct store *s, uint32_t room);

// ---- writing

void store_put_room(struct store *s, const struct store_room *room); // adds, or changes the texts
void store_put_key(struct store *s, const unsigned char *key, uint32_t room); // opens that room
void store_append(struct store *s, const struct store_record *record);
void store_put_text(struct store *s, const struct store_text *text);
void store_put_scenario(struct store *s, const struct store_scenario *sc); // once a hash is enough
// In the place of the one before.
void store_put_snapshot(struct store *s, const struct store_snapshot *snapshot);
// Forgets the private texts of a person, their pages too, and the room's snapshot, which may hold
// them.
void store_pii_delete(struct store *s, uint32_t room, uint32_t person);

// Takes a room away for good: its row, records, texts, keys and snapshot, their pages too, and its
// scenario where no other room is known to have it. It is taken before, and not released. Its
// number is never given again.
void store_delete(struct store *s, const struct store_gone *gone);
void store_put_entry(struct store *s, const struct store_entry *entry);
// A number that stays, of a name that is static; a smaller one than is there changes nothing.
void store_put_number(struct store *s, const char *name, uint64_t n);

// Hands over all that was put since the last flush. Gives the number of that batch: 1, 2, 3 …;
// 0 when nothing was put.
uint64_t store_flush(struct store *s);

enum store_status { STORE_OK, STORE_FAILED };
// *batch: every batch up to this one is durable, but for what store_refused tells. *why: a sentence
// that lives as long as the store.
enum store_status store_done(struct store *s, uint64_t *batch, const char **why);
// Rooms that somebody else has taken, so that nothing more of them was written since some batch;
// each is told once, and is let go by that. Ask after store_done and before believing it.
void store_refused(struct store *s, void (*each)(void *ctx, uint32_t room), void *ctx);

// How long nothing was written though something waits, in milliseconds; 0: nothing does.
uint64_t store_waits(struct store *s);

// ---- those who share it

// A server among them, as it said of itself within the last second. Times are milliseconds ago.
struct store_node {
    struct str name, version; // views
    bool dead;                // declared so, or it ended
    uint32_t rooms, connections;
    uint64_t waits_ms;              // how long what it wrote waits to be durable; 0: nothing does
    uint64_t seen_ms, committed_ms; // that it said so; its last commit, UINT64_MAX: none yet
};

bool store_is_shared(const struct store *s); // by servers, of which this is one
bool store_is_replaced(struct store *s);     // it failed: another has this one's name
// What is told of this server with its next beat.
void store_say(struct store *s, uint32_t rooms, uint32_t connections);
// By their names; of a store that nobody shares, none. Never late.
void store_nodes(struct store *s, void (*each)(void *ctx, const struct store_node *), void *ctx);
// How long the database has taken no beat, in milliseconds; 0 where nobody shares. *standby: it
// answers, and can only be read.
uint64_t store_cut(struct store *s, bool *standby);
// How many rooms it holds, as counted within the last quarter of a minute: never late. False: not
// counted yet.
bool store_rooms_about(struct store *s, uint64_t *n);

// ---- reading

// Readers see what is durable. All answer STORE_YES when all was given, or as much as was wanted;
// STORE_LATER when nothing was; STORE_UNREADABLE when reading failed, or a room's seq is not
// continuous. A callback gives false to stop; views last until it returns.
enum store_answer store_rooms(struct store *s, bool (*each)(void *ctx, const struct store_room *),
                              void *ctx);
// Rooms whose number is below `below` (0: all), the newest first.
enum store_answer store_rooms_below(struct store *s, uint32_t below,
                                    bool (*each)(void *ctx, const struct store_room *), void *ctx);
// Rooms whose time is over: `days` is what the host keeps one after its last day, 0: without end.
enum store_answer store_rooms_due(struct store *s, uint64_t now_ms, uint32_t days,
                                  bool (*each)(void *ctx, const struct store_room *), void *ctx);
enum store_answer store_rooms_count(struct store *s, uint64_t *n);
// What is gone, and the register, the newest first.
enum store_answer store_gone(struct store *s, bool (*each)(void *ctx, const struct store_gone *),
                             void *ctx);
enum store_answer store_entries(struct store *s,
                                bool (*each)(void *ctx, const struct store_entry *), void *ctx);
enum store_answer store_number(struct store *s, const char *name, uint64_t *n); // 0: there is none
// Of one room, in order of seq, from `from` on.
enum store_answer store_read(struct store *s, uint32_t room, uint64_t from,
                             bool (*each)(void *ctx, const struct store_record *), void *ctx);
// Private texts of one room, in the order of writing, from a place on, 0 at first; the place of the
// text that was refused, or the end, is where to go on.
enum store_answer store_texts(struct store *s, uint32_t room, size_t *place,
                              bool (*each)(void *ctx, const struct store_text *), void *ctx);
// The place of the first text of a record after `seq`.
enum store_answer store_texts_after(struct store *s, uint32_t room, uint64_t seq, size_t *place);
// The bytes are a view that lasts until the store is called again.
enum store_answer store_snapshot(struct store *s, uint32_t room, struct store_snapshot *out);
// The keys that open a room, in any order.
enum store_answer store_keys(struct store *s, uint32_t room,
                             bool (*each)(void *ctx, const unsigned char *key), void *ctx);
// The text is a view that lasts until the store is called again.
enum store_answer store_scenario(struct store *s, const unsigned char *hash, struct str *text);

// Format 1 knew no room by its mark, and none by its keys: whoever opens such a file puts both of
// every room, and then says so.
bool store_is_old(const struct store *s);
void store_renewed(struct store *s);

// Which history of these rooms this is: 0, or another number for each time a copy was put back.
uint32_t store_generation(const struct store *s);

// Copies a database that a server may be writing to into a file that is not there yet, whole and
// checked. False, and nothing is left, with one sentence in `err`. From any thread.
bool store_backup(const char *from, const char *to, char *err, size_t errn);
// Gives a copy another generation.
bool store_renew(const char *path, uint32_t generation, char *err, size_t errn);

// Memory store only, for tests: the next flush fails.
void store_memory_break(struct store *s);

#endif
