// A copy of a state directory, made while its server runs or not, and put back.
#ifndef TABLEE_CLI_BACKUP_H
#define TABLEE_CLI_BACKUP_H

#include <stdbool.h>
#include <stddef.h>

// Into `dir`, which is made, or is there and empty: the database by the store's own means, and all
// other files as they are (the host's key, sketches, scenarios). `store`: the address where the
// workshops are, which go into a file all the same; NULL: in `state`. False puts one sentence into
// `err`.
bool backup_make(const char *state, const char *store, const char *dir, char *err, size_t errn);
// The other way, into a state directory that the caller holds. What was there, when `replace`
// allows it, is kept beside the rest as before-DATE. The workshops are given a new history, so that
// no phone mixes it with the one that went on after the copy.
bool backup_restore(const char *dir, const char *state, bool replace, char *err, size_t errn);

#endif
