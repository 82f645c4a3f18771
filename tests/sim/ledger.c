// Every command that somebody asked for, and what became of it.
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/util.h"

enum { COMMANDS_MAX = 1 << 20 };

struct command {
    char id[ID_MAX], what[24]; // what: its act
    int client;
    int records;     // durable ones that carry its id
    bool ok, heard;  // the server said ok; the client heard an answer
    bool given_up;   // the browser that asked is no more
    bool nothing;    // the server said ok, and there was nothing to change
    bool kept;       // the client sends it again until it is answered
    uint64_t answer; // a hash of the last one
};

static struct map commands;
static VEC(struct command *) list;

void ledger_reset(void)
{
    for (size_t i = 0; i < list.n; i++) {
        mem_free(list.p[i]);
    }
    vec_free(&list);
    map_free(&commands);
    vec_init(&list, COMMANDS_MAX);
    map_init(&commands, COMMANDS_MAX, 0);
}

void ledger_asked(const char *id, const char *what, int client, bool kept)
{
    struct command *c = mem_alloc(sizeof *c);
    memcpy(c->id, id, MIN(strlen(id), sizeof c->id - 1));
    snprintf(c->what, sizeof c->what, "%s", what);
    c->client = client;
    sim.commands++;
    c->kept = kept;
    CHECK(vec_push(&list, c) && map_put(&commands, str_from_cstr(c->id), c));
}

// Under its own id, also when a broken wire marked it.
static struct command *find(struct str id)
{
    return map_get(&commands, str_sub(id, 0, str_find(id, '~')));
}

void ledger_durable(struct str id)
{
    struct command *c = id.n ? find(id) : NULL;
    if (c && ++c->records > 1) {
        sim_fail("command %s (%s) took effect twice", c->id, c->what);
    }
}

// A text that several write and that says what is written already: its writer hears ok, and no
// event follows.
static bool may_do_nothing(const struct command *c)
{
    static const char *const shared[] = {"sheet", "red_line", "gave_up", "report", "found"};
    for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
        if (strcmp(c->what, shared[i]) == 0) {
            return true;
        }
    }
    return false;
}

void ledger_answered(struct str id, struct str answer, bool ok)
{
    struct command *c = find(id);
    if (!c) {
        return;
    }
    uint64_t h = hash_bytes(answer, 0);
    sim.full += memmem(answer.p, answer.n, "\"full\"", 6) != NULL;
    if (ok && !c->records && may_do_nothing(c)) {
        c->nothing = true;
    } else if (ok && c->kept && !c->records) {
        sim_fail("command %s (%s) is acknowledged and is not durable", c->id, c->what);
    }
    if (c->ok && c->kept && !c->nothing && (!ok || h != c->answer)) {
        sim_fail("command %s (%s) got another answer than before", c->id, c->what);
    }
    c->ok = ok;
    c->answer = h;
}

void ledger_heard(const char *id, bool ok)
{
    struct command *c = find(str_from_cstr(id));
    CHECK(c);
    c->heard = true;
    if (ok != c->ok) {
        sim_fail("command %s: the client heard something else than was said", id);
    }
}

void ledger_given_up(const char *id)
{
    find(str_from_cstr(id))->given_up = true;
}

void ledger_check(void)
{
    for (size_t i = 0; i < list.n; i++) {
        const struct command *c = list.p[i];
        if (!c->heard && !c->given_up) {
            sim_fail("command %s of client %d was never answered", c->id, c->client);
        }
        if (c->ok && c->kept && !c->records && !c->nothing) {
            sim_fail("command %s was acknowledged and is not in the log", c->id);
        }
    }
}
