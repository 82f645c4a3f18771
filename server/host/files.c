// Whole files and their hashes, for whoever reads them where the loop does not wait.
#include "host/files.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "host/chain.h"
#include "host/secrets.h"

char *text_copy(const char *a, const char *b)
{
    struct str x = str_from_cstr(a), y = str_from_cstr(b);
    char *out = mem_alloc(x.n + y.n + 1);
    if (x.n)
        memcpy(out, x.p, x.n);
    if (y.n)
        memcpy(out + x.n, y.p, y.n);
    return out;
}

// Not secret_digest, which is the loop's.
void text_digest(struct str text, unsigned char digest[DIGEST_BYTES])
{
    CHECK(EVP_Digest(text.p, text.n, digest, NULL, EVP_sha256(), NULL) == 1);
}

void text_hash(struct str text, char hash[DIGEST_TEXT])
{
    unsigned char digest[DIGEST_BYTES];
    text_digest(text, digest);
    secret_hex(digest, hash);
}

bool read_whole(const char *name, struct buf *out)
{
    FILE *in = fopen(name, "rbe");
    size_t n = 1;
    if (!in)
        return false;
    while (n > 0 && !out->overflow) {
        char some[8192];
        n = fread(some, 1, sizeof some, in);
        buf_put(out, some, n);
    }
    bool good = !ferror(in) && !out->overflow;
    fclose(in);
    return good;
}
