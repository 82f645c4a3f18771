// What is asked by whoever watches over a server: whether it lives, whether it takes people in, and
// what it counts.
#ifndef TABLEE_NET_PROBES_H
#define TABLEE_NET_PROBES_H

#include "net/state.h"

int probe(struct net *n, struct lws *wsi, const char *path, bool head, bool *answered);

#endif
