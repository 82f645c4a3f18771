// Acts as JSON: what a client asks for (the frame «do»), and what the log keeps.
// One table, core/acts.def, drives both ways. Nothing is kept after a call; texts that are read
// live in the arena given. Hashing and keeping private texts are the caller's, through callbacks.
#ifndef TABLEE_CODEC_ACT_JSON_H
#define TABLEE_CODEC_ACT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jw.h"
#include "core/act.h"
#include "core/room.h"

enum { ACT_SALT_BYTES = 16, ACT_HASH_BYTES = 32, ACTOR_NAME_MAX = 16 };

// "p3" a person, "f1" a facilitator, "sys" the system; NUL-terminated.
void actor_name(int by, char out[ACTOR_NAME_MAX]);
bool actor_parse(struct str text, int *by); // false for any other text, and for ids out of bounds

// Why a command cannot be read. `field` is a view of the command's text or static; may be empty.
struct act_fault {
    enum refusal_code code;
    struct str field;
    int64_t limit; // the bound that was passed, or 0
};

// A record of the log as read.
struct act_record {
    uint64_t seq;
    struct act act;
    struct str command; // the client's id for what it asked; empty when the server itself acted
    bool erased;        // a private text was no longer there and reads as empty
};

// A private text, a part of one, or another value (as JSON), that a record holds only the
// commitment of; goes into the side table. Two texts of an act are of several hands at most.
enum {
    ACT_PRIVATES_MAX = ACT_FIELDS_MAX + 2 * PARTS_MAX,
    ACT_PRIVATE_NAME = 24,
    ACT_PRIVATE_VALUE = 24
};
struct act_private {
    char field[ACT_PRIVATE_NAME]; // "text"; of parts after the first "text.2", "text.3"...
    int by;                       // whose words; 0: no words, and no matter who is forgotten
    unsigned char salt[ACT_SALT_BYTES];
    struct str text; // a view of the act's, or of `value`
    char value[ACT_PRIVATE_VALUE];
};

// Makes a salt and SHA-256(salt, text).
struct act_sealer {
    void *ctx;
    void (*seal)(void *ctx, struct str text, unsigned char salt[ACT_SALT_BYTES],
                 unsigned char hash[ACT_HASH_BYTES]);
};

// Finds a private text again by the name it was kept under; false when it was forgotten. The view
// must outlive the record.
struct act_opener {
    void *ctx;
    bool (*open)(void *ctx, uint64_t seq, struct str field,
                 const unsigned char hash[ACT_HASH_BYTES], struct str *text);
};

// The letter that ids of that type begin with; 0 for other types.
char act_id_prefix(enum field_type type);
// A field as a member of the object being written: its name, then its value. A text in clear.
void act_value_write(struct jw *w, const struct field_spec *spec, const struct val *val);

// Writes one record, compact: {"seq":1,"t":2,"by":"p3","act":"propose","credit":["p3"],"a":{...},
// "cmd":"x"}; empty members are left out. `privates` has room for ACT_PRIVATES_MAX; gives how many.
// What is private or sealed is {"#":hash}, what was not said and is sealed too; of several hands
// {"#":[hash...],"by":["p1"...]}.
// With seal == NULL private texts are written in clear (an export that may hold them).
int act_record_write(struct jw *w, const struct act_record *record, const struct act_sealer *sealer,
                     struct act_private *privates);
// False puts one line into *fault. `opener` may be NULL: every sealed text reads as erased.
bool act_record_read(struct str line, struct arena *arena, const struct act_opener *opener,
                     struct act_record *out, struct buf *fault);

// Records of one room, in order, any number of times. `each` gives false when reading failed or
// `take` did.
typedef bool record_take(void *to, const struct act_record *record);
struct record_source {
    void *ctx;
    bool (*each)(void *ctx, record_take *take, void *to);
};

#endif
