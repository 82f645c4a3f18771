// What the head of a request says, judged. No sockets: texts in, judgements out, so that tests/fuzz
// can say anything here. Texts are borrowed for a call.
#ifndef TABLEE_NET_REQUEST_H
#define TABLEE_NET_REQUEST_H

#include <stdbool.h>

#include "base/str.h"

// The names a server answers to besides addresses, localhost and what ends in .local; "" for none.
struct request_names {
    const char *own;        // of this computer
    const char *public_one; // with its port, when a proxy stands in front
};

bool request_host_sound(struct str host); // letters, digits and the signs of names and addresses
bool request_host_known(struct str host, const struct request_names *names);
// A page of another site may not speak for its reader: true when its origin is this very host.
bool request_origin_allowed(struct str origin, struct str host, const struct request_names *names);
bool request_offers(struct str list, struct str wanted); // one of a list with commas
// One of a list of codings, and not with a weight of nothing.
bool request_accepts(struct str list, struct str coding);
// The workshop that an address names: `room` of its query, empty when it names none. False when
// what stands there is no code.
bool request_room(struct str query, struct str *code);
// Whether a path is one of the client's screens (web/src/main.tsx, web/src/home/door.tsx).
bool request_is_screen(struct str path);
// The last address of a list: our own proxy added it, those before it are hearsay. A view.
struct str request_forwarded_for(struct str list);

#endif
