#include "core/project.h"
#include <string.h>

const char *id_text(char out[ID_TEXT_MAX], const char *prefix, unsigned n)
{
    char digits[ID_TEXT_MAX];
    int i = ID_TEXT_MAX;
    do
        digits[--i] = (char)('0' + n % 10);
    while ((n /= 10) && i > 1);
    size_t head = strlen(prefix), tail = (size_t)(ID_TEXT_MAX - i);
    memcpy(out, prefix, head);
    memcpy(out + head, digits + i, tail);
    out[head + tail] = '\0';
    return out;
}

void pen_key_id(const struct pen *p, const char *prefix, unsigned n)
{
    char text[ID_TEXT_MAX];
    jw_key(p->w, id_text(text, prefix, n));
}

bool pen_has(const struct pen *p, const char *key, bool there)
{
    if (there)
        jw_key(p->w, key);
    else if (p->patch)
        jw_knull(p->w, key);
    return there;
}

bool pen_has_id(const struct pen *p, const char *prefix, unsigned n, bool there)
{
    char text[ID_TEXT_MAX];
    return pen_has(p, id_text(text, prefix, n), there);
}

void pen_text(const struct pen *p, const char *key, struct str s)
{
    if (pen_has(p, key, s.n > 0))
        jw_str(p->w, s);
}

void jw_text2(struct jw *w, const struct text2 *t)
{
    jw_obj(w);
    jw_kstr(w, "fr", t->fr);
    jw_kstr(w, "en", t->en);
    jw_end(w);
}

void jw_texts(struct jw *w, const struct text2 *list, int n)
{
    jw_arr(w);
    for (int i = 0; i < n; i++)
        jw_text2(w, &list[i]);
    jw_end(w);
}

void pen_text2(const struct pen *p, const char *key, const struct text2 *t)
{
    if (pen_has(p, key, t->fr.n || t->en.n))
        jw_text2(p->w, t);
}

void pen_time(const struct pen *p, const char *key, uint64_t ms)
{
    if (pen_has(p, key, ms != 0))
        jw_int(p->w, (int64_t)ms);
}

void pen_id(const struct pen *p, const char *key, const char *prefix, unsigned n)
{
    char text[ID_TEXT_MAX];
    if (pen_has(p, key, n != 0))
        jw_cstr(p->w, id_text(text, prefix, n));
}

void pen_actor(const struct pen *p, const char *key, int by)
{
    if (by)
        pen_id(p, key, by > 0 ? "p" : "f", by > 0 ? (unsigned)by : (unsigned)-by);
    else
        jw_kcstr(p->w, key, "sys");
}

void pen_name(const struct pen *p, const char *key, enum field_type type, unsigned i)
{
    jw_kcstr(p->w, key, field_names(type)[i]);
}

void pen_beneficiary(const struct pen *p, unsigned i)
{
    if (pen_has(p, "for", i != BENEFICIARY_UNSAID))
        jw_cstr(p->w, field_names(FIELD_BENEFICIARY)[i]);
}

void pen_set(const struct pen *p, const char *key, enum field_type type, unsigned bits)
{
    const char *const *names = field_names(type);
    jw_karr(p->w, key);
    for (unsigned i = 0; names[i]; i++)
        if (bits >> i & 1u)
            jw_cstr(p->w, names[i]);
    jw_end(p->w);
}

void pen_people(const struct pen *p, const char *key, const uint16_t *list, int n)
{
    char text[ID_TEXT_MAX];
    jw_karr(p->w, key);
    for (int i = 0; i < n; i++)
        if (list[i])
            jw_cstr(p->w, id_text(text, "p", list[i]));
    jw_end(p->w);
}

// The last first. What is empty was, or was forgotten.
static void put_versions(const struct pen *p, const struct shared_text *t)
{
    bool any = false;
    for (int i = 0; i < t->nwas; i++)
        any |= t->was[i].text.n > 0;
    if (t->was == NULL || !pen_has(p, "was", any))
        return;
    jw_arr(p->w);
    for (int i = t->nwas - 1; i >= 0; i--) {
        const struct earlier *v = &t->was[i];
        if (v->text.n == 0)
            continue;
        jw_obj(p->w);
        jw_kstr(p->w, "text", v->text);
        jw_kint(p->w, "v", v->v);
        pen_actor(p, "by", v->by);
        jw_kint(p->w, "t", (int64_t)v->t);
        jw_end(p->w);
    }
    jw_end(p->w);
}

void pen_shared(const struct pen *p, const char *key, const struct shared_text *t)
{
    if (!pen_has(p, key, t->v > 0))
        return;
    jw_obj(p->w);
    jw_kstr(p->w, "text", t->text);
    jw_kint(p->w, "v", t->v);
    pen_actor(p, "by", t->by);
    put_versions(p, t);
    jw_end(p->w);
}

void pen_said(const struct pen *p, const struct said *s)
{
    jw_obj(p->w);
    jw_kstr(p->w, "text", s->text);
    jw_kint(p->w, "t", (int64_t)s->t);
    pen_actor(p, "by", s->by);
    jw_end(p->w);
}

void project_ring(const struct pen *p, const char *key, const struct said *ring, uint32_t n,
                  uint32_t kept, int table)
{
    uint32_t first = n > kept ? n - kept + 1 : 1;
    jw_kobj(p->w, key);
    if (p->patch && first > 1)
        pen_has_id(p, "", first - 1, false);
    for (uint32_t i = first; i <= n; i++) {
        const struct said *said = &ring[(i - 1) % kept];
        if (said->table == table && pen_has_id(p, "", i, !said->gone))
            pen_said(p, said);
    }
    jw_end(p->w);
}

struct pen pen_plain(const struct pen *p)
{
    return (struct pen){.w = p->w, .all = true};
}
