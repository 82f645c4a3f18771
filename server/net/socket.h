// The way of a connection that is a WebSocket.
#ifndef TABLEE_NET_SOCKET_H
#define TABLEE_NET_SOCKET_H

#include "net/state.h"

struct conn *socket_new(struct net *n, struct lws *wsi, bool echo); // NULL: no place is left
void socket_receive(struct conn *c, const char *p, size_t n);

#endif
