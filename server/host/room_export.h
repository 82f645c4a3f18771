
// A file of a room's research export by its name, or the list of them for an empty name, made a
// page of records at a time. The room is borrowed and must outlive it.
#ifndef TABLEE_HOST_ROOM_EXPORT_H
#define TABLEE_HOST_ROOM_EXPORT_H

#include "base/buf.h"
#include "host/host.h"

struct hroom;
struct room_export;

// NULL when no file has that kind of name. `query` may be NULL.
struct room_export *room_export_new(struct host *h, struct hroom *r, struct str name,
                                    const char *query);
void room_export_free(struct room_export *x); // NULL allowed
// A page more; false when the store failed. *done: there are no more.
bool room_export_page(struct room_export *x, bool *done);
// Then the file, and its type, a static string; false when there is none of that name.
bool room_export_file(struct room_export *x, struct buf *body, const char **type);

#endif
