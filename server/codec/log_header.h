// The lines of a log file before its records. The first says which room, and how far the
// records go, so that a tail that was cut off is seen. The second is the scenario that the room was
// played with, as its file was: the first record holds its hash. A record holds the hash of what is
// private or sealed; what of it was revealed since stands behind it, as
// `"open":{field:[salt,value]}` (host/openings.h), which is no part of the chain and is held
// against that hash. Texts that are read are views of the arena given.
#ifndef TABLEE_CODEC_LOG_HEADER_H
#define TABLEE_CODEC_LOG_HEADER_H

#include "base/arena.h"
#include "base/jw.h"
#include "codec/act_json.h"

// 1 carried no scenario. In 3 a record may be followed by what opens it.
enum { LOG_FORMAT = 3, LOG_FORMAT_BARE = 1 };

struct log_header {
    int64_t format, rules;
    struct str room, epoch, scenario, version;
    int64_t records; // that follow; 0 in exports of before they were counted
    struct str last; // hash of the last of them, in hexadecimal
};

void log_header_write(struct jw *w, const struct log_header *header);
bool log_header_read(struct str line, struct arena *arena, struct log_header *out);
void log_scenario_write(struct jw *w, struct str file);
bool log_scenario_is(struct str line); // whatever it holds
bool log_scenario_read(struct str line, struct arena *arena, struct str *file);
// Says what the room's first record says.
bool log_header_matches(const struct log_header *header, const struct act_record *created);

#endif
