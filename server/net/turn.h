// The loop's turn: timers of the host, one commit, one write a connection; pings; the way out.
#ifndef TABLEE_NET_TURN_H
#define TABLEE_NET_TURN_H

#include <stdbool.h>
#include <stddef.h>

struct net;

bool turn_start(struct net *n, char *err, size_t errn);
void turn_stop(struct net *n); // closes its handles; what wakes the loop outlives them
void turn_drain(struct net *n);
void turn_reload(struct net *n); // certificate and scenarios

#endif
