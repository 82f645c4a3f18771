// Workshops copied from one store into another, each whole or not at all, its chain proven on both
// sides. The first is read; it may be in use by others, who are to keep their hands off.
#ifndef TABLEE_CLI_COPY_ROOMS_H
#define TABLEE_CLI_COPY_ROOMS_H

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum { COPY_CODES_MAX = 1024 };

struct copy_rooms {
    struct store *from, *to; // the caller's; answers of both are waited for
    bool takes;              // each room of `from` first: what a server has stays where it is
    bool renews;             // what is copied is from before: phones are to begin anew
    const uint32_t *codes;   // these, or all when n is 0
    size_t n;
    void (*progress)(void *ctx, size_t done, size_t of);     // after each room; or NULL
    void (*left)(void *ctx, uint32_t code, const char *why); // in the reader's language
    void *ctx;
};

struct copied {
    size_t rooms, there, left; // copied now; were there as they are; stay, and are told
    uint64_t records;
};

// False when a store failed: `err` says why, and what was copied until then is there.
bool copy_rooms(const struct copy_rooms *how, struct copied *out, char *err, size_t errn);

#endif
