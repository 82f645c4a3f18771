// An answer, and its head.
#ifndef TABLEE_NET_REPLY_H
#define TABLEE_NET_REPLY_H

#include "net/state.h"

struct reply {
    int status;
    const char *type;
    const char *cache;
    const char *etag;     // or NULL
    const char *location; // or NULL
    const char *encoding; // or NULL
    uint64_t retry_s;     // 0: not told
    bool events;          // no proxy may hold it back
    bool vary;
    bool head;  // no body, but its length
    bool close; // and hang up
    enum { LENGTH_KNOWN, LENGTH_CHUNKED, LENGTH_TO_THE_END } length;
    bool lasts; // the bytes of the body outlive the net
    struct str body;
};

void http_put_head(struct net *n, struct lws *wsi, const struct reply *r, struct buf *out);

#endif
