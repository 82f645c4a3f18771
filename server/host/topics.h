
// The topics of a room as their subscribers have them: a version each, the last patches, and who is
// told. The room owns them.
#ifndef TABLEE_HOST_TOPICS_H
#define TABLEE_HOST_TOPICS_H

#include "core/topic.h"
#include "host/host.h"

struct hroom;
struct session;
struct wire_in;

void topics_init(struct hroom *r);
void topics_free(struct hroom *r);
void topics_project(struct host *h, struct hroom *r); // tells what the last event touched
void topics_drop_unreadable(struct host *h, struct hroom *r);
void topics_add_readable(struct host *h, struct hroom *r);
void topics_welcome(struct host *h, struct session *c, const struct wire_in *hello);
// To whoever is told of the topic now; kept for nobody.
void topics_tell(struct host *h, struct hroom *r, struct topic t, struct frame *f);
void topics_leave(struct session *c);

#endif
