
// Rooms in memory. A room owns its arena, topics, answers and credentials; who wants it to stay
// holds it. Open to the files of host/ alone, because each of them keeps a part of it, which its
// comment names and nobody else changes, and reads what the others keep at each event; times are
// wall-clock milliseconds, seq counts events from 1.
#ifndef TABLEE_HOST_ROOMS_H
#define TABLEE_HOST_ROOMS_H

#include "base/arena.h"
#include "base/jw.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/limits.h"
#include "core/room.h"
#include "host/secrets.h"
#include "host/state.h"

struct scenario_kept;
struct cred;
struct session;
struct robots;

enum { LINK_TEXT = 12 }; // 64 bits in base64url, and NUL

struct seat {
    char resume[17];
    char once[TOKEN_TEXT]; // the mark of the request that made this person, or ""
    bool on;               // as the room knows it
    enum host_way way;     // the same, of the last phone
    uint16_t sessions;     // open now
    uint64_t gone_ms;      // since when there is none, 0: nothing to tell
};

struct hroom {
    uint32_t id, code; // the store's number; 1,000,000 to 9,999,999
    char code_text[8];
    // What its first record says (run.c)
    char epoch[TOKEN_TEXT];
    char
        history[TOKEN_TEXT + 9]; // the same, and the store's generation if there is one: the wire's
    char once[TOKEN_TEXT];       // the mark of the request that made it, or ""
    char link[LINK_TEXT];        // what its QR and link carry beside the code, or ""
    enum { ROOM_LANG_FR, ROOM_LANG_EN } lang;
    struct arena arena;
    const struct scenario *scenario; // of `kept`
    struct scenario_kept *kept;
    struct room *room;
    uint64_t seq; // of the last event
    // The seq at start. Topics count their versions on from it, for loading makes no patches: a
    // topic has at most one an event, so who holds that very version holds the present document.
    uint64_t loaded;
    unsigned char hash[DIGEST_BYTES]; // of the last record
    struct map64 topics;              // topics.c
    struct map64 actors;              // answers.c, by the actor's number
    VEC(struct cred *) creds;         // creds.c
    VEC(struct session *) sessions;   // creds.c: bound to it, oldest first
    VEC(struct seat) seats;           // by the person's number; that of 0 is nobody's
    uint64_t created_ms;
    // Of a workshop that robots play (living.h): it is kept in memory alone until then, its hour
    // runs so many times as fast as people's, and whoever asked for it came from there.
    uint64_t passes_ms; // 0: people's
    unsigned speed;     // 0: as time does
    uint64_t address;
    uint64_t left_ms;      // by the last who was connected; 0: nobody was
    size_t logged_bytes;   // of it in the store beside, which is memory too (run.c)
    struct robots *robots; // robots.c; NULL: nobody plays for anybody here
    // What the store tells of it while it is not in memory
    bool told_open;
    struct room_life told_life;
    uint32_t day;        // that it is said to have been used on at least
    uint64_t kept_seq;   // snapshots.c: of the last one,
    size_t kept_bytes;   // and its bytes
    bool forgot;         // words that its memory may still hold: it is not kept as it is
    uint64_t batch;      // the last in which something of it is written
    uint64_t idle_ms;    // since when nobody needs it; 0: somebody does
    unsigned held;       // by downloads
    bool gone;           // in no table any more; whoever holds it last frees it
    uint64_t tick_after; // timers.c: a tick that changed nothing is not repeated before
    uint64_t due;        // when its timers want it, 0: never; as of when it was last stirred
    bool stirred;
    bool sound_changed; // sound.c: who is heard where is to be told
};

// The time of its hour, and when that is: what its acts and documents tell is of the first.
static inline uint64_t hroom_time(const struct hroom *r, uint64_t now_ms)
{
    bool fast = r->speed > 1 && now_ms > r->created_ms;
    return fast ? r->created_ms + (now_ms - r->created_ms) * r->speed : now_ms;
}

static inline uint64_t hroom_when(const struct hroom *r, uint64_t time_ms)
{
    bool fast = r->speed > 1 && time_ms > r->created_ms;
    return fast ? r->created_ms + (time_ms - r->created_ms + r->speed - 1) / r->speed : time_ms;
}

// In no table yet.
struct hroom *hroom_make(struct host *h, uint32_t id, uint32_t code, const struct scenario *sc,
                         uint64_t now_ms);
void hroom_enter(struct host *h, struct hroom *r); // into the tables: it is there for all
// Out of the tables and freed, when nobody holds it any more. Its sessions are unbound before.
void hroom_drop(struct host *h, struct hroom *r);
void hroom_hold(struct hroom *r);
void hroom_unhold(struct host *h, struct hroom *r);
uint32_t code_parse(struct str text);                                 // 0 when it is none
struct hroom *hroom_in_memory(const struct host *h, struct str code); // or NULL
bool hroom_is_needed(const struct hroom *r);      // somebody is there, or its clock runs
void hroom_tell(struct host *h, struct hroom *r); // the store, what is told of it
void hroom_told(struct hroom *r);                 // it has been, as it is now
bool hroom_is_told(const struct hroom *r);
void hroom_let_go(struct host *h, struct hroom *r);
// Lets go of the room that was idle longest; false when all are needed.
bool hroom_make_place(struct host *h);
void hroom_look(struct jw *w, const struct hroom *r); // what hroom_tell tells
// How long the host keeps rooms after their last day; 0: without end, or nobody said.
unsigned hroom_host_days(const struct host *h);
// The same as an answer, with until when the room is kept; `out` is reset first.
void hroom_look_until(const struct host *h, struct str look, const struct store_room *room,
                      struct buf *out);
void hroom_row(const struct hroom *r, struct store_room *out); // as the store has it, but texts
// The room changed, or who is connected to it did: its timers are weighed anew.
static inline void hroom_stir(struct host *h, struct hroom *r)
{
    if (!r->stirred)
        r->stirred = vec_push(&h->stirred, r);
}

#endif
