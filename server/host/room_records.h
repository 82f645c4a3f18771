// The records of one room as the store keeps them, words and all, for those who export it.
// Owns what it read; the store is borrowed and must outlive it.
#ifndef TABLEE_HOST_ROOM_RECORDS_H
#define TABLEE_HOST_ROOM_RECORDS_H

#include "codec/act_json.h"
#include "store/store.h"

struct room_records;

// NULL when the store cannot be read.
struct room_records *room_records_open(struct store *s, uint32_t room);
void room_records_free(struct room_records *r);
// Texts are views that last until the next record.
struct record_source room_records_source(struct room_records *r);

#endif
