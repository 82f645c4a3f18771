// The server's only sockets: HTTP, WebSocket and the files of the web client, on one loop thread.
// The caller owns the net and the host: net_new, host_open with net_sink, net_run, host_close,
// net_free, in this order (the host's writer thread may wake the net until it is closed).
#ifndef TABLEE_NET_NET_H
#define TABLEE_NET_NET_H

#include <stddef.h>

#include "host/host.h"
#include "net/config.h"

struct net;

// Reads the files, makes the loop and listens: who calls before net_run waits
// instead of being turned away. NULL on failure, with one sentence in `err`.
struct net *net_new(const struct net_config *config, char *err, size_t errn);
struct host_sink net_sink(struct net *n);
// Serves until SIGTERM or SIGINT (NET_EXIT_OK), or until the host gives up (NET_EXIT_FATAL).
int net_run(struct net *n, struct host *h);
void net_free(struct net *n);
// On the loop: ends as SIGTERM does; reads scenarios and certificate again; how many are connected.
void net_stop(struct net *n);
void net_reload(struct net *n);
size_t net_connections(const struct net *n);

#endif
