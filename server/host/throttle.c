// Codes that people type can be guessed. Wrong ones are charged; past a budget every question of a
// code waits before anybody looks at it, right ones too, so that hanging up tells nothing and gives
// nothing back. Who has a seat's token never waits, nor who came by the link or the QR.
#include "host/throttle.h"

#include "host/answers.h"
#include "host/budget.h"
#include "host/chain.h"
#include "host/creds.h"
#include "host/frame.h"
#include "host/host.h"
#include "host/rooms.h"
#include "host/secrets.h"
#include "host/sessions.h"
#include "host/state.h"

static const enum budget guesses[] = {BUDGET_GUESSES_ADDRESS, BUDGET_GUESSES_ROOM,
                                      BUDGET_GUESSES_ALL};

static bool takes_from(enum budget kind, const struct session *c, const struct wire_in *in,
                       uint64_t *who)
{
    bool of_seat = in->type == WIRE_RESUME || in->type == WIRE_RECOVER;
    *who = kind == BUDGET_GUESSES_ADDRESS ? c->address
           : kind == BUDGET_GUESSES_ROOM  ? hash_bytes(in->room, 0)
                                          : 0;
    return kind == BUDGET_GUESSES_ROOM ? of_seat : !c->invited;
}

bool guess_waits(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    uint64_t longest = 0, who;
    enum budget worst = BUDGETS;
    for (size_t i = 0; i < ARRAY_LEN(guesses) && !c->passed; i++) {
        uint64_t wait = takes_from(guesses[i], c, in, &who)
                            ? budget_wait(h->budgets, guesses[i], who, now_ms)
                            : 0;
        if (wait > longest)
            worst = guesses[i];
        longest = MAX(longest, wait);
    }
    c->passed = !longest;
    if (c->passed)
        return false;
    if (longest > GUESS_WAIT_MS) {
        budget_count(h->budgets, worst, true);
        reply_no_field(h, c, in, "guesses", "", (int64_t)(longest + 999) / 1000);
        return true;
    }
    budget_count(h->budgets, worst, false);
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
            budget_charge(h->budgets, guesses[i], who, now_ms);
}

void refuse_code(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                 uint64_t now_ms)
{
    guess_charge(h, c, in, now_ms);
    reply_no(h, c, in, code);
}

bool is_host_key(const struct host *h, struct str key)
{
    return h->key && secret_same(key, str_from_cstr(h->key));
}

// No key is short enough to be guessed: who has it never waits.
enum key_tried host_key_tried(struct host *h, const char *addr, const char *bearer, uint64_t now_ms,
                              uint64_t *wait_s)
{
    uint64_t who = budget_address(str_from_cstr(addr));
    if (!bearer[0] || !h->key)
        return HOST_KEY_NONE;
    if (is_host_key(h, str_from_cstr(bearer)))
        return HOST_KEY_RIGHT;
    uint64_t wait = budget_wait(h->budgets, BUDGET_GUESSES_ADDRESS, who, now_ms);
    if (!wait) {
        budget_charge(h->budgets, BUDGET_GUESSES_ADDRESS, who, now_ms);
        return HOST_KEY_WRONG;
    }
    budget_count(h->budgets, BUDGET_GUESSES_ADDRESS, true);
    *wait_s = (wait + 999) / 1000;
    return HOST_KEY_LATER;
}

// Where no key is asked for, nobody fills the server: so many rooms an hour from one address, any
// number from this computer.
static bool rooms_count(const struct host *h, const struct session *c)
{
    return !h->key && !c->loopback;
}

bool too_many_rooms(struct host *h, const struct session *c, uint64_t now_ms)
{
    bool many = rooms_count(h, c) && budget_wait(h->budgets, BUDGET_ROOMS, c->address, now_ms) > 0;
    if (many)
        budget_count(h->budgets, BUDGET_ROOMS, true);
    return many;
}

void hroom_charge(struct host *h, const struct session *c, uint64_t now_ms)
{
    if (rooms_count(h, c))
        budget_charge(h->budgets, BUDGET_ROOMS, c->address, now_ms);
}

static bool opens_in_memory(const struct host *h, const struct hroom *r, struct str token)
{
    const struct cred *cred = cred_find(h, token);
    return (cred && cred_room(cred) == r) ||
           (*r->link && secret_same(token, str_from_cstr(r->link)));
}

enum store_answer token_opens(struct host *h, struct str code, struct str token)
{
    unsigned char digest[DIGEST_BYTES];
    struct store_room found;
    const struct hroom *r = token.n ? hroom_in_memory(h, code) : NULL;
    if (!token.n || r)
        return r && opens_in_memory(h, r, token) ? STORE_YES : STORE_NO;
    secret_digest(token, digest);
    enum store_answer answer = store_find(h->store, (struct store_sought){.key = digest}, &found);
    return answer == STORE_YES && found.code != code_parse(code) ? STORE_NO : answer;
}
