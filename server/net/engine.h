// The driver of the engine that mixes voices, over its socket of packets: connects to it for as
// long as the server runs, keeps to one request at a time for each voice, and believes nothing that
// it says. What dies, or is silent for SOUND_ASK_MS, is begun anew; nobody waits for it.
#ifndef TABLEE_NET_ENGINE_H
#define TABLEE_NET_ENGINE_H

struct host;
struct net;

void engine_start(struct net *n); // when a socket of one is named
void engine_stop(struct net *n);
void engine_free(struct net *n);

#endif
