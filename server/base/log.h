// The server's log: one JSON object a line on standard error, whole lines only, any thread.
// Owns nothing but the level. Names and values are ours: never what a person typed, never a name,
// a code, a token or an address of a phone.
//     log_info("listening", log_s("address", "127.0.0.1"), log_i("port", 8080));
#ifndef TABLEE_BASE_LOG_H
#define TABLEE_BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR, LOG_LEVEL_NONE };

struct log_field {
    const char *key;  // NULL: left out
    const char *text; // NULL: the number counts
    int64_t number;
    bool is_bool;
};

void log_set_level(enum log_level least);
// debug, info, warn, error, none; false for any other word.
bool log_level_from(const char *word, enum log_level *out);
void log_set_fd(int fd); // for tests; standard error by default

// At most 4 KB a line; a longer one is replaced by its name alone.
#define log_event(level, name, ...)                                                                \
    log_write((level), (name), (const struct log_field[]){{0}, __VA_ARGS__},                       \
              sizeof((const struct log_field[]){{0}, __VA_ARGS__}) / sizeof(struct log_field))
#define log_debug(...) log_event(LOG_LEVEL_DEBUG, __VA_ARGS__, {0})
#define log_info(...)  log_event(LOG_LEVEL_INFO, __VA_ARGS__, {0})
#define log_warn(...)  log_event(LOG_LEVEL_WARN, __VA_ARGS__, {0})
#define log_error(...) log_event(LOG_LEVEL_ERROR, __VA_ARGS__, {0})

static inline struct log_field log_s(const char *key, const char *text)
{
    return (struct log_field){key, text ? text : "", 0, false};
}

static inline struct log_field log_i(const char *key, int64_t number)
{
    return (struct log_field){key, 0, number, false};
}

static inline struct log_field log_b(const char *key, bool yes)
{
    return (struct log_field){key, 0, yes, true};
}

void log_write(enum log_level level, const char *name, const struct log_field *fields, size_t n);

#endif
