// What people do with their browsers: make a room, join, act, write much while offline, change
// phones.
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "codec/act_json.h"
#include "core/seen.h"

enum { HALL = 4, TABS_MAX = 3 };

static struct hall {
    char code[8], co[TOKEN_MAX], screen[TOKEN_MAX];
} halls[HALL];

static int joined[HALL]; // people that a client heard of

static const char *text_of(const json_t *answer, const char *member)
{
    const char *text = json_string_value(json_object_get(json_object_get(answer, "out"), member));
    CHECK(text);
    return text;
}

// ---- arriving

static void arrive_later(uint64_t client, uint64_t unused)
{
    struct client *c = client_at((int)client);
    UNUSED(unused);
    if (c->role == ROLE_PERSON) {
        client_join(c->index);
    } else {
        struct hall *hall = &halls[c->of_room];
        client_enter(c, hall->code, c->role == ROLE_SCREEN ? hall->screen : hall->co);
    }
}

static void created(struct client *c, const json_t *answer, bool ok)
{
    struct hall *hall = &halls[c->of_room];
    if (!ok) {
        sim_fail("a room could not be made");
    }
    snprintf(hall->code, sizeof hall->code, "%s", text_of(answer, "room"));
    snprintf(hall->co, sizeof hall->co, "%s", text_of(answer, "co"));
    snprintf(hall->screen, sizeof hall->screen, "%s", text_of(answer, "screen"));
    snprintf(c->resume, sizeof c->resume, "%s", text_of(answer, "recovery"));
    client_enter(c, hall->code, text_of(answer, "token"));
    for (int i = 0; i < clients_count(); i++) {
        if (i != c->index && client_at(i)->of_room == c->of_room) {
            at(sim.now + (uint64_t)below(20000), arrive_later, (uint64_t)i, 0);
        }
    }
}

// The same each time the request is sent, so that it makes one room or person only.
static void add_secret(json_t *frame)
{
    char once[40];
    unsigned long long half = dice_next(&sim.random), rest = dice_next(&sim.random);
    snprintf(once, sizeof once, "%016llx%016llx", half, rest);
    json_object_set_new(frame, "once", json_string(once));
}

void client_create(int client)
{
    static const char *const roles[] = {"auto", "choose", "facilitator"};
    // One throw a line: the order in which arguments are computed is the compiler's.
    const char *lang = chance(500) ? "fr" : "en", *role = roles[chance(700) ? 0 : below(3)];
    int tables = 1 + below(2), places = 3 + below(7);
    json_t *seconds = json_pack("[i,i,i,i,i]", 40, 60, 90, 60, 40);
    json_t *options =
        json_pack("{s:s,s:s,s:i,s:i,s:s,s:o}", "scenario", "la-mauve", "lang", lang, "tables",
                  tables, "places", places, "roles", role, "seconds", seconds);
    json_t *frame = json_pack("{s:s,s:o}", "t", "create", "options", options);
    add_secret(frame);
    client_ask(client_at(client), frame, false, created);
}

static void seated(struct client *c, const json_t *answer, bool ok)
{
    if (!ok) {
        return;
    }
    joined[c->of_room]++;
    if (!c->resume[0]) {
        snprintf(c->resume, sizeof c->resume, "%s", text_of(answer, "resume"));
    }
    client_enter(c, halls[c->of_room].code, text_of(answer, "token"));
}

static json_t *join_frame(const struct client *c)
{
    char name[40];
    const char *code = halls[c->of_room].code;
    snprintf(name, sizeof name, "Nom %d QY%s;", c->index, code);
    json_t *frame = json_pack("{s:s,s:s,s:s,s:b,s:b,s:s}", "t", "join", "room", code, "name", name,
                              "debrief", 1, "research", 0, "lang", "fr");
    add_secret(frame);
    return frame;
}

void client_join(int client)
{
    struct client *c = client_at(client);
    client_ask(c, join_frame(c), false, seated);
}

static bool asks(const struct client *c)
{
    for (size_t i = 0; i < c->queue.n; i++) {
        if (!c->queue.p[i]->needs_hello) {
            return true;
        }
    }
    return false;
}

void client_add_person(int client)
{
    struct client *c = client_at(client);
    if (c->role != ROLE_PERSON || !c->token[0] || c->npeople >= SHARED_MAX || asks(c)) {
        return;
    }
    json_t *frame = join_frame(c);
    json_object_set_new(frame, "token", json_string(c->token));
    client_ask(c, frame, false, seated);
}

// ---- another browser

static void returned(struct client *c, const json_t *answer, bool ok)
{
    if (ok) {
        client_enter(c, halls[c->of_room].code, text_of(answer, "token"));
    }
}

static bool tab_of(const struct client *c, const struct client *d)
{
    return c->token[0] && strcmp(c->token, d->token) == 0;
}

void client_new_browser(int client)
{
    struct client *c = client_at(client);
    if (!c->token[0] || !c->resume[0] || asks(c)) {
        return;
    }
    sim_say("client %d comes back with another browser", client);
    client_wipe(c);
    client_ask(c,
               json_pack("{s:s,s:s,s:s}", "t", c->role == ROLE_PERSON ? "resume" : "recover",
                         "room", halls[c->of_room].code, "code", c->resume),
               false, returned);
}

void client_second_tab(int client)
{
    struct client *c = client_at(client);
    int tabs = 0;
    for (int i = 0; i < clients_count(); i++) {
        tabs += tab_of(c, client_at(i));
    }
    if (!c->token[0] || asks(c) || tabs >= TABS_MAX || clients_count() == CLIENTS_MAX) {
        return;
    }
    struct client *d = client_at(client_new(c->role, c->of_room));
    client_enter(d, c->room, c->token);
}

// ---- acting

static json_t *act_frame(const struct act *a)
{
    struct buf text;
    struct jw w;
    struct act_record record = {.seq = 1, .act = *a};
    buf_init(&text, 1 << 16);
    jw_init(&w, &text);
    act_record_write(&w, &record, NULL, NULL);
    json_t *m = json_loadb(text.p, text.n, 0, NULL);
    CHECK(m);
    buf_free(&text);
    json_t *as = json_incref(json_object_get(m, "by"));
    json_object_del(m, "by");
    json_object_del(m, "seq");
    json_object_del(m, "t");
    json_object_set_new(m, "t", json_string("do"));
    json_object_set_new(m, "as", as);
    return m;
}

void client_act(int client)
{
    static struct arena texts;
    struct client *c = client_at(client);
    int index = oracle_room_of_code(c->room);
    const struct room *room = oracle_state(index);
    struct act a;
    if (!c->token[0] || !c->npeople || c->role == ROLE_SCREEN || !room || asks(c)) {
        return;
    }
    arena_init(&texts, 1 << 20);
    struct moves m = {.random = dice_next(&sim.random) | 1,
                      .room = room,
                      .texts = &texts,
                      .secrets = oracle_secrets(index),
                      .tame = true};
    moves_by(&m, c->people[below(c->npeople)], &a);
    // Whose links are withdrawn is out for good; here all are to end with the same documents.
    if (a.type != ACT_WITHDRAW)
        client_ask(c, act_frame(&a), true, NULL);
    arena_free(&texts);
}

void client_type_much(int client)
{
    struct client *c = client_at(client);
    if (c->queue.n < 50) {
        sim_say("client %d has much to say", client);
        for (int n = 40 + below(80); n > 0; n--) {
            client_act(client);
        }
    }
}

void clients_reload_all(void)
{
    for (int i = 0; i < clients_count(); i++) {
        client_reload(i);
    }
}

// Robots aside, whom a facilitator calls.
static int people_of(const struct room *room)
{
    int n = 0;
    for (int p = 1; p <= room_people(room); p++)
        n += !room_is_robot(room, p);
    return n;
}

// Nobody sits twice: there are as many people as somebody was told of.
void people_check(void)
{
    for (int i = 0; i < HALL; i++) {
        const struct room *room = oracle_state(oracle_room_of_code(halls[i].code));
        int n = room ? people_of(room) : 0;
        if (halls[i].code[0] && n != joined[i]) {
            sim_fail("%d people were seated, and the room has %d", joined[i], n);
        }
    }
}

void people_reset(void)
{
    memset(halls, 0, sizeof halls);
    memset(joined, 0, sizeof joined);
}
