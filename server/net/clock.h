// The times of a server.
#ifndef TABLEE_NET_CLOCK_H
#define TABLEE_NET_CLOCK_H

#include <stdint.h>

struct net;

// Unix milliseconds of the wall's clock; from the first connection to the last it only goes on,
// at its pace, whatever that clock is set to meanwhile, and stands while the computer sleeps.
uint64_t net_now(const struct net *n);
void net_set_clock(struct net *n); // by the wall's
// Loop time in ms by which a body has come, or gone.
uint64_t net_by(const struct net *n);

#endif
