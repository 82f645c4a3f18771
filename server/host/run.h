
// What a command does to a room: decided, applied, logged and told, or refused.
#ifndef TABLEE_HOST_RUN_H
#define TABLEE_HOST_RUN_H

#include "codec/act_json.h"
#include "core/act.h"
#include "core/room.h"
#include "host/host.h"

struct hroom;

// What became of a command.
struct made {
    int n;                  // events; -1: it was refused
    uint64_t seq;           // of the first
    struct act first;       // if there is one; its texts are the command's, or in the scratch arena
    struct refusal refusal; // when it was refused
};

// `id`: the command's, or the mark of the request that makes a room or a person; empty for none.
struct made hroom_run(struct host *h, struct hroom *r, const struct act *command, struct str id);
// What it would come to, now: nothing is done.
struct made hroom_would(struct host *h, const struct hroom *r, const struct act *command);
// What the host itself remembers of an event, live and when it is loaded.
void hroom_logged(struct host *h, struct hroom *r, const struct act_record *record, bool live);
// Its log says how long the host keeps it, when that is news.
void hroom_kept(struct host *h, struct hroom *r, uint64_t now_ms);
struct act act_system(enum act_type type, uint64_t now_ms);

#endif
