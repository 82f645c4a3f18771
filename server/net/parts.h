// What the files of net/ share. struct net owns everything here; a struct conn lives from the
// WebSocket handshake to LWS_CALLBACK_CLOSED, or as long as its link, and is found by its number,
// never kept by pointer.
#ifndef TABLEE_NET_PARTS_H
#define TABLEE_NET_PARTS_H

#include <libwebsockets.h>
#include <stdatomic.h>
#include <uv.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/map.h"
#include "base/vec.h"
#include "net/bounds.h"
#include "net/files.h"
#include "net/net.h"

enum {
    NET_BUCKETS = 25,     // ticks between two pings of one connection
    NET_PONG_WAIT = 20,   // ticks from a ping to giving up
    NET_PART_MAX = 65536, // bytes of an answer that lws is given at once
    NET_BODY_MAX = 64 << 20,
    NET_CLOSE_WAIT = 3000,  // ms a connection gets to take its last bytes
    NET_DRAIN_WAIT = 4000,  // ms everybody gets when the server stops
    NET_WRITE_MAX = 262144, // bytes joined in one write
    NET_ECHO_MAX = 16 << 20,
    NET_REASON = 64,
    NET_HOST_LEN = 256,
    NET_PATH_LEN = 1024,
};

struct link; // link.c

struct conn {
    struct net *net;
    struct lws *wsi;   // NULL: it goes by a link
    struct link *http; // NULL: it is a WebSocket
    uint32_t id;
    struct buf in; // the message being received
    int fragments;
    struct out_queue queue;
    bool dirty; // waits for the end of the turn
    bool asked; // WRITEABLE asked for
    bool echo;
    bool killed;    // given back to lws
    int close_code; // 0: open
    char reason[NET_REASON];
    uint64_t close_by; // loop time in ms
    struct allowance allowance;
    uint64_t heard;            // loop time in ms
    struct conn *next, **link; // its bucket of the wheel
};

// How each request under way begins, in the maps of uploads and streams.
struct pending {
    struct lws *wsi;
    uint64_t by; // loop time in ms
};

static inline uint64_t net_key(const struct lws *wsi)
{
    return (uint64_t)(uintptr_t)wsi;
}

struct net {
    struct net_config config;
    struct host *host;
    struct files *files;
    struct control *control; // or NULL
    struct watch *watch;     // or NULL
    uv_loop_t loop;
    uv_async_t wake;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_timer_t tick, due, drain;
    uv_signal_t term, intr, hup;
    bool handles; // all but wake are open
    struct lws_context *context;
    int port;
    struct map64 conns;
    struct map64 uploads; // struct upload, by its wsi
    struct map64 streams; // struct stream, by its wsi
    struct map links;     // struct conn, by the secret of its link
    struct map64 readers; // struct conn, by the wsi that takes what is told to it
    size_t sent;          // uploads that are no link's
    size_t downloads;     // streams among them that read from the host
    size_t queued;        // and those that wait to
    uint64_t last_place;
    uint32_t last_id;
    struct conn *wheel[NET_BUCKETS];
    unsigned hand;
    VEC(uint32_t) dirty;
    VEC(uint32_t) walk;
    struct buf scratch;
    struct buf body;
    uint64_t clock_ahead; // of the steady clock, in ms
    size_t sockets, max_sockets;
    size_t closing;
    bool active; // the host was called in this turn
    uint64_t turns, turn_longest_ms;
    bool draining;
    bool quit;
    atomic_bool fatal;
    int exit_code;
    char public_host[NET_HOST_LEN];
    char own_host[NET_HOST_LEN];
};

void net_set_clock(struct net *n);    // by the wall's
uint64_t net_by(const struct net *n); // loop time in ms by which a body has come, or gone
// The address of who is at the other end, and whether that is this computer.
void net_peer(struct net *n, struct lws *wsi, char *out, size_t size, bool *loopback);
bool net_header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t n);

// conn.c
struct conn *conn_new(struct net *n, struct lws *wsi, bool echo);
void conn_free(struct conn *c);
struct conn *conn_get(struct net *n, uint32_t id);
void conn_receive(struct conn *c, const char *p, size_t n);
void conn_text(struct conn *c, struct str text); // one whole text message
void conn_ended(struct conn *c);                 // it is no more: frees it and tells the host
void conn_close(struct conn *c, int code, const char *reason);
void conn_mark(struct conn *c);

// writer.c
void conn_send(struct conn *c, struct frame *f, enum ws_opcode opcode);
void conn_flush(struct conn *c);
void conn_drop(struct conn *c); // at once, without waiting for the peer
void wsi_drop(struct lws *wsi);
// Drops those of a map of requests under way whose time is over.
void wsi_drop_late(const struct net *n, const struct map64 *requests);

// link.c: a way for frames where no WebSocket passes. What is told goes out as server-sent events,
// what is said comes by POST; it counts as one connection.
enum { LINK_NONE = -2 }; // the request is no link's
int link_read(struct net *n, struct lws *wsi);
// Before the body of a POST: NULL, or why it is refused and its status.
const char *link_may_post(struct net *n, const char *query, const char *bearer, int *status);
int link_post(struct net *n, struct lws *wsi, const char *query, const char *bearer,
              struct str said);
int link_more(struct net *n, struct lws *wsi); // LINK_NONE: no reader
void link_gone(struct net *n, struct lws *wsi);
void link_flush(struct conn *c);
void link_drop(struct conn *c);
void link_free(struct conn *c);

// guard.c: NULL when the request may pass, else the sentence that refuses it and its status.
const char *guard_request(struct net *n, struct lws *wsi, int *status);
const char *guard_origin(struct net *n, struct lws *wsi, int *status);
const char *guard_upgrade(struct net *n, struct lws *wsi, const char *up, int *status);
const char *guard_bodiless(struct lws *wsi, int *status);
bool guard_is_echo(struct lws *wsi);

// http.c
struct reply {
    int status;
    const char *type;
    const char *cache;
    const char *etag;     // or NULL
    const char *location; // or NULL
    const char *encoding; // or NULL
    bool events;          // no proxy may hold it back
    bool vary;
    bool head;  // no body, but its length
    bool close; // and hang up
    enum { LENGTH_KNOWN, LENGTH_CHUNKED, LENGTH_TO_THE_END } length;
    bool lasts; // the bytes of the body outlive the net
    struct str body;
};

int http_request(struct net *n, struct lws *wsi);
int http_refuse(struct net *n, struct lws *wsi, int status, const char *sentence);
int http_answer(struct net *n, struct lws *wsi, int status, const char *type, struct str body);
void http_put_head(struct net *n, struct lws *wsi, const struct reply *r, struct buf *out);
void http_bearer(struct lws *wsi, char out[NET_HOST_LEN]); // "" when there is none
void http_query(struct lws *wsi, char *out, size_t size);

int http_reply(struct net *n, struct lws *wsi, const struct reply *r);
int http_sentence(struct net *n, struct lws *wsi, int status, bool head, const char *sentence);

// probes.c: whoever watches over a server asks these; *answered: one of them was asked.
int probe(struct net *n, struct lws *wsi, const char *path, bool head, bool *answered);

// stream.c: what lws's callbacks give back. Answers that do not leave at once, part by part as the
// reader takes them; who takes nothing for as long as a body may take is dropped.
int stream_rest(struct net *n, struct lws *wsi, const struct reply *r, size_t sent);
int stream_download(struct net *n, struct lws *wsi, struct host_download *d, bool head);
int stream_more(struct net *n, struct lws *wsi);
void stream_drop(struct net *n, struct lws *wsi);
void stream_wake(struct net *n); // more has become durable

// upload.c: what lws's callbacks give back
int upload_begin(struct net *n, struct lws *wsi, const char *path);
int upload_more(struct net *n, struct lws *wsi, const void *bytes, size_t count);
int upload_end(struct net *n, struct lws *wsi);
void upload_drop(struct net *n, struct lws *wsi);

// callback.c
extern const struct lws_protocols net_protocols[];

// control.c: stop closes its handles on the loop, free comes after they are closed
bool control_start(struct net *n, char *err, size_t errn);
void control_stop(struct net *n);
void control_free(struct net *n);

// addresses.c: likewise
void watch_start(struct net *n);
void watch_stop(struct net *n);
void watch_free(struct net *n);

// captive.c: true when it answered; *rc: what the callback gives back
bool captive_answers(struct net *n, struct lws *wsi, const char *path, bool head, int *rc);

// tls.c
bool tls_settings(const struct net *n, struct lws_context_creation_info *info, char *err,
                  size_t errn);
void tls_reload(struct net *n);
bool tls_is_missing(const struct net *n, struct lws *wsi); // where it is wanted
int tls_redirect(struct net *n, struct lws *wsi, const char *path);

// turn.c
bool turn_start(struct net *n, char *err, size_t errn);
void turn_drain(struct net *n);

#endif
