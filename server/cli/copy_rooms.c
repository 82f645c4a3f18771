#include "cli/copy_rooms.h"

#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/vec.h"
#include "host/records.h"

enum { ROOMS_MAX = 1 << 24, ENTRIES_MAX = 1 << 20, TEXT_BYTES = 1 << 28 };
enum { CODE_FIRST = 1000000, CODE_LAST = 9999999 };

struct work {
    const struct copy_rooms *how;
    struct copied *out;
    sem_t woken;
    uint32_t to; // the room's number there
    // Of the room at hand
    uint64_t seq;
    unsigned char hash[STORE_HASH_BYTES];
    bool broken;
};

static void wake(void *ctx)
{
    sem_post(&((struct work *)ctx)->woken);
}

// Nothing wakes a store of memory's kind; that has written by then.
static bool flush(struct work *w, struct store *s)
{
    uint64_t batch = store_flush(s), done = 0;
    const char *why;
    enum store_status status;
    while ((status = store_done(s, &done, &why)) == STORE_OK && done < batch)
        sem_wait(&w->woken);
    return status == STORE_OK;
}

static bool leave(struct work *w, const struct store_room *room, const char *why)
{
    w->out->left++;
    w->how->left(w->how->ctx, room->code, why);
    return true;
}

// ---- how far a room goes

static bool see_record(void *ctx, const struct store_record *r)
{
    struct work *w = ctx;
    w->seq = r->seq;
    memcpy(w->hash, r->hash, sizeof w->hash);
    return true;
}

static void see_fault(void *ctx, uint64_t seq, struct str field)
{
    (void)seq;
    (void)field;
    ((struct work *)ctx)->broken = true;
}

// False when it cannot be read; w->broken when its chain or a text is not as it was written.
static bool prove(struct work *w, struct store *s, uint32_t room)
{
    uint64_t records;
    w->broken = false;
    w->seq = 0;
    memset(w->hash, 0, sizeof w->hash);
    return records_prove(s, room, see_fault, w, &records) &&
           store_read(s, room, 1, see_record, w) == STORE_YES;
}

// ---- one room

static bool copy_record(void *ctx, const struct store_record *r)
{
    struct work *w = ctx;
    struct store_record record = *r;
    if (r->seq > w->seq)
        return false; // came since it was proven
    record.room = w->to;
    store_append(w->how->to, &record);
    w->out->records++;
    return true;
}

static bool copy_text(void *ctx, const struct store_text *t)
{
    struct work *w = ctx;
    struct store_text text = *t;
    text.room = w->to;
    if (t->seq <= w->seq)
        store_put_text(w->how->to, &text);
    return true;
}

static bool copy_key(void *ctx, const unsigned char *key)
{
    struct work *w = ctx;
    store_put_key(w->how->to, key, w->to);
    return true;
}

static void copy_kept(struct work *w, const struct store_room *room)
{
    static const unsigned char none[STORE_HASH_BYTES];
    struct store_scenario scenario;
    struct store_snapshot snapshot;
    memcpy(scenario.hash, room->scenario, sizeof scenario.hash);
    if (memcmp(room->scenario, none, sizeof none) != 0 &&
        store_scenario(w->how->from, room->scenario, &scenario.text) == STORE_YES)
        store_put_scenario(w->how->to, &scenario);
    if (store_snapshot(w->how->from, room->id, &snapshot) == STORE_YES && snapshot.seq <= w->seq) {
        snapshot.room = w->to;
        store_put_snapshot(w->how->to, &snapshot);
    }
}

// All of it in one transaction.
static bool put_whole(struct work *w, const struct store_room *room)
{
    struct store_room row = *room;
    size_t place = 0;
    row.id = w->to;
    store_put_room(w->how->to, &row);
    copy_kept(w, room);
    return store_keys(w->how->from, room->id, copy_key, w) == STORE_YES &&
           store_read(w->how->from, room->id, 1, copy_record, w) == STORE_YES &&
           store_texts(w->how->from, room->id, &place, copy_text, w) == STORE_YES &&
           flush(w, w->how->to);
}

static bool copy_one(struct work *w, const struct store_room *room)
{
    uint64_t seq = w->seq;
    unsigned char hash[STORE_HASH_BYTES];
    memcpy(hash, w->hash, sizeof hash);
    if (!put_whole(w, room) || !prove(w, w->how->to, w->to))
        return false;
    if (w->broken || w->seq != seq || memcmp(hash, w->hash, sizeof hash) != 0)
        return leave(
            w, room,
            lang_pick("il n’est pas arrivé comme il était", "it did not arrive as it was"));
    w->out->rooms++;
    store_release(w->how->to, w->to);
    return flush(w, w->how->to);
}

// The same one may be there from a time before.
static bool compare(struct work *w, const struct store_room *room, const struct store_room *there)
{
    uint64_t seq = w->seq;
    unsigned char hash[STORE_HASH_BYTES];
    memcpy(hash, w->hash, sizeof hash);
    if (!prove(w, w->how->to, there->id))
        return false;
    if (w->seq != seq || memcmp(hash, w->hash, sizeof hash) != 0)
        return leave(w, room,
                     lang_pick("son code est là-bas celui d’un autre, ou il y a eu une suite",
                               "its code is another's there, or it went on there"));
    w->out->there++;
    return true;
}

static bool move_proven(struct work *w, const struct store_room *room)
{
    struct store_room there;
    enum store_answer found =
        store_find(w->how->to, (struct store_sought){.code = room->code}, &there);
    if (found == STORE_YES)
        return compare(w, room, &there);
    if (found == STORE_NO)
        found = store_reserve(w->how->to, room->code, &w->to);
    return found == STORE_YES && copy_one(w, room);
}

static bool move_one(struct work *w, const struct store_room *room)
{
    struct store_taken taken;
    struct store *from = w->how->from;
    enum store_answer had = w->how->takes ? store_take(from, room->code, &taken) : STORE_YES;
    if (had == STORE_ELSEWHERE)
        return leave(w, room, lang_pick("un serveur l’a en ce moment", "a server has it just now"));
    if (had == STORE_NO)
        return true; // it went meanwhile
    if (had != STORE_YES || !prove(w, from, room->id))
        return false;
    bool good = w->broken ? leave(w, room,
                                  lang_pick("sa chaîne est rompue, ou un texte n’est pas "
                                            "celui qui a été écrit",
                                            "its chain is broken, or a text is not the one "
                                            "that was written"))
                          : move_proven(w, room);
    if (!w->how->takes)
        return good;
    store_release(from, room->id);
    return flush(w, from) && good;
}

// ---- all of them

struct listing {
    const struct copy_rooms *how;
    struct arena bytes;
    VEC(struct store_room) rooms;
    VEC(struct store_entry) entries;
    VEC(struct store_gone) gone, there; // of `from`, and of `to`
};

static bool list_room(void *ctx, const struct store_room *room)
{
    struct listing *l = ctx;
    struct store_room kept = *room;
    bool wanted = l->how->n == 0;
    for (size_t i = 0; i < l->how->n; i++)
        wanted |= l->how->codes[i] == room->code;
    if (!wanted)
        return true;
    kept.once = arena_str(&l->bytes, room->once);
    kept.look = arena_str(&l->bytes, room->look);
    kept.title = arena_str(&l->bytes, room->title);
    return kept.title.p && vec_push(&l->rooms, kept);
}

static bool list_entry(void *ctx, const struct store_entry *e)
{
    struct listing *l = ctx;
    struct store_entry kept = *e;
    kept.kind = arena_str(&l->bytes, e->kind);
    kept.who = arena_str(&l->bytes, e->who);
    kept.what = arena_str(&l->bytes, e->what);
    return kept.what.p && vec_push(&l->entries, kept);
}

static bool any_entry(void *ctx, const struct store_entry *e)
{
    (void)e;
    *(bool *)ctx = true;
    return false;
}

// The register goes along with all rooms, once.
static bool copy_register(struct work *w, struct listing *l)
{
    bool any = false;
    if (store_entries(w->how->to, any_entry, &any) != STORE_YES)
        return false;
    if (!any && store_entries(w->how->from, list_entry, l) != STORE_YES)
        return false;
    for (size_t i = l->entries.n; i-- > 0;)
        store_put_entry(w->how->to, &l->entries.p[i]);
    return true;
}

// ---- those that are gone

static bool keep_gone(void *ctx, const struct store_gone *g)
{
    struct listing *l = ctx;
    struct store_gone kept = *g;
    kept.why = arena_str(&l->bytes, g->why);
    return kept.why.p && vec_push(&l->gone, kept);
}

static bool keep_there(void *ctx, const struct store_gone *g)
{
    struct listing *l = ctx;
    struct store_gone kept = *g;
    kept.why = STR(""); // a view
    return vec_push(&l->there, kept);
}

static bool is_there(const struct listing *l, const struct store_gone *g)
{
    bool there = false;
    for (size_t i = 0; i < l->there.n && !there; i++)
        there = l->there.p[i].code == g->code && l->there.p[i].gone_ms == g->gone_ms;
    return there;
}

// By a number of its own there; its code may be somebody else's by now.
static bool copy_one_gone(struct work *w, const struct store_gone *g)
{
    struct store_gone gone = *g;
    enum store_answer got = store_reserve(w->how->to, g->code, &gone.room);
    for (uint32_t code = CODE_FIRST; got == STORE_NO && code <= CODE_LAST; code++)
        got = store_reserve(w->how->to, code, &gone.room);
    if (got == STORE_YES)
        store_delete(w->how->to, &gone);
    return got == STORE_YES && flush(w, w->how->to);
}

// What was deleted stays known, so that nobody puts it back unaware.
static bool copy_gone(struct work *w, struct listing *l)
{
    bool good = store_gone(w->how->from, keep_gone, l) == STORE_YES &&
                store_gone(w->how->to, keep_there, l) == STORE_YES;
    for (size_t i = l->gone.n; good && i-- > 0;)
        good = is_there(l, &l->gone.p[i]) || copy_one_gone(w, &l->gone.p[i]);
    return good;
}

// Where nothing was, the history goes on, or another one begins.
static bool put_generation(struct work *w)
{
    uint64_t rooms;
    uint32_t generation = w->how->renews ? (uint32_t)time(NULL) : store_generation(w->how->from);
    if (store_rooms_count(w->how->to, &rooms) != STORE_YES)
        return false;
    if (generation && (!rooms || w->how->renews))
        store_put_number(w->how->to, "generation", generation);
    return true;
}

static bool move_all(struct work *w, struct listing *l)
{
    bool good = put_generation(w) && store_rooms(w->how->from, list_room, l) == STORE_YES;
    for (size_t i = 0; good && i < l->rooms.n; i++) {
        good = move_one(w, &l->rooms.p[i]);
        if (w->how->progress)
            w->how->progress(w->how->ctx, i + 1, l->rooms.n);
    }
    return good && (w->how->n || (copy_register(w, l) && copy_gone(w, l))) && flush(w, w->how->to);
}

static void tell_why(const struct copy_rooms *how, char *err, size_t errn)
{
    struct store *both[] = {how->to, how->from};
    const char *why = "";
    uint64_t batch;
    for (size_t i = 0; i < 2 && !*why; i++)
        store_done(both[i], &batch, &why);
    snprintf(err, errn, "%s",
             *why ? why : lang_pick("un atelier ne se lit pas", "a workshop cannot be read"));
}

bool copy_rooms(const struct copy_rooms *how, struct copied *out, char *err, size_t errn)
{
    struct work w = {.how = how, .out = out};
    struct listing l = {.how = how};
    *out = (struct copied){0};
    sem_init(&w.woken, 0, 0);
    arena_init(&l.bytes, TEXT_BYTES);
    vec_init(&l.rooms, ROOMS_MAX);
    vec_init(&l.entries, ENTRIES_MAX);
    vec_init(&l.gone, ENTRIES_MAX);
    vec_init(&l.there, ENTRIES_MAX);
    store_set_waker(how->from, (struct store_waker){wake, &w});
    store_set_waker(how->to, (struct store_waker){wake, &w});
    bool good = move_all(&w, &l);
    if (!good)
        tell_why(how, err, errn);
    store_set_waker(how->from, (struct store_waker){0});
    store_set_waker(how->to, (struct store_waker){0});
    vec_free(&l.rooms);
    vec_free(&l.entries);
    vec_free(&l.gone);
    vec_free(&l.there);
    arena_free(&l.bytes);
    sem_destroy(&w.woken);
    return good;
}
