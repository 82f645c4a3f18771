#include <sodium.h>
#include <string.h>

#include "host/host_parts.h"

// Without signs that look alike, and without vowels, which make words.
static const char signs[] = "23456789BCDFGHJKMNPQRSTVWXYZ";

static void digest_two(const unsigned char *a, size_t n, struct str b, unsigned char *out)
{
    crypto_hash_sha256_state s;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, a, n);
    crypto_hash_sha256_update(&s, (const unsigned char *)(b.p ? b.p : ""), b.n);
    crypto_hash_sha256_final(&s, out);
}

static void token_text(const unsigned char bytes[TOKEN_BYTES], char out[TOKEN_TEXT])
{
    sodium_bin2base64(out, TOKEN_TEXT, bytes, TOKEN_BYTES,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void secret_token(char out[TOKEN_TEXT])
{
    unsigned char bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    token_text(bytes, out);
}

// Two bytes a sign, or the first signs of the alphabet would be likelier.
static void code_text(const unsigned char bytes[DIGEST_BYTES], char *out, int n)
{
    CHECK(2 * n <= DIGEST_BYTES);
    for (int i = 0; i < n; i++)
        out[i] = signs[(bytes[2 * i] << 8 | bytes[2 * i + 1]) % (int)(sizeof signs - 1)];
    out[n] = 0;
}

void secret_code(char *out, int n)
{
    unsigned char bytes[DIGEST_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    code_text(bytes, out, n);
}

static void derive(const char *purpose, struct str secret, unsigned char out[DIGEST_BYTES])
{
    digest_two((const unsigned char *)purpose, strlen(purpose) + 1, secret, out);
}

void secret_token_from(const char *purpose, struct str secret, char out[TOKEN_TEXT])
{
    unsigned char digest[DIGEST_BYTES];
    derive(purpose, secret, digest);
    token_text(digest, out);
}

void secret_code_from(const char *purpose, struct str secret, char *out, int n)
{
    unsigned char digest[DIGEST_BYTES];
    derive(purpose, secret, digest);
    code_text(digest, out, n);
}

uint32_t secret_room_code(void)
{
    return 1000000 + randombytes_uniform(9000000);
}

void secret_digest(struct str text, unsigned char out[DIGEST_BYTES])
{
    crypto_hash_sha256(out, (const unsigned char *)(text.p ? text.p : ""), text.n);
}

void secret_chain(const unsigned char prev[DIGEST_BYTES], struct str body,
                  unsigned char out[DIGEST_BYTES])
{
    digest_two(prev, DIGEST_BYTES, body, out);
}

void secret_commit(const unsigned char salt[ACT_SALT_BYTES], struct str text,
                   unsigned char hash[ACT_HASH_BYTES])
{
    digest_two(salt, ACT_SALT_BYTES, text, hash);
}

void secret_seal(void *ctx, struct str text, unsigned char salt[ACT_SALT_BYTES],
                 unsigned char hash[ACT_HASH_BYTES])
{
    UNUSED(ctx);
    randombytes_buf(salt, ACT_SALT_BYTES);
    secret_commit(salt, text, hash);
}

bool secret_same(struct str a, struct str b)
{
    unsigned char da[DIGEST_BYTES], db[DIGEST_BYTES];
    secret_digest(a, da);
    secret_digest(b, db);
    return sodium_memcmp(da, db, sizeof da) == 0;
}

void secret_hex(const unsigned char digest[DIGEST_BYTES], char out[2 * DIGEST_BYTES + 1])
{
    sodium_bin2hex(out, 2 * DIGEST_BYTES + 1, digest, DIGEST_BYTES);
}
