// What `tablee serve` can be told: defaults, then a file, then TABLEE_* variables, then options.
// The struct owns its texts.
#ifndef TABLEE_CLI_SERVE_OPTIONS_H
#define TABLEE_CLI_SERVE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum serve_option {
    OPT_CONFIG,
    OPT_LISTEN,
    OPT_PORT,
    OPT_STATE,
    OPT_MEMORY,
    OPT_STORE,
    OPT_NODE,
    OPT_SCENARIOS,
    OPT_WEB,
    OPT_PUBLIC_URL,
    OPT_BEHIND_PROXY,
    OPT_PROXIES,
    OPT_CERT,
    OPT_CERT_KEY,
    OPT_KEY,
    OPT_OPEN,
    OPT_KEEP,
    OPT_LIVING,
    OPT_RESPONSIBLE,
    OPT_CONTACT,
    OPT_VOICE,
    OPT_NO_QR,
    OPT_WIFI,
    OPT_WIFI_PASSWORD,
    OPT_MESSAGE_RATE,
    OPT_MAX_CONNECTIONS,
    OPT_PING,
    OPT_REQUEST_TIME,
    OPT_LOG_LEVEL,
    OPT_COUNT,
};

struct serve_options {
    char *text[OPT_COUNT]; // NULL: not set and no default
    int port;              // -1: the first free one
    int message_rate, max_connections, keep, living, ping, request_time;
    bool help, version, print;
    bool misread; // the fault is one of the command line's own words
};

bool serve_flag(const struct serve_options *o, enum serve_option which);
// False when something is wrong: one sentence is in `err`.
bool serve_options_read(struct serve_options *o, int argc, char **argv, char *err, size_t errn);
void serve_options_free(struct serve_options *o);
void serve_options_help(void);                           // the options, a line each
void serve_options_print(const struct serve_options *o); // as a file that can be read back

#endif
