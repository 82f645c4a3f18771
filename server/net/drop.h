// Cuts a request or a connection whose peer takes nothing, or is too slow.
#ifndef TABLEE_NET_DROP_H
#define TABLEE_NET_DROP_H

#include "net/state.h"

// For a peer that takes nothing any more: lws would wait to flush, or for a Close in return, on a
// timer that a quiet loop does not arm. Only from outside lws's callbacks.
void wsi_drop(struct lws *wsi);
// Drops those of a map of requests under way whose time is over.
void wsi_drop_late(const struct net *n, const struct map64 *requests);

#endif
