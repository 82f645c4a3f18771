// The frame around every rule: who, when and what is looked at here, once, from the table of
// acts; then the act's own handler decides, and another makes its event true.
#include "base/utf8.h"
#include "base/util.h"
#include "core/rules_parts.h"
#include <stddef.h>
#include <string.h>

static const struct {
    decide_fn *decide;
    apply_fn *apply;
} act_rules[ACT_TYPES] = {
#define ACT(NAME, name, who, phases) [ACT_##NAME] = {decide_##NAME, apply_##NAME},
#define F(ACT, FIELD, name, type, min, max, flags)
#include "core/acts.def"
#undef ACT
#undef F
};

static int check_text(struct decision *d, const struct field_spec *spec, struct str s)
{
    size_t n = spec->type == FIELD_DIGEST ? s.n : utf8_count(s);
    if (n > (size_t)spec->max)
        return refuse(d, REFUSED_TOO_LONG, spec->name, spec->max);
    if (n < (size_t)spec->min)
        return refuse(d, REFUSED_EMPTY, spec->name, spec->min);
    return 0;
}

static int check_field(struct decision *d, const struct field_spec *spec, const struct val *v)
{
    if (spec->flags & FIELD_OUT)
        return v->set ? refuse(d, REFUSED_UNKNOWN_FIELD, spec->name, 0) : 0;
    if (!v->set)
        return spec->flags & FIELD_OPTIONAL ? 0 : refuse(d, REFUSED_MISSING, spec->name, 0);
    if (field_is_text(spec->type))
        return check_text(d, spec, v->s);
    if (v->i < spec->min || v->i > spec->max)
        return refuse(d, REFUSED_RANGE, spec->name, v->i < spec->min ? spec->min : spec->max);
    return 0;
}

static int check_actor(struct decision *d, const struct act_spec *spec)
{
    int by = d->cmd->by;
    if (by == 0)
        return spec->who & WHO_SYSTEM ? 0 : refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    if (by < 0)
        return spec->who & WHO_FACILITATOR && facilitates(d->room, -by)
                   ? 0
                   : refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    d->me = room_person(d->room, by);
    if (!d->me)
        return refuse(d, REFUSED_NO_SUCH_PERSON, NULL, 0);
    d->table = d->me->table;
    if (spec->who & WHO_SELF)
        return 0;
    if (!(spec->who & WHO_SEATED))
        return refuse(d, REFUSED_NOT_ALLOWED, NULL, 0);
    return d->table ? 0 : refuse(d, REFUSED_NOT_SEATED, NULL, 0);
}

// The value of the field of that type, or 0: an act has one such field at most. One that is out of
// bounds names nothing: it is refused once the fields are looked at.
static int named(const struct act *a, enum field_type type)
{
    const struct act_spec *spec = act_spec(a->type);
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *f = &spec->fields[i];
        if (f->type == type && a->f[i].set && a->f[i].i >= f->min && a->f[i].i <= f->max)
            return (int)a->f[i].i;
    }
    return 0;
}

static uint64_t moved(const struct decision *d)
{
    return d->room->clock.moved;
}

static uint64_t locked(const struct decision *d)
{
    return d->room->locked_seq;
}

static uint64_t steered(const struct decision *d)
{
    int id = named(d->cmd, FIELD_PERSON);
    return id <= d->room->npeople && id ? d->room->person[id]->steered : 0;
}

static uint64_t dismissed(const struct decision *d)
{
    return d->room->dismissed.seq;
}

static uint64_t helped(const struct decision *d)
{
    int table = named(d->cmd, FIELD_TABLE);
    return table <= d->room->ntables ? d->room->table[table].helped : 0;
}

// The last event that changed what such an act would put back.
static uint64_t (*const last_change[ACT_TYPES])(const struct decision *d) = {
    [ACT_NEXT] = moved,         [ACT_BACK] = moved,        [ACT_REOPEN] = moved,
    [ACT_LOCK] = locked,        [ACT_SIT] = steered,       [ACT_HAT] = steered,
    [ACT_NAME] = steered,       [ACT_REMOVE] = steered,    [ACT_RESTORE] = steered,
    [ACT_ANSWER_HELP] = helped, [ACT_DISMISS] = dismissed,
};

static int table_meant(const struct decision *d)
{
    const struct person *p = d->me ? d->me : room_person(d->room, named(d->cmd, FIELD_PERSON));
    return p ? p->table : named(d->cmd, FIELD_TABLE);
}

static bool other_wording(const struct decision *d)
{
    const struct clause *c = room_clause(d->room, d->table, named(d->cmd, FIELD_CLAUSE));
    return c && c->wording != d->cmd->meant.wording;
}

// A person is moved, the clock goes on and a wording changes while an act is under way.
static int check_meant(struct decision *d)
{
    const struct meant *m = &d->cmd->meant;
    if (m->has_phase && m->phase != d->room->clock.phase)
        return refuse(d, REFUSED_ELSEWHERE, "phase", 0);
    if (m->table && m->table != table_meant(d))
        return refuse(d, REFUSED_ELSEWHERE, "table", 0);
    if (m->wording && other_wording(d))
        return refuse(d, REFUSED_ELSEWHERE, "wording", 0);
    if (m->undoes && last_change[d->cmd->type] && last_change[d->cmd->type](d) != m->undoes)
        return refuse(d, REFUSED_UNDONE, NULL, 0);
    return 0;
}

// Credit goes to people of the actor's own table.
static int check_credit(struct decision *d)
{
    if (d->cmd->ncredit > CREDIT_MAX)
        return refuse(d, REFUSED_CREDIT, "credit", CREDIT_MAX);
    for (int i = 0; i < d->cmd->ncredit; i++) {
        const struct person *p = room_person(d->room, d->cmd->credit[i]);
        if (!p || !d->table || p->table != d->table || is_aside(d->room, d->cmd->credit[i]))
            return refuse(d, REFUSED_CREDIT, "credit", 0);
        for (int j = 0; j < i; j++)
            if (d->cmd->credit[j] == d->cmd->credit[i])
                return refuse(d, REFUSED_CREDIT, "credit", 0);
    }
    return 0;
}

static int check_phase(struct decision *d, const struct act_spec *spec)
{
    enum phase_kind now = room_phase(d->room);
    if (!(spec->phases & 1u << now))
        return refuse(d, REFUSED_PHASE, NULL, 0);
    bool any = spec->phases == (1u << PHASE_KINDS) - 1;
    if (d->cmd->by > 0 && !any && d->room->clock.paused && now < PHASE_LOBBY)
        return refuse(d, REFUSED_PAUSED, NULL, 0);
    return 0;
}

int room_decide(const struct room *room, const struct act *cmd, struct arena *scratch,
                struct act *out, int cap, struct refusal *refusal)
{
    CHECK(cap >= ROOM_EVENTS_MAX && cmd->type < ACT_TYPES);
    const struct act_spec *spec = act_spec(cmd->type);
    struct decision d = {
        .room = room, .cmd = cmd, .scratch = scratch, .out = out, .cap = cap, .refusal = refusal};
    if (check_actor(&d, spec) || check_aside(&d) || check_archived(&d) || check_meant(&d) ||
        check_phase(&d, spec) || check_credit(&d))
        return -1;
    for (int i = 0; i < spec->nfields; i++)
        if (check_field(&d, &spec->fields[i], &cmd->f[i]))
            return -1;
    if (act_rules[cmd->type].decide(&d) || part_words(&d))
        return -1;
    return room_has_place(room, out, d.n) ? d.n : refuse(&d, REFUSED_FULL, NULL, 0);
}

// What the console's list says of an act beside who, whom and where: minutes added, a phase...
static void log_value(struct logged_act *a, const struct act *e, const struct field_spec *f, int i)
{
    if (a->field || !field_is_told(f) || !e->f[i].set)
        return;
    a->field = f;
    a->value = e->f[i].i;
}

// The console lists what facilitators did, and what the clock and the projector did by themselves.
static bool is_listed(const struct act *e)
{
    return e->by < 0 || (e->by == 0 && (act_spec(e->type)->who & WHO_FACILITATOR));
}

static void log_act(struct room *r, const struct act *e, uint64_t seq)
{
    struct logged_act *a = &r->acts[r->nlogged++ % ACTS_SHOWN];
    *a = (struct logged_act){.seq = seq, .t = e->t_ms, .by = e->by, .type = e->type};
    const struct act_spec *spec = act_spec(e->type);
    for (int i = 0; i < spec->nfields; i++) {
        bool person = spec->fields[i].type == FIELD_PERSON;
        if (person && a->person == 0 && e->type != ACT_DISMISS) // that names two
            a->person = (uint16_t)e->f[i].i;
        if (spec->fields[i].type == FIELD_TABLE)
            a->table = (uint16_t)e->f[i].i;
        log_value(a, e, &spec->fields[i], i);
    }
    // Which card, or how many people, is its first value.
    a->undo = (e->type == ACT_DEAL && VAL(e, DEAL, UNDO).i != 0) ||
              (e->type == ACT_DISMISS && VAL(e, DISMISS, UNDO).i != 0);
    r->dirt |= DIRT_CONSOLE;
}

// Whoever does anything, if only types, is silent no more.
static void hear(struct room *r, int id, uint64_t t)
{
    const struct table_live *live = &r->table[r->person[id]->table].live;
    r->person[id]->last_act = t;
    for (int i = 0; i < live->nsilent; i++)
        if (live->silent[i] == id)
            touch_counts(r, id);
}

void room_apply(struct room *room, const struct act *e, uint64_t seq)
{
    CHECK(e->type < ACT_TYPES);
    room->seq = seq;
    room->now = e->t_ms;
    if (is_listed(e))
        log_act(room, e, seq);
    if (e->by > 0 && e->by <= room->npeople)
        hear(room, e->by, e->t_ms);
    credit_acted(room, e);
    life_goes_on(room, e);
    act_rules[e->type].apply(room, e);
}
