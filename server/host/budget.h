// What one address, one workshop and everybody together may cost, charged before the work. Each
// budget lets so many at once and then one more every so often: a rate and its burst, one number
// kept for each who used some of it. Times are milliseconds, on any clock that only goes on.
#ifndef TABLEE_HOST_BUDGET_H
#define TABLEE_HOST_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum budget {
    BUDGET_GUESSES_ADDRESS, // wrong codes and keys of one address
    BUDGET_GUESSES_ROOM,    // wrong resume and recovery codes of one workshop
    BUDGET_GUESSES_ALL,     // wrong codes from everywhere
    BUDGET_ROOMS,           // workshops that one address makes where no key is asked for
    BUDGET_LIVING,          // living workshops that one address asks for
    BUDGET_JOINS,           // people who come into one workshop
    BUDGET_WORDS_PERSON,    // what one person writes, in KiB of messages
    BUDGET_WORDS_ROOM,      // and one workshop
    BUDGET_RELAYS_PERSON,   // what one person tells beside the log
    BUDGET_RELAYS_ROOM,     // and one workshop
    BUDGETS
};

struct budgets;

struct budgets *budgets_new(void);
void budgets_free(struct budgets *b); // NULL allowed
// Milliseconds until `who` is within it again; 0: now.
uint64_t budget_wait(const struct budgets *b, enum budget kind, uint64_t who, uint64_t now_ms);
void budget_charge(struct budgets *b, enum budget kind, uint64_t who, uint64_t now_ms);
void budget_charge_many(struct budgets *b, enum budget kind, uint64_t who, size_t n,
                        uint64_t now_ms);
void budget_clear(struct budgets *b, enum budget kind, uint64_t who); // nothing was used
// Of somebody who was past it: made to wait, or refused.
void budget_count(struct budgets *b, enum budget kind, bool refused);
void budgets_metrics(const struct budgets *b, struct buf *out);
// Who an address is: of IPv6 the first half, which is one household or hall.
uint64_t budget_address(struct str address);

#endif
