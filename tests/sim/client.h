// One simulated browser, for client.c and people.c.
#ifndef TESTS_SIM_CLIENT_H
#define TESTS_SIM_CLIENT_H

#include "sim.h"

enum timer { TIMER_CONNECT, TIMER_RETRY, TIMER_PING, TIMER_PONG, TIMER_PUMP, TIMERS };

struct client;
typedef void client_answer(struct client *c, const json_t *answer, bool ok);

struct held {
    char topic[TOPIC_NAME_MAX];
    uint64_t ver;
    json_t *doc;
};

struct waiting {
    char id[ID_MAX];
    char *text;
    bool needs_hello, sent; // sent: on this connection
    client_answer *done;
};

struct client {
    int index, of_room;
    enum role role;
    char room[8], token[TOKEN_MAX], epoch[TOKEN_MAX];
    char resume[16]; // what the person wrote down; of a facilitator, the recovery code
    int people[8], npeople;
    bool stopped, open, greeted;
    uint32_t conn;
    int tries, pings, hellos, last_id;
    int under_way;
    int64_t allowance, allowance_at; // thousandths of a frame
    uint64_t timer[TIMERS];
    VEC(struct held) docs;
    VEC(struct waiting *) queue;
};

struct client *client_at(int i);
// Takes the frame; `done` may be NULL.
void client_ask(struct client *c, json_t *frame, bool needs_hello, client_answer *done);
void client_enter(struct client *c, const char *room, const char *token);
void client_wipe(struct client *c); // another browser, which knows nothing
void client_ping(struct client *c);

#endif
