// Codes that people type can be guessed. Wrong ones are charged; past a budget every question of a
// code waits before anybody looks at it, right ones too, so that hanging up tells nothing and gives
// nothing back. Who has a seat's token never waits.
#include "host/host_parts.h"

static const enum budget guesses[] = {BUDGET_GUESSES_ADDRESS, BUDGET_GUESSES_ROOM,
                                      BUDGET_GUESSES_ALL};

static bool takes_from(enum budget kind, const struct session *c, const struct wire_in *in,
                       uint64_t *who)
{
    bool of_seat = in->type == WIRE_RESUME || in->type == WIRE_RECOVER;
    *who = kind == BUDGET_GUESSES_ADDRESS ? c->address
           : kind == BUDGET_GUESSES_ROOM  ? hash_bytes(in->room, 0)
                                          : 0;
    return kind != BUDGET_GUESSES_ROOM || of_seat;
}

bool guess_waits(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    uint64_t longest = 0, who;
    enum budget worst = BUDGETS;
    for (size_t i = 0; i < ARRAY_LEN(guesses) && !c->waited && !c->again; i++) {
        uint64_t wait = takes_from(guesses[i], c, in, &who)
                            ? budget_wait(&h->budgets, guesses[i], who, now_ms)
                            : 0;
        // From everywhere together it only grows slow: a stranger shuts no door.
        if (guesses[i] == BUDGET_GUESSES_ALL)
            wait = MIN(wait, (uint64_t)GUESS_WAIT_MS);
        if (wait > longest)
            worst = guesses[i];
        longest = MAX(longest, wait);
    }
    if (!longest)
        return false;
    if (longest > GUESS_WAIT_MS) {
        h->budgets.refused[worst]++;
        reply_no_field(h, c, in, "guesses", "", (int64_t)(longest + 999) / 1000);
        return true;
    }
    h->budgets.waited[worst]++;
    c->late = frame_new(h->heard);
    c->late_ms = now_ms + longest;
    h->late_due = h->late_due ? MIN(h->late_due, c->late_ms) : c->late_ms;
    return true;
}

void guess_charge(struct host *h, const struct session *c, const struct wire_in *in,
                  uint64_t now_ms)
{
    uint64_t who;
    for (size_t i = 0; i < ARRAY_LEN(guesses); i++)
        if (takes_from(guesses[i], c, in, &who))
            budget_charge(&h->budgets, guesses[i], who, now_ms);
}

void refuse_code(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                 uint64_t now_ms)
{
    guess_charge(h, c, in, now_ms);
    reply_no(h, c, in, code);
}

// Where no key is asked for, nobody fills the server: so many rooms an hour from one address, any
// number from this computer. Counts the one that is about to be made.
bool too_many_rooms(struct host *h, const struct session *c, uint64_t now_ms)
{
    if (h->key || c->loopback)
        return false;
    if (budget_wait(&h->budgets, BUDGET_ROOMS, c->address, now_ms)) {
        h->budgets.refused[BUDGET_ROOMS]++;
        return true;
    }
    budget_charge(&h->budgets, BUDGET_ROOMS, c->address, now_ms);
    return false;
}

// The last connections are kept for those who lead.
bool conns_scarce(const struct host *h, size_t more)
{
    uint32_t max = h->limits.max_connections;
    return h->conns.n + more > max - max / CONNECTIONS_KEPT;
}
