// How documents and patches are written: one function an entity serves both. A document leaves an
// absent member out; a patch writes it as null, so that what was there before goes away. A patch
// writes the members whose source was touched; a document writes all.
// A pen borrows its writer for one call of room_document or room_patches.
#ifndef CORE_PROJECT_H
#define CORE_PROJECT_H

#include "core/room_state.h"

struct pen {
    struct jw *w;
    bool patch;
    bool all; // a document, or a patch after something that touches everything
};

// "p3", "t1", "c2"...: NUL-terminated, in `out`.
enum { ID_TEXT_MAX = 12 };
const char *id_text(char out[ID_TEXT_MAX], const char *prefix, unsigned n);
void pen_key_id(const struct pen *p, const char *prefix, unsigned n);
// Opens "key": for a member that is there and says true; else the member is absent.
bool pen_has(const struct pen *p, const char *key, bool there);
bool pen_has_id(const struct pen *p, const char *prefix, unsigned n, bool there);
void pen_text(const struct pen *p, const char *key, struct str s);           // absent when empty
void pen_text2(const struct pen *p, const char *key, const struct text2 *t); // absent when empty
void pen_time(const struct pen *p, const char *key, uint64_t ms);            // absent when 0
void pen_id(const struct pen *p, const char *key, const char *prefix, unsigned n); // absent: 0
void pen_actor(const struct pen *p, const char *key, int by); // "p3" "f1" "sys"
void pen_name(const struct pen *p, const char *key, enum field_type type, unsigned i);
void pen_beneficiary(const struct pen *p, unsigned i); // "for", absent when unsaid
void pen_set(const struct pen *p, const char *key, enum field_type type, unsigned bits);
void pen_people(const struct pen *p, const char *key, const uint16_t *list, int n);
void pen_shared(const struct pen *p, const char *key, const struct shared_text *t);
void pen_said(const struct pen *p, const struct said *s); // an object
// What was said to `table` of the last `kept` of `n`, by number; a patch takes out the one before.
void project_ring(const struct pen *p, const char *key, const struct said *ring, uint32_t n,
                  uint32_t kept, int table);
void jw_text2(struct jw *w, const struct text2 *t);
void jw_texts(struct jw *w, const struct text2 *list, int n); // an array
// What does not take part in patching: members of an array's items.
struct pen pen_plain(const struct pen *p);

// project_counts.c: whose answers a table waits for.
int present_at(const struct room *r, int table);
void clause_counts(const struct table *t, int *adopted, int *open);
// They did alone what each does alone in such a phase.
bool did_task(const struct person *who, enum phase_kind phase);
// How many did the present phase's task, and of how many.
void table_progress(const struct room *r, int table, int *done, int *of);

// What the table's live tallies are when all its acts are counted again, as of the last event. What
// is kept says the same, or the same as it said when nothing was touched.
void live_whole(const struct room *r, int table, struct table_live *live);
bool live_same(const struct table_live *a, const struct table_live *b);

// The groups, as bits, that nobody speaks for there.
unsigned groups_missing(const struct room *r, int table);
// Why the table is asked to look up; NULL: it is not.
const char *live_prompt(const struct table_live *live);

// The members of each topic, inside an object that the caller opens.
void project_room(const struct pen *p, const struct room *r);
void project_table(const struct pen *p, const struct room *r, int table);
bool screen_touched(const struct room *r);
void project_chat(const struct pen *p, const struct room *r, int table);
struct tally;
void project_gist(const struct pen *p, const struct tally *t, int stand); // clauses that stand
void project_outcome(const struct pen *p, const struct room *r, int table);
bool outcome_open(const struct room *r, int table); // its tallies may be seen
void project_group(const struct pen *p, const struct room *r, int table, int group);
void project_person(const struct pen *p, const struct room *r, int person);
// What a card and an absent owner say alike of a resource, inside an object that the caller opens.
void project_asset(const struct pen *p, const struct scenario_asset *asset);
void project_role(const struct pen *p, const struct scenario_role *role);
// The roles that an event card is addressed to, if any.
void project_to(const struct pen *p, const struct scenario *sc, const struct scenario_inject *card);
// Messages to all when `table` is 0, else to that table alone, of the last SAYS_MAX of both; a
// patch also takes away the one that has just left the list.
void project_says(const struct pen *p, const struct room *r, int table);
// timeline.c: what the clock deals to a table; 0: to those without a plan of their own.
void project_planned(const struct pen *p, const struct room *r, int table);
// call_link.c: of a table; 0: of the workshop.
void project_call(const struct pen *p, const struct room *r, int table);
void project_stance(const struct pen *p, const struct stance *s);
// Of an amendment that waits for a second yes, of whom one is asked.
void project_seconds(const struct pen *p, const struct room *r, int t, const struct clause *c,
                     const struct amendment *a, const char *key);
// thread.c: whether what stances say along a thread is other than when this was last asked.
bool thread_moved(struct room *r, int table, int clause);
void project_thread(const struct pen *p, const struct room *r, int table, const struct clause *c);
void project_idea(const struct pen *p, const struct idea *idea);
void project_console(const struct pen *p, const struct room *r);
void project_needs(const struct pen *p, const struct room *r, int table); // "needs", an array
// The phase is one in which that act is done.
bool act_is_open(const struct room *r, enum act_type act);
void project_screen(const struct pen *p, const struct room *r);

// Computes tables' live indicators anew where they may have changed.
void live_refresh(struct room *r);

#endif
