// Hears when the addresses of this computer change. Stop closes its handle on the loop, free comes
// after that is closed.
#ifndef TABLEE_NET_WATCH_H
#define TABLEE_NET_WATCH_H

struct net;

void watch_start(struct net *n);
void watch_stop(struct net *n);
void watch_free(struct net *n);

#endif
