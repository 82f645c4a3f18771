#include "host/answers.h"

#include <string.h>

#include "base/pack.h"
#include "host/creds.h"
#include "host/frame.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"

enum { FAULT_BYTES = 2048 };

struct answer_kept {
    uint64_t id;     // a hash of the command's
    uint64_t seq;    // of the event that it made, 0: none
    struct frame *f; // NULL: made again from that event, when somebody asks
};

// Each command asks whether it was heard before, and nearly none was: the last two bytes of each id
// stand four in a word, so that a look at a thousand is one at two kilobytes.
struct actor {
    VEC(uint64_t) marks;
    VEC(struct answer_kept) answers;
    size_t oldest; // what the next one takes the place of, once all are there
};

void id_json(struct jw *w, const struct wire_in *in)
{
    jw_key(w, "id");
    if (in->id_is_number)
        jw_raw(w, in->id);
    else
        jw_str(w, in->id);
}

void answer_begin(struct host *h, struct jw *w, const struct wire_in *in)
{
    wire_begin(h, w, "ok");
    id_json(w, in);
    jw_kobj(w, "out");
}

struct frame *answer_with(struct host *h, const struct wire_in *in, struct str out)
{
    struct jw w;
    wire_begin(h, &w, "ok");
    id_json(&w, in);
    jw_kraw(&w, "out", out);
    return wire_end(h, &w);
}

struct frame *answer_end(struct host *h, struct jw *w)
{
    jw_end(w);
    return wire_end(h, w);
}

// The answer tells what the decision filled in: the ids of what was made; and to facilitators, who
// may undo what they did, the number of the event.
struct frame *answer_ok(struct host *h, const struct wire_in *in, const struct act *event,
                        uint64_t seq)
{
    struct jw w;
    answer_begin(h, &w, in);
    if (event && event->by < 0)
        jw_kint(&w, "n", (int64_t)seq);
    const struct act_spec *spec = event ? act_spec(event->type) : NULL;
    for (int i = 0; spec && i < spec->nfields; i++)
        if ((spec->fields[i].flags & FIELD_OUT) && event->f[i].set)
            act_value_write(&w, &spec->fields[i], &event->f[i]);
    return answer_end(h, &w);
}

void answer_no_begin(struct host *h, struct jw *w, const struct wire_in *in, const char *code)
{
    wire_begin(h, w, "no");
    if (in->id.n)
        id_json(w, in);
    jw_kcstr(w, "code", code);
}

struct frame *answer_no(struct host *h, const struct wire_in *in, const char *code,
                        struct str field, int64_t limit)
{
    struct jw w;
    answer_no_begin(h, &w, in, code);
    if (field.n)
        jw_kstr(&w, "field", field);
    if (limit)
        jw_kint(&w, "max", limit);
    if (in->type == WIRE_DO && in->act.type < ACT_TYPES)
        jw_kcstr(&w, "act", act_spec(in->act.type)->name);
    return wire_end(h, &w);
}

void reply(struct host *h, struct session *c, struct frame *f)
{
    out_frame(h, c, f);
    frame_unref(f);
}

void reply_no(struct host *h, struct session *c, const struct wire_in *in, const char *code)
{
    reply(h, c, answer_no(h, in, code, STR(""), 0));
}

void reply_no_field(struct host *h, struct session *c, const struct wire_in *in, const char *code,
                    const char *field, int64_t limit)
{
    reply(h, c, answer_no(h, in, code, str_from_cstr(field), limit));
}

static struct actor *actor_of(struct hroom *r, int by)
{
    struct actor *a = map64_get(&r->actors, (uint64_t)(int64_t)by);
    if (a)
        return a;
    a = mem_alloc(sizeof *a);
    vec_init(&a->answers, REMEMBERED);
    vec_init(&a->marks, REMEMBERED / 4);
    CHECK(map64_put(&r->actors, (uint64_t)(int64_t)by, a));
    return a;
}

enum { MARK_BITS = 16, MARKS = 64 / MARK_BITS };

static void mark(struct actor *a, size_t place, uint64_t id)
{
    unsigned at = (unsigned)(place % MARKS) * MARK_BITS;
    if (place / MARKS == a->marks.n)
        CHECK(vec_push(&a->marks, 0));
    uint64_t *word = &a->marks.p[place / MARKS];
    *word = (*word & ~((uint64_t)UINT16_MAX << at)) | (id & UINT16_MAX) << at;
}

// Whether one of the four may be that id's.
static bool is_marked(uint64_t word, uint64_t id)
{
    const uint64_t each = 0x0001000100010001, high = 0x8000800080008000;
    uint64_t other = word ^ (id & UINT16_MAX) * each; // 0 in the place of the same mark
    return (other - each) & ~other & high;
}

static struct answer_kept *find_kept(struct actor *a, uint64_t id)
{
    for (size_t i = 0; i < a->marks.n; i++) {
        if (!is_marked(a->marks.p[i], id))
            continue;
        for (size_t at = i * MARKS; at < MIN((i + 1) * MARKS, a->answers.n); at++)
            if (a->answers.p[at].id == id)
                return &a->answers.p[at];
    }
    return NULL;
}

void answer_keep(struct hroom *r, int by, struct str id, uint64_t seq, struct frame *f)
{
    struct actor *a = actor_of(r, by);
    struct answer_kept kept = {hash_bytes(id, 0), seq, f ? frame_ref(f) : NULL};
    size_t place = a->answers.n;
    if (!vec_push(&a->answers, kept)) {
        place = a->oldest;
        frame_unref(a->answers.p[place].f);
        a->answers.p[place] = kept;
        a->oldest = (place + 1) % REMEMBERED;
    }
    mark(a, place, kept.id);
}

struct again {
    struct host *h;
    struct str id;
    struct frame *f;
};

// Words are in no answer.
static bool answer_again(void *ctx, const struct store_record *s)
{
    struct again *g = ctx;
    struct act_record record;
    struct buf fault;
    struct wire_in in = {.type = WIRE_DO, .id = g->id};
    buf_init(&fault, FAULT_BYTES);
    if (act_record_read(s->body, &g->h->scratch, NULL, &record, &fault))
        g->f = answer_ok(g->h, &in, &record.act, s->seq);
    buf_free(&fault);
    return false;
}

static enum store_answer make_again(struct host *h, const struct hroom *r, struct answer_kept *kept,
                                    const struct wire_in *in)
{
    struct again g = {.h = h, .id = in->id};
    if (store_read(h->store, r->id, kept->seq, answer_again, &g) == STORE_LATER)
        return STORE_LATER;
    kept->f = g.f ? g.f : answer_no(h, in, UNREADABLE_ROOM, STR(""), 0);
    return STORE_YES;
}

// By its hash alone: an actor who finds two ids with the same one deceives only themselves.
enum store_answer answer_kept(struct host *h, struct hroom *r, const struct wire_in *in,
                              struct frame **f)
{
    struct actor *a = map64_get(&r->actors, (uint64_t)(int64_t)in->act.by);
    struct answer_kept *kept = a ? find_kept(a, hash_bytes(in->id, 0)) : NULL;
    if (!kept)
        return STORE_NO;
    enum store_answer answer = kept->f ? STORE_YES : make_again(h, r, kept, in);
    *f = kept->f;
    return answer;
}

void answers_write(struct hroom *r, int by, struct buf *out)
{
    const struct actor *a = map64_get(&r->actors, (uint64_t)(int64_t)by);
    uint64_t n = 0, before = 0;
    for (size_t i = 0; a && i < a->answers.n; i++)
        n += a->answers.p[i].seq > 0;
    pack_num(out, n);
    for (size_t i = 0; a && i < a->answers.n; i++) {
        const struct answer_kept *kept = &a->answers.p[(a->oldest + i) % a->answers.n];
        if (!kept->seq)
            continue;
        buf_put(out, &kept->id, sizeof kept->id);
        pack_num(out, kept->seq - before);
        before = kept->seq;
    }
}

bool answers_read(struct unpack *in, struct hroom *r, int by)
{
    uint64_t n = unpack_num(in), seq = 0;
    struct actor *a = n > 0 && n <= REMEMBERED ? actor_of(r, by) : NULL;
    for (uint64_t i = 0; a && i < n && !in->bad; i++) {
        struct answer_kept kept = {0};
        struct str id = unpack_bytes(in, sizeof kept.id);
        if (id.n)
            memcpy(&kept.id, id.p, sizeof kept.id);
        kept.seq = seq += unpack_num(in);
        mark(a, a->answers.n, kept.id);
        CHECK(vec_push(&a->answers, kept));
    }
    return !in->bad && (n == 0 || a);
}

void answers_init(struct hroom *r)
{
    map64_init(&r->actors, PEOPLE_MAX + FACILITATORS_MAX + 1);
}

void answers_free(struct hroom *r)
{
    size_t at = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&r->actors, &at))) {
        struct actor *a = slot->value;
        for (size_t i = 0; i < a->answers.n; i++)
            frame_unref(a->answers.p[i].f);
        vec_free(&a->answers);
        vec_free(&a->marks);
        mem_free(a);
    }
    map64_free(&r->actors);
}

static bool speaks_for(const struct cred *cred, int by)
{
    if (by < 0)
        return cred_role(cred) == CRED_FACILITATOR && cred_facilitator(cred) == -by;
    if (by == 0)
        return cred_role(cred) == CRED_SCREEN; // the codec lets only `show` through
    return cred_holds(cred, by);
}

bool session_speaks(struct host *h, struct session *c, const struct wire_in *in)
{
    bool good = c->cred && speaks_for(c->cred, in->act.by);
    if (!good)
        reply_no(h, c, in, c->cred ? "not_you" : "hello_first");
    return good;
}
