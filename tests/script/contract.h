// Documents and patches, held to core/topics.def: every member that is sent stands there, is of its
// type, and is told no sooner than there; those that are sure are in each whole document.
#ifndef TESTS_SCRIPT_CONTRACT_H
#define TESTS_SCRIPT_CONTRACT_H

#include <jansson.h>

#include "core/room.h"

// What is wrong with the document of that topic (or the patch, when `patch`), or NULL; in static
// memory until the next call. `room` as it is then, or NULL: what may be told when is not looked
// at. At exit the names of all members seen are added to $TABLEE_ARTEFACTS/contract/, for
// tests/protocol/seen.py, which tells those that no test has seen.
const char *contract_fault(const struct room *room, struct topic t, const json_t *doc, bool patch);
// The same of a patch as it was written, and of the document that it made true; exits with a word.
void contract_hold(const struct room *room, const struct topic_patch *patch,
                   const struct buf *json);

#endif
