#include "net/request.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/util.h"

// A name of digits and dots, or of hexadecimal digits and colons in brackets: an address. Nobody
// can point an address at another server, so it needs no list (names can be rebound).
static bool is_address(struct str name)
{
    bool v6 = name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']';
    for (size_t i = v6; i < name.n - v6; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (v6 ? !isxdigit(c) && c != ':' && c != '.' : !isdigit(c) && c != '.')
            return false;
    }
    return name.n > 0;
}

static bool same(struct str a, struct str b)
{
    return a.n == b.n && (!a.n || strncasecmp(a.p, b.p, a.n) == 0);
}

static bool is_named(struct str name, const char *one)
{
    return one[0] && same(name, str_from_cstr(one));
}

// Takes ":port" off; false when nothing is left.
static bool split_port(struct str *name)
{
    size_t at = name->n;
    while (at > 0 && isdigit((unsigned char)name->p[at - 1]))
        at--;
    if (at > 0 && at < name->n && name->p[at - 1] == ':')
        name->n = at - 1;
    return name->n > 0;
}

bool request_host_sound(struct str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!isalnum((unsigned char)host.p[i]) && (!host.p[i] || !strchr(".-:[]", host.p[i])))
            return false;
    return host.n > 0;
}

bool request_host_known(struct str host, const struct request_names *names)
{
    struct str name = host, ending = STR(".local");
    if (is_named(host, names->public_one))
        return true;
    if (!split_port(&name))
        return false;
    struct str last = str_sub(name, name.n > ending.n ? name.n - ending.n : name.n, name.n);
    return is_address(name) || same(name, STR("localhost")) || is_named(name, names->own) ||
           same(last, ending);
}

bool request_origin_allowed(struct str origin, struct str host, const struct request_names *names)
{
    struct str https = STR("https://"), http = STR("http://");
    struct str scheme = str_starts(origin, https) ? https : http;
    if (!str_starts(origin, scheme))
        return false;
    struct str from = str_sub(origin, scheme.n, origin.n);
    return from.n && (same(from, host) || is_named(from, names->public_one));
}

bool request_offers(struct str list, struct str wanted)
{
    while (list.n)
        if (str_eq(str_trim(str_cut(&list, ',')), wanted))
            return true;
    return false;
}

bool request_accepts(struct str list, struct str coding)
{
    while (list.n) {
        struct str rest = str_cut(&list, ',');
        struct str name = str_trim(str_cut(&rest, ';'));
        struct str weight = str_trim(rest);
        bool none = str_eq(weight, STR("q=0")) || str_eq(weight, STR("q=0.0"));
        if (str_eq(name, coding) && !none)
            return true;
    }
    return false;
}

struct str request_forwarded_for(struct str list)
{
    size_t at = list.n;
    while (at && list.p[at - 1] != ',')
        at--;
    return str_trim(str_sub(list, at, list.n));
}

static bool is_code(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!isdigit((unsigned char)s.p[i]))
            return false;
    return s.n == 7;
}

static bool reads_as_code(struct str s)
{
    char digits[8];
    return utf8_digits(s, digits, sizeof digits - 1);
}

bool request_room(struct str query, struct str *code)
{
    *code = STR("");
    while (query.n) {
        struct str value = str_cut(&query, '&');
        if (str_eq(str_cut(&value, '='), STR("room"))) {
            *code = value;
            return is_code(value);
        }
    }
    return true;
}

// What may come after the first part of a screen's address. A code may be as people copy it
// (utf8_digits; web/src/code.ts), and the page of /j tells what was none.
enum rest { REST_NONE, REST_CODE, REST_SOME_CODE, REST_NAME, REST_SOME_NAME, REST_ANYTHING };

static const struct {
    struct str first;
    enum rest rest;
} screens[] = {
    {STR_INIT("j"), REST_ANYTHING},           {STR_INIT("p"), REST_CODE},
    {STR_INIT("animer"), REST_SOME_CODE},     {STR_INIT("ecran"), REST_SOME_CODE},
    {STR_INIT("rejouer"), REST_SOME_CODE},    {STR_INIT("imprimer"), REST_CODE},
    {STR_INIT("scenarios"), REST_SOME_NAME},  {STR_INIT("kit"), REST_NAME},
    {STR_INIT("editer"), REST_SOME_NAME},     {STR_INIT("hote"), REST_NONE},
    {STR_INIT("confidentialite"), REST_NONE}, {STR_INIT(""), REST_NONE},
    {STR_INIT("vivant"), REST_SOME_CODE},     {STR_INIT("conseil"), REST_CODE},
    {STR_INIT("seances"), REST_NONE},         {STR_INIT("essai"), REST_NONE},
};

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !isdigit((unsigned char)s.p[i]) && s.p[i] != '-')
            return false;
    return s.n > 0;
}

static bool fits(enum rest rest, struct str s)
{
    switch (rest) {
    case REST_NONE:
        return !s.n;
    case REST_CODE:
        return reads_as_code(s);
    case REST_SOME_CODE:
        return !s.n || reads_as_code(s);
    case REST_NAME:
        return is_name(s);
    case REST_SOME_NAME:
        return !s.n || is_name(s);
    case REST_ANYTHING:
        return true;
    }
    return false;
}

bool request_is_screen(struct str path)
{
    struct str rest = str_sub(path, 1, path.n);
    struct str first = str_cut(&rest, '/');
    if (str_ends(rest, STR("/")))
        rest.n--;
    for (size_t i = 0; i < ARRAY_LEN(screens); i++)
        if (same(first, screens[i].first))
            return str_find(rest, '/') == rest.n && fits(screens[i].rest, rest);
    return false;
}
