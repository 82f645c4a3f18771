#include "core/room_play.h"

#include <criterion/criterion.h>

#include "base/util.h"

struct val play_int(int64_t i)
{
    return (struct val){.set = true, .i = i};
}

struct val play_text(const char *text)
{
    return (struct val){.set = true, .s = str_from_cstr(text)};
}

struct act play_act(const struct play *p, enum act_type type, int by)
{
    return (struct act){.type = type, .by = by, .t_ms = p->now};
}

struct act play_proposal(const struct play *p, int by, const char *text)
{
    struct act a = play_act(p, ACT_PROPOSE, by);
    VAL(&a, PROPOSE, TEXT) = play_text(text);
    VAL(&a, PROPOSE, SCALE) = VAL(&a, PROPOSE, DIMS) = VAL(&a, PROPOSE, FOR) = play_int(1);
    return a;
}

int play_do(struct play *p, struct act command)
{
    command.t_ms = p->now;
    int n = room_decide(p->room, &command, &p->scratch, p->out, ROOM_EVENTS_MAX, &p->refusal);
    for (int i = 0; i < n; i++) {
        room_apply(p->room, &p->out[i], ++p->seq);
    }
    arena_reset(&p->scratch);
    return n;
}

static void make_scenario(struct scenario *s)
{
    s->n_phases = 5;
    for (int i = 0; i < s->n_phases; i++) {
        s->phases[i].kind = (enum phase_kind)i;
        s->phases[i].seconds = 1200;
    }
    s->n_roles = 9;
    for (int i = 0; i < s->n_roles; i++) {
        s->roles[i].group = (uint8_t)(i % GROUPS);
        s->roles[i].n_assets = 1;
        s->roles[i].assets[0].kind = (enum scenario_asset_kind)(i % GROUPS);
    }
}

void play_start(struct play *p)
{
    *p = (struct play){.now = 1000000};
    arena_init(&p->arena, (size_t)64 << 20);
    arena_init(&p->scratch, 1 << 20);
    make_scenario(&p->scenario);
    p->room = room_new(&p->arena, &p->scenario);
    struct act a = play_act(p, ACT_CREATED, 0);
    VAL(&a, CREATED, CODE) = play_text("1234567");
    VAL(&a, CREATED, EPOCH) = play_text("e");
    VAL(&a, CREATED, SCENARIO) = play_text("s");
    VAL(&a, CREATED, VERSION) = play_text("1");
    VAL(&a, CREATED, HASH) = play_text("0123456789abcdef0123456789abcdef");
    VAL(&a, CREATED, LANG) = play_int(0);
    VAL(&a, CREATED, TABLES) = play_int(1);
    VAL(&a, CREATED, PLACES) = play_int(12);
    VAL(&a, CREATED, ROLES) = play_int(1);
    VAL(&a, CREATED, SECONDS) = play_text("");
    VAL(&a, CREATED, RULES) = play_int(RULES_VERSION);
    cr_assert_eq(play_do(p, a), 1);
    cr_assert_eq(play_do(p, play_act(p, ACT_FACILITATE, 0)), 1);
}

void play_stop(struct play *p)
{
    arena_free(&p->scratch);
    arena_free(&p->arena);
}

int play_enter(struct play *p)
{
    struct act a = play_act(p, ACT_JOIN, 0);
    VAL(&a, JOIN, NAME) = play_text("Nom");
    VAL(&a, JOIN, DEBRIEF) = VAL(&a, JOIN, RESEARCH) = VAL(&a, JOIN, LANG) = play_int(0);
    cr_assert_geq(play_do(p, a), 1);
    return p->room->npeople;
}

int play_join(struct play *p, enum group group)
{
    int id = play_enter(p);
    struct act a = play_act(p, ACT_SIT, id);
    VAL(&a, SIT, TABLE) = play_int(1);
    VAL(&a, SIT, GROUP) = play_int(group);
    cr_assert_geq(play_do(p, a), 1, "sit: %s", refusal_name(p->refusal.code));
    return id;
}

void play_phase(struct play *p, enum phase_kind kind)
{
    while (room_phase(p->room) != kind) {
        cr_assert_geq(play_do(p, play_act(p, ACT_NEXT, -1)), 1);
    }
}
