#include "base/util.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Plain write(2): this must work when memory is gone, and keeps stdio out of the rules.
static void say(const char *text)
{
    size_t n = strlen(text);
    while (n > 0) {
        ssize_t done = write(STDERR_FILENO, text, n);
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

static void say_number(int n)
{
    char digits[12];
    size_t i = sizeof digits;
    digits[--i] = '\0';
    unsigned rest = n < 0 ? 0u : (unsigned)n;
    do {
        digits[--i] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    say(digits + i);
}

_Noreturn void check_failed(const char *file, int line, const char *condition)
{
    say("tablee: bug: ");
    say(file);
    say(":");
    say_number(line);
    say(": ");
    say(condition);
    say("\n");
    abort();
}

static _Noreturn void out_of_memory(void)
{
    say("tablee: this computer has no memory left; the log is whole, start again.\n");
    abort();
}

void *mem_alloc(size_t n)
{
    void *p = calloc(1, n > 0 ? n : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *mem_resize(void *p, size_t n)
{
    void *q = realloc(p, n > 0 ? n : 1);
    if (!q)
        out_of_memory();
    return q;
}

void mem_free(void *p)
{
    free(p);
}
