// A log file, as the server gives it (/api/rooms/CODE/log.ndjson): a header, the scenario, then a
// record a line, each with its hash as its last member. Texts are views of the caller's bytes.
#ifndef TABLEE_CLI_LOG_FILE_H
#define TABLEE_CLI_LOG_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "codec/act_json.h"
#include "core/room.h"
#include "store/store.h"

// Directories of scenarios, unless others are named.
#define DEFAULT_SCENARIOS TABLEE_SOURCE_DATA_DIR "/scenarios:" TABLEE_DATA_DIR "/scenarios"

enum { INPUT_BYTES_MAX = 64 << 20 };

// The whole of a file, or of standard input for "-", into `text`. False puts why into *fault.
bool input_read(const char *path, struct buf *text, struct buf *fault);
// No control character of a file reaches the terminal in a sentence about it.
void input_fault_tame(struct buf *fault);

bool log_file_is(struct str text); // begins with the header of an export

// How far the chain holds.
struct log_proof {
    uint64_t records;  // that hold, one after another
    uint64_t bad_line; // the first that does not, from 1; 0: all hold
    bool bad_header;   // all lines hold, but it tells of another room
    bool bad_scenario; // all lines hold, but it carries another scenario, or none where it must
    bool cut;          // all lines hold, but the header counts others
};

bool log_proof_holds(const struct log_proof *proof);
// The sentence that says what does not hold, in the reader's language.
void log_proof_tell(const struct log_proof *proof, struct buf *out);

struct log_proof log_file_prove(struct str text);

// A log as a source of records; texts that are kept beside it read as hidden. Borrows the text.
struct log_file {
    struct str text, records;
    struct str scenario; // the file the room was played with; empty in a log of format 1
    struct arena scratch, own;
    char room[8];  // its code
    uint64_t kept; // records that hold, when that is not all
};

// Proves the chain first. False, for what is no log or a newer one too, puts one sentence into
// *fault; either way log_file_close comes after. Events are believed: a log whose chain was made
// anew by somebody else is theirs to answer for.
bool log_file_open(struct str text, struct log_file *out, struct buf *fault);
// The same of a log that is broken, cut or forged further on: it holds what is whole of it, and
// *fault says where that ends. False when nothing of it can be believed.
bool log_file_open_part(struct str text, struct log_file *out, struct buf *fault);
// No more than so many records, from the first.
void log_file_keep(struct log_file *f, uint64_t records);
struct record_source log_file_source(struct log_file *f);
// The scenario it carries, or else those of the directories.
struct scenario_shelf log_file_shelf(struct log_file *f, const char *dirs);
// The same records as a server keeps them, in memory; whoever asks closes it.
struct store *log_file_store(const struct log_file *f);
void log_file_close(struct log_file *f);

// The room that records made; owns its memory. Zeroed by log_room_make, which must come
// first.
struct log_room {
    struct arena scenario_arena, room_arena;
    struct scenario *scenario;
    struct room *room; // lives in room_arena
    int64_t rules;     // version the room was played under
    uint64_t applied;  // records, one after another
    bool changed;      // the scenario is no longer the one that was played: say log_changed()
};

// Where scenarios are: as they were played, by their hash, and else as they are now. `find` may be
// NULL; what it gives lives in the arena.
struct scenario_shelf {
    const char *dirs; // separated by ':'
    void *ctx;
    bool (*find)(void *ctx, struct str hash, struct arena *arena, struct str *text);
};

// Applies records as a server that starts again does. False puts one sentence into *fault. Either
// way log_room_free comes after. A log whose chain was made anew by somebody else is taken as
// far as it makes sense.
bool log_room_make(const struct record_source *source, const struct scenario_shelf *shelf,
                   struct log_room *out, struct buf *fault);
void log_room_free(struct log_room *r);
const char *log_changed(void); // the sentence, in the reader's language

#endif
