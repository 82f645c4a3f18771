#include "host/recording.h"

#include <string.h>

#include "core/story.h"
#include "core/words.h"
#include "host/creds.h"
#include "host/news.h"
#include "host/reasons.h"
#include "host/records.h"
#include "host/secrets.h"
#include "host/state.h"

// A page is what the loop is held for: an event of a large room may touch all that it holds.
enum { PAGE_RECORDS = 8, TOPICS_HELD_MAX = 512 };

struct held {
    struct topic topic;
    struct news told;
};

struct recording {
    struct host *host;
    struct hroom *live;
    struct viewpoint view;
    struct records *records;
    struct arena arena, words; // the recorded room's, and of whose words are given
    struct room *room;
    struct words_giver *giver;
    struct story *story; // of the view that is one
    uint64_t next, last;
    unsigned char hash[DIGEST_BYTES]; // of the last
    bool began;                       // its header is written
    uint64_t t, to;        // of the line before, which none goes back behind; of the last record
    VEC(struct held) held; // topics that the reader holds
    struct buf *out;       // of the page at hand
};

// Viewpoints

bool viewpoint_parse(const struct hroom *r, struct str name, struct viewpoint *out)
{
    int by = 0;
    *out = (struct viewpoint){.reader = {.kind = READ_PERSON, .npeople = 1}};
    if (str_eq(name, STR("facilitator")))
        out->reader = (struct reader){.kind = READ_FACILITATOR};
    else if (str_eq(name, STR("screen")))
        out->reader = (struct reader){.kind = READ_SCREEN};
    else if (str_eq(name, STR("story")) || str_eq(name, STR("notes")) || str_eq(name, STR("taken")))
        *out = (struct viewpoint){.reader = {.kind = READ_SCREEN},
                                  .story = true,
                                  .notes = str_eq(name, STR("notes")),
                                  .taken = str_eq(name, STR("taken"))};
    else if (!actor_parse(name, &by) || by < 1 || by > room_people(r->room))
        return false;
    else
        out->reader.person[0] = (uint16_t)by;
    memcpy(out->name, name.p, name.n);
    return true;
}

// The story is for all who were there, once it is told; its notes for facilitators alone.
static const char *story_refused(const struct cred *cred, const struct viewpoint *view)
{
    const struct room *room = cred_room(cred)->room;
    const struct reader *who = cred_reader(cred);
    bool there = cred_role(cred) == CRED_SCREEN;
    if (cred_role(cred) == CRED_FACILITATOR)
        return NULL;
    for (int i = 0; cred_role(cred) == CRED_PERSON && i < who->npeople; i++)
        there |= room_person_here(room, who->person[i]);
    if (view->notes || !there)
        return BAD_TOKEN;
    return room_recording_open(room) ? NULL : "not_yet";
}

const char *viewpoint_refused(const struct cred *cred, const struct viewpoint *view)
{
    const struct room *room = cred_room(cred)->room;
    if (view->story)
        return story_refused(cred, view);
    bool leads = cred_role(cred) == CRED_FACILITATOR;
    int person = view->reader.person[0];
    if (!leads && (cred_role(cred) != CRED_PERSON || !person || !cred_holds(cred, person) ||
                   !room_person_here(room, person)))
        return BAD_TOKEN;
    if (!person)
        return NULL;
    if (!room_recording_open(room))
        return "not_yet";
    return leads && !room_tells_words(room, person) ? NO_CONSENT : NULL;
}

static void viewpoint_json(const struct cred *cred, const char *name, struct jw *w)
{
    struct viewpoint view;
    if (!viewpoint_parse(cred_room(cred), str_from_cstr(name), &view) ||
        viewpoint_refused(cred, &view))
        return;
    jw_obj(w);
    jw_kcstr(w, "view", view.name);
    if (view.reader.npeople)
        room_recording_person(cred_room(cred)->room, view.reader.person[0], w);
    jw_end(w);
}

void viewpoints_json(const struct cred *cred, struct jw *w)
{
    const struct hroom *r = cred_room(cred);
    char name[ACTOR_NAME_MAX];
    jw_obj(w);
    jw_kcstr(w, "room", r->code_text);
    jw_kcstr(w, "epoch", r->epoch);
    jw_kint(w, "records", (int64_t)r->seq);
    jw_karr(w, "views");
    viewpoint_json(cred, "facilitator", w);
    viewpoint_json(cred, "screen", w);
    for (int p = 1; p <= room_people(r->room); p++) {
        actor_name(p, name);
        viewpoint_json(cred, name, w);
    }
    jw_end(w);
    jw_end(w);
}

// The recording

static struct words_giver *giver_now(struct recording *x)
{
    enum words_answer of[PEOPLE_MAX + 1];
    struct words_reader reader = {WORDS_DEBRIEF, x->view.reader.person[0]};
    words_answers(x->live->room, reader, of);
    return words_giver_new(&x->words, x->room, of);
}

struct recording *recording_new(struct host *h, struct hroom *r, const struct viewpoint *view)
{
    struct recording *x = mem_alloc(sizeof *x);
    x->host = h;
    x->live = r;
    x->view = *view;
    x->next = 1;
    x->last = r->seq;
    memcpy(x->hash, r->hash, sizeof x->hash);
    x->t = r->created_ms;
    x->to = room_now(r->room);
    x->records = records_new(h->store, r->id);
    arena_init(&x->arena, h->limits.max_room_bytes);
    arena_init(&x->words, h->limits.max_room_bytes);
    vec_init(&x->held, TOPICS_HELD_MAX);
    x->room = room_new(&x->arena, r->scenario);
    CHECK(x->room);
    room_set_recorded(x->room);
    x->giver = giver_now(x); // NULL: a room as large as its bound, and no place left for it
    x->story = view->story ? story_new(&x->words, view->notes) : NULL;
    return x;
}

static void let_go(struct recording *x, size_t at)
{
    news_free(&x->held.p[at].told);
    vec_remove(&x->held, at);
}

void recording_free(struct recording *x)
{
    if (!x)
        return;
    while (x->held.n)
        let_go(x, x->held.n - 1);
    vec_free(&x->held);
    records_free(x->records);
    arena_free(&x->arena);
    arena_free(&x->words);
    mem_free(x);
}

// Lines

struct line {
    struct recording *x;
    const struct act_record *record;
    struct jw w;
    const char *member; // that is open, or NULL
    bool any;
};

static void begin(struct line *l)
{
    if (l->any)
        return;
    l->any = true;
    jw_obj(&l->w);
    jw_kint(&l->w, "n", (int64_t)l->record->seq);
    jw_kint(&l->w, "t", (int64_t)l->x->t);
}

static void open_member(struct line *l, const char *key, bool list)
{
    if (l->member == key)
        return;
    begin(l);
    if (l->member)
        jw_end(&l->w);
    l->member = key;
    jw_key(&l->w, key);
    if (list)
        jw_arr(&l->w);
    else
        jw_obj(&l->w);
}

static void put_drops(struct line *l)
{
    struct recording *x = l->x;
    char name[TOPIC_NAME_MAX];
    for (size_t i = x->held.n; i-- > 0;) {
        if (room_may_read(x->room, &x->view.reader, x->held.p[i].topic))
            continue;
        open_member(l, "drop", true);
        topic_name(x->held.p[i].topic, name);
        jw_cstr(&l->w, name);
        let_go(x, i);
    }
}

static struct held *held_of(struct recording *x, struct topic t)
{
    for (size_t i = 0; i < x->held.n; i++)
        if (topic_eq(x->held.p[i].topic, t))
            return &x->held.p[i];
    return NULL;
}

// Before the documents, which are of the same moment: only what is held is patched.
static void put_patches(struct line *l)
{
    struct recording *x = l->x;
    struct host *h = x->host;
    char name[TOPIC_NAME_MAX];
    buf_reset(&h->json);
    vec_clear(&h->marks.of);
    int n = room_patches_of(x->room, &x->view.reader, h->patches, ROOM_PATCHES_MAX, &h->json,
                            &h->marks);
    CHECK(!h->json.overflow);
    for (int i = 0; i < n; i++) {
        struct held *held = held_of(x, h->patches[i].topic);
        if (!held ||
            !news_take(&held->told, &h->patches[i], buf_view(&h->json), &h->marks, &h->news))
            continue;
        open_member(l, "patch", false);
        topic_name(held->topic, name);
        jw_kraw(&l->w, name, buf_view(&h->news));
    }
}

static void put_documents(struct line *l)
{
    struct recording *x = l->x;
    struct topic all[TOPICS_HELD_MAX];
    char name[TOPIC_NAME_MAX];
    int n = room_topics_of(x->room, &x->view.reader, all, TOPICS_HELD_MAX);
    for (int i = 0; i < n; i++) {
        if (held_of(x, all[i]))
            continue;
        CHECK(vec_push(&x->held, (struct held){.topic = all[i]}));
        open_member(l, "docs", false);
        topic_name(all[i], name);
        jw_key(&l->w, name);
        room_document(x->room, all[i], &l->w);
    }
}

static void put_line(struct recording *x, const struct act_record *record)
{
    struct line l = {.x = x, .record = record};
    jw_init(&l.w, x->out);
    put_drops(&l);
    put_patches(&l);
    put_documents(&l);
    if (!l.any)
        return;
    jw_end(&l.w);
    jw_end(&l.w);
    buf_char(x->out, '\n');
}

static bool take(void *to, const struct act_record *record)
{
    struct recording *x = to;
    struct act_record told = *record;
    if (record->seq > x->last || !room_can_apply(x->room, &told.act))
        return false;
    words_give(x->giver, &told.act);
    x->t = MAX(x->t, told.act.t_ms);
    x->next = record->seq + 1;
    room_apply(x->room, &told.act, record->seq);
    if (x->story)
        story_note(x->story, x->room, &told.act, x->t);
    else
        put_line(x, &told);
    return true;
}

static void put_head(const struct recording *x, struct jw *w)
{
    jw_kcstr(w, "room", x->live->code_text);
    jw_kcstr(w, "epoch", x->live->epoch);
    jw_kcstr(w, "view", x->view.name);
    jw_kint(w, "records", (int64_t)x->last);
    jw_kint(w, "from", (int64_t)x->live->created_ms);
    jw_kint(w, "to", (int64_t)MAX(x->live->created_ms, x->to));
}

static void put_header(struct recording *x)
{
    struct jw w;
    jw_init(&w, x->out);
    jw_obj(&w);
    jw_kint(&w, "replay", 1);
    put_head(x, &w);
    jw_end(&w);
    buf_char(x->out, '\n');
}

static bool put_story(const struct recording *x, struct jw *w)
{
    jw_obj(w);
    jw_kint(w, "story", 1);
    put_head(x, w);
    bool whole = story_write(x->story, x->room, w);
    jw_end(w);
    return whole;
}

// A story taken home: a line a part, each chained to the one before and the first to the log's last
// record, and then the seal, which tells both. No line holds the sign that HTML begins a tag with.
struct taking {
    struct recording *x;
    struct buf part, links;
    unsigned char hash[DIGEST_BYTES];
};

static void take_part(struct taking *k)
{
    size_t from = k->x->out->n;
    char link[DIGEST_TEXT];
    for (size_t i = 0; i < k->part.n; i++) {
        if (k->part.p[i] == '<')
            buf_puts(k->x->out, "\\u003c");
        else
            buf_char(k->x->out, k->part.p[i]);
    }
    secret_chain(k->hash, str_sub(buf_view(k->x->out), from, k->x->out->n), k->hash);
    secret_hex(k->hash, link);
    buf_printf(&k->links, "%s\"%s\"", k->links.n ? "," : "", link);
    buf_char(k->x->out, '\n');
    buf_reset(&k->part);
}

static void take_documents(struct taking *k)
{
    const struct recording *x = k->x;
    struct topic all[TOPICS_HELD_MAX];
    char name[TOPIC_NAME_MAX];
    struct jw w;
    int n = room_topics_of(x->room, &x->view.reader, all, TOPICS_HELD_MAX);
    for (int i = 0; i < n; i++) {
        topic_name(all[i], name);
        jw_init(&w, &k->part);
        jw_obj(&w);
        jw_kcstr(&w, "topic", name);
        jw_key(&w, "doc");
        room_document(x->room, all[i], &w);
        jw_end(&w);
        take_part(k);
    }
}

static bool put_taken(struct recording *x)
{
    struct taking k = {.x = x};
    struct jw w;
    char log[DIGEST_TEXT];
    memcpy(k.hash, x->hash, sizeof k.hash);
    secret_hex(x->hash, log);
    buf_init(&k.part, x->out->max);
    buf_init(&k.links, x->out->max);
    jw_init(&w, &k.part);
    bool whole = put_story(x, &w);
    take_part(&k);
    room_settle(x->room);
    take_documents(&k);
    buf_printf(x->out, "{\"log\":\"%s\",\"links\":[%s]}\n", log, buf_cstr(&k.links));
    buf_free(&k.part);
    buf_free(&k.links);
    return whole;
}

static enum host_part put_whole(struct recording *x)
{
    struct jw w;
    jw_init(&w, x->out);
    bool whole = x->view.taken ? put_taken(x) : put_story(x, &w);
    if (!x->view.taken)
        buf_char(x->out, '\n');
    return whole && !x->out->overflow ? HOST_PART_LAST : HOST_PART_FAILED;
}

enum host_part recording_page(struct recording *x, struct buf *out)
{
    uint64_t count = MIN(x->last + 1 - x->next, (uint64_t)PAGE_RECORDS), taken;
    x->out = out;
    if (!x->giver || (x->view.story && !x->story))
        return HOST_PART_FAILED;
    if (!x->began && !x->story)
        put_header(x);
    x->began = true;
    enum store_answer answer = records_page(x->records, count, take, x, &taken);
    if (answer != STORE_YES || taken < count || out->overflow)
        return answer == STORE_LATER ? HOST_PART_LATER : HOST_PART_FAILED;
    if (x->next > x->last)
        return x->story ? put_whole(x) : HOST_PART_LAST;
    return !x->story && out->n ? HOST_PART_BYTES : HOST_PART_SOON;
}
