// The voices that are carried now: whose, by which session, at which place. The rules say where
// (core/sound.h), the engine mixes, and nothing of it is in a log: what is said dies away. The
// engine may be silent for ever; no command waits for it.
#ifndef TABLEE_HOST_SOUND_H
#define TABLEE_HOST_SOUND_H

#include "host/host.h"

struct hroom;
struct session;
struct sounds;

struct sounds *sounds_new(void);
void sounds_free(struct sounds *s);
bool sound_offered(const struct host *h);                 // there is an engine, up or not
void sound_left(struct host *h, const struct session *c); // it speaks for nobody any more
void sound_follow(struct host *h, struct hroom *r);       // after what happened there

#endif
