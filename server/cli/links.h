// Where a server is, as lines that it prints at its start, tells again when its addresses change,
// and answers through its control socket: a word, a space, an address.
#ifndef TABLEE_CLI_LINKS_H
#define TABLEE_CLI_LINKS_H

#include <stdbool.h>

#include "base/buf.h"

struct links {
    const char *listen, *public_url; // public_url may be NULL
    int port;
    bool https;
    const char *key;                  // "" when open to all
    const char *key_file;             // where it is; "" when it was given
    const char *wifi, *wifi_password; // NULL: phones are on a network already; none
};

// Words: here, phones (several, likeliest first), name (as NAME.local), lead (a facilitator's link,
// with the key, by the address that phones use), key (the file that holds it), wifi, password.
void links_put(const struct links *l, struct buf *out);
// For people, in their language: with the link that has the key, or else where the key is. Words it
// does not know are passed over.
void links_print(struct str lines, bool show_key);
// Draws the way into the Wi-Fi, if there is one, and the first address for phones.
void links_draw_qr(struct str lines);
// Finds a line by its word; empty when there is none.
struct str links_find(struct str lines, const char *word);

#endif
