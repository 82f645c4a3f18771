#include "host/creds.h"

#include <string.h>

#include "base/pack.h"
#include "host/chain.h"
#include "host/rooms.h"
#include "host/secrets.h"
#include "host/sessions.h"
#include "host/state.h"

// Tokens somebody may hold; the oldest goes when one more is given. 16 times 1,088 fit a room.
enum { CREDS_EACH = 16, ROOM_SESSIONS_MAX = 1 << 20 };

struct cred {
    unsigned char digest[DIGEST_BYTES];
    enum cred_role role;
    int facilitator;
    struct reader reader;
    struct hroom *room;
    VEC(struct session *) sessions; // oldest first
};

enum cred_role cred_role(const struct cred *c)
{
    return c->role;
}

struct hroom *cred_room(const struct cred *c)
{
    return c->room;
}

int cred_facilitator(const struct cred *c)
{
    return c->facilitator;
}

const struct reader *cred_reader(const struct cred *c)
{
    return &c->reader;
}

bool cred_holds(const struct cred *c, int person)
{
    for (int i = 0; i < c->reader.npeople; i++)
        if (c->reader.person[i] == person)
            return true;
    return false;
}

size_t cred_sessions(const struct cred *c)
{
    return c->sessions.n;
}

struct session *cred_oldest(const struct cred *c)
{
    return c->sessions.n ? c->sessions.p[0] : NULL;
}

bool cred_join(struct cred *c, struct session *s)
{
    return vec_push(&c->sessions, s);
}

void cred_leave(struct cred *c, struct session *s)
{
    vec_drop(&c->sessions, s);
}

void creds_init(struct hroom *r)
{
    vec_init(&r->creds, ROOM_CREDS_MAX);
    vec_init(&r->sessions, ROOM_SESSIONS_MAX);
}

static struct cred *cred_make(struct host *h, struct hroom *r, const unsigned char *digest)
{
    struct cred *c = mem_alloc(sizeof *c);
    memcpy(c->digest, digest, DIGEST_BYTES);
    c->room = r;
    vec_init(&c->sessions, h->limits.max_tabs);
    if (vec_has_room(&r->creds) &&
        map_put(&h->creds, (struct str){(const char *)c->digest, DIGEST_BYTES}, c))
        return vec_push(&r->creds, c) ? c : NULL;
    mem_free(c);
    return NULL;
}

static uint8_t reader_kind(enum cred_role role)
{
    static const enum reader_kind kinds[] = {
        [CRED_PERSON] = READ_PERSON,        [CRED_FACILITATOR] = READ_FACILITATOR,
        [CRED_SCREEN] = READ_SCREEN,        [CRED_OBSERVER] = READ_SCREEN,
        [CRED_RECOVERY] = READ_FACILITATOR,
    };
    return (uint8_t)kinds[role];
}

static void cred_grow(struct cred *c, const struct act *e)
{
    c->role = (enum cred_role)VAL(e, CRED, ROLE).i;
    c->reader.kind = reader_kind(c->role);
    if (VAL(e, CRED, FACILITATOR).set)
        c->facilitator = (int)VAL(e, CRED, FACILITATOR).i;
    if (VAL(e, CRED, PERSON).set && c->reader.npeople < SHARED_EVER)
        c->reader.person[c->reader.npeople++] = (uint16_t)VAL(e, CRED, PERSON).i;
}

static bool same_holder(const struct cred *a, const struct cred *b)
{
    return a->role == b->role && a->facilitator == b->facilitator &&
           a->reader.person[0] == b->reader.person[0];
}

struct cred *cred_surplus(const struct hroom *r, const struct cred *newest)
{
    struct cred *oldest = NULL;
    size_t held = 0;
    for (size_t i = r->creds.n; i-- > 0;)
        if (same_holder(r->creds.p[i], newest)) {
            held++;
            oldest = r->creds.p[i];
        }
    return held > CREDS_EACH ? oldest : NULL;
}

struct cred *cred_of_facilitator(const struct hroom *r, int facilitator)
{
    for (size_t i = 0; i < r->creds.n; i++)
        if (r->creds.p[i]->facilitator == facilitator)
            return r->creds.p[i];
    return NULL;
}

static void cred_free(struct host *h, struct cred *c)
{
    map_del(&h->creds, (struct str){(const char *)c->digest, DIGEST_BYTES});
    vec_free(&c->sessions);
    mem_free(c);
}

void cred_forget(struct host *h, struct hroom *r, struct cred *c)
{
    vec_drop(&r->creds, c);
    cred_free(h, c);
}

// A token given once more names one more person on the same phone.
struct cred *cred_given(struct host *h, struct hroom *r, const struct act *event, bool live)
{
    struct str digest = VAL(event, CRED, HASH).s;
    struct cred *c = map_get(&h->creds, digest);
    if (!c)
        c = cred_make(h, r, (const unsigned char *)digest.p);
    if (!c || c->room != r)
        return NULL;
    if (live)
        store_put_key(h->store, c->digest, r->id);
    cred_grow(c, event);
    return c;
}

void creds_free(struct host *h, struct hroom *r)
{
    for (size_t i = 0; i < r->creds.n; i++)
        cred_free(h, r->creds.p[i]);
    vec_free(&r->creds);
    vec_free(&r->sessions);
}

void creds_write(const struct hroom *r, struct buf *out)
{
    pack_num(out, r->creds.n);
    for (size_t i = 0; i < r->creds.n; i++) {
        const struct cred *c = r->creds.p[i];
        buf_put(out, c->digest, sizeof c->digest);
        pack_num(out, c->role);
        pack_int(out, c->facilitator);
        pack_num(out, c->reader.npeople);
        for (int k = 0; k < c->reader.npeople; k++)
            pack_num(out, c->reader.person[k]);
    }
}

static bool cred_read(struct unpack *in, struct host *h, struct hroom *r)
{
    struct str digest = unpack_bytes(in, DIGEST_BYTES);
    uint64_t role = unpack_num(in);
    int64_t facilitator = unpack_int(in);
    uint64_t n = unpack_num(in);
    if (in->bad || role > CRED_RECOVERY || facilitator < 0 || facilitator > FACILITATORS_MAX ||
        n > SHARED_EVER || map_get(&h->creds, digest))
        return false;
    struct cred *c = cred_make(h, r, (const unsigned char *)digest.p);
    if (!c)
        return false;
    c->role = (enum cred_role)role;
    c->reader.kind = reader_kind(c->role);
    c->facilitator = (int)facilitator;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t person = unpack_num(in);
        if (person < 1 || person >= r->seats.n)
            return false;
        c->reader.person[c->reader.npeople++] = (uint16_t)person;
    }
    return !in->bad;
}

bool creds_read(struct unpack *in, struct host *h, struct hroom *r)
{
    uint64_t n = unpack_num(in);
    for (uint64_t i = 0; i < n; i++)
        if (!cred_read(in, h, r))
            return false;
    return !in->bad;
}

struct cred *cred_find(const struct host *h, struct str token)
{
    unsigned char digest[DIGEST_BYTES];
    secret_digest(token, digest);
    return map_get(&h->creds, (struct str){(const char *)digest, DIGEST_BYTES});
}

struct act cred_act(enum cred_role role, int person, int facilitator, struct str token,
                    unsigned char digest[DIGEST_BYTES])
{
    struct act a = {.type = ACT_CRED};
    secret_digest(token, digest);
    VAL(&a, CRED, ROLE) = val_int(role);
    if (person)
        VAL(&a, CRED, PERSON) = val_int(person);
    if (facilitator)
        VAL(&a, CRED, FACILITATOR) = val_int(facilitator);
    VAL(&a, CRED, HASH) = val_text((struct str){(const char *)digest, DIGEST_BYTES});
    return a;
}
