// Where people who are elsewhere talk when the server carries no voices: a facilitator's link, of
// the workshop or of one table.
#include "core/project.h"
#include "core/rules_parts.h"
#include <string.h>

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What follows the host stays in the address: no sign of it ends an attribute, or hides.
static bool is_sign(char c)
{
    return c > ' ' && c <= '~' && strchr("\"<>\\^`{|}", c) == NULL;
}

static size_t port_ends(struct str url, size_t at)
{
    size_t from = at + 1;
    if (at >= url.n || url.p[at] != ':')
        return at;
    for (at = from; at < url.n && url.p[at] >= '0' && url.p[at] <= '9'; at++)
        ;
    return at > from && at <= from + 5 ? at : 0;
}

// Nobody's name stands before the host, and its letters are ASCII: it is what it looks like.
struct str link_host(struct str url)
{
    static const struct str none;
    static const char scheme[] = "https://";
    size_t from = sizeof scheme - 1, end = from;
    if (url.n <= from || memcmp(url.p, scheme, from) != 0)
        return none;
    while (end < url.n && (is_name(url.p[end]) || url.p[end] == '-' || url.p[end] == '.'))
        end++;
    if (end == from || !is_name(url.p[from]) || !is_name(url.p[end - 1]))
        return none;
    size_t at = port_ends(url, end);
    if (at == 0 || (at < url.n && strchr("/?#", url.p[at]) == NULL))
        return none;
    for (; at < url.n; at++)
        if (!is_sign(url.p[at]))
            return none;
    return str_sub(url, from, end - from);
}

static const struct call *call_at(const struct room *r, int table)
{
    return table ? &r->table[table].link : &r->call;
}

int decide_CALL_LINK(struct decision *d)
{
    const struct val *table = &VAL(d->cmd, CALL_LINK, TABLE), *url = &VAL(d->cmd, CALL_LINK, URL);
    if (check_table(d, table))
        return -1;
    if (url->set && link_host(url->s).n == 0)
        return refuse(d, REFUSED_LINK, "url", 0);
    if (!url->set && call_at(d->room, (int)table->i)->url.n == 0)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return as_asked(d);
}

void apply_CALL_LINK(struct room *r, const struct act *e)
{
    int table = (int)VAL(e, CALL_LINK, TABLE).i;
    struct call *call = table ? &r->table[table].link : &r->call;
    room_put(r, &call->url, VAL(e, CALL_LINK, URL).s);
    call->by = e->by;
    touch_call(r, table);
}

void touch_call(struct room *r, int table)
{
    if (table)
        touch_table(r, table);
    else
        r->dirt |= DIRT_ROOM;
}

void project_call(const struct pen *p, const struct room *r, int table)
{
    const struct call *call = call_at(r, table);
    if (r->recorded || !pen_has(p, "call", call->url.n > 0))
        return;
    jw_obj(p->w);
    jw_kstr(p->w, "url", call->url);
    jw_kstr(p->w, "host", link_host(call->url));
    jw_end(p->w);
}
