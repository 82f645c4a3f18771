// The head of a request, a line each: Host, Origin, a list, X-Forwarded-For. Who is let in is said
// again here in other words: a name must be one of ours or an address, an origin the host itself.
#include "net/request.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "fuzz.h"

enum { LINE_BYTES = 256 };

static const struct request_names none = {"", ""};
static const struct request_names names = {"salle", "atelier.example:8443"};

static const char *cstr(struct str s, char out[LINE_BYTES])
{
    memcpy(out, s.p ? s.p : "", s.n);
    out[s.n] = 0;
    return out;
}

static void check_host(struct str host)
{
    char text[LINE_BYTES], bare[LINE_BYTES];
    if (!request_host_sound(host)) {
        return;
    }
    cstr(host, text);
    CHECK(strlen(text) == host.n && !strpbrk(text, " <>\"'/\\@?#,;%&"));
    bool known = request_host_known(host, &none);
    cstr(host, bare);
    char *colon = strrchr(bare, ':');
    if (colon && colon[1] && strspn(colon + 1, "0123456789") == strlen(colon + 1)) {
        *colon = 0;
    }
    size_t n = strlen(bare);
    bool local = n > 6 && strcasecmp(bare + n - 6, ".local") == 0;
    bool v6 = n > 2 && bare[0] == '[' && bare[n - 1] == ']' &&
              strspn(bare + 1, "0123456789abcdefABCDEF:.") == n - 2;
    bool v4 = n > 0 && strspn(bare, "0123456789.") == n;
    CHECK(known == (local || v6 || v4 || strcasecmp(bare, "localhost") == 0));
    bool ours = strcasecmp(text, "atelier.example:8443") == 0 || strcasecmp(bare, "salle") == 0;
    CHECK(request_host_known(host, &names) == (known || ours));
}

static void check_origin(struct str origin, struct str host)
{
    char text[LINE_BYTES], at[LINE_BYTES + 8];
    bool same = false, ours = false;
    cstr(origin, text);
    for (int tls = 0; tls < 2; tls++) {
        const char *scheme = tls ? "https://" : "http://";
        if (strncmp(text, scheme, strlen(scheme)) != 0) {
            continue;
        }
        snprintf(at, sizeof at, "%s" STR_FMT, scheme, STR_ARG(host));
        same |= host.n > 0 && origin.n == strlen(scheme) + host.n && strcasecmp(text, at) == 0;
        ours |= strcasecmp(text + strlen(scheme), "atelier.example:8443") == 0;
    }
    CHECK(request_origin_allowed(origin, host, &none) == same);
    CHECK(request_origin_allowed(origin, host, &names) == (same || ours));
}

static void check_list(struct str list)
{
    struct str rest = list, one = STR("");
    while (rest.n) {
        one = str_trim(str_cut(&rest, ','));
        CHECK(request_offers(list, one));
        if (one.n && str_find(one, ';') == one.n) {
            CHECK(request_accepts(list, one));
        }
    }
    char text[LINE_BYTES];
    cstr(list, text);
    CHECK(!request_accepts(list, STR("br")) || strstr(text, "br"));
    CHECK(!request_offers(list, STR("tablee.v1")) || strstr(text, "tablee.v1"));
}

static void check_forwarded(struct str list)
{
    struct str last = request_forwarded_for(list);
    CHECK(last.n <= list.n && str_find(last, ',') == last.n);
    CHECK(!last.n || (last.p >= list.p && last.p + last.n <= list.p + list.n));
    CHECK(str_eq(last, str_trim(last)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str line[4] = {0}, rest = fuzz_text(data, size);
    if (memchr(data, 0, size)) {
        return 0; // a header as we get it ends there
    }
    for (size_t i = 0; i < ARRAY_LEN(line); i++) {
        line[i] = str_cut(&rest, '\n');
        line[i].n = MIN(line[i].n, (size_t)LINE_BYTES - 1);
    }
    check_host(line[0]);
    check_origin(line[1], line[0]);
    check_list(line[2]);
    check_forwarded(line[3]);
    return 0;
}
