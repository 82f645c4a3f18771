// A file of a room's research export by its name, all of them with what goes with them as one
// archive, or the list for an empty name, made a page of records at a time. The room is borrowed
// and must outlive it.
#ifndef TABLEE_HOST_EXPORT_PART_H
#define TABLEE_HOST_EXPORT_PART_H

#include "base/buf.h"
#include "host/host.h"

struct hroom;
struct export_part;

// NULL when no file has that kind of name. `query` may be NULL.
struct export_part *export_part_new(struct host *h, struct hroom *r, struct str name,
                                    const char *query);
void export_part_free(struct export_part *x); // NULL allowed
// A page more; LAST when there are no more.
enum host_part export_part_page(struct export_part *x);
// Then the file, and its type, a static string; false when there is none of that name.
bool export_part_file(struct export_part *x, struct buf *body, const char **type);

#endif
