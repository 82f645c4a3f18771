// What the programs of the benchmark share: sockets on loopback, WebSocket frames, time.
// Owns nothing; a failure that is not the measured server's says what failed and ends the program.
#ifndef BENCH_PARTS_H
#define BENCH_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { FRAME_HEADER_MAX = 14, READ_BYTES = 1 << 18, BUFFER_MAX = 1 << 28 };

struct ws_frame {
    unsigned opcode;
    char *payload; // unmasked in place
    size_t n;
};

_Noreturn void fail(const char *what); // with what errno says
uint64_t clock_ns(void);               // monotonic
void raise_files(void);                // as many sockets as the machine lets us have
void no_delay(int fd);
int number(const char *text, int low, int high); // or fail

// Takes the frame at the start of [p, p + n): how many bytes it has, 0 when it is not all there.
size_t frame_take(char *p, size_t n, struct ws_frame *out);
// A whole text frame; `masked` as clients must (with a mask of zeros: the bytes stay readable).
void frame_put(struct buf *b, bool masked, const char *p, size_t n);

#endif
