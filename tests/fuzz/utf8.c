// What people type, cleaned: always UTF-8, never longer than asked, and clean already the second
// time; in place too.
#include "base/utf8.h"

#include <string.h>

#include "base/buf.h"
#include "fuzz.h"

enum { INPUT_MAX = 4096 };

static void check_clean(struct str in, size_t max, unsigned flags)
{
    static char once[INPUT_MAX], twice[INPUT_MAX], place[INPUT_MAX];
    struct str a = utf8_clean(in, once, max, flags);
    CHECK(utf8_valid(a) && a.n <= in.n && utf8_count(a) <= max);
    struct str b = utf8_clean(a, twice, max, flags);
    CHECK(str_eq(a, b));
    memcpy(place, in.p, in.n);
    struct str c = utf8_clean((struct str){place, in.n}, place, max, flags);
    CHECK(str_eq(a, c));
}

static void check_walk(struct str s)
{
    char out[4];
    size_t n = 0, count = 0;
    bool valid = true;
    for (size_t at = 0; at < s.n; count++) {
        size_t from = at;
        uint32_t code = utf8_next(s, &at);
        valid &= code != UTF8_INVALID;
        CHECK(at > from && at <= s.n);
        if (code != UTF8_INVALID) {
            n = utf8_encode(code, out);
            CHECK(n == at - from && memcmp(out, s.p + from, n) == 0);
        }
    }
    CHECK(valid == utf8_valid(s) && count == utf8_count(s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > INPUT_MAX) {
        return 0;
    }
    struct str s = fuzz_text(data + 1, size - 1);
    unsigned flags = data[0] & 1 ? UTF8_MULTI_LINE : UTF8_ONE_LINE;
    size_t max = data[0] >> 1 ? (size_t)(data[0] >> 1) : SIZE_MAX;
    check_clean(s, max, flags);
    check_walk(s);
    return 0;
}
