// A whole workshop in one process: the real host and rules over a clock, a store, sockets and
// people that only seem real, and that fail as the seed says. Nothing here waits, and one seed
// always gives the same run.
// Each file owns its own static state, emptied by its ..._reset between two seeds.
#ifndef TESTS_SIM_SIM_H
#define TESTS_SIM_SIM_H

#include <jansson.h>

#include "base/util.h"
#include "base/vec.h"
#include "host/chain.h"
#include "host/frame.h"
#include "moves.h"
#include "store/store_parts.h"

enum {
    CLIENTS_MAX = 32,
    ID_MAX = 32,        // of a command, as clients make them
    TOKEN_MAX = 32,     // of a credential
    CLOSED_HARD = 1006, // a socket that ended without a close frame
};

// What is broken on purpose, to see the checkers fail.
enum broken {
    BROKEN_NOTHING,
    BROKEN_EARLY,     // the store says durable before it is
    BROKEN_FORGETFUL, // a crash takes what was durable
    BROKEN_TWICE,     // a repeated command is not recognised
    BROKEN_GAP,       // a client does not see that a patch is missing
    BROKEN_CROSSED,   // a frame goes to the wrong reader
    BROKEN_QUEUE,     // no bound on what waits for a reader
    BROKEN_GIVE_UP,   // a client does not send again
    BROKEN_ALTERED,   // a text is not what was stored
    BROKEN_KINDS
};

// How much goes wrong in this run: per thousand, or milliseconds.
struct faults {
    int latency_ms, jitter_ms;
    int lost, twice, swapped; // frames; a kind proxy does none of it
    int slow_readers;
    int cut_ms, dead_zone_ms, crash_ms, reload_ms; // mean time between two of them; 0: never
    int commit_ms, commit_slow, commit_fails;
    int late, doubts, refuses; // answers and commits of the store
    int idle_ms;               // how long a room stays in memory; 0: as long as usual
    int room_kb;               // of state a room may have; 0: plenty
};

struct sim {
    uint64_t seed, now, random;
    enum broken broken;
    bool verbose;
    bool calm; // nothing goes wrong any more
    struct faults faults;
    long commands, records, restarts, full; // in all runs; full: refused for want of memory
    long refused, taken, released, moved;   // rooms: by the store; into memory; and out; elsewhere
    long late_reads, read;                  // by the store; downloads, to their end
};
extern struct sim sim;

// ---- sim.c: chance, time, and the end of a run that failed
int below(int n);
bool chance(int per_thousand);
uint64_t about(int mean_ms); // 1 to twice as much
void at(uint64_t when, void (*run)(uint64_t a, uint64_t b), uint64_t a, uint64_t b);
__attribute__((noreturn, format(printf, 1, 2))) void sim_fail(const char *format, ...);
__attribute__((format(printf, 1, 2))) void sim_say(const char *format, ...);

// ---- disk.c: a store over a memory store that outlives the server
void disk_reset(void);
struct store *disk_open(void); // for one life of the server
void disk_crash(void);         // what waits is lost, or is written and nobody knows
struct store *disk_inside(void);
bool disk_is_idle(void);
uint64_t disk_waits(void); // how long it has written nothing though something waits, in ms

// ---- server.c: the host's process
void server_reset(void);
void server_start(void);
void server_crash(void);
void server_drain(void); // ends by itself, and starts again
bool server_is_up(void);
bool server_is_idle(void); // nothing is on its way to the disk or to anybody
uint64_t server_life(void);
const char *server_scenarios(void); // the folder the host reads them from
void server_connected(uint32_t conn);
void server_text(uint32_t conn, struct str text);
void server_closed(uint32_t conn);

struct host *server_host(void); // NULL while it is down, or stops

// ---- readers.c: downloads, and what whoever keeps the server asks
void reader_begin(int client);
bool readers_go_on(bool committed); // true: some want another turn
bool readers_are_idle(void);
void readers_close(void); // before the host

// ---- wire.c: connections, numbered from 1 and never twice
void wire_reset(void);
uint32_t wire_dial(int client);
void wire_up(uint32_t conn, struct str text); // from the client
void wire_hang_up(uint32_t conn);
void wire_down(uint32_t conn, struct frame *f, json_t *parsed); // from the host
void wire_close(uint32_t conn, int code);
void wire_cut(uint32_t conn, bool told); // told: both ends know at once
void wire_server_gone(void);
void wire_dead_zone(int client, uint64_t until);
uint32_t wire_some_open(void); // 0: none
void wire_cut_all(void);
bool wire_is_idle(void);
const unsigned char *wire_token(uint32_t conn); // digest of the credential it said hello with

// ---- client.c: what web/src/socket.ts and store.ts do
enum role { ROLE_PERSON, ROLE_FACILITATOR, ROLE_SCREEN };
void clients_reset(void);
int client_new(enum role role, int room); // its number; it connects with client_create or _join
void client_opened(int client, uint32_t conn);
void client_frame(int client, uint32_t conn, const json_t *m);
void client_closed(int client, uint32_t conn, int code);
void clients_check(bool whole); // against the durable rooms; whole: and nothing is missing
bool clients_wait(void);        // some command has no answer
// What people do
void client_create(int client);
void client_join(int client);
void client_act(int client);
void client_type_much(int client); // more than a server takes at once
void client_reload(int client);
void client_new_browser(int client);
void client_second_tab(int client);
void client_add_person(int client);
void clients_reload_all(void);
int clients_count(void);
void people_reset(void);
void people_check(void); // nobody sits twice

// ---- oracle.c: the rooms again, from what is durable and from nothing else
void oracle_reset(void);
void oracle_room(const struct store_room *room);
void oracle_text(const struct store_text *text);
void oracle_record(const struct store_record *record);
void oracle_taken(uint32_t room); // the server reads all that is durable of it
// A frame that is about to be sent to a reader; gives what it says, borrowed until the next.
json_t *oracle_frame(uint32_t conn, struct frame *f);
// A document that a reader holds is the one of that version.
void oracle_held(const unsigned char *digest, const char *topic, uint64_t ver, const json_t *doc,
                 const char *who);
// The versions a reader should hold in the end; gives how many topics.
struct expected {
    char topic[TOPIC_NAME_MAX];
    uint64_t ver;
};
int oracle_expects(const unsigned char *digest, struct expected out[KIT_TOPICS_MAX]);
void oracle_replay(void); // the durable log gives the same rooms, from its beginning
const struct room *oracle_state(int room); // NULL while it is not there
struct secrets *oracle_secrets(int room);
void oracle_no_token(struct str token); // it stands nowhere in what is stored
int oracle_room_of_code(const char *code);

// ---- ledger.c: every command once, and its answer
void ledger_reset(void);
void ledger_asked(const char *id, const char *what, int client, bool kept);
void ledger_durable(struct str id);
void ledger_answered(struct str id, struct str answer, bool ok); // about to be sent
void ledger_heard(const char *id, bool ok);
void ledger_given_up(const char *id);
void ledger_check(void);

#endif
