// What the tests of the stores do with any of them.
#ifndef UNIT_STORE_TEST_PARTS_H
#define UNIT_STORE_TEST_PARTS_H

#include "store/store.h"

void wakes(struct store *s); // before the first of those that wait
enum store_status flush_and_wait(struct store *s);

// Rooms 1 … n, with the codes 1000001 …, had here and put.
void make_rooms(struct store *s, uint32_t n);
void put_row(struct store *s, struct store_room room); // with the code of its number
void append(struct store *s, uint32_t room, uint64_t seq, const char *body);
void put_text(struct store *s, uint32_t person, const char *text); // of room 1
void put_whole_room(struct store *s, uint32_t id, const char *secret);

// Each adds to a text of 256 bytes, as a callback or of all there is.
bool collect(void *ctx, const struct store_record *r);
bool collect_text(void *ctx, const struct store_text *t);
void read_rooms(struct store *s, char *all);
void read_texts(struct store *s, uint32_t room, char *texts);
bool count_record(void *ctx, const struct store_record *r); // an int
uint64_t number(struct store *s, const char *name);

void check_room(struct store *s, uint32_t id, bool there);
// Makes three rooms and deletes the last two; the words of the second hold "Zephirine".
void check_deletion(struct store *s);

#endif
