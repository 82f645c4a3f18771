// The server's only sockets: HTTP, WebSocket and the files of the web client, on one loop thread.
// The caller owns the net and the host: net_new, host_open with net_sink, net_run, host_close,
// net_free, in this order (the host's writer thread may wake the net until it is closed).
#ifndef TABLEE_NET_NET_H
#define TABLEE_NET_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/host.h"

struct net;

enum { NET_PORT_SEARCH = -1, NET_PORT_FIRST = 8080, NET_PORT_LAST = 8089 };
enum { NET_EXIT_OK = 0, NET_EXIT_FATAL = 70 };
enum { NET_ADDRESS_LEN = 46, NET_NAME_LEN = 256 };

// What a running server is asked by a socket of the file system: one line, whose first word is the
// name of a row; what follows it is `rest`. Whoever may enter the socket's directory may ask.
struct net_control_row {
    const char *name;
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
    bool behind_proxy;           // believe X-Forwarded-For
    const char *cert, *cert_key; // PEM files of HTTPS, read again by net_reload; NULL: plain HTTP
    size_t max_message;          // 16,384 bytes of one message
    size_t max_queue;            // 262,144 bytes waiting for one connection
    int message_rate;            // a second and connection, thrice that at once; 0: no bound
    int ping_seconds;            // 12, between two pings of one connection
    int request_seconds;         // 10, for the head of a request; see also parts.h
    bool captive;                // on a Wi-Fi of its own: answers what phones ask of the Internet
    bool hangup_stops; // SIGHUP ends the server, as its terminal closes; else it reads again
    const struct net_control *control; // borrowed; or NULL
    // Called on the loop once the server listens on `port`.
    void (*listening)(void *ctx, int port);
    // Called on the loop when net_addresses would tell other ones than before; or NULL.
    void (*moved)(void *ctx);
    void *ctx;
};

// Reads the files, makes the loop and listens: who calls before net_run waits for the replay
// instead of being turned away. NULL on failure, with one sentence in `err`.
struct net *net_new(const struct net_config *config, char *err, size_t errn);
struct host_sink net_sink(struct net *n);
// Unix milliseconds of the wall's clock; from the first connection to the last it only goes on,
// at its pace, whatever that clock is set to meanwhile, and stands while the computer sleeps.
uint64_t net_now(const struct net *n);
// Serves until SIGTERM or SIGINT (NET_EXIT_OK), or until the host gives up (NET_EXIT_FATAL).
int net_run(struct net *n, struct host *h);
void net_free(struct net *n);
// On the loop: ends as SIGTERM does; reads scenarios and certificate again; how many are connected.
void net_stop(struct net *n);
void net_reload(struct net *n);
size_t net_connections(const struct net *n);

// Asks the server whose socket this is; the whole of its answer. False, and errno, when none does.
bool net_ask(const char *path, const char *line, struct buf *answer);

// IPv4 addresses of this computer that others may reach, likeliest first, at most `cap`; gives how
// many. A hotspot of this computer's own comes first, what no network gave (169.254.x.y) last.
int net_addresses(char out[][NET_ADDRESS_LEN], int cap);
// NAME.local, where a responder of this computer answers for it. False when none runs.
bool net_local_name(char out[NET_NAME_LEN]);

#endif
