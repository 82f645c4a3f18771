// Who had what of people's data, and when: kept beside the log, for whoever answers for it. No
// name, no address; a person and a facilitator are their number in that workshop.
#ifndef TABLEE_HOST_REGISTER_H
#define TABLEE_HOST_REGISTER_H

#include "host/host.h"

struct cred;
struct hroom;
struct registrar;

struct registrar *registrar_new(void);
void registrar_free(struct registrar *g);

struct register_entry {
    uint64_t t_ms;
    uint32_t code; // of the workshop, or 0
    const char *kind, *who, *what;
};

void register_put(struct host *h, const struct register_entry *e);
// What somebody downloads of a room; said once for what they take within ten minutes.
void register_download(struct host *h, const struct hroom *r, const struct cred *cred,
                       const char *kind, const char *what);

void register_tick(struct host *h); // puts what waits

#endif
