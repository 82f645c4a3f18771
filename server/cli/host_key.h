// The host's key, which opens workshops: given, or made at the first start and kept in the state
// directory, so that links made with it go on working.
#ifndef TABLEE_CLI_HOST_KEY_H
#define TABLEE_CLI_HOST_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum { HOST_KEY_LEN = 128, HOST_KEY_PATH_LEN = 4096 };

struct host_key {
    char text[HOST_KEY_LEN];      // "" when open to all
    char file[HOST_KEY_PATH_LEN]; // with mode 0600, where it is; "" when it was given
    bool passing;                 // the file goes with the server
};

// `state` is NULL when nothing is kept. False puts one sentence into `err`.
bool host_key_find(struct host_key *k, const char *given, const char *state, char *err,
                   size_t errn);
// Nobody guesses it: 128 bits at least, if it was drawn from the signs it is made of. 22 letters
// and digits, 32 hexadecimal digits.
bool host_key_strong(const char *text);
void host_key_end(struct host_key *k);

#endif
