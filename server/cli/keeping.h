// The workshops of a state directory, for the commands that keep house: asked of the server that
// runs there, or else of its database, which is held alone meanwhile. The answer is the host's own
// (host/keeper.h), in compact JSON.
#ifndef TABLEE_CLI_KEEPING_H
#define TABLEE_CLI_KEEPING_H

#include "base/buf.h"
#include "base/str.h"
#include "cli/command.h"
#include "cli/state_dir.h"

// "GET PATH?QUERY" or "POST PATH?QUERY BODY". COMMAND_GOOD; or says why not, and COMMAND_FAILED.
int keeping_ask(const struct command *c, struct state_dir *s, const char *line, struct buf *answer);

// Of an object that the host wrote: the value of a member as it stands, or an empty view. A text
// with its quotes.
struct str keeping_member(struct str object, const char *name);
// The next object of a list, whose rest is what follows; false at its end.
bool keeping_next(struct str *list, struct str *object);
// A text as people read it, without what steers a terminal. The view lasts as `out`.
struct str keeping_text(struct str value, struct buf *out);
void keeping_escape(struct buf *out, const char *text); // for a query

#endif
