#include "host/records.h"

#include <string.h>

#include "host/chain.h"
#include "host/texts.h"

enum { RECORD_SCRATCH = 4 << 20, FAULT_BYTES = 1024 };

struct records {
    struct store *store;
    uint32_t room;
    uint64_t next;     // seq of the record to be read next
    size_t text_place; // where its texts begin
    struct texts texts;
    struct arena scratch;
    struct buf fault;
    // Of the page at hand
    uint64_t left;
    record_take *take;
    void *to;
    bool failed;
};

struct records *records_new(struct store *s, uint32_t room)
{
    struct records *r = mem_alloc(sizeof *r);
    r->store = s;
    r->room = room;
    r->next = 1;
    texts_init(&r->texts);
    arena_init(&r->scratch, RECORD_SCRATCH);
    buf_init(&r->fault, FAULT_BYTES);
    return r;
}

void records_free(struct records *r)
{
    if (!r)
        return;
    texts_free(&r->texts);
    arena_free(&r->scratch);
    buf_free(&r->fault);
    mem_free(r);
}

static bool read_one(void *ctx, const struct store_record *record)
{
    struct records *r = ctx;
    struct act_opener opener = texts_opener(&r->texts, r->room, record->seq);
    struct act_record read;
    arena_reset(&r->scratch);
    buf_reset(&r->fault);
    r->failed |= record->seq != r->next ||
                 !act_record_read(record->body, &r->scratch, &opener, &read, &r->fault) ||
                 !r->take(r->to, &read);
    r->next++;
    r->left--;
    return !r->failed && r->left;
}

enum store_answer records_page(struct records *r, uint64_t count, record_take *take, void *to,
                               uint64_t *taken)
{
    size_t place = r->text_place;
    r->take = take;
    r->to = to;
    r->left = count;
    r->failed = false;
    enum store_answer answer =
        texts_load_page(&r->texts, r->store, r->room, &r->text_place, r->next + count);
    if (answer == STORE_YES)
        answer = store_read(r->store, r->room, r->next, read_one, r);
    if (answer == STORE_LATER)
        r->text_place = place;
    *taken = count - r->left;
    return r->failed ? STORE_UNREADABLE : answer;
}

enum host_part records_part(enum store_answer answer)
{
    return answer == STORE_YES     ? HOST_PART_SOON
           : answer == STORE_LATER ? HOST_PART_LATER
                                   : HOST_PART_FAILED;
}

static bool each(void *ctx, record_take *take, void *to)
{
    struct records *r = ctx;
    uint64_t taken;
    r->next = 1;
    r->text_place = 0;
    return records_page(r, INT64_MAX, take, to, &taken) == STORE_YES;
}

struct record_source records_source(struct records *r)
{
    return (struct record_source){r, each};
}

struct proof {
    unsigned char hash[DIGEST_BYTES];
    uint64_t count;
    void (*wrong)(void *ctx, uint64_t seq, struct str field);
    void *ctx;
};

// Each is held to the hash kept before it, so that one fault is told once.
static bool prove_one(void *ctx, const struct store_record *record)
{
    struct proof *p = ctx;
    secret_chain(p->hash, record->body, p->hash);
    if (memcmp(p->hash, record->hash, sizeof p->hash) != 0)
        p->wrong(p->ctx, record->seq, (struct str){0});
    memcpy(p->hash, record->hash, sizeof p->hash);
    p->count++;
    return true;
}

static bool pass_over(void *ctx, const struct act_record *record)
{
    UNUSED(ctx);
    UNUSED(record);
    return true;
}

bool records_prove(struct store *s, uint32_t room,
                   void (*wrong)(void *ctx, uint64_t seq, struct str field), void *ctx,
                   uint64_t *count)
{
    struct proof p = {.wrong = wrong, .ctx = ctx};
    struct records *r = records_new(s, room);
    uint64_t taken;
    r->texts.wrong = wrong;
    r->texts.ctx = ctx;
    bool good = store_read(s, room, 1, prove_one, &p) == STORE_YES &&
                records_page(r, INT64_MAX, pass_over, NULL, &taken) == STORE_YES;
    records_free(r);
    *count = p.count;
    return good;
}
