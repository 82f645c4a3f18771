// What a server is told at its start, and where it may be asked while it runs.
#ifndef TABLEE_NET_CONFIG_H
#define TABLEE_NET_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

enum { NET_PORT_SEARCH = -1, NET_PORT_FIRST = 8080, NET_PORT_LAST = 8089 };
enum { NET_EXIT_OK = 0, NET_EXIT_FATAL = 70, NET_EXIT_REPLACED = 78 };

// What a running server is asked by a socket of the file system: one line, whose first word is the
// name of a row; what follows it is `rest`. Whoever may enter the socket's directory may ask.
struct net_control_row {
    const char *name;
    // NULL: GET or POST, and PATH[?QUERY] [BODY] follows: what the host is asked by its page
    // (host_keep), answered once it is durable.
    void (*answer)(void *ctx, struct str rest, struct buf *out);
    bool slow; // answered by a thread of its own, which touches nothing of the loop's
};
struct net_control {
    const char *path; // made when the net is, and removed with it; what was there goes
    const struct net_control_row *rows;
    size_t n_rows;
    void *ctx;
};

// Strings are borrowed for as long as the net lives. A 0 in a size means its default.
struct net_config {
    const char *listen;          // an IPv4 address; 127.0.0.1 when NULL
    int port;                    // 0: any free one; NET_PORT_SEARCH: the first free of 8080 to 8089
    const char *web_dir;         // files of the web client, read at start; may be absent
    const char *public_url;      // https://name[:port] when a proxy stands in front, or NULL
    bool behind_proxy;           // believe X-Forwarded-For of a proxy on this computer
    const char *proxies;         // addresses of those elsewhere, between commas; or NULL
    const char *cert, *cert_key; // PEM files of HTTPS, read again by net_reload; NULL: plain HTTP
    size_t max_message;          // 16,384 bytes of one message
    size_t max_queue;            // 262,144 bytes waiting for one connection
    int message_rate;            // a second and connection, thrice that at once; 0: no bound
    int ping_seconds;            // 12, between two pings of one connection
    int request_seconds;         // 10, for the head of a request; see also limits.h
    const char *voice; // the socket of an engine that mixes voices, or NULL: there are none
    bool captive;      // on a Wi-Fi of its own: answers what phones ask of the Internet
    bool hangup_stops; // SIGHUP ends the server, as its terminal closes; else it reads again
    const struct net_control *control; // borrowed; or NULL
    // Called on the loop once the server listens on `port`.
    void (*listening)(void *ctx, int port);
    // Called on the loop when net_addresses would tell other ones than before; or NULL.
    void (*moved)(void *ctx);
    void *ctx;
};

#endif
