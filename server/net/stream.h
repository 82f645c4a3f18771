// Answers that do not leave at once, part by part as the reader takes them; who takes nothing for
// as long as a body may take is dropped. An int is what lws's callbacks give back.
#ifndef TABLEE_NET_STREAM_H
#define TABLEE_NET_STREAM_H

#include "net/reply.h"

enum { NET_PART_MAX = 65536 }; // bytes of an answer that lws is given at once

int stream_rest(struct net *n, struct lws *wsi, const struct reply *r, size_t sent);
// False when too many wait: it was closed, and nothing was answered. Of a workshop, by its code; it
// may have to queue, where each workshop has its share.
bool stream_download(struct net *n, struct lws *wsi, struct host_download *d, bool head,
                     struct str room);
// What the library of scenarios answers: no download of anybody's waits for it.
bool stream_answer(struct net *n, struct lws *wsi, struct host_download *d, bool head);
// The place in the queue of what that credential asked for first; 0: nothing of it waits.
size_t stream_place(const struct net *n, struct lws *wsi);
int stream_more(struct net *n, struct lws *wsi);
void stream_drop(struct net *n, struct lws *wsi);
void stream_wake(struct net *n); // more has become durable

#endif
