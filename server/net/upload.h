// POST: a body is gathered whole and bounded, then handed to the host, or to the link whose frames
// it brings. Only JSON, so that a page of another site must ask first, and is refused. An int is
// what lws's callbacks give back.
#ifndef TABLEE_NET_UPLOAD_H
#define TABLEE_NET_UPLOAD_H

#include "net/state.h"

int upload_begin(struct net *n, struct lws *wsi, const char *path);
int upload_more(struct net *n, struct lws *wsi, const void *bytes, size_t count);
int upload_end(struct net *n, struct lws *wsi);
void upload_drop(struct net *n, struct lws *wsi);

#endif
