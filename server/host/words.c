// What people write takes memory and disk, for good: it is charged to who writes and to their
// workshop, and refused where there is little left of either. The clock, facilitators and reports
// go on.
#include "host/words.h"

#include "base/log.h"
#include "core/limits.h"
#include "core/room.h"
#include "host/answers.h"
#include "host/budget.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/sessions.h"
#include "host/state.h"

enum { LOOK_MS = 1000, UNIT_BYTES = 1024 };

// ---- what is left

struct space { // when it was looked at, and what was seen
    uint64_t looked_ms, disk_left;
    size_t rooms_bytes;
};

struct space *space_new(void)
{
    struct space *s = mem_alloc(sizeof *s);
    s->disk_left = UINT64_MAX;
    return s;
}

void space_free(struct space *s)
{
    mem_free(s);
}

void space_metrics(const struct space *s, struct buf *out)
{
    buf_printf(out, "# TYPE tablee_rooms_bytes gauge\ntablee_rooms_bytes %zu\n", s->rooms_bytes);
    if (s->disk_left != UINT64_MAX)
        buf_printf(out, "# TYPE tablee_disk_left_bytes gauge\ntablee_disk_left_bytes %llu\n",
                   (unsigned long long)s->disk_left);
}

// Of a workshop that passes, its log too is in memory.
static size_t bytes_of(const struct hroom *r)
{
    return arena_used(&r->arena) + (r->passes_ms ? r->logged_bytes : 0);
}

static void look(struct host *h, uint64_t now_ms)
{
    if (now_ms < h->space->looked_ms + LOOK_MS && h->space->looked_ms)
        return;
    h->space->looked_ms = now_ms;
    h->space->rooms_bytes = 0;
    for (size_t i = 0; i < h->room_list.n; i++)
        h->space->rooms_bytes += bytes_of(h->room_list.p[i]);
    uint64_t left = h->limits.disk_left ? h->limits.disk_left(h->limits.disk_ctx) : UINT64_MAX;
    if ((left < DISK_ROOMS) != (h->space->disk_left < DISK_ROOMS))
        log_warn("disk", log_i("mb", (int64_t)(left >> 20)));
    h->space->disk_left = left;
    for (size_t i = 0; i < h->room_list.n; i++)
        if (place_next(h, h->room_list.p[i], now_ms) == now_ms)
            hroom_stir(h, h->room_list.p[i]);
}

bool disk_is_low(struct host *h, uint64_t now_ms)
{
    look(h, now_ms);
    return h->space->disk_left < DISK_ROOMS;
}

bool memory_is_low(struct host *h, uint64_t now_ms)
{
    look(h, now_ms);
    return h->space->rooms_bytes > h->limits.max_bytes;
}

// ---- what a workshop is told of it

// In percent of the bound that is nearest: its own, and those of the disk and of the server, which
// the workshops meet that are larger than the others' mean.
static uint64_t used(const struct host *h, const struct hroom *r)
{
    const struct space *s = h->space;
    size_t all = h->limits.max_room_bytes, own = all - MIN(all / 2, (size_t)ROOM_KEPT);
    uint64_t most = (uint64_t)arena_used(&r->arena) * 100 / MAX(own, (size_t)1);
    if (bytes_of(r) >= s->rooms_bytes / MAX(h->room_list.n, 1u))
        most = MAX(most, (uint64_t)s->rooms_bytes * 100 / MAX(h->limits.max_bytes, 1u));
    return MAX(most, (uint64_t)DISK_WORDS * 100 / MAX(s->disk_left, (uint64_t)1));
}

static int scarce_at(uint64_t percent)
{
    return percent >= 100 ? PLACE_NONE : percent >= PLACE_LITTLE_PERCENT ? PLACE_LITTLE : 0;
}

// Better than was told only by a margin: it is not told again each second.
static int scarce(const struct host *h, const struct hroom *r)
{
    int told = room_life(r->room).scarce;
    uint64_t percent = used(h, r);
    return scarce_at(percent) < told ? MIN(scarce_at(percent + PLACE_MARGIN_PERCENT), told)
                                     : scarce_at(percent);
}

uint64_t place_next(const struct host *h, const struct hroom *r, uint64_t now_ms)
{
    int told = room_life(r->room).scarce;
    if (h->limits.unmetered)
        return 0;
    return scarce(h, r) != told ? now_ms : told ? now_ms + LOOK_MS : 0;
}

void place_due(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct act a = act_system(ACT_PLACE, now_ms);
    if (h->limits.unmetered)
        return;
    look(h, now_ms);
    VAL(&a, PLACE, SCARCE) = val_int(scarce(h, r));
    if (VAL(&a, PLACE, SCARCE).i != room_life(r->room).scarce)
        hroom_run(h, r, &a, STR(""));
}

// ---- words

static bool holds_words(const struct act *a)
{
    const struct act_spec *spec = act_spec(a->type);
    for (int i = 0; i < spec->nfields; i++)
        if (spec->fields[i].flags & FIELD_PRIVATE && a->f[i].s.n)
            return true;
    return false;
}

// What a table tells the hall in the end: it finds its place wherever anything does.
static bool is_report(enum act_type type)
{
    return type == ACT_REPORT_TEXT || type == ACT_ANSWERS || type == ACT_GAVE_UP;
}

static int64_t charge(struct host *h, const struct hroom *r, const struct act *a, uint64_t now_ms)
{
    const struct {
        enum budget kind;
        uint64_t who;
    } of[] = {{BUDGET_WORDS_PERSON, (uint64_t)r->id << 16 | (uint64_t)a->by},
              {BUDGET_WORDS_ROOM, r->id}};
    size_t n = is_report(a->type) ? 1 : ARRAY_LEN(of);
    for (size_t i = 0; i < n; i++) {
        uint64_t wait = budget_wait(h->budgets, of[i].kind, of[i].who, now_ms);
        if (wait) {
            budget_count(h->budgets, of[i].kind, true);
            return (int64_t)(wait + 999) / 1000;
        }
    }
    for (size_t i = 0; i < n; i++)
        budget_charge_many(h->budgets, of[i].kind, of[i].who, 1 + h->heard.n / UNIT_BYTES, now_ms);
    return 0;
}

bool words_refused(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    const struct act *a = &in->act;
    if (a->by <= 0 || h->limits.unmetered || !holds_words(a))
        return false;
    place_due(h, c->room, now_ms);
    if (room_life(c->room->room).scarce == PLACE_NONE && !is_report(a->type)) {
        reply_no(h, c, in, "no_place");
        return true;
    }
    int64_t wait = charge(h, c->room, a, now_ms);
    if (wait)
        reply_no_field(h, c, in, "pace", NULL, wait);
    return wait != 0;
}
