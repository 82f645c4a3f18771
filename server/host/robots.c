#include "host/robots.h"

#include "base/log.h"
#include "core/seen.h"
#include "host/creds.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/sessions.h"
#include "host/state.h"
#include "robot/robot.h"

enum {
    COME_MS = 220,    // between two who come,
    BEGIN_MS = 1500,  // and until it begins, as time does
    TURNS_MAX = 8,    // of one table at once, when the loop was late
    IDLE_SHARE = 120, // of a phase, before who had nothing to do looks again
    IDLE_LEAST_MS = 500,
};

struct robots {
    uint64_t seed;
    unsigned come, came, refused;
    uint64_t next;                  // who comes, or the clock; of the room's time
    uint64_t table[TABLES_MAX + 1]; // the same of each table
    int last[TABLES_MAX + 1];       // who had the last turn
};

struct robots *robots_new(uint64_t seed, unsigned come)
{
    struct robots *b = mem_alloc(sizeof *b);
    *b = (struct robots){.seed = seed, .come = come};
    return b;
}

unsigned robots_refused(const struct hroom *r)
{
    return r->robots ? r->robots->refused : 0;
}

// Of the wall's clock.
static bool run(struct host *h, struct hroom *r, struct act *a, uint64_t now_ms)
{
    a->t_ms = now_ms;
    struct made made = hroom_run(h, r, a, STR(""));
    if (made.n >= 0)
        return true;
    r->robots->refused++;
    log_debug("robot_refused", log_s("act", act_spec(a->type)->name),
              log_s("code", refusal_name(made.refusal.code)), log_i("room", r->id));
    return false;
}

// ---- who comes, and the clock

static bool come(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct act a = act_system(ACT_JOIN, now_ms);
    arena_reset(&h->scratch);
    robot_joins(r->room, 0, &h->scratch, &a);
    r->robots->came++;
    return run(h, r, &a, now_ms);
}

static bool somebody_leads(const struct hroom *r)
{
    for (size_t i = 0; i < r->sessions.n; i++) {
        const struct cred *cred = r->sessions.p[i]->cred;
        if (cred && cred_role(cred) == CRED_FACILITATOR)
            return true;
    }
    return false;
}

static void move_on(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct act a = act_system(ACT_NEXT, now_ms);
    if (!somebody_leads(r) && room_waits_for_next(r->room, hroom_time(r, now_ms)))
        run(h, r, &a, now_ms);
}

static void arrive(struct host *h, struct hroom *r, uint64_t now_ms)
{
    struct robots *b = r->robots;
    uint64_t now = hroom_time(r, now_ms), speed = r->speed > 1 ? r->speed : 1;
    if (now < b->next || !r->speed)
        return;
    if (b->came < b->come) {
        come(h, r, now_ms);
        b->next = now + speed * (b->came < b->come ? COME_MS : BEGIN_MS);
        return;
    }
    move_on(h, r, now_ms);
    b->next = now + speed * BEGIN_MS;
}

// ---- a table

// Whoever comes first, after the last who did something, and has something to do.
static bool find(struct host *h, struct hroom *r, int table, uint64_t now, struct act *out)
{
    struct robots *b = r->robots;
    struct seen seen;
    int first = room_robot_after(r->room, table, b->last[table]);
    first = first ? first : room_robot_after(r->room, table, 0);
    for (int id = first; id;) {
        arena_reset(&h->scratch);
        if (room_seen(r->room, id, now, &seen) && robot_next(&seen, b->seed, &h->scratch, out)) {
            b->last[table] = id;
            return true;
        }
        id = room_robot_after(r->room, table, id);
        id = id ? id : room_robot_after(r->room, table, 0);
        id = id == first ? 0 : id;
    }
    return false;
}

static void play(struct host *h, struct hroom *r, int table, uint64_t now_ms)
{
    struct robots *b = r->robots;
    uint64_t now = hroom_time(r, now_ms), length = room_phase_length(r->room);
    uint64_t idle = MAX(length / IDLE_SHARE, (uint64_t)IDLE_LEAST_MS);
    struct act a;
    for (int i = 0; i < TURNS_MAX && b->table[table] <= now; i++) {
        bool done = find(h, r, table, now, &a) && run(h, r, &a, now_ms);
        uint64_t pause = done ? robot_pause(&a, b->seed) * length / 1000 : idle;
        // Of what the loop was late for, some is made good, and no more.
        b->table[table] = MAX(b->table[table] + pause, now > idle ? now - idle : now);
        if (!done)
            b->table[table] = now + idle;
    }
}

void robots_due(struct host *h, struct hroom *r, uint64_t now_ms)
{
    if (!r->robots && room_has_robots(r->room)) // beside people, and in every life of the server
        r->robots = robots_new(hash_bytes(str_from_cstr(r->epoch), 0), 0);
    if (!r->robots)
        return;
    arrive(h, r, now_ms);
    for (int t = 1; t <= room_tables(r->room) && room_clock_runs(r->room); t++)
        if (r->robots->table[t] <= hroom_time(r, now_ms))
            play(h, r, t, now_ms);
}

uint64_t robots_next(const struct hroom *r)
{
    const struct robots *b = r->robots;
    if (!b)
        return room_has_robots(r->room) ? 1 : 0;
    uint64_t next = r->speed ? b->next : UINT64_MAX;
    for (int t = 1; t <= room_tables(r->room) && room_clock_runs(r->room); t++)
        next = MIN(next, b->table[t]);
    return next == UINT64_MAX ? 0 : MAX(hroom_when(r, next), (uint64_t)1);
}
