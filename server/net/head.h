// What the head of a request holds, as lws has it.
#ifndef TABLEE_NET_HEAD_H
#define TABLEE_NET_HEAD_H

#include "net/state.h"

// False when the header is absent or does not fit.
bool net_header(struct lws *wsi, enum lws_token_indexes token, char *out, size_t n);
// The address of who is at the other end, and whether that is this computer.
void net_peer(struct net *n, struct lws *wsi, char *out, size_t size, bool *loopback);
void http_bearer(struct lws *wsi, char out[NET_HOST_LEN]); // "" when there is none
// Whether the request holds the host's key; *wait_s as of host_key_tried.
enum key_tried http_key(struct net *n, struct lws *wsi, const char *bearer, uint64_t *wait_s);
// What lws has decoded may hold anything, a line's end too; true: it may be said in a head.
bool http_is_plain(const char *text);
void http_query(struct lws *wsi, char *out, size_t size);

#endif
