// What the scripted transcripts and the random play share: a scenario whose every private text is
// marked, acts as a line of text, and JSON documents.
// Texts that are read live in the arena given; JSON values belong to the caller (json_decref).
#ifndef TESTS_SCRIPT_KIT_H
#define TESTS_SCRIPT_KIT_H

#include <jansson.h>

#include "core/room.h"

// Times in transcripts and plays count from here, Unix milliseconds.
#define KIT_T0 UINT64_C(1700000000000)

// Nine roles over three groups, five phases, two injects; role n's private texts hold "qzRn-0;".
const struct scenario *kit_scenario(void);

// `p1 propose text="Un centre" scale=local for=all credit=p2`. False puts why in *fault.
bool kit_act_read(struct str line, struct arena *arena, struct act *out, const char **fault);
// The same words, in the order of the table.
void kit_act_write(const struct act *act, struct buf *out);
bool kit_actor(struct str word, int *by);

enum { KIT_TOPICS_MAX = 512 };
// Every topic of the room; gives how many.
int kit_topics(const struct room *room, struct topic out[KIT_TOPICS_MAX]);
void kit_document(const struct room *room, struct topic topic, struct buf *out);
// RFC 7396: *doc with the patch applied.
void kit_merge(json_t *doc, const json_t *patch);
// The member that a dotted path names, or NULL; borrowed.
const json_t *kit_at(const json_t *doc, const char *path);

#endif
