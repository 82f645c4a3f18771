#include "host/room_records.h"

#include "host/host_parts.h"

enum { RECORD_SCRATCH = 4 << 20, FAULT_BYTES = 1024 };

struct room_records {
    struct store *store;
    uint32_t room;
    struct texts texts;
    struct arena scratch;
    record_take *take;
    void *to;
    bool failed;
};

struct room_records *room_records_open(struct store *s, uint32_t room)
{
    struct room_records *r = mem_alloc(sizeof *r);
    r->store = s;
    r->room = room;
    texts_init(&r->texts);
    arena_init(&r->scratch, RECORD_SCRATCH);
    if (texts_load(&r->texts, s, room))
        return r;
    room_records_free(r);
    return NULL;
}

void room_records_free(struct room_records *r)
{
    if (!r)
        return;
    texts_free(&r->texts);
    arena_free(&r->scratch);
    mem_free(r);
}

static bool read_one(void *ctx, const struct store_record *record)
{
    struct room_records *r = ctx;
    struct act_opener opener = texts_opener(&r->texts, r->room, record->seq);
    struct act_record read;
    struct buf fault;
    arena_reset(&r->scratch);
    buf_init(&fault, FAULT_BYTES);
    r->failed |= !act_record_read(record->body, &r->scratch, &opener, &read, &fault) ||
                 !r->take(r->to, &read);
    buf_free(&fault);
    return !r->failed;
}

static bool each(void *ctx, record_take *take, void *to)
{
    struct room_records *r = ctx;
    r->take = take;
    r->to = to;
    r->failed = false;
    texts_rewind(&r->texts);
    return store_read(r->store, r->room, 1, read_one, r) && !r->failed;
}

struct record_source room_records_source(struct room_records *r)
{
    return (struct record_source){r, each};
}
