// The first line of an exported log: which room, and how far its records go, so that a tail that
// was cut off is seen. Texts that are read are views of the arena given.
#ifndef TABLEE_CODEC_LOG_HEADER_H
#define TABLEE_CODEC_LOG_HEADER_H

#include "base/arena.h"
#include "base/jw.h"
#include "codec/act_json.h"

struct log_header {
    int64_t format, rules;
    struct str room, epoch, scenario, version;
    int64_t records; // that follow; 0 in exports of before they were counted
    struct str last; // hash of the last of them, in hexadecimal
};

void log_header_write(struct jw *w, const struct log_header *header);
bool log_header_read(struct str line, struct arena *arena, struct log_header *out);
// Says what the room's first record says.
bool log_header_matches(const struct log_header *header, const struct act_record *created);

#endif
