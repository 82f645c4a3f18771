
// What nobody may guess: tokens, codes and salts, and what is derived from them. Texts are written
// to the caller's place and end with NUL. None of it fails: without chance the process ends. Loop
// thread only.
#ifndef TABLEE_HOST_SECRETS_H
#define TABLEE_HOST_SECRETS_H

#include "codec/act_json.h"
#include "host/chain.h"
#include "host/host.h"

enum {
    TOKEN_BYTES = 16,
    TOKEN_TEXT = HOST_TOKEN_TEXT,
    DIGEST_TEXT = 2 * DIGEST_BYTES + 1, // 64 hex digits and NUL
};

void secret_token(char out[TOKEN_TEXT]);
void secret_code(char *out, int signs); // signs + NUL; 16 at most
// The same from a secret of the client's: always the same for the same purpose and secret.
void secret_token_from(const char *purpose, struct str secret, char out[TOKEN_TEXT]);
void secret_code_from(const char *purpose, struct str secret, char *out, int signs);
uint64_t secret_seed(void);
uint32_t secret_room_code(void); // 1,000,000 to 9,999,999
// Private texts: as the log's codec asks for them (ctx unused).
void secret_seal(void *ctx, struct str text, unsigned char salt[ACT_SALT_BYTES],
                 unsigned char hash[ACT_HASH_BYTES]);
void secret_commit(const unsigned char salt[ACT_SALT_BYTES], struct str text,
                   unsigned char hash[ACT_HASH_BYTES]);
bool secret_same(struct str a, struct str b); // in constant time
void secret_hex(const unsigned char digest[DIGEST_BYTES], char out[DIGEST_TEXT]);

#endif
