// What tests of a host that hears frames have in common.
#ifndef TABLEE_TESTS_HEARD_H
#define TABLEE_TESTS_HEARD_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/util.h"

// The text of a member, from the first place where it stands, into `out` of `n` bytes; gives `out`.
static inline const char *member(const char *json, const char *name, char *out, size_t n)
{
    char key[40];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = strstr(json, key);
    cr_assert(at, "no %s in %s", name, json);
    at += strlen(key);
    snprintf(out, n, "%.*s", (int)strcspn(at, "\""), at);
    return out;
}

// Of a sink, where a test closes nothing and turns the host itself.
static inline void unheard_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(conn);
    UNUSED(code);
    UNUSED(reason);
}

static inline void unheard_wake(void *ctx)
{
    UNUSED(ctx);
}

#endif
