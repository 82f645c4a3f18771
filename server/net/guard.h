// Which requests may pass: the names this server answers to, and what may become a WebSocket. NULL
// when the request may pass, else the sentence that refuses it and its status.
#ifndef TABLEE_NET_GUARD_H
#define TABLEE_NET_GUARD_H

#include "net/state.h"

const char *guard_length(struct lws *wsi, int *status);
const char *guard_request(struct net *n, struct lws *wsi, int *status);
const char *guard_origin(struct net *n, struct lws *wsi, int *status);
const char *guard_upgrade(struct net *n, struct lws *wsi, const char *up, int *status);
const char *guard_bodiless(struct lws *wsi, int *status);
bool guard_is_echo(struct lws *wsi);

#endif
