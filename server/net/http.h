// Plain HTTP: the web client's files, what the host answers below /api, and refusals. GET and HEAD,
// and POST below /api (upload.h).
#ifndef TABLEE_NET_HTTP_H
#define TABLEE_NET_HTTP_H

#include "net/state.h"

int http_request(struct net *n, struct lws *wsi);

#endif
