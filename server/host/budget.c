#include "host/budget.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/util.h"
#include "core/limits.h"

enum { KNOWN_MAX = 1 << 16, ADDRESS_LEN = 64 };

static const struct {
    const char *name;
    uint64_t burst, every_ms;
} terms[BUDGETS] = {
    [BUDGET_GUESSES_ADDRESS] = {"guesses_address", GUESSES_ADDRESS, GUESS_ADDRESS_MS},
    [BUDGET_GUESSES_ROOM] = {"guesses_room", GUESSES_ROOM, GUESS_ROOM_MS},
    [BUDGET_GUESSES_ALL] = {"guesses_all", GUESSES_ALL, GUESS_ALL_MS},
    [BUDGET_JOINS] = {"joins", JOINS_ROOM, JOIN_ROOM_MS},
    [BUDGET_WORDS_PERSON] = {"words_person", WORDS_PERSON, WORD_PERSON_MS},
    [BUDGET_WORDS_ROOM] = {"words_room", WORDS_ROOM, WORD_ROOM_MS},
    [BUDGET_RELAYS_PERSON] = {"relays_person", RELAYS_PERSON, RELAY_PERSON_MS},
    [BUDGET_RELAYS_ROOM] = {"relays_room", RELAYS_ROOM, RELAY_ROOM_MS},
    [BUDGET_LIVING] = {"living", ROOMS_AN_HOUR, 3600000 / ROOMS_AN_HOUR},
    [BUDGET_ROOMS] = {"rooms", ROOMS_AN_HOUR, 3600000 / ROOMS_AN_HOUR},
};

struct budgets {
    struct map64 due[BUDGETS]; // by who: when all that was used is earned again
    uint64_t waited[BUDGETS], refused[BUDGETS];
};

struct budgets *budgets_new(void)
{
    struct budgets *b = mem_alloc(sizeof *b);
    for (int i = 0; i < BUDGETS; i++)
        map64_init(&b->due[i], KNOWN_MAX);
    return b;
}

void budgets_free(struct budgets *b)
{
    if (!b)
        return;
    for (int i = 0; i < BUDGETS; i++)
        map64_free(&b->due[i]);
    mem_free(b);
}

void budget_count(struct budgets *b, enum budget kind, bool refused)
{
    (refused ? b->refused : b->waited)[kind]++;
}

static uint64_t due_of(const struct budgets *b, enum budget kind, uint64_t who)
{
    return (uintptr_t)map64_get(&b->due[kind], who);
}

uint64_t budget_wait(const struct budgets *b, enum budget kind, uint64_t who, uint64_t now_ms)
{
    uint64_t room = (terms[kind].burst - 1) * terms[kind].every_ms;
    uint64_t due = due_of(b, kind, who);
    return due > now_ms + room ? due - now_ms - room : 0;
}

// Who has earned all again is as good as unknown.
static void forget_idle(struct budgets *b, enum budget kind, uint64_t now_ms)
{
    struct map64 kept;
    size_t at = 0;
    map64_init(&kept, KNOWN_MAX);
    for (const struct map64_slot *s; (s = map64_next(&b->due[kind], &at));)
        if ((uintptr_t)s->value > now_ms)
            map64_put(&kept, s->key, s->value);
    map64_free(&b->due[kind]);
    b->due[kind] = kept;
}

void budget_charge(struct budgets *b, enum budget kind, uint64_t who, uint64_t now_ms)
{
    budget_charge_many(b, kind, who, 1, now_ms);
}

void budget_charge_many(struct budgets *b, enum budget kind, uint64_t who, size_t n,
                        uint64_t now_ms)
{
    uint64_t due = MAX(due_of(b, kind, who), now_ms) + n * terms[kind].every_ms;
    if (map64_put(&b->due[kind], who, (void *)(uintptr_t)due))
        return;
    forget_idle(b, kind, now_ms);
    map64_put(&b->due[kind], who, (void *)(uintptr_t)due); // of more than fit, nobody is remembered
}

void budget_clear(struct budgets *b, enum budget kind, uint64_t who)
{
    map64_del(&b->due[kind], who);
}

static void put_counts(struct buf *out, const char *what, const uint64_t counts[BUDGETS])
{
    buf_printf(out, "# TYPE tablee_budget_%s_total counter\n", what);
    for (int i = 0; i < BUDGETS; i++)
        buf_printf(out, "tablee_budget_%s_total{budget=\"%s\"} %llu\n", what, terms[i].name,
                   (unsigned long long)counts[i]);
}

void budgets_metrics(const struct budgets *b, struct buf *out)
{
    put_counts(out, "waited", b->waited);
    put_counts(out, "refused", b->refused);
}

uint64_t budget_address(struct str address)
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    char text[ADDRESS_LEN];
    unsigned char six[16];
    snprintf(text, sizeof text, STR_FMT, STR_ARG(address));
    if (inet_pton(AF_INET6, text, six) != 1)
        return hash_bytes(address, 0);
    if (memcmp(six, mapped, sizeof mapped) != 0)
        return hash_bytes((struct str){(const char *)six, 8}, 0);
    if (!inet_ntop(AF_INET, six + 12, text, sizeof text))
        return hash_bytes(address, 0);
    return hash_bytes(str_from_cstr(text), 0); // as it would be called without the detour
}
