// Answers to requests: what lws's callbacks give back.
#ifndef TABLEE_NET_ANSWER_H
#define TABLEE_NET_ANSWER_H

#include "net/reply.h"

int http_reply(struct net *n, struct lws *wsi, const struct reply *r);
int http_answer(struct net *n, struct lws *wsi, int status, const char *type, struct str body);
int http_sentence(struct net *n, struct lws *wsi, int status, bool head, const char *sentence);
int http_refuse(struct net *n, struct lws *wsi, int status, const char *sentence); // and hangs up
// Refuses with the time to come back, in seconds.
int http_later(struct net *n, struct lws *wsi, int status, uint64_t wait_s);

#endif
