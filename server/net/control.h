// The socket of the file system by which a running server is asked. Stop closes its handles on the
// loop, free comes after they are closed.
#ifndef TABLEE_NET_CONTROL_H
#define TABLEE_NET_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

struct net;

bool control_start(struct net *n, char *err, size_t errn);
void control_wake(struct net *n); // more has become durable
void control_stop(struct net *n);
void control_free(struct net *n);

#endif
