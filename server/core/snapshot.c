#include "core/snapshot.h"

#include "base/map.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "base/util.h"
#include "core/rules_parts.h"
#include "core/shape.h"
#include <string.h>

// The same members read otherwise: one more.
enum { READING = 1 };

// ---- numbers in their place

static int64_t number(const struct member *m, const char *at)
{
    uint64_t n = 0;
    memcpy(&n, at, m->size); // the lowest byte is the first; others have other bytes, see format
    unsigned above = 64 - 8u * m->size;
    return m->is_signed ? (int64_t)(n << above) >> above : (int64_t)n;
}

static void put_number(const struct member *m, char *at, int64_t n)
{
    memcpy(at, &n, m->size);
}

// ---- writing

static bool all_zero(const char *p, size_t n)
{
    return n == 0 || (p[0] == 0 && memcmp(p, p + 1, n - 1) == 0);
}

static const char *made_at(const char *at)
{
    const char *made;
    memcpy(&made, at, sizeof made);
    return made;
}

static bool is_nothing(const struct member *m, const char *at);

// Bytes between members may hold anything.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool part_is_nothing(const struct shape *s, const char *at)
{
    if (all_zero(at, s->size))
        return true;
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->members[i].count; k++)
            if (!is_nothing(&s->members[i], at + s->members[i].at + k * s->members[i].step))
                return false;
    return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool is_nothing(const struct member *m, const char *at)
{
    switch ((enum member_kind)m->kind) {
    case MEMBER_NUM:
        return number(m, at) == 0;
    case MEMBER_TEXT:
        return text_capacity(*(const struct str *)(const void *)at) == 0;
    case MEMBER_NAME:
        return *at == 0;
    case MEMBER_PART:
        return part_is_nothing(m->of, at);
    default:
        return made_at(at) == NULL;
    }
}

static void write_part(const struct shape *s, const char *part, struct buf *out);

// Of many, those that are something, each after how many that are not.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_parts(const struct shape *s, const char *parts, size_t count, struct buf *out)
{
    size_t n = 0, next = 0;
    for (size_t i = 0; i < count; i++)
        n += !part_is_nothing(s, parts + i * s->size);
    pack_num(out, n);
    for (size_t i = 0; i < count; i++) {
        if (part_is_nothing(s, parts + i * s->size))
            continue;
        pack_num(out, i - next);
        write_part(s, parts + i * s->size, out);
        next = i + 1;
    }
}

static void write_text(struct str text, struct buf *out)
{
    size_t capacity = text_capacity(text);
    pack_num(out, capacity);
    if (capacity)
        pack_text(out, text);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_acts(const struct table *t, struct buf *out)
{
    pack_num(out, t->cap_acts);
    pack_num(out, t->nacts);
    for (size_t i = 0; i < t->nacts; i++)
        write_part(&table_act_shape, (const char *)&t->acts[i], out);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_drafts(const struct person *p, struct buf *out)
{
    pack_num(out, p->ndrafts);
    for (int i = 0; i < p->ndrafts; i++)
        write_part(&draft_shape, (const char *)&p->draft[i], out);
}

// Its number among the fields of the act, from 1; 0 for none.
static uint64_t field_number(const struct logged_act *a)
{
    return a->field ? (uint64_t)(a->field - act_spec(a->type)->fields) + 1 : 0;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_one(const struct member *m, const char *part, const char *at, struct buf *out)
{
    switch ((enum member_kind)m->kind) {
    case MEMBER_NUM:
        pack_int(out, number(m, at));
        break;
    case MEMBER_TEXT:
        write_text(*(const struct str *)(const void *)at, out);
        break;
    case MEMBER_NAME:
        pack_text(out, str_from_cstr(at));
        break;
    case MEMBER_PART:
        write_part(m->of, at, out);
        break;
    case MEMBER_MADE:
        pack_num(out, made_at(at) != NULL);
        if (made_at(at))
            write_parts(m->of, made_at(at), m->many, out);
        break;
    case MEMBER_ACTS:
        write_acts((const struct table *)(const void *)part, out);
        break;
    case MEMBER_DRAFTS:
        write_drafts((const struct person *)(const void *)part, out);
        break;
    case MEMBER_FIELD:
        pack_num(out, field_number((const struct logged_act *)(const void *)part));
        break;
    case MEMBER_RULES:
        pack_int(out, ((const struct room *)(const void *)part)->rules->version);
        break;
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_many(const struct member *m, const char *part, struct buf *out)
{
    const char *first = part + m->at;
    size_t n = 0, next = 0;
    for (size_t i = 0; i < m->count; i++)
        n += !is_nothing(m, first + i * m->step);
    pack_num(out, n);
    for (size_t i = 0; i < m->count; i++) {
        if (is_nothing(m, first + i * m->step))
            continue;
        pack_num(out, i - next);
        write_one(m, part, first + i * m->step, out);
        next = i + 1;
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static void write_part(const struct shape *s, const char *part, struct buf *out)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->members[i].count == 1)
            write_one(&s->members[i], part, part + s->members[i].at, out);
        else
            write_many(&s->members[i], part, out);
}

void snapshot_write(const struct room *r, struct buf *out)
{
    write_part(&room_shape, (const char *)r, out);
}

// ---- reading

struct reader_of {
    struct unpack in;
    struct room *room;
    const struct table *table; // at hand
};

static int64_t most(const struct reader_of *x, const struct member *m)
{
    const struct room *r = x->room;
    switch ((enum member_most)m->most) {
    case MOST_PEOPLE:
    case MOST_ACTOR:
        return r->npeople;
    case MOST_TABLES:
        return r->ntables;
    case MOST_CLAUSES:
        return x->table ? x->table->nclauses : 0;
    case MOST_ROLES:
        return MAX(r->sc->n_roles, 1) - 1;
    case MOST_INJECTS:
        return MAX(r->sc->n_injects, 1) - 1;
    case MOST_PHASES:
        return r->nphases;
    default:
        return m->high;
    }
}

static bool wrong(struct reader_of *x)
{
    x->in.bad = true;
    return false;
}

static bool read_number(struct reader_of *x, const struct member *m, char *at)
{
    int64_t n = unpack_int(&x->in), low = m->low;
    if (m->most == MOST_ACTOR)
        low = -(int64_t)x->room->nfacilitators;
    if (x->in.bad || n < low || n > most(x, m))
        return wrong(x);
    put_number(m, at, n);
    return true;
}

// As room_put leaves it: its capacity in front.
static bool read_text(struct reader_of *x, struct str *out)
{
    uint64_t capacity = unpack_num(&x->in);
    if (capacity == 0)
        return !x->in.bad;
    struct str text = unpack_text(&x->in);
    uint32_t cap = (uint32_t)capacity;
    if (x->in.bad || capacity > UINT32_MAX || text.n > cap || !utf8_valid(text))
        return wrong(x);
    char *p = arena_alloc(x->room->arena, sizeof cap + cap);
    if (!p)
        return wrong(x);
    memcpy(p, &cap, sizeof cap);
    if (text.n)
        memcpy(p + sizeof cap, text.p, text.n);
    *out = (struct str){p + sizeof cap, text.n};
    return true;
}

static bool read_name(struct reader_of *x, const struct member *m, char *at)
{
    struct str name = unpack_text(&x->in);
    if (x->in.bad || name.n >= m->size)
        return wrong(x);
    if (name.n)
        memcpy(at, name.p, name.n);
    return true;
}

static bool read_part(struct reader_of *x, const struct shape *s, char *part);

// The next place that something is at; false when it is none of `count`.
static bool read_place(struct reader_of *x, size_t count, size_t *next)
{
    uint64_t after = unpack_num(&x->in);
    if (x->in.bad || after >= count - *next)
        return wrong(x);
    *next += (size_t)after + 1;
    return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_made(struct reader_of *x, const struct member *m, char *at)
{
    size_t next = 0;
    if (unpack_num(&x->in) == 0)
        return !x->in.bad;
    char *made = arena_alloc_array(x->room->arena, m->many, m->of->size);
    uint64_t n = unpack_num(&x->in);
    if (!made || n > m->many)
        return wrong(x);
    memcpy(at, &made, sizeof made);
    for (; n > 0; n--)
        if (!read_place(x, m->many, &next) || !read_part(x, m->of, made + (next - 1) * m->of->size))
            return false;
    return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_acts(struct reader_of *x, struct table *t)
{
    uint64_t cap = unpack_num(&x->in), n = unpack_num(&x->in);
    if (x->in.bad || n > cap || cap > TABLE_ACTS_MAX)
        return wrong(x);
    if (cap == 0)
        return true;
    t->acts = arena_new_n(x->room->arena, struct table_act, (size_t)cap);
    t->tally = arena_new_n(x->room->arena, struct tally_act, (size_t)cap);
    if (!t->acts || !t->tally)
        return wrong(x);
    t->cap_acts = (uint16_t)cap;
    t->nacts = (uint16_t)n;
    for (size_t i = 0; i < n; i++)
        if (!read_part(x, &table_act_shape, (char *)&t->acts[i]))
            return false;
    return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_drafts(struct reader_of *x, struct person *p)
{
    uint64_t n = unpack_num(&x->in);
    if (x->in.bad || n > DRAFTS_MAX)
        return wrong(x);
    p->ndrafts = (uint8_t)n;
    for (size_t i = 0; i < n; i++)
        if (!read_part(x, &draft_shape, (char *)&p->draft[i]))
            return false;
    return true;
}

static bool read_field(struct reader_of *x, struct logged_act *a)
{
    uint64_t n = unpack_num(&x->in);
    if (x->in.bad || n > (uint64_t)act_spec(a->type)->nfields)
        return wrong(x);
    a->field = n ? &act_spec(a->type)->fields[n - 1] : NULL;
    return true;
}

static bool read_rules(struct reader_of *x)
{
    x->room->rules = rules(unpack_int(&x->in));
    return x->room->rules ? true : wrong(x);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_one(struct reader_of *x, const struct member *m, char *part, char *at)
{
    switch ((enum member_kind)m->kind) {
    case MEMBER_NUM:
        return read_number(x, m, at);
    case MEMBER_TEXT:
        return read_text(x, (struct str *)(void *)at);
    case MEMBER_NAME:
        return read_name(x, m, at);
    case MEMBER_PART:
        return read_part(x, m->of, at);
    case MEMBER_MADE:
        return read_made(x, m, at);
    case MEMBER_ACTS:
        return read_acts(x, (struct table *)(void *)part);
    case MEMBER_DRAFTS:
        return read_drafts(x, (struct person *)(void *)part);
    case MEMBER_FIELD:
        return read_field(x, (struct logged_act *)(void *)part);
    case MEMBER_RULES:
        return read_rules(x);
    }
    return wrong(x);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_many(struct reader_of *x, const struct member *m, char *part)
{
    size_t next = 0;
    uint64_t n = unpack_num(&x->in);
    if (n > m->count)
        return wrong(x);
    for (; n > 0; n--)
        if (!read_place(x, m->count, &next) ||
            !read_one(x, m, part, part + m->at + (next - 1) * m->step))
            return false;
    return !x->in.bad;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static bool read_part(struct reader_of *x, const struct shape *s, char *part)
{
    if (s == &table_shape)
        x->table = (const struct table *)(const void *)part;
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        if (m->count == 1 ? !read_one(x, m, part, part + m->at) : !read_many(x, m, part))
            return false;
    }
    return true;
}

// What the rules take for granted: whoever is counted is there.
static bool table_is_sound(const struct table *t)
{
    for (int c = 0; c <= CLAUSES_MAX; c++) {
        const struct clause *clause = t->clause[c];
        bool counted = c >= 1 && c <= t->nclauses;
        if (counted != (clause != NULL))
            return false;
    }
    return true;
}

static bool texts_are_sound(struct table *t)
{
    for (int i = 0; i < TABLE_TEXTS; i++) {
        const struct shared_text *text = table_text(t, i);
        if (text->nwas > 0 && text->was == NULL)
            return false;
    }
    return true;
}

static bool logged_is_sound(const struct logged_act *a)
{
    const struct field_spec *f = a->field;
    return !f || (field_is_told(f) && a->value >= f->min && a->value <= f->max);
}

static bool is_sound(struct room *r)
{
    bool sound =
        r->nphases <= r->sc->n_phases + r->planned && (r->ended || r->clock.phase < r->nphases);
    for (int p = 0; sound && p <= PEOPLE_MAX; p++)
        sound = (p >= 1 && p <= r->npeople) == (r->person[p] != NULL);
    for (int t = 1; sound && t <= r->ntables; t++)
        sound = table_is_sound(&r->table[t]) && texts_are_sound(&r->table[t]);
    for (size_t i = 0; sound && i < ARRAY_LEN(r->acts); i++)
        sound = logged_is_sound(&r->acts[i]);
    return sound;
}

bool snapshot_read(struct room *r, struct str bytes)
{
    struct reader_of x = {.in = {bytes.p, bytes.n, false}, .room = r};
    return read_part(&x, &room_shape, (char *)r) && !x.in.bad && x.in.n == 0 && is_sound(r);
}

size_t snapshot_spent(const struct room *r)
{
    return arena_used(r->arena) - r->reckoned + r->spent;
}

bool snapshot_spend(struct room *r, size_t bytes)
{
    size_t now = snapshot_spent(r), more = bytes > now ? bytes - now : 0;
    if (more > r->arena->max - arena_used(r->arena))
        return false;
    r->spent += more;
    r->arena->max -= more;
    return true;
}

// ---- the format

static uint64_t add_number(uint64_t sum, int64_t n)
{
    return hash_u64(sum ^ hash_u64((uint64_t)n));
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of shape.c
static uint64_t add_shape(uint64_t sum, const struct shape *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct member *m = &s->members[i];
        const int64_t said[] = {m->kind, m->most, m->size, m->count, m->low, m->high, m->many};
        sum = hash_bytes(str_from_cstr(m->name), sum);
        for (size_t k = 0; k < ARRAY_LEN(said); k++)
            sum = add_number(sum, said[k]);
        if (m->of)
            sum = add_shape(sum, m->of);
    }
    return sum;
}

uint64_t snapshot_format(void)
{
    static const uint16_t low_first = 1;
    uint64_t sum = add_number(READING, *(const char *)&low_first);
    sum = add_shape(add_shape(sum, &table_act_shape), &draft_shape);
    return add_shape(sum, &room_shape);
}
