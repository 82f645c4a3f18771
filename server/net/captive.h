// What phones ask of the Internet to learn whether there is one.
#ifndef TABLEE_NET_CAPTIVE_H
#define TABLEE_NET_CAPTIVE_H

#include "net/state.h"

// True when it answered; *rc: what the callback gives back.
bool captive_answers(struct net *n, struct lws *wsi, const char *path, bool head, int *rc);

#endif
