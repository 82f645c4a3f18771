// What the files of host/ share; nobody else includes this.
// A room owns its arena, topics and credentials; a credential and a session point to each other
// and are taken apart by session_unbind. Frames in rings and in the outbox hold a reference each.
#ifndef TABLEE_HOST_HOST_PARTS_H
#define TABLEE_HOST_HOST_PARTS_H

#include "base/map.h"
#include "base/vec.h"
#include "codec/act_json.h"
#include "codec/scenario_json.h"
#include "codec/wire_json.h"
#include "core/room.h"
#include "host/budget.h"
#include "host/chain.h"
#include "host/host.h"
#include "host/news.h"
#include "store/store.h"

enum {
    TOKEN_BYTES = 16,
    SNAPSHOT_BYTES_MAX = 15 << 20, // a room that comes to more is read from its log
    TOKEN_TEXT = HOST_TOKEN_TEXT,
    GONE_AFTER_MS = 25000,
    LINK_TEXT = 12,   // 64 bits in base64url, and NUL
    RESUME_SIGNS = 8, // older ones have six
    RECOVERY_SIGNS = 12,
    ONCE_MIN = 22,            // signs: 128 bits in base64url
    FACILITATOR_WORDS = 1000, // and their number: whose a facilitator's texts are in the store
    ROOM_CREDS_MAX = 4096,
};

// In the order of the names of FIELD_CRED_ROLE.
enum cred_role {
    CRED_PERSON,
    CRED_FACILITATOR,
    CRED_SCREEN,
    CRED_OBSERVER,
    CRED_RESUME,
    CRED_RECOVERY,
};

struct session;
struct unpack;

struct cred {
    unsigned char digest[DIGEST_BYTES];
    enum cred_role role;
    int facilitator;
    struct reader reader;
    struct hroom *room;
    VEC(struct session *) conns; // oldest first
};

struct patch_kept {
    uint64_t ver;
    struct frame *f;
};

// Whom something is told to, all at once, as they were then. Counted like a frame.
struct audience {
    uint32_t refs;
    uint32_t n;
    uint32_t conns[];
};

struct htopic {
    struct topic topic;
    char name[TOPIC_NAME_MAX];
    uint64_t ver;
    VEC(struct patch_kept) ring; // oldest first, without a gap up to `ver`
    size_t ring_bytes;
    struct news told;
    VEC(struct session *) subs;
    struct audience *audience; // subs by number, since somebody was told; or NULL
};

struct answer_kept {
    uint64_t id;     // a hash of the command's
    uint64_t seq;    // of the event that it made, 0: none
    struct frame *f; // NULL: made again from that event, when somebody asks
};

struct actor {
    VEC(struct answer_kept) answers;
    size_t oldest; // what the next one takes the place of, once all are there
};

struct seat {
    char resume[17];
    char once[TOKEN_TEXT]; // the mark of the request that made this person, or ""
    bool on;               // as the room knows it
    enum host_way way;     // the same, of the last phone
    uint16_t conns;        // open now
    uint64_t gone_ms;      // since when there is none, 0: nothing to tell
};

struct hroom {
    uint32_t id, code;
    char code_text[8];
    char epoch[TOKEN_TEXT];
    char
        history[TOKEN_TEXT + 9]; // the same, and the store's generation if there is one: the wire's
    char once[TOKEN_TEXT];       // the mark of the request that made it, or ""
    char link[LINK_TEXT];        // what its QR and link carry beside the code, or ""
    struct arena arena;
    const struct scenario *scenario; // of `kept`
    struct scenario_kept *kept;
    enum { ROOM_LANG_FR, ROOM_LANG_EN } lang;
    struct room *room;
    uint64_t seq;
    // The seq at start. Topics count their versions on from it, for replay makes no patches: a
    // topic has at most one an event, so who holds that very version holds the present document.
    uint64_t loaded;
    unsigned char hash[DIGEST_BYTES];
    struct map64 topics; // struct htopic
    struct map64 actors; // struct actor, by the actor's number
    VEC(struct cred *) creds;
    VEC(struct session *) conns;
    struct seat seats[PEOPLE_MAX + 1];
    uint64_t created_ms;
    bool told_open;    // what the store tells of it while it is not in memory
    uint64_t kept_seq; // of the last snapshot, and its bytes
    size_t kept_bytes;
    bool forgot;         // words that its memory may still hold: it is not kept as it is
    uint64_t batch;      // the last in which something of it is written
    uint64_t idle_ms;    // since when nobody needs it; 0: somebody does
    unsigned held;       // by downloads
    bool gone;           // in no table any more; whoever holds it last frees it
    uint64_t tick_after; // a tick that changed nothing is not repeated before
    uint64_t due;        // when its timers want it, 0: never; as of when it was last stirred
    bool stirred;
};

// Who is at the other end and what they are told: by which credential, of which room, which topics
// (htopic.subs). How its bytes travel is for net to know (net/conn.h, struct conn).
struct session {
    uint32_t id;
    uint64_t address; // a hash of it
    bool loopback;    // this computer's own
    enum host_way way;
    char at_room[8]; // the code in the connection's address, or ""
    struct hroom *room;
    struct cred *cred;
    struct frame *late; // the question of a code, held back
    uint64_t late_ms;
    bool waited;  // that question is being answered now
    bool invited; // who asks holds the link of the room that they name
    bool unheard; // something came while it was held back
    // What came and cannot be answered yet, in order: the first waits for a room or for the store.
    VEC(struct str) parked;
    size_t parked_bytes;
    bool waits, again; // it waits; it is the first, asked again
};

struct out_item {
    uint64_t batch; // that must be durable before it goes
    bool sealed;    // its turn ended: that is known
    uint32_t conn;
    struct audience *to; // instead of one connection; or NULL
    uint32_t room;       // that it tells of; 0: none
    int close;           // 0, or a close code instead of a frame
    const char *reason;
    struct frame *f;
};

struct scenario_kept {
    struct arena arena;
    struct scenario sc, other; // the other era; its id is empty when the file offers none
    struct str bytes;          // the file, as it was
    char hash[2 * DIGEST_BYTES + 1];
    bool listed;     // offered for new rooms
    bool was_listed; // before the reload under way
    bool saved;      // in the directory that the editor writes
    bool stored;     // beside the log, since a room began with it
    unsigned rooms;  // in memory, that use it
};

struct waiting { // sessions, by number
    uint32_t *p;
    size_t n, cap, max;
};

// drafts.c and shelf.c: files of the editor and folders of scenarios, read and written where the
// loop does not wait; one job at a time has them, and nothing there touches the host.
enum {
    HASH_TEXT = 2 * DIGEST_BYTES + 1, // of a file's text, as 64 hex digits and NUL
    TITLE_BYTES = 256,
    LIBRARY_ANSWER_MAX = 8 << 20,  // a draft as JSON, or a folder's faults
    SHELF_MAX = 4 * SCENARIOS_MAX, // folders looked into
};

// A text that was read: of a scenario when n is 0, and else of as much as could be understood.
struct checked {
    struct scenario_kept *kept; // its hash too; whoever takes it over leaves NULL
    struct buf faults;          // lines of scenario_read
    int n;
};

// What was found of a draft, the text of which has that hash.
struct draft_known {
    char id[SCENARIO_ID_MAX + 1];
    char hash[HASH_TEXT];
    char fr[TITLE_BYTES], en[TITLE_BYTES];
    int faults, version;
};

struct desk {
    char *folders;        // directories of scenario folders, separated by ':'
    char *saved, *drafts; // the editor's; NULL: nothing is kept on disk
    VEC(struct draft_known *) known;
};

enum draft_result {
    DRAFT_OK,
    DRAFT_CHANGED,
    DRAFT_FULL,
    DRAFT_NONE,
    DRAFT_READ_ONLY,
    DRAFT_FAILED
};

struct host {
    struct host_sink sink;
    struct host_config limits;
    char *key;
    struct store *store;
    uint64_t flushed, durable;
    bool dead, draining;
    struct map64 conns;     // struct session, by number
    struct map64 addresses; // how many of them an address has
    uint64_t displaced;     // of them, for others who had none
    struct map64 rooms;     // in memory: struct hroom, by code
    struct map64 refused;   // codes of rooms that could not be loaded: the refusal's word
    struct map creds;       // struct cred, by digest
    VEC(struct hroom *) room_list;
    VEC(struct loading *) loading; // in the order they were asked for
    struct waiting ready, later;   // sessions whose room is there; that wait for the store
    uint32_t writing;              // the room that was written last in this turn of speech
    VEC(struct hroom *) stirred;
    uint64_t due,
        late_due; // nothing is due before: the earliest of rooms, of late answers; 0: none
    VEC(struct scenario_kept *) scenarios;
    struct desk desk;
    VEC(struct task *) tasks; // the first is under way
    VEC(struct out_item) out;
    size_t out_head;
    struct budgets budgets;
    struct str heard;     // the message being read, borrowed
    struct arena scratch; // of one command
    struct buf json;      // patches and documents
    struct buf news;      // of one patch
    struct buf text;      // the frame being written
    struct buf snapshot;  // the one being written
    struct topic_patch patches[ROOM_PATCHES_MAX];
};

// files.c
char *text_copy(const char *a, const char *b); // the two joined; NULL counts as empty
void text_hash(struct str text, char hash[HASH_TEXT]);
bool read_whole(const char *name, struct buf *out); // what is there, behind what was in `out`

// drafts.c
void desk_init(struct desk *d, const char *folders, const char *state);
void desk_free(struct desk *d);
bool draft_id_good(struct str id);
// The text into `out`, its hash into `hash`; false when there is none.
bool draft_read(const struct desk *d, struct str id, struct buf *out, char hash[HASH_TEXT]);
// `base`: the hash of the text that the writer started from, empty for a new one. What was written
// or taken away is durable when these return.
enum draft_result draft_write(const struct desk *d, struct str id, struct str base,
                              struct str text);
enum draft_result draft_delete(const struct desk *d, struct str id, struct str base);
enum draft_result draft_publish(const struct desk *d, struct str id, struct str text);
void drafts_each(const struct desk *d, void (*each)(void *ctx, struct str id), void *ctx);
const struct draft_known *draft_remember(struct desk *d, struct str id, const char hash[HASH_TEXT],
                                         const struct checked *c);
// What is known of it, or is found now; NULL when there is none. Lasts until the next.
const struct draft_known *draft_look(struct desk *d, struct str id);

struct scenario_kept *kept_new(void);
void kept_free(struct scenario_kept *k);
void scenario_check(struct checked *c, struct str text, const struct scenario_asked *asked);
void checked_free(struct checked *c);

struct shelf_item {
    char folder[256];
    bool saved;                        // of the editor's
    const struct scenario_kept *known; // listed already; or
    struct scenario_kept *kept;        // read now; or neither, and
    int n;                             // its faults
    struct buf faults;
};

struct shelf {
    const struct desk *desk;
    VEC(const struct scenario_kept *) known; // that are listed now
    VEC(struct shelf_item *) items;
};

void shelf_init(struct shelf *s, const struct desk *desk);
void shelf_read(struct shelf *s);
void shelf_free(struct shelf *s);

// scenarios.c: what is listed, and every version that a room in memory began with; each is stored
// beside the log.
bool scenarios_open(struct host *h, const char *dirs, const char *state, char *err, size_t errn);
void scenarios_close(struct host *h);
void scenarios_known(const struct host *h, struct shelf *s);
// Lists what was read, and nothing else; how many. What was refused is told to `refused`, an open
// array, which may be NULL.
size_t scenarios_install(struct host *h, struct shelf *s, struct jw *refused);
// Takes over one that the editor saved, in the place of the version before. NULL: no room.
struct scenario_kept *scenario_list(struct host *h, struct scenario_kept *k);
// The same without listing it: found by its hash.
const struct scenario_kept *scenario_add(struct host *h, struct scenario_kept *k);
// By the id of a listed one, or by the hash of any; in its own era when `era` is empty. NULL: none,
// or not in that era.
const struct scenario *scenario_find(const struct host *h, struct str id, struct str era);
// That a room was made from; NULL when it is gone.
const struct scenario *scenario_of(struct host *h, const struct act *created);
struct scenario_kept *scenario_kept_of(const struct host *h, const struct scenario *sc);
void scenario_store(struct host *h, const struct scenario *sc); // before a room begins with it
void scenarios_json(const struct host *h, struct jw *w);
bool scenarios_full(const struct host *h); // the editor may not have one more
void text2_json(struct jw *w, const char *key, const struct text2 *t);
// Lines of scenario_read as the members `faults` and `at`, `say` of each.
void faults_json(struct jw *w, struct str faults);

// A plain request, as host_download_open and host_post get it.
struct host_request {
    struct str path, query;
    const char *bearer; // or NULL
    struct str sent;
    bool post;
};

// library.c: the library of scenarios over HTTP, for whoever holds the host's key. A task is one
// request: it runs elsewhere, one at a time and in order, and ends on the loop. Whoever asked may
// leave; what was begun is done all the same.
struct task;
struct task *task_new(struct host *h, const struct host_request *rq); // NULL: none of its paths
bool task_done(const struct task *t);
struct str task_answer(const struct task *t, int *status); // once it is done
void task_leave(struct task *t);                           // by whoever asked; NULL allowed
void tasks_free(struct host *h);
// 0, or the status that a POST would be refused with whatever it sends.
int library_refuses(const struct host *h, struct str path, const char *bearer);
void library_reload(struct host *h); // reads the folders again, for nobody

// secrets.c
void secret_token(char out[TOKEN_TEXT]);
void secret_code(char *out, int signs); // signs + NUL
// The same from a secret of the client's: always the same for the same purpose and secret.
void secret_token_from(const char *purpose, struct str secret, char out[TOKEN_TEXT]);
void secret_code_from(const char *purpose, struct str secret, char *out, int signs);
uint64_t secret_seed(void);
uint32_t secret_room_code(void);
void secret_seal(void *ctx, struct str text, unsigned char salt[ACT_SALT_BYTES],
                 unsigned char hash[ACT_HASH_BYTES]);
void secret_commit(const unsigned char salt[ACT_SALT_BYTES], struct str text,
                   unsigned char hash[ACT_HASH_BYTES]);
bool secret_same(struct str a, struct str b); // in constant time
void secret_hex(const unsigned char digest[DIGEST_BYTES], char out[2 * DIGEST_BYTES + 1]);

// outbox.c: everything leaves through it, in order, once what went before is durable
// Whatever is sent is written between these two: an object whose member `t` says what it is.
void wire_begin(struct host *h, struct jw *w, const char *kind);
struct frame *wire_end(struct host *h, struct jw *w);
void out_frame(struct host *h, const struct session *c, struct frame *f); // takes a reference
// To all of them, at the cost of one.
void out_frames(struct host *h, const struct hroom *r, struct audience *to, struct frame *f);
void audience_unref(struct audience *a); // NULL allowed
void out_close(struct host *h, const struct session *c, int code, const char *reason);
bool host_busy(const struct host *h);   // so many frames wait for the disk that no more is promised
void out_cancel(struct out_item *item); // it keeps its place and is not sent
void out_seal(struct host *h);
void out_send(struct host *h);
void out_free(struct host *h);
// The store failed: nothing more leaves.
void host_die(struct host *h, const char *why);
void host_die_reading(struct host *h); // the store says why

// topics.c
void topics_project(struct host *h, struct hroom *r);
void topics_drop_unreadable(struct host *h, struct hroom *r);
void topics_add_readable(struct host *h, struct hroom *r);
void topics_welcome(struct host *h, struct session *c, const struct wire_in *hello);
// To whoever is told of the topic now; kept for nobody.
void topics_tell(struct host *h, struct hroom *r, struct topic t, struct frame *f);
void topics_leave(struct session *c);
void topics_free(struct hroom *r);

// rooms.c
// In no table yet.
struct hroom *room_make(struct host *h, uint32_t id, uint32_t code, const struct scenario *sc,
                        uint64_t now_ms);
void room_enter(struct host *h, struct hroom *r); // into the tables: it is there for all
// Out of the tables and freed, when nobody holds it any more. Its sessions are unbound before.
void room_drop(struct host *h, struct hroom *r);
void room_hold(struct hroom *r);
void room_unhold(struct host *h, struct hroom *r);
uint32_t room_code(struct str text);                                 // 0 when it is none
struct hroom *room_in_memory(const struct host *h, struct str code); // or NULL
bool room_is_needed(const struct hroom *r);      // somebody is there, or its clock runs
void room_tell(struct host *h, struct hroom *r); // the store, what is told of it
// Lets go of the room that was idle longest; false when all are needed.
bool room_make_place(struct host *h);
void room_let_go(struct host *h, struct hroom *r);
void room_look(struct jw *w, const struct hroom *r); // the members of what room_tell tells
// The room changed, or who is connected to it did: its timers are weighed anew.
static inline void room_stir(struct host *h, struct hroom *r)
{
    if (!r->stirred)
        r->stirred = vec_push(&h->stirred, r);
}

// run.c
// What became of a command.
struct made {
    int n;                  // events; -1: it was refused
    uint64_t seq;           // of the first
    struct act first;       // if there is one; its texts are the command's, or in the scratch arena
    struct refusal refusal; // when it was refused
};

// Decides, applies, logs and publishes.
struct made room_run(struct host *h, struct hroom *r, const struct act *command, struct str id);
void room_logged(struct host *h, struct hroom *r, const struct act_record *record, bool live);
struct act act_system(enum act_type type, uint64_t now_ms);

// load.c: rooms that are not in memory
struct loading;
// The room, or NULL: then *no is the refusal, or NULL when the session is asked again later (or,
// when `c` is NULL, when the caller is to ask again after the next wake).
struct hroom *room_want(struct host *h, struct str code, struct session *c, const char **no);
// The same for whoever holds a token of it, or a code that opens it: nothing is loaded for others.
// *no: unknown_room, or `wrong`.
struct hroom *room_want_key(struct host *h, struct str code, struct str token, const char *wrong,
                            struct session *c, const char **no);
void session_wait(struct host *h, struct session *c); // for the store
bool rooms_loading(const struct host *h);
// The room as it was at that event, in memory, or NULL. Of a still host, which waits for it.
struct hroom *room_at(struct host *h, uint32_t code, uint64_t seq);
void rooms_load(struct host *h, uint64_t now_ms); // some of what is wanted
void loadings_free(struct host *h);
// Format 1 of the store: every room's mark and keys are put into it.
void rooms_renew(struct host *h);

// sessions.c
// Hears it now, or keeps it behind what waits.
void session_take(struct host *h, struct session *c, struct str text, uint64_t now_ms);
void sessions_go_on(struct host *h, struct waiting *list, uint64_t now_ms); // with what was parked
void sessions_free(struct host *h);
void rooms_refused(struct host *h); // lets go of those that somebody else has

// texts.c: private texts, beside the records they belong to: both were written in one order, so
// they are read side by side
struct texts {
    struct arena bytes;
    VEC(struct store_text) all;
    size_t from, to; // those of the record being read
    uint64_t before; // only texts of records before that are wanted; 0: all
    bool full;
    // Told of a text that is not the one that its record holds the hash of; or NULL.
    void (*wrong)(void *ctx, uint64_t seq, struct str field);
    void *ctx;
};

void texts_init(struct texts *t);
void texts_free(struct texts *t);
bool texts_load(struct texts *t, struct store *s, uint32_t room); // 0: of every room
// Of one room, in the place of what was loaded: from *place on, those of records before `seq`.
bool texts_load_page(struct texts *t, struct store *s, uint32_t room, size_t *place, uint64_t seq);
// Opens the texts of that record, which comes after the one before; every record is named, whether
// it is read or not. Borrows *t.
struct act_opener texts_opener(struct texts *t, uint32_t room, uint64_t seq);
void texts_end(const struct texts *t); // says so when some belonged to no record

// room_export.c: a file of the room's research export by its name, or the list of them for an empty
// name, made a page of records at a time. NULL when no file has that kind of name.
struct room_export;
struct room_export *room_export_new(struct host *h, struct hroom *r, struct str name,
                                    const char *query);
void room_export_free(struct room_export *x);
// A page more; false when the store failed. *done: there are no more.
bool room_export_page(struct room_export *x, bool *done);
// Then the file, and its type; false when there is none of that name.
bool room_export_file(struct room_export *x, struct buf *body, const char **type);

// snapshots.c
void snapshot_when_due(struct host *h, struct hroom *r); // after events
void snapshot_last(struct host *h, struct hroom *r);     // the room leaves memory
void snapshots_all(struct host *h);                      // all do; flushes what is much
// Into a room just made from its log's first record. False, and the room is of no use, when the
// snapshot is none that is known here. That its hash is the log's is for the caller to see.
bool snapshot_restore(struct host *h, struct hroom *r, const struct store_snapshot *s);
// Whether these bytes are what is kept of the room as it is; true of what nobody would believe.
bool snapshot_is_right(struct host *h, const struct hroom *r, struct str bytes);

// creds.c
void creds_write(const struct hroom *r, struct buf *out);
bool creds_read(struct unpack *in, struct host *h, struct hroom *r);
void cred_logged(struct host *h, struct hroom *r, const struct act *event, bool live);
void creds_free(struct host *h, struct hroom *r);
struct cred *cred_find(const struct host *h, struct str token);
// A facilitator's, for as long as this host lives: nothing is logged.
void cred_lend(struct host *h, struct hroom *r, struct str token);
// That it is given. Borrows `hex`, which gets the token's digest.
struct act cred_act(enum cred_role role, int person, int facilitator, struct str token,
                    char hex[2 * DIGEST_BYTES + 1]);
void session_unbind(struct host *h, struct session *c, uint64_t gone_ms);

// presence.c
void session_bind(struct host *h, struct session *c, struct cred *cred, uint64_t now_ms);
void presence_due(struct host *h, struct hroom *r, uint64_t now_ms);
uint64_t presence_next(const struct hroom *r);

// answers.c
// Whether the session may speak for `as`; else it was told why not.
bool session_speaks(struct host *h, struct session *c, const struct wire_in *in);
struct frame *answer_ok(struct host *h, const struct wire_in *in, const struct act *event,
                        uint64_t seq);
void id_json(struct jw *w, const struct wire_in *in); // the member `id`, as the client wrote it
void answer_no_begin(struct host *h, struct jw *w, const struct wire_in *in, const char *code);
struct frame *answer_no(struct host *h, const struct wire_in *in, const char *code,
                        struct str field, int64_t limit);
// `seq`: of the first event that the command made, 0 for none.
void answer_keep(struct hroom *r, int by, struct str id, uint64_t seq, struct frame *f);
struct frame *answer_kept(struct host *h, struct hroom *r, int by, struct str id);
// Of one actor, those that events tell again.
void answers_write(struct hroom *r, int by, struct buf *out);
bool answers_read(struct unpack *in, struct hroom *r, int by);
void answers_free(struct hroom *r);
void answer_begin(struct host *h, struct jw *w, const struct wire_in *in); // … then "out"'s members
struct frame *answer_end(struct host *h, struct jw *w);
// The same with the whole of "out" at hand, as JSON.
struct frame *answer_with(struct host *h, const struct wire_in *in, struct str out);

void reply(struct host *h, struct session *c, struct frame *f); // and lets go of it
void reply_no(struct host *h, struct session *c, const struct wire_in *in, const char *code);
void reply_no_field(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                    const char *field, int64_t limit);

// throttle.c
// True when a code may not be looked at now: the question is held back, or refused.
bool guess_waits(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms);
void guess_charge(struct host *h, const struct session *c, const struct wire_in *in,
                  uint64_t now_ms);
// Charges and answers as reply_no, for a code or a key that was wrong.
void refuse_code(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                 uint64_t now_ms);
// Whether it is a token of that room, in memory or not, or what its link carries. Loads nothing.
bool room_opens(struct host *h, struct str code, struct str token);
bool is_host_key(const struct host *h, struct str key); // false where there is none
bool too_many_rooms(struct host *h, const struct session *c, uint64_t now_ms);

// enter.c
typedef void request_fn(struct host *h, struct session *c, const struct wire_in *in,
                        uint64_t now_ms);
request_fn request_create, request_join, request_resume, request_recover, request_screen;

// requests.c
request_fn request;

// relay.c
request_fn request_relay;

// crowd.c: connections when few are left
// Somebody comes who has not said who they are: who must go for them, or NULL.
struct session *crowd_displaces(struct host *h);
void crowd_count(struct host *h, uint64_t address, int more);
bool crowd_admits(struct host *h, const struct session *c, const struct cred *cred,
                  uint64_t now_ms);

#endif
