// What may be read where. Every text that the play makes holds a marker, «qz kind person - serial
// ;»; a document that holds one its readers may not know is a leak.
#ifndef TESTS_PLAY_SECRETS_H
#define TESTS_PLAY_SECRETS_H

#include "kit.h"

enum { SECRETS_MAX = 1 << 16, SECRET_TEXT_MAX = 24 };

struct secret {
    uint16_t person, table, clause;
    uint8_t group;
    bool renewed; // said after the person was forgotten, though typed before
};

struct secrets {
    struct secret list[SECRETS_MAX];
    int n;
    bool pooled, reported, concluded; // these phases have been reached
    int erased[PEOPLE_MAX + 1];       // secrets of a person below this number are forgotten
};

// The kind of secret that a field of an act is; 0 for none.
char secret_kind(enum act_type type, int field);
// A new marker for a text of that kind that a command would bring.
void secret_make(struct secrets *s, const struct room *room, const struct act *command, char kind,
                 char out[SECRET_TEXT_MAX]);
// Says again whose the marker `serial` is, from the room that the command now finds.
void secret_place(struct secrets *s, const struct room *room, const struct act *command,
                  int serial);
void secrets_after(struct secrets *s, const struct room *room, const struct act *event);
// The first marker in the document that is a leak, or NULL.
const char *secrets_leak(const struct secrets *s, const struct room *room, struct topic topic,
                         const char *doc);

#endif
