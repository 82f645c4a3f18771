#include "host/secrets.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

#include "host/chain.h"

// Without signs that look alike, and without vowels, which make words.
static const char signs[] = "23456789BCDFGHJKMNPQRSTVWXYZ";

// ---- chance

static void (*source)(void *out, size_t n); // NULL: OpenSSL's

void secret_source(void (*draws)(void *out, size_t n))
{
    source = draws;
}

// Salts are many: drawn some at a time, each byte given once.
static void draw(void *out, size_t n)
{
    static unsigned char pool[512];
    static size_t left;
    if (source) {
        source(out, n);
        return;
    }
    CHECK(n <= sizeof pool);
    if (left < n) {
        CHECK(RAND_bytes(pool, sizeof pool) == 1);
        left = sizeof pool;
    }
    left -= n;
    memcpy(out, pool + left, n);
    OPENSSL_cleanse(pool + left, n);
}

// ---- digests

// The algorithm is looked up once, since a look-up takes longer than a record. Only the loop's
// thread makes digests, and draws.
static EVP_MD_CTX *digest_begin(void)
{
    static EVP_MD_CTX *sha256;
    if (sha256) {
        CHECK(EVP_DigestInit_ex(sha256, NULL, NULL) == 1);
    } else {
        sha256 = EVP_MD_CTX_new();
        CHECK(sha256 && EVP_DigestInit_ex(sha256, EVP_sha256(), NULL) == 1);
    }
    return sha256;
}

static void digest_two(const unsigned char *a, size_t n, struct str b,
                       unsigned char out[DIGEST_BYTES])
{
    EVP_MD_CTX *sha256 = digest_begin();
    CHECK(EVP_DigestUpdate(sha256, a, n) == 1 && EVP_DigestUpdate(sha256, b.p, b.n) == 1 &&
          EVP_DigestFinal_ex(sha256, out, NULL) == 1);
}

static void token_text(const unsigned char bytes[TOKEN_BYTES], char out[TOKEN_TEXT])
{
    char text[4 * ((TOKEN_BYTES + 2) / 3) + 1]; // with padding
    EVP_EncodeBlock((unsigned char *)text, bytes, TOKEN_BYTES);
    for (int i = 0; i < TOKEN_TEXT - 1; i++)
        out[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
    out[TOKEN_TEXT - 1] = 0;
}

void secret_token(char out[TOKEN_TEXT])
{
    unsigned char bytes[TOKEN_BYTES];
    draw(bytes, sizeof bytes);
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
    draw(bytes, sizeof bytes);
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

uint64_t secret_seed(void)
{
    uint64_t seed;
    draw(&seed, sizeof seed);
    return seed;
}

uint32_t secret_room_code(void)
{
    enum { CODES = 9000000 }; // what is above their last multiple is drawn again
    uint32_t n;
    do
        draw(&n, sizeof n);
    while (n >= UINT32_MAX - UINT32_MAX % CODES);
    return 1000000 + n % CODES;
}

void secret_digest(struct str text, unsigned char out[DIGEST_BYTES])
{
    digest_two(NULL, 0, text, out);
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
    draw(salt, ACT_SALT_BYTES);
    secret_commit(salt, text, hash);
}

bool secret_same(struct str a, struct str b)
{
    unsigned char da[DIGEST_BYTES], db[DIGEST_BYTES];
    secret_digest(a, da);
    secret_digest(b, db);
    return CRYPTO_memcmp(da, db, sizeof da) == 0;
}

void secret_hex(const unsigned char digest[DIGEST_BYTES], char out[DIGEST_TEXT])
{
    hex_write(digest, DIGEST_BYTES, out);
    out[2 * DIGEST_BYTES] = 0;
}

bool secret_unhex(struct str hex, unsigned char out[DIGEST_BYTES])
{
    return hex_read(hex, out, DIGEST_BYTES);
}
