// One connection of a client, by whichever way its bytes travel: its place in the table and on the
// wheel, what was said by it and what waits for it. It lives from the handshake to conn_ended and
// is found by its number, never kept by pointer.
#ifndef TABLEE_NET_CONN_H
#define TABLEE_NET_CONN_H

#include "net/bounds.h"
#include "net/state.h"

enum { NET_REASON = 64 };

// A way of travelling: socket.c, link.c. The connection may be gone when flush or drop return.
struct conn_way {
    void (*flush)(struct conn *c);   // what waits, at the end of a turn
    void (*drop)(struct conn *c);    // at once, without waiting for the peer
    void (*release)(struct conn *c); // what is the way's own of it; or NULL
};

struct conn {
    struct net *net;
    const struct conn_way *way;
    struct lws *wsi;   // of a WebSocket
    struct link *link; // of a link
    uint32_t id;
    struct buf in; // the message being received
    int fragments;
    uint64_t half; // since when a message is under way, loop time in ms; 0: none is
    uint64_t head; // since when bytes came that are no frame yet; 0: none did since it was heard
    struct out_queue queue;
    size_t burst; // bytes of the longest that it was told at once
    bool dirty;   // among those to be flushed
    bool fresh;   // nothing waited when it came there
    bool asked;   // WRITEABLE asked for
    bool echo;
    bool killed;    // given back to lws
    int close_code; // 0: open
    char reason[NET_REASON];
    uint64_t close_by; // loop time in ms
    struct allowance allowance;
    uint64_t heard;             // loop time in ms
    struct conn *next, **place; // its bucket of the wheel
    struct conn *next_dirty;
};

struct conn *conn_new(struct net *n, const struct conn_way *way, bool echo);
struct conn *conn_get(struct net *n, uint32_t id);
void conn_text(struct conn *c, struct str text); // one whole text message
// The same to each that is there, in this order.
void conn_tell(struct net *n, const uint32_t *conns, size_t count, struct frame *f);
void conn_send(struct conn *c, struct frame *f, enum ws_opcode opcode);
void conn_mark(struct conn *c); // to be flushed as the turn ends
void conn_flush_marked(struct net *n);
void conn_drop(struct conn *c);
void conn_close(struct conn *c, int code, const char *reason);
void conn_ended(struct conn *c); // it is no more: frees it and tells the host

#endif
