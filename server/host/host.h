// Rooms in memory, who may speak for whom, and the order of commit; no sockets and no clock.
// The host owns its rooms, its store and everything it has not yet sent; connections are numbers
// that the caller chooses and does not reuse before host_closed. One thread calls everything here.
// Times are wall-clock milliseconds since 1970. What is sent for a command (answer, patches) goes
// to the sink only once the store said that the command is durable.
#ifndef TABLEE_HOST_HOST_H
#define TABLEE_HOST_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "host/frame.h"

struct store;
struct host;

// Where the host speaks to. `send` is for each of `n` connections, in this order, of which some may
// be gone; it borrows the frame: keep it with frame_ref. After `close` the
// host forgets the connection and needs no host_closed (one is harmless). No callback may call
// the host back, except that `wake`, which comes from any thread, asks for a host_committed later
// on the loop, and a turn. After `fatal` nothing may be sent any more: the process must end. A job
// given to `work` is done before host_close is called, and downloads that wait are asked again
// after it.
struct host_job {
    void (*run)(struct host_job *job);  // on another thread
    void (*done)(struct host_job *job); // then on the loop
};

struct host_sink {
    void *ctx;
    void (*send)(void *ctx, const uint32_t *conns, size_t n, struct frame *f);
    void (*close)(void *ctx, uint32_t conn, int code, const char *reason);
    void (*wake)(void *ctx);
    void (*fatal)(void *ctx, const char *why);
    void (*work)(void *ctx, struct host_job *job); // of files; NULL: done on the spot
};

// Close codes of the wire (contract with clients).
enum host_close {
    HOST_CLOSE_POLICY = 1008,
    HOST_CLOSE_TOO_BIG = 1009,
    HOST_CLOSE_RESTART = 1012,
    HOST_CLOSE_LATER = 1013,
    HOST_CLOSE_TOKEN = 4001,
    HOST_CLOSE_ELSEWHERE = 4002,
    HOST_CLOSE_EPOCH = 4003,
    HOST_CLOSE_NODE = 4004, // the reason is the name of the server that has the room
    HOST_CLOSE_VERSION = 4005,
};

enum { HOST_KEEP_ALL = UINT32_MAX >> 1 };

// Strings are borrowed for the time of host_open only. A 0 in a limit means its default.
struct host_config {
    const char *db_path;       // a file, or an address of PostgreSQL; "" (or NULL): only in memory
    const char *node;          // under which name rooms are taken there; NULL: none are
    struct store *store;       // instead of db_path, for tests; the host takes it over
    const char *state_dir;     // where the editor's scenarios are kept; NULL: they cannot be saved
    const char *scenario_dirs; // directories of scenario folders, separated by ':'
    const char *key;           // what creating a room asks for; NULL: open to all
    uint64_t now_ms;
    // Days that a room is kept after its last: 0: this host deletes nothing by itself, and leaves
    // what rooms know as it is; HOST_KEEP_ALL: without end.
    uint32_t keep_days;
    const char *responsible; // who answers for people's data, and how they are reached; or NULL
    const char *contact;
    // Rooms are only read: nobody enters, no clock runs. Its store is never late.
    bool still;
    uint64_t idle_ms;         // 600,000: how long a room that nobody needs stays in memory
    uint32_t max_rooms;       // 1,000 in memory
    uint32_t max_seats;       // people present in a room: PRESENT_MAX
    uint32_t max_tabs;        // 4 connections a token
    uint32_t max_connections; // 4,096, a twentieth kept for those who lead
    uint32_t max_scenarios;   // 500 listed
    uint32_t max_living;      // workshops at once that robots play, for anybody; 0: none
    const char *living;       // the id of the scenario of these; NULL: la-mauve
    uint64_t robots_seed;     // what they do there; 0: each time something else
    uint32_t max_waiting;     // 2,097,152 frames that wait for the disk, before more is refused
    uint32_t max_comers;      // 65,536 who wait for a room that is being loaded
    size_t max_ring;          // 65,536 bytes of recent patches kept a topic
    size_t max_room_bytes;    // 67,108,864 bytes of state a room
    size_t max_bytes;         // SERVER_BYTES of state of all in memory
    bool unmetered;           // nobody is told that they write too fast, for measurements
    // Bytes that the disk of the database has left; NULL: nobody knows.
    uint64_t (*disk_left)(void *ctx);
    void *disk_ctx;
};

// Reads scenarios and opens the store; rooms are loaded when somebody comes. NULL on failure, with
// one sentence in `err`.
struct host *host_open(const struct host_config *config, const struct host_sink *sink, char *err,
                       size_t errn);
// Waits for the store; sends nothing any more.
void host_close(struct host *h);

enum { HOST_TOKEN_TEXT = 23 }; // base64url without padding, and NUL
// A facilitator's token for that room of a still host, which is in no log. False when it has no
// such room.
bool host_lend(struct host *h, const char *code, char token[HOST_TOKEN_TEXT]);

// Tells `wrong` the code of each room whose snapshot would be believed and is not what its log
// comes to. Of a still host. False when the store cannot be read.
bool host_prove_snapshots(struct host *h, void (*wrong)(void *ctx, uint32_t code), void *ctx);

// By which way the frames of a connection travel, best first.
enum host_way { HOST_WAY_SOCKET, HOST_WAY_EVENTS, HOST_WAY_POLLS };

// Who connects. Strings are borrowed for the call.
struct host_peer {
    const char *addr;
    bool loopback; // this computer's own
    enum host_way way;
    struct str room; // the code that the address of the connection names, or empty
};

void host_connected(struct host *h, uint32_t conn, const struct host_peer *peer);
// A text that nobody guesses, of 128 bits.
void host_secret(char out[HOST_TOKEN_TEXT]);
// One whole text message. Unknown connections are ignored.
void host_text(struct host *h, uint32_t conn, const char *p, size_t n, uint64_t now_ms);
// `gone_ms`: since when nobody is there; the past, when a silence was understood late.
void host_closed(struct host *h, uint32_t conn, uint64_t gone_ms);

// What time it is, for what is asked over HTTP.
void host_clock(struct host *h, uint64_t now_ms);

// ---- voices (host/sound.h)

// What mixes them, elsewhere: it is told of each voice by a number that is never given again, and
// where it is heard. No function of it may call the host back.
struct host_engine {
    void *ctx;
    void (*enter)(void *ctx, uint32_t voice, const char *place, struct str offer); // closed
    void (*move)(void *ctx, uint32_t voice, const char *place);
    void (*open)(void *ctx, uint32_t voice, bool on); // its microphone
    void (*leave)(void *ctx, uint32_t voice);
};
void host_sound_by(struct host *h, const struct host_engine *engine); // there is one
// What it says. While it is not up it knows no voice.
void host_sound_up(struct host *h, bool up);
void host_sound_answer(struct host *h, uint32_t voice, struct str sdp);
void host_sound_lost(struct host *h, uint32_t voice); // it knows it no more
void host_sound_speaks(struct host *h, uint32_t voice, bool on);
void host_sound_tell(struct host *h); // who speaks where, each SOUND_TELL_MS

// At the end of a loop turn: hands what was decided in it to the store, as one commit.
void host_turn_end(struct host *h);
// After wake: sends what has become durable.
void host_committed(struct host *h, uint64_t now_ms);
// Runs the timers that are due; gives the absolute time of the next one, 0 when there is none.
uint64_t host_tick(struct host *h, uint64_t now_ms);

// Plain requests that change nothing: GET /api/health, /api/scenarios, /api/checklist,
// /api/privacy. False when the path is none of these. `body` is reset first; *type is a static
// string.
bool host_http(struct host *h, const char *path, struct buf *body, const char **type);

// What is read little by little. By a facilitator: /api/rooms/CODE/log.ndjson, .../export/ (the
// names of its files) and .../export/NAME. By people too: .../replay (the viewpoints they may take
// now) and .../replay/VIEW. By whoever holds the host's key (or anybody when the server is open):
// /api/scenarios/NAME.json, /api/drafts and /api/drafts/ID. NULL when the path is none of these.
// `query` and `bearer` may be NULL. Close it before the host.
struct host_download;
struct host_download *host_download_open(struct host *h, const char *path, const char *query,
                                         const char *bearer);
void host_download_close(struct host_download *d);

enum host_part {
    HOST_PART_BYTES,  // some of it
    HOST_PART_LAST,   // the rest of it
    HOST_PART_SOON,   // nothing yet: ask in another turn of the loop
    HOST_PART_LATER,  // nothing yet: ask after the next host_committed
    HOST_PART_FAILED, // it ends here and is not whole
};
// `out` is reset first; *type and *status are sure with the first part that is not SOON or LATER.
enum host_part host_download_next(struct host_download *d, struct buf *out, const char **type,
                                  int *status);
// The name of the server to ask instead, which has the workshop that this one has not, or NULL.
const char *host_download_node(const struct host_download *d);

// The same for whoever this computer's user is, who needs no key (keeper.h).
struct host_download *host_keep(struct host *h, bool post, const char *path, const char *query,
                                struct str sent);

// Whether other servers share its store, and take what it lets go.
bool host_is_shared(const struct host *h);
// For how long their database has taken nothing from it, in milliseconds; *standby as of store_cut.
uint64_t host_cut(const struct host *h, bool *standby);
bool host_is_replaced(const struct host *h); // it is dead: another server has its name

// What Prometheus reads, appended to `out`.
void host_metrics(const struct host *h, struct buf *out);
// Whether the bearer of a plain request, or "", is the host's key. A wrong one is charged to the
// address as a wrong code is, and past that budget it is not looked at: *wait_s is told.
enum key_tried { HOST_KEY_NONE, HOST_KEY_RIGHT, HOST_KEY_WRONG, HOST_KEY_LATER };
enum key_tried host_key_tried(struct host *h, const char *addr, const char *bearer, uint64_t now_ms,
                              uint64_t *wait_s);

// The same for POST, by which only the library of scenarios changes. `sent`, the whole body, is
// borrowed for the call. What is closed before it began is not done.
struct host_download *host_post(struct host *h, const char *path, const char *query,
                                const char *bearer, struct str sent);
// 0, or the status that such a request is refused with, whatever it sends.
int host_post_refused(const struct host *h, const char *path, const char *bearer);

// Tells everybody that the addresses of the server are others than they were: `{t: "moved"}`.
void host_moved(struct host *h);

// Reads the folders of scenarios again. Rooms keep the version they began with.
void host_reload(struct host *h);

// Closes every connection with 1012, or with 4004 to the others who share the store, once what was
// decided is durable and its room let go; new commands are refused.
void host_drain(struct host *h, uint64_t now_ms);

#endif
