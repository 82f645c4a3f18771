// The chain of a log: each record's hash covers the one before it. The first follows 32 zero bytes.
#ifndef TABLEE_HOST_CHAIN_H
#define TABLEE_HOST_CHAIN_H

#include <stdbool.h>

#include "base/str.h"

enum { DIGEST_BYTES = 32 };

void secret_digest(struct str text, unsigned char out[DIGEST_BYTES]); // SHA-256
// SHA-256(prev, body); `out` may be `prev`.
void secret_chain(const unsigned char prev[DIGEST_BYTES], struct str body,
                  unsigned char out[DIGEST_BYTES]);

// Where all that nobody may guess comes from, for tests that bring their own; NULL: OpenSSL.
void secret_source(void (*draws)(void *out, size_t n));

// From its text in hexadecimal; false when it is none.
bool secret_unhex(struct str hex, unsigned char out[DIGEST_BYTES]);

#endif
