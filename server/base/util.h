// Small macros, and CHECK: the assertion that stays on in production.
// Owns nothing. A failed CHECK is a bug of ours, never bad input: it prints one line and aborts.
#ifndef TABLEE_BASE_UTIL_H
#define TABLEE_BASE_UTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#undef MIN // <sys/param.h> has its own
#undef MAX
#define MIN(a, b)           ((a) < (b) ? (a) : (b))
#define MAX(a, b)           ((a) > (b) ? (a) : (b))
#define CLAMP(x, low, high) MIN(MAX(x, low), high)
#define UNUSED(x)           ((void)(x))

#define CHECK(condition)                                                                           \
    (__builtin_expect(!!(condition), 1) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

_Noreturn void check_failed(const char *file, int line, const char *condition);

// Memory of the machine: never NULL, prints one line and aborts when the machine has no more.
// The caller frees with mem_free, and has bounded `n` before asking. `n` may be 0.
void *mem_alloc(size_t n);           // zeroed
void *mem_resize(void *p, size_t n); // what is new is not zeroed
void mem_free(void *p);              // NULL allowed

#endif
