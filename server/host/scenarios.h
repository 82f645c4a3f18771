
// Scenarios: those listed, as their folders are now, and every version that a room in memory began
// with; each is stored beside the log. The list owns what it was given; a scenario lasts as long as
// it is listed or a room holds it. Loop thread only.
#ifndef TABLEE_HOST_SCENARIOS_H
#define TABLEE_HOST_SCENARIOS_H

#include "host/host.h"
#include "host/shelf.h"
#include "store/store.h"

struct act;
struct scenarios;

// Reads the folders. False when there is none that can be used, with one sentence in `err`.
bool scenarios_open(struct host *h, const char *dirs, const char *state, char *err, size_t errn);
void scenarios_close(struct host *h);
void scenarios_known(const struct host *h, struct shelf *s);
// Lists what was read, and nothing else; how many. What was refused is told to `refused`, an open
// array, which may be NULL.
size_t scenarios_install(struct host *h, struct shelf *s, struct jw *refused);
// Takes over one that the editor saved, in the place of the version before. NULL: no room.
struct scenario_kept *scenario_list(struct host *h, struct scenario_kept *k);
// The same without listing it: found by its hash.
const struct scenario_kept *scenario_add(struct host *h, struct scenario_kept *k);
// By the id of a listed one, or by the hash of any; in its own era when `era` is empty. NULL: none,
// or not in that era.
const struct scenario *scenario_find(const struct host *h, struct str id, struct str era);
// That a room was made from; STORE_NO when it is gone.
enum store_answer scenario_of(struct host *h, const struct act *created,
                              const struct scenario **out);
struct scenario_kept *scenario_kept_of(const struct host *h, const struct scenario *sc);
// By a room: it stays until it is let go.
struct scenario_kept *scenario_hold(const struct host *h, const struct scenario *sc);
void scenario_unhold(struct scenario_kept *k);
void scenario_store(struct host *h, const struct scenario *sc); // before a room begins with it
void scenarios_unstored(struct host *h); // some may have left with the last room that had them
void scenarios_json(const struct host *h, struct jw *w);
bool scenarios_full(const struct host *h); // the editor may not have one more
void text2_json(struct jw *w, const char *key, const struct text2 *t);
// The member `faults`, with `at` and `say` of each.
void faults_json(struct jw *w, const struct file_faults *faults);

#endif
