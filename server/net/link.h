// A way for frames where no WebSocket passes. A link is opened by POST
// /api/link?room=CODE&by=events (or polls), which gives its secret; GET of the same address with
// the secret takes what is told, as server-sent events; POST brings what is said, a frame a line.
// Where a proxy holds an answer until it ends, each answer ends with the first thing told. One
// reader at a time; when that goes before its answer ended, so does the link, as what it was given
// may be lost: a client says hello anew, with the versions it holds, exactly as after a WebSocket
// that broke.
#ifndef TABLEE_NET_LINK_H
#define TABLEE_NET_LINK_H

#include "net/state.h"

enum { LINK_NONE = -2 }; // the request is no link's

int link_read(struct net *n, struct lws *wsi);
// Before the body of a POST: NULL, or why it is refused and its status.
const char *link_may_post(struct net *n, const char *query, const char *bearer, int *status);
int link_post(struct net *n, struct lws *wsi, const char *query, const char *bearer,
              struct str said);
int link_more(struct net *n, struct lws *wsi); // LINK_NONE: no reader
void link_gone(struct net *n, struct lws *wsi);

#endif
