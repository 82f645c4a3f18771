#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = n >= 0 ? buf_room(b, (size_t)n) : NULL;
    if (!to) {
        b->overflow = true;
        return;
    }
    va_start(args, format);
    vsnprintf(to, (size_t)n + 1, format, args); // buf_room keeps a byte for the NUL
    va_end(args);
    buf_added(b, (size_t)n);
}
