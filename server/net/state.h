// What one server holds: each module's part of it, which only that module changes but where its
// comment says otherwise. No functions: whoever includes this may be called by nobody here.
#ifndef TABLEE_NET_STATE_H
#define TABLEE_NET_STATE_H

#include <libwebsockets.h>
#include <stdatomic.h>
#include <uv.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/limits.h"
#include "host/host.h"
#include "net/config.h"

enum {
    NET_BUCKETS = 25, // ticks between two pings of one connection
    NET_NEAR = 4096,  // connections found without a search: as many as a server takes
    NET_BODY_MAX = 64 << 20,
    NET_WRITE_MAX = 262144, // bytes joined in one write
    NET_HOST_LEN = 256,
    NET_PATH_LEN = 1024,
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
    bool own_certificate;    // of HTTPS: nobody else signed it
    struct watch *watch;     // or NULL
    struct engine *engine;   // of voices; or NULL
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
    struct conn *near[NET_NEAR]; // the youngest of each number's low bits, or NULL
    struct map64 uploads;        // struct upload, by its wsi
    struct map64 streams;        // struct stream, by its wsi
    struct map links;            // struct conn, by the secret of its link
    struct map64 readers;        // struct conn, by the wsi that takes what is told to it
    size_t sent;                 // uploads that are no link's
    size_t sent_trusted;         // of them, the host's
    size_t downloads;            // streams among them that read from the host
    size_t queued;               // and those that wait to
    size_t answers;              // streams of the library's answers
    uint64_t download_waits, download_refusals; // ever
    uint64_t last_place;
    uint32_t last_id;
    struct conn *wheel[NET_BUCKETS];
    unsigned hand;
    struct conn *dirty, **dirty_end; // to be flushed as the turn ends, in this order
    VEC(uint32_t) walk;
    struct buf scratch;
    struct buf body;
    uint64_t clock_ahead; // of the steady clock, in ms
    size_t sockets, max_sockets;
    size_t closing; // connections that are told to close
    bool active;    // the host was called in this turn
    uint64_t turns, turns_long, turn_longest_ms;
    bool leaving; // what is in front is told to send nobody here; then it drains
    bool draining;
    bool quit;
    atomic_bool fatal;
    int exit_code;
    char public_host[NET_HOST_LEN];
    char own_host[NET_HOST_LEN];
};

#endif
