// The clock: phases, pauses, and what time brings by itself. The server's time is in the acts;
// deadlines are absolute, and a pause moves them all along.
#include "base/util.h"
#include "core/rules_parts.h"
#include <string.h>

bool is_under_way(const struct room *r)
{
    return r->clock.phase >= 0 && !r->ended;
}

bool phase_warns(enum phase_kind kind)
{
    return kind == PHASE_GROUP_WORK || kind == PHASE_POOLING;
}

// The deck gives phase 2 its time to the minute: the report's is not eaten.
bool phase_ends_alone(enum phase_kind kind)
{
    return kind == PHASE_POOLING;
}

// The conclusion and the debrief are the plenary's: nobody works on past them.
bool phase_waits(enum phase_kind kind)
{
    return kind <= PHASE_REPORT && !phase_ends_alone(kind);
}

static uint64_t time_left(const struct room *r, uint64_t now)
{
    if (r->clock.paused)
        return r->clock.left;
    return r->clock.ends > now ? r->clock.ends - now : 0;
}

// A scenario's second within the phase, on the clock that this room was given.
static uint64_t scaled(const struct room *r, int64_t at_s)
{
    const struct scenario_phase *p = room_phase_at(r, r->clock.phase);
    uint64_t real = (uint64_t)r->seconds[r->clock.phase] * 1000;
    return r->clock.began + (uint64_t)at_s * real / (uint64_t)(p->seconds > 0 ? p->seconds : 1);
}

// When the phase's step of that name begins; the end of the phase when it has none.
static uint64_t step_time(const struct room *r, const char *id)
{
    const struct scenario_phase *p = room_phase_at(r, r->clock.phase);
    for (int i = 0; i < p->n_steps; i++)
        if (str_eq_cstr(p->steps[i].id, id))
            return scaled(r, p->steps[i].at_s);
    return r->clock.ends;
}

// -- moving between phases ----------------------------------------------------------------

static int decide_move(struct decision *d, enum act_type type, int phase, uint64_t length)
{
    struct act *e = emit(d, type);
    if (!e)
        return refuse(d, REFUSED_FULL, NULL, 0);
    VAL(e, NEXT, PHASE) = val_int(phase);
    VAL(e, NEXT, LENGTH) = val_int((int64_t)length);
    return 0;
}

// Just started by mistake: the lobby is still there to go back to.
static bool just_started(const struct decision *d)
{
    const struct clock *c = &d->room->clock;
    return c->phase == 0 && c->before < 0 && d->cmd->t_ms <= c->before_t + UNDO_MS;
}

// A phase's length; what was left of it when it was left by mistake, moments ago.
static uint64_t length_of(const struct decision *d, int phase)
{
    const struct clock *c = &d->room->clock;
    if (c->before == phase && d->cmd->t_ms <= c->before_t + UNDO_MS && c->before_left)
        return c->before_left;
    return (uint64_t)d->room->seconds[phase] * 1000;
}

// Phase 2 ends by itself, or another facilitator was quicker: nobody meant to go two phases on.
static bool moved_meanwhile(const struct decision *d)
{
    const struct val *from = &VAL(d->cmd, NEXT, FROM); // BACK has it in the same place
    return from->set && from->i != d->room->clock.phase;
}

int decide_NEXT(struct decision *d)
{
    const struct room *r = d->room;
    int phase = r->clock.phase + 1;
    if (moved_meanwhile(d))
        return refuse(d, REFUSED_ALREADY, "from", 0);
    if (r->ended || phase >= r->nphases)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return decide_move(d, ACT_NEXT, phase, length_of(d, phase));
}

// Nobody's hidden answer is lost to the end of a phase.
static void close_rounds(struct room *r, uint64_t t)
{
    struct act e = {.type = ACT_REVEAL, .t_ms = t};
    for (int i = 1; i <= r->ntables; i++)
        for (int c = 1; c <= r->table[i].nclauses; c++) {
            if (!r->table[i].clause[c]->round_until)
                continue;
            VAL(&e, REVEAL, TABLE) = val_int(i);
            VAL(&e, REVEAL, CLAUSE) = val_int(c);
            apply_REVEAL(r, &e);
        }
}

static void leave_phase(struct room *r, uint64_t t)
{
    if (room_phase(r) == PHASE_POOLING) {
        reserves_end(r);
        close_rounds(r, t);
    }
    if (room_phase(r) == PHASE_GROUP_WORK)
        for (int i = 1; i <= r->ntables; i++)
            for (int g = 0; g < GROUPS; g++)
                r->table[i].group[g].ideas_open = true;
}

// Past the report everybody may see the tallies, whoever has answered: back in it, nobody rates.
static void outcome_told(struct room *r)
{
    bool past = phase_reached(r, PHASE_REPORT) && room_phase(r) != PHASE_REPORT;
    r->told = r->told || (r->rules->told_once && past);
}

static void enter_phase(struct room *r, int phase, uint64_t length, uint64_t t)
{
    r->clock.phase = (int8_t)phase;
    r->clock.length = length;
    r->clock.began = t;
    r->clock.ends = t + length;
    r->clock.paused = r->clock.restart = false;
    r->dirt |= DIRT_ALL;
    outcome_told(r);
}

static void move(struct room *r, const struct act *e)
{
    leave_phase(r, e->t_ms);
    r->clock.moved = r->seq;
    r->clock.before = r->clock.phase;
    r->clock.before_left = is_under_way(r) ? time_left(r, e->t_ms) : 0;
    r->clock.before_t = e->t_ms;
    enter_phase(r, (int)VAL(e, NEXT, PHASE).i, (uint64_t)VAL(e, NEXT, LENGTH).i, e->t_ms);
}

void apply_NEXT(struct room *r, const struct act *e)
{
    move(r, e);
}

int decide_BACK(struct decision *d)
{
    const struct clock *c = &d->room->clock;
    if (moved_meanwhile(d))
        return refuse(d, REFUSED_ALREADY, "from", 0);
    if (!is_under_way(d->room) || (c->phase == 0 && !just_started(d)))
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return decide_move(d, ACT_BACK, c->phase - 1, c->phase ? length_of(d, c->phase - 1) : 0);
}

void apply_BACK(struct room *r, const struct act *e)
{
    move(r, e); // the fields of BACK are those of NEXT, in their order
}

static bool is_restart(const struct act *a)
{
    return VAL(a, PAUSE, WHY).set && VAL(a, PAUSE, WHY).i == 1;
}

int decide_PAUSE(struct decision *d)
{
    if (!room_clock_runs(d->room))
        return refuse(d, d->room->clock.paused ? REFUSED_ALREADY : REFUSED_NOTHING, NULL, 0);
    struct act *e = emit_same(d);
    // Nobody served while the server was down: the clock stood from the last thing it knew.
    uint64_t at = is_restart(d->cmd) ? d->room->now : d->cmd->t_ms;
    VAL(e, PAUSE, LEFT) = val_int((int64_t)time_left(d->room, at));
    return 0;
}

// What tables seem to need is reckoned anew.
static void look_again(struct room *r)
{
    for (int t = 1; t <= r->ntables; t++)
        r->table[t].live.next = 0;
}

void apply_PAUSE(struct room *r, const struct act *e)
{
    r->clock.paused = true;
    r->clock.left = (uint64_t)VAL(e, PAUSE, LEFT).i;
    r->clock.restart = is_restart(e);
    r->clock.paused_t = r->clock.restart ? r->clock.ends - r->clock.left : e->t_ms;
    r->dirt |= DIRT_ROOM | DIRT_SCREEN;
    // After a restart the clock stands earlier than it was seen last: what tables seem to need is
    // reckoned as of then.
    if (r->clock.restart)
        look_again(r);
}

// What the tallies know of time is how far into the phase it was.
static void move_acts(struct room *r, uint64_t by)
{
    for (int i = 1; i <= r->ntables && room_phase(r) == PHASE_POOLING; i++) {
        struct table *t = &r->table[i];
        for (int k = 0; k < t->nacts; k++)
            t->acts[k].t += by;
        t->pool_began += t->nacts ? by : 0;
        r->d_counts[i] |=
            t->nacts > 0 ? COUNTS_ROWS : 0; // the console tells when a table last acted
    }
}

int decide_RESUME(struct decision *d)
{
    if (!is_under_way(d->room) || !d->room->clock.paused)
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return as_asked(d);
}

static void move_rounds(struct room *r, uint64_t by)
{
    for (int i = 1; i <= r->ntables; i++)
        for (int c = 1; c <= r->table[i].nclauses; c++)
            if (r->table[i].clause[c]->round_until) {
                r->table[i].clause[c]->round_until += by;
                touch_clause(r, i, c);
            }
}

void apply_RESUME(struct room *r, const struct act *e)
{
    uint64_t away = e->t_ms > r->clock.paused_t ? e->t_ms - r->clock.paused_t : 0;
    r->clock.paused = r->clock.restart = false;
    r->clock.ends = e->t_ms + r->clock.left;
    r->clock.began += away;
    move_rounds(r, away);
    reserves_move(r, away);
    look_again(r);
    move_acts(r, away);
    r->dirt |= DIRT_ROOM | DIRT_SCREEN;
}

int decide_EXTEND(struct decision *d)
{
    const int64_t most = (int64_t)PHASE_SECONDS_MAX * 1000;
    int64_t more = VAL(d->cmd, EXTEND, SECONDS).i * 1000;
    if (!is_under_way(d->room))
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    if ((int64_t)d->room->clock.length + more > most ||
        (int64_t)time_left(d->room, d->cmd->t_ms) + more > most)
        return refuse(d, REFUSED_RANGE, "seconds", PHASE_SECONDS_MAX);
    return as_asked(d);
}

void apply_EXTEND(struct room *r, const struct act *e)
{
    struct clock *c = &r->clock;
    int64_t more = VAL(e, EXTEND, SECONDS).i * 1000, left = (int64_t)time_left(r, e->t_ms) + more;
    left = left < 0 ? 0 : left;
    int64_t length = (int64_t)c->length + more;
    c->length = length < 0 ? 0 : (uint64_t)length;
    c->left = (uint64_t)left;
    c->ends = e->t_ms + (uint64_t)left;
    look_again(r); // its middle is another
    for (int t = 1; t <= r->ntables; t++)
        r->d_counts[t] |= COUNTS_ROWS; // a card that is planned may come after its end
    r->dirt |= DIRT_ROOM | DIRT_SCREEN;
}

int decide_END(struct decision *d)
{
    if (!is_under_way(d->room))
        return refuse(d, REFUSED_NOTHING, NULL, 0);
    return as_asked(d);
}

void apply_END(struct room *r, const struct act *e)
{
    leave_phase(r, e->t_ms);
    r->clock.left = time_left(r, e->t_ms);
    r->clock.paused_t = r->clock.paused ? r->clock.paused_t : e->t_ms;
    r->clock.paused = true;
    r->ended = true;
    outcome_told(r);
    r->clock.moved = r->seq;
    r->dirt |= DIRT_ALL;
}

int decide_REOPEN(struct decision *d)
{
    return as_asked(d);
}

// The phase it ended in, paused: somebody says when it goes on.
void apply_REOPEN(struct room *r, const struct act *e)
{
    (void)e;
    r->ended = false;
    r->clock.moved = r->seq;
    r->dirt |= DIRT_ALL;
}

// -- what time brings ----------------------------------------------------------------------

static void tick_rounds(struct decision *d)
{
    const struct room *r = d->room;
    for (int t = 1; t <= r->ntables; t++)
        for (int c = 1; c <= r->table[t].nclauses; c++) {
            const struct clause *clause = r->table[t].clause[c];
            if (!clause->round_until || round_ends(r, clause) > d->cmd->t_ms)
                continue;
            struct act *e = emit(d, ACT_REVEAL);
            if (!e)
                return; // the rest at the next tick
            VAL(e, REVEAL, TABLE) = val_int(t);
            VAL(e, REVEAL, CLAUSE) = val_int(c);
        }
}

// Silence and standing still are noticed on time, though nobody does anything.
static void sooner(uint64_t *best, uint64_t at)
{
    if (!*best || at < *best)
        *best = at;
}

static uint64_t next_notice(const struct room *r)
{
    uint64_t best = UINT64_MAX;
    for (int t = 1; t <= r->ntables; t++)
        if (r->table[t].live.next)
            sooner(&best, r->table[t].live.next);
    return best;
}

int decide_NOTICE(struct decision *d)
{
    return as_asked(d);
}

void apply_NOTICE(struct room *r, const struct act *e)
{
    (void)r, (void)e; // its time is what the indicators wait for: live_refresh looks at it
}

static void tick_pooling(struct decision *d)
{
    const struct room *r = d->room;
    uint64_t now = d->cmd->t_ms;
    struct next_card card;
    reserves_due(d);
    tick_rounds(d);
    struct act *e = next_card(r, &card) && card.at <= now ? emit(d, ACT_DEAL) : NULL;
    if (e)
        VAL(e, DEAL, INJECT) = val_int(card.inject);
    if (e && card.table)
        VAL(e, DEAL, TABLE) = val_int(card.table);
    if (next_notice(r) <= now)
        emit(d, ACT_NOTICE);
}

static void tick_group_work(struct decision *d)
{
    const struct room *r = d->room;
    if (d->cmd->t_ms < step_time(r, "sheet"))
        return;
    for (int t = 1; t <= r->ntables; t++)
        for (int g = 0; g < GROUPS; g++) {
            if (r->table[t].group[g].ideas_open || !room_seated(r, t, g))
                continue;
            struct act *e = emit(d, ACT_REVEAL_IDEAS);
            if (!e)
                return;
            VAL(e, REVEAL_IDEAS, TABLE) = val_int(t);
            VAL(e, REVEAL_IDEAS, GROUP) = val_int(g);
        }
}

static void tick_report(struct decision *d)
{
    const struct room *r = d->room;
    if (d->cmd->t_ms < step_time(r, "complete"))
        return;
    for (int t = 1; t <= r->ntables; t++) {
        struct act *e = r->table[t].unlocked ? NULL : emit(d, ACT_UNLOCK);
        if (e)
            VAL(e, UNLOCK, TABLE) = val_int(t);
    }
}

int decide_TICK(struct decision *d)
{
    if (!room_clock_runs(d->room))
        return 0;
    enum phase_kind now = room_phase(d->room);
    if (phase_ends_alone(now) && d->cmd->t_ms >= d->room->clock.ends)
        decide_NEXT(d);
    else if (now == PHASE_POOLING)
        tick_pooling(d);
    else if (now == PHASE_GROUP_WORK)
        tick_group_work(d);
    else if (now == PHASE_REPORT)
        tick_report(d);
    return 0;
}

void apply_TICK(struct room *r, const struct act *e)
{
    (void)r, (void)e; // a tick is a question; only its answers are events
}

static uint64_t next_pooling(const struct room *r)
{
    uint64_t best = next_notice(r);
    struct next_card card;
    if (next_card(r, &card))
        sooner(&best, card.at);
    for (int t = 1; t <= r->ntables; t++)
        for (int c = 1; c <= r->table[t].nclauses; c++)
            if (r->table[t].clause[c]->round_until)
                sooner(&best, round_ends(r, r->table[t].clause[c]));
    if (reserves_next(r))
        sooner(&best, reserves_next(r));
    return best;
}

static bool ideas_wait(const struct room *r)
{
    for (int t = 1; t <= r->ntables; t++)
        for (int g = 0; g < GROUPS; g++)
            if (!r->table[t].group[g].ideas_open && room_seated(r, t, g))
                return true;
    return false;
}

static bool tables_wait(const struct room *r)
{
    for (int t = 1; t <= r->ntables; t++)
        if (!r->table[t].unlocked)
            return true;
    return false;
}

// What is due within the phase.
static uint64_t next_within(const struct room *r)
{
    switch (room_phase(r)) {
    case PHASE_POOLING:
        return next_pooling(r);
    case PHASE_GROUP_WORK:
        return ideas_wait(r) ? step_time(r, "sheet") : 0;
    case PHASE_REPORT:
        return tables_wait(r) ? step_time(r, "complete") : 0;
    default:
        return 0;
    }
}

uint64_t room_next_tick(const struct room *r)
{
    if (!room_clock_runs(r))
        return 0;
    uint64_t best = next_within(r);
    if (phase_ends_alone(room_phase(r)))
        sooner(&best, r->clock.ends);
    return best;
}
