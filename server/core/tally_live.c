// What a facilitator is told while a table negotiates: who needs help, not who leads.
#include <string.h>

#include "base/util.h"
#include "core/tally_sets.h"

static void count_clauses(const struct sets *r, struct tally_live *out)
{
    uint8_t hands = 0;
    for (int i = 0; i < r->n_clauses; i++) {
        const struct sets_clause *c = &r->clause[r->order[i]];
        out->adopted += sets_adopted(r, c);
        hands |= sets_hands(c);
    }
    out->open = r->n_clauses - out->adopted;
    out->without_hand = r->seated & (uint8_t)~hands;
}

static void changes_at(struct tally_live *out, int64_t ms)
{
    out->changes_ms = MIN(out->changes_ms, ms);
}

// Silence counts from the last act typed by or credited to a person, else from their arrival.
static void find_silent(const struct sets *r, int64_t silent_ms, int64_t now_ms,
                        struct tally_live *out)
{
    for (size_t p = 0; p < r->in->n_people; p++) {
        const struct tally_person *person = &r->in->people[p];
        if (person->left_ms <= now_ms || person->in_ms > now_ms)
            continue;
        int64_t since = MAX(MAX(person->in_ms, 0), r->last_ms[p]);
        out->silent_ms[p] = MAX(now_ms - since, 0);
        if (out->silent_ms[p] > silent_ms)
            out->silent |= TALLY_BIT(p);
        else
            changes_at(out, since + silent_ms + 1);
    }
}

// How many acts came from one phone and were credited to the same people.
struct typist {
    uint16_t device;
    uint32_t who;
    int32_t acts;
};

bool live_counts(const struct tally_input *in, const struct tally_act *act)
{
    return !act->ext && act->kind != TALLY_BASE && sets_credited(in, act) != 0;
}

static bool same_typist(const struct tally_input *in, const struct tally_act *act,
                        const struct typist *typist)
{
    return act->device == typist->device && sets_credited(in, act) == typist->who;
}

// More than half of the acts is asked for, so a candidate can be found in one pass by cancelling
// pairs that differ (Boyer and Moore); a threshold below one half would need more.
static struct typist find_candidate(const struct tally_input *in)
{
    struct typist best = {0};
    int32_t balance = 0;
    for (size_t i = 0; i < in->n_acts; i++) {
        const struct tally_act *act = &in->acts[i];
        if (!live_counts(in, act))
            continue;
        if (balance == 0)
            best = (struct typist){.device = act->device, .who = sets_credited(in, act)};
        balance += same_typist(in, act, &best) ? 1 : -1;
    }
    return best;
}

static struct live_typist find_typist(const struct tally_input *in)
{
    struct typist best = find_candidate(in);
    struct live_typist found = {.device = best.device, .person = TALLY_NOBODY};
    for (size_t i = 0; i < in->n_acts; i++) {
        if (live_counts(in, &in->acts[i])) {
            found.acts.y++;
            found.acts.x += same_typist(in, &in->acts[i], &best);
        }
    }
    if (tally_bits(best.who) == 1)
        found.person = (int8_t)__builtin_ctz(best.who);
    return found;
}

static void tell_typist(const struct live_typist *most, const struct tally_thresholds *t,
                        struct tally_live *out)
{
    out->typist_person = TALLY_NOBODY;
    if (most->acts.y < t->typist_from || most->device == 0 || most->person == TALLY_NOBODY ||
        most->acts.x * 100 <= most->acts.y * t->typist_percent)
        return;
    out->typist = true;
    out->typist_device = most->device;
    out->typist_acts = most->acts;
    out->typist_person = most->person;
}

// Keeps the list sorted, oldest first; the youngest falls off a full list.
static void list_objection(struct tally_live *out, struct tally_objection item)
{
    int at = out->n_objections;
    if (at == TALLY_CLAUSES_MAX && out->objections[at - 1].age_ms >= item.age_ms)
        return;
    at = MIN(at, TALLY_CLAUSES_MAX - 1);
    out->n_objections = at + 1;
    for (; at > 0 && out->objections[at - 1].age_ms < item.age_ms; at--)
        out->objections[at] = out->objections[at - 1];
    out->objections[at] = item;
}

static void find_objections(const struct sets *r, int64_t now_ms, struct tally_live *out)
{
    for (int i = 0; i < r->n_clauses; i++) {
        const struct sets_clause *c = &r->clause[r->order[i]];
        for (uint32_t left = sets_people(c->objects); left != 0; left &= left - 1) {
            size_t p = (size_t)__builtin_ctz(left);
            for (int g = 0; g < TALLY_GROUPS; g++) {
                if (!TALLY_HAS(c->objects[g], p))
                    continue;
                int64_t raised = r->in->acts[c->episode[p][g].act].at_ms;
                out->standing++;
                list_objection(out, (struct tally_objection){(int8_t)p, (uint8_t)g, r->order[i],
                                                             now_ms - raised});
            }
        }
    }
    // Last, so that time alone changes no order: a clock set back has objections still to come.
    for (int i = 0; i < out->n_objections; i++)
        out->objections[i].age_ms = MAX(out->objections[i].age_ms, 0);
}

// Sets the bit from `since_ms` on; before that, says when.
static void stuck_from(struct tally_live *out, uint8_t bit, int64_t since_ms, int64_t now_ms)
{
    if (now_ms >= since_ms)
        out->stuck |= bit;
    else
        changes_at(out, since_ms);
}

static void find_stuck(const struct sets *r, const struct tally_thresholds *t, int64_t now_ms,
                       struct tally_live *out)
{
    if (out->adopted == 0)
        stuck_from(out, TALLY_STUCK_NO_ADOPTION, t->no_adoption_ms, now_ms);
    if (out->n_objections > 0) {
        int64_t raised = now_ms - out->objections[0].age_ms;
        stuck_from(out, TALLY_STUCK_OBJECTION, raised + t->objection_ms + 1, now_ms);
    }
    stuck_from(out, TALLY_STUCK_IDLE, MAX(r->last_act_ms, 0) + t->idle_ms + 1, now_ms);
}

void live_tell(const struct sets *r, const struct live_typist *most,
               const struct tally_thresholds *thresholds, int64_t now_ms, struct tally_live *out)
{
    memset(out, 0, sizeof *out);
    out->rules = r->in->rules->tally;
    out->thresholds = thresholds->version;
    out->seated = r->seated;
    out->changes_ms = INT64_MAX;
    sets_concessions(r, out->concessions);
    count_clauses(r, out);
    find_silent(r, thresholds->silent_ms, now_ms, out);
    tell_typist(most, thresholds, out);
    find_objections(r, now_ms, out);
    find_stuck(r, thresholds, now_ms, out);
}

void tally_live(const struct tally_input *in, const struct tally_thresholds *thresholds,
                int64_t now_ms, struct tally_live *out)
{
    struct sets sets;
    struct sets_clause clauses[TALLY_CLAUSES_MAX];
    struct live_typist most = find_typist(in);
    sets_start(&sets, in, clauses, NULL);
    sets_acts(&sets, 0);
    live_tell(&sets, &most, thresholds, now_ms, out);
}
