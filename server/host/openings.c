#include "host/openings.h"

#include "base/jw.h"
#include "base/vec.h"
#include "host/records.h"
#include "host/rooms.h"
#include "host/state.h"
#include "host/texts.h"

enum { PAGE_RECORDS = 64, PAGE_TEXTS = 256 }; // played in a turn; whose texts are in memory

struct openings {
    struct host *host;
    uint32_t id;
    struct records *records;
    struct arena arena; // the room that is played again
    struct room *room;
    uint64_t next, last;
    unsigned char *told; // of each record, a bit
    struct texts texts;  // of the records before `before`
    size_t place;        // of the first text behind them
    uint64_t before;
};

struct openings *openings_new(struct host *h, struct hroom *r, uint64_t last)
{
    struct openings *o = mem_alloc(sizeof *o);
    o->host = h;
    o->id = r->id;
    o->records = records_new(h->store, r->id);
    o->next = 1;
    o->last = last;
    o->told = mem_alloc(last / 8 + 1);
    texts_init(&o->texts);
    o->place = 0;
    o->before = 1;
    arena_init(&o->arena, h->limits.max_room_bytes);
    o->room = room_new(&o->arena, r->scenario);
    CHECK(o->room);
    return o;
}

static void forget_room(struct openings *o)
{
    arena_free(&o->arena);
    records_free(o->records);
    o->records = NULL;
    o->room = NULL;
}

void openings_free(struct openings *o)
{
    if (!o)
        return;
    forget_room(o);
    texts_free(&o->texts);
    mem_free(o->told);
    mem_free(o);
}

static void mark(void *ctx, uint64_t seq)
{
    struct openings *o = ctx;
    if (seq <= o->last)
        o->told[seq / 8] |= (unsigned char)(1 << seq % 8);
}

static bool take(void *to, const struct act_record *record)
{
    struct openings *o = to;
    if (!room_can_apply(o->room, &record->act))
        return false;
    room_apply(o->room, &record->act, record->seq);
    room_told(o->room, &record->act, mark, o);
    o->next++;
    return true;
}

enum host_part openings_page(struct openings *o)
{
    uint64_t count = MIN(o->last + 1 - o->next, (uint64_t)PAGE_RECORDS), taken = 0;
    enum store_answer answer = STORE_YES;
    if (o->room)
        answer = records_page(o->records, count, take, o, &taken);
    if (answer == STORE_YES && o->room && taken < count)
        answer = STORE_UNREADABLE;
    if (answer != STORE_YES || o->next <= o->last)
        return records_part(answer);
    forget_room(o);
    return HOST_PART_LAST;
}

enum store_answer openings_texts(struct openings *o, uint64_t from, uint64_t *count)
{
    enum store_answer answer = STORE_YES;
    if (from >= o->before)
        answer = texts_load_page(&o->texts, o->host->store, o->id, &o->place, from + PAGE_TEXTS);
    if (answer == STORE_YES && from >= o->before)
        o->before = from + PAGE_TEXTS;
    *count = o->before - from;
    return answer;
}

static void write_field(struct jw *w, const struct store_text *found)
{
    char salt[2 * STORE_SALT_BYTES];
    hex_write(found->salt, sizeof found->salt, salt);
    jw_key_str(w, found->field);
    jw_arr(w);
    jw_str(w, (struct str){salt, sizeof salt});
    jw_str(w, found->text);
    jw_end(w);
}

void openings_write(struct openings *o, uint64_t seq, struct buf *out)
{
    struct texts *t = &o->texts;
    struct jw w;
    bool any = false;
    texts_opener(t, o->id, seq);
    for (size_t i = t->from; i < t->to && o->told[seq / 8] >> seq % 8 & 1; i++) {
        if (t->all.p[i].person)
            continue; // somebody's words
        if (!any) {
            buf_puts(out, ",\"open\":");
            jw_init(&w, out);
            jw_obj(&w);
        }
        any = true;
        write_field(&w, &t->all.p[i]);
    }
    if (any)
        jw_end(&w);
}
