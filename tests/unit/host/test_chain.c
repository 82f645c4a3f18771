#include <criterion/criterion.h>
#include <openssl/evp.h>
#include <string.h>

#include "host/chain.h"

// The examples of FIPS 180-4, and one look at what is hashed in parts, at every length around the
// blocks of 64.

static const char *hex_of(const unsigned char digest[DIGEST_BYTES])
{
    static char hex[2 * DIGEST_BYTES + 1];
    hex_write(digest, DIGEST_BYTES, hex);
    return hex;
}

Test(chain, a_digest_is_sha256)
{
    unsigned char digest[DIGEST_BYTES];
    secret_digest(str_from_cstr("abc"), digest);
    cr_assert_str_eq(hex_of(digest),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    secret_digest((struct str){NULL, 0}, digest);
    cr_assert_str_eq(hex_of(digest),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

Test(chain, each_record_is_hashed_after_the_one_before)
{
    static const char body[200] = "a record";
    unsigned char chain[DIGEST_BYTES] = {0}, told[DIGEST_BYTES] = {0};
    for (size_t n = 0; n <= sizeof body; n++) {
        unsigned char whole[DIGEST_BYTES + sizeof body];
        memcpy(whole, told, sizeof told);
        memcpy(whole + sizeof told, body, n);
        cr_assert(EVP_Digest(whole, sizeof told + n, told, NULL, EVP_sha256(), NULL) == 1);
        secret_chain(chain, (struct str){body, n}, chain);
        cr_assert_arr_eq(chain, told, sizeof told, "after %zu bytes", n);
    }
}
