// The other end of control.h, for whoever asks a server that runs.
#ifndef TABLEE_NET_CONTROL_ASK_H
#define TABLEE_NET_CONTROL_ASK_H

#include <stdbool.h>

#include "base/buf.h"

// Asks the server whose socket this is; the whole of its answer. False, and errno, when none does.
bool net_ask(const char *path, const char *line, struct buf *answer);

#endif
