// HTTPS built in, for a host without a proxy: TLS 1.2 or newer, by the library's own; what comes in
// plain on the same port is sent on to https.
#ifndef TABLEE_NET_TLS_H
#define TABLEE_NET_TLS_H

#include "net/state.h"

bool tls_settings(struct net *n, struct lws_context_creation_info *info, char *err, size_t errn);
void tls_reload(struct net *n);
bool tls_is_missing(const struct net *n, struct lws *wsi); // where it is wanted
int tls_redirect(struct net *n, struct lws *wsi, const char *path);

#endif
