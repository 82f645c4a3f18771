
// A file of a room's research export by its name, or the list of them for an empty name, made a
// page of records at a time. The room is borrowed and must outlive it.
#ifndef TABLEE_HOST_HROOM_EXPORT_H
#define TABLEE_HOST_HROOM_EXPORT_H

#include "base/buf.h"
#include "host/host.h"

struct hroom;
struct hroom_export;

// NULL when no file has that kind of name. `query` may be NULL.
struct hroom_export *hroom_export_new(struct host *h, struct hroom *r, struct str name,
                                      const char *query);
void hroom_export_free(struct hroom_export *x); // NULL allowed
// A page more; false when the store failed. *done: there are no more.
bool hroom_export_page(struct hroom_export *x, bool *done);
// Then the file, and its type, a static string; false when there is none of that name.
bool hroom_export_file(struct hroom_export *x, struct buf *body, const char **type);

#endif
