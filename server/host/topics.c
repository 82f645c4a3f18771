#include "host/topics.h"

#include <string.h>

#include "host/answers.h"
#include "host/creds.h"
#include "host/frame.h"
#include "host/news.h"
#include "host/outbox.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"

enum { TOPICS_MAX = 512, ROOM_TOPICS_MAX = 4096, TOPIC_SUBS_MAX = 1 << 20, RING_MAX = 4096 };

struct patch_kept {
    uint64_t ver;
    struct frame *f;
};

struct htopic {
    struct topic topic;
    char name[TOPIC_NAME_MAX];
    uint64_t ver;
    VEC(struct patch_kept) ring; // oldest first, without a gap up to `ver`
    size_t ring_bytes;
    struct news told;
    VEC(struct session *) subs;
    struct audience *audience; // subs, since somebody was told; or NULL
};

void topics_init(struct hroom *r)
{
    map64_init(&r->topics, ROOM_TOPICS_MAX);
}

static struct htopic *topic_of(struct hroom *r, struct topic t)
{
    uint64_t key = (uint64_t)t.kind << 32 | (uint64_t)t.table << 16 | t.id;
    struct htopic *ht = map64_get(&r->topics, key);
    if (ht)
        return ht;
    ht = mem_alloc(sizeof *ht);
    ht->topic = t;
    ht->ver = r->loaded;
    topic_name(t, ht->name);
    vec_init(&ht->ring, RING_MAX);
    vec_init(&ht->subs, TOPIC_SUBS_MAX);
    CHECK(map64_put(&r->topics, key, ht));
    return ht;
}

static bool subscribed(const struct htopic *ht, const struct session *c)
{
    for (size_t i = 0; i < ht->subs.n; i++)
        if (ht->subs.p[i] == c)
            return true;
    return false;
}

static void subs_changed(struct htopic *ht)
{
    audience_unref(ht->audience);
    ht->audience = NULL;
}

static struct audience *audience_of(struct htopic *ht)
{
    if (!ht->audience)
        ht->audience = audience_new(ht->subs.p, ht->subs.n);
    return ht->audience;
}

static void ring_keep(struct host *h, struct htopic *ht, struct frame *f)
{
    while (ht->ring.n == RING_MAX || (ht->ring.n && ht->ring_bytes + f->len > h->limits.max_ring)) {
        ht->ring_bytes -= ht->ring.p[0].f->len;
        frame_unref(ht->ring.p[0].f);
        vec_remove(&ht->ring, 0);
    }
    CHECK(vec_push(&ht->ring, (struct patch_kept){ht->ver, frame_ref(f)}));
    ht->ring_bytes += f->len;
}

static struct frame *topic_frame(struct host *h, const struct htopic *ht, const char *kind,
                                 const char *member, struct str json)
{
    struct jw w;
    wire_begin(h, &w, kind);
    jw_kcstr(&w, "topic", ht->name);
    if (member) {
        jw_kint(&w, "ver", (int64_t)ht->ver);
        jw_kraw(&w, member, json);
    }
    return wire_end(h, &w);
}

static void publish(struct host *h, const struct hroom *r, struct htopic *ht, struct str patch)
{
    struct frame *f = topic_frame(h, ht, "patch", "patch", patch);
    ring_keep(h, ht, f);
    out_frames(h, r, audience_of(ht), f);
    frame_unref(f);
}

void topics_tell(struct host *h, struct hroom *r, struct topic t, struct frame *f)
{
    out_frames(h, r, audience_of(topic_of(r, t)), f);
}

void topics_project(struct host *h, struct hroom *r)
{
    buf_reset(&h->json);
    vec_clear(&h->marks.of);
    int n = room_patches_of(r->room, NULL, h->patches, ROOM_PATCHES_MAX, &h->json, &h->marks);
    CHECK(!h->json.overflow);
    for (int i = 0; i < n; i++) {
        struct htopic *ht = topic_of(r, h->patches[i].topic);
        if (!news_take(&ht->told, &h->patches[i], buf_view(&h->json), &h->marks, &h->news))
            continue;
        ht->ver++;
        publish(h, r, ht, buf_view(&h->news));
    }
}

static void send_document(struct host *h, struct session *c, struct htopic *ht)
{
    struct jw w;
    buf_reset(&h->json);
    jw_init(&w, &h->json);
    room_document(c->room->room, ht->topic, &w);
    CHECK(jw_done(&w));
    struct frame *f = topic_frame(h, ht, "doc", "doc", buf_view(&h->json));
    out_frame(h, c, f);
    frame_unref(f);
}

// The patches after `have`, or the whole document when they are no longer all kept.
static void catch_up(struct host *h, struct session *c, struct htopic *ht, const uint64_t *have)
{
    uint64_t first = ht->ring.n ? ht->ring.p[0].ver : ht->ver + 1;
    if (!have || *have > ht->ver || *have + 1 < first) {
        send_document(h, c, ht);
        return;
    }
    for (size_t i = 0; i < ht->ring.n; i++)
        if (ht->ring.p[i].ver > *have)
            out_frame(h, c, ht->ring.p[i].f);
}

static const uint64_t *version_held(const struct wire_in *in, const char *name, uint64_t *out)
{
    for (int i = 0; in && in->epoch.n && i < in->n_have; i++)
        if (str_eq_cstr(in->have[i].topic, name)) {
            *out = (uint64_t)in->have[i].version;
            return out;
        }
    return NULL;
}

static void add_readable(struct host *h, struct session *c, const struct wire_in *hello)
{
    struct topic all[TOPICS_MAX];
    uint64_t have;
    int n = room_topics_of(c->room->room, cred_reader(c->cred), all, TOPICS_MAX);
    for (int i = 0; i < n; i++) {
        struct htopic *ht = topic_of(c->room, all[i]);
        if (subscribed(ht, c))
            continue;
        CHECK(vec_push(&ht->subs, c));
        subs_changed(ht);
        catch_up(h, c, ht, version_held(hello, ht->name, &have));
    }
}

void topics_add_readable(struct host *h, struct hroom *r)
{
    for (size_t i = 0; i < r->sessions.n; i++)
        add_readable(h, r->sessions.p[i], NULL);
}

static void drop_from(struct host *h, struct hroom *r, struct htopic *ht)
{
    for (size_t i = ht->subs.n; i-- > 0;) {
        struct session *c = ht->subs.p[i];
        if (room_may_read(r->room, cred_reader(c->cred), ht->topic))
            continue;
        vec_remove(&ht->subs, i);
        subs_changed(ht);
        struct frame *f = topic_frame(h, ht, "drop", NULL, STR(""));
        out_frame(h, c, f);
        frame_unref(f);
    }
}

void topics_drop_unreadable(struct host *h, struct hroom *r)
{
    size_t at = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&r->topics, &at)))
        drop_from(h, r, slot->value);
}

static void you_json(struct jw *w, const struct cred *cred)
{
    static const char *const kinds[] = {"person", "facilitator", "screen"};
    const struct reader *reader = cred_reader(cred);
    char id[ACTOR_NAME_MAX];
    jw_kobj(w, "you");
    jw_kcstr(w, "kind", kinds[reader->kind]);
    jw_karr(w, "people");
    for (int i = 0; i < reader->npeople; i++) {
        actor_name(reader->person[i], id);
        jw_cstr(w, id);
    }
    jw_end(w);
    if (cred_role(cred) == CRED_FACILITATOR) {
        actor_name(-cred_facilitator(cred), id);
        jw_kcstr(w, "f", id);
    }
    jw_end(w);
}

static struct frame *welcome(struct host *h, struct session *c, const struct wire_in *hello)
{
    struct jw w;
    struct topic all[TOPICS_MAX];
    char name[TOPIC_NAME_MAX];
    int n = room_topics_of(c->room->room, cred_reader(c->cred), all, TOPICS_MAX);
    wire_begin(h, &w, "welcome");
    if (hello->id.n)
        id_json(&w, hello);
    jw_kcstr(&w, "room", c->room->code_text);
    jw_kcstr(&w, "epoch", c->room->history);
    jw_kint(&w, "now", (int64_t)hroom_time(c->room, hello->act.t_ms));
    if (c->room->speed > 1)
        jw_kint(&w, "speed", c->room->speed);
    you_json(&w, c->cred);
    jw_karr(&w, "topics");
    for (int i = 0; i < n; i++) {
        topic_name(all[i], name);
        jw_cstr(&w, name);
    }
    jw_end(&w);
    return wire_end(h, &w);
}

void topics_welcome(struct host *h, struct session *c, const struct wire_in *hello)
{
    struct frame *f = welcome(h, c, hello);
    out_frame(h, c, f);
    frame_unref(f);
    add_readable(h, c, hello);
}

void topics_leave(struct session *c)
{
    size_t at = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&c->room->topics, &at))) {
        struct htopic *ht = slot->value;
        for (size_t i = ht->subs.n; i-- > 0;)
            if (ht->subs.p[i] == c) {
                vec_remove(&ht->subs, i);
                subs_changed(ht);
            }
    }
}

void topics_free(struct hroom *r)
{
    size_t at = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&r->topics, &at))) {
        struct htopic *ht = slot->value;
        for (size_t i = 0; i < ht->ring.n; i++)
            frame_unref(ht->ring.p[i].f);
        vec_free(&ht->ring);
        news_free(&ht->told);
        vec_free(&ht->subs);
        audience_unref(ht->audience);
        mem_free(ht);
    }
    map64_free(&r->topics);
}
