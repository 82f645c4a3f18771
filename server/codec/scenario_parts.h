// What the two halves of the scenario reader share: values with the way to them, and the checks
// of single values. Everything is borrowed for the time of one reading.
#ifndef TABLEE_CODEC_SCENARIO_PARTS_H
#define TABLEE_CODEC_SCENARIO_PARTS_H

#include "codec/json_node.h"
#include "codec/scenario_json.h"

struct expected {
    const char *fr, *en;
};

struct scenario_reader {
    const struct scenario_asked *asked;
    struct arena *arena;
    struct file_faults *faults;
    struct scenario *s;
    int n_faults;
};

void scenario_fault(struct scenario_reader *r, const struct node *node, struct expected expected);

// `keys`: the members an object may have, separated by spaces, a «!» after those it must have.
// False when the value is no object.
bool check_object(struct scenario_reader *r, const struct node *node, const char *keys);
// How many of the array's items to read: never more than `max`.
size_t check_list(struct scenario_reader *r, const struct node *node, size_t min, size_t max);
// One line of plain text of at most `max` code points.
struct str check_text(struct scenario_reader *r, const struct node *node, size_t max);
struct text2 check_text2(struct scenario_reader *r, const struct node *up, const char *key,
                         size_t max);
int64_t check_whole(struct scenario_reader *r, const struct node *up, const char *key, int64_t min,
                    int64_t max);
// False when absent; a fault when it is there and neither true nor false.
bool check_flag(struct scenario_reader *r, const struct node *up, const char *key);
struct str check_id(struct scenario_reader *r, const struct node *node, size_t max);
// The index among the names, NULL-terminated; 0 after a fault.
int check_choice(struct scenario_reader *r, const struct node *node, const char *const *names);
// Bits of the names in an array without doubles.
uint8_t check_choices(struct scenario_reader *r, const struct node *node, size_t min,
                      const char *const *names);

// The rules beyond the schema, once everything could be read.
void check_rules(struct scenario_reader *r, const struct node *top);

// The role of that id, -1: none.
int scenario_role_of(const struct scenario *s, struct str id);
// Distinct ids of roles, as bits.
uint16_t check_role_ids(struct scenario_reader *r, const struct node *list, size_t min, size_t max);

// scenario_knots.c: tensions and trades, read; in format 2, held to every table that the seating
// can make. Once the roles could be read.
void check_knots(struct scenario_reader *r, const struct node *top);

// scenario_sums.c: the arithmetic that a scenario of format 2 states.
void check_sums(struct scenario_reader *r, const struct node *top);

// The checklist that the program carries, into the scenario's founding choices.
void checklist_read(struct scenario_reader *r);

// What the file says of the era that is not its own: may it be applied? Faults of form only; what
// it changes is checked once applied.
bool scenario_check_eras(struct scenario_reader *r, const struct node *top);
// The file as it reads in that era; the caller's to release.
json_t *scenario_other_era(const json_t *root);

extern const char *const scenario_era_names[];
extern const char *const scenario_group_names[];
extern const char *const scenario_phase_names[];

#endif
