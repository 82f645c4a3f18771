#include <string.h>

#include "base/pack.h"
#include "host/host_parts.h"

// Tokens somebody may hold; the oldest goes when one more is given. 16 times 208 fit a room.
enum { CREDS_EACH = 16 };

static struct cred *cred_make(struct host *h, struct hroom *r, const unsigned char *digest)
{
    struct cred *c = mem_alloc(sizeof *c);
    memcpy(c->digest, digest, DIGEST_BYTES);
    c->room = r;
    vec_init(&c->conns, h->limits.max_tabs);
    if (vec_has_room(&r->creds) &&
        map_put(&h->creds, (struct str){(const char *)c->digest, DIGEST_BYTES}, c))
        return vec_push(&r->creds, c) ? c : NULL;
    mem_free(c);
    return NULL;
}

static uint8_t reader_kind(enum cred_role role)
{
    static const enum reader_kind kinds[] = {
        [CRED_PERSON] = READ_PERSON, [CRED_FACILITATOR] = READ_FACILITATOR,
        [CRED_SCREEN] = READ_SCREEN, [CRED_OBSERVER] = READ_SCREEN,
        [CRED_RESUME] = READ_PERSON, [CRED_RECOVERY] = READ_FACILITATOR,
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

static void count_person(struct hroom *r, const struct cred *c)
{
    struct seat *seat = &r->seats[c->reader.person[c->reader.npeople - 1]];
    seat->conns = (uint16_t)(seat->conns + c->conns.n);
    if (seat->conns)
        seat->gone_ms = 0;
}

static bool same_holder(const struct cred *a, const struct cred *b)
{
    return a->role == b->role && a->facilitator == b->facilitator &&
           a->reader.person[0] == b->reader.person[0];
}

static void cred_drop(struct host *h, struct hroom *r, size_t at, uint64_t now_ms)
{
    struct cred *c = r->creds.p[at];
    while (c->conns.n) {
        struct session *open = c->conns.p[0];
        session_unbind(h, open, now_ms);
        out_close(h, open, HOST_CLOSE_ELSEWHERE, "opened elsewhere");
    }
    map_del(&h->creds, (struct str){(const char *)c->digest, DIGEST_BYTES});
    vec_remove(&r->creds, at);
    vec_free(&c->conns);
    mem_free(c);
}

static void drop_oldest(struct host *h, struct hroom *r, const struct cred *newest, uint64_t now_ms)
{
    size_t held = 0, oldest = 0;
    for (size_t i = r->creds.n; i-- > 0;)
        if (same_holder(r->creds.p[i], newest)) {
            held++;
            oldest = i;
        }
    if (held > CREDS_EACH)
        cred_drop(h, r, oldest, now_ms);
}

// A token given once more names one more person on the same phone.
void cred_logged(struct host *h, struct hroom *r, const struct act *event, bool live)
{
    unsigned char digest[DIGEST_BYTES];
    if (!secret_unhex(VAL(event, CRED, HASH).s, digest))
        return;
    struct cred *c = map_get(&h->creds, (struct str){(const char *)digest, DIGEST_BYTES});
    if (!c)
        c = cred_make(h, r, digest);
    if (!c || c->room != r)
        return;
    if (live)
        store_put_key(h->store, digest, r->id);
    cred_grow(c, event);
    if (VAL(event, CRED, PERSON).set && c->reader.npeople)
        count_person(r, c);
    drop_oldest(h, r, c, event->t_ms);
}

void creds_free(struct host *h, struct hroom *r)
{
    for (size_t i = 0; i < r->creds.n; i++) {
        struct cred *c = r->creds.p[i];
        map_del(&h->creds, (struct str){(const char *)c->digest, DIGEST_BYTES});
        vec_free(&c->conns);
        mem_free(c);
    }
    vec_free(&r->creds);
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
        if (person < 1 || person > PEOPLE_MAX)
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

// Borrows `hex`, which gets the token's digest.
struct act cred_act(enum cred_role role, int person, int facilitator, struct str token,
                    char hex[2 * DIGEST_BYTES + 1])
{
    unsigned char digest[DIGEST_BYTES];
    struct act a = {.type = ACT_CRED};
    secret_digest(token, digest);
    secret_hex(digest, hex);
    VAL(&a, CRED, ROLE) = val_int(role);
    if (person)
        VAL(&a, CRED, PERSON) = val_int(person);
    if (facilitator)
        VAL(&a, CRED, FACILITATOR) = val_int(facilitator);
    VAL(&a, CRED, HASH) = val_text(str_from_cstr(hex));
    return a;
}

void cred_lend(struct host *h, struct hroom *r, struct str token)
{
    char hex[2 * DIGEST_BYTES + 1];
    struct act a = cred_act(CRED_FACILITATOR, 0, 1, token, hex);
    cred_logged(h, r, &a, false);
}

#define REMOVE(list, what)                                                                         \
    do {                                                                                           \
        for (size_t i_ = (list)->n; i_-- > 0;)                                                     \
            if ((list)->p[i_] == (what))                                                           \
                vec_remove(list, i_);                                                              \
    } while (0)

void session_unbind(struct host *h, struct session *c, uint64_t gone_ms)
{
    if (!c->cred)
        return;
    room_stir(h, c->room);
    topics_leave(c);
    for (int i = 0; i < c->cred->reader.npeople; i++) {
        struct seat *seat = &c->room->seats[c->cred->reader.person[i]];
        if (seat->conns && --seat->conns == 0)
            seat->gone_ms = gone_ms;
    }
    REMOVE(&c->cred->conns, c);
    REMOVE(&c->room->conns, c);
    c->cred = NULL;
    c->room = NULL;
}
